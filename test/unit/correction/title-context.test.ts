import { describe, expect, test } from 'vitest';
import { createTitleContext } from '../../../src/correction/title-context.ts';
import { createTitleIndex } from '../../../src/language/title-index.ts';

const titlesOf = (...titles: readonly string[]) => {
  const index = createTitleIndex();
  for (const title of titles) index.add(title.split(' '));
  return index;
};

const MANY = Array.from({ length: 500 }, (_, at) => `gia ca so ${at}`);

describe('createTitleContext', () => {
  const titles = titlesOf('nong dan tam su', 'lua duoc mua', 'lua duoc gia', ...MANY);
  const context = createTitleContext(['lua', 'duoc', 'mua'], titles);

  test('what titles have beside all the other words is likelier', () => {
    expect(context(2, 'mua')).toBeGreaterThan(2);
    // Common everywhere, and never there.
    expect(Math.abs(context(2, 'gia'))).toBeLessThan(0.5);
    expect(context(2, 'dan')).toBeLessThan(0);
  });

  test('nothing is said where no title has the others, or very many do', () => {
    expect(createTitleContext(['lua', 'dan', 'mua'], titles)(2, 'mua')).toBe(0);
    expect(createTitleContext(['gia', 'ca', 'lua'], titles)(2, 'so')).toBe(0);
  });

  test('nothing is said of one word by another, numbers apart', () => {
    expect(createTitleContext(['duoc', 'mua'], titles)(1, 'mua')).toBe(0);
    expect(createTitleContext(['duoc', 'mua', null], titles)(1, 'mua')).toBe(0);
  });
});

test('an index of titles holds each title once a term, in their order', () => {
  const titles = titlesOf('gia gao gia dau', 'gao ngon', 'dau tuong');
  expect(titles.size).toBe(3);
  expect([titles.holding('gia'), titles.holding('gao'), titles.holding('dau'), titles.holding('xe')]).toEqual(
    [[0], [0, 1], [0, 2], []],
  );
});
