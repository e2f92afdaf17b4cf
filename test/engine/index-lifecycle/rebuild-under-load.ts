import { isTransient } from '../../../src/domain/app-error.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { indexNames } from '../../../src/index-lifecycle/index-names.ts';
import { findRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { servedAt, startService, startTimbao, type Running } from '../start/run-timbao.ts';
import { deleteAll, scratchAlias } from '../../support/scratch-store.ts';
import { articleOf, createNewsroom, type Expected, type NewsroomCounts } from './newsroom.ts';
import { readWhile } from './readers.ts';

export interface DrillOptions {
  /** The engine. */
  readonly url: string;
  readonly articles: number;
  /** Copy so many articles a second at most until it is killed, so that much is left then. */
  readonly copyPerSecond?: number;
  readonly searchesPerSecond?: number;
  readonly writesPerSecond?: number;
  readonly say: (line: string) => void;
}

/** A newsroom with two services, whose index is rebuilt. */
export interface Drill {
  /**
   * A rebuild, its promotion and a rollback, under load.
   *
   * @param kill Kill the rebuild and one of the two services while it copies (SIGKILL), and go on.
   */
  rebuild(kill: boolean): Promise<DrillReport>;
  /** Ends what was started, and removes what was made. */
  end(): Promise<void>;
}

export interface DrillReport {
  readonly articles: number;
  readonly writes: NewsroomCounts;
  readonly searches: number;
  /** Searches a second, as they were really made. */
  readonly searchRate: number;
  readonly failedSearches: readonly string[];
  readonly searchMs: { readonly p50: number; readonly p99: number; readonly most: number };
  readonly rebuildSeconds: number;
  /** Documents in the new index as the processes were killed; `null` where none was. */
  readonly copiedWhenKilled: number | null;
  /** After the promotion, each article compared with what it has to be. */
  readonly promoted: Comparison;
  /** After a rollback. */
  readonly rolledBack: Comparison;
  readonly output: string;
}

export interface Comparison {
  readonly compared: number;
  readonly lost: readonly string[];
  readonly resurrected: readonly string[];
  readonly differing: readonly string[];
  /** In the index, and never written. */
  readonly unknown: readonly string[];
}

/**
 * A newsroom that writes, updates and removes articles through two services while readers search; in the end every
 * article is compared with what was acknowledged last.
 */
export const startDrill = async ({
  url,
  articles,
  copyPerSecond,
  searchesPerSecond = 50,
  writesPerSecond = 40,
  say,
}: DrillOptions): Promise<Drill> => {
  const alias = scratchAlias();
  const engine = createEngine({ url });
  const settings = { ELASTICSEARCH_URL: url, TIMBAO_INDEX: alias, TIMBAO_SAMPLES: 'off', PORT: '0' };
  const running: Running[] = [];
  const serve = async (): Promise<{ readonly service: Running; readonly address: string }> => {
    const service = startService(settings);
    running.push(service);
    return { service, address: await servedAt(service, PATIENCE_MS) };
  };
  const command = (...args: readonly string[]): Running => {
    const started = startTimbao(args, settings);
    running.push(started);
    return started;
  };
  /** Waits for the end of a command that has to end well. @returns what it said */
  const done = async (started: Running): Promise<string> => {
    const status = await started.ended();
    const output = started.errors() + started.out();
    if (status !== 0) throw new Error(`A command ended with ${status}:\n${output}`);
    return output;
  };

  let first = await serve();
  const second = await serve();
  const newsroom = createNewsroom(articles);
  await newsroom.fill(first.address);
  await engine.refresh(alias);
  say(`${articles} articles are stored, one in 40 of them removed again.`);

  const pace = copyPerSecond === undefined ? [] : ['--per-second', String(copyPerSecond)];

  /** Kills a rebuild and a service in the middle, and goes on with both. */
  const killAndResume = async (rebuild: Running) => {
    const copied = await untilCopied(engine, alias, articles * 0.3, rebuild);
    rebuild.send('SIGKILL');
    first.service.send('SIGKILL');
    await Promise.all([rebuild.ended(), first.service.ended()]);
    say(`Killed the rebuild at ${copied} documents, and a service with it.`);
    const refused = command('index', 'rebuild');
    if ((await refused.ended()) !== 3 || !refused.errors().includes('A rebuild is under way')) {
      throw new Error(`A second rebuild was not turned away:\n${refused.out()}${refused.errors()}`);
    }
    first = await serve();
    const output = await done(command('index', 'rebuild', '--resume', '--promote'));
    return { copied, output: rebuild.errors() + refused.errors() + output };
  };

  const rebuildUnderLoad = async (kill: boolean): Promise<DrillReport> => {
    const stop = new AbortController();
    // Half of the writers on each service; those of one that is killed go on once it is back.
    const urls = Array.from({ length: 8 }, (_, n) => () => (n % 2 === 0 ? first : second).address);
    const writing = newsroom.write(urls, writesPerSecond, stop.signal);
    const readFrom = Date.now();
    const reading = readWhile(second.address, searchesPerSecond, articles, stop.signal);
    await sleep(1_000);

    const start = Date.now();
    const rebuild = command('index', 'rebuild', ...(kill ? pace : ['--promote']));
    let killed: Awaited<ReturnType<typeof killAndResume>> | null = null;
    let output = '';
    let rebuildSeconds = 0;
    try {
      if (kill) killed = await killAndResume(rebuild);
      output = killed?.output ?? (await done(rebuild));
      rebuildSeconds = (Date.now() - start) / 1_000;
      say(`Promoted after ${rebuildSeconds.toFixed(1)} s.`);
      // Writes and searches go on after the exchange.
      await sleep(2_000);
    } finally {
      stop.abort();
    }
    const writes = await writing;
    const read = await reading;
    const searchRate = read.searches / ((Date.now() - readFrom) / 1_000);

    const promoted = await compareAll(engine, alias, newsroom.expected);
    const rollback = await done(command('index', 'rollback'));
    const rolledBack = await compareAll(engine, alias, newsroom.expected);
    // The former one is not needed any more; the next rebuild begins as the first did.
    await done(command('index', 'prune', '--former', '--yes'));

    const sorted = [...read.tookMs].sort((a, b) => a - b);
    const quantile = (share: number): number =>
      Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
    return {
      articles,
      writes,
      searches: read.searches,
      searchRate,
      failedSearches: read.failed,
      searchMs: { p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) },
      rebuildSeconds,
      copiedWhenKilled: killed?.copied ?? null,
      promoted,
      rolledBack,
      output: output + rollback,
    };
  };

  return {
    rebuild: rebuildUnderLoad,
    end: async () => {
      for (const each of running) each.send('SIGKILL');
      await Promise.all(running.map((each) => each.ended()));
      await deleteAll(engine, alias);
      await engine.close();
    },
  };
};

const PATIENCE_MS = 120_000;

/** Waits until the index that is being built has so many documents. */
const untilCopied = async (
  engine: Engine,
  alias: string,
  documents: number,
  rebuild: Running,
): Promise<number> => {
  const { next } = indexNames(alias);
  let hasEnded = false;
  void rebuild.ended().then(() => (hasEnded = true));
  while (!hasEnded) {
    const roles = await findRoles(engine, alias);
    if (roles !== null && roles.next !== null) {
      const count = await engine.count(next).catch((error: unknown) => {
        // Its shards are not there at once.
        if (isTransient(error)) return 0;
        throw error;
      });
      if (count >= documents) return count;
    }
    await sleep(50);
  }
  throw new Error(`The rebuild ended before it was killed:\n${rebuild.errors()}${rebuild.out()}`);
};

/** Compares every article with what it has to be, one by one, by the alias that readers search. */
export const compareAll = async (
  engine: Engine,
  alias: string,
  expected: ReadonlyMap<string, Expected>,
): Promise<Comparison> => {
  const lost: string[] = [];
  const resurrected: string[] = [];
  const differing: string[] = [];
  const ids = [...expected.keys()];
  for (let from = 0; from < ids.length; from += 500) {
    const batch = ids.slice(from, from + 500);
    const stored = await engine.mget<Record<string, unknown>>(alias, batch);
    batch.forEach((id, position) => {
      const wanted = expected.get(id);
      const source = stored[position]?.source ?? null;
      const isThere = source !== null && !('removedAt' in source);
      if (wanted === undefined) return;
      if (wanted.isRemoved) {
        if (isThere) resurrected.push(id);
      } else if (!isThere) lost.push(id);
      else {
        const article = articleOf(Number(id.slice('bai-'.length)), wanted);
        const isSame = ['title', 'body', 'version'].every((field) => source[field] === article[field]);
        if (!isSame) differing.push(`${id}: ${String(source['title'])}, not ${String(article['title'])}`);
      }
    });
  }
  const unknown = (await allIds(engine, alias)).filter((id) => !expected.has(id));
  return { compared: ids.length, lost, resurrected, differing, unknown };
};

export const faultsOf = ({ lost, resurrected, differing, unknown }: Comparison): readonly string[] => [
  ...lost.map((id) => `${id} is lost`),
  ...resurrected.map((id) => `${id} is back`),
  ...differing,
  ...unknown.map((id) => `${id} was never written`),
];

const allIds = async (engine: Engine, alias: string): Promise<string[]> => {
  await engine.refresh(alias);
  const ids: string[] = [];
  for (let after: string | undefined; ;) {
    const { hits } = await engine.search(alias, {
      size: 10_000,
      sort: [{ id: 'asc' }],
      _source: false,
      track_total_hits: false,
      ...(after === undefined ? {} : { search_after: [after] }),
    });
    ids.push(...hits.map(({ id }) => id));
    if (hits.length < 10_000) return ids;
    after = ids.at(-1);
  }
};

/** The figures, to be printed. */
export const drillText = (report: DrillReport): string => {
  const { writes, searchMs, promoted, rolledBack } = report;
  const compared = ({ compared: all, lost, resurrected, differing, unknown }: Comparison): string =>
    `${all} articles compared one by one: ${lost.length} lost, ${resurrected.length} resurrected, ${differing.length} differing, ${unknown.length} unknown`;
  return [
    `${report.articles} articles; ${writes.created} created, ${writes.updated} updated, ${writes.deleted} deleted, ${writes.replayed} old versions turned away during it (${writes.again} sent again, ${writes.wrong.length} wrong answers)`,
    `${report.searches} searches, ${report.searchRate.toFixed(0)} a second, ${report.failedSearches.length} failed (p50 ${searchMs.p50} ms, p99 ${searchMs.p99} ms, longest ${searchMs.most} ms)`,
    `rebuilt and promoted in ${report.rebuildSeconds.toFixed(1)} s${report.copiedWhenKilled === null ? '' : `, killed at ${report.copiedWhenKilled} documents and resumed`}`,
    `after the promotion: ${compared(promoted)}`,
    `after a rollback: ${compared(rolledBack)}`,
  ].join('\n');
};
