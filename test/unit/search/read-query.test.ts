import { describe, expect, it } from 'vitest';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { hasFilter, isOnlyExclusions, readQuery } from '../../../src/search/read-query.ts';

const requestFor = (parameters: Readonly<Record<string, string>>) =>
  toSearchRequest(searchParameters.parse(parameters));

describe('readQuery', () => {
  it('reads the query language', () => {
    const q = 'bão OR "lũ quét"~2';
    expect(readQuery(requestFor({ q }))).toEqual(parseQuery(q));
  });

  it('takes all that was typed as one phrase with mode=phrase', () => {
    const q = 'bão OR "lũ" -title:x';
    expect(readQuery(requestFor({ q, mode: 'phrase', slop: '3' }))).toEqual({
      node: { type: 'phrase', text: q, slop: 3, at: { start: 0, end: q.length } },
      warnings: [],
    });
  });

  it.each(['?!', '""', '…'])('warns of a phrase with nothing to search for: %s', (q) => {
    const { node, warnings } = readQuery(requestFor({ q, mode: 'phrase' }));
    expect(node).toBeNull();
    expect(warnings.map(({ code }) => code)).toEqual(['nothing_searchable']);
  });

  it('has nothing to warn of where nothing was typed', () => {
    for (const mode of ['phrase', 'keyword'])
      expect(readQuery(requestFor({ q: ' ', mode, from: '2022' }))).toEqual({ node: null, warnings: [] });
  });
});

describe('isOnlyExclusions', () => {
  it.each([
    ['-bão', true],
    ['-bão -"lũ quét"', true],
    ['-(bão OR lũ)', true],
    ['bão -lũ', false],
    ['-bão từ:2022', false],
    ['bão', false],
    ['title:bão', false],
  ])('%s: %s', (q, expected) => {
    const { node } = parseQuery(q);
    expect(node !== null && isOnlyExclusions(node)).toBe(expected);
  });
});

describe('hasFilter', () => {
  it.each([
    [{ q: 'bão' }, false],
    [{ q: 'bão', size: '5', sort: 'newest' }, false],
    [{ q: 'bão', from: '2022' }, true],
    [{ to: '2022' }, true],
    [{ section: 'Y tế' }, true],
    [{ tag: 'lũ' }, true],
  ])('%j: %s', (parameters, expected) => {
    expect(hasFilter(requestFor(parameters as Record<string, string>))).toBe(expected);
  });
});
