import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv, Caller } from '../app-env.ts';
import { findKey, keyIsFor, type ApiKey, type Scope } from '../keys/api-key.ts';
import { clientAddress, isForwarded, isLoopback } from './client-address.ts';

export interface CallerOptions {
  /** The keys as they stand; `null`: none are set. */
  readonly keys: () => readonly ApiKey[] | null;
  readonly trustProxy: number;
  /** Where no keys are set: whether whoever is on this machine may do everything. */
  readonly insecureLoopback: boolean;
}

/** Finds out who calls, for `requireScope` and `assertScope`. */
export const identifyCaller =
  (options: CallerOptions): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    c.set('caller', callerOf(c, options));
    await next();
  };

const callerOf = (c: Context<AppEnv>, { keys, trustProxy, insecureLoopback }: CallerOptions): Caller => {
  const known = keys();
  if (known === null) {
    return insecureLoopback && isLocal(c, trustProxy)
      ? { kind: 'local' }
      : { kind: 'stranger', why: insecureLoopback ? 'not-local' : 'no-keys-set' };
  }
  const offered = bearerToken(c);
  if (offered === null) return { kind: 'stranger', why: 'no-key' };
  const key = findKey(known, offered);
  if (key === null) return { kind: 'stranger', why: 'unknown-key' };
  const isOver = key.expiresAt !== null && key.expiresAt <= Date.now();
  return isOver ? { kind: 'stranger', why: 'expired-key' } : { kind: 'key', key };
};

const bearerToken = (c: Context<AppEnv>): string | null =>
  /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null;

const hasScope = (c: Context<AppEnv>, scope: Scope): boolean => {
  const { caller } = c.var;
  return caller.kind === 'local' || (caller.kind === 'key' && keyIsFor(caller.key, scope));
};

/** Lets a request through whose caller may do what the scope is for. */
export const requireScope =
  (scope: Scope): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    assertScope(c, scope);
    await next();
  };

/** @throws AppError `unauthorized` · `forbidden` where the caller may not do what the scope is for */
export const assertScope = (c: Context<AppEnv>, scope: Scope): void => {
  if (hasScope(c, scope)) return;
  const { caller } = c.var;
  if (caller.kind === 'key')
    throw new AppError('forbidden', `This key is not for that: it lacks the scope ${scope}.`);
  if (caller.kind === 'stranger') throw REFUSALS[caller.why]();
};

const REFUSALS: Readonly<Record<Extract<Caller, { kind: 'stranger' }>['why'], () => AppError>> = {
  'no-key': () => new AppError('unauthorized', 'This needs a key: send "Authorization: Bearer KEY".'),
  'unknown-key': () =>
    new AppError(
      'unauthorized',
      'That key is not known here. Send "Authorization: Bearer KEY" with one of the keys of this service.',
    ),
  'expired-key': () =>
    new AppError('unauthorized', 'That key has expired. Ask whoever runs the service for another one.'),
  'not-local': () =>
    new AppError(
      'forbidden',
      'Without API keys only this machine itself may do that. Set TIMBAO_API_KEYS and send one as "Authorization: Bearer KEY".',
    ),
  'no-keys-set': () =>
    new AppError(
      'forbidden',
      'No API keys are set, so nobody may do that. Set TIMBAO_API_KEYS and send one as "Authorization: Bearer KEY", or, to try it out on this machine, set TIMBAO_INSECURE_LOOPBACK=on.',
    ),
};

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
