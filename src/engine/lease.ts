import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from './engine.ts';

/** That one process alone does a piece of work. It ends by itself where the process is gone. */
export interface Lease {
  /** Whether it was surely ours a moment ago: not where it could not be renewed in time, or another process has it. */
  isHeld(): boolean;
  release(): Promise<void>;
}

interface LeaseDocument {
  readonly kind: 'lease';
  readonly owner: string;
  /** For people: `host-1 (process 4711)`. */
  readonly holder: string;
  readonly until: string;
}

const TERM_MS = 2 * 60_000;

/** What is leased, by which name, and what a person is told of it: `https://… is being followed`. */
export interface Leased {
  readonly name: string;
  readonly busy: string;
  /** Milliseconds after which it ends where its process is gone: two minutes. */
  readonly termMs?: number;
}

/**
 * Takes a piece of work for this process, and holds it until it is released.
 *
 * @param index where the work's state is kept: a lease is a document of it, `lease:NAME`
 * @throws AppError `overloaded` where another process has it.
 */
export const takeLease = async (engine: Engine, index: string, leased: Leased): Promise<Lease> => {
  const { termMs = TERM_MS } = leased;
  const id = `lease:${leased.name}`;
  const owner = randomUUID();
  const found = await engine.get<LeaseDocument>(index, id);
  if (found !== null && Date.parse(found.source.until) > Date.now()) throw taken(leased, found.source);
  // Of several that come upon the same state, one gets through.
  const action =
    found === null
      ? { create: { _id: id } }
      : { index: { _id: id, if_seq_no: found.seqNo, if_primary_term: found.primaryTerm } };
  const document = (): LeaseDocument => ({
    kind: 'lease',
    owner,
    holder: `${hostname()} (process ${process.pid})`,
    until: new Date(Date.now() + termMs).toISOString(),
  });
  const write = async (line: object, source?: object): Promise<AppError | null> => {
    const lines = [line, ...(source === undefined ? [] : [source])].map(
      (each) => `${JSON.stringify(each)}\n`,
    );
    const [item] = await engine.bulk(index, lines.join(''), { isAlias: false });
    return item?.error ?? null;
  };
  const refusal = await write(action, document());
  if (refusal?.code === 'stale_version')
    throw taken(leased, (await engine.get<LeaseDocument>(index, id))?.source);
  if (refusal !== null) throw refusal;
  /** Where it stands as long as it is ours: a process that was halted for longer than the term may have lost it. */
  const ours = async (): Promise<object | null> => {
    const now = await engine.get<LeaseDocument>(index, id);
    return now?.source.owner === owner
      ? { _id: id, if_seq_no: now.seqNo, if_primary_term: now.primaryTerm }
      : null;
  };
  let isLost = false;
  let surelyUntil = performance.now() + termMs;
  const renew = async (): Promise<void> => {
    const askedAt = performance.now();
    const place = await ours();
    const refused = place === null ? null : await write({ index: place }, document());
    if (place === null || refused?.code === 'stale_version') isLost = true;
    else if (refused === null) surelyUntil = askedAt + termMs;
  };
  const timer = setInterval(() => {
    // An engine that is away for a moment is asked again in time.
    renew().catch(() => {});
  }, termMs / 4).unref();
  return {
    isHeld: () => !isLost && performance.now() < surelyUntil,
    release: async () => {
      clearInterval(timer);
      const place = await ours();
      if (place !== null) await write({ delete: place });
    },
  };
};

const taken = ({ busy, termMs = TERM_MS }: Leased, by: LeaseDocument | undefined): AppError =>
  new AppError(
    'overloaded',
    `${busy} by another process${by === undefined ? '' : `: ${by.holder}`}. If that one was killed, wait ${termMs / 1_000} seconds.`,
  );
