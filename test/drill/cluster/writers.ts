import { setTimeout as sleep } from 'node:timers/promises';
import { sampleArticle } from '../../../bench/sample-corpus.ts';
import { seeded } from '../../../bench/seeded.ts';
import { ask } from './ask.ts';
import type { Ledger } from './ledger.ts';

/** An article as its last write has it that was acknowledged. */
export interface Acknowledged {
  readonly version: number;
  readonly isRemoved: boolean;
}

export interface Written {
  /** By id. */
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  /** Answers that no write may have. */
  readonly wrong: readonly string[];
}

const WRITERS = 10;
const IDS_OF_EACH = 40;
const REMOVED = 0.15;
const READ_AFTERWARDS = 0.2;
const PAUSE_MS = 250;
/** A write that is not acknowledged in so long never will be. */
const GIVE_UP_MS = 180_000;

/** What a version of an article says; its year changes with some of them. */
export const articleOfVersion = (id: string, n: number, version: number) => {
  const sample = sampleArticle(100_000 + n);
  return {
    ...sample,
    id,
    version,
    title: `Bản thứ ${version}. ${sample.title}`,
    body: sample.body.split('\n\n', 1).join(''),
    publishedAt: `${2015 + ((n + Math.floor(version / 3)) % 10)}-05-19`,
  };
};

/**
 * Writers with articles of their own, each of which sends a write again until it is acknowledged, to whichever service;
 * then at times reads it from the other one. After the signal the writes under way are still brought to an end.
 */
export const writeWhile = async (
  addresses: readonly string[],
  { perSecond, seed }: { readonly perSecond: number; readonly seed: number },
  ledger: Ledger,
  stop: AbortSignal,
): Promise<Written> => {
  const acknowledged = new Map<string, Acknowledged>();
  const wrong: string[] = [];
  const url = (at: number, id: string): string => `${addresses[at % addresses.length]}/v1/articles/${id}`;

  /** @returns which of the services took it */
  const untilAcknowledged = async (first: number, path: string, init: RequestInit): Promise<number> => {
    const since = performance.now();
    for (let at = first; ; at++) {
      const { status, code, text } = await ask(ledger, 'write', url(at, path), init);
      if (code === '') return at;
      if (status !== 0 && status < 500) wrong.push(`${init.method} ${path}: ${text}`);
      if (performance.now() - since > GIVE_UP_MS)
        throw new Error(`${init.method} ${path} was not acknowledged in ${GIVE_UP_MS / 1000} s: ${text}`);
      await sleep(PAUSE_MS);
    }
  };

  const isShown = async (at: number, id: string, { version, isRemoved }: Acknowledged): Promise<boolean> => {
    const { status, code, text } = await ask(ledger, 'read', url(at, id), {}, [404]);
    if (code !== '') return true;
    return isRemoved
      ? status === 404
      : status === 200 && (JSON.parse(text) as Acknowledged).version === version;
  };

  const writer = async (w: number): Promise<void> => {
    const random = seeded(seed * WRITERS + w);
    const everyMs = (1_000 * WRITERS) / perSecond;
    let next = performance.now() + random() * everyMs;
    while (!stop.aborted) {
      await sleep(Math.max(0, next - performance.now()));
      // Whoever was held up does not make up for it.
      next = Math.max(next + everyMs, performance.now());
      const n = w * IDS_OF_EACH + Math.floor(random() * IDS_OF_EACH);
      const id = `viet-${n}`;
      const before = acknowledged.get(id);
      const removes = random() < REMOVED && before?.isRemoved === false;
      const version = removes ? before.version : (before?.version ?? 0) + 1;
      const at = await (removes
        ? untilAcknowledged(w + version, `${id}?version=${version}`, { method: 'DELETE' })
        : untilAcknowledged(w + version, id, {
            method: 'PUT',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(articleOfVersion(id, n, version)),
          }));
      const now = { version, isRemoved: removes };
      acknowledged.set(id, now);
      if (random() < READ_AFTERWARDS && !(await isShown(at + 1, id, now))) ledger.onStale();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, w) => writer(w)));
  return { acknowledged, wrong };
};
