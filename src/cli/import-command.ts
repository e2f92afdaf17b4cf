import { stdin } from 'node:process';
import { Command } from 'commander';
import { AppError, isTransient, hasCode } from '../domain/app-error.ts';
import {
  endsImport,
  importArticles,
  type ImportEvent,
  type ImportResult,
} from '../ingest/import-articles.ts';
import { createArticleReader } from '../ingest/reading/create-article-reader.ts';
import { findFiles, type SourceFile } from '../ingest/sources/find-files.ts';
import { readFiles, readSource } from '../ingest/sources/read-sources.ts';
import type { PageReader, ReadOptions, SourceRecord } from '../ingest/sources/source-record.ts';
import { guessFieldMap } from '../ingest/sources/suggest-field-map.ts';
import type { CommandDeps, OfNewIndex } from './command-deps.ts';
import { deadLetterFile, type DeadLetterFile } from './dead-letter-file.ts';
import { repeated } from './command-parts.ts';
import { EXIT } from './exit-status.ts';
import { importFiles, type ImportFiles } from './import-files.ts';
import { openImportJournal } from './import-journal.ts';
import { toReadOptions, type ReadFlags } from './import-options.ts';
import { createImportProgress, type ImportProgress } from './import-progress.ts';
import { importSummary } from './import-summary.ts';
import { importTally, type ImportTally } from './import-tally.ts';
import { openImportStore } from './open-import-store.ts';
import { stopSignal } from '../service/stop-signal.ts';

export type ImportCommandDeps = CommandDeps<OfNewIndex>;

interface ImportFlags extends ReadFlags {
  readonly dryRun: boolean;
  readonly offline: boolean;
  readonly embargo: boolean;
  readonly suggestMap: boolean;
  readonly deadLetter?: string;
  readonly resume?: string;
}

const STANDARD_INPUT = '-';
/** The others are in the dead-letter file. */
const FAILURES_SHOWN = 20;
/** The summary counts them all. */
const CONVERSIONS_SHOWN = 20;

const EXAMPLES = `
Read are, known by their endings and otherwise by how they begin:
  .txt                  a page of a portal, copied as text
  .json                 one article, a list of them, or several one after another
  .jsonl .ndjson        one article a line, {"delete":"id"}, or a dead-letter file
  .csv .tsv             a table whose first row names the fields
  .html .htm .mhtml     a page with its markup: JSON-LD, OpenGraph, or its text alone
  .xml .rss .atom .wxr  RSS, Atom, or an export of WordPress
and any of them packed with gzip. Text is UTF-8 or UTF-16; TCVN3 (ABC), VNI, VISCII and Windows-1258 are told by
their text and converted; what is in doubt fails.

Examples:
  timbao import bai-viet/                              a folder and all folders below it
  timbao import --dry-run bai-viet/                    what would become of it; nothing is written
  timbao import kho-bao/ --resume kho-bao.state        a big one, that can go on where it was interrupted
  timbao import xuat.json --records data.items \\
    --field title=headline.vi --field body=content     the JSON of another system; --map for more
  timbao import cu/ --encoding tcvn3                   pages that are known to be TCVN3
  curl -s https://bao.example/rss | timbao import - --format feed
  timbao import timbao-failed-20220121-083000.jsonl    what failed, once it is mended

Exit status: 0 done, 1 some articles failed or the import was stopped, 2 wrong usage, 3 the engine is out of reach.`;

/**
 * `timbao import`: reads articles from files, folders or standard input and writes them. Sets the process's exit status:
 * 1 where some articles failed, 3 where the engine went out of reach on the way.
 */
export const importCommand = (deps: ImportCommandDeps): Command =>
  new Command('import')
    .argument('<paths...>', 'files, folders, or - for standard input')
    .option('--dry-run', 'read and check everything, tell what would become of it, write nothing', false)
    .option('--offline', 'with --dry-run: without the search engine, nothing is compared', false)
    .option('--resume <file>', 'keep progress in this file, and go on from what it holds')
    .option('--dead-letter <file>', 'where articles that fail go, with the reason')
    .option(
      '--format <format>',
      'text, json, jsonl, csv, html, mhtml or feed, in place of what names and beginnings say',
    )
    .option('--encoding <name>', 'tcvn3, vni, viscii, windows-1258, … for text that is not UTF-8')
    .option('--map <file>', 'JSON that says where the fields are in JSON of another shape')
    .option('--field <name=path>', 'the same for one field: title=headline.vi (repeatable)', repeated, [])
    .option('--records <path>', 'where in a JSON object the list of articles is: data.items')
    .option('--record <name>', 'the element of XML that is an article')
    .option('--where <path=value>', 'only records that have it: status=publish|1 (repeatable)', repeated, [])
    .option(
      '--suggest-map',
      'print a field map for the first record, to be saved for --map; import nothing',
      false,
    )
    .option('--zone <offset>', 'of times in JSON that have no offset: +07:00')
    .option('--date-order <order>', 'day-first or month-first: what 11/9/2021 3:40 PM and 21/01/22 mean')
    .option('--excel-dates', 'dates that are numbers are days of a spreadsheet', false)
    .option('--embargo', 'dates that lie ahead are meant', false)
    .option('--section <name>', 'the section of pages that name none')
    .option('--source <name>', 'the source of pages that name none')
    .option('--author <name>', 'an author of pages that name none (repeatable)', repeated, [])
    .option('--tag <name>', 'a tag for pages (repeatable)', repeated, [])
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: ImportFlags) => {
      process.exitCode = await runImport(deps, paths, flags);
    });

/** @returns the exit status. */
const runImport = async (
  deps: ImportCommandDeps,
  paths: readonly string[],
  flags: ImportFlags,
): Promise<number> => {
  if (flags.offline && !flags.dryRun) {
    throw new AppError(
      'invalid_parameters',
      '--offline goes with --dry-run: without an engine nothing is stored.',
    );
  }
  const options = await toReadOptions(flags);
  const found = await findFiles(
    paths.filter((path) => path !== STANDARD_INPUT),
    options,
  );
  const readsStdin = paths.includes(STANDARD_INPUT);
  if (found.files.length === 0 && !readsStdin) throw nothingToRead(paths);
  if (flags.suggestMap) return printFieldMap(deps, found.files, options, readsStdin);
  const failures = await deadLetterFile(flags.deadLetter);
  const stop = stopSignal(() => deps.err.write('Stopping once what is on its way is stored …\n'));
  const connection = await connectFor(deps, flags);
  const reader = createArticleReader();
  try {
    const target = connection === null ? null : await openImportStore(connection.engine, deps, flags.dryRun);
    const journal =
      flags.resume === undefined || flags.dryRun || target === null
        ? null
        : await openImportJournal(flags.resume, target.index);
    if (journal?.startsOver === true) {
      deps.err.write(`${journal.path} is of an index that is not written to any more: all is read again.\n`);
    }
    const totalBytes = readsStdin ? null : found.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const progress = createImportProgress(deps.err, totalBytes);
    const start = performance.now();
    const files = importFiles(
      found.files,
      options,
      journal,
      (bytes) => progress.pass(bytes),
      reader.readPage,
    );
    const tally = importTally();
    const close = async (): Promise<void> => {
      progress.end();
      await journal?.close();
    };
    const result = await importArticles(
      target?.store ?? null,
      readAll(files, readsStdin, options, reader.readPage, stop.signal),
      showing(progress, failures, files, tally),
      {
        stop: stop.signal,
        isDryRun: flags.dryRun,
        allowsEmbargo: flags.embargo,
        readRecord: reader.readRecord,
        retryForMs: RETRY_FOR_MS,
        onRetry: tellingRetries(progress),
      },
    ).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    await close();
    // Whoever searches next finds what was imported.
    if (target !== null && !flags.dryRun && result.stoppedBy === null) {
      await target.store.engine.refresh(target.store.names.read);
    }
    deps.out.write(
      importSummary({
        result,
        elapsedMs: performance.now() - start,
        isDryRun: flags.dryRun,
        isOffline: target === null,
        wasStopped: stop.signal.aborted,
        passedOver: found.skipped,
        tally,
        resumed: files.resumed,
        failedPath: failures.path,
        journalPath: journal?.path ?? null,
      }),
    );
    return exitStatus(result, stop.signal.aborted);
  } finally {
    await reader.close();
    await failures.close();
    await connection?.close();
    stop.dispose();
  }
};

/** Prints where the fields of the first record seem to be, as `--map` takes it. */
const printFieldMap = async (
  { out, err }: ImportCommandDeps,
  files: readonly SourceFile[],
  options: ReadOptions,
  readsStdin: boolean,
): Promise<number> => {
  const records = readsStdin ? readSource(stdin, STANDARD_INPUT, options) : readFiles(files, options);
  for await (const { article } of records) {
    const map = guessFieldMap(article);
    if (Object.keys(map).length === 0) continue;
    out.write(`${JSON.stringify(map, null, 2)}\n`);
    return EXIT.done;
  }
  err.write('No record was found whose fields could be told. Name the list of articles with --records.\n');
  return EXIT.failed;
};

/** A dry run does without an engine that is not there; it tells less then. */
const connectFor = async (deps: ImportCommandDeps, { dryRun, offline }: ImportFlags) => {
  if (offline) return null;
  if (!dryRun) return deps.connect();
  try {
    const connection = await deps.connect();
    try {
      await connection.engine.info();
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  } catch (error) {
    if (!isTransient(error) && !hasCode(error, 'embedded_engine')) throw error;
    deps.err.write('The search engine is out of reach: everything is checked, and nothing compared.\n');
    return null;
  }
};

async function* readAll(
  files: ImportFiles,
  readsStdin: boolean,
  options: ReadOptions,
  pages: PageReader,
  stop: AbortSignal,
): AsyncGenerator<SourceRecord> {
  yield* files.records();
  if (!readsStdin) return;
  for await (const record of readSource(untilStopped(stdin, stop), STANDARD_INPUT, options, { pages })) {
    yield { ...record, bytes: 0 };
  }
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

/** An engine that is started anew after a crash has its articles back after a minute or two on a busy machine. */
const RETRY_FOR_MS = 5 * 60_000;
const TELL_EVERY_MS = 5_000;

/** Several batches may wait for the same engine: one line says it for all. */
const tellingRetries = (progress: ImportProgress): ((error: AppError) => void) => {
  let toldAt = -TELL_EVERY_MS;
  return ({ message }) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    progress.print(`${message} The import goes on as soon as it answers.`);
  };
};

/** Shows each event, keeps what failed, and notes what is settled. */
const showing = (
  progress: ImportProgress,
  failures: DeadLetterFile,
  files: ImportFiles,
  tally: ImportTally,
) => {
  let failed = 0;
  let converted = 0;
  let isSettling = true;
  return async (event: ImportEvent): Promise<void> => {
    const { from, bytes, status, error, deadLetter, note, sample } = event;
    if (deadLetter !== null) {
      await failures.add(deadLetter);
      failed++;
      if (failed <= FAILURES_SHOWN) progress.print(`${from}: ${error?.message ?? 'failed'}`);
      if (failed === FAILURES_SHOWN + 1) progress.print('Further failures are not shown here.');
    }
    if (status !== 'failed' && note !== null && ++converted <= CONVERSIONS_SHOWN) {
      progress.print(`${from}: ${note}${sample === null ? '' : `: “${sample.before}” → “${sample.after}”`}`);
    }
    tally.add(event);
    // From a record on that the engine was not there for, all is to be read again.
    isSettling &&= error === null || !endsImport(error);
    if (isSettling) await files.settle();
    progress.add(status, bytes);
  };
};

const exitStatus = ({ counts, stoppedBy }: ImportResult, wasStopped: boolean): number => {
  if (stoppedBy !== null) return EXIT.engine;
  return counts.failed > 0 || wasStopped ? EXIT.failed : EXIT.done;
};

const nothingToRead = (paths: readonly string[]): AppError =>
  new AppError(
    'invalid_parameters',
    `There is nothing to import in ${paths.map((path) => `“${path}”`).join(', ')}. Of folders, files are read that end in .txt, .json, .jsonl, .html, .xml, .rss and the like, packed with gzip or not; any other file has to be named itself.`,
  );
