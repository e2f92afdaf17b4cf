import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { nameKey } from '../../../src/text/name-key.ts';
import { putDocument } from '../../support/documents.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { everySyllable } from '../../unit/text/syllable-arbitraries.ts';

// The index's normalizer decides which names are one, the service which of their forms is shown.

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});

afterAll(() => store.dispose());

/** Indexes names as authors of one document and gives the keys that the index has for them. */
const keysOf = async (id: string, names: readonly string[]): Promise<readonly string[]> => {
  await putDocument(store.engine, store.names.write, id, { id, authors: names });
  await store.engine.refresh(store.index);
  const { aggregations } = await store.engine.search(store.index, {
    size: 0,
    query: { term: { id } },
    aggs: { keys: { terms: { field: 'authors.key', size: 30_000, order: { _key: 'asc' } } } },
  });
  return aggregations['keys']?.buckets.map(({ key }) => String(key)) ?? [];
};

const ours = (names: readonly string[]): readonly string[] => [...new Set(names.map(nameKey))];

describe('the key of a name', () => {
  it.each([
    ['tone styles', ['Nguyễn Thúy Hòa', 'nguyễn thuý hoà', 'NGUYỄN THÚY HOÀ', 'Nguyễn Thuy Hoa'], 2],
    ['what is no letter', ['COVID-19', 'Covid-19', 'COVID 19', 'Y tế – Sức khỏe', 'Y TẾ – SỨC KHOẺ'], 3],
    ['Unicode forms and eth', ['Hòa', 'Hòa'.normalize('NFD'), 'ＨÒＡ', 'Ðảng', 'Đảng', 'ɖảng'], 2],
    ['other scripts', ['Москва', 'МОСКВА', 'Ελλάς', 'ΕΛΛΆΣ', 'Straße', 'STRASSE', '東京', 'İstanbul'], 5],
    ['numbers', ['1.115', '1115', 'U23', 'u23', 'U-23', 'km²', 'km2', '39 ℃', '39 °C'], 6],
  ])('%s', async (what, names, count) => {
    const keys = await keysOf(what, names);
    expect(keys).toEqual(ours(names).toSorted());
    expect(keys).toHaveLength(count);
  });

  it('is the same on both sides for every syllable within a name', async () => {
    const names = everySyllable().map((syllable) => `Lò ${syllable} An`);
    for (let from = 0; from < names.length; from += 6_000) {
      const some = names.slice(from, from + 6_000);
      const keys = new Set(await keysOf(`from-${from}`, some));
      expect(ours(some).filter((key) => !keys.has(key))).toEqual([]);
      expect(keys.size).toBe(ours(some).length);
    }
  });

  it('is what filters of names are read by', async () => {
    await keysOf('filtered', ['Lường Thúy Hoà']);
    const found = await store.engine.count(store.index, { terms: { 'authors.key': ['LƯỜNG THUÝ HÒA'] } });
    expect(found).toBe(1);
  });
});
