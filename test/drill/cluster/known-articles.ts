import { sampleArticle } from '../../../bench/sample-corpus.ts';

/** Articles that nobody writes while they are searched for: what a search has to find is known. */
const GROUPS = 20;
const GROUP_SIZE = 15;

type SampleArticle = ReturnType<typeof sampleArticle>;

const groupTag = (group: number): string => `đối chứng ${group}`;

const knownArticle = (n: number): SampleArticle => {
  const sample = sampleArticle(n);
  return {
    ...sample,
    id: `biet-${n}`,
    title: `Bài đối chứng. ${sample.title}`,
    body: sample.body.split('\n\n', 1).join(''),
    tags: [groupTag(n % GROUPS)],
  };
};

export const KNOWN_ARTICLES: readonly SampleArticle[] = Array.from({ length: GROUPS * GROUP_SIZE }, (_, n) =>
  knownArticle(n),
);

/** A search, and all that it has to find. */
export interface KnownSearch {
  readonly query: string;
  readonly ids: readonly string[];
}

const SORTS = ['relevance', 'newest', 'oldest'];
/** All years, and some of them: an index of each year is asked or left out. */
const YEARS: readonly (readonly [number, number])[] = [
  [2000, 2030],
  [2015, 2019],
  [2018, 2021],
  [2020, 2030],
];

/** The nth of the searches, which come again after some hundreds. */
export const knownSearch = (n: number): KnownSearch => {
  const tag = groupTag(n % GROUPS);
  const [from, to] = YEARS[Math.floor(n / GROUPS) % YEARS.length] ?? [2000, 2030];
  const parameters = new URLSearchParams({
    q: `${n % 3 === 0 ? '' : 'đối chứng '}thẻ:"${tag}"`,
    from: String(from),
    to: String(to),
    sort: SORTS[n % SORTS.length] ?? '',
    size: String(GROUP_SIZE + 5),
    relax: 'false',
    ...(n % 4 === 0 ? { facets: 'year' } : {}),
  });
  const ids = KNOWN_ARTICLES.filter(({ tags, publishedAt }) => {
    const year = Number(publishedAt.slice(0, 4));
    return tags.includes(tag) && from <= year && year <= to;
  }).map(({ id }) => id);
  return { query: parameters.toString(), ids: ids.toSorted() };
};
