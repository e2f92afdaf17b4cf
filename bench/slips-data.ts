import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLanguageCounter } from '../src/language/count-language.ts';
import type { LanguageCounter } from '../src/language/count-language.ts';
import type { TypedToken } from '../src/correction/correction.ts';
import { makeSlips } from './make-slips.ts';
import type { Slip } from './make-slips.ts';
import { readPassages, readQueries, SHARED_COLLECTION } from './relevance-data.ts';
import { seeded } from './seeded.ts';

/** A search as it should be, and whether it was typed with its marks. */
export interface CleanQuery {
  readonly query: string;
  readonly set: string;
  readonly way: 'accented' | 'unaccented';
}

const CLEAN_SETS = ['keywords_news', 'knownitem_news', 'news_clusters', 'xquad_vi', 'legal_qa', 'vicov19qa'];

/** The language of the news that the searches are for. */
export const countNews = async (data: string): Promise<Pick<LanguageCounter, 'model' | 'searches'>> => {
  const counter = createLanguageCounter();
  for await (const { title, text } of readPassages(data, SHARED_COLLECTION)) {
    counter.add(title, true);
    counter.add(text);
  }
  return counter;
};

/** The slips of a file: `typed, meant, kind, way`, parted by tabs. */
export const readSlips = (data: string): readonly Slip[] =>
  readFileSync(join(data, 'slips-dev.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [typed = '', meant = '', kind = '', way] = line.split('\t');
      return { typed, meant, kind, way: way === 'unaccented' ? 'unaccented' : 'accented' };
    });

const LOWER_WORDS = /^\p{Ll}+(?: \p{Ll}+)+$/u;

/** Slips of other searches than those of the file: of one or two words of keyword searches, and of parts of titles. */
export const freshSlips = async (data: string, seed: number, searches: number): Promise<readonly Slip[]> => {
  const random = seeded(seed);
  const seen = new Set(readSlips(data).flatMap(({ meant }) => pairsOf(meant)));
  const of = async (set: string, cut: (syllables: readonly string[]) => string): Promise<string[]> => {
    const cuts = ((await readQueries(data, set, 'accented')) ?? [])
      .map(({ query }) => cut(query.toLowerCase().normalize('NFC').split(/\s+/)))
      .filter((text) => LOWER_WORDS.test(text) && !pairsOf(text).some((pair) => seen.has(pair)));
    return [...new Set(cuts)]
      .map((text) => ({ text, key: random() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ text }) => text);
  };
  const keywords = await of('keywords_news', (syllables) =>
    syllables.slice(0, random() < 0.4 ? 2 : 4).join(' '),
  );
  const titles = await of('knownitem_news', (syllables) => syllables.slice(0, 4).join(' '));
  const third = Math.round(searches / 3);
  return makeSlips([...keywords.slice(0, 2 * third), ...titles.slice(0, third)], random);
};

/** The words of a search that is made of words of two syllables. */
const pairsOf = (text: string): string[] => text.match(/\S+ \S+/g) ?? [];

/** Searches without slips, some of each set and way. */
export const cleanQueries = async (
  data: string,
  seed: number,
  count: number,
): Promise<readonly CleanQuery[]> => {
  const random = seeded(seed);
  const found: CleanQuery[] = [];
  for (const set of CLEAN_SETS) {
    for (const way of ['accented', 'unaccented'] as const) {
      const queries = ((await readQueries(data, set, way)) ?? [])
        .map(({ query }) => ({ query, key: random() }))
        .toSorted((a, b) => a.key - b.key)
        .slice(0, Math.round(count / CLEAN_SETS.length / 2));
      for (const { query } of queries) found.push({ query, set, way });
    }
  }
  return found;
};

const OUTER = /^(?<before>[^\p{L}\p{N}]*)(?<word>.*?)(?<after>[^\p{L}\p{M}\p{N}]*)$/u;

/** A search as runs of neighbouring words: signs part them, and what is in quotes is left alone. */
export const runsOf = (query: string): readonly (readonly TypedToken[])[] => {
  const runs: TypedToken[][] = [[]];
  let quoted = false;
  for (const piece of query.split(/\s+/)) {
    const { before = '', word = '', after = '' } = OUTER.exec(piece)?.groups ?? {};
    if (/["“]/.test(before)) quoted = true;
    if (before !== '') runs.push([]);
    if (word !== '') runs.at(-1)?.push({ text: word, fixed: quoted });
    if (after !== '') runs.push([]);
    if (/["”]/.test(after)) quoted = false;
  }
  return runs.filter((run) => run.length > 0);
};
