import { Agent } from 'undici';
import { guardedLookup, type IsAllowed, type Resolve } from './address-guard.ts';

export interface GuardedAgentOptions {
  readonly isAllowed: IsAllowed;
  /** How names are resolved: by the system. */
  readonly resolve?: Resolve;
  /** The most connections to one host. */
  readonly connections: number;
}

/**
 * Connections to allowed hosts alone: the number of each is checked as it is connected to. Goes by no proxy of the
 * environment.
 */
export const createGuardedAgent = ({ isAllowed, resolve, connections }: GuardedAgentOptions): Agent =>
  new Agent({
    connect: { lookup: guardedLookup(isAllowed, resolve), timeout: 10_000 },
    connections,
    maxHeaderSize: 64 * 1024,
  });
