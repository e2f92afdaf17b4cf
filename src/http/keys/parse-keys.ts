import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { parseDay } from '../../query/date-range.ts';
import { SCOPES, type ApiKey } from './api-key.ts';

const names = z
  .array(z.string().trim().min(1).max(300))
  .min(1, 'must name one at least; leave it out for all')
  .max(100)
  .default([]);

const day = (bound: 'from' | 'to') =>
  z
    .string()
    .transform((text, context) => {
      const instant = parseDay(text)?.[bound];
      if (instant !== undefined) return instant;
      context.addIssue({ code: 'custom', message: 'must be a day such as 2022-01-21, a month or a year' });
      return z.NEVER;
    })
    .optional();

/** By the names of the parameters of `GET /v1/search`. */
const filtersSchema = z
  .strictObject({
    section: names,
    author: names,
    tag: names,
    source: names,
    from: day('from'),
    to: day('to'),
  })
  .transform(({ from, to, ...filters }) => ({
    filters,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }));

// Strict: a misspelt `expires` must not make a key without an end.
const keySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'must be the SHA-256 of the key, 64 hexadecimal digits'),
  scopes: z
    .array(z.enum(SCOPES, `must be one of ${SCOPES.join(', ')}`))
    .min(1, 'must name one scope at least'),
  expires: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2027-01-31T00:00:00+07:00' })
    .optional(),
  filters: filtersSchema.optional(),
});

/** A key as the file has it. */
export type KeyEntry = z.input<typeof keySchema>;

const fileSchema = z.strictObject({ keys: z.array(keySchema).max(10_000) });

/**
 * The keys in the text of a key file.
 *
 * @throws AppError `configuration` that names what cannot be read; never a part of the keys
 */
export const parseKeys = (text: string): ApiKey[] => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Its own words would show what is in the file.
    throw refused('it is no JSON');
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refused(`${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'is wrong'}`);
  }
  const { keys } = parsed.data;
  for (const field of ['name', 'sha256'] as const) {
    const seen = new Set<string>();
    const twice = keys.findIndex((key) => seen.size === seen.add(key[field].toLowerCase()).size);
    if (twice >= 0) throw refused(`keys.${twice}.${field}: is there twice`);
  }
  return keys.map(({ name, sha256, scopes, expires, filters }) => ({
    name,
    digest: Buffer.from(sha256, 'hex'),
    scopes: new Set(scopes),
    expiresAt: expires === undefined ? null : Date.parse(expires),
    within: filters ?? null,
  }));
};

const refused = (what: string): AppError =>
  new AppError('configuration', `The key file of TIMBAO_KEYS_FILE cannot be read: ${what}.`);
