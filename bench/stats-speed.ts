// What counting searches costs: the same searches of the same two services on one engine, one of which counts
// (TIMBAO_STATS_DAYS), in turns, so that whatever else the machine does falls on both alike.
//
//   npm run stats-speed -- [--rounds 20] [--seconds 5] [--rate 100] [--clients 4] [--articles 2000]
//
// First as many searches as a few clients get answered (throughput), then so many a second (time and CPU). Every search is
// another query than those of the seconds before: each makes a counter, which is the worst case.
import { readFileSync } from 'node:fs';
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
import { median, quantile } from './figures.ts';
import { sampleArticle } from './sample-corpus.ts';
import { startServiceProcess, type ServiceProcess } from './service-process.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '100' },
    clients: { type: 'string', default: '4' },
    articles: { type: 'string', default: '2000' },
  },
});
const rounds = Number(values.rounds);
const ms = Number(values.seconds) * 1_000;
const rate = Number(values.rate);
const clients = Number(values.clients);
const articles = Number(values.articles);
const alias = `bench-stats-${process.pid}`;

const BATCH = 100;

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

/** Seconds of CPU that a process has used; NaN where the system does not tell. */
const cpuOf = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
};

let nth = 0;
/** Two or three words of a title: another query each time. */
const nextQuery = (titles: readonly string[]): string => {
  nth++;
  const words = (titles[(nth * 7) % titles.length] ?? '').split(' ');
  const at = nth % Math.max(1, words.length - 3);
  return `${words.slice(at, at + 3).join(' ')} ${words[(at + 4) % words.length] ?? ''}`;
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
const throughput = async (service: ServiceProcess, titles: readonly string[]): Promise<number> => {
  const started = performance.now();
  let answered = 0;
  const client = async (): Promise<void> => {
    while (performance.now() - started < ms) {
      if (!Number.isNaN(await search(service, nextQuery(titles)))) answered++;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (answered * 1_000) / (performance.now() - started);
};

/** Milliseconds of answers to so many searches a second. */
const times = async (service: ServiceProcess, titles: readonly string[]): Promise<number[]> => {
  const all: Promise<number>[] = [];
  const started = performance.now();
  for (let i = 0; i < (rate * ms) / 1_000; i++) {
    const wait = started + (i * 1_000) / rate - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(search(service, nextQuery(titles)));
  }
  return (await Promise.all(all)).filter((one) => !Number.isNaN(one));
};

interface Way {
  readonly name: string;
  readonly service: ServiceProcess;
  readonly throughput: number[];
  readonly times: number[];
  readonly cpu: number[];
}

await withConnection(readConfig(), async (engine) => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0 });
  try {
    await waitUntilReady(engine, index);
    const titles = await fill(engine);
    const ways: Way[] = [];
    for (const [name, days] of [
      ['off', '0'],
      ['on', '90'],
    ] as const) {
      const service = await startServiceProcess(alias, [], { TIMBAO_STATS_DAYS: days });
      ways.push({ name, service, throughput: [], times: [], cpu: [] });
    }
    try {
      for (const { service } of ways) await throughput(service, titles);
      for (let round = 0; round < rounds; round++) {
        for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
          way.throughput.push(await throughput(way.service, titles));
        }
        for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
          const before = cpuOf(way.service.pid);
          way.times.push(...(await times(way.service, titles)));
          way.cpu.push(cpuOf(way.service.pid) - before);
        }
      }
      for (const { name, throughput, times, cpu } of ways) {
        console.log(
          `${name.padEnd(4)} ${median(throughput).toFixed(1).padStart(7)} searches/s; at ${rate}/s ${times.length} answered, p50 ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms, CPU of the service ${((median(cpu) * 100_000) / ms).toFixed(1)} %`,
        );
      }
      const [off, on] = ways;
      if (off === undefined || on === undefined) return;
      const ratios = on.throughput.map((one, i) => one / (off.throughput[i] ?? one));
      console.log(
        `throughput on/off, round by round: median ${median(ratios).toFixed(3)}, from ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)}`,
      );
      console.log(
        `CPU on/off: ${(on.cpu.reduce((a, b) => a + b, 0) / off.cpu.reduce((a, b) => a + b, 0)).toFixed(3)}`,
      );
    } finally {
      for (const { service } of ways) await service.stop();
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
