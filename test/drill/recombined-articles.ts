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
const WORDS_OF_TITLE_PIECE = 3;
/**
 * Of whole sentences a hundred times as many articles would look as if they were nearly the same as another; of pieces
 * of six words as many as among the news: one in a hundred of 30,000.
 */
const WORDS_OF_BODY_PIECE = 6;

const piecesOf = (text: string, length: number): string[] => {
  const words = text.split(/\s+/u);
  return Array.from({ length: Math.ceil(words.length / length) }, (_, i) =>
    words.slice(i * length, (i + 1) * length).join(' '),
  );
};

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?…]”?)\s+/u).filter((one) => one.length > 20);

const AT_ITS_END = /[^\p{L}\p{N}]*$/u;

const slugOf = (title: string): string =>
  foldDiacritics(title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');

/**
 * Makes as many articles as are wanted of the pieces of sentences and titles and of the names of some: hardly any two
 * alike, in the archive of a newspaper of 25 years, with tens of thousands of authors and tags.
 *
 * @returns the article of a number, the same every time
 */
export const recombine = (samples: readonly Article[]): ((number: number) => RecombinedArticle) => {
  const pieces = samples.flatMap(({ title }) => piecesOf(title, WORDS_OF_TITLE_PIECE));
  const bodyPieces = samples
    .flatMap(({ body }) => body.split(/\n+/u).flatMap(sentencesOf))
    .flatMap((sentence) => piecesOf(sentence, WORDS_OF_BODY_PIECE));
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
    const sentence = (): string =>
      several(3 + below(3), () => pick(bodyPieces))
        .join(' ')
        .replace(AT_ITS_END, '.');
    const text = (count: number): string => several(count, sentence).join(' ');
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
