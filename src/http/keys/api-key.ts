import { createHash, timingSafeEqual } from 'node:crypto';
import type { Portion } from '../../domain/visibility.ts';

/** What a key can be for. `admin` is for everything, and for `/metrics` where that is closed. */
export const SCOPES = ['search', 'export', 'write', 'preview', 'desk', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** A key of the service. The key itself is in nobody's memory but its owner's: this has its digest. */
export interface ApiKey {
  /** Whose it is; never secret. */
  readonly name: string;
  /** SHA-256 of the key. */
  readonly digest: Buffer;
  readonly scopes: ReadonlySet<Scope>;
  /** Milliseconds since 1970 from which it opens nothing; `null`: never. */
  readonly expiresAt: number | null;
  /** The part of the archive that it shows; `null`: all of it. */
  readonly within: Portion | null;
}

/** The digest that a key is known by. Keys are random, so that no slow hash is needed. */
export const digestOfKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Keys of `TIMBAO_API_KEYS`: they have no end, and are for everything. */
export const unlimitedKeys = (keys: readonly string[]): ApiKey[] =>
  keys.map((key, at) => ({
    name: `TIMBAO_API_KEYS ${at + 1}`,
    digest: digestOfKey(key),
    scopes: new Set<Scope>(['admin']),
    expiresAt: null,
    within: null,
  }));

/**
 * The key that was offered. Compares digests, so that neither a key's length nor its first characters show in the time it
 * takes, and looks at every key whichever one fits.
 */
export const findKey = (keys: readonly ApiKey[], offered: string): ApiKey | null => {
  const seen = digestOfKey(offered);
  return keys.reduce<ApiKey | null>((found, key) => (timingSafeEqual(key.digest, seen) ? key : found), null);
};

/** Whether a key is for something. */
export const keyIsFor = ({ scopes }: ApiKey, scope: Scope): boolean =>
  scopes.has(scope) || scopes.has('admin');
