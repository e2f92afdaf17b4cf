import type { FieldError } from '../../domain/app-error.ts';
import type { SourceRecord } from './source-record.ts';

/**
 * One line of a dead-letter file: an article that was not stored, with the reason. Mended in place, the file can be
 * imported as it is.
 */
export interface DeadLetter {
  /** What is wrong, in words. */
  readonly error: string;
  /** Which fields are wrong, where it is that. */
  readonly errors?: readonly FieldError[];
  /** Where it came from. */
  readonly from: string;
  /** The article as it came in, or as far as it could be read. */
  readonly article?: unknown;
  /** The text that could not be read as an article. */
  readonly text?: string;
}

const KEYS = new Set(['error', 'errors', 'from', 'article', 'text']);

/** The article within a line of a dead-letter file, and any other value as it is. */
export const unwrapDeadLetter = (value: unknown): Pick<SourceRecord, 'article' | 'text' | 'problem'> => {
  if (!isDeadLetter(value)) return { article: value };
  if (value.article !== undefined) return { article: value.article };
  if (value.text === undefined) {
    return { problem: `The article itself is not in this file: mend and import “${value.from}”.` };
  }
  try {
    return { article: JSON.parse(value.text) as unknown };
  } catch {
    return { text: value.text, problem: value.error };
  }
};

const isDeadLetter = (value: unknown): value is DeadLetter =>
  typeof value === 'object' &&
  value !== null &&
  'error' in value &&
  typeof value.error === 'string' &&
  'from' in value &&
  typeof value.from === 'string' &&
  (!('text' in value) || typeof value.text === 'string') &&
  Object.keys(value).every((key) => KEYS.has(key));
