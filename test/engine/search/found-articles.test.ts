import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';

// What a search should find is worked out here from the stored articles themselves, in the plainest way there is:
// no code of the service, no index.

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex({ abbreviations: NO_ABBREVIATIONS });
});

afterAll(() => index.close());

const withoutMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    // Spelling habits that are one in the index: y for i in an open syllable, no dots in thousands.
    .replace(/(?<=\d)\.(?=\d{3}(?!\d))/g, '');

const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}]*\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}\p{N}]*|[\p{L}\p{M}]+/gu) ?? []).map((word) =>
    word.replace(/^(h|k|l|m|s|t|v|qu)i$/, '$1y'),
  );

/** The texts of an article in which a bare word is looked for: names of authors are no loose words. */
const textsOf = ({ title, lead, body, captions, tags }: Article): string[] => [
  title,
  lead ?? '',
  body,
  ...captions,
  ...tags,
];

const foldedWords = (article: Article): string[][] =>
  textsOf(article).map((text) => wordsOf(withoutMarks(text)));

const hasNeighbours = (words: readonly string[], phrase: readonly string[]): boolean =>
  words.some((_, at) => phrase.every((word, i) => words[at + i] === word));

/** Whether one of its authors is named so. */
const isBy = ({ authors }: Article, ...name: readonly string[]): boolean =>
  authors.some((author) => hasNeighbours(wordsOf(withoutMarks(author)), name));

const hasWord = (article: Article, word: string): boolean =>
  foldedWords(article).some((words) => words.includes(word));

const hasPhrase = (article: Article, phrase: readonly string[]): boolean =>
  foldedWords(article).some((words) => hasNeighbours(words, phrase));

const found = (test: (article: Article) => boolean): string[] =>
  index.stored
    .filter(test)
    .map(({ id }) => id)
    .toSorted();

/** Every so-many-th pair of neighbouring syllables of the articles, without marks. */
const somePairs = (step: number): [string, string][] => {
  const pairs = index.stored.flatMap((article) =>
    foldedWords(article).flatMap((words) =>
      words
        .slice(1)
        .map((word, i): [string, string] => [words[i] ?? '', word])
        .filter((pair) => pair.every((word) => /^[a-z]{2,}$/.test(word))),
    ),
  );
  return pairs.filter((_, i) => i % step === 0);
};

describe('without marks', () => {
  it('one word finds the articles that have it, all of them and no other', async () => {
    const words = new Set(somePairs(401).map(([word]) => word));
    expect(words.size).toBeGreaterThan(30);
    for (const word of words) {
      const expected = found((article) => hasWord(article, word));
      expect((await index.ids({ q: word, relax: 'false' })).toSorted(), word).toEqual(expected);
    }
  });

  it('two words find the articles that have both, or that are by somebody named so', async () => {
    for (const [one, other] of somePairs(701)) {
      const expected = found(
        (article) => (hasWord(article, one) && hasWord(article, other)) || isBy(article, one, other),
      );
      const { hits, total } = await index.search({ q: `${one} ${other}`, relax: 'false', size: '100' });
      expect(hits.map(({ id }) => id).toSorted(), `${one} ${other}`).toEqual(expected);
      expect(total).toEqual({ value: expected.length, exact: true });
    }
  });

  it('the name of an author finds what is by them, and a part of it only what has it in the text', async () => {
    const names = new Set(
      index.stored.flatMap(({ authors }) => authors).filter((name) => name.includes(' ')),
    );
    expect(names.size).toBeGreaterThan(3);
    for (const name of names) {
      const words = wordsOf(withoutMarks(name));
      const expected = found(
        (article) => isBy(article, ...words) || words.every((word) => hasWord(article, word)),
      );
      expect(found((article) => isBy(article, ...words)).length).toBeGreaterThan(0);
      for (const q of [words.join(' '), words.join(' ').toUpperCase()])
        expect((await index.ids({ q, relax: 'false' })).toSorted(), q).toEqual(expected);
      const last = words.at(-1) ?? '';
      expect((await index.ids({ q: last, relax: 'false' })).toSorted(), last).toEqual(
        found((article) => hasWord(article, last)),
      );
    }
  });

  it('a phrase finds the articles that have it side by side', async () => {
    for (const pair of somePairs(701)) {
      const expected = found((article) => hasPhrase(article, pair));
      expect(expected.length).toBeGreaterThan(0);
      expect(
        (await index.ids({ q: `"${pair.join(' ')}"`, relax: 'false' })).toSorted(),
        pair.join(' '),
      ).toEqual(expected);
    }
  });

  it('an exclusion leaves out the articles that have the word', async () => {
    for (const [one, other] of somePairs(1501)) {
      const expected = found((article) => hasWord(article, one) && !hasWord(article, other));
      expect(
        (await index.ids({ q: `${one} -${other}`, relax: 'false' })).toSorted(),
        `${one} -${other}`,
      ).toEqual(expected);
    }
  });

  it('OR finds the articles that have either', async () => {
    for (const [one, other] of somePairs(1501)) {
      const expected = found((article) => hasWord(article, one) || hasWord(article, other));
      expect((await index.ids({ q: `${one} OR ${other}`, relax: 'false' })).toSorted()).toEqual(expected);
    }
  });

  it('a star finds the articles with a word that begins so', async () => {
    for (const start of ['chuy', 'ngh', 'thuo', '202', 'cov', 'tru']) {
      const expected = found((article) =>
        foldedWords(article).some((words) => words.some((word) => word.startsWith(start))),
      );
      expect(expected.length, start).toBeGreaterThan(1);
      expect((await index.ids({ q: `${start}*`, relax: 'false' })).toSorted(), start).toEqual(expected);
    }
  });
});

describe('with marks', () => {
  const asWritten = (text: string): string[] =>
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];

  it.each(['đường', 'dương', 'công', 'bản', 'bàn', 'tỉnh', 'tính', 'nấm', 'năm', 'mường', 'mương'])(
    '%s finds the articles with this very word',
    async (word) => {
      const expected = found((article) => textsOf(article).some((text) => asWritten(text).includes(word)));
      expect(expected.length).toBeGreaterThan(0);
      expect((await index.ids({ q: word, relax: 'false' })).toSorted()).toEqual(expected);
      expect(
        (await index.ids({ q: word.toUpperCase(), diacritics: 'strict', relax: 'false' })).toSorted(),
      ).toEqual(expected);
      const kind = found((article) => hasWord(article, withoutMarks(word)));
      expect((await index.ids({ q: word, diacritics: 'ignore', relax: 'false' })).toSorted()).toEqual(kind);
      expect(kind.length).toBeGreaterThanOrEqual(expected.length);
    },
  );
});

describe('look-alikes', () => {
  it('công an and công ăn are told apart', async () => {
    const police = await index.ids({ q: 'công an tỉnh', relax: 'false' });
    expect(police).toEqual(expect.arrayContaining(['bvc-20210610-pha-duong-day-ma-tuy']));
    expect(police).not.toContain('msn-20211020-cong-an-viec-lam');
    expect(await index.ids({ q: '"công an"', relax: 'false' })).not.toContain(
      'msn-20211020-cong-an-viec-lam',
    );
    expect(await index.ids({ q: '"công ăn"', relax: 'false' })).toEqual(['msn-20211020-cong-an-viec-lam']);
    expect(await index.ids({ q: '"cong an"', relax: 'false' })).toEqual(
      expect.arrayContaining(['msn-20211020-cong-an-viec-lam', 'bvc-20210610-pha-duong-day-ma-tuy']),
    );
  });

  it('tinh Sơn La finds tỉnh Sơn La, and loosens nothing for it', async () => {
    const { hits, query } = await index.search({ q: 'tinh Sơn La', size: '100' });
    expect(query.relaxed).toBeNull();
    expect(hits.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'bvc-20210610-pha-duong-day-ma-tuy',
        'bvc-20210611-pha-duong-day-ma-tuy-mo-rong',
      ]),
    );
    expect(JSON.stringify(hits)).toContain('<mark>tỉnh</mark>');
  });

  it('đường does not drown in dương', async () => {
    const ids = await index.ids({ q: 'đường' });
    expect(ids).toContain('dhm-20201208-mia-duong');
    const duong = await index.ids({ q: 'Dương', relax: 'false' });
    expect(duong).toContain('dhm-20230407-cu-duong-dinh-luong');
  });
});

describe('fields', () => {
  it('title: looks in the title alone', async () => {
    const expected = found(({ title }) => wordsOf(withoutMarks(title)).includes('ban'));
    expect((await index.ids({ q: 'title:ban', relax: 'false' })).toSorted()).toEqual(expected);
    expect(expected.length).toBeGreaterThan(2);
  });

  it('author:, section:, tag: and source: look in the names', async () => {
    const named = (names: readonly string[], word: string) =>
      names.some((name) => wordsOf(withoutMarks(name)).includes(word));
    const cases: [string, (article: Article) => boolean][] = [
      ['author:thu', ({ authors }) => named(authors, 'thu')],
      ['tac-gia:kien', ({ authors }) => named(authors, 'kien')],
      ['section:dang', ({ section }) => named([section ?? ''], 'dang')],
      ['chuyên-mục:moi', ({ section }) => named([section ?? ''], 'moi')],
      ['tag:covid-19', ({ tags }) => named(tags, 'covid')],
      ['nguon:vung', ({ source }) => named([source ?? ''], 'vung')],
      ['source:"mien song"', ({ source }) => source === 'Báo Miền Sông Nước'],
    ];
    for (const [q, test] of cases) {
      const expected = found(test);
      expect(expected.length, q).toBeGreaterThan(0);
      expect((await index.ids({ q, relax: 'false' })).toSorted(), q).toEqual(expected);
    }
  });
});
