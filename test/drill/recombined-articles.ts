import { seeded } from '../../bench/seeded.ts';
import { foldDiacritics } from '../../src/text/fold-diacritics.ts';
import type { Article } from '../../src/domain/article.ts';

/** An article as a CMS would export it. */
export type RecombinedArticle = Pick<
  Article,
  'id' | 'title' | 'lead' | 'body' | 'section' | 'authors' | 'tags' | 'publishedAt' | 'url' | 'captions'
>;

const DAY_MS = 86_400_000;
const YEARS = 25;
const WORDS_OF_PIECE = 3;

const piecesOf = (text: string): string[] => {
  const words = text.split(/\s+/u);
  return Array.from({ length: Math.ceil(words.length / WORDS_OF_PIECE) }, (_, i) =>
    words.slice(i * WORDS_OF_PIECE, (i + 1) * WORDS_OF_PIECE).join(' '),
  );
};

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…]”?)\s+/u).filter((one) => one.length > 20);

const slugOf = (title: string): string =>
  foldDiacritics(title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

/**
 * Makes as many articles as are wanted of the sentences, pieces of titles and names of some: hardly any two alike, in
 * the archive of a newspaper of 25 years, with tens of thousands of authors and tags.
 *
 * @returns the article of a number, the same every time
 */
export const recombine = (samples: readonly Article[]): ((number: number) => RecombinedArticle) => {
  const pieces = samples.flatMap(({ title }) => piecesOf(title));
  const sentences = samples.flatMap(({ body }) => body.split(/\n+/u).flatMap(sentencesOf));
  const sections = [...new Set(samples.flatMap(({ section }) => section ?? []))];
  const names = [...new Set(samples.flatMap(({ authors }) => authors.flatMap((name) => name.split(' '))))];
  const words = samples.flatMap(({ tags }) => tags.flatMap((tag) => tag.split(' ')));
  return (number) => {
    const random = seeded(number + 1);
    const below = (most: number): number => Math.floor(random() * most);
    const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
    /** Some are met often, most of them seldom. */
    const rank = (most: number): number => Math.floor(most ** random());
    const text = (count: number): string => several(count, () => pick(sentences)).join(' ');
    const title = several(3 + below(2), () => pick(pieces)).join(' ');
    const author = seeded(rank(40_000));
    const tag = (): string => {
      const of = seeded(1_000_000 + rank(200_000));
      return several(3, () => words[Math.floor(of() * words.length)] ?? '').join(' ');
    };
    const section = pick(sections);
    return {
      id: `bai-${number}`,
      title,
      lead: text(1),
      body: several(4 + below(4), () => text(3 + below(2))).join('\n\n'),
      captions: [],
      section,
      authors: [several(3, () => names[Math.floor(author() * names.length)] ?? '').join(' ')],
      tags: several(1 + below(3), tag),
      publishedAt: new Date(Date.UTC(2000, 0, 1) + below(YEARS * 365) * DAY_MS + below(DAY_MS)).toISOString(),
      url: `https://bao-mau.vn/${slugOf(section)}/${slugOf(title)}-${number}.html`,
    };
  };
};
