import { expect, it } from 'vitest';
import { visibleAt } from '../../../src/domain/visibility.ts';
import { narrowTo } from '../../../src/search/reader.ts';

const VIEW = { at: '2025-03-01T01:00:00Z', preview: false };
const clause = visibleAt(VIEW.at);
const term = { term: { id: 'a' } };

it('adds its filter beside those of a search, and changes nothing else', () => {
  const rest = { size: 5, rescore: { window_size: 50 } };
  expect(narrowTo(VIEW, { ...rest, query: { bool: { filter: [term], should: [term] } } })).toEqual({
    ...rest,
    query: { bool: { filter: [term, clause], should: [term] } },
  });
  expect(narrowTo(VIEW, { query: { bool: { must: [term] } } })).toEqual({
    query: { bool: { must: [term], filter: [clause] } },
  });
});

it('keeps a search for any of several things one that wants one of them', () => {
  const query = { bool: { should: [term, term] } };
  expect(narrowTo(VIEW, { query })).toEqual({ query: { bool: { must: [query], filter: [clause] } } });
  expect(narrowTo(VIEW, { query: term })).toEqual({ query: { bool: { must: [term], filter: [clause] } } });
});

it('narrows a search for everything, too', () => {
  expect(narrowTo(VIEW, { size: 0 })).toEqual({ size: 0, query: { bool: { filter: [clause] } } });
});

it('leaves a preview as it is', () => {
  const body = { query: term };
  expect(narrowTo({ ...VIEW, preview: true }, body)).toBe(body);
});
