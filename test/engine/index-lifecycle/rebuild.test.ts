import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DERIVED_FIELDS } from '../../../src/domain/stored-article.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { bulkLines } from '../../../src/engine/bulk-lines.ts';
import { readCopyState } from '../../../src/index-lifecycle/copy-state.ts';
import { findRoles, type IndexRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import type { RanCommand } from '../../support/run-command.ts';
import { runIndexCommand } from './run-index-command.ts';
import { villageArticle } from '../../support/village-article.ts';

const url = elasticsearchUrl();
let store: ScratchStore;
let engine: Engine;

beforeAll(async () => {
  store = await scratchStore(url);
  ({ engine } = store);
});
afterAll(() => store.dispose());

const index = (...args: string[]): Promise<RanCommand> => runIndexCommand(url, store.alias, args);

const roles = async (): Promise<IndexRoles> => {
  const found = await findRoles(engine, store.alias);
  if (found === null) throw new Error('There is no index.');
  return found;
};

/** Every document of an index with its version, as it is stored. */
const documents = async (name: string): Promise<Map<string, unknown>> => {
  await engine.refresh(name);
  // What is derived from articles is derived anew; some are written here without it.
  const { hits } = await engine.search<object>(name, {
    size: 1_000,
    version: true,
    _source: { excludes: [...DERIVED_FIELDS] },
  });
  return new Map(hits.map(({ id, version, source }) => [id, { version, source }]));
};

// One index from its making to its end: each test goes on from the one before.
describe.sequential('the life of an index', { timeout: 300_000 }, () => {
  test('a rebuild copies articles and tombstones with their versions, and compares', async () => {
    for (let n = 0; n < 12; n++)
      await putArticle(store, villageArticle(`a${n}`, n % 2 === 0 ? {} : { version: n * 10 }));
    await deleteArticle(store, 'a3');
    await deleteArticle(store, 'a4');
    await deleteArticle(store, 'never', { version: 5 });

    const { out, err, status, error } = await index('rebuild', '--full');
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(err).toMatch(/^Building test-\S+, from test-\S+\. Reads and writes go on\.$/mu);
    expect(out).toMatch(/^ {2}articles +10 +10 +the same$/mu);
    expect(out).toMatch(/^ {2}tombstones +3 +3 +the same$/mu);
    expect(out).toMatch(/^ {2}contents +13 compared +all there are +the same$/mu);
    expect(out).toMatch(/^ {2}checksum +([0-9a-f]{16}) +\1 +the same$/mu);
    expect(out).toMatch(/^ {2}searches +\d\d run +100 %/mu);

    const { live, next, former } = await roles();
    expect({ live, former }).toEqual({ live: store.index, former: null });
    expect(await documents(next ?? '')).toEqual(await documents(live));
    const written = await engine.getAlias(store.names.write);
    expect(written).toEqual([
      { index: live, isWriteIndex: true },
      { index: next, isWriteIndex: false },
    ]);
  });

  test('a second one says that one is under way, and what can be done', async () => {
    const { error } = await index('rebuild');
    expect(error).toMatchObject({ code: 'index_mismatch' });
    expect(error?.message).toMatch(/A rebuild is under way: test-\S+\. It has copied 13 documents/u);
    expect(error?.message).toContain('timbao index rebuild --abandon');
    expect((await index('rollback')).error?.message).toContain('no former index');
  });

  test('writes reach both; status shows both', async () => {
    const targets = await store.targets.current();
    // The list is a second old at most.
    if (targets.others.length === 0) store.targets.onMissed({ index: '', ids: [], because: new Error() });
    await putArticle(store, villageArticle('both'));
    await deleteArticle(store, 'a6');
    const { live, next } = await roles();
    expect((await engine.get(next ?? '', 'both'))?.source).toMatchObject(villageArticle('both'));
    expect(await documents(next ?? '')).toEqual(await documents(live));
    const { out, status } = await index('status');
    expect(status).toBe(0);
    expect(out).toMatch(/^articles +10$/mu);
    expect(out).toMatch(/^tombstones +4$/mu);
    expect(out).toMatch(/^test-\S+ +built, to be promoted +10 +4 /mu);
    const json = JSON.parse((await index('status', '--json')).out) as { indices: { role: string }[] };
    expect(json.indices.map(({ role }) => role)).toEqual(['live', 'next']);
  });

  test('a promotion brings what a writer with an old list has written to the live index alone', async () => {
    const { live, next } = await roles();
    // Without versions: only the source can tell which is newer.
    const changed = villageArticle('a0', { title: 'Bản a0 có cầu mới' });
    await engine.bulk(live, bulkLines('a0', 0, changed), { isAlias: false });
    await engine.bulk(live, bulkLines('a2', 0, { id: 'a2', removedAt: '2026-01-01T00:00:00Z' }), {
      isAlias: false,
    });
    await engine.bulk(live, bulkLines('a1', 22, villageArticle('a1', { version: 11 })), { isAlias: false });
    await engine.bulk(live, bulkLines('alone', 0, villageArticle('alone')), { isAlias: false });
    const before = await documents(live);

    const { out, status, error } = await index('promote', '--full');
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(out).toMatch(/^test-\S+ is live\. test-\S+ is kept in step/mu);
    expect(await roles()).toEqual({ live: next, next: null, former: live });
    expect(await documents(next ?? '')).toEqual(before);
    expect(await getArticle(store, 'a0')).toEqual(changed);
    expect(await getArticle(store, 'a2')).toBeNull();
    expect(await getArticle(store, 'alone')).toEqual(villageArticle('alone'));
    expect((await engine.getSettings(live))['index']).not.toHaveProperty('blocks');
  });

  test('a rollback loses nothing of what was written since, whoever wrote it', async () => {
    const { live, former } = await roles();
    await putArticle(store, villageArticle('later', { version: 3 }));
    await deleteArticle(store, 'a8');
    await engine.bulk(live, bulkLines('a10', 0, villageArticle('a10', { title: 'Bản a10 có chợ mới' })), {
      isAlias: false,
    });
    const before = await documents(live);
    const { out, status, error } = await index('rollback');
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(out).toMatch(/is live again, with all that was written since/u);
    expect(await roles()).toEqual({ live: former, next: null, former: live });
    expect(await documents(former ?? '')).toEqual(before);
    expect((await getArticle(store, 'later'))?.version).toBe(3);
  });

  test('after another rebuild the one before the former is a leftover; prune removes it, having asked', async () => {
    const { former: oldest, live } = await roles();
    expect((await index('rebuild', '--promote')).status).toBe(0);
    expect((await roles()).former).toBe(live);
    expect((await index('status')).out).toMatch(new RegExp(`^${oldest} +a leftover `, 'mu'));

    expect((await index('prune')).error).toMatchObject({ code: 'invalid_parameters' });
    const refused = await runIndexCommand(url, store.alias, ['prune'], { answer: 'no' });
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.out).toContain(`${oldest} (a leftover`);
    expect(await engine.indexExists(oldest ?? '')).toBe(true);
    const agreed = await runIndexCommand(url, store.alias, ['prune'], { answer: 'yes' });
    expect(agreed).toMatchObject({ status: 0 });
    expect(agreed.out).toContain(`Removed ${oldest}.`);
    expect(await engine.listIndices(`${store.alias}-v*`)).toHaveLength(2);
    expect((await index('prune', '--yes')).out).toBe('There is nothing to remove.\n');
  });

  test('prune --former --tombstones-older-than', async () => {
    const { former } = await roles();
    await putArticle(store, villageArticle('kept'));
    const { tombstones } = { tombstones: await countOf('removedAt') };
    expect(tombstones).toBeGreaterThan(3);
    const dry = await index('prune', '--former', '--tombstones-older-than', '1d', '--dry-run');
    expect(dry.out).toContain(`${former} (the former one: no rollback after that`);
    // One was removed long ago; those of this test were not.
    expect(dry.out).toMatch(/^ {2}1 tombstones /mu);
    const done = await index('prune', '--former', '--tombstones-older-than', '1d', '--yes');
    expect(done).toMatchObject({ status: 0, error: null });
    expect(done.out).toMatch(/^Removed 1 tombstones\.$/mu);
    expect(await countOf('removedAt')).toBe(tombstones - 1);
    expect(await roles()).toMatchObject({ next: null, former: null });
    expect((await index('prune', '--tombstones-older-than', 'soon')).error).toMatchObject({
      code: 'invalid_parameters',
    });
  });

  test('a rebuild that was given up leaves nothing behind', async () => {
    expect((await index('rebuild')).status).toBe(0);
    const { next } = await roles();
    expect(await readCopyState(engine, next ?? '')).toMatchObject({ isComplete: true });
    expect((await index('rebuild', '--abandon')).out).toBe(`Gave up the rebuild and removed ${next}.\n`);
    expect((await roles()).next).toBeNull();
    // A writer whose list is older still goes on, and creates nothing.
    await putArticle(store, villageArticle('after'));
    expect(await engine.listIndices(`${store.alias}*`)).toHaveLength(1);
    expect((await index('rebuild', '--abandon')).error?.message).toContain('No rebuild is under way');
    expect((await index('rebuild', '--resume')).error?.message).toContain('No rebuild is under way');
  });
});

const countOf = async (field: string): Promise<number> => {
  await engine.refresh(store.alias);
  return engine.count(store.alias, { exists: { field } });
};
