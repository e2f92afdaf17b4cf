import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { viewNow } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';
import { checkCopy } from '../index-lifecycle/check-copy.ts';
import type { CopyState } from '../index-lifecycle/copy-state.ts';
import type { RunSearch } from '../index-lifecycle/compare-searches.ts';
import { exchangeIndices, exchangeUnchecked, type Exchanged } from '../index-lifecycle/exchange-indices.ts';
import { followIndex, type FollowOptions } from '../index-lifecycle/follow-index.ts';
import { indexNames, mappingVersionOf } from '../index-lifecycle/index-names.ts';
import { requireRoles } from '../index-lifecycle/index-roles.ts';
import { toCreateOptions } from '../index-lifecycle/create-index.ts';
import {
  abandonRebuild,
  resumeRebuild,
  startRebuild,
  takeOver,
  type Copying,
} from '../index-lifecycle/rebuild-index.ts';
import { renewDocument } from '../ingest/renew-document.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { NO_LANGUAGE } from '../language/language-model.ts';
import { createReader } from '../search/reader.ts';
import { searchArticles } from '../search/search-articles.ts';
import type { OfNewIndex } from './command-deps.ts';
import { createCopyProgress, type CopyProgress } from './copy-progress.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { gateReport } from './gate-report.ts';
import { countText, type ProgressStream } from './progress-line.ts';
import { toRequest } from './search-flags.ts';
import { stopSignal } from '../service/stop-signal.ts';
import { packageFile } from '../package-file.ts';

export interface RebuildDeps {
  readonly config: Pick<Config, 'index' | OfNewIndex> & Partial<Pick<Config, 'abbreviationsFile'>>;
  readonly out: { write(text: string): unknown };
  /** Gets progress. */
  readonly err: ProgressStream;
}

export interface GateFlags {
  /** Compare every document. */
  readonly full?: boolean;
  /** A file of searches in place of the one that comes along. */
  readonly queries?: string;
  /** Go on where the two do not fit. */
  readonly force?: boolean;
  /** So many articles may come to be seen that are hidden. */
  readonly showHidden?: number;
}

export interface RebuildFlags extends GateFlags {
  readonly resume?: boolean;
  readonly abandon?: boolean;
  /** Documents a second, at most. */
  readonly perSecond?: number;
  /** Put it into service where it fits. */
  readonly promote?: boolean;
}

/** The searches that are run on both indices. */
const QUERIES_FILE = packageFile('mappings', 'golden-queries.txt');

/** So many articles' titles are searched for, too: what the newsroom really has. */
const TITLES = 30;

/** `timbao index rebuild` @returns the exit status. */
export const rebuild = async (
  engine: Engine,
  deps: RebuildDeps,
  flags: RebuildFlags,
): Promise<ExitStatus> => {
  const { config, out } = deps;
  if (flags.abandon === true) {
    out.write(`Gave up the rebuild and removed ${await abandonRebuild(engine, config.index)}.\n`);
    return EXIT.done;
  }
  const queries = await readQueries(flags.queries);
  const copying =
    flags.resume === true
      ? await resumeRebuild(engine, config.index, renewDocument)
      : await startRebuild(engine, toCreateOptions(config), renewDocument);
  const { plan } = copying;
  deps.err.write(
    `${flags.resume === true ? 'Going on with' : 'Building'} ${plan.target}, from ${plan.source}. Reads and writes go on.\n`,
  );
  return follow(engine, deps, copying, flags.perSecond, async (state, run) => {
    out.write(
      `${plan.target} has all of ${plan.source}: ${countText(state.copied)} documents copied, and what was written meanwhile.\n`,
    );
    const checked = await check(engine, deps, { plan, state }, queries, flags, run);
    if (flags.promote === true) return promoteChecked(engine, deps, checked, flags, run);
    if (checked.isPassed) {
      out.write('It is kept in step from now on. Put it into service with: timbao index promote\n');
      return EXIT.done;
    }
    out.write(
      'It was not put into service. Promote it all the same with: timbao index promote --force. Or give it up: timbao index rebuild --abandon\n',
    );
    return EXIT.failed;
  });
};

/** `timbao index promote` @returns the exit status. */
export const promote = async (engine: Engine, deps: RebuildDeps, flags: GateFlags): Promise<ExitStatus> => {
  const queries = await readQueries(flags.queries);
  const copying = await resumeRebuild(engine, deps.config.index, renewDocument);
  if (!copying.state.isComplete) {
    throw new AppError(
      'index_mismatch',
      `${copying.plan.target} is not complete: ${countText(copying.state.copied)} documents are copied. Go on with: timbao index rebuild --resume`,
    );
  }
  return follow(engine, deps, copying, undefined, async (state, run) =>
    promoteChecked(
      engine,
      deps,
      await check(engine, deps, { plan: copying.plan, state }, queries, flags, run),
      flags,
      run,
    ),
  );
};

export interface RollbackFlags extends Pick<GateFlags, 'force' | 'showHidden'> {
  /** At once, for a live index that cannot be read. */
  readonly unchecked?: boolean;
}

/** `timbao index rollback` @returns the exit status. */
export const rollback = async (
  engine: Engine,
  deps: RebuildDeps,
  { force = false, unchecked = false, showHidden = 0 }: RollbackFlags,
): Promise<ExitStatus> => {
  const { index: alias } = deps.config;
  const { live, next, former } = await requireRoles(engine, alias);
  if (former === null) {
    throw new AppError('index_mismatch', `There is no former index to go back to: ${live} is the only one.`);
  }
  if (next !== null) {
    throw new AppError(
      'index_mismatch',
      `A rebuild is under way (${next}), from the index that is live now. Give it up first: timbao index rebuild --abandon`,
    );
  }
  if (unchecked) {
    await exchangeUnchecked(engine, alias, former, { showHidden });
    deps.out.write(
      `${former} is live again. Nothing was copied: what was written since the promotion may be missing in it.\n`,
    );
    return EXIT.done;
  }
  // As it is stored: the former index may be of an older mapping, and its own rules do not matter any more.
  const copying = await takeOver(engine, live, former, indexNames(alias).former, (document) => document);
  return follow(engine, deps, copying, undefined, async (state, run) => {
    const exchanged = await exchangeIndices(
      engine,
      alias,
      { plan: copying.plan, state },
      { ...run, force, showHidden },
    );
    deps.out.write(
      exchangedText(
        exchanged,
        'is live again, with all that was written since. The other way round: timbao index rollback',
      ),
    );
    return EXIT.done;
  });
};

interface Checked extends Copying {
  readonly isPassed: boolean;
}

const check = async (
  engine: Engine,
  { config, out }: RebuildDeps,
  copying: Copying,
  queries: readonly string[],
  { full = false }: GateFlags,
  run: Run,
): Promise<Checked> => {
  const [from, to] = [copying.plan.source, copying.plan.target].map((index) =>
    mappingVersionOf(index, config.index),
  );
  const { checked, state } = await checkCopy(engine, copying, {
    ...run,
    full,
    isNewer: (to ?? 0) > (from ?? 0),
    queries: [...queries, ...(await someTitles(engine, copying.plan.source))],
    runSearch: searchIn(engine, config),
  });
  out.write(gateReport(checked));
  return { plan: copying.plan, state, isPassed: checked.isPassed };
};

const promoteChecked = async (
  engine: Engine,
  { config, out }: RebuildDeps,
  { plan, state, isPassed }: Checked,
  { force = false, showHidden = 0 }: GateFlags,
  run: Run,
): Promise<ExitStatus> => {
  if (!isPassed && !force) {
    out.write(
      'Nothing was exchanged. Where the differences are as they should be: timbao index promote --force\n',
    );
    return EXIT.failed;
  }
  const exchanged = await exchangeIndices(
    engine,
    config.index,
    { plan, state },
    { ...run, force, showHidden },
  );
  out.write(
    exchangedText(
      exchanged,
      `is live. ${exchanged.former} is kept in step: go back with timbao index rollback, or remove it with timbao index prune --former.`,
    ),
  );
  return EXIT.done;
};

/** What became live, and `then` what that means. */
export const exchangedText = (
  { live, heldMs, uncovered, counts: { target } }: Exchanged,
  then: string,
): string =>
  [
    `${live} ${then.trimEnd()}\n`,
    `It has ${countText(target.articles)} articles and ${countText(target.tombstones)} tombstones. Writes were held for ${(heldMs / 1_000).toFixed(1)} s.\n`,
    uncovered.articles === 0
      ? ''
      : `In it ${uncovered.articles} articles are seen by everybody that were hidden, or were to be withdrawn.\n`,
  ].join('');

type Run = FollowOptions & { readonly onCompared: (documents: number) => void };

/** Brings the copy up to the live index, showing how far it is, and then does the rest; Ctrl-C ends it in good order. */
const follow = async (
  engine: Engine,
  { err }: RebuildDeps,
  { plan, state }: Copying,
  perSecond: number | undefined,
  then: (state: CopyState, run: Run) => Promise<ExitStatus>,
): Promise<ExitStatus> => {
  const stop = stopSignal(() => err.write('Stopping …\n'));
  const progress = createCopyProgress(err, await engine.count(plan.source), state);
  const run = toRun(progress, stop.signal);
  try {
    const reached = await followIndex(engine, plan, state, {
      ...run,
      ...(perSecond === undefined ? {} : { perSecond }),
    });
    return await then(reached, run);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    err.write('Stopped; nothing is lost. Run it again to go on, a rebuild with --resume.\n');
    return EXIT.failed;
  } finally {
    progress.end();
    stop.dispose();
  }
};

const toRun = (progress: CopyProgress, signal: AbortSignal): Run => ({
  signal,
  onProgress: (state) => progress.show(state),
  onCompared: (documents) => progress.compared(documents),
  onRefused: ({ id, error }) => progress.print(`${id}: the new index would not take it. ${error.message}`),
  onRetry: ({ message }, delayMs) =>
    progress.print(`${message} Trying again in ${(delayMs / 1_000).toFixed(1)} s.`),
});

const searchIn = (engine: Engine, { abbreviationsFile = null }: RebuildDeps['config']): RunSearch => {
  const abbreviations = createAbbreviationsFile(abbreviationsPath(abbreviationsFile)).reload();
  return async (index, query) => {
    // Words are what an index's own texts make of them: here two indices are compared by what they hold.
    const language = NO_LANGUAGE;
    const request = toRequest([query], { size: '10', snippets: '0' });
    const { total, hits } = await searchArticles(
      {
        engine: createReader(engine, viewNow(Date.now, true)),
        index,
        abbreviations,
        language,
        autopsy: false,
      },
      request,
    );
    return { total: total.value, hits: hits.map(({ id, score }) => ({ id, score })) };
  };
};

/** Some articles' titles, as phrases: each has to find at least its article, in either index. */
const someTitles = async (engine: Engine, index: string): Promise<string[]> => {
  const { hits } = await engine.search<Pick<Article, 'title'>>(index, {
    size: TITLES,
    query: { function_score: { query: NOT_REMOVED, random_score: {} } },
    _source: ['title'],
    track_total_hits: false,
  });
  return hits.flatMap(({ source }) =>
    source === null ? [] : [source.title.slice(0, 200).replaceAll('"', ' ')],
  );
};

/** One search a line; what follows a `#` is a comment. */
const readQueries = async (file: string = QUERIES_FILE): Promise<string[]> => {
  try {
    return (await readFile(file, 'utf8'))
      .split(/\r?\n/)
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .filter((line) => line !== '');
  } catch (error) {
    throw new AppError(
      'invalid_parameters',
      `The file of searches cannot be read: ${file}. Name another with --queries.`,
      { cause: error },
    );
  }
};
