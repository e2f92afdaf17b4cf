// How fast articles are indexed through the service, beside a bare `_bulk` loop of the same documents on the same
// engine in the same run.
//
//   npm run indexing-speed -- [--articles 5000] [--rounds 5]
//
// Each way gets a new index in each round, the first one another each time, so that whatever else the machine does
// falls on all alike. What counts are the ratios.
import { parseArgs } from 'node:util';
import { waitUntilReady } from '../src/engine/wait-until-ready.ts';
import { withConnection } from '../src/service/connect.ts';
import { readConfig } from '../src/config.ts';
import { NOT_REMOVED } from '../src/domain/tombstone.ts';
import type { Engine } from '../src/engine/engine.ts';
import { ensureIndex } from '../src/index-lifecycle/create-index.ts';
import { indexNames } from '../src/index-lifecycle/index-names.ts';
import { parseArticle } from '../src/ingest/article-schema.ts';
import { openArticleStore } from '../src/ingest/open-article-store.ts';
import { writeLines } from '../src/ingest/write-lines.ts';
import { sampleArticle } from './sample-corpus.ts';
import { startServiceProcess, type ServiceProcess } from './service-process.ts';
import { uploadLines } from './upload-lines.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    batch: { type: 'string', default: '500' },
  },
});
const articles = Number(values.articles);
const rounds = Number(values.rounds);
const batchSize = Number(values.batch);

/** What a way took for one round. */
interface Round {
  readonly seconds: number;
  /** Megabytes that the process had at most; `null` where it is this one, which has all articles in memory. */
  readonly rss: number | null;
}

type Way = (engine: Engine, alias: string) => Promise<Round>;

const lines = Array.from({ length: articles }, (_, n) => `${JSON.stringify(sampleArticle(n))}\n`);
/** What the bare loop sends: made before the clock runs. */
const documents = lines.map((line) => {
  const article = parseArticle(JSON.parse(line));
  return `${JSON.stringify({ index: { _id: article.id } })}\n${JSON.stringify(article)}\n`;
});
const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);

const timed = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const bareLoop: Way = async (engine, alias) => {
  const seconds = await timed(async () => {
    for (let next = 0; next < articles; next += batchSize) {
      const batch = documents.slice(next, next + batchSize).join('');
      for (const { error } of await engine.bulk(indexNames(alias).write, batch, { timeoutMs: 300_000 })) {
        if (error !== null) throw error;
      }
    }
  });
  return { seconds, rss: null };
};

const throughWriter: Way = async (engine, alias) => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const line of lines) yield Buffer.from(line);
  }
  const seconds = await timed(async () => {
    for await (const { error } of writeLines(openArticleStore(engine, alias), chunks())) {
      if (error !== null) throw error;
    }
  });
  return { seconds, rss: null };
};

const overHttp =
  (service: ServiceProcess): Way =>
  async () => {
    let rss = 0;
    const watch = setInterval(() => {
      void service.memory().then((figures) => (rss = Math.max(rss, figures.rss)));
    }, 500);
    const seconds = await timed(async () => {
      const { summary } = await uploadLines(service.url, lines);
      if (summary?.['created'] !== articles) throw new Error(`Not all went in: ${JSON.stringify(summary)}`);
    });
    clearInterval(watch);
    return { seconds, rss };
  };

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};

const config = readConfig();
await withConnection(config, async (engine) => {
  // One for all rounds, as a service is: its index is removed and made anew.
  const alias = `bench-${process.pid}`;
  const service = await startServiceProcess(alias);
  const ways: Readonly<Record<string, Way>> = {
    'bare _bulk loop': bareLoop,
    writer: throughWriter,
    'HTTP upload': overHttp(service),
  };
  const names = Object.keys(ways);
  const taken = new Map<string, Round[]>(names.map((name) => [name, []]));
  console.log(
    `${articles} articles, ${(bytes / 1e6).toFixed(1)} MB, ${rounds} rounds; the bare loop sends ${batchSize} at a time.`,
  );
  const one = async (name: string): Promise<Round> => {
    const { index } = await ensureIndex(engine, { alias, shards: config.shards, replicas: 0 });
    try {
      await waitUntilReady(engine, index);
      const round = await (ways[name] as Way)(engine, alias);
      await engine.refresh(index);
      const count = await engine.count(index, NOT_REMOVED);
      if (count !== articles) throw new Error(`${name}: ${count} of ${articles} articles are in the index.`);
      return round;
    } finally {
      await engine.deleteIndex(index);
    }
  };
  // Once without the clock: what runs often is compiled, here and there.
  for (const name of names) await one(name);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] as string;
      const result = await one(name);
      taken.get(name)?.push(result);
      console.log(
        `  round ${round + 1}  ${name.padEnd(16)} ${result.seconds.toFixed(1).padStart(6)} s  ${Math.round(
          articles / result.seconds,
        )
          .toString()
          .padStart(6)} articles/s${result.rss === null ? '' : `  ${result.rss.toFixed(0)} MB at most`}`,
      );
    }
  }
  await service.stop();
  const secondsOf = (name: string): number[] => (taken.get(name) ?? []).map(({ seconds }) => seconds);
  const bare = secondsOf('bare _bulk loop');
  console.log('\n                  median articles/s   of the bare loop (median of the rounds’ ratios)');
  for (const name of names) {
    const seconds = secondsOf(name);
    const ratio = median(seconds.map((own, round) => (bare[round] ?? 0) / own));
    console.log(
      `${name.padEnd(16)} ${Math.round(articles / median(seconds))
        .toString()
        .padStart(19)} ${ratio.toFixed(2).padStart(18)}`,
    );
  }
});
