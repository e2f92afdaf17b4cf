import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { putDocument, removeDocument } from '../../support/documents.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { startFaultProxy, type Fault } from '../../support/fault-proxy.ts';
import { deleteAll, scratchAlias, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(inject('elasticsearchUrl'));
  for (const [id, title] of [
    ['a', 'Sốp Cộp'],
    ['b', 'Mường Ảng'],
  ]) {
    await putDocument(
      store.engine,
      store.names.write,
      id ?? '',
      { id, title, body: 'x' },
      { refresh: 'now' },
    );
  }
});

afterAll(() => store.dispose());

const rejection = async (run: () => Promise<unknown>): Promise<AppError> => {
  try {
    await run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
};

describe('answers', () => {
  test('several searches in one call, in order', async () => {
    const responses = await store.engine.msearch<{ title: string }>(store.alias, [
      { query: { term: { id: 'b' } } },
      { query: { term: { id: 'a' } } },
      { size: 0 },
    ]);
    expect(responses.map(({ hits }) => hits[0]?.source?.title)).toEqual(['Mường Ảng', 'Sốp Cộp', undefined]);
  });

  test('a point in time goes on showing what was there', async () => {
    const id = await store.engine.openPointInTime(store.alias, '1m');
    await putDocument(
      store.engine,
      store.names.write,
      'later',
      { id: 'later', title: 'Sau', body: 'x' },
      { refresh: 'now' },
    );
    const then = await store.engine.search(null, { pit: { id }, size: 10 });
    const now = await store.engine.search(store.alias, { size: 10 });
    expect([then.hits.length, now.hits.length]).toEqual([2, 3]);
    await store.engine.closePointInTime(id);
    await store.engine.closePointInTime(id);
    await removeDocument(store.engine, store.names.write, 'later', { refresh: 'now' });
  });

  test('documents by id, in the order asked for', async () => {
    const documents = await store.engine.mget<{ title: string }>(store.alias, ['b', 'none', 'a']);
    expect(documents.map((document) => document?.source.title)).toEqual(['Mường Ảng', undefined, 'Sốp Cộp']);
    expect(await store.engine.mget(store.alias, [])).toEqual([]);
  });

  test('tokens, term vectors, counts, sizes, health', async () => {
    const tokens = await store.engine.analyze(store.alias, { text: 'Sốp Cộp', analyzer: 'vi_folded' });
    expect(
      tokens.map(({ token, position, startOffset, endOffset }) => [token, position, startOffset, endOffset]),
    ).toEqual([
      ['sop', 0, 0, 3],
      ['cop', 1, 4, 7],
    ]);
    expect(await store.engine.count(store.alias)).toBe(2);
    expect(await store.engine.count(store.alias, { term: { id: 'a' } })).toBe(1);
    expect(await store.engine.storeSize(store.index)).toBeGreaterThan(0);
    expect(await store.engine.health(store.alias)).toBe('green');
    expect((await store.engine.info()).version).toMatch(/^[89]\./u);
  });
});

describe('errors have our codes and never the engine’s words', () => {
  const foreign = /exception|\[|_id|shard|parsing|reason/iu;

  test.each([
    [
      'a search that cannot be read',
      'engine_rejected',
      () => store.engine.search(store.alias, { query: { sparkle: {} } }),
    ],
    [
      'one of several',
      'engine_rejected',
      () => store.engine.msearch(store.alias, [{ size: 0 }, { sparkle: 1 }]),
    ],
    [
      'a field too many',
      'engine_rejected',
      () => putDocument(store.engine, store.names.write, 'z', { sparkle: 1 }),
    ],
    ['a search nowhere', 'index_missing', () => store.engine.search('test-nowhere', {})],
    ['a write nowhere', 'index_missing', () => putDocument(store.engine, 'test-nowhere', 'a', {})],
    [
      'a point in time that is over',
      'engine_rejected',
      () => store.engine.search(null, { pit: { id: 'gone' } }),
    ],
    [
      'too many clauses',
      'query_too_complex',
      () =>
        store.engine.search(store.alias, {
          query: {
            bool: { should: Array.from({ length: 40_000 }, (_, n) => ({ term: { title: `t${n}` } })) },
          },
        }),
    ],
    [
      'a time limit that is over',
      'engine_timeout',
      () =>
        store.engine.search(
          store.alias,
          {},
          { signal: AbortSignal.abort(new DOMException('', 'TimeoutError')) },
        ),
    ],
  ])('%s: %s', async (_, code, run) => {
    const error = await rejection(run);
    expect(error.code).toBe(code);
    expect(error.message).not.toMatch(foreign);
  });

  test.each([
    ['no time', () => ({ timeoutMs: 1 })],
    ['a time limit', () => ({ signal: AbortSignal.timeout(1) })],
  ])('%s, of an engine that is silent: engine_timeout', async (_, options) => {
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), () => ({ kind: 'silence' }));
    const engine = createEngine({ url: proxy.url });
    try {
      const error = await rejection(() => engine.search(store.alias, {}, options()));
      expect(error.code).toBe('engine_timeout');
      expect(error.message).not.toMatch(foreign);
    } finally {
      await engine.close();
      await proxy.close();
    }
  });

  test('nobody there', async () => {
    const engine = createEngine({ url: 'http://127.0.0.1:9' });
    const error = await rejection(() => engine.search('articles', {}));
    expect(error).toMatchObject({ code: 'engine_unavailable', retryAfter: 5 });
    expect(error.message).not.toContain('127.0.0.1');
    await engine.close();
  });

  test.each<[string, Fault, string]>([
    [
      'starting',
      { kind: 'answer', status: 503, body: { error: { type: 'cluster_block_exception' } } },
      'engine_unavailable',
    ],
    [
      'overloaded',
      { kind: 'answer', status: 429, body: { error: { type: 'circuit_breaking_exception' } } },
      'engine_unavailable',
    ],
    [
      'disk full',
      { kind: 'answer', status: 429, body: { error: { type: 'cluster_block_exception' } } },
      'storage_full',
    ],
    [
      'disk full to the last byte',
      {
        kind: 'answer',
        status: 500,
        body: { error: { type: 'i_o_exception', reason: 'No space left on device' } },
      },
      'storage_full',
    ],
    [
      'closed to writing',
      { kind: 'answer', status: 403, body: { error: { type: 'cluster_block_exception' } } },
      'engine_rejected',
    ],
    [
      'wrong credentials',
      { kind: 'answer', status: 401, body: { error: { type: 'security_exception' } } },
      'engine_rejected',
    ],
    ['late', { kind: 'answer', status: 504, body: {} }, 'engine_timeout'],
    ['torn off', { kind: 'cut-answer' }, 'engine_unavailable'],
    ['garbled', { kind: 'change', change: (answer) => answer.slice(0, 20) }, 'engine_unreadable'],
  ])('%s', async (_, fault, code) => {
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), () => fault);
    const engine = createEngine({ url: proxy.url });
    try {
      const error = await rejection(() => engine.search(store.alias, {}));
      expect(error.code).toBe(code);
      expect(error.message).not.toMatch(foreign);
      expect(String(error.cause)).not.toBe('undefined');
    } finally {
      await engine.close();
      await proxy.close();
    }
  });

  test('something else that answers is no engine', async () => {
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), () => ({ kind: 'none' }));
    const { createServer } = await import('node:http');
    const other = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const engine = createEngine({ url: `http://127.0.0.1:${port}` });
    expect((await rejection(() => engine.info())).message).toContain('not Elasticsearch');
    await engine.close();
    other.close();
    await proxy.close();
  });

  test('a caller that gives up gets its own reason', async () => {
    const controller = new AbortController();
    const reason = new Error('nobody waits any more');
    const search = store.engine.search(store.alias, {}, { signal: controller.signal });
    controller.abort(reason);
    await expect(search).rejects.toBe(reason);
  });

  test('an idle connection that was closed costs nothing: reads are tried again', async () => {
    let count = 0;
    const proxy = await startFaultProxy(inject('elasticsearchUrl'), () => ({
      kind: ++count === 1 ? 'cut' : 'none',
    }));
    const engine = createEngine({ url: proxy.url });
    expect(await engine.count(store.alias)).toBe(2);
    expect(count).toBe(2);
    await engine.close();
    await proxy.close();
  });

  test('an address that is none', () => {
    expect(() => createEngine({ url: 'not an address' })).toThrow(AppError);
  });
});

describe('waiting until a search works', () => {
  test('ready, or nothing of that name', async () => {
    expect(await waitUntilReady(store.engine, store.alias)).toBe('ready');
    expect(await waitUntilReady(store.engine, 'test-nowhere')).toBe('index_missing');
  });

  test('for shards that are not there yet, as right after a start', async () => {
    const alias = scratchAlias();
    const url = inject('elasticsearchUrl');
    const send = (path: string, body: object) =>
      engineFetch(`${url}/${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    try {
      await send(`${alias}?wait_for_active_shards=0`, {
        settings: { 'index.routing.allocation.require._name': 'nobody', number_of_replicas: 0 },
      });
      await expect(waitUntilReady(store.engine, alias, { timeoutMs: 300 })).rejects.toMatchObject({
        code: 'engine_unavailable',
        message: expect.stringContaining('could not be searched'),
      });
      const waits: string[] = [];
      const onWaiting = (waitingFor: string): void => {
        waits.push(waitingFor);
        if (waits.length === 2)
          void send(`${alias}/_settings`, { 'index.routing.allocation.require._name': null });
      };
      expect(await waitUntilReady(store.engine, alias, { onWaiting })).toBe('ready');
      expect(new Set(waits)).toEqual(new Set(['shards']));
    } finally {
      await deleteAll(store.engine, alias);
    }
  });

  test('for an engine that does not answer, for so long and no longer', async () => {
    const engine = createEngine({ url: 'http://127.0.0.1:9' });
    const waits: string[] = [];
    const waiting = waitUntilReady(engine, 'articles', {
      timeoutMs: 2_000,
      onWaiting: (waitingFor) => waits.push(waitingFor),
    });
    await expect(waiting).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('did not answer'),
    });
    expect(new Set(waits)).toEqual(new Set(['engine']));
    await engine.close();
  });
});

test('a call waits as long as it says, more or less than the engine’s own default', async () => {
  const { createServer } = await import('node:http');
  const slow = createServer((_, response) => {
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' });
      response.end('{"count":7}');
    }, 2_000);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => slow.once('listening', resolve));
  const url = `http://127.0.0.1:${(slow.address() as { port: number }).port}`;
  const engine = createEngine({ url, requestTimeoutMs: 200 });
  try {
    await expect(engine.count('a')).rejects.toMatchObject({ code: 'engine_timeout' });
    expect(await engine.count('a', undefined, { timeoutMs: 25_000 })).toBe(7);
    await expect(engine.count('a', undefined, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'engine_timeout',
    });
  } finally {
    await engine.close();
    slow.closeAllConnections();
    slow.close();
  }
});
