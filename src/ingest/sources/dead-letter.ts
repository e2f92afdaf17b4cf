import type { FieldError } from '../../domain/app-error.ts';
import { SOURCE_FORMATS, type SourceFormat } from './source-format.ts';

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
  /** The form of `text`, where it is not JSON. */
  readonly format?: SourceFormat;
}

const KEYS = new Set(['error', 'errors', 'from', 'article', 'text', 'format']);

/** What a line of a dead-letter file asks to be read again. */
export type Unwrapped =
  | { readonly article: unknown }
  | { readonly text: string; readonly format: SourceFormat; readonly from: string; readonly error: string }
  | { readonly problem: string };

/** The article within a line of a dead-letter file, and any other value as it is. */
export const unwrapDeadLetter = (value: unknown): Unwrapped => {
  if (!isDeadLetter(value)) return { article: value };
  const { article, text, format = 'json', from, error } = value;
  if (article !== undefined) return { article };
  return text === undefined
    ? { problem: `The article itself is not in this file: mend and import “${from}”.` }
    : { text, format, from, error };
};

/** Whether a value is a line of a dead-letter file. */
export const isDeadLetter = (value: unknown): value is DeadLetter =>
  typeof value === 'object' &&
  value !== null &&
  'error' in value &&
  typeof value.error === 'string' &&
  'from' in value &&
  typeof value.from === 'string' &&
  (!('text' in value) || typeof value.text === 'string') &&
  (!('format' in value) || SOURCE_FORMATS.some((format) => format === value.format)) &&
  Object.keys(value).every((key) => KEYS.has(key));
