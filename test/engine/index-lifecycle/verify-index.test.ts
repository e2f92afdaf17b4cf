import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { ensureIndex } from '../../../src/index-lifecycle/create-index.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { compareIndex, verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { currentMapping, deleteAll, scratchAlias } from '../../support/scratch-store.ts';

const url = inject('elasticsearchUrl');
let engine: Engine;
let alias = '';

beforeAll(() => {
  engine = createEngine({ url });
});
afterAll(() => engine.close());
beforeEach(() => {
  alias = scratchAlias();
});
afterEach(() => deleteAll(engine, alias));

const put = async (path: string, body: object): Promise<void> => {
  const response = await engineFetch(`${url}/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok, await response.text()).toBe(true);
};

test('an index made from the released file is as released', async () => {
  const mapping = await readReleasedMapping();
  const { index } = await ensureIndex(engine, { alias, shards: 2, replicas: 1, mapping });
  expect(await verifyIndex(engine, alias)).toEqual({
    index,
    mappingVersion: mapping.version,
    tokenizer: 'icu_tokenizer',
    partition: 'none',
    differences: [],
  });
});

test('a field that was added, a setting that was changed: each is named with its place', async () => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0, mapping: currentMapping });
  await put(`${index}/_mapping`, { properties: { extra: { type: 'keyword' } } });
  await put(`${index}/_settings`, { index: { refresh_interval: '30s', number_of_replicas: 1 } });
  expect((await compareIndex(engine, index, currentMapping)).differences).toEqual([
    { path: 'mappings.properties.extra.type', expected: null, actual: 'keyword' },
    { path: 'settings.index.refresh_interval', expected: '500ms', actual: '30s' },
  ]);
});

test('another analysis or another analyzer of a field is a difference', async () => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0, mapping: currentMapping });
  const other = structuredClone(currentMapping) as unknown as {
    version: number;
    body: {
      settings: {
        index: { analysis: { analyzer: Record<string, unknown>; filter: Record<string, unknown> } };
      };
      mappings: { properties: { title: Record<string, unknown> } };
    };
  };
  const { analysis } = other.body.settings.index;
  analysis.filter['vi_more'] = { type: 'lowercase' };
  delete analysis.analyzer['vi_pairs'];
  other.body.mappings.properties.title['analyzer'] = 'vi_folded';
  const paths = (await compareIndex(engine, index, other)).differences.map(({ path }) => path);
  expect(paths).toContain('mappings.properties.title.analyzer');
  expect(paths).toContain('settings.index.analysis.filter.vi_more.type');
  expect(paths).toContain('settings.index.analysis.analyzer.vi_pairs.tokenizer');
});

test('no index, and an index of others', async () => {
  await expect(verifyIndex(engine, alias)).rejects.toMatchObject({ code: 'index_missing' });
  const aliases = { [alias]: {}, [`${alias}-write`]: {} };
  await engine.createIndex(`${alias}-other`, { aliases });
  await expect(verifyIndex(engine, alias)).rejects.toMatchObject({
    code: 'index_mismatch',
    message: expect.stringContaining('did not create'),
  });
});
