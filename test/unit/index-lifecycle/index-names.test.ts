import { expect, test } from 'vitest';
import { fitToMapping } from '../../../src/index-lifecycle/fit-to-mapping.ts';
import { isIndexOf, mappingVersionOf, newIndexName } from '../../../src/index-lifecycle/index-names.ts';

test('an index is known by its name as one of an alias, and as no other’s', () => {
  const index = newIndexName('articles', 2, new Date('2022-01-21T08:30:00.123Z'));
  expect(index).toBe('articles-v2-20220121t083000123z');
  expect(mappingVersionOf(index, 'articles')).toBe(2);
  expect(isIndexOf(index, 'articles')).toBe(true);
  for (const other of [
    newIndexName('articles-v2', 1, new Date()),
    newIndexName('articles-old', 1, new Date()),
    'articles-v2-backup',
    'articles-v2-20220121t083000123z-copy',
    'articles',
  ]) {
    expect(isIndexOf(other, 'articles')).toBe(false);
  }
});

test('a document keeps what the index has fields for', () => {
  const fit = fitToMapping({ properties: { id: { type: 'keyword' }, title: { type: 'text' } } });
  const document = { id: 'a', title: 'Bão' };
  expect(fit(document)).toBe(document);
  expect(fit({ ...document, mới: 1 })).toEqual(document);
});
