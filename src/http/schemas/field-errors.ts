import type { Hook, z } from '@hono/zod-openapi';
import { AppError, type FieldError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { speakPlainly } from './plain-messages.ts';

speakPlainly();

/**
 * The `defaultHook` of a group of routes: what zod refuses, with everything that is wrong at once.
 *
 * @param knownNames The parameters that there are, to suggest the nearest.
 * @throws AppError `invalid_parameters`
 */
export const refuseInvalid =
  (knownNames: readonly string[]): Hook<unknown, AppEnv, string, void> =>
  (result) => {
    if (!result.success) throw invalidParameters(toFieldErrors(result.error, knownNames));
  };

/** A 400 whose detail names each of the parameters. */
export const invalidParameters = (errors: readonly FieldError[]): AppError => {
  const [first, ...others] = errors;
  return new AppError(
    'invalid_parameters',
    first !== undefined && others.length === 0
      ? `${first.path === '' ? 'The body' : `The parameter ${first.path}`} ${first.message}.`
      : `${errors.length} of the parameters are wrong: ${errors.map(({ path }) => path).join(', ')}.`,
    { errors },
  );
};

/**
 * One entry a parameter, by its name. An unknown name is an error of its own: passed over in silence, a
 * misspelt filter would widen the search.
 */
export const toFieldErrors = (error: z.ZodError, knownNames: readonly string[]): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: key, message: unknownName(key, knownNames) }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );

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
