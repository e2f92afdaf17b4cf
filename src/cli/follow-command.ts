import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { AppError, isTransient } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { followedIndexName } from '../index-lifecycle/index-names.ts';
import { isPublicIp } from '../web-access/address-guard.ts';
import { dryLedger, followLedger, LEDGER_BODY, type FollowLedger } from '../ingest/follow/follow-ledger.ts';
import { followRound, type FollowOptions, type FollowRound } from '../ingest/follow/follow-round.ts';
import { siteOf } from '../ingest/follow/followed-page.ts';
import { takeLease, type Lease } from '../engine/lease.ts';
import { createRobotsBook, type RobotsBook } from '../ingest/follow/robots-rules.ts';
import { createWebClient, type WebClient } from '../ingest/follow/web-client.ts';
import type { ArticleStoreDeps } from '../ingest/open-article-store.ts';
import { readSourceDate } from '../ingest/sources/source-date.ts';
import { stopSignal } from '../service/stop-signal.ts';
import { growingDeadLetterFile, type DeadLetterFile } from './dead-letter-file.ts';
import { repeated } from './command-parts.ts';
import { EXIT } from './exit-status.ts';
import { createFollowProgress } from './follow-progress.ts';
import { followSummary } from './follow-summary.ts';
import type { ImportCommandDeps } from './import-command.ts';
import { toReadOptions } from './import-options.ts';
import { importTally } from './import-tally.ts';
import type { ArticleReader } from '../ingest/reading/article-reader.ts';
import { createArticleReader } from '../ingest/reading/create-article-reader.ts';
import { openImportStore } from './open-import-store.ts';

interface FollowFlags {
  readonly once: boolean;
  readonly dryRun: boolean;
  readonly remove: boolean;
  readonly recheck: boolean;
  readonly since?: string;
  readonly limit: number;
  readonly interval: number;
  readonly delay: number;
  readonly timeout: number;
  readonly maxSize: number;
  readonly site: readonly string[];
  readonly allowPrivate: boolean;
  readonly embargo: boolean;
  readonly deadLetter?: string;
  readonly encoding?: string;
  readonly section?: string;
  readonly source?: string;
  readonly author: readonly string[];
  readonly tag: readonly string[];
}

/** @throws AppError `invalid_parameters` where the value is none of the numbers from `min` to `max`. */
const numberFrom =
  (flag: string, min: number, max: number) =>
  (written: string): number => {
    const value = Number(written);
    if (written.trim() !== '' && value >= min && value <= max) return value;
    throw new AppError(
      'invalid_parameters',
      `${flag} is a number from ${min} to ${max.toLocaleString('en-US')}; “${written}” is not.`,
    );
  };

const EXAMPLES = `
Followed are RSS, Atom, sitemaps, news sitemaps and indices of sitemaps, packed with gzip or not. The pages that they name
are fetched as robots.txt allows, one after the other, and read as “timbao import” reads pages. What was seen is kept in
the search engine: pages are fetched again when their feed or sitemap says that they changed, and now and then by
themselves, the sooner the newer they are; only what is new or has changed is written.

Examples:
  timbao follow https://bao.example/sitemap-news.xml               until Ctrl-C, every 10 minutes
  timbao follow --once --remove https://bao.example/rss/tin.rss    one round, for cron
  timbao follow --once --dry-run --limit 20 URL                    what would become of 20 pages

Exit status: 0 done, 1 some articles failed or some addresses could not be had, 2 wrong usage, 3 the engine is out of
reach.`;

/**
 * `timbao follow`: fetches the articles of a site that its feeds and sitemaps name, once or again and again. Sets the
 * process's exit status.
 */
export const followCommand = (deps: ImportCommandDeps): Command =>
  new Command('follow')
    .argument('<urls...>', 'feeds (RSS, Atom) and sitemaps')
    .option('--once', 'one round, and end: for cron', false)
    .option('--interval <minutes>', 'between two rounds', numberFrom('--interval', 1, 10_080), 10)
    .option('--dry-run', 'fetch and check, tell what would become of it, write nothing', false)
    .option('--remove', 'remove the articles of pages that are gone (410)', false)
    .option('--recheck', 'look at everything that is known, changed or not', false)
    .option('--since <date>', 'leave out pages that their feed or sitemap dates before')
    .option('--limit <n>', 'the most pages in one round', numberFrom('--limit', 1, 10_000), 1_000)
    .option('--site <host>', 'pages of this host, too, and of those below it (repeatable)', repeated, [])
    .option(
      '--delay <seconds>',
      'between two requests to a host, at least',
      numberFrom('--delay', 0, 3_600),
      1,
    )
    .option('--timeout <seconds>', 'the most time for an address', numberFrom('--timeout', 1, 600), 30)
    .option('--max-size <mb>', 'the most megabytes of a page', numberFrom('--max-size', 0.001, 32), 8)
    .option('--allow-private', 'hosts in private networks and on this machine, too', false)
    .option(
      '--dead-letter <file>',
      'where articles that fail go, with the reason; a file that is there grows',
    )
    .option('--embargo', 'dates that lie ahead are meant', false)
    .option('--encoding <name>', 'tcvn3, vni, viscii, windows-1258, … for text that is not UTF-8')
    .option('--section <name>', 'the section of pages that name none')
    .option('--source <name>', 'the source of pages that name none')
    .option('--author <name>', 'an author of pages that name none (repeatable)', repeated, [])
    .option('--tag <name>', 'a tag for pages (repeatable)', repeated, [])
    .addHelpText('after', EXAMPLES)
    .action(async (urls: string[], flags: FollowFlags) => {
      process.exitCode = await runFollow(deps, urls, flags);
    });

/** @returns the exit status. */
const runFollow = async (
  deps: ImportCommandDeps,
  urls: readonly string[],
  flags: FollowFlags,
): Promise<number> => {
  const addresses = [...new Set(urls.map(toAddress))];
  const sites = [...new Set([...addresses.map(siteOf), ...flags.site.map((host) => host.toLowerCase())])];
  const read = await toReadOptions({ ...flags, field: [] });
  const since = toSince(flags.since);
  const failures = await growingDeadLetterFile(flags.deadLetter);
  const stop = stopSignal(() => deps.err.write('Stopping once what is on its way is stored …\n'));
  const client = createWebClient({ isAllowed: flags.allowPrivate ? () => true : isPublicIp });
  // Kept from round to round.
  const robots = createRobotsBook(client);
  const connection = await deps.connect();
  const reader = createArticleReader();
  const leases: Lease[] = [];
  try {
    const { engine } = connection;
    const { store } = await openImportStore(engine, deps, flags.dryRun);
    const index = followedIndexName(deps.config.index);
    const ledger = await openLedger(engine, index, flags.dryRun);
    if (!flags.dryRun)
      for (const site of sites)
        leases.push(await takeLease(engine, index, { name: site, busy: `${site} is being followed` }));
    const round = (): Promise<number> =>
      runRound(
        deps,
        { store, ledger, client, robots, failures, reader },
        {
          addresses,
          sites,
          read,
          ...(since === null ? {} : { since }),
          limit: Math.floor(flags.limit),
          delayMs: flags.delay * 1_000,
          timeoutMs: flags.timeout * 1_000,
          maxBytes: Math.round(flags.maxSize * 1024 * 1024),
          removes: flags.remove,
          rechecks: flags.recheck,
          isDryRun: flags.dryRun,
          allowsEmbargo: flags.embargo,
          signal: stop.signal,
        },
      );
    if (flags.once || flags.dryRun) return await round();
    let status: number = EXIT.done;
    while (!stop.signal.aborted) {
      status = await outlasting(deps, round);
      // All those that follow the same site would otherwise come at the same minute.
      const pauseMs = flags.interval * 60_000 * (0.9 + Math.random() / 5);
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => {});
    }
    return status;
  } finally {
    for (const lease of leases) await lease.release().catch(() => {});
    await reader.close();
    await client.close();
    await failures.close();
    await connection.close();
    stop.dispose();
  }
};

/** A round that the engine was not there for is made up for by the next. */
const outlasting = async ({ err }: ImportCommandDeps, round: () => Promise<number>): Promise<number> => {
  try {
    return await round();
  } catch (error) {
    if (!isTransient(error)) throw error;
    err.write(`${error.message} The next round tries again.\n`);
    return EXIT.engine;
  }
};

const openLedger = async (engine: Engine, index: string, isDryRun: boolean): Promise<FollowLedger> => {
  if (isDryRun) return dryLedger(engine, index);
  await engine.createIndex(index, LEDGER_BODY);
  return followLedger(engine, index);
};

interface RoundDeps {
  readonly store: ArticleStoreDeps;
  readonly ledger: FollowLedger;
  readonly client: WebClient;
  readonly robots: RobotsBook;
  readonly failures: DeadLetterFile;
  readonly reader: ArticleReader;
}

const runRound = async (
  { out, err }: ImportCommandDeps,
  { store, ledger, client, robots, failures, reader }: RoundDeps,
  options: FollowOptions,
): Promise<number> => {
  const start = performance.now();
  const progress = createFollowProgress(err);
  const tally = importTally();
  const round = await followRound({ store, ledger, client, robots, reader }, options, {
    onEvent: async (event) => {
      if (event.deadLetter !== null) await failures.add(event.deadLetter);
      tally.add(event);
      progress.add(event);
    },
    onTrouble: (url, problem) => {
      tally.addTrouble(url, problem);
      progress.trouble(url, problem);
    },
    onAddress: (url, at, of) => progress.address(url, at, of),
    onRetry: ({ message }) => progress.print(message),
  }).finally(() => progress.end());
  const { result } = round;
  if (!options.isDryRun && result.stoppedBy === null) await store.engine.refresh(store.names.read);
  out.write(
    followSummary({
      round,
      tally,
      elapsedMs: performance.now() - start,
      isDryRun: options.isDryRun,
      failedPath: failures.path,
    }),
  );
  return exitStatus(round);
};

const exitStatus = ({ result: { counts, stoppedBy }, troubles }: FollowRound): number => {
  if (stoppedBy !== null) return EXIT.engine;
  return counts.failed > 0 || troubles > 0 ? EXIT.failed : EXIT.done;
};

const toAddress = (written: string): string => {
  const isAddress = /^https?:\/\//iu.test(written) && URL.canParse(written);
  if (!isAddress) {
    throw new AppError(
      'invalid_parameters',
      `“${written}” is no address of a feed or a sitemap: it begins with https:// or http://. Files are read by timbao import.`,
    );
  }
  const url = new URL(written);
  url.hash = '';
  return url.href;
};

const toSince = (written: string | undefined): Date | null => {
  if (written === undefined) return null;
  const date = readSourceDate(written);
  if (date !== null) return new Date(date);
  throw new AppError('invalid_parameters', `--since is a date such as 2022-01-21; “${written}” is not.`);
};
