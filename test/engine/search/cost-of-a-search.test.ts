import { channel } from 'node:diagnostics_channel';
import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordCorpus } from '../../support/word-corpus.ts';
import { createSearchIndex, FIXTURE_ARTICLES, type SearchIndex } from './search-index.ts';

// What does not depend on the machine: what travels, and what has to be remembered and forgotten. Times are for bench/.

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.importFiles(FIXTURE_ARTICLES);
  await index.put(...wordCorpus());
  await index.language();
}, 120_000);

afterAll(() => index.close());

const CLEAN = [
  'thủy điện',
  'thuy dien',
  'học sinh',
  'xả lũ thủy điện',
  'xa lu thuy dien',
  '"cầu treo"',
  'chợ phiên',
  'cho phien',
  'sạt lở đất',
  'title:lũ',
];
const LOOSENED = ['thủy điện sinh học', 'xả lũ chợ phiên', 'thuy dein', 'cầu treo học sinh xả lũ'];

interface Traffic {
  readonly requests: number;
  readonly sent: number;
  readonly received: number;
}

/** What goes to the engine and comes back while something runs. */
const trafficOf = async (run: () => Promise<unknown>): Promise<Traffic> => {
  let [requests, sent, received] = [0, 0, 0];
  const count = {
    request: () => requests++,
    send: add((size) => (sent += size)),
    receive: add((size) => (received += size)),
  };
  const channels = [
    ['undici:request:create', count.request],
    ['undici:request:bodyChunkSent', count.send],
    ['undici:request:bodyChunkReceived', count.receive],
  ] as const;
  for (const [name, listen] of channels) channel(name).subscribe(listen);
  try {
    await run();
  } finally {
    for (const [name, listen] of channels) channel(name).unsubscribe(listen);
  }
  return { requests, sent, received };
};

const add =
  (to: (size: number) => void) =>
  (message: unknown): void =>
    to(Buffer.byteLength((message as { readonly chunk: string | Uint8Array }).chunk));

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('what travels', () => {
  it.each(CLEAN)('is one request and the hits as they are stored, and hardly more: %s', async (q) => {
    let ids: string[] = [];
    const { requests, sent, received } = await trafficOf(async () => {
      ids = (await index.search({ q })).hits.map(({ id }) => id);
    });
    expect(ids.length).toBeGreaterThan(0);
    const stored = (await index.engine.mget<object>(index.alias, ids)).map((one) => sizeOf(one?.source));
    const texts = stored.reduce((sum, size) => sum + size, 0);
    expect(requests).toBe(1);
    expect(received).toBeGreaterThan(texts * 0.9);
    expect(received).toBeLessThan(texts + 400 + 200 * ids.length);
    expect(sent).toBeGreaterThan(200);
    expect(sent).toBeLessThan(6_000);
  });

  it.each(LOOSENED)('is two requests where words have to be loosened: %s', async (q) => {
    const { requests, sent } = await trafficOf(() => index.search({ q }));
    expect(requests).toBeLessThanOrEqual(2);
    expect(sent).toBeLessThan(20_000);
  });
});

/** Bytes of all that is allocated while something runs, what is soon forgotten among it: a sample of it, extrapolated. */
const allocatedBy = async (run: () => Promise<unknown>): Promise<number> => {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.startSampling', {
      samplingInterval: 8_192,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    } as object);
    await run();
    const { profile } = await session.post('HeapProfiler.stopSampling');
    const { samples } = profile as unknown as { readonly samples: readonly { readonly size: number }[] };
    return samples.reduce((sum, { size }) => sum + size, 0);
  } finally {
    session.disconnect();
  }
};

describe('what is allocated', () => {
  it('is no more than twice what it was: some 375 kB a search', async () => {
    const all = async (): Promise<void> => {
      for (const q of CLEAN) await index.search({ q });
    };
    for (let round = 0; round < 5; round++) await all();
    const rounds = 10;
    const allocated = await allocatedBy(async () => {
      for (let round = 0; round < rounds; round++) await all();
    });
    const each = allocated / rounds / CLEAN.length / 1024;
    expect(each).toBeGreaterThan(50);
    expect(each).toBeLessThan(750);
  });
});
