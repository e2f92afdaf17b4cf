import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueryNode } from '../../../src/query/ast.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { isSameQuery } from '../../../src/query/write-query.ts';
import { NO_QUERY, PLACES } from '../../../src/web/advanced/advanced-query.ts';
import type { AdvancedQuery } from '../../../src/web/advanced/advanced-query.ts';
import { decomposeQuery } from '../../../src/web/advanced/from-query.ts';
import { composeQuery, toQuery } from '../../../src/web/advanced/to-query.ts';
import { randomQuery, seededRandom } from '../query/random-query.ts';

const form = (given: Partial<AdvancedQuery>): AdvancedQuery => ({ ...NO_QUERY, ...given });

describe('what the form asks for, in the query language', () => {
  test.each<[Partial<AdvancedQuery>, string]>([
    [{}, ''],
    [{ all: '  chuyển   đổi số ' }, 'chuyển đổi số'],
    [{ all: 'bão OR lũ', phrase: 'chi bộ' }, '(bão HOẶC lũ) "chi bộ"'],
    [{ phrase: '"năng lực” lãnh đạo' }, '"năng lực lãnh đạo"'],
    [{ near: 'chi bộ bản' }, '"chi bộ bản"~5'],
    [{ near: 'chi bộ bản', distance: '10' }, '"chi bộ bản"~10'],
    [{ nearTo: 'chi bộ', distance: 'x' }, '"chi bộ"~5'],
    [{ near: 'bản', distance: '10' }, 'bản'],
    [{ near: 'lũ quét', nearTo: '"Sơn La"', distance: '3' }, '(lũ quét) GẦN/3 "Sơn La"'],
    [{ near: 'bão, lũ', nearTo: 'title:x', distance: '99' }, '(bão, lũ) GẦN/20 "title:x"'],
    [{ frequent: 'sạt lở' }, 'ít-nhất3(sạt lở)'],
    [{ frequent: 'bão HOẶC lũ', times: '50' }, 'ít-nhất20(bão HOẶC lũ)'],
    [{ part: 'chuyên' }, 'chuyên*'],
    [{ part: '*viên*', place: 'end' }, '*viên'],
    [{ part: 'uyế', place: 'within' }, '*uyế*'],
    [{ any: 'bão, lũ quét,sạt lở' }, 'bão HOẶC "lũ quét" HOẶC "sạt lở"'],
    [{ any: 'bão' }, 'bão'],
    [{ any: '123,3%, 05-CT/TW' }, '123,3% HOẶC 05-CT/TW'],
    [{ none: 'covid, học tập; -lũ; "sốt"' }, '-covid -"học tập" -"-lũ" -"sốt"'],
    [{ inTitle: 'khai giảng' }, 'tiêu-đề:(khai giảng)'],
    [{ inTitle: '"khai giảng"', inAuthor: 'Hiên' }, 'tiêu-đề:"khai giảng" tác-giả:Hiên'],
    [{ inSection: '"Kinh tế"', inSource: 'Báo', inTag: 'lũ' }, 'chuyên-mục:"Kinh tế" nguồn:Báo thẻ:lũ'],
    [{ inTitle: 'thẻ:bão' }, 'tiêu-đề:"thẻ:bão"'],
    [{ all: 'bão', any: 'lũ' }, 'bão VÀ lũ'],
    [{ all: 'xã', rest: '"a b" (c OR d)', none: 'covid' }, 'xã "a b" (c HOẶC d) -covid'],
    // Vietnamese operators would be words here.
    [{ any: 'BÃO, LŨ' }, 'BÃO OR LŨ'],
    [{ all: 'Vì sao bão là thiên tai và của ai', any: 'a, b' }, 'Vì sao bão là thiên tai và của ai (a OR b)'],
  ])('%j is %s', (given, query) => {
    expect(composeQuery(form(given), 'vi')).toBe(query);
  });

  test('has English names in English', () => {
    expect(
      composeQuery(
        form({ any: 'bão, lũ', inTitle: 'bản', inTag: 'x', near: 'a', nearTo: 'b', frequent: 'c' }),
        'en',
      ),
    ).toBe('(a NEAR/5 b) atleast3(c) (bão OR lũ) title:bản tag:x');
  });
});

const texts = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1 }).map((seed) => randomQuery(seededRandom(seed))),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom('bão', 'lũ', 'Sơn La', '"chi bộ"', 'OR', 'HOẶC', ',', 'ĐẢNG', '05-CT/TW', 'chu*'),
      {
        maxLength: 5,
      },
    )
    .map((words) => words.join(' ')),
);
const forms: fc.Arbitrary<AdvancedQuery> = fc.record({
  all: texts,
  phrase: texts,
  any: texts,
  none: texts,
  near: texts,
  nearTo: texts,
  distance: fc.oneof(fc.constant('5'), fc.constantFrom('0', '1', '20', '99', 'x', '')),
  frequent: texts,
  times: fc.oneof(fc.constant('3'), fc.constantFrom('0', '1', '20', '99', 'x', '')),
  part: texts,
  place: fc.constantFrom(...PLACES, 'elsewhere'),
  inTitle: texts,
  inAuthor: texts,
  inSection: texts,
  inSource: texts,
  inTag: texts,
  rest: texts,
});

const same = (one: QueryNode | null, other: QueryNode | null): boolean =>
  one === null || other === null ? one === other : isSameQuery(one, other);

/** The parts of a query without their order, and without which of its words are kept apart. */
const parts = (q: string): string[] => {
  const { node } = parseQuery(q);
  const children = node === null ? [] : node.type === 'and' ? node.children : [node];
  return children
    .map((child) =>
      JSON.stringify(child, (key, value: unknown) => (/^(?:at|apart)$/.test(key) ? undefined : value)),
    )
    .toSorted();
};

describe('whatever is typed into the form', () => {
  test.each(['vi', 'en'] as const)('is written so that it is read as it was meant (%s)', (language) => {
    fc.assert(
      fc.property(forms, (query) => {
        const written = composeQuery(query, language);
        const { node } = parseQuery(written);
        if (!same(node, toQuery(query))) throw new Error(written);
      }),
      { numRuns: 1000 },
    );
  });

  test('comes back as the same query when its search is opened in the form', () => {
    fc.assert(
      fc.property(forms, (query) => {
        const written = composeQuery(query, 'vi');
        const { query: again, dates } = decomposeQuery(written, 'vi');
        fc.pre(Object.keys(dates).length === 0);
        expect(parts(composeQuery(again, 'vi'))).toEqual(parts(written));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a query as the form has it', () => {
  test.each<[string, Partial<AdvancedQuery>]>([
    ['', {}],
    ['đảng bộ huyện', { all: 'đảng bộ huyện' }],
    ['"chi bộ" xã -covid (bão HOẶC lũ)', { all: 'xã', phrase: 'chi bộ', any: 'bão, lũ', none: 'covid' }],
    ['"chi bộ bản"~3', { near: 'chi bộ bản', distance: '3' }],
    ['lũ quét GẦN/4 "Sơn La"', { near: 'lũ quét', nearTo: '"Sơn La"', distance: '4' }],
    ['atleast2(bão OR lũ)', { frequent: 'bão HOẶC lũ', times: '2' }],
    ['tiêu-đề:(khai giảng) tác-giả:"Thu Hiên"', { inTitle: 'khai giảng', inAuthor: '"Thu Hiên"' }],
    ['chuyên-mục:"Kinh tế" thẻ:bão nguồn:Báo', { inSection: '"Kinh tế"', inTag: 'bão', inSource: 'Báo' }],
    ['"một hai" "ba bốn"', { phrase: 'một hai', rest: '"ba bốn"' }],
    ['chuyên*', { part: 'chuyên', place: 'start' }],
    ['"x y" *uyế*', { phrase: 'x y', part: 'uyế', place: 'within' }],
    ['chuyên* viên chu*n', { all: 'chuyên* viên chu*n' }],
    ['a "b c" d', { all: 'a VÀ d', phrase: 'b c' }],
    ['(a OR (b c)) x', { all: 'x', rest: 'a HOẶC (b c)' }],
    ['-"sốt" -(a b) x', { all: 'x', none: '"sốt"', rest: '-(a b)' }],
  ])('%s', (q, given) => {
    expect(decomposeQuery(q, 'vi')).toEqual({ query: form(given), dates: {} });
  });

  test('has its dates in the date fields', () => {
    expect(decomposeQuery('lũ từ:2021 đến:31/01/2022', 'vi')).toEqual({
      query: form({ all: 'lũ' }),
      dates: { from: '01/01/2021', to: '31/01/2022' },
    });
    expect(decomposeQuery('lũ từ:2021 từ:2022', 'vi')).toEqual({
      query: form({ all: 'lũ', rest: 'từ:2022-01-01' }),
      dates: { from: '01/01/2021' },
    });
  });

  test('means the same there, whatever the query is', () => {
    const random = seededRandom(14);
    for (let run = 0; run < 3000; run++) {
      const q = randomQuery(random);
      const { query, dates } = decomposeQuery(q, 'vi');
      const written = [
        composeQuery(query, 'vi'),
        dates.from === undefined ? '' : `từ:${dates.from}`,
        dates.to === undefined ? '' : `đến:${dates.to}`,
      ];
      expect(withoutDates(parts(written.join(' '))), q).toEqual(withoutDates(parts(q)));
    }
  });
});

/** Two dates of a query may be one part of it. */
const withoutDates = (list: readonly string[]): string[] =>
  list.filter((part) => !part.includes('"type":"date"'));
