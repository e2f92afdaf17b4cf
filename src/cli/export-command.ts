import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable, Transform } from 'node:stream';
import { Command } from 'commander';
import type { ArticleExport } from '../domain/article-export.ts';
import { AppError } from '../domain/app-error.ts';
import { viewNow } from '../domain/visibility.ts';
import {
  exportParameterNames,
  exportParameters,
  toExportRequest,
} from '../http/schemas/export-parameters.ts';
import type { ExportRequest } from '../http/schemas/export-parameters.ts';
import { invalidParameters, toFieldErrors } from '../http/schemas/field-errors.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { exportText } from '../ingest/export-text.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { exportArticles } from '../search/export-articles.ts';
import { createPointsInTime } from '../search/points-in-time.ts';
import { createReader } from '../search/reader.ts';
import { withEngine, type CommandDeps } from './command-deps.ts';
import { languageOf } from './language-of.ts';
import { withQueryFlags, type SearchFlags } from './search-flags.ts';
import { stopSignal } from '../service/stop-signal.ts';

export interface ExportCommandDeps extends CommandDeps<'abbreviationsFile'> {
  /** Gets the articles where no file is named. */
  readonly out: NodeJS.WritableStream;
}

/**
 * `timbao export`: the articles of a search, or all of them, as JSON lines or CSV, with a checksum. A file has its name
 * only once it is complete.
 */
export const exportCommand = (deps: ExportCommandDeps): Command =>
  withQueryFlags(
    new Command('export').argument(
      '[query...]',
      'what to search for, as in the search box; without it and filters, everything',
    ),
  )
    .option('--format <format>', 'ndjson (to be imported again) or csv (for a spreadsheet)')
    .option('--with-removals', 'what was removed, too, as lines for POST /v1/articles/bulk')
    .option('--preview', 'what is hidden now as well: embargoed and withdrawn articles')
    .option('-o, --output <file>', 'where to write it; standard output unless given')
    .action((words: readonly string[], flags: SearchFlags) => runExport(deps, words, flags));

const runExport = async (
  deps: ExportCommandDeps,
  words: readonly string[],
  { output, withRemovals, preview, relax, ...flags }: SearchFlags,
): Promise<void> => {
  const { config, out, err } = deps;
  const request = toRequest({
    q: words.join(' '),
    ...flags,
    ...(relax === false && { relax: 'false' }),
    ...(withRemovals === true && { removals: 'true' }),
  });
  const file = typeof output === 'string' ? output : null;
  const index = indexNames(config.index).read;
  const abbreviations = createAbbreviationsFile(abbreviationsPath(config.abbreviationsFile)).reload();
  const stop = stopSignal(() => err.write('Stopping …\n'));
  try {
    await withEngine(deps, async (engine) => {
      const points = createPointsInTime(engine, index);
      const found = await exportArticles(
        {
          engine: createReader(engine, viewNow(Date.now, preview === true)),
          index,
          abbreviations,
          points,
          ...(await languageOf(engine, index, err, stop.signal)),
        },
        request.search,
        stop.signal,
      );
      try {
        const written = await write(found, request, file ?? out, stop.signal);
        err.write(summary(found, written, file));
      } finally {
        await found.close();
      }
    });
  } catch (error) {
    throw stop.signal.aborted
      ? new AppError('internal', 'The export was stopped: it is not complete.', { cause: error })
      : error;
  } finally {
    stop.dispose();
  }
};

const toRequest = (flags: SearchFlags): ExportRequest => {
  const parsed = exportParameters.safeParse(flags);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, exportParameterNames));
  return toExportRequest(parsed.data);
};

interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

const write = async (
  found: ArticleExport,
  { format, removals }: ExportRequest,
  to: string | NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<Written> => {
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const text = exportText(found.articles, format, removals ? found.removals : undefined);
  const source = Readable.from(toBytes(text), { objectMode: false });
  if (typeof to !== 'string') {
    await pipeline(source, counting, to, { signal, end: false });
  } else {
    // Whoever finds a file of that name finds all of it.
    const unfinished = `${to}.unfinished`;
    try {
      await pipeline(source, counting, createWriteStream(unfinished), { signal });
      await rename(unfinished, to);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw isFileError(error) ? cannotWrite(to, error) : error;
    }
  }
  return { bytes, sha256: hash.digest('hex') };
};

async function* toBytes(text: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of text) yield Buffer.from(piece);
}

const isFileError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'path' in error;

const cannotWrite = (file: string, error: NodeJS.ErrnoException): AppError =>
  new AppError(
    'configuration',
    `The file ${file} cannot be written (${error.code}). Check its folder and your rights there.`,
    {
      cause: error,
    },
  );

const summary = (
  { total, relaxed, corrected }: ArticleExport,
  { bytes, sha256 }: Written,
  file: string | null,
): string =>
  [
    `${total.toLocaleString('en-US')} ${total === 1 ? 'article' : 'articles'}, ${bytes.toLocaleString('en-US')} bytes${file === null ? '' : ` in ${file}`}.`,
    ...(corrected === null
      ? []
      : [`Hardly anything has it as typed; exported: ${corrected.to}. --no-relax exports what was typed.`]),
    ...(relaxed === null ? [] : [`Nothing had all that was asked for: the ${relaxed} were loosened.`]),
    `SHA-256 ${sha256}`,
    '',
  ].join('\n');
