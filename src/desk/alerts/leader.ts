import { hasCode } from '../../domain/app-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { takeLease, type Lease } from '../../engine/lease.ts';

/** That of several services on one index one alone does the work. */
export interface Leader {
  /** Whether this one does; where nobody does, it begins to. Asked before each piece of work. */
  readonly leads: () => Promise<boolean>;
  /** Whether it does, as far as it knows. */
  readonly isLeading: () => boolean;
  /** The work turned out to be another's. */
  readonly lose: () => void;
  /** Lets another one take over at once. */
  readonly release: () => Promise<void>;
}

/** Longer than the pauses of garbage collectors and short enough to wait for. */
export const LEADER_TERM_MS = 30_000;

/** @param index where the lease is kept */
export const createLeader = (engine: Engine, index: string, termMs = LEADER_TERM_MS): Leader => {
  let lease: Lease | null = null;
  let taking: Promise<boolean> | null = null;
  const take = async (): Promise<boolean> => {
    try {
      lease = await takeLease(engine, index, { name: 'alerts', busy: 'Alerts are being sent', termMs });
      return true;
    } catch (error) {
      if (hasCode(error, 'overloaded')) return false;
      throw error;
    }
  };
  const isLeading = (): boolean => lease?.isHeld() === true;
  const release = async (): Promise<void> => {
    const held = lease;
    lease = null;
    await held?.release();
  };
  return {
    isLeading,
    leads: async () => {
      if (isLeading()) return true;
      // A lease that is not sure any more goes on being renewed until it is let go of.
      if (lease !== null) await release();
      taking ??= take().finally(() => {
        taking = null;
      });
      return taking;
    },
    lose: () => {
      void release().catch(() => {});
    },
    release,
  };
};
