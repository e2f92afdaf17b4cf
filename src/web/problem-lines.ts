import type { FieldError } from '../domain/app-error.ts';
import type { Texts } from './texts/vietnamese.ts';

/** What is wrong with a search that could not be made. */
export interface Problem {
  readonly code: string;
  readonly errors: readonly FieldError[];
}

/** What is wrong with a request, in the reader's words; nothing where it is not the request that is wrong. */
export const problemLines = ({ error }: Texts, { code, errors }: Problem): readonly string[] =>
  code === 'query_too_complex'
    ? [error.tooComplex]
    : errors.map(({ path }) => error.parameters[path] ?? error.parameter(path));
