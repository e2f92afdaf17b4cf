import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';
import { NO_FIELDS } from '../../../src/web/advanced/advanced-fields.ts';
import type { AdvancedFields } from '../../../src/web/advanced/advanced-fields.ts';
import { advancedSearch } from '../../../src/web/advanced/advanced-search.ts';
import { composeQuery } from '../../../src/web/advanced/compose-query.ts';
import { decomposeQuery } from '../../../src/web/advanced/decompose-query.ts';

const fields = (given: Partial<AdvancedFields>): AdvancedFields => ({ ...NO_FIELDS, ...given });

const written = (q: string): string => {
  const { node } = parseQuery(q);
  return node === null ? '' : printQuery(node);
};

describe('what the form asks for, in the query language', () => {
  test.each<[Partial<AdvancedFields>, string]>([
    [{}, ''],
    [{ all: '  chuyển   đổi số ' }, 'chuyển đổi số'],
    [{ phrase: '"năng lực” lãnh đạo' }, '"năng lực lãnh đạo"'],
    [{ near: 'chi bộ bản' }, '"chi bộ bản"~3'],
    [{ near: 'chi bộ bản', distance: '10' }, '"chi bộ bản"~10'],
    [{ near: 'bản', distance: '10' }, 'bản'],
    [{ near: 'chi bộ', distance: 'x' }, '"chi bộ"~3'],
    [{ any: 'bão, lũ quét,sạt lở' }, '(bão HOẶC "lũ quét" HOẶC "sạt lở")'],
    [{ any: 'bão' }, 'bão'],
    [{ any: '123,3%, 05-CT/TW' }, '(123,3% HOẶC 05-CT/TW)'],
    [{ none: 'covid, học tập; -lũ' }, '-covid -"học tập" -"-lũ"'],
    [{ title: 'khai giảng' }, 'tiêu-đề:(khai giảng)'],
    [{ title: '"khai giảng"', author: 'Hiên' }, 'tiêu-đề:"khai giảng" tác-giả:Hiên'],
    [
      { all: 'xã', phrase: 'chi bộ', any: 'bão, lũ', none: 'covid', title: 'bản' },
      'xã "chi bộ" (bão HOẶC lũ) tiêu-đề:bản -covid',
    ],
  ])('%j is %s', (given, query) => {
    expect(composeQuery(fields(given), 'vi')).toBe(query);
  });

  test('has English names in English', () => {
    expect(composeQuery(fields({ any: 'bão, lũ', title: 'bản', author: 'Mai' }), 'en')).toBe(
      '(bão OR lũ) title:bản author:Mai',
    );
  });

  test('is read without a warning, whatever is typed into the lists', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        const query = composeQuery(fields({ phrase: text, any: text, none: text, near: text }), 'vi');
        const odd = parseQuery(query).warnings.filter(({ code }) =>
          ['unbalanced_quote', 'unbalanced_bracket', 'dangling_operator', 'nested_field'].includes(code),
        );
        expect(odd).toEqual([]);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('a query as the form has it', () => {
  test.each<[string, Partial<AdvancedFields>]>([
    ['', {}],
    ['đảng bộ huyện', { all: 'đảng bộ huyện' }],
    ['"chi bộ" xã -covid (bão HOẶC lũ)', { all: 'xã', phrase: 'chi bộ', any: 'bão, lũ', none: 'covid' }],
    ['"chi bộ bản"~5', { near: 'chi bộ bản', distance: '5' }],
    ['tiêu-đề:(khai giảng) tác-giả:"Thu Hiên"', { title: 'khai giảng', author: '"Thu Hiên"' }],
    ['"một hai" "ba bốn"', { phrase: 'một hai', all: '"ba bốn"' }],
    ['chuyên* từ:2021', { all: 'chuyên* after:2021-01-01' }],
    ['(a OR (b c)) x', { all: '(a OR (b c)) x' }],
  ])('%s', (q, given) => {
    expect(decomposeQuery(q)).toEqual(fields(given));
  });

  test.each([
    'đảng bộ huyện',
    '"chi bộ" xã -covid (bão HOẶC lũ)',
    '"chi bộ bản"~5 tiêu-đề:(khai giảng)',
    'tác-giả:"Thu Hiên" -"học tập" -lũ',
    '(a OR (b c)) x "y z" "w v"',
    'chuyên* từ:2021 thẻ:bão',
  ])('%s means the same once it has been through the form', (q) => {
    const again = composeQuery(decomposeQuery(q), 'vi');
    const sorted = (text: string) => written(text).split(' ').toSorted();
    expect(sorted(again)).toEqual(sorted(q));
  });
});

describe('sending the form', () => {
  const search = (form: Record<string, string>) => advancedSearch(new URLSearchParams(form), 'vi');

  test('leads to the search it asks for, with the filters there were', () => {
    expect(
      search({
        all: 'xã',
        phrase: '',
        diacritics: 'strict',
        relax: '',
        sort: 'newest',
        keep: 'from=2022&section=A&section=B',
      }),
    ).toBe('/?q=x%C3%A3&diacritics=strict&from=2022&section=A&section=B&sort=newest');
  });

  test('leads nowhere else, whatever is sent', () => {
    expect(search({ keep: '//evil.example/?q=a' })).toBe('/');
    expect(search({ all: 'a', keep: 'q=old&lang=en', sort: '\r\nSet-Cookie: a=b' })).toBe(
      '/?q=a&sort=%0D%0ASet-Cookie%3A+a%3Db&lang=en',
    );
    expect(search({})).toBe('/');
  });
});
