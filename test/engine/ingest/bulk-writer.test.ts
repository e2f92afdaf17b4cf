import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { Article } from '../../../src/domain/article.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { getArticle } from '../../../src/ingest/article-store.ts';
import {
  writeArticles,
  type BulkWriterOptions,
  type WriteOutcome,
  type WriteRequest,
} from '../../../src/ingest/bulk-writer.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { startFaultProxy, type Fault, type FaultProxy, type SeenRequest } from '../../support/fault-proxy.ts';
import { scratchAlias, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(inject('elasticsearchUrl'));
});

afterAll(() => store.dispose());

const article = (id: string, more: object = {}): Article =>
  parseArticle({ id, title: 'Điện về bản', body: 'Bản đã có điện.', publishedAt: '2022-01-21', ...more });

const range = (prefix: string, count: number): Article[] =>
  Array.from({ length: count }, (_, n) => article(`${prefix}-${n}`));

type Input = Article | AppError;

async function* requests(inputs: Iterable<Input>): AsyncGenerator<WriteRequest<number>> {
  let tag = 0;
  for (const input of inputs) {
    yield input instanceof AppError ? { tag: tag++, error: input } : { tag: tag++, article: input };
  }
}

const write = async (
  inputs: readonly Input[],
  options: BulkWriterOptions = {},
  engine: Engine = store.engine,
): Promise<WriteOutcome<number>[]> => {
  const outcomes: WriteOutcome<number>[] = [];
  for await (const outcome of writeArticles({ ...store, engine }, requests(inputs), options)) {
    outcomes.push(outcome);
  }
  // One outcome a request, in order: this holds for every test here.
  expect(outcomes.map(({ tag }) => tag)).toEqual(inputs.map((_, at) => at));
  return outcomes;
};

const statuses = (outcomes: readonly WriteOutcome<number>[]): string[] =>
  outcomes.map(({ status }) => status);

const unreadable = new AppError('invalid_article', 'It is not JSON.');

describe('outcomes', () => {
  test('created, updated, stale and unreadable, in order', async () => {
    const outcomes = await write([
      article('o-1', { version: 2 }),
      unreadable,
      article('o-2'),
      article('o-1', { version: 1 }),
      article('o-1', { version: 3 }),
      unreadable,
    ]);
    expect(statuses(outcomes)).toEqual(['created', 'failed', 'created', 'stale', 'updated', 'failed']);
    expect(outcomes[1]?.error).toBe(unreadable);
    expect(outcomes[3]?.error).toMatchObject({
      code: 'stale_version',
      message: expect.stringContaining('“o-1”'),
    });
    expect((await getArticle(store, 'o-1'))?.version).toBe(3);
  });

  test.each([
    { maxBatchArticles: 1 },
    { maxBatchArticles: 7 },
    { maxBatchArticles: 1_000 },
    { maxBatchBytes: 1 },
    { maxBatchBytes: 2_000 },
  ])('whatever the batches: %o', async (options) => {
    const prefix = `b-${JSON.stringify(options).replace(/\W+/gu, '_')}`;
    const outcomes = await write(range(prefix, 50), options);
    expect(new Set(statuses(outcomes))).toEqual(new Set(['created']));
    await store.engine.refresh(store.names.read);
    expect(await store.engine.count(store.names.read, { prefix: { id: prefix } })).toBe(50);
  });

  test('nothing in, nothing out', async () => {
    expect(await write([])).toEqual([]);
  });

  test('of the same id the later one wins, in one batch and across batches', async () => {
    const titles = Array.from({ length: 9 }, (_, n) => `Lần ${n}`);
    for (const maxBatchArticles of [100, 2]) {
      await write(
        titles.flatMap((title) => [article('same', { title }), article(`other-${title.slice(-1)}`)]),
        { maxBatchArticles },
      );
      expect((await getArticle(store, 'same'))?.title).toBe('Lần 8');
    }
  });

  test('one that the engine does not take fails alone', async () => {
    const foreign = { ...article('foreign'), surprise: 'x' } as Article;
    const outcomes = await write([article('f-1'), foreign, article('f-2')]);
    expect(statuses(outcomes)).toEqual(['created', 'failed', 'created']);
    expect(outcomes[1]?.error).toMatchObject({ code: 'engine_rejected' });
    expect(outcomes[1]?.error?.message).not.toMatch(/strict|mapping|exception/iu);
    expect(await getArticle(store, 'foreign')).toBeNull();
  });

  test('without an index all fail, and none comes to be', async () => {
    const alias = scratchAlias();
    const outcomes: WriteOutcome<number>[] = [];
    const deps = openArticleStore(store.engine, alias);
    for await (const outcome of writeArticles(deps, requests(range('n', 3)), { skipUnchanged: true })) {
      outcomes.push(outcome);
    }
    expect(outcomes.map(({ status, error }) => [status, error?.code])).toEqual(
      Array(3).fill(['failed', 'index_missing']),
    );
    expect(await store.engine.listIndices(`${alias}*`)).toEqual([]);
  });
});

describe('what is stored already', () => {
  test('is left alone: the second time nothing is written', async () => {
    const articles = range('u', 20);
    await write(articles);
    const before = await store.engine.get(store.names.read, 'u-3');
    const changed = article('u-7', { title: 'Khác' });
    const again = articles.with(7, changed);
    const outcomes = await write(again, { skipUnchanged: true });
    expect(statuses(outcomes)).toEqual(articles.map((_, n) => (n === 7 ? 'updated' : 'unchanged')));
    expect(await store.engine.get(store.names.read, 'u-3')).toEqual(before);
    expect((await getArticle(store, 'u-7'))?.title).toBe('Khác');
  });

  test('is compared with what stands right before it, also when it goes back and forth', async () => {
    const [one, two] = [article('back', { title: 'Một' }), article('back', { title: 'Hai' })];
    await write([one]);
    const outcomes = await write([one, two, one, one], { skipUnchanged: true });
    expect(statuses(outcomes)).toEqual(['unchanged', 'updated', 'updated', 'unchanged']);
    expect((await getArticle(store, 'back'))?.title).toBe('Một');
  });

  test('a newer version of the same text is written', async () => {
    await write([article('nv', { version: 1 })]);
    expect(statuses(await write([article('nv', { version: 2 })], { skipUnchanged: true }))).toEqual([
      'updated',
    ]);
  });
});

describe('removals', () => {
  const remove = async (ids: readonly string[], engine: Engine): Promise<(string | undefined)[]> => {
    async function* removals(): AsyncGenerator<WriteRequest<number>> {
      for (const [tag, id] of ids.entries()) yield { tag, remove: id };
    }
    const outcomes: WriteOutcome<number>[] = [];
    for await (const outcome of writeArticles({ ...store, engine }, removals())) {
      outcomes.push(outcome);
    }
    return outcomes.map(({ status }) => status);
  };

  test('that a write overtakes are made again, under the version that is stored then', async () => {
    await write([article('over', { version: 5 })]);
    let isFirst = true;
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), ({ path }) => {
      if (!path.includes('/_mget') || !isFirst) return { kind: 'none' };
      isFirst = false;
      // As it was stored before somebody wrote version 5.
      return { kind: 'change', change: (answer) => answer.replace('"_version":10', '"_version":6') };
    });
    const engine = createEngine({ url: proxy.url });
    try {
      expect(await remove(['over', 'never-there'], engine)).toEqual(['deleted', 'deleted']);
      expect(proxy.requests.filter(({ path }) => path.includes('/_bulk'))).toHaveLength(2);
    } finally {
      await engine.close();
      await proxy.close();
    }
    expect(await getArticle(store, 'over')).toBeNull();
  });

  test('whose answer was lost are made once more, and are done', async () => {
    await write(range('lost', 3));
    let bulks = 0;
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), ({ path }) =>
      path.includes('/_bulk') && ++bulks === 1 ? { kind: 'cut-answer' } : { kind: 'none' },
    );
    const engine = createEngine({ url: proxy.url });
    try {
      expect(await remove(['lost-0', 'lost-1'], engine)).toEqual(['deleted', 'deleted']);
    } finally {
      await engine.close();
      await proxy.close();
    }
    const left = await Promise.all(['lost-0', 'lost-1', 'lost-2'].map((id) => getArticle(store, id)));
    expect(left.map((one) => one === null)).toEqual([true, true, false]);
  });
});

describe('when the engine has trouble', () => {
  let proxy: FaultProxy | undefined;
  let engine: Engine | undefined;

  const through = async (decide: (request: SeenRequest, bulkNumber: number) => Fault): Promise<Engine> => {
    let bulks = 0;
    proxy = await startFaultProxy(inject('elasticsearchUrl'), (request) =>
      decide(request, request.path.includes('/_bulk') ? ++bulks : 0),
    );
    engine = createEngine({ url: proxy.url });
    return engine;
  };

  afterEach(async () => {
    await engine?.close();
    await proxy?.close();
  });

  const bulkBodies = (): string[] =>
    (proxy?.requests ?? []).filter(({ path }) => path.includes('/_bulk')).map(({ body }) => body);

  const stored = async (prefix: string): Promise<number> => {
    await store.engine.refresh(store.names.read);
    return store.engine.count(store.names.read, { prefix: { id: prefix } });
  };

  const tooBusy = {
    kind: 'answer',
    status: 429,
    body: { error: { type: 'es_rejected_execution_exception', reason: 'rejected' }, status: 429 },
  } as const;

  test('an overloaded one is asked again after growing pauses', async () => {
    const delays: number[] = [];
    const busy = await through((_, bulk) => (bulk >= 1 && bulk <= 3 ? tooBusy : { kind: 'none' }));
    const outcomes = await write(range('busy', 10), { onRetry: (_, delayMs) => delays.push(delayMs) }, busy);
    expect(new Set(statuses(outcomes))).toEqual(new Set(['created']));
    expect(delays).toHaveLength(3);
    delays.forEach((delay, n) => {
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(200 * 2 ** n);
    });
    expect(await stored('busy')).toBe(10);
  });

  test('connections that break, before and after the engine has heard, lose nothing', async () => {
    const breaking = await through((_, bulk) =>
      bulk === 1 ? { kind: 'cut' } : bulk === 2 || bulk === 5 ? { kind: 'cut-answer' } : { kind: 'none' },
    );
    const outcomes = await write(range('cut', 30), { maxBatchArticles: 10 }, breaking);
    // Where the answer was lost, the engine has the articles already.
    expect(statuses(outcomes).every((status) => status === 'created' || status === 'updated')).toBe(true);
    expect(await stored('cut')).toBe(30);
    expect(bulkBodies()).toHaveLength(6);
  });

  test('of a batch in which one was refused for overload, that one alone is sent again', async () => {
    const partly = await through((_, bulk) =>
      bulk === 1
        ? {
            kind: 'change',
            change: (answer) => {
              const parsed = JSON.parse(answer) as { errors: boolean; items: object[] };
              const error = { type: 'es_rejected_execution_exception', reason: 'queue full' };
              parsed.items[4] = { index: { _index: 'x', _id: 'part-4', status: 429, error } };
              return JSON.stringify({ ...parsed, errors: true });
            },
          }
        : { kind: 'none' },
    );
    const outcomes = await write(range('part', 10), {}, partly);
    expect(statuses(outcomes).filter((status) => status === 'created')).toHaveLength(9);
    expect(outcomes[4]?.status).toBe('updated');
    const [, second] = bulkBodies();
    expect(second?.trim().split('\n')).toHaveLength(2);
    expect(second).toContain('"part-4"');
  });

  test('one that stays away makes each article fail, none is left out', async () => {
    const away = await through(() => ({ kind: 'cut' }));
    const outcomes = await write(
      [...range('away', 5), unreadable],
      { retryForMs: 300, skipUnchanged: true },
      away,
    );
    expect(outcomes.map(({ status, error }) => [status, error?.code])).toEqual([
      ...Array(5).fill(['failed', 'engine_unavailable']),
      ['failed', 'invalid_article'],
    ]);
    expect(await stored('away')).toBe(0);
  });

  test('once it stayed away for one batch, those after it get one try each, until one gets through', async () => {
    let pauses = 0;
    const away = await through((_, bulk) => ({ kind: bulk > 0 && !isBack ? 'cut' : 'none' }));
    let isBack = false;
    const outcomes: string[] = [];
    const options = { maxBatchArticles: 5, retryForMs: 300, onRetry: () => pauses++ };
    const deps = { ...store, engine: away };
    let pausesOfFirst = 0;
    for await (const { tag, status } of writeArticles(deps, requests(range('gone', 40)), options)) {
      outcomes.push(status);
      if (tag === 4) pausesOfFirst = pauses;
      if (tag === 24) isBack = true;
    }
    expect(outcomes.slice(0, 25)).toEqual(Array(25).fill('failed'));
    expect(outcomes.at(-1)).toBe('created');
    expect(pausesOfFirst).toBeGreaterThan(0);
    expect(pauses).toBe(pausesOfFirst);
  });

  test('a batch that is too large is halved until it fits', async () => {
    const small = await through(({ body }, bulk) =>
      bulk > 0 && body.length > 800 ? { kind: 'answer', status: 413, body: {} } : { kind: 'none' },
    );
    const large = article('half-large', { body: 'Điện. '.repeat(500) });
    const outcomes = await write([...range('half', 16), large], {}, small);
    expect(statuses(outcomes)).toEqual([...Array(16).fill('created'), 'failed']);
    expect(outcomes.at(-1)?.error?.code).toBe('payload_too_large');
    expect(await stored('half')).toBe(16);
  });

  test('a caller that stops listening has the batch on its way finished', async () => {
    const slow = await through(() => ({ kind: 'none' }));
    const outcomes = writeArticles({ ...store, engine: slow }, requests(range('stop', 30)), {
      maxBatchArticles: 10,
    });
    for await (const { tag } of outcomes) if (tag === 3) break;
    const sent = bulkBodies().length;
    expect(await stored('stop')).toBe(sent * 10);
  });
});

describe('several batches at once', () => {
  /** An engine that shows what is on its way at the same time. */
  const watched = () => {
    const onTheirWay = new Map<number, readonly string[]>();
    const seen = { most: 0, sameIdTogether: 0, bulks: 0 };
    const bulk: Engine['bulk'] = async (index, lines, options) => {
      const number = seen.bulks++;
      const ids = [...lines.matchAll(/"_id":"([^"]+)"/g)].map(([, id = '']) => id);
      const others = new Set([...onTheirWay.values()].flat());
      if (ids.some((id) => others.has(id))) seen.sameIdTogether++;
      onTheirWay.set(number, ids);
      seen.most = Math.max(seen.most, onTheirWay.size);
      try {
        return await store.engine.bulk(index, lines, options);
      } finally {
        onTheirWay.delete(number);
      }
    };
    return { engine: { ...store.engine, bulk }, seen };
  };

  test('become more while all goes well, up to the most; outcomes stay in order', async () => {
    const { engine, seen } = watched();
    const outcomes = await write(range('many', 400), { maxBatchArticles: 10, maxConcurrency: 3 }, engine);
    expect(new Set(statuses(outcomes))).toEqual(new Set(['created']));
    expect(seen.most).toBeGreaterThan(1);
    expect(seen.most).toBeLessThanOrEqual(3);
  });

  test('never hold the same article twice: the later one always wins', async () => {
    const { engine, seen } = watched();
    const titles = Array.from({ length: 60 }, (_, n) => `Lần ${n}`);
    const inputs = titles.flatMap((title, n) => [
      article(`twice-${n % 3}`, { title }),
      ...range(`filler-${n}`, 5),
    ]);
    await write(inputs, { maxBatchArticles: 6 }, engine);
    expect(seen.sameIdTogether).toBe(0);
    expect(seen.bulks).toBeGreaterThanOrEqual(60);
    for (const n of [0, 1, 2]) {
      expect((await getArticle(store, `twice-${n}`))?.title).toBe(`Lần ${57 + n}`);
    }
  });
});

test('whatever goes wrong, every request has one outcome, and what was acknowledged is stored', async () => {
  const FAULTS = ['none', 'refused', 'lost', 'busy', 'some busy', 'bad'] as const;
  const operation = fc.record({
    id: fc.integer({ min: 0, max: 5 }),
    kind: fc.constantFrom('put', 'put', 'put', 'remove', 'unreadable'),
    version: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  });
  let run = 0;
  let total = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 40, size: 'max' }),
      fc.array(fc.constantFrom(...FAULTS), { maxLength: 12, size: 'max' }),
      fc.record({ maxBatchArticles: fc.integer({ min: 1, max: 8 }), retryForMs: fc.constantFrom(0, 100) }),
      async (operations, faults, options) => {
        run++;
        const waiting = [...faults];
        const bulk: Engine['bulk'] = async (...call) => {
          const fault = waiting.shift() ?? 'none';
          const unavailable = new AppError('engine_unavailable', 'The search engine is out of reach.');
          if (fault === 'refused') throw unavailable;
          if (fault === 'bad')
            throw new AppError('engine_rejected', 'The search engine refused the request.');
          const items = await store.engine.bulk(...call);
          if (fault === 'lost') throw unavailable;
          return items.map((item, at) =>
            fault === 'busy' || (fault === 'some busy' && at % 2 === 0)
              ? { ...item, result: null, place: null, error: unavailable }
              : item,
          );
        };
        async function* given(): AsyncGenerator<WriteRequest<number>> {
          for (const [tag, { id: n, kind, version }] of operations.entries()) {
            const id = `r${run}-${n}`;
            const numbered = version === undefined ? {} : { version };
            if (kind === 'put') yield { tag, article: article(id, { ...numbered, title: `Lần ${tag}` }) };
            else if (kind === 'remove') yield { tag, remove: id, ...numbered };
            else yield { tag, error: unreadable };
          }
        }
        const counts = { created: 0, updated: 0, deleted: 0, stale: 0, failed: 0, unchanged: 0 };
        /** By id, the last put or removal that is known to have been done. */
        const acknowledged = new Map<string, number | null>();
        const deps = { ...store, engine: { ...store.engine, bulk } };
        let next = 0;
        for await (const { tag, status, error } of writeArticles(deps, given(), options)) {
          expect(tag).toBe(next++);
          expect(error === null).toBe(status !== 'failed' && status !== 'stale');
          counts[status]++;
          const id = `r${run}-${operations[tag]?.id}`;
          if (operations[tag]?.kind === 'unreadable') continue;
          // Of a write that failed it is not known whether it was done.
          if (status === 'failed') acknowledged.delete(id);
          else if (status === 'deleted') acknowledged.set(id, null);
          else if (status === 'created' || status === 'updated') acknowledged.set(id, tag);
        }
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(operations.length);
        expect(counts.unchanged).toBe(0);
        total += operations.length;
        for (const [id, tag] of acknowledged) {
          const stored = await getArticle(store, id);
          expect(stored?.title ?? null).toBe(tag === null ? null : `Lần ${tag}`);
        }
      },
    ),
    { numRuns: 25 },
  );
  console.log(`${total} requests in ${run} uploads with faults: one outcome each`);
}, 120_000);
