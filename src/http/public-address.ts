import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

export interface AddressOptions {
  /** The setting TIMBAO_PUBLIC_URL. */
  readonly publicUrl: string | null;
  readonly trustProxy: number;
}

const FIRST = /^\s*([^,\s]+)/;

/**
 * The address that the service is called at, without a slash at its end: what it is set to, or else what the request came
 * to. Where proxies are trusted, what they say of the original request counts.
 */
export const publicAddress = (c: Context<AppEnv>, { publicUrl, trustProxy }: AddressOptions): string => {
  if (publicUrl !== null) return publicUrl.replace(/\/+$/, '');
  const { origin, protocol, host } = new URL(c.req.url);
  if (trustProxy === 0) return origin;
  const said = (name: string): string | undefined => FIRST.exec(c.req.header(name) ?? '')?.[1];
  const proto = said('x-forwarded-proto') ?? protocol.slice(0, -1);
  const address = `${proto}://${said('x-forwarded-host') ?? host}`;
  return /^https?$/.test(proto) && URL.canParse(address) ? new URL(address).origin : origin;
};
