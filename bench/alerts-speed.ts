// How long it takes from an article's write to the note that it is for an alert, with many alerts and steady writes.
//
//   npm run alerts-speed -- [--alerts 1000] [--per-second 50] [--seconds 30] [--articles 5000]
//
// The engine is that of the settings, with indices of its own that are deleted at the end. One alert asks for every article,
// the others for two words and a phrase of some article's title: an article is for a few of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { alertIndices, ensureAlertIndices } from '../src/desk/alerts/alert-indices.ts';
import { newKey, writeAlert } from '../src/desk/alerts/alert-store.ts';
import { listNotes } from '../src/desk/alerts/delivery-store.ts';
import { runAlerts } from '../src/desk/alerts/run-alerts.ts';
import { bulkLines } from '../src/engine/bulk-lines.ts';
import type { EngineCall } from '../src/engine/create-engine.ts';
import type { Engine } from '../src/engine/engine.ts';
import { ensureIndex } from '../src/index-lifecycle/create-index.ts';
import { indexNames } from '../src/index-lifecycle/index-names.ts';
import { waitUntilReady } from '../src/engine/wait-until-ready.ts';
import { parseArticle } from '../src/ingest/article-schema.ts';
import { NO_LANGUAGE } from '../src/language/language-model.ts';
import { NO_ABBREVIATIONS } from '../src/matching/abbreviations.ts';
import { withConnection } from '../src/service/connect.ts';
import { quantile } from './figures.ts';
import { sampleArticle } from './sample-corpus.ts';

const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '1000' },
    'per-second': { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    articles: { type: 'string', default: '5000' },
  },
});
const [alerts, perSecond, seconds, articles] = [
  Number(values.alerts),
  Number(values['per-second']),
  Number(values.seconds),
  Number(values.articles),
];
/** So many times a second some are written, in one request. */
const TICKS = 5;
const alias = `bench-alerts-${process.pid}`;
const indices = alertIndices(alias);

const articleOf = (number: number) => {
  const { title, ...sample } = sampleArticle(number);
  // Every article is for one alert more, so that each tells its own time.
  return parseArticle({ ...sample, title: `${title}, ghi nhận`, publishedAt: new Date().toISOString() });
};

const queryOf = (number: number): string => {
  const words = sampleArticle(number * 7).title.split(' ');
  const from = number % Math.max(1, words.length - 4);
  return `${words.slice(from, from + 2).join(' ')} "${words.slice(from + 1, from + 4).join(' ')}"`;
};

const config = readConfig();
/** Milliseconds of calls to the engine by their kind, from when articles are written on. */
const calls = new Map<string, number[]>();
const observer = {
  onCall: ({ kind, ms }: EngineCall) => calls.set(kind, [...(calls.get(kind) ?? []), ms]),
};
const work = async (engine: Engine): Promise<void> => {
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0 });
  await waitUntilReady(engine, alias);
  const over = new AbortController();
  try {
    /** Straight to the engine: what the write path itself takes is measured by `npm run indexing-speed`. */
    const write = async (from: number, count: number): Promise<string[]> => {
      const some = Array.from({ length: count }, (_, i) => articleOf(from + i));
      const items = await engine.bulk(alias, some.map((one) => bulkLines(one.id, 2, one)).join(''));
      for (const { error } of items) if (error !== null) throw error;
      return some.map(({ id }) => id);
    };
    for (let from = 0; from < articles; from += 500) await write(from, Math.min(500, articles - from));
    await ensureAlertIndices(engine, indices);
    const now = new Date().toISOString();
    const keyOfAll = newKey();
    for (let number = 0; number < alerts; number++) {
      const q = number === 0 ? 'ghi nhận' : queryOf(number);
      const alert = {
        id: `alert-${number}`,
        name: q,
        search: {
          q,
          mode: 'keyword',
          slop: 0,
          diacritics: 'auto',
          filters: { section: [], author: [], tag: [], source: [] },
        },
        channel: { kind: 'feed' },
        throttle: 'at once',
        maxAgeDays: 30,
        enabled: true,
        createdAt: now,
        updatedAt: now,
        fault: null,
      } as const;
      const key = number === 0 ? keyOfAll : newKey();
      await writeAlert(engine, indices, { alert, key, secret: null, within: null }, 'new');
    }
    let matches = 0;
    const running = runAlerts(engine, indexNames(alias).read, {
      clock: Date.now,
      signal: over.signal,
      reading: () => Promise.resolve({ abbreviations: NO_ABBREVIATIONS, language: NO_LANGUAGE }),
      channels: {},
      onFault: (error) => console.error(String(error)),
      onLooked: () => {},
      onNoted: (count) => (matches += count),
      onSent: () => {},
      onLeading: () => {},
      onFaultyAlert: ({ alert }, error) => console.error(alert.name, error.message),
    });
    await running.findNews();
    running.start();
    calls.clear();
    const writtenAt = new Map<string, number>();
    const begun = performance.now();
    for (let number = 0; number < TICKS * seconds; number++) {
      const early = begun + (number * 1_000) / TICKS - performance.now();
      if (early > 0) await sleep(early);
      const ids = await write(articles + (number * perSecond) / TICKS, perSecond / TICKS);
      for (const id of ids) writtenAt.set(id, Date.now());
    }
    const ended = performance.now();
    const wanted = perSecond * seconds;
    const count = async (): Promise<number> =>
      (await listNotes(engine, indices.deliveries, keyOfAll, { size: 0 })).total;
    while ((await count()) < wanted && performance.now() - ended < 120_000) await sleep(200);
    const lags: number[] = [];
    for (let from = 0; from < wanted; from += 1_000) {
      const { notes } = await listNotes(engine, indices.deliveries, keyOfAll, { size: 1_000, from });
      for (const { note } of notes)
        lags.push(Date.parse(note.notedAt) - (writtenAt.get(note.article) ?? Number.NaN));
    }
    const ms = (q: number): string => `${Math.round(quantile(lags, q))} ms`;
    console.log(
      `${alerts} alerts, ${articles} articles before, ${(wanted / ((ended - begun) / 1_000)).toFixed(1)} writes a second for ${seconds} s`,
    );
    console.log(
      `${lags.length} of ${wanted} articles noted for the alert that each is for; ${matches} notes in all`,
    );
    console.log(`from write to note: median ${ms(0.5)}, 95 % ${ms(0.95)}, longest ${ms(1)}`);
    for (const [kind, times] of calls)
      console.log(`  ${kind}: ${times.length} calls, median ${Math.round(quantile(times, 0.5))} ms`);
    over.abort();
    await running.close();
  } finally {
    over.abort();
    await engine.deleteIndex(index);
    await engine.deleteIndex(indices.alerts);
    await engine.deleteIndex(indices.deliveries);
  }
};
await withConnection(config, work, { observer });
