import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../figures.ts';
import { Refused } from './http-asker.ts';
import type { Ask, Peer, Told } from './peer.ts';

/** What a peer came to with so many clients. */
export interface Course {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers a second, and the least and the most of a round. */
  readonly rate: number;
  readonly slowest: number;
  readonly fastest: number;
  /** Share of the questions that were not answered. */
  readonly failed: number;
  /** Share of the answers that had anything to show. */
  readonly found: number;
}

export interface RaceOptions {
  readonly clients: number;
  readonly rounds: number;
  /** Seconds of a round of one peer. */
  readonly seconds: number;
}

interface Round {
  readonly times: readonly number[];
  readonly found: number;
  readonly failures: number;
  readonly seconds: number;
}

/** So many clients, each of which asks again once it is answered, or as soon as it shall where it was turned away. */
const closedLoop = async (
  askers: readonly (() => Promise<Told>)[],
  clients: number,
  seconds: number,
  first: number,
): Promise<Round> => {
  const times: number[] = [];
  let found = 0;
  let failures = 0;
  let next = first;
  const start = performance.now();
  const until = start + seconds * 1_000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let asked = performance.now(); asked < until; asked = performance.now()) {
        // What answers in this process keeps the others waiting for their turn: that is time they need as well.
        await new Promise<void>((resolve) => void setImmediate(resolve));
        try {
          const told = await askers[next++ % askers.length]?.();
          times.push(performance.now() - asked);
          if (told !== undefined && told.ids.length > 0) found++;
        } catch (error) {
          failures++;
          if (error instanceof Refused)
            await sleep(Math.min(error.afterMs, Math.max(0, until - performance.now())));
        }
      }
    }),
  );
  return { times, found, failures, seconds: (performance.now() - start) / 1_000 };
};

/** Questions of one kind, and who is asked them. */
export interface Heat {
  readonly peers: readonly Peer[];
  readonly asks: readonly Ask[];
}

/**
 * Asks all peers the same, and all kinds, in turns, the first peer another one each round: whatever else the machine
 * does falls on all alike.
 *
 * @param onRound told after each round
 * @returns of each heat, in order, what each peer came to; who has no answer for its questions is left out
 */
export const race = async (
  heats: readonly Heat[],
  { clients, rounds, seconds }: RaceOptions,
  onRound: (round: number) => void = () => {},
): Promise<readonly ReadonlyMap<Peer, Course>[]> => {
  const lanes = heats.map(({ peers, asks }) => ({
    count: asks.length,
    entries: peers.flatMap((peer) => {
      const its = asks.map((ask) => peer.asker(ask));
      const usable = its.filter((one) => one !== null);
      return usable.length === asks.length ? [{ peer, askers: usable, rounds: [] as Round[] }] : [];
    }),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { count, entries } of lanes) {
      // Each round goes on with other questions than the one before.
      const first = Math.floor((round * count) / rounds);
      for (let turn = 0; turn < entries.length; turn++) {
        const entry = entries[(round + turn) % entries.length];
        entry?.rounds.push(await closedLoop(entry.askers, clients, seconds, first));
      }
    }
    onRound(round + 1);
  }
  return lanes.map(({ entries }) => new Map(entries.map(({ peer, rounds: its }) => [peer, courseOf(its)])));
};

const courseOf = (rounds: readonly Round[]): Course => {
  const times = rounds.flatMap((round) => round.times);
  const failures = rounds.reduce((sum, round) => sum + round.failures, 0);
  const rates = rounds.map((round) => round.times.length / round.seconds);
  const total = rounds.reduce((sum, round) => sum + round.seconds, 0);
  return {
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    rate: times.length / total,
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    failed: failures / Math.max(1, failures + times.length),
    found: rounds.reduce((sum, round) => sum + round.found, 0) / Math.max(1, times.length),
  };
};

/** Mean reciprocal rank of the first relevant article among the first ten. */
export const meanReciprocalRank = async (
  peer: Peer,
  judged: readonly { readonly ask: Ask; readonly relevant: readonly string[] }[],
): Promise<number | null> => {
  let sum = 0;
  for (const { ask, relevant } of judged) {
    const asker = peer.asker(ask);
    if (asker === null) return null;
    const { ids } = await asker();
    const place = ids.findIndex((id) => relevant.includes(id));
    sum += place === -1 ? 0 : 1 / (place + 1);
  }
  return sum / judged.length;
};
