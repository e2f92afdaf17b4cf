// Ranking quality on judged searches, beside plain Elasticsearch on the same engine in the same run.
//
//   npm run relevance -- --data DIR [--sets a,b] [--ways accented,…] [--limit N] [--floor FILE] [--only timbao]
//     [--without eachTextPair]   what an ingredient is worth: a weight of src/dsl/weights.ts, or “loosening”
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { withConnection } from '../src/service/connect.ts';
import { languageOf } from '../src/cli/language-of.ts';
import { WEIGHTS, type Weight } from '../src/dsl/weights.ts';
import type { Engine } from '../src/engine/engine.ts';
import { FOLDING, indexCollection, STANDARD, TIMBAO } from './collection.ts';
import { quantile } from './figures.ts';
import { collectionOf, dataFolder, readQueries } from './relevance-data.ts';
import type { JudgedQuery } from './relevance-data.ts';
import { DEPTH, plain, timbao } from './searches.ts';
import type { Search } from './searches.ts';

const WAYS = ['accented', 'unaccented', 'halfaccented', 'nfd', 'toneswap'];

interface Measured {
  readonly mrr: number;
  readonly recall: number;
  readonly zero: number;
  readonly p50: number;
  readonly p99: number;
}

const measure = async (queries: readonly JudgedQuery[], search: Search): Promise<Measured> => {
  let reciprocal = 0;
  let recalled = 0;
  let zero = 0;
  const times: number[] = [];
  for (const { query, relevant } of queries) {
    const started = performance.now();
    const ids = (await search(query)).slice(0, DEPTH);
    times.push(performance.now() - started);
    const first = ids.findIndex((id) => relevant.includes(id));
    if (first >= 0) reciprocal += 1 / (first + 1);
    recalled += ids.filter((id) => relevant.includes(id)).length / Math.min(relevant.length, DEPTH);
    if (ids.length === 0) zero += 1;
    if (ids.length === 0 && values.verbose === true) console.error(`nothing found: ${query}`);
  }
  const n = queries.length;
  return {
    mrr: reciprocal / n,
    recall: recalled / n,
    zero: zero / n,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
};

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string' },
    ways: { type: 'string' },
    limit: { type: 'string' },
    floor: { type: 'string', default: 'bench/relevance-floor.json' },
    only: { type: 'string' },
    without: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const data = dataFolder(values.data, 'relevance');
const sets = values.sets?.split(',') ?? readdirSync(join(data, 'relevance')).toSorted();
const ways = values.ways?.split(',') ?? WAYS;
const limit = Number(values.limit ?? Infinity);
const floor = existsSync(values.floor)
  ? (JSON.parse(readFileSync(values.floor, 'utf8')) as Record<string, number>)
  : {};
const { without } = values;
if (without !== undefined && without !== 'loosening') {
  const weights: Partial<Record<string, Weight>> = WEIGHTS;
  const weight = weights[without];
  if (weight === undefined) {
    console.error(`There is no “${without}”. Choose of: loosening, ${Object.keys(WEIGHTS).join(', ')}.`);
    process.exit(2);
  }
  // The weights of the service itself: in this process, for this run.
  Object.assign(weight, { short: 0, long: 0 });
}
const setups = [
  {
    setup: TIMBAO,
    search: async (engine: Engine, index: string) =>
      timbao(engine, index, await languageOf(engine, index), { wanted: { relax: without !== 'loosening' } }),
  },
  { setup: STANDARD, search: plain },
  { setup: FOLDING, search: plain },
].filter(({ setup }) => values.only === undefined || values.only.split(',').includes(setup.name));

const cell = (measured: Measured): string =>
  `${measured.mrr.toFixed(3)} ${measured.recall.toFixed(3)} ${(measured.zero * 100).toFixed(1).padStart(4)}% ${measured.p50.toFixed(1).padStart(5)} ${measured.p99.toFixed(0).padStart(4)}`;

const below: string[] = [];
await withConnection(readConfig(), async (engine) => {
  console.log(
    `${'set'.padEnd(24)} ${'way'.padEnd(13)} ${setups.map(({ setup }) => `${setup.name}: MRR rec@10 zero p50 p99 ms`.padEnd(36)).join('')}`,
  );
  for (const set of sets) {
    const collection = collectionOf(data, set);
    const searches: Search[] = [];
    for (const { setup, search } of setups) {
      searches.push(
        await search(engine, await indexCollection(engine, data, collection, setup, console.error)),
      );
    }
    for (const way of ways) {
      const queries = (await readQueries(data, set, way))?.slice(0, limit);
      if (queries === undefined || queries.length === 0) continue;
      const cells: string[] = [];
      for (const [i, search] of searches.entries()) {
        const measured = await measure(queries, search);
        cells.push(cell(measured).padEnd(36));
        const least = floor[`${set}/${way}`];
        if (
          i === 0 &&
          least !== undefined &&
          limit === Infinity &&
          without === undefined &&
          measured.mrr < least
        ) {
          below.push(`${set}/${way}: ${measured.mrr.toFixed(4)} is below the floor of ${least}`);
        }
      }
      console.log(`${set.padEnd(24)} ${way.padEnd(13)} ${cells.join('')}`);
    }
  }
});
if (below.length > 0) {
  console.error(`\nRelevance fell:\n${below.join('\n')}`);
  process.exitCode = 1;
}
