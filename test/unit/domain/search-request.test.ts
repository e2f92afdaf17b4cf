import { describe, expect, it } from 'vitest';
import { firstHitOf, hasFilter } from '../../../src/domain/search-request.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';

const requestFor = (parameters: Readonly<Record<string, string>>): SearchRequest =>
  toSearchRequest(searchParameters.parse(parameters));

describe('hasFilter', () => {
  it.each([
    [{ q: 'bão' }, false],
    [{ q: 'bão', size: '5', sort: 'newest' }, false],
    [{ q: 'bão', from: '2022' }, true],
    [{ to: '2022' }, true],
    [{ section: 'Y tế' }, true],
    [{ tag: 'lũ' }, true],
  ])('%j: %s', (parameters, expected) => {
    expect(hasFilter(requestFor(parameters as Record<string, string>).wanted)).toBe(expected);
  });
});

describe('firstHitOf', () => {
  it('is the same search for its best article alone, whatever was to be shown', () => {
    const request = requestFor({
      q: 'bão',
      from: '2022',
      section: 'Y tế',
      sort: 'oldest',
      collapse: 'true',
      size: '50',
      page: '3',
      facets: 'year,tag',
      accents: 'true',
    });
    const { wanted, shown } = firstHitOf(request);
    expect(wanted).toEqual(request.wanted);
    expect(shown).toEqual({
      ...request.shown,
      size: 1,
      page: 1,
      snippets: 0,
      facets: [],
      accents: false,
    });
    expect([shown.sort, shown.collapse]).toEqual(['oldest', true]);
  });

  it('goes on from no cursor', () => {
    const request = requestFor({ q: 'bão', cursor: 'abc' });
    expect(request.shown.cursor).toBe('abc');
    expect(firstHitOf(request).shown).not.toHaveProperty('cursor');
  });
});
