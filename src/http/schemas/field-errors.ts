import type { z } from '@hono/zod-openapi';
import { AppError, type FieldError } from '../../domain/app-error.ts';

/**
 * What zod found, one entry a parameter or field, each by its name. An unknown name is an error of its
 * own: passed over in silence, a misspelt filter would widen the search.
 *
 * @param knownNames What may be given, to suggest the nearest.
 */
export const toFieldErrors = (error: z.ZodError, knownNames: readonly string[]): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join('.'),
          message: unknownName(key, knownNames),
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );

/** A 400 whose detail names each of the parameters. */
export const invalidParameters = (errors: readonly FieldError[]): AppError =>
  new AppError('invalid_parameters', sentence('parameter', 'the parameters', errors), { errors });

/** A 400 whose detail names each of the article's fields. */
export const invalidArticle = (errors: readonly FieldError[]): AppError =>
  new AppError('invalid_article', sentence('article’s', 'the article’s fields', errors), { errors });

const sentence = (one: string, many: string, errors: readonly FieldError[]): string => {
  const [first, ...others] = errors;
  if (first !== undefined && others.length === 0) {
    return first.path === '' ? `The body ${first.message}.` : `The ${one} ${first.path} ${first.message}.`;
  }
  const paths = [...new Set(errors.map(({ path }) => path))];
  return `${errors.length} of ${many} are wrong: ${paths.join(', ')}. What is wrong with each is under errors.`;
};

const unknownName = (name: string, knownNames: readonly string[]): string => {
  const nearest = knownNames
    .map((known) => ({ known, distance: editDistance(name.toLowerCase(), known.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return nearest !== undefined && nearest.distance <= 2
    ? `is not known; perhaps "${nearest.known}" is meant`
    : `is not known; known are ${knownNames.join(', ')}`;
};

/** Levenshtein's: how many single letters have to be put in, left out or changed. */
const editDistance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      here.push(Math.min(change, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1));
    }
    above = here;
  }
  return above[b.length] ?? 0;
};
