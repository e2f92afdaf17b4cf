import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionScore } from '../../../src/completion/completion-index.ts';
import { createSlots } from '../../../src/completion/slots.ts';
import { createTitleList, type TitleList } from '../../../src/completion/title-list.ts';
import { createVocabulary } from '../../../src/completion/vocabulary.ts';
import { createWrittenForms } from '../../../src/completion/written-forms.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { typedSyllable } from '../../../src/text/typed-syllable.ts';
import { settledHeapMb } from '../../support/settled-heap.ts';
import { runThrough } from './run-through.ts';

const DAY = 24 * 3_600_000;
/** Worth as much as four doublings of the count. */
const BEGINNING = 4;

const open = (most = 1_000) => {
  const vocabulary = createVocabulary();
  return { list: createTitleList(createWrittenForms(vocabulary), most), slotOf: createSlots(vocabulary) };
};

/** Enough for what is of the same size in any archive to matter little. */
const ARTICLES = 50_000;

/** Bytes of objects and of buffers beside them, which are given back at the collection after their own. */
const memory = (): number => {
  settledHeapMb();
  return settledHeapMb() * 1e6 + process.memoryUsage().arrayBuffers;
};

type Open = ReturnType<typeof open>;

interface Known {
  readonly title: string;
  readonly publishedAt: number;
  readonly url: string | null;
}

const title = fc
  .array(fc.constantFrom('Sốp', 'sốp', 'Cộp', 'mùa', 'Mưa', '21', 'lũ', 'bão'), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((tokens) =>
    fc
      .tuple(
        fc.constantFrom('', '“', '- '),
        fc.array(fc.constantFrom(' ', ': ', '-', ' – '), { minLength: 4, maxLength: 4 }),
        fc.constantFrom('', '?', '”', ' … '),
      )
      .map(
        ([before, gaps, after]) =>
          tokens.reduce<string>(
            (text, token, i) => text + (i === 0 ? '' : (gaps[i - 1] ?? ' ')) + token,
            before,
          ) + after,
      ),
  );
const id = fc.integer({ min: 0, max: 25 }).map((number) => `bài/${number}`);
const url = fc.option(
  fc.constantFrom('https://bao.vn/1', 'https://bao.vn/2.html?a=ă', 'http://khac.vn', 'không/là/địa-chỉ'),
);

type Step =
  | { readonly kind: 'put'; readonly id: string; readonly known: Known }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'tidy' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      id,
      known: fc.record({
        title,
        publishedAt: fc.integer({ min: -9, max: 20_000 }).map((days) => days * DAY),
        url,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tidy' as const) }) },
);

const take = (list: TitleList, articles: Map<string, Known>, one: Step): void => {
  if (one.kind === 'tidy') runThrough(list.tidy());
  else if (one.kind === 'remove') expect(list.remove(one.id)).toBe(articles.delete(one.id));
  else {
    const { title, publishedAt, url } = one.known;
    list.put(one.id, title, publishedAt, url);
    articles.set(one.id, one.known);
  }
};

const termsOf = (text: string): string =>
  tokenize(text)
    .map((token) => token.text.toLowerCase())
    .join(' ');

/** The scores of all titles that go on with what was typed, the best first; reckoned from the articles. */
const scoresOf = (articles: ReadonlyMap<string, Known>, typed: readonly string[]): number[] => {
  const byTerms = new Map<string, Known[]>();
  for (const known of articles.values()) {
    const terms = termsOf(known.title);
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), known]);
  }
  const wanted = typed.join(' ');
  return [...byTerms]
    .filter(([terms]) => ` ${terms}`.includes(` ${wanted}`))
    .map(
      ([terms, alike]) =>
        completionScore(alike.length, Math.max(...alike.map(({ publishedAt }) => publishedAt))) +
        (terms.startsWith(wanted) ? BEGINNING : 0),
    )
    .toSorted((a, b) => b - a);
};

const complete = ({ list, slotOf }: Open, typed: readonly string[], most: number) =>
  list.index.complete(
    typed.map((syllable, i) => slotOf(typedSyllable(syllable, i === typed.length - 1))),
    most,
  );

describe('a list of titles', () => {
  it('knows the articles of each title, and finds the best, however they come and go', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const opened = open();
        const { list } = opened;
        const articles = new Map<string, Known>();
        for (const one of steps) take(list, articles, one);
        runThrough(list.tidy());
        expect(list.articles).toBe(articles.size);
        for (const [id, { title }] of articles) {
          expect(list.has(id)).toBe(true);
          const entry = list.index.numberOf(title) ?? -1;
          const alike = [...articles].filter(([, other]) => termsOf(other.title) === termsOf(title));
          const newest = Math.max(...alike.map(([, { publishedAt }]) => publishedAt));
          expect(list.index.get(entry)).toMatchObject({ count: alike.length, newest });
          const shown = list.articleOf(entry);
          const article = articles.get(shown?.id ?? '');
          expect(article?.publishedAt).toBe(newest);
          expect(shown?.url).toBe(article?.url);
        }
        for (const typed of [['sốp'], ['sốp', 'cộp'], ['mùa'], ['lũ', 'bão'], ['mưa', '21']]) {
          const wanted = scoresOf(articles, typed);
          const found = complete(opened, typed, 3);
          expect(found.map(({ score }) => score)).toEqual(wanted.slice(0, 3));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives back each title to the letter', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 8 }), (texts) => {
        const { list } = open();
        for (const [i, text] of texts.entries()) {
          const isNew = tokenize(text).length > 0 && list.index.numberOf(text) === undefined;
          list.put(`a${i}`, text, i);
          const entry = list.index.numberOf(text);
          if (isNew && tokenize(text).length <= 40) expect(list.index.get(entry ?? -1).text).toBe(text);
        }
        expect(list.articles).toBe(texts.length);
      }),
    );
  });

  it('keeps the newest where there are more than it may hold', () => {
    const { list } = open(100);
    for (let i = 0; i < 250; i++) list.put(`a${i}`, `Chuyện số ${i}`, ((i * 37) % 250) * DAY);
    runThrough(list.tidy());
    expect(list.articles).toBe(100);
    for (let i = 0; i < 250; i++) expect(list.has(`a${i}`)).toBe((i * 37) % 250 >= 150);
  });

  it('goes on being known while all is read anew, and then is what was read', () => {
    const { list } = open();
    for (let i = 0; i < 10; i++) list.put(`a${i}`, `Chuyện số ${i}`, i * DAY);
    list.beginReading();
    for (let i = 5; i < 15; i++) list.put(`a${i}`, `Chuyện số ${i}`, i * DAY);
    expect(list.articles).toBe(15);
    runThrough(list.forgetUnread());
    expect(Array.from({ length: 15 }, (_, i) => list.has(`a${i}`))).toEqual(
      Array.from({ length: 15 }, (_, i) => i >= 5),
    );
    expect(list.index.numberOf('Chuyện số 3')).toBeUndefined();
  });

  it('makes room for what is read anew, of another archive', () => {
    const { list } = open(100);
    for (let i = 0; i < 100; i++) list.put(`a${i}`, `Chuyện số ${i}`, (1_000 + i) * DAY);
    list.beginReading();
    for (let i = 0; i < 50; i++) list.put(`b${i}`, `Tin ${i}`, i * DAY);
    runThrough(list.tidy());
    expect(list.articles).toBe(50);
    expect(list.has('b0')).toBe(true);
  });

  it('takes no more than 500 bytes an article, with its id and address', () => {
    const SYLLABLES = 'thủy điện Sơn La phát huyện biên giới đón khách mùa mận chợ phiên lũ quét'.split(' ');
    const { list } = open(ARTICLES);
    const before = memory();
    for (let i = 0; i < ARTICLES; i++) {
      const syllables = Array.from({ length: 12 }, (_, at) => SYLLABLES[(i * (at + 3)) % SYLLABLES.length]);
      const address = `https://bao.vn/xa-hoi/thuy-dien-son-la-phat-dien-mua-man-o-huyen-bien-gioi-${i}.html`;
      list.put(`bao-${1_000_000 + i}`, `${i % 9_999} ${syllables.join(' ')}`, (ARTICLES - i) * DAY, address);
    }
    runThrough(list.tidy());
    expect((memory() - before) / ARTICLES).toBeLessThan(500);
    expect(list.articles).toBe(ARTICLES);
  });

  it('forgets the article whose time is over while it is tidied', () => {
    const { list } = open();
    for (let i = 0; i < 3_000; i++) list.put(`x${i}`, `Chuyện số ${i}`, i);
    list.put('a1', 'Tin vắn', DAY);
    for (let i = 0; i < 2_900; i++) list.remove(`x${i}`);
    const tidying = list.tidy();
    // Right before it is done.
    const pauses = 100;
    for (let i = 0; i < pauses && tidying.next().done !== true; i++) list.remove('a1');
    runThrough(tidying);
    expect(list.index.numberOf('Tin vắn')).toBeUndefined();
    expect(list.articles).toBe(100);
  });
});
