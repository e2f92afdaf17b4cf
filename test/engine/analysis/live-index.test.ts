import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysisSettings } from '../../../src/analysis/analysis-settings.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { compareIndex, verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { putDocument } from '../../support/documents.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});

afterAll(() => store.dispose());

/** Text fields of a live mapping with their analyzers, sub-fields included. */
const analyzersOf = (properties: object, path = ''): [string, unknown][] =>
  Object.entries(properties).flatMap(([name, field]: [string, Record<string, unknown>]) => [
    ...(field['type'] === 'text' ? [[path + name, field['analyzer']] as [string, unknown]] : []),
    ...analyzersOf((field['fields'] as object | undefined) ?? {}, `${path}${name}.`),
  ]);

describe('the live index', () => {
  it('made by the code is as released', async () => {
    expect(await verifyIndex(store.engine, store.alias)).toMatchObject({ differences: [] });
    expect(await compareIndex(store.engine, store.index, await readReleasedMapping())).toEqual({
      tokenizer: 'icu_tokenizer',
      partition: 'none',
      differences: [],
    });
  });

  it('names the analyzer of every text field', async () => {
    const { dynamic, properties = {} } = await store.engine.getMapping(store.index);
    expect(dynamic).toBe('strict');
    const analyzers = analyzersOf(properties);
    expect(analyzers.length).toBeGreaterThan(10);
    for (const [name, analyzer] of analyzers) {
      expect(Object.keys(analysisSettings.analyzer), name).toContain(analyzer);
    }
  });

  it('refuses a field that is not in the mapping', async () => {
    await expect(
      putDocument(store.engine, store.names.write, 'stranger', { title: 'A', stranger: 'B' }),
    ).rejects.toMatchObject({ code: 'engine_rejected' });
  });

  it.each([
    ['vi_exact', 'Hòa Bình: 1.115 kĩ sư', ['hoa\u0300', 'binh\u0300', '1115', 'ky\u0303', 'su\u031B']],
    ['vi_toneless', 'Hòa Bình: 1.115 kĩ sư', ['hoa', 'binh', '1115', 'ky', 'su\u031B']],
    ['vi_folded', 'Hòa Bình: 1.115 kĩ sư', ['hoa', 'binh', '1115', 'ky', 'su']],
    ['vi_pairs', 'Đảng bộ huyện', ['dang bo', 'bo huyen']],
  ])('%s gives the terms of “%s”', async (analyzer, text, terms) => {
    const tokens = await store.engine.analyze(store.index, { text, analyzer });
    expect(tokens.map(({ token }) => token)).toEqual(terms);
  });

  it('puts every level at the same positions', async () => {
    const text = 'TP.HCM, ngày 30/4: 1.115 học viên H’Mông – “thủy điện”';
    const [exact, toneless, folded] = await Promise.all(
      ['vi_exact', 'vi_toneless', 'vi_folded'].map(async (analyzer) =>
        (await store.engine.analyze(store.index, { text, analyzer })).map(
          ({ position, startOffset, endOffset }) => [position, startOffset, endOffset],
        ),
      ),
    );
    expect(exact?.length).toBeGreaterThan(10);
    expect(toneless).toEqual(exact);
    expect(folded).toEqual(exact);
  });
});
