import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { clientAddress, isForwarded, isLoopback } from './client-address.ts';

export interface ApiKeyOptions {
  readonly apiKeys: readonly string[];
  readonly trustProxy: number;
}

/** Tells whether a request carries one of the keys. */
export type KeyCheck = (c: Context<AppEnv>) => boolean;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Compares digests, so that neither a key's length nor its first characters show in the time it takes,
 * and looks at every key whichever one fits.
 */
export const createKeyCheck = (apiKeys: readonly string[]): KeyCheck => {
  const wanted = apiKeys.map(digest);
  return (c) => {
    const offered = bearerToken(c);
    if (offered === null) return false;
    const seen = digest(offered);
    return wanted.reduce((found, key) => timingSafeEqual(key, seen) || found, false);
  };
};

const bearerToken = (c: Context<AppEnv>): string | null =>
  /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

/**
 * Lets a request through that may write: one with a key, or, where no keys are set, one made on this
 * very machine.
 */
export const requireKey = (options: ApiKeyOptions): MiddlewareHandler<AppEnv> => {
  const hasKey = createKeyCheck(options.apiKeys);
  return async (c, next) => {
    if (options.apiKeys.length > 0) {
      if (!hasKey(c)) throw noKey(c);
    } else if (!isLocal(c, options.trustProxy)) {
      throw new AppError(
        'forbidden',
        'Without API keys only this machine itself may write. Set TIMBAO_API_KEYS and send one as "Authorization: Bearer KEY".',
      );
    }
    await next();
  };
};

const noKey = (c: Context<AppEnv>): AppError =>
  new AppError(
    'unauthorized',
    c.req.header('authorization') === undefined
      ? 'Writing needs a key: send "Authorization: Bearer KEY".'
      : 'That key is not known here. Send "Authorization: Bearer KEY" with one of the keys of this service.',
  );

/**
 * A loopback socket alone proves little: behind a proxy on the same machine every client has one, and a
 * web page can make the reader's own browser send the request (through a host name that it points at
 * 127.0.0.1). So nobody may have passed it on unasked, and it must be addressed to this machine by a
 * loopback name.
 */
const isLocal = (c: Context<AppEnv>, trustProxy: number): boolean => {
  const address = clientAddress(c, trustProxy);
  if (address === null || !isLoopback(address)) return false;
  const isKnownChain = trustProxy > 0 && c.req.header('x-forwarded-for') !== undefined;
  if (isForwarded(c) && !isKnownChain) return false;
  const origin = c.req.header('origin');
  return isLoopbackName(new URL(c.req.url).hostname) && (origin === undefined || isLoopbackOrigin(origin));
};

const isLoopbackName = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopback(hostname.replace(/^\[|\]$/g, ''));

const isLoopbackOrigin = (origin: string): boolean =>
  URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
