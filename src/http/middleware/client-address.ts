import { isIP } from 'node:net';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';

/** Headers that only a proxy sets: a request with one of them was passed on. */
const forwardingHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

/**
 * Where a request came from, an IP address without port, or `null` where it is not known.
 *
 * @param trustedProxies How many proxies stand in front. Each adds the address it saw to the end of
 *   `X-Forwarded-For`, so the entry that many places from the end is the first one nobody else can
 *   have made up; anything further left is the client's own claim.
 */
export const clientAddress = (c: Context<AppEnv>, trustedProxies: number): string | null => {
  // Without a server there are no bindings at all.
  const env = c.env as AppEnv['Bindings'] | undefined;
  const socket = env?.incoming?.socket.remoteAddress ?? null;
  if (socket === null || trustedProxies === 0) return socket === null ? null : plainAddress(socket);
  const chain = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((entry) => plainAddress(entry.trim()))
    .filter((entry) => entry !== null);
  return chain.at(-Math.min(trustedProxies, chain.length)) ?? plainAddress(socket);
};

/** Whether a proxy passed the request on, as far as its headers tell. */
export const isForwarded = (c: Context<AppEnv>): boolean =>
  forwardingHeaders.some((name) => c.req.header(name) !== undefined);

/** 127.0.0.0/8 or ::1. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);

/** Without port, brackets, zone and the IPv4-in-IPv6 form that dual-stack sockets report. */
const plainAddress = (text: string): string | null => {
  const bare = text
    .replace(/^\[([^\]]+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
    .toLowerCase();
  return isIP(bare) === 0 ? null : bare;
};
