import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { AppEnv } from '../app-env.ts';
import { findKey, keyIsFor, type ApiKey } from '../keys/api-key.ts';
import { publicAddress, type AddressOptions } from '../public-address.ts';

export interface DeskSessionOptions extends AddressOptions {
  /** The keys as they stand; `null`: none are set. */
  readonly keys: () => readonly ApiKey[] | null;
  /** What cookies are signed with; instances that share it know each other's. `null`: one for this process alone. */
  readonly secret: string | null;
}

/** A browser that has shown a key, and is known by a cookie from then on. */
export interface DeskSession {
  /** Knows whoever has a cookie by the key that they came with, for as long as that key opens the desk. */
  readonly resume: MiddlewareHandler<AppEnv>;
  /** @returns whether the key opens the desk */
  readonly begin: (c: Context<AppEnv>, offered: string) => Promise<boolean>;
  readonly end: (c: Context<AppEnv>) => void;
}

const COOKIE = 'timbao_desk';
const PATH = '/desk';

/** Unused for so long, it is over. */
const SECONDS = 2 * 60 * 60;

export const createDeskSession = ({ keys, secret, ...address }: DeskSessionOptions): DeskSession => {
  const signedWith = createHmac('sha256', 'timbao desk')
    .update(secret ?? randomBytes(32))
    .digest('base64url');
  /** Stands for a key; neither the key nor what it is known by can be told from it. */
  const markOf = ({ digest }: ApiKey): string =>
    createHash('sha256').update('desk').update(digest).digest('base64url').slice(0, 22);

  const opens = (key: ApiKey): boolean =>
    keyIsFor(key, 'desk') && (key.expiresAt === null || key.expiresAt > Date.now());

  const remember = (c: Context<AppEnv>, key: ApiKey): Promise<void> =>
    setSignedCookie(c, COOKIE, `${markOf(key)}.${Date.now() + SECONDS * 1_000}`, signedWith, {
      path: PATH,
      httpOnly: true,
      sameSite: 'Strict',
      secure: publicAddress(c, address).startsWith('https:'),
      maxAge: SECONDS,
    });

  return {
    resume: async (c, next) => {
      const known = keys();
      if (c.var.caller.kind === 'stranger' && known !== null) {
        const cookie = await getSignedCookie(c, signedWith, COOKIE);
        const [mark, until] = (cookie === false ? '' : (cookie ?? '')).split('.');
        const key =
          Number(until) > Date.now() ? known.find((one) => markOf(one) === mark && opens(one)) : undefined;
        if (key !== undefined) {
          c.set('caller', { kind: 'key', key });
          await remember(c, key);
        }
      }
      await next();
    },
    begin: async (c, offered) => {
      const key = findKey(keys() ?? [], offered);
      if (key === null || !opens(key)) return false;
      await remember(c, key);
      return true;
    },
    end: (c) => void deleteCookie(c, COOKIE, { path: PATH }),
  };
};
