import { MAPPING_VERSION } from '../../../src/analysis/index-body.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { ensureIndex } from '../../../src/index-lifecycle/create-index.ts';
import { findIndex } from '../../../src/index-lifecycle/index-roles.ts';
import { indexNames, mappingVersionOf } from '../../../src/index-lifecycle/index-names.ts';
import { currentMapping, deleteAll, scratchAlias } from '../../support/scratch-store.ts';

let engine: Engine;
let alias = '';

beforeAll(() => {
  engine = createEngine({ url: inject('elasticsearchUrl') });
});
afterAll(() => engine.close());
beforeEach(() => {
  alias = scratchAlias();
});
afterEach(() => deleteAll(engine, alias));

const ensure = (more: object = {}) =>
  ensureIndex(engine, { alias, shards: 1, replicas: 0, mapping: currentMapping, ...more });

describe('ensureIndex', () => {
  test('creates the index behind both aliases, with the counts asked for, and finds it the next time', async () => {
    const { index, created } = await ensure({ shards: 2, now: new Date('2022-01-21T08:30:00.123Z') });
    expect({ index, created }).toEqual({
      index: `${alias}-v${MAPPING_VERSION}-20220121t083000123z`,
      created: true,
    });
    expect(mappingVersionOf(index, alias)).toBe(MAPPING_VERSION);
    const names = indexNames(alias);
    expect(await engine.getAlias(names.read)).toEqual([{ index, isWriteIndex: true }]);
    expect(await engine.getAlias(names.write)).toEqual([{ index, isWriteIndex: true }]);
    expect(await engine.getSettings(index)).toMatchObject({
      index: { number_of_shards: '2', number_of_replicas: '0', refresh_interval: '500ms' },
    });
    expect(await ensure()).toEqual({ index, created: false });
    expect(await findIndex(engine, alias)).toBe(index);
  });

  test('of many that create at once, one does, and all agree', async () => {
    const start = Date.now();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => ensure({ now: new Date(start + n) })),
    );
    expect(new Set(results.map(({ index }) => index)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await engine.listIndices(`${alias}*`)).toEqual([results[0]?.index]);
  });

  test('leaves alone an index that stands in the alias’s place, and says so', async () => {
    await engine.createIndex(alias, {});
    await expect(ensure()).rejects.toMatchObject({
      code: 'index_mismatch',
      message: expect.stringMatching(/is an index, where Tìm Báo needs an alias.*TIMBAO_INDEX/u),
    });
  });

  test.each([
    ['only the alias for writing', (names: { read: string; write: string }) => [names.write]],
    ['only the alias for reading', (names: { read: string; write: string }) => [names.read]],
  ])('does not build on half an installation: %s', async (_, kept) => {
    const names = indexNames(alias);
    await engine.createIndex(`${alias}-v1-x`, {
      aliases: Object.fromEntries(kept(names).map((name) => [name, {}])),
    });
    await expect(ensure()).rejects.toMatchObject({
      code: 'index_mismatch',
      message: expect.stringContaining('do not fit together'),
    });
  });

  test('an alias that stands for two indices is named', async () => {
    for (const n of [1, 2]) await engine.createIndex(`${alias}-v1-${n}`, { aliases: { [alias]: {} } });
    await expect(ensure()).rejects.toMatchObject({ message: expect.stringContaining('more than one index') });
  });
});

test('findIndex: nothing there', async () => {
  expect(await findIndex(engine, alias)).toBeNull();
});
