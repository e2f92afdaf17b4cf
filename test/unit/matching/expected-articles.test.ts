import { describe, expect, it } from 'vitest';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { expectedArticles } from '../../../src/matching/expected-articles.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

/** Some 200 articles: each has `chung`, some have `lũ quét`, few have `nợ xấu`. */
const counter = createLanguageCounter();
for (let i = 0; i < 200; i++) {
  counter.add(`${'Một hai ba bốn năm. '.repeat(80)} Chung chung. ${i % 4 === 0 ? 'Lũ quét, lũ quét.' : ''}`);
  if (i % 20 === 0) counter.add('Nợ xấu, nợ xấu. Hưởng ứng.');
}

const expected = (q: string, language: LanguageModel = counter.model): number => {
  const { node } = parseQuery(q);
  if (node === null) throw new Error(`${q} is nothing`);
  const marks = marksAsTyped('auto', hasMarks(node));
  const match = planMatch(node, { marks, abbreviations: NO_ABBREVIATIONS, language });
  if (match === null) throw new Error(`${q} asks for nothing`);
  return expectedArticles(match, language);
};

describe('how many articles hold all words', () => {
  it('is about as many as have the rarest, of one', () => {
    expect(expected('lũ quét')).toBeGreaterThan(25);
    expect(expected('lũ quét')).toBeLessThan(100);
    expect(expected('nợ xấu')).toBeLessThan(expected('lũ quét'));
  });

  it('gets less with every word, and no less by one that all have', () => {
    expect(expected('lũ quét nợ xấu')).toBeLessThan(expected('nợ xấu') / 2);
    expect(expected('lũ AND một')).toBeCloseTo(expected('lũ'), 5);
  });

  it('is no more typed with marks than without', () => {
    for (const [marked, bare] of [
      ['lũ quét', 'lu quet'],
      ['nợ xấu lũ quét', 'no xau lu quet'],
    ] as const)
      expect(expected(marked), marked).toBeLessThanOrEqual(expected(bare));
  });

  it('is not narrowed by what the archive says nothing of', () => {
    expect(expected('lũ 2022')).toBe(expected('lũ'));
    expect(expected('lũ AND quèn')).toBe(expected('lũ'));
    expect(expected('"lũ quét" nợ')).toBe(expected('nợ'));
    for (const q of ['"lũ quét"', '2022', 'title:lũ', 'lu*']) expect(expected(q), q).toBe(Infinity);
  });

  it('is unknown where nothing is known', () => {
    expect(expected('lũ quét', NO_LANGUAGE)).toBe(Infinity);
  });
});
