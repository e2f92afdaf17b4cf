// Weights of src/dsl/weights.ts as cross-validation over all sets at once would choose them:
//
//   npm run fit-weights -- --data DIR --try textPairs.long=0.7,1 [--try eachTextPair.short=4,5.5 …]
//     [--folds 5] [--sets A,B] [--ways accented,unaccented] [--limit 300]
//
// DIR is that of `npm run relevance`. Each weight is tried at each of its values, the others as they are; what it is now
// is always among them. Queries are dealt into folds, those of all sets and ways by their place, so that one query in all
// its ways of typing is in one fold. For each fold every weight takes the value that is best on the other folds, and what
// all these together do on the fold itself is the cross-validated figure; the same chosen and measured on all folds is the
// fitted one. New values are worth taking where all folds choose them and no set's cross-validated figure is lower.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withConnection } from '../src/service/connect.ts';
import { languageOf } from '../src/cli/language-of.ts';
import { readConfig } from '../src/config.ts';
import { WEIGHTS } from '../src/dsl/weights.ts';
import type { Weight, WeightName } from '../src/dsl/weights.ts';
import type { Answer } from '../src/domain/answer.ts';
import type { StoredArticle } from '../src/domain/stored-article.ts';
import type { CallOptions, Searcher } from '../src/engine/engine.ts';
import { indexCollection, TIMBAO } from './collection.ts';
import { collectionOf, dataFolder, readQueries } from './relevance-data.ts';
import type { JudgedQuery } from './relevance-data.ts';
import { timbao } from './searches.ts';
import type { Search } from './searches.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    try: { type: 'string', multiple: true, default: [] },
    folds: { type: 'string', default: '5' },
    sets: { type: 'string' },
    ways: { type: 'string', default: 'accented,unaccented,halfaccented' },
    limit: { type: 'string' },
  },
});
const data = dataFolder(values.data, 'fit-weights');

/** One number of a weight, and what it is tried at. */
interface Tried {
  readonly name: WeightName;
  readonly side: keyof Weight;
  readonly values: readonly number[];
}

const isWeight = (name: string): name is WeightName => Object.hasOwn(WEIGHTS, name);

const readTried = (text: string): Tried | null => {
  const [, name = '', side, list = ''] = /^(\w+)\.(short|long)=([\d.,]+)$/u.exec(text) ?? [];
  if (!isWeight(name) || (side !== 'short' && side !== 'long')) return null;
  return { name, side, values: [...new Set([WEIGHTS[name][side], ...list.split(',').map(Number)])] };
};

const tried = values.try.map(readTried).filter((one) => one !== null);
if (tried.length === 0 || tried.length < values.try.length) {
  console.error(
    `Say which weights, and what they may be: --try NAME.short=0.5,1 or --try NAME.long=…. Names: ${Object.keys(WEIGHTS).join(', ')}.`,
  );
  process.exit(2);
}
const folds = Number(values.folds);
const sets = values.sets?.split(',') ?? readdirSync(join(data, 'relevance')).toSorted();
const limit = Number(values.limit ?? Infinity);

/** What each of the tried weights is set to, in their order. */
type Setting = readonly number[];

const asTheyAre: Setting = tried.map(({ name, side }) => WEIGHTS[name][side]);

/** Sets the weights of the service itself: in this process, for this run. */
const apply = (setting: Setting): void =>
  tried.forEach(({ name, side }, i) => {
    Object.assign(WEIGHTS[name], { [side]: setting[i] });
  });

/** What is kept of an answer: without the texts, which would fill the memory and do not rank. */
const withoutTexts = (answer: Answer<StoredArticle>): Answer<StoredArticle> => ({
  ...answer,
  hits: answer.hits.map((hit) => ({
    ...hit,
    source: hit.source === null ? null : { ...hit.source, lead: '', body: '', captions: [] },
  })),
});

/** Asks only what was not asked before: most weights leave the requests of most queries as they are. */
const remembering = (engine: Searcher): Searcher => {
  const known = new Map<string, readonly Answer<StoredArticle>[]>();
  const once = async (index: string | null, bodies: readonly object[], options?: CallOptions) => {
    const key = createHash('sha1')
      .update(JSON.stringify([index, bodies]))
      .digest('base64');
    const before = known.get(key);
    if (before !== undefined) return before;
    const answers = await engine.msearch<StoredArticle>(index ?? '', bodies, options);
    known.set(key, answers.map(withoutTexts));
    return answers;
  };
  return {
    ...engine,
    search: async <T>(...[index, body, options]: Parameters<Searcher['search']>) => {
      const [answer] = await once(index, [body], options);
      return answer as unknown as Answer<T>;
    },
    msearch: async <T>(...[index, bodies, options]: Parameters<Searcher['msearch']>) =>
      (await once(index, bodies, options)) as unknown as readonly Answer<T>[],
  };
};

/** One over the rank of the first right article among those found; 0 where there is none. */
const reciprocalRank = (ids: readonly string[], relevant: readonly string[]): number => {
  const at = ids.findIndex((id) => relevant.includes(id));
  return at < 0 ? 0 : 1 / (at + 1);
};

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

type IsIn = (fold: number) => boolean;

const everyFold: IsIn = () => true;

/** By set and way: the reciprocal rank of each query, in their order; of some folds alone, in these. */
type Ranks = ReadonlyMap<string, readonly (number | null)[]>;

const ofFolds = (row: readonly (number | null)[], isIn: IsIn): number =>
  mean(row.filter((rank, i): rank is number => rank !== null && isIn(i % folds)));

/** The mean over sets and ways, each counting the same, of the queries in some folds. */
const score = (ranks: Ranks, isIn: IsIn = everyFold): number =>
  mean([...ranks.values()].map((row) => ofFolds(row, isIn)));

interface Row {
  readonly name: string;
  readonly queries: readonly JudgedQuery[];
  readonly search: Search;
}

const measure = async (rows: readonly Row[], setting: Setting, isIn: IsIn = everyFold): Promise<Ranks> => {
  apply(setting);
  const ranks = new Map<string, readonly (number | null)[]>();
  for (const { name, queries, search } of rows) {
    const row: (number | null)[] = [];
    for (const [i, { query, relevant }] of queries.entries())
      row.push(isIn(i % folds) ? reciprocalRank(await search(query), relevant) : null);
    ranks.set(name, row);
  }
  return ranks;
};

const described = (setting: Setting): string =>
  tried.map(({ name, side }, i) => `${name}.${side}=${setting[i]}`).join(' ');

await withConnection(readConfig(), async (engine) => {
  const rows: Row[] = [];
  const searches = new Map<string, Search>();
  for (const set of sets) {
    const index = await indexCollection(engine, data, collectionOf(data, set), TIMBAO, console.error);
    const search = searches.get(index) ?? timbao(remembering(engine), index, await languageOf(engine, index));
    searches.set(index, search);
    for (const way of values.ways.split(',')) {
      const queries = ((await readQueries(data, set, way)) ?? []).slice(0, limit);
      if (queries.length > 0) rows.push({ name: `${set} ${way}`, queries, search });
    }
  }

  const base = await measure(rows, asTheyAre);
  console.log(`as they are, ${described(asTheyAre)}: MRR@10 ${score(base).toFixed(4)}`);
  /** For each weight, what each of its values does. */
  const measured: { readonly value: number; readonly ranks: Ranks }[][] = [];
  for (const [i, { name, side, values: candidates }] of tried.entries()) {
    const ofWeight: { readonly value: number; readonly ranks: Ranks }[] = [];
    for (const value of candidates) {
      const isNow = value === asTheyAre[i];
      const ranks = isNow ? base : await measure(rows, asTheyAre.with(i, value));
      ofWeight.push({ value, ranks });
      if (!isNow) console.log(`${name}.${side} = ${value}: ${score(ranks).toFixed(4)}`);
    }
    measured.push(ofWeight);
  }

  /** The best values on some folds; what they are now where nothing is better. */
  const bestOn = (isIn: IsIn): Setting =>
    measured.map((ofWeight, i) => {
      const [best] = ofWeight.toSorted((a, b) => score(b.ranks, isIn) - score(a.ranks, isIn));
      return best?.value ?? asTheyAre[i] ?? 0;
    });

  const chosenForAll = bestOn(everyFold);
  const fitted = await measure(rows, chosenForAll);
  console.log(`fitted on all: ${described(chosenForAll)}: ${score(fitted).toFixed(4)}`);

  const validated = new Map(rows.map(({ name }): [string, number[]] => [name, []]));
  for (let fold = 0; fold < folds; fold++) {
    const setting = bestOn((other) => other !== fold);
    const there = await measure(rows, setting, (other) => other === fold);
    for (const [name, row] of there)
      validated.get(name)?.push(...row.filter((rank): rank is number => rank !== null));
    console.log(
      `fold ${fold + 1}: the others choose ${described(setting)}; on it ${score(there).toFixed(4)}`,
    );
  }

  console.log(`\n${'set, way'.padEnd(38)}  as they are  fitted  cross-validated`);
  for (const { name } of rows) {
    const [now, best] = [base, fitted].map((ranks) => ofFolds(ranks.get(name) ?? [], everyFold));
    const figures = [now ?? 0, best ?? 0, mean(validated.get(name) ?? [])].map((one) => one.toFixed(4));
    console.log(
      `${name.padEnd(38)}  ${figures[0]?.padEnd(11)}  ${figures[1]?.padEnd(6)}  ${figures[2] ?? ''}`,
    );
  }
  const all = [...validated.values()].map(mean);
  console.log(
    `${'mean of all'.padEnd(38)}  ${score(base).toFixed(4).padEnd(11)}  ${score(fitted).toFixed(4)}  ${mean(all).toFixed(4)}`,
  );
});
