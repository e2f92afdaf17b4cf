// What counting searches costs: the same searches of the same two services on one engine, one of which counts
// (TIMBAO_STATS_DAYS), in turns, so that whatever else the machine does falls on both alike.
//
//   npm run stats-speed -- [--rounds 6] [--seconds 15] [--rate 100] [--clients 4] [--articles 2000] [--mix readers,another]
//
// First as many searches as a few clients get answered (throughput), then so many a second (time and CPU, of the service
// and of the engine), by the queries that readers type: the nth commonest an nth as often as the commonest. Then the same
// where every search is another query than those of the seconds before: each makes a counter, which is the worst case.
// Of throughput a round tells little; the CPU that a search costs, which throughput goes by on a machine that has no
// more of it, differs less from one to the next.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { searchesIndices } from '../src/desk/stats/searches-index.ts';
import { bulkLines } from '../src/engine/bulk-lines.ts';
import type { Engine } from '../src/engine/engine.ts';
import { waitUntilReady } from '../src/engine/wait-until-ready.ts';
import { ensureIndex } from '../src/index-lifecycle/create-index.ts';
import { indexNames } from '../src/index-lifecycle/index-names.ts';
import { parseArticle } from '../src/ingest/article-schema.ts';
import { withConnection } from '../src/service/connect.ts';
import { cpuSeconds } from '../test/support/cpu-seconds.ts';
import { byZipf } from './by-zipf.ts';
import { engineUrl } from './engine-url.ts';
import { median, quantile } from './figures.ts';
import { sampleArticle } from './sample-corpus.ts';
import { seeded } from './seeded.ts';
import { startServiceProcess, type ServiceProcess } from './service-process.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', default: '100' },
    clients: { type: 'string', default: '4' },
    articles: { type: 'string', default: '2000' },
    mix: { type: 'string', default: 'readers,another' },
  },
});
const rounds = Number(values.rounds);
const ms = Number(values.seconds) * 1_000;
const rate = Number(values.rate);
const clients = Number(values.clients);
const articles = Number(values.articles);
const alias = `bench-stats-${process.pid}`;

const BATCH = 100;

const config = readConfig();
const engineAddress = engineUrl(config);

const fill = async (engine: Engine): Promise<readonly string[]> => {
  const titles: string[] = [];
  for (let from = 0; from < articles; from += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, articles - from) }, (_, i) => {
      const article = parseArticle(sampleArticle(from + i));
      titles.push(article.title);
      return bulkLines(article.id, 1, article);
    });
    const items = await engine.bulk(indexNames(alias).write, lines.join(''), { timeoutMs: 300_000 });
    for (const { error } of items) if (error !== null) throw error;
  }
  await engine.refresh(alias);
  return titles;
};

/** So long after the last search all of its counters are written. */
const WRITTEN_MS = 6_000;

type NextQuery = () => string;

let nth = 0;
/** Words of a title: another query each time. */
const eachAnother =
  (titles: readonly string[]): NextQuery =>
  () => {
    nth++;
    const words = (titles[(nth * 7) % titles.length] ?? '').split(' ');
    const at = nth % Math.max(1, words.length - 3);
    return `${words.slice(at, at + 3).join(' ')} ${words[(at + 4) % words.length] ?? ''}`;
  };

/** As often as readers ask: one of as many queries as there are titles, the nth commonest an nth as often as the commonest. */
const asReadersDo = (titles: readonly string[]): NextQuery => {
  const random = seeded(5);
  const next = eachAnother(titles);
  const queries = titles.map(next);
  const drawn = byZipf(queries, 20_000, random);
  let at = 0;
  return () => drawn[at++ % drawn.length] ?? '';
};

const search = async ({ url }: ServiceProcess, q: string): Promise<number> => {
  const started = performance.now();
  const response = await fetch(`${url}/v1/search?q=${encodeURIComponent(q)}`);
  await response.arrayBuffer();
  // A machine that has more to do than this turns some away.
  if (response.status === 503) return Number.NaN;
  if (!response.ok) throw new Error(`${response.status} for ${q}`);
  return performance.now() - started;
};

/** Searches a second that are answered to clients which wait for their answers. */
const throughput = async (service: ServiceProcess, next: NextQuery): Promise<number> => {
  const started = performance.now();
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - started < ms) {
      if (!Number.isNaN(await search(service, next()))) answered++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (answered * 1_000) / (performance.now() - started);
};

/** Milliseconds of answers to so many searches a second. */
const times = async (service: ServiceProcess, next: NextQuery): Promise<number[]> => {
  const all: Promise<number>[] = [];
  const started = performance.now();
  for (let i = 0; i < (rate * ms) / 1_000; i++) {
    const wait = started + (i * 1_000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    all.push(search(service, next()));
  }
  return (await Promise.all(all)).filter((one) => !Number.isNaN(one));
};

interface Way {
  readonly name: string;
  readonly service: ServiceProcess;
  readonly throughput: number[];
  readonly times: number[];
  readonly cpuOfService: number[];
  readonly cpuOfEngine: number[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** With these queries, one way after the other. */
const compare = async (
  title: string,
  services: readonly ServiceProcess[],
  next: NextQuery,
): Promise<void> => {
  const ways = services.map((service, at): Way => ({
    name: at === 0 ? 'off' : 'on',
    service,
    throughput: [],
    times: [],
    cpuOfService: [],
    cpuOfEngine: [],
  }));
  for (const { service } of ways) await throughput(service, next);
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 === 0 ? ways : ways.toReversed();
    for (const way of turns) way.throughput.push(await throughput(way.service, next));
    await sleep(WRITTEN_MS);
    for (const way of turns) {
      const before = await cpuSeconds(way.service.url, engineAddress);
      way.times.push(...(await times(way.service, next)));
      await sleep(WRITTEN_MS);
      const after = await cpuSeconds(way.service.url, engineAddress);
      way.cpuOfService.push(after.service - before.service);
      way.cpuOfEngine.push(after.engine - before.engine);
    }
  }
  console.log(`${title}:`);
  for (const { name, throughput, times, cpuOfService, cpuOfEngine } of ways) {
    const each = (cpu: readonly number[]): string => ((sum(cpu) * 1_000) / times.length).toFixed(2);
    console.log(
      `  ${name.padEnd(3)} ${median(throughput).toFixed(1).padStart(6)} searches/s; at ${rate}/s ${times.length} answered, p50 ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms, CPU a search: service ${each(cpuOfService)}, engine ${each(cpuOfEngine)} ms`,
    );
  }
  const [off, on] = ways;
  if (off === undefined || on === undefined) return;
  const spread = (name: string, ratios: readonly number[]): string =>
    `  ${name} on/off: median of rounds ${median(ratios).toFixed(3)}, from ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`;
  const all = ({ cpuOfService, cpuOfEngine }: Way): readonly number[] =>
    cpuOfService.map((one, round) => one + (cpuOfEngine[round] ?? 0));
  console.log(
    spread(
      'throughput',
      on.throughput.map((one, round) => one / (off.throughput[round] ?? one)),
    ),
  );
  console.log(
    spread(
      'CPU       ',
      all(on).map((one, round) => one / (all(off)[round] ?? one)),
    ),
  );
  console.log(`  CPU in all on/off: ${(sum(all(on)) / sum(all(off))).toFixed(3)}`);
};

await withConnection(config, async (engine) => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0 });
  try {
    await waitUntilReady(engine, index);
    const titles = await fill(engine);
    const services: ServiceProcess[] = [];
    try {
      for (const days of ['0', '90'])
        services.push(
          await startServiceProcess(alias, [], { TIMBAO_STATS_DAYS: days, TIMBAO_RESULT_CACHE: '0' }),
        );
      const mixes = values.mix.split(',');
      if (mixes.includes('readers')) await compare('as readers type', services, asReadersDo(titles));
      if (mixes.includes('another')) await compare('each search another', services, eachAnother(titles));
    } finally {
      for (const service of services) await service.stop();
      const pattern = searchesIndices(alias);
      const days = await engine.listIndices(pattern);
      if (days.length > 0) {
        await engine.refresh(pattern);
        const bytes = await engine.storeSize(pattern);
        const counters = await engine.count(pattern);
        console.log(`${counters} counters, ${(bytes / Math.max(1, counters)).toFixed(0)} bytes each`);
      }
      for (const day of days) await engine.deleteIndex(day);
    }
  } finally {
    await engine.deleteIndex(index);
  }
});
