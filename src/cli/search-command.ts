import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { viewNow } from '../domain/visibility.ts';
import { toPostedSearch } from '../http/schemas/searches-schema.ts';
import { chooseFields } from '../domain/choose-fields.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { createReader } from '../search/reader.ts';
import { searchArticles } from '../search/search-articles.ts';
import { EXIT } from './exit-status.ts';
import { hitsCsv, hitsCsvHead, type ListedAnswer } from './hits-csv.ts';
import { deskOf } from './desk-of.ts';
import { languageOf } from './language-of.ts';
import { withConnection } from '../service/connect.ts';
import { printHits } from './print-hits.ts';
import { readQueryList } from './query-list.ts';
import { toParameters, toRequest, withSearchFlags, type SearchFlags } from './search-flags.ts';

type Search = (request: SearchRequest) => Promise<SearchResult>;

const FORMATS = ['text', 'json', 'csv'] as const;

type Format = (typeof FORMATS)[number];

/** A search to be made: its query as typed, and the request or why there is none. */
interface Listed {
  readonly q: string;
  readonly request: SearchRequest | AppError;
}

/** `timbao search QUERY`, `timbao search --file QUERIES`: the parameters of `GET /v1/search`, on a terminal. */
export const searchCommand = (): Command =>
  withSearchFlags(new Command('search').argument('[query...]', 'what to search for, as in the search box'))
    .option(
      '--file <file>',
      'a query a line, or CSV with a column headed q and parameters in others; - for standard input',
    )
    .option('--format <format>', 'text, json (of a file: a line a query) or csv (a row a hit)')
    .option('--json', 'the answer as the HTTP interface gives it')
    .action(async (words: readonly string[], { json, format, file, ...flags }: SearchFlags) => {
      const config = readConfig();
      const as = formatOf(json === true ? 'json' : format);
      const list = typeof file === 'string' ? await readList(file, words, flags) : null;
      const single = list === null ? toRequest(words, flags) : null;
      const abbreviations = createAbbreviationsFile(abbreviationsPath(config.abbreviationsFile)).reload();
      const index = indexNames(config.index).read;
      await withConnection(config, async (engine) => {
        const view = viewNow(Date.now);
        const context = {
          engine: createReader(engine, view),
          index,
          ...(await deskOf(engine, config.index, abbreviations, view)),
          ...(await languageOf(engine, index)),
        };
        const search: Search = (request) => searchArticles(context, request);
        if (single === null) return searchList(list ?? [], search, as);
        const result = await search(single);
        if (as === 'csv') process.stdout.write(hitsCsvHead() + hitsCsv({ q: result.query.text, result }));
        else if (as === 'json')
          process.stdout.write(`${JSON.stringify(chooseFields(result, single.shown.fields), null, 2)}\n`);
        else printHits(result, single.shown, process.stdout);
      });
    });

const formatOf = (format: SearchFlags[string] = 'text'): Format => {
  const known = FORMATS.find((one) => one === format);
  if (known !== undefined) return known;
  throw new AppError('invalid_parameters', `--format must be one of ${FORMATS.join(', ')}.`);
};

const readQueryFile = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError('invalid_parameters', `The file of queries ${file} cannot be read. Check the path.`, {
      cause: error,
    });
  }
};

/** The searches of a file; the options of the command hold for all that do not say otherwise. */
const readList = async (file: string, words: readonly string[], flags: SearchFlags): Promise<Listed[]> => {
  if (words.length > 0)
    throw new AppError('invalid_parameters', 'With --file no query can stand on the command line.');
  const text = file === '-' ? await textOf(process.stdin) : await readQueryFile(file);
  return (await readQueryList(text)).map(({ line, parameters }) => {
    const { q = '' } = parameters;
    try {
      return { q, request: toPostedSearch({ ...toParameters(flags), ...parameters }) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { q, request: new AppError(error.code, `Line ${line}: ${error.message}`) };
    }
  });
};

/** Searches for one after the other. What is wrong with one is told in its place, and by the exit status. */
const searchList = async (list: readonly Listed[], search: Search, format: Format): Promise<void> => {
  const { stdout } = process;
  if (format === 'csv') stdout.write(hitsCsvHead());
  for (const { q, request } of list) {
    const answer = await answerTo(q, request, search);
    if (answer.problem !== undefined) process.exitCode = EXIT.failed;
    if (format === 'csv') stdout.write(hitsCsv(answer));
    else if (format === 'json') stdout.write(`${JSON.stringify(answer)}\n`);
    else if (answer.result === null) stdout.write(`${q}\n${answer.problem ?? ''}\n\n`);
    else if (!(request instanceof AppError)) {
      stdout.write(`${q}\n`);
      printHits(answer.result, request.shown, stdout);
      stdout.write('\n');
    }
  }
};

const answerTo = async (q: string, request: Listed['request'], search: Search): Promise<ListedAnswer> => {
  if (request instanceof AppError) return { q, result: null, problem: request.message };
  try {
    return { q, result: await search(request) };
  } catch (error) {
    // What is no fault of the query will be none of the next one either.
    if (!(error instanceof AppError) || !OF_THE_QUERY.has(error.code)) throw error;
    return { q, result: null, problem: error.message };
  }
};

const OF_THE_QUERY: ReadonlySet<AppError['code']> = new Set(['invalid_parameters', 'query_too_complex']);
