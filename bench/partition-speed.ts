// What partitions cost and save: the same articles, of ten years, in one index, in one of each year, and where asked in one of
// each month.
//
//   npm run partition-speed -- [--articles 10000] [--searches 200] [--rounds 3] [--partitionings none,year]
//
// A service for each on one engine, which needs heap for each index: 1 GB for those of months. Articles are uploaded in parts
// and searches made in turns, so that whatever else the machine does falls on all alike. What counts are the ratios.
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { PARTITIONINGS, type Partitioning } from '../src/domain/partition.ts';
import { withPartitions } from '../src/index-lifecycle/with-partitions.ts';
import { withConnection } from '../src/service/connect.ts';
import { median, quantile } from './figures.ts';
import { sampleArticle } from './sample-corpus.ts';
import { startServiceProcess, type ServiceProcess } from './service-process.ts';
import { uploadLines } from './upload-lines.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    searches: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    partitionings: { type: 'string', default: 'none,year' },
  },
});
const articles = Number(values.articles);
const searches = Number(values.searches);
const rounds = Number(values.rounds);

/** Articles are uploaded in so many parts. */
const PARTS = 5;

interface Way {
  readonly partitioning: Partitioning;
  readonly alias: string;
  readonly service: ServiceProcess;
  /** Milliseconds, by what was done. */
  readonly times: Map<string, number[]>;
}

const line = (n: number, version: number): string => `${JSON.stringify({ ...sampleArticle(n), version })}\n`;

const timed = async (way: Way, what: string, work: () => Promise<unknown>): Promise<void> => {
  const started = performance.now();
  await work();
  way.times.set(what, [...(way.times.get(what) ?? []), performance.now() - started]);
};

const wordsOf = (n: number): string =>
  encodeURIComponent(sampleArticle(n).title.split(' ').slice(2, 5).join(' '));

/** Searches by what is asked; `n`: another one each time. */
const SEARCHES: Readonly<Record<string, (n: number) => string>> = {
  'three words': (n) => `q=${wordsOf(n)}`,
  'three words, of one year': (n) => `q=${wordsOf(n)}&from=${2015 + (n % 10)}&to=${2015 + (n % 10)}`,
  'newest with a word': (n) => `q=${wordsOf(n).split('%20', 1)[0]}&sort=newest`,
  'facets of a word': (n) => `q=${wordsOf(n).split('%20', 1)[0]}&facets=year,section&size=1`,
};

const search = async ({ url }: ServiceProcess, query: string): Promise<void> => {
  const response = await fetch(`${url}/v1/search?${query}`);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${response.status} for ${query}`);
};

await withConnection(readConfig(), async (engine) => {
  const ways: Way[] = [];
  try {
    for (const partitioning of PARTITIONINGS.filter((one) => values.partitionings.split(',').includes(one))) {
      const alias = `bench-${partitioning}-${process.pid}`;
      const settings = { TIMBAO_PARTITION: partitioning, TIMBAO_RESULT_CACHE: '0', TIMBAO_RATE_LIMIT: '0' };
      const service = await startServiceProcess(alias, [], settings);
      ways.push({ partitioning, alias, service, times: new Map() });
    }
    const inTurns = async (turn: number, work: (way: Way) => Promise<void>): Promise<void> => {
      for (let at = 0; at < ways.length; at++) await work(ways[(turn + at) % ways.length] as Way);
    };
    for (const [what, version] of [
      ['upload', 1],
      ['upload again, changed', 2],
    ] as const) {
      for (let part = 0; part < PARTS; part++) {
        const size = Math.ceil(articles / PARTS);
        const lines = Array.from({ length: size }, (_, n) => line(part * size + n, version));
        await inTurns(part, (way) => timed(way, what, () => uploadLines(way.service.url, lines)));
      }
    }
    for (const { alias } of ways) await withPartitions(engine, alias).refresh(alias);
    for (const [what, query] of Object.entries(SEARCHES)) {
      for (let n = 0; n < searches * rounds; n++)
        await inTurns(n, (way) => timed(way, what, () => search(way.service, query(n % articles))));
    }
    const [whole] = ways;
    for (const what of whole?.times.keys() ?? []) {
      console.log(what);
      for (const { partitioning, times } of ways) {
        const own = times.get(what) ?? [];
        const ratio = median(own) / median(whole?.times.get(what) ?? []);
        console.log(
          `  ${partitioning.padEnd(6)} ${median(own).toFixed(1).padStart(8)} ms  p95 ${quantile(own, 0.95).toFixed(1).padStart(8)} ms  ${ratio.toFixed(2)} ×`,
        );
      }
    }
  } finally {
    for (const { service, alias } of ways) {
      await service.stop();
      const own = withPartitions(engine, alias);
      for (const index of await own.listIndices(`${alias}-v*`)) await own.deleteIndex(index);
    }
  }
});
