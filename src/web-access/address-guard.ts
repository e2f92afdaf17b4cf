import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Finds the addresses of a host; that of the system unless a test has its own. */
export type Resolve = (
  host: string,
  done: (error: Error | null, found: readonly LookupAddress[]) => void,
) => void;

/** Decides whether a host may be spoken to, by its number. */
export type IsAllowed = (ip: string) => boolean;

/** A host was not spoken to, since it is in a private network. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
  readonly host: string;

  constructor(host: string) {
    super(`${host} is in a private network, or on this machine`);
    this.host = host;
  }
}

/**
 * Whether an IP address is one of the public internet: not loopback, link-local, private, shared, multicast, reserved,
 * nor an IPv6 address that has another within (mapped, 6to4, Teredo, NAT64).
 */
export const isPublicIp = (ip: string): boolean => {
  const bare = ip.replace(/^\[|\]$/gu, '').replace(/%.*$/u, '');
  if (!ipaddr.isValid(bare)) return false;
  // `process` makes `::ffff:10.0.0.1` what it is.
  return ipaddr.process(bare).range() === 'unicast';
};

/** The IP address that a host of a URL is written as; `null` for a name. */
export const ipOf = (hostname: string): string | null => {
  const bare = hostname.replace(/^\[|\]$/gu, '');
  return ipaddr.isValid(bare) ? bare : null;
};

const resolveBySystem: Resolve = (host, done) => {
  systemLookup(host, { all: true }, (error, found) => done(error, found));
};

/**
 * A name lookup for connections that gives allowed addresses alone. It is what the connection itself goes by, so that a
 * name cannot lead elsewhere between being checked and being used.
 */
export const guardedLookup =
  (isAllowed: IsAllowed, resolve: Resolve = resolveBySystem): LookupFunction =>
  (host, options, callback) => {
    const fail = (error: NodeJS.ErrnoException): void => callback(error, options.all === true ? [] : '');
    resolve(host, (error, found) => {
      if (error !== null) return fail(error);
      const allowed = found.filter(({ address }) => isAllowed(address));
      const [first] = allowed;
      if (first === undefined) return fail(new PrivateAddressError(host));
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
