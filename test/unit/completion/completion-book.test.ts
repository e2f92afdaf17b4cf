import { describe, expect, it } from 'vitest';
import { createCompletionBook, type CompletionBook } from '../../../src/completion/completion-book.ts';

const run = (work: Generator<void, unknown>): void => {
  while (work.next().done !== true);
};

const DAY = 24 * 3_600_000;

/** A book of titles, one a day, the last one newest. */
const bookOf = (titles: readonly string[], most = 1_000): CompletionBook => {
  const book = createCompletionBook(most);
  titles.forEach((title, i) => book.titles.put(`a${i}`, title, i * DAY));
  run(book.findPhrases());
  return book;
};

const textsOf = (book: CompletionBook, typed: string, most = 8): string[] =>
  book.complete(typed, most).map(({ text }) => text);

const SOP_COP = [
  'Đường lên huyện Sốp Cộp thông xe',
  'Mùa mận ở Sốp Cộp',
  'Huyện biên giới Sốp Cộp đón khách',
  'Cơn bão số 3 đổi hướng',
];

describe('completions', () => {
  it('go on with a syllable in the middle, typed with or without marks, shown as published', () => {
    const book = bookOf(SOP_COP);
    for (const typed of ['sop c', 'sốp c', 'Sốp cộ', 'sop cop', 'SOP C', 'sôp c', 'sốp cộp']) {
      expect(book.complete(typed, 8)[0]).toMatchObject({ text: 'Sốp Cộp', kind: 'phrase', count: 3 });
    }
  });

  it('keep to the marks that are typed', () => {
    const book = bookOf([
      'Sớp gì ở chợ',
      'Sốp Cộp vào xuân',
      'Đường lên bản',
      'Dương cầm cho trẻ',
      'Đương chức',
    ]);
    expect(textsOf(book, 'sốp')).toEqual(['Sốp Cộp vào xuân']);
    expect(textsOf(book, 'sơp')).toEqual(['Sớp gì ở chợ']);
    expect(textsOf(book, 'sop').toSorted()).toEqual(['Sốp Cộp vào xuân', 'Sớp gì ở chợ']);
    expect(textsOf(book, 'đuo').toSorted()).toEqual(['Đương chức', 'Đường lên bản']);
    expect(textsOf(book, 'đường')).toEqual(['Đường lên bản']);
    expect(textsOf(book, 'dươ')).toEqual(['Dương cầm cho trẻ']);
    expect(textsOf(book, 'dương c')).toEqual(['Dương cầm cho trẻ']);
    expect(textsOf(book, 'duong')).toHaveLength(3);
  });
});
