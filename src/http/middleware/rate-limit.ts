import type { Context, MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { clientAddress } from './client-address.ts';

export interface RateLimitOptions {
  /** Requests a second a client; 0 lets everything through. */
  readonly rateLimit: number;
  readonly trustProxy: number;
}

const WINDOW_MS = 1_000;

/**
 * Counts requests a client a second, in this process; answers 429 beyond the limit. `RateLimit` and `RateLimit-Policy`
 * tell how many are left, as of draft-ietf-httpapi-ratelimit-headers.
 */
export const rateLimit = (options: RateLimitOptions): MiddlewareHandler<AppEnv> => {
  if (options.rateLimit === 0) {
    return (c, next) => {
      c.set('charge', () => Promise.resolve());
      return next();
    };
  }
  const blocked = new LRUCache<string, true>({ max: MOST_BLOCKED });
  const limiter = new RateLimiterMemory({ points: options.rateLimit, duration: WINDOW_MS / 1_000 });
  return async (c, next) => {
    const client = clientOf(clientAddress(c, options.trustProxy) ?? 'unknown');
    // A newsroom's own systems, which send a key, are not held back.
    const isLimited = c.var.caller.kind !== 'key';
    c.set('charge', async (more) => {
      if (!isLimited || more === 0) return;
      const { consumedPoints } = await limiter.penalty(client, more);
      // For as many seconds as the same number of requests would have taken.
      if (consumedPoints <= options.rateLimit) return;
      const seconds = Math.ceil(consumedPoints / options.rateLimit);
      blocked.set(client, true, { ttl: seconds * 1_000 });
      await limiter.block(client, seconds);
    });
    if (isLimited) {
      c.header('RateLimit-Policy', `"default";q=${options.rateLimit};w=1`);
      try {
        const told = await limiter.consume(client);
        tellRest(c, told, leftOf(told));
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        const left = Math.max(leftOf(refused), blocked.getRemainingTTL(client));
        tellRest(c, refused, left);
        throw new AppError(
          'rate_limited',
          `Too many requests: ${options.rateLimit} a second is the limit. Wait a moment and try again.`,
          { retryAfter: left / 1_000 },
        );
      }
    }
    await next();
  };
};

const tellRest = (c: Context<AppEnv>, { remainingPoints }: RateLimiterRes, leftMs: number): void =>
  c.header('RateLimit', `"default";r=${Math.max(0, remainingPoints)};t=${Math.ceil(leftMs / 1_000)}`);

/** So many clients that asked for more than a second’s worth at once are remembered. */
const MOST_BLOCKED = 10_000;

/** Milliseconds. The limiter ends its second by a timer, and tells what is left of it by the time of day, which may jump. */
const leftOf = ({ msBeforeNext }: RateLimiterRes): number => Math.min(Math.max(0, msBeforeNext), WINDOW_MS);

/** A household or a server has a whole IPv6 /64, so that is what one client is. */
const clientOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
};
