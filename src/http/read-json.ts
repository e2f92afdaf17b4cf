import type { Context } from 'hono';
import type { z } from 'zod';
import type { AppEnv } from './app-env.ts';
import { jsonOf } from './json-of.ts';
import type { BodyReader } from './read-body.ts';
import { invalidParameters, toFieldErrors } from './schemas/field-errors.ts';

/**
 * The body of a request, checked by a schema.
 *
 * @param names the fields that there are, to suggest the nearest
 * @throws AppError `invalid_parameters`, and as `withBody`
 */
export const readJson = <Schema extends z.ZodType>(
  c: Context<AppEnv>,
  bodies: BodyReader,
  schema: Schema,
  names: readonly string[],
): Promise<z.output<Schema>> =>
  bodies.withBody(c, (bytes) => {
    const parsed = schema.safeParse(jsonOf(bytes));
    if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, names));
    return Promise.resolve(parsed.data);
  });
