// Chooses a weight of src/dsl/weights.ts by cross-validation over all sets at once:
//
//   npm run fit-weights -- --data DIR --weight textPairs.long --values 0.7,0.85,1 [--folds 5] [--sets A,B] [--ways accented,unaccented] [--limit 300]
//
// DIR is that of `npm run relevance`. Queries are dealt into folds, those of all sets and ways by their place, so that one
// query in all its ways of typing is in one fold. For each fold the value is taken that is best on the other folds: what it
// does on the fold itself is the cross-validated figure. A value is worth taking where all folds choose it, and where that
// figure is hardly below the fitted one.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withConnection } from '../src/service/connect.ts';
import { languageOf } from '../src/cli/language-of.ts';
import { readConfig } from '../src/config.ts';
import { WEIGHTS } from '../src/dsl/weights.ts';
import type { Weight } from '../src/dsl/weights.ts';
import { indexCollection, TIMBAO } from './collection.ts';
import { collectionOf, dataFolder, readQueries } from './relevance-data.ts';
import { timbao } from './searches.ts';
import type { Search } from './searches.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    weight: { type: 'string' },
    values: { type: 'string' },
    folds: { type: 'string', default: '5' },
    sets: { type: 'string' },
    ways: { type: 'string', default: 'accented,unaccented,halfaccented' },
    limit: { type: 'string' },
  },
});
const data = dataFolder(values.data, 'fit-weights');
const [name = '', side = ''] = (values.weight ?? '').split('.');
const weights: Partial<Record<string, Weight>> = WEIGHTS;
const weight = weights[name];
const candidates = (values.values ?? '')
  .split(',')
  .filter((value) => value !== '')
  .map(Number);
if (weight === undefined || (side !== 'short' && side !== 'long') || candidates.length < 2) {
  console.error(
    `Say which weight, and what it may be: --weight NAME.short|long --values 0.5,1. Names: ${Object.keys(WEIGHTS).join(', ')}.`,
  );
  process.exit(2);
}
const folds = Number(values.folds);
const sets = values.sets?.split(',') ?? readdirSync(join(data, 'relevance')).toSorted();
const limit = Number(values.limit ?? Infinity);

/** One over the rank of the first right article among those found; 0 where there is none. */
const reciprocalRank = (ids: readonly string[], relevant: readonly string[]): number => {
  const at = ids.findIndex((id) => relevant.includes(id));
  return at < 0 ? 0 : 1 / (at + 1);
};

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** By set and way: the reciprocal rank of each query, in their order. */
type Ranks = ReadonlyMap<string, readonly number[]>;

/** The mean over sets and ways, each counting the same, of the queries in some folds. */
const score = (ranks: Ranks, isIn: (fold: number) => boolean): number =>
  mean([...ranks.values()].map((row) => mean(row.filter((_, i) => isIn(i % folds)))));

await withConnection(readConfig(), async (engine) => {
  const searches = new Map<string, Search>();
  for (const set of sets) {
    const index = await indexCollection(engine, data, collectionOf(data, set), TIMBAO, console.error);
    searches.set(set, timbao(engine, index, await languageOf(engine, index)));
  }
  const measured: { readonly value: number; readonly ranks: Ranks }[] = [];
  for (const value of candidates) {
    // The weight of the service itself: in this process, for this run.
    Object.assign(weight, { [side]: value });
    const ranks = new Map<string, number[]>();
    for (const [set, search] of searches) {
      for (const way of values.ways.split(',')) {
        const queries = ((await readQueries(data, set, way)) ?? []).slice(0, limit);
        if (queries.length === 0) continue;
        const row: number[] = [];
        for (const { query, relevant } of queries) row.push(reciprocalRank(await search(query), relevant));
        ranks.set(`${set} ${way}`, row);
      }
    }
    measured.push({ value, ranks });
    console.log(`${values.weight} = ${value}: MRR@10 ${score(ranks, () => true).toFixed(4)}`);
    for (const [row, of] of ranks) console.log(`  ${row}: ${mean(of).toFixed(4)}`);
  }
  const bestOn = (isIn: (fold: number) => boolean) =>
    measured.toSorted((a, b) => score(b.ranks, isIn) - score(a.ranks, isIn))[0];
  const validated: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const chosen = bestOn((other) => other !== fold);
    const there = chosen === undefined ? 0 : score(chosen.ranks, (other) => other === fold);
    validated.push(there);
    console.log(`fold ${fold + 1}: the others choose ${chosen?.value}; on it ${there.toFixed(4)}`);
  }
  const fitted = bestOn(() => true);
  console.log(
    `fitted on all: ${fitted?.value}, ${score(fitted?.ranks ?? new Map(), () => true).toFixed(4)}; cross-validated: ${mean(validated).toFixed(4)}`,
  );
});
