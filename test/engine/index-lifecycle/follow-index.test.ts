import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { readCopyState } from '../../../src/index-lifecycle/copy-state.ts';
import { exchangeIndices } from '../../../src/index-lifecycle/exchange-indices.ts';
import { followIndex } from '../../../src/index-lifecycle/follow-index.ts';
import { findRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { abandonRebuild, resumeRebuild, startRebuild } from '../../../src/index-lifecycle/rebuild-index.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { bulkLines } from '../../../src/engine/bulk-lines.ts';
import { renewDocument } from '../../../src/ingest/renew-document.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { currentMapping, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { runIndexCommand } from './run-index-command.ts';

const url = elasticsearchUrl();
const ARTICLES = 120;
/** Changes of aliases and settings take their time on an engine that does other things, too. */
const SLOW = { timeout: 300_000 };
let store: ScratchStore;
let engine: Engine;

const article = (id: string, more: object = {}) =>
  parseArticle({ id, title: `Tin ${id}`, body: 'Chợ phiên họp sớm.', publishedAt: '2022-01-21', ...more });

beforeAll(async () => {
  // Two shards: writes are numbered in each.
  store = await scratchStore(url, { shards: 2 });
  ({ engine } = store);
  const lines = Array.from({ length: ARTICLES }, (_, n) =>
    bulkLines(`a${n}`, n % 2 === 0 ? 0 : 2, article(`a${n}`, n % 2 === 0 ? {} : { version: 1 })),
  );
  await engine.bulk(store.alias, lines.join(''));
});
afterAll(() => store.dispose());

const options = () => ({ alias: store.alias, shards: 2, replicas: 0, mapping: currentMapping });

describe('a copy', SLOW, () => {
  beforeEach(async () => {
    if ((await findRoles(engine, store.alias))?.next !== null) await abandonRebuild(engine, store.alias);
  });

  test('that was stopped goes on where it was, by what stands in the new index alone', async () => {
    const { plan, state } = await startRebuild(engine, options(), renewDocument);
    const stop = new AbortController();
    const copying = followIndex(engine, plan, state, {
      pageSize: 10,
      signal: stop.signal,
      onProgress: ({ copied }) => {
        if (copied >= 30) stop.abort();
      },
    });
    await expect(copying).rejects.toThrow();
    const noted = await readCopyState(engine, plan.target);
    expect(noted).toMatchObject({ from: plan.source, isComplete: false });
    expect(noted?.copied).toBeGreaterThanOrEqual(30);
    expect(noted?.copied).toBeLessThan(ARTICLES);

    const resumed = await resumeRebuild(engine, store.alias, renewDocument);
    expect(resumed.state).toMatchObject({ copied: noted?.copied, checkpoints: noted?.checkpoints });
    const done = await followIndex(engine, resumed.plan, resumed.state);
    // Nothing was copied twice: what is done stays done.
    expect(done).toMatchObject({ copied: ARTICLES, isComplete: true });
    await engine.refresh(plan.target);
    expect(await engine.count(plan.target)).toBe(ARTICLES);
  });

  test('goes on through an engine that is too busy, and cut connections', async () => {
    let faults = 0;
    const proxy = await startFaultProxy(url, ({ path }) => {
      if (!/_bulk|_search|_mget|_stats/.test(path) || ++faults % 3 !== 0) return { kind: 'none' };
      if (faults % 2 === 0) return { kind: 'cut-answer' };
      return { kind: 'answer', status: 429, body: { error: { type: 'busy', reason: 'busy' }, status: 429 } };
    });
    const throughProxy = createEngine({ url: proxy.url });
    try {
      const { plan, state } = await startRebuild(engine, options(), renewDocument);
      const retries: number[] = [];
      await followIndex(throughProxy, plan, state, {
        pageSize: 20,
        onRetry: (_, delayMs) => retries.push(delayMs),
      });
      expect(retries.length).toBeGreaterThan(0);
      await engine.refresh(plan.target);
      expect(await engine.count(plan.target)).toBe(ARTICLES);
    } finally {
      await throughProxy.close();
      await proxy.close();
    }
  });

  test('that another process has taken over is left to it', async () => {
    const first = await startRebuild(engine, options(), renewDocument);
    const second = await resumeRebuild(engine, store.alias, renewDocument);
    await expect(followIndex(engine, first.plan, first.state)).rejects.toMatchObject({
      code: 'index_mismatch',
      message: expect.stringContaining('Another process has taken over'),
    });
    expect(await followIndex(engine, second.plan, second.state)).toMatchObject({ isComplete: true });
    await expect(exchangeIndices(engine, store.alias, first)).rejects.toMatchObject({
      code: 'index_mismatch',
    });
    expect((await findRoles(engine, store.alias))?.next).toBe(first.plan.target);
  });

  test('of several rebuilds that begin at once, one does', async () => {
    const started = await Promise.allSettled(
      Array.from({ length: 3 }, (_, n) =>
        startRebuild(engine, { ...options(), now: new Date(Date.now() + n) }, renewDocument),
      ),
    );
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await engine.listIndices(`${store.alias}-v*`)).toHaveLength(2);
  });

  test('that is gone is not created anew by the process that still copies', async () => {
    const { plan, state } = await startRebuild(engine, options(), renewDocument);
    await abandonRebuild(engine, store.alias);
    await expect(followIndex(engine, plan, state)).rejects.toMatchObject({ code: 'index_mismatch' });
    expect(await engine.listIndices(`${store.alias}*`)).toEqual([plan.source]);
  });

  test('that does not fit is not put into service, unless somebody insists', async () => {
    expect((await runIndexCommand(url, store.alias, ['rebuild'])).status).toBe(0);
    const { live, next } = (await findRoles(engine, store.alias)) ?? {};
    const nextIndex = next ?? '';
    const [wrong, gone] = ['a1', 'a3'];
    await engine.bulk(nextIndex, bulkLines(wrong, 2, article(wrong, { version: 1, title: 'Tin khác' })), {
      isAlias: false,
    });
    await engine.bulk(nextIndex, `${JSON.stringify({ delete: { _id: gone } })}\n`, { isAlias: false });
    const refused = await runIndexCommand(url, store.alias, ['promote', '--full']);
    expect(refused.status).toBe(1);
    expect(refused.out).toContain('do not fit');
    expect(refused.out).toMatch(/^ {2}articles +120 +119 +DIFFER$/mu);
    expect(refused.out).toContain(`${wrong}: has another content there (title)`);
    expect(refused.out).toContain(`${gone}: is not in the new index`);
    expect((await findRoles(engine, store.alias))?.live).toBe(live);
    expect(await putArticle(store, article('still-written'))).toBe('created');

    const forced = await runIndexCommand(url, store.alias, ['promote', '--force']);
    expect(forced.status).toBe(0);
    expect((await findRoles(engine, store.alias))?.live).toBe(nextIndex);
    // And back: what the former one has and this one lacks is there again.
    expect((await runIndexCommand(url, store.alias, ['rollback', '--force'])).status).toBe(0);
    expect(await getArticle(store, gone)).not.toBeNull();
  });
});

describe('writes that are held', SLOW, () => {
  let held: ScratchStore;
  beforeAll(async () => {
    held = await scratchStore(url);
  });
  afterAll(() => held.dispose());

  test('wait, and go on', async () => {
    await engine.blockWrites(held.index);
    // As a promotion that was killed, and is run again.
    await engine.blockWrites(held.index);
    const status = await runIndexCommand(url, held.alias, ['status']);
    expect(status.status).toBe(1);
    expect(status.out).toContain('Writes to it are held');
    const writing = putArticle(held, article('held'));
    const early = await Promise.race([writing, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))]);
    expect(early).toBe('waits');
    await engine.allowWrites(held.index);
    expect(await writing).toBe('created');
  });

  test('by a promotion that was killed: run again it ends well', async () => {
    expect((await runIndexCommand(url, held.alias, ['rebuild'])).status).toBe(0);
    await engine.blockWrites(held.index);
    expect((await runIndexCommand(url, held.alias, ['promote'])).status).toBe(0);
    expect(await putArticle(held, article('again'))).toBe('created');
  });

  test('by a promotion that was killed: given up, they go on', async () => {
    const { plan } = await startRebuild(engine, { ...options(), alias: held.alias }, renewDocument);
    await engine.blockWrites(plan.source);
    expect((await runIndexCommand(url, held.alias, ['rebuild', '--abandon'])).status).toBe(0);
    expect(await putArticle(held, article('freed'))).toBe('created');
  });
});

test('a former index of an older mapping gets what it has fields for', SLOW, async () => {
  const { tags: _, ...properties } = currentMapping.body.mappings['properties'] as Record<string, unknown>;
  const older = await scratchStore(url, {
    mapping: {
      ...currentMapping,
      body: { ...currentMapping.body, mappings: { dynamic: 'strict', properties } },
    },
  });
  try {
    const { tags: __, ...untagged } = article('before');
    await older.engine.bulk(older.alias, bulkLines('before', 0, untagged));
    const copying = await startRebuild(engine, { ...options(), alias: older.alias }, (document) => ({
      ...document,
      tags: ['mới'],
    }));
    const state = await followIndex(engine, copying.plan, copying.state);
    await exchangeIndices(engine, older.alias, { plan: copying.plan, state });
    expect((await getArticle(older, 'before'))?.tags).toEqual(['mới']);
    await putArticle(older, article('since', { tags: ['lũ'] }));
    expect((await runIndexCommand(url, older.alias, ['rollback'])).status).toBe(0);
    expect(await getArticle(older, 'since')).toMatchObject({ id: 'since', title: 'Tin since' });
    expect(await getArticle(older, 'since')).not.toHaveProperty('tags');
  } finally {
    await older.dispose();
  }
});

test('a live index that cannot be read is left at once', SLOW, async () => {
  const broken = await scratchStore(url);
  try {
    await putArticle(broken, article('before'));
    expect((await runIndexCommand(url, broken.alias, ['rebuild', '--promote'])).status).toBe(0);
    const { live, former } = (await findRoles(engine, broken.alias)) ?? {};
    await engineFetch(`${url}/${live}/_close`, { method: 'POST' });
    const { out, status, error } = await runIndexCommand(url, broken.alias, ['rollback', '--unchecked']);
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(out).toContain('Nothing was copied');
    expect((await findRoles(engine, broken.alias))?.live).toBe(former);
    expect(await getArticle(broken, 'before')).not.toBeNull();
    // A closed index is not listed, and would be left behind.
    await engine.deleteIndex(live ?? '');
  } finally {
    await broken.dispose();
  }
});

test('an empty index is rebuilt like any other', SLOW, async () => {
  const empty = await scratchStore(url);
  try {
    const { out, status, error } = await runIndexCommand(url, empty.alias, [
      'rebuild',
      '--promote',
      '--full',
    ]);
    expect({ status, error }).toEqual({ status: 0, error: null });
    expect(out).toMatch(/^ {2}articles +0 +0 +the same$/mu);
  } finally {
    await empty.dispose();
  }
});
