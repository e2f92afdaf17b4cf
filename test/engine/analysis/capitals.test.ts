import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { isCapitalWord } from '../../../src/text/capital-words.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});

afterAll(() => store.dispose());

describe('what stands out by its capitals', () => {
  it.each([
    'Bệnh viện Nhi TƯ khám, Nghị quyết 29/NQ-TƯ, 05-CT/TW; Ban Chấp hành (BCH TƯ) khóa XII.',
    'QUỸ ĐẦU TƯ CÔNG\nVỐN ĐẦU TƯ tăng; TƯ VẤN LUẬT. TƯ\nTƯ Đảng và UBND TP.HCM, T.Ư, CA TP Hà Nội',
    'U23 COVID-19 H5N1 UNESCO Tư AN TOÀN GIAO THÔNG: CSGT AN GIANG ĐTDĐ HĐND ÂU 05 ƯT',
  ])('is the same for the index and the service: %s', async (text) => {
    const indexed = await store.engine.analyze(store.index, { text, analyzer: 'vi_capitals' });
    const ours = tokenize(text).filter(({ start, end }) => isCapitalWord(text, start, end));
    expect(indexed.map(({ token }) => token)).toEqual(ours.map((token) => exactForm(token.text)));
  });
});
