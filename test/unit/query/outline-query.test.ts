import { describe, expect, it } from 'vitest';
import { countTerms, outlineQuery } from '../../../src/query/outline-query.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { randomQuery, seededRandom } from './random-query.ts';

const outlined = (q: string): [string, number] | null => {
  const { node } = parseQuery(q);
  return node === null ? null : [outlineQuery(node), countTerms(node)];
};

describe('the outline of a query', () => {
  it.each<[string, string, number]>([
    ['lũ', 'word', 1],
    ['mưa lũ lớn', 'all(3 × word)', 3],
    ['lũ "đảng bộ huyện" quét', 'all(word, phrase, word)', 3],
    ['lũ -quét', 'all(word, not(word))', 2],
    ['lũ OR hạn', 'any(2 × word)', 2],
    ['title:chuyên* after:2021', 'all(title(prefix), dates)', 1],
  ])('%s: %s', (q, outline, terms) => {
    expect(outlined(q)).toEqual([outline, terms]);
  });

  it('has nothing in it of what was typed, whatever that is', () => {
    const random = seededRandom(12);
    for (let run = 0; run < 3_000; run++) {
      const q = randomQuery(random);
      const [outline] = outlined(q) ?? ['word'];
      expect(outline, q).toMatch(
        /^(?:(?:all|any|not|near|atleast|title|author|section|tag|source)\(|word|phrase|prefix|wildcard|dates|\d+ × |, |\))+$/,
      );
    }
  });
});
