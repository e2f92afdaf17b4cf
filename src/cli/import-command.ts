import { stdin } from 'node:process';
import { Command } from 'commander';
import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { ensureIndex } from '../index-lifecycle/create-index.ts';
import { importArticles, type ImportEvent, type ImportResult } from '../ingest/import-articles.ts';
import { openArticleStore, type ArticleStoreDeps } from '../ingest/open-article-store.ts';
import { findFiles, type FoundFiles } from '../ingest/sources/find-files.ts';
import { readFiles, readSource } from '../ingest/sources/read-sources.ts';
import type { PortalDefaults, SourceRecord } from '../ingest/sources/source-record.ts';
import { deadLetterFile, deadLetterName, type DeadLetterFile } from './dead-letter-file.ts';
import { EXIT } from './exit-status.ts';
import { countsText, createImportProgress, type ImportProgress } from './import-progress.ts';
import type { ProgressStream } from './progress-line.ts';
import { stopSignal } from './stop-signal.ts';

export interface ImportCommandDeps {
  /** Finds the engine as the service does. */
  connect(): Promise<{ readonly engine: Engine; close(): Promise<void> }>;
  readonly config: Pick<Config, 'index' | 'shards' | 'replicas'>;
  /** Gets the summary. */
  readonly out: ProgressStream;
  /** Gets progress and failures. */
  readonly err: ProgressStream;
}

interface ImportFlags {
  readonly section?: string;
  readonly source?: string;
  readonly author: readonly string[];
  readonly tag: readonly string[];
  readonly dryRun: boolean;
  readonly deadLetter?: string;
}

const STANDARD_INPUT = '-';
/** The others are in the dead-letter file. */
const FAILURES_SHOWN = 20;
const SKIPPED_SHOWN = 5;

const repeated = (value: string, values: readonly string[]): string[] => [...values, value];

/**
 * `timbao import`: reads articles from files, folders or standard input and writes them. Sets the process's exit status:
 * 1 where some articles failed, 3 where the engine went out of reach on the way.
 */
export const importCommand = (deps: ImportCommandDeps): Command =>
  new Command('import')
    .description('store the articles of files, folders or standard input (-)')
    .argument(
      '<paths...>',
      'a portal’s pages as text (.txt), articles as JSON (.json) or JSON lines (.jsonl), folders of these, or -',
    )
    .option('--section <name>', 'the section of portal text that names none')
    .option('--source <name>', 'the source of portal text that names none')
    .option('--author <name>', 'an author of portal text that names none (repeatable)', repeated, [])
    .option('--tag <name>', 'a tag for portal text (repeatable)', repeated, [])
    .option('--dry-run', 'read and check everything, write nothing', false)
    .option('--dead-letter <file>', 'where articles that fail go, with the reason')
    .action(async (paths: string[], flags: ImportFlags) => {
      process.exitCode = await runImport(deps, paths, flags);
    });

/** @returns the exit status. */
const runImport = async (
  deps: ImportCommandDeps,
  paths: readonly string[],
  flags: ImportFlags,
): Promise<number> => {
  const found = await findFiles(paths.filter((path) => path !== STANDARD_INPUT));
  const readsStdin = paths.includes(STANDARD_INPUT);
  if (found.files.length === 0 && !readsStdin) throw nothingToRead(paths);
  const failures = await deadLetterFile(flags.deadLetter ?? deadLetterName(new Date()));
  const stop = stopSignal(() => deps.err.write('Stopping once what is on its way is stored …\n'));
  const connection = flags.dryRun ? null : await deps.connect();
  try {
    const store = connection === null ? null : await prepareStore(connection.engine, deps);
    const totalBytes = readsStdin ? null : found.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const progress = createImportProgress(deps.err, totalBytes);
    const start = Date.now();
    const records = readAll(found, readsStdin, toDefaults(flags), stop.signal);
    const result = await importArticles(store, records, showing(progress, failures), {
      stop: stop.signal,
      onRetry: ({ message }, delayMs) =>
        progress.print(`${message} Trying again in ${(delayMs / 1000).toFixed(1)} s.`),
    }).finally(() => progress.end());
    // Whoever searches next finds what was imported.
    if (store !== null && result.stoppedBy === null) await store.engine.refresh(store.names.read);
    deps.out.write(
      summary(result, found, failures.path, Date.now() - start, flags.dryRun, stop.signal.aborted),
    );
    return exitStatus(result, stop.signal.aborted);
  } finally {
    await failures.close();
    await connection?.close();
    stop.dispose();
  }
};

const prepareStore = async (
  engine: Engine,
  { config, err }: Pick<ImportCommandDeps, 'config' | 'err'>,
): Promise<ArticleStoreDeps> => {
  let isTold = false;
  const onWaiting = (): void => {
    if (!isTold) err.write('Waiting for the search engine …\n');
    isTold = true;
  };
  // One that is not there at all is not waited for: only one that is still starting.
  await engine.info();
  const state = await waitUntilReady(engine, config.index, { onWaiting });
  const { index, created } = await ensureIndex(engine, {
    alias: config.index,
    shards: config.shards,
    replicas: config.replicas,
  });
  if (created) err.write(`Created the index ${index}.\n`);
  if (state === 'index_missing') await waitUntilReady(engine, config.index, { onWaiting });
  return openArticleStore(engine, config.index);
};

async function* readAll(
  { files }: FoundFiles,
  readsStdin: boolean,
  defaults: PortalDefaults,
  stop: AbortSignal,
): AsyncGenerator<SourceRecord> {
  yield* readFiles(files, defaults);
  if (readsStdin) yield* readSource(untilStopped(stdin, stop), STANDARD_INPUT, defaults);
}

/** Standard input may stay silent for ever: asked to stop, it counts as ended. */
async function* untilStopped(stream: NodeJS.ReadStream, stop: AbortSignal): AsyncGenerator<Uint8Array> {
  const end = (): void => {
    stream.destroy();
  };
  stop.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of stream)
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    stop.removeEventListener('abort', end);
  }
}

/** Shows each event and keeps what failed. */
const showing = (progress: ImportProgress, failures: DeadLetterFile) => {
  let failed = 0;
  return async ({ from, bytes, status, error, deadLetter }: ImportEvent): Promise<void> => {
    if (deadLetter !== null) {
      await failures.add(deadLetter);
      failed++;
      if (failed <= FAILURES_SHOWN) progress.print(`${from}: ${error?.message ?? 'failed'}`);
      if (failed === FAILURES_SHOWN + 1) progress.print('Further failures are not shown here.');
    }
    progress.add(status, bytes);
  };
};

const toDefaults = ({ section, source, author, tag }: ImportFlags): PortalDefaults => ({
  ...(section === undefined ? {} : { section }),
  ...(source === undefined ? {} : { source }),
  authors: author,
  tags: tag,
});

const summary = (
  { counts, stoppedBy }: ImportResult,
  { skipped }: FoundFiles,
  failedPath: string,
  elapsedMs: number,
  isDryRun: boolean,
  wasStopped: boolean,
): string => {
  const lines = [`${countsText(counts)} (${(elapsedMs / 1000).toFixed(1)} s).`];
  if (isDryRun) lines.push('Nothing was written: this was a dry run.');
  if (skipped.length > 0) {
    const shown = skipped.slice(0, SKIPPED_SHOWN).join(', ');
    const files = skipped.length === 1 ? '1 file that is' : `${skipped.length} files that are`;
    lines.push(`Passed over ${files} no article: ${shown}${skipped.length > SKIPPED_SHOWN ? ' …' : ''}`);
  }
  if (counts.failed > 0) {
    lines.push(
      `What failed is in ${failedPath}, with the reasons. Mend it there, then run: timbao import ${failedPath}`,
    );
  }
  if (stoppedBy !== null) {
    lines.push(
      `The import ended early: ${stoppedBy.message} What was not read yet is untouched: run the same command again, nothing is stored twice.`,
    );
  } else if (wasStopped) {
    lines.push('The import was stopped. Run the same command again to go on: nothing is stored twice.');
  }
  return `${lines.join('\n')}\n`;
};

const exitStatus = ({ counts, stoppedBy }: ImportResult, wasStopped: boolean): number => {
  if (stoppedBy !== null) return EXIT.engine;
  return counts.failed > 0 || wasStopped ? EXIT.failed : EXIT.done;
};

const nothingToRead = (paths: readonly string[]): AppError =>
  new AppError(
    'invalid_parameters',
    `There is nothing to import in ${paths.map((path) => `“${path}”`).join(', ')}. Of folders, files are read that end in .txt, .json, .jsonl or .ndjson; any other file has to be named itself.`,
  );
