import { isObject } from '../domain/is-object.ts';
import type { z } from 'zod';
import { AppError } from '../domain/app-error.ts';
import { ARTICLE_ID, ARTICLE_VERSION } from './article-schema.ts';

/** An article to be removed: as of a version, or whichever is stored. */
export interface Removal {
  readonly remove: string;
  readonly version?: number;
}

/** Whether a value asks for a removal, rightly written or not. */
export const isRemoval = (
  value: unknown,
): value is { readonly delete: unknown; readonly version?: unknown } =>
  isObject(value) && Object.hasOwn(value, 'delete');

/**
 * Reads `{"delete":"id"}`, which may name a `version`.
 *
 * @throws AppError `invalid_article` where anything else is in it, or the id or the version is none.
 */
export const readRemoval = ({
  delete: id,
  version,
  ...others
}: {
  readonly delete: unknown;
  readonly version?: unknown;
}): Removal => {
  if (Object.keys(others).length > 0) {
    throw new AppError(
      'invalid_article',
      'A line with “delete” has nothing else but a version: {"delete":"id","version":7}.',
    );
  }
  const remove = readField('delete', ARTICLE_ID, id);
  // As for articles, `null` is the same as leaving it out.
  if (version === undefined || version === null) return { remove };
  return { remove, version: readField('version', ARTICLE_VERSION, version) };
};

const readField = <T>(path: string, schema: z.ZodType<T>, value: unknown): T => {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const message = read.error.issues[0]?.message ?? 'is wrong';
  throw new AppError('invalid_article', `The field “${path}” ${message}.`, { errors: [{ path, message }] });
};
