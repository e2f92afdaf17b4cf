import { describe, expect, it } from 'vitest';
import { createCompletionBook, type CompletionBook } from '../../../src/completion/completion-book.ts';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { runThrough } from './run-through.ts';

const DAY = 24 * 3_600_000;

/** A book of titles, one a day, the last one newest. */
const bookOf = (titles: readonly string[], most = 1_000): CompletionBook => {
  const book = createCompletionBook(most);
  titles.forEach((title, i) => book.titles.put(`a${i}`, title, i * DAY));
  runThrough(book.findPhrases());
  return book;
};

const UNTAUGHT = createCorrector(NO_LANGUAGE);

const textsOf = (book: CompletionBook, typed: string, most = 8, corrector = UNTAUGHT): string[] =>
  book.complete(typed, most, corrector).map(({ text }) => text);

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
      expect(book.complete(typed, 8, UNTAUGHT)[0]).toMatchObject({
        text: 'Sốp Cộp',
        kind: 'phrase',
        count: 3,
      });
    }
  });

  it('have no phrase whose titles are gone, before phrases are looked for again', () => {
    const book = bookOf([...SOP_COP, 'Mùa cam ở Cao Phong', 'Đường lên Cao Phong']);
    expect(textsOf(book, 'cao p')[0]).toBe('Cao Phong');
    book.titles.remove('a4');
    expect(textsOf(book, 'cao p')[0]).toBe('Cao Phong');
    book.titles.remove('a5');
    expect(textsOf(book, 'cao p')).toEqual([]);
    expect(textsOf(book, 'sop c')[0]).toBe('Sốp Cộp');
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

const WATERWORKS = [
  'Thủy điện Hòa Bình xả lũ',
  'Nhà máy thủy điện Sơn La phát điện',
  'Vì sao thuỷ điện nhỏ bị dừng',
  'Thúy đề nghị xem lại',
  'Hồ thủy điện cạn nước',
  'Đà Nẵng cấm biển',
  'Mưa lớn ở Đà Nẵng',
  'Đa năng và rẻ',
];

describe('what was perhaps meant', () => {
  const book = bookOf(WATERWORKS);
  const counter = createLanguageCounter();
  for (let i = 0; i < 2_000; i++) for (const title of WATERWORKS) counter.add(title);
  const taught = createCorrector(counter.model);

  it.each([
    ['thuydi', 'written together, the last syllable begun'],
    ['thuydien', 'written together'],
    ['thuy dei', 'two letters swapped in a syllable that is begun'],
    ['thuy dein', 'two letters swapped'],
    ['thuy ddi', 'a letter doubled'],
    ['thuy dirn', 'a neighbouring key'],
    ['thủy đien', 'a mark missing'],
    ['thủy diẹn', 'a wrong tone'],
    ['thuyr ddieen', 'Telex keys'],
    ['thuy3 d9ie6n5', 'VNI keys'],
  ])('%s: %s', (typed) => {
    for (const corrector of [UNTAUGHT, taught])
      expect(textsOf(book, typed, 8, corrector)[0]).toMatch(/th(?:ủy|uỷ) điện/iu);
  });

  it('mends complete words by what the archive knows of them', () => {
    expect(textsOf(book, 'thuyy di', 1, taught)).toEqual(['Thủy điện Hòa Bình xả lũ']);
    expect(textsOf(book, 'Đà Nẳng ', 1, taught)).toEqual(['Đà Nẵng']);
  });

  it('comes after what goes on with it letter by letter, and only where that is too little', () => {
    const typo = bookOf([...WATERWORKS, 'Đà Nẳng viết sai']);
    expect(textsOf(typo, 'Đà Nẳng', 8, taught).slice(0, 2)).toEqual(['Đà Nẳng viết sai', 'Đà Nẵng']);
    expect(textsOf(typo, 'Đà Nẳng', 1, taught)).toEqual(['Đà Nẳng viết sai']);
    expect(textsOf(book, 'thuy d', 8, taught)).not.toContain('Đà Nẵng');
  });

  it('marks what it stands for', () => {
    const marked = (typed: string): string | undefined => {
      const [first] = book.complete(typed, 1, taught);
      return first?.text.slice(first.typed.start, first.typed.end);
    };
    expect(marked('thuydi')).toMatch(/^th(?:ủy|uỷ) đi$/iu);
    expect(marked('thuy dei')).toMatch(/^th(?:ủy|uỷ) điệ$/iu);
  });

  it('is nothing for what is like nothing', () => {
    expect(textsOf(book, 'zzzz', 8, taught)).toEqual([]);
    expect(textsOf(book, 'qx', 8, taught)).toEqual([]);
  });
});

describe('a text that is several things', () => {
  const DAMS = [
    ...WATERWORKS,
    ...Array.from({ length: 9 }, (_, i) => `Thủy điện Sông Bung ${i} tích nước`),
    ...Array.from({ length: 60 }, (_, i) => `Thủy điện Sông Tranh ${i} rò rỉ`),
  ];
  const named = (): CompletionBook => {
    const book = createCompletionBook(1_000);
    runThrough(book.setNames('tag', [{ text: 'Thủy điện', count: 2, newest: 0 }]));
    runThrough(book.setNames('author', [{ text: 'Thủy Điện', count: 1, newest: 0 }]));
    DAMS.forEach((title, i) => book.titles.put(`a${i}`, title, i * DAY));
    runThrough(book.findPhrases());
    return book;
  };

  it('is offered as a phrase first, then as the name that most articles have, each with its own count', () => {
    const [first, second, ...others] = named().complete('thuy dien', 8, UNTAUGHT);
    const titles = DAMS.filter((title) => /th(?:ủy|uỷ) điện/iu.test(title)).length;
    expect(first).toMatchObject({ kind: 'phrase', count: titles, article: null });
    expect(second).toMatchObject({ kind: 'tag', text: 'Thủy điện', count: 2, article: null });
    expect(others.map(({ text }) => text.toLowerCase())).not.toContain('thủy điện');
  });
});

describe('a title', () => {
  const articleOf = (book: CompletionBook) => book.complete('tin van', 1, UNTAUGHT)[0]?.article;

  it('has its article, of several the newest, as they come and go', () => {
    const book = createCompletionBook(1_000);
    book.titles.put('a1', 'Tin vắn', DAY, 'https://bao.vn/1');
    expect(articleOf(book)).toEqual({ id: 'a1', url: 'https://bao.vn/1' });
    book.titles.put('a3', 'Tin vắn', 3 * DAY);
    book.titles.put('a2', 'Tin vắn', 2 * DAY, 'https://bao.vn/2');
    expect(articleOf(book)).toEqual({ id: 'a3', url: null });
    book.titles.put('a3', 'Tin vắn', 3 * DAY, 'https://bao.vn/3');
    expect(articleOf(book)).toEqual({ id: 'a3', url: 'https://bao.vn/3' });
    book.titles.remove('a3');
    expect(articleOf(book)).toEqual({ id: 'a2', url: 'https://bao.vn/2' });
    book.titles.put('a2', 'Tin khác', 2 * DAY);
    expect(articleOf(book)).toEqual({ id: 'a1', url: 'https://bao.vn/1' });
    book.titles.remove('a1');
    expect(articleOf(book)).toBeUndefined();
  });

  it('keeps its article where the list is tidied', () => {
    const book = createCompletionBook(10_000);
    for (let i = 0; i < 3_000; i++) book.titles.put(`x${i}`, `Chuyện số ${i}`, i);
    book.titles.put('a1', 'Tin vắn', DAY, 'https://bao.vn/1');
    book.titles.put('a2', 'Tin vắn', 2 * DAY, 'https://bao.vn/2');
    for (let i = 0; i < 2_900; i++) book.titles.remove(`x${i}`);
    runThrough(book.titles.tidy());
    expect(articleOf(book)).toEqual({ id: 'a2', url: 'https://bao.vn/2' });
    book.titles.remove('a2');
    expect(articleOf(book)).toEqual({ id: 'a1', url: 'https://bao.vn/1' });
  });
});
