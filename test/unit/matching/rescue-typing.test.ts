import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rescueTyping } from '../../../src/matching/rescue-typing.ts';
import { typedNodes } from '../../../src/matching/typed-nodes.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { randomQuery, seededRandom } from '../query/random-query.ts';

const rescue = (q: string): readonly string[] => {
  const { node } = parseQuery(q);
  return node === null ? [] : rescueTyping(q, node).map((rescued) => rescued.q);
};

/** What is no word: quotes that a rescue in a field adds left out. */
const signs = (text: string): string => text.replace(/[\p{L}\p{M}\p{N}\p{Cf} "]/gu, '');

describe('rescueTyping', () => {
  it.each([
    ['ddangr booj', 'đảng bộ'],
    ['d9ang3 bo65', 'đảng bộ'],
    ['DDANGR BOOJ', 'ĐẢNG BỘ'],
    ['hooij nghij huyeenj', 'hội nghị huyện'],
    ['sơnla', 'sơn la'],
    ['sopcop', 'sop cop'],
    ['covid19', 'covid 19'],
    ['ddangr booj Mường Ảng', 'đảng bộ Mường Ảng'],
    ['ddangr   booj', 'đảng   bộ'],
  ])('%s was meant as %s', (typed, meant) => {
    expect(rescue(typed)[0]).toBe(meant);
  });

  it.each([
    ['"ddangr booj"~3 OR lutj', '"đảng bộ"~3 OR lụt'],
    ['title:ddangr after:2021', 'title:đảng after:2021'],
    ['(baox HOẶC lutj) -covid19', '(bão HOẶC lụt) -covid19'],
    ['ddangr -booj', 'đảng -booj'],
    ['tác-giả:loof', 'tác-giả:lồ'],
    ['ddangr chuy*', 'đảng chuy*'],
    ['title:sơnla bão', 'title:"sơn la" bão'],
  ])('leaves operators, exclusions, fields and dates of %s', (typed, meant) => {
    expect(rescue(typed)[0]).toBe(meant);
  });

  it('reads all of a phrase', () => {
    const q = 'ddangr booj OR';
    const phrase = { type: 'phrase', text: q, slop: 0, at: { start: 0, end: q.length } } as const;
    expect(rescueTyping(q, phrase)).toEqual([{ q: 'đảng bộ OR', asked: 'đảng bộ OR' }]);
  });

  it.each([
    'đảng bộ',
    'dang bo',
    'test',
    'U23',
    'H5N1',
    'facebook',
    'A1',
    '05-CT/TW',
    '1.115',
    'vu*',
    '2022',
  ])('finds nothing to rescue in %s', (q) => {
    expect(rescue(q)).toEqual([]);
  });

  it('asks for syllables typed as one side by side', () => {
    const asked = (q: string): string | undefined =>
      rescueTyping(q, parseQuery(q).node ?? { type: 'and', children: [] })[0]?.asked;
    expect(asked('bão sơnla')).toBe('bão "sơn la"');
    expect(asked('"bão sơnla"')).toBe('"bão sơn la"');
    expect(asked('05-sơnla')).toBe('05-sơn la');
    expect(asked('ddangr booj')).toBe('đảng bộ');
  });

  it('offers other readings, few of them', () => {
    const candidates = rescue('thuonggia');
    expect(candidates.length).toBeGreaterThan(0);
    expect(new Set(candidates).size).toBe(candidates.length);
    expect(rescue(Array.from({ length: 40 }, () => 'khangia').join(' ')).length).toBeLessThanOrEqual(5);
  });

  it('never throws, never gives back what was typed, and keeps all that is not a word', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const q = randomQuery(seededRandom(seed)).normalize('NFC');
        const { node } = parseQuery(q);
        if (node === null) return;
        for (const { q: rescued } of rescueTyping(q, node)) {
          expect(rescued).not.toBe(q);
          const words = typedNodes(node).flatMap(({ at }) => tokenize(q.slice(at.start, at.end)));
          expect(words.length).toBeGreaterThan(0);
          expect(signs(rescued)).toBe(signs(q));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
