// Whether a search for a word finds the word: on a real Elasticsearch, through the service's own function.
//
//   npm run words -- --data DIR [--words 200] [--limit N] [--seed 1] [--verbose]
//
// DIR is that of `npm run relevance`. Words are the ones of keywords_news, and expansions of abbreviations
// (abbreviations-mined.tsv), common and rare alike: drawn evenly over how often they stand in news-30k. Articles get
// dates by a seed, for the newest to be some of all.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languageOf } from '../src/cli/language-of.ts';
import { withConnection } from '../src/service/connect.ts';
import { readConfig } from '../src/config.ts';
import { createCorrector } from '../src/correction/create-corrector.ts';
import type { Searcher } from '../src/engine/engine.ts';
import { createLanguageCounter } from '../src/language/count-language.ts';
import { NO_LANGUAGE } from '../src/language/language-model.ts';
import type { KnownLanguage } from '../src/search/archive-language.ts';
import { createAbbreviationsFile } from '../src/search/abbreviations-file.ts';
import { viewNow } from '../src/domain/visibility.ts';
import { createReader } from '../src/search/reader.ts';
import { searchArticles } from '../src/search/search-articles.ts';
import { foldDiacritics } from '../src/text/fold-diacritics.ts';
import { exactForm, foldedForm } from '../src/text/syllable.ts';
import { tokenize } from '../src/text/tokenize.ts';
import { indexCollection, TIMBAO } from './collection.ts';
import type { Setup } from './collection.ts';
import { quantile } from './figures.ts';
import { collectionOf, dataFolder, readPassages, readQueries, SHARED_COLLECTION } from './relevance-data.ts';
import { requestFor } from './searches.ts';
import { seeded } from './seeded.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    words: { type: 'string', default: '200' },
    limit: { type: 'string' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});
const data = dataFolder(values.data, 'words');
const limit = Number(values.limit ?? Infinity);
const seed = Number(values.seed);

const NEWEST = 20;
const DEEPEST = 100;
const WAYS = ['accented', 'unaccented'] as const;

type Way = (typeof WAYS)[number];

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2004-01-01T00:00:00+07:00');
const DAYS = 18 * 365;

/** The same day for the same article in every run. */
const publishedAt = (id: string): string => {
  let hash = 7;
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return new Date(FIRST_DAY + Math.floor(seeded(hash)() * DAYS) * DAY_MS).toISOString();
};

const DATED: Setup = {
  ...TIMBAO,
  name: 'timbao-dated',
  document: (passage) => ({ ...TIMBAO.document(passage), publishedAt: publishedAt(passage.id) }),
};

const typed = (text: string, way: Way): string =>
  way === 'accented' ? text : foldDiacritics(text.normalize('NFD'));

const termsOf = (text: string, way: Way): readonly string[] =>
  tokenize(text).map((token) => (way === 'accented' ? exactForm(token.text) : foldedForm(token.text)));

/** The articles' terms, parted and framed by spaces: a word stands in them where it does between spaces. */
class Terms {
  readonly #accented = new Map<string, string>();
  readonly #unaccented = new Map<string, string>();

  add(id: string, title: string, text: string): void {
    for (const way of WAYS) {
      const terms = [title, text].map((part) => termsOf(part, way).join(' '));
      this.#of(way).set(id, ` ${terms.join('  ')} `);
    }
  }

  holds(id: string, word: string, way: Way): boolean {
    return (
      this.#of(way)
        .get(id)
        ?.includes(` ${termsOf(word, way).join(' ')} `) === true
    );
  }

  #of(way: Way): Map<string, string> {
    return way === 'accented' ? this.#accented : this.#unaccented;
  }
}

const share = (hits: number, of: number): number => (of === 0 ? 1 : hits / of);
const average = (numbers: readonly number[]): number =>
  share(
    numbers.reduce((sum, number) => sum + number, 0),
    numbers.length,
  );

/** Drawn evenly over the powers of two of their counts, so that rare ones are as many as common ones. */
const spread = (words: ReadonlyMap<string, number>, wanted: number): readonly string[] => {
  const random = seeded(seed);
  const bands = new Map<number, { word: string; at: number }[]>();
  for (const [word, count] of words) {
    const band = Math.floor(Math.log2(count));
    bands.set(band, [...(bands.get(band) ?? []), { word, at: random() }]);
  }
  const shuffled = [...bands.values()].map((band) => band.toSorted((a, b) => a.at - b.at));
  const drawn: string[] = [];
  for (let round = 0; drawn.length < wanted && shuffled.some((band) => band.length > round); round++) {
    drawn.push(...shuffled.flatMap((band) => band[round]?.word ?? []));
  }
  return drawn.slice(0, wanted);
};

/** Words of two to four syllables that others chose: nothing of how the service divides words is in them. */
const knownWords = async (): Promise<ReadonlySet<string>> => {
  const words = new Set<string>();
  for (const { query } of (await readQueries(data, 'keywords_news', 'accented')) ?? []) {
    const syllables = query.toLowerCase().split(' ');
    for (let i = 0; i + 1 < syllables.length; i += 2) words.add(syllables.slice(i, i + 2).join(' '));
  }
  const mined = join(data, 'abbreviations-mined.tsv');
  for (const line of existsSync(mined) ? readFileSync(mined, 'utf8').split('\n') : []) {
    const [, expansion = ''] = line.split('\t');
    const { length } = expansion.split(' ');
    if (!line.startsWith('#') && length >= 2 && length <= 4) words.add(expansion.toLowerCase());
  }
  return words;
};

/** How often each of them stands in the news, and the language of those. */
const readNews = async (words: ReadonlySet<string>) => {
  const counter = createLanguageCounter();
  const terms = new Terms();
  for await (const { id, title, text } of readPassages(data, SHARED_COLLECTION)) {
    counter.add(title);
    counter.add(text);
    terms.add(id, title, text);
  }
  const counts = new Map<string, number>();
  for (const word of words) {
    const parts = termsOf(word, 'accented');
    // The rarest of its pairs: a word is met no oftener than that.
    const pairs = parts.slice(1).map((second, i) => counter.model.pairCount(parts[i] ?? '', second));
    const count = Math.min(...pairs);
    if (count >= 8) counts.set(word, count);
  }
  return { terms, counts, model: counter.model };
};

const abbreviations = createAbbreviationsFile().current();

interface Answered {
  readonly ids: readonly string[];
  readonly total: number;
}

const searching =
  (engine: Searcher, index: string, known: KnownLanguage) =>
  async (q: string, size: number, sort: 'newest' | 'relevance', relax: boolean): Promise<Answered> => {
    const request = requestFor(q, { wanted: { relax }, shown: { size, sort, snippets: 0 } });
    const { hits, total } = await searchArticles(
      { engine: createReader(engine, viewNow(Date.now)), index, abbreviations, ...known },
      request,
    );
    return { ids: hits.map(({ id }) => id), total: total.value };
  };

const below: string[] = [];
const verdict = (name: string, value: number, goal: number, atLeast = true): string => {
  const isMet = atLeast ? value >= goal : value <= goal;
  if (!isMet) below.push(`${name}: ${value.toFixed(3)}, wanted ${atLeast ? '≥' : '≤'} ${goal}`);
  return `${value.toFixed(3)}${isMet ? '' : ' (!)'}`;
};

await withConnection(readConfig(), async (engine) => {
  const { terms, counts, model } = await readNews(await knownWords());
  const news = await indexCollection(engine, data, SHARED_COLLECTION, DATED, console.error);
  const search = searching(engine, news, await languageOf(engine, news));

  const words = spread(counts, Number(values.words));
  for (const way of WAYS) {
    const shares: number[] = [];
    const ratios: number[] = [];
    const worst: string[] = [];
    for (const word of words) {
      const q = typed(word, way);
      const phrase = await search(`"${q}"`, 1, 'newest', false);
      const found = await search(q, NEWEST, 'newest', true);
      // The list of abbreviations has another spelling, which is found, too, and is not this word.
      const isListed = phrase.ids.some((id) => !terms.holds(id, q, way));
      if (phrase.total === 0 || isListed) continue;
      const held = share(found.ids.filter((id) => terms.holds(id, q, way)).length, found.ids.length);
      shares.push(held);
      ratios.push(found.total / phrase.total);
      if (held < 0.95) worst.push(`${q} ${held.toFixed(2)} ${found.total}/${phrase.total}`);
    }
    const [p50, p90] = [quantile(ratios, 0.5), quantile(ratios, 0.9)];
    console.log(
      `words ${way}: ${shares.length}; of the ${NEWEST} newest hold the word ` +
        `${verdict(`words ${way}`, average(shares), 0.95)}; total ÷ phrase p50 ${p50.toFixed(2)}, ` +
        `p90 ${verdict(`total ÷ phrase ${way}`, p90, 1.6, false)}`,
    );
    if (values.verbose) console.log(`  ${worst.join('\n  ')}`);
  }

  // Words both ways round: both stand together far more often than chance.
  const bothWays = [...counts.keys()].flatMap((word) => {
    const [first, second, ...rest] = word.split(' ');
    if (first === undefined || second === undefined || rest.length > 0 || first === second) return [];
    const [a, b] = [exactForm(first), exactForm(second)];
    const reverse = model.pairCount(b, a);
    const chance = (model.count(a) * model.count(b)) / model.tokens;
    return reverse >= 20 && reverse > 8 * chance ? [[word, `${second} ${first}`] as const] : [];
  });
  for (const way of WAYS) {
    const others: number[] = [];
    const worst: string[] = [];
    for (const pair of bothWays) {
      for (const [word = '', other = ''] of [pair, pair.toReversed()]) {
        const [q, reversed] = [typed(word, way), typed(other, way)];
        const { ids } = await search(q, DEEPEST, 'newest', true);
        const only = ids.filter((id) => terms.holds(id, reversed, way) && !terms.holds(id, q, way));
        others.push(share(only.length, ids.length || 1));
        if (only.length > 0) worst.push(`${q} ${only.length}/${ids.length}`);
      }
    }
    console.log(
      `both ways round ${way}: ${bothWays.length} pairs; hits that hold only the other ` +
        verdict(`both ways round ${way}`, others.length === 0 ? 0 : average(others), 0.1, false),
    );
    if (values.verbose) console.log(`  ${worst.join('\n  ')}`);
  }

  // What is lost of what was wanted by asking for words: beside the same search that knows no words, neither loosened.
  // Articles of one event tell of it in other words: what they lose is for the rung below.
  const unknowing: KnownLanguage = {
    language: NO_LANGUAGE,
    corrector: createCorrector(NO_LANGUAGE),
    hasWordField: false,
  };
  for (const [set, goal] of [
    ['keywords_news', 0.99],
    ['knownitem_news', 0.99],
    ['news_clusters', 0.94],
  ] as const) {
    const index = await indexCollection(engine, data, collectionOf(data, set), TIMBAO, console.error);
    const byWords = searching(engine, index, await languageOf(engine, index));
    const bySyllables = searching(engine, index, unknowing);
    for (const way of WAYS) {
      let wanted = 0;
      let kept = 0;
      const lost: string[] = [];
      for (const { query, relevant } of ((await readQueries(data, set, way)) ?? []).slice(0, limit)) {
        const all = await bySyllables(query, DEEPEST, 'relevance', false);
        const found = await byWords(query, DEEPEST, 'relevance', false);
        const reached = relevant.filter((id) => all.ids.includes(id));
        const still = reached.filter((id) => found.ids.includes(id));
        wanted += reached.length;
        kept += still.length;
        if (still.length < reached.length) lost.push(query);
      }
      console.log(`${set} ${way}: kept ${verdict(`${set} ${way}`, share(kept, wanted), goal)} of ${wanted}`);
      if (values.verbose) console.log(`  ${lost.join('\n  ')}`);
    }
  }
});
if (below.length > 0) {
  console.error(`\nNot as wanted:\n${below.join('\n')}`);
  process.exitCode = 1;
}
