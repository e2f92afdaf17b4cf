import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { bulkLines } from '../../src/engine/bulk-lines.ts';
import { parseArticle } from '../../src/ingest/article-schema.ts';
import { sampleArticle } from '../../bench/sample-corpus.ts';
import { servedAt, startService } from '../engine/start/run-timbao.ts';
import type { Running } from '../engine/start/run-timbao.ts';
import { scratchStore, type ScratchStore } from '../support/scratch-store.ts';
import { elasticsearchUrl } from '../support/test-engine.ts';
import { residentMb } from '../support/resident-mb.ts';

/** `DRILL_ARTICLES=5000` tries less. */
const ARTICLES = Number(process.env['DRILL_ARTICLES'] ?? 100_000);
const WALKED = Math.min(30_000, ARTICLES);

/** Far less than the articles take: an export that gathered them would end the process. */
const HEAP_MB = 160;

/** An engine that has much else to do may be slow. */
const PATIENT_MS = 10 * 60_000;

let store: ScratchStore;
let service: Running | undefined;
let address: string;

const article = (number: number) => {
  const { body, ...others } = sampleArticle(number);
  return parseArticle({
    ...others,
    body: body.split('\n\n').slice(0, 1).join('\n\n'),
    // What the walks look for: in the first so many, wherever their words and dates put them.
    tags: number < WALKED ? ['đi hết'] : [],
  });
};

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  for (let from = 0; from < ARTICLES; from += 500) {
    const lines = Array.from({ length: Math.min(500, ARTICLES - from) }, (_, i) => article(from + i));
    const bulk = lines.map((one) => bulkLines(one.id, 2, one)).join('');
    await store.engine.bulk(store.names.write, bulk, { timeoutMs: PATIENT_MS });
    if (from % 10_000 === 0) console.log(`${from} articles are in`);
  }
  await store.engine.refresh(store.names.read);
  service = startService({
    ELASTICSEARCH_URL: elasticsearchUrl(),
    TIMBAO_INDEX: store.alias,
    TIMBAO_SAMPLES: 'off',
    PORT: '0',
    LOG_LEVEL: 'warn',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
  });
  address = await servedAt(service, 300_000);
});

afterAll(async () => {
  service?.send('SIGTERM');
  await service?.ended();
  await store.dispose();
});

// Making thousands of articles keeps this process busy, while the service closes connections that lie idle: seen here.
beforeEach(() => sleep(500));

describe.each(['relevance', 'newest'])('a walk by %s', (sort) => {
  it(`through ${WALKED} articles under writes has each of them once`, async () => {
    let isWalking = true;
    let written = 0;
    const writing = (async () => {
      while (isWalking) {
        const numbers = Array.from({ length: 50 }, () => Math.floor(Math.random() * WALKED));
        const changed = numbers.map((number) => ({ ...article(number), title: `Sửa ${written} và của các` }));
        const added = numbers
          .slice(0, 10)
          .map((number, i) => ({ ...article(number), id: `moi-${sort}-${written}-${i}` }));
        const lines = [...changed, ...added].map((one) => bulkLines(one.id, 2, one)).join('');
        await store.engine.bulk(store.names.write, lines, { timeoutMs: PATIENT_MS });
        written += 60;
      }
    })();
    const seen: string[] = [];
    let pages = 0;
    try {
      for (let cursor: string | undefined = ''; cursor !== undefined; pages++) {
        const parameters = new URLSearchParams({
          q: 'thẻ:"đi hết" và',
          sort,
          size: '100',
          snippets: '0',
          cursor,
        });
        const response = await fetch(`${address}/v1/search?${parameters.toString()}`);
        expect(response.status).toBe(200);
        const { hits, nextCursor } = (await response.json()) as SearchResult;
        seen.push(...hits.map(({ id }) => id));
        cursor = nextCursor;
      }
    } finally {
      isWalking = false;
      await writing;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const found = new Set(seen);
    const wanted = Array.from({ length: WALKED }, (_, number) => article(number)).filter(
      ({ title, lead, body }) => /(?:^|[^\p{L}\p{M}])và(?![\p{L}\p{M}])/iu.test(`${title} ${lead} ${body}`),
    );
    const lost = wanted.filter(({ id }) => !found.has(id));
    console.log(
      `${sort}: ${seen.length} hits on ${pages} pages, ${written} writes meanwhile, ${lost.length} lost`,
    );
    expect(lost).toEqual([]);
    expect(wanted.length).toBeGreaterThan(WALKED * 0.9);
  });
});

describe.each(['ndjson', 'csv'])('an export as %s', (format) => {
  it(`of ${ARTICLES} articles takes no more memory than of a few`, async () => {
    await (await fetch(`${address}/v1/export?format=${format}&to=2015-02`)).arrayBuffer();
    const before = await residentMb(address);
    let most = before;
    const watch = setInterval(() => {
      residentMb(address).then(
        (now) => (most = Math.max(most, now)),
        () => {},
      );
    }, 500);
    const started = performance.now();
    const response = await fetch(`${address}/v1/export?format=${format}`);
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    clearInterval(watch);
    const seconds = (performance.now() - started) / 1000;
    const total = Number(response.headers.get('x-total-count'));
    console.log(
      `${format}: ${total} articles, ${(bytes / 1024 / 1024).toFixed(0)} MB in ${seconds.toFixed(0)} s; resident ${before.toFixed(0)} MB before, at most ${most.toFixed(0)} MB; SHA-256 ${hash.digest('hex').slice(0, 12)}…`,
    );
    expect(total).toBeGreaterThanOrEqual(ARTICLES);
    expect(most - before).toBeLessThan(150);
  });
});
