import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { invalidParameters, toFieldErrors } from '../http/schemas/field-errors.ts';
import {
  searchParameterNames,
  searchParameters,
  toSearchRequest,
} from '../http/schemas/search-parameters.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { searchArticles } from '../search/search-articles.ts';
import { withConnection } from './connect.ts';
import { printHits } from './print-hits.ts';

type SearchFlags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

/** `timbao search QUERY`: the parameters of `GET /v1/search`, on a terminal. */
export const searchCommand = (): Command =>
  new Command('search')
    .description('search the articles; without QUERY, browse by the filters')
    .argument('[query...]', 'what to search for, as in the search box')
    .option('--mode <mode>', 'keyword or phrase')
    .option('--slop <n>', 'syllables of freedom a phrase has')
    .option('--diacritics <how>', 'auto, strict or ignore')
    .option('--from <date>', 'published on this day, month or year, or later')
    .option('--to <date>', 'published on this day, month or year, or earlier')
    .option('--section <name>', 'only this section (may be given again)', collect)
    .option('--author <name>', 'only this author (may be given again)', collect)
    .option('--tag <name>', 'only this tag (may be given again)', collect)
    .option('--source <name>', 'only this source (may be given again)', collect)
    .option('--sort <order>', 'relevance, newest or oldest')
    .option('--size <n>', 'hits to show')
    .option('--page <n>', 'which page of them')
    .option('--snippets <n>', 'snippets for each hit')
    .option('--snippet-size <n>', 'the most characters a snippet has')
    .option('--no-relax', 'never loosen a search that finds nothing')
    .option('--json', 'the answer as the HTTP interface gives it')
    .action(async (words: readonly string[], { json, relax, ...flags }: SearchFlags) => {
      const config = readConfig();
      const request = readRequest({
        q: words.join(' '),
        ...flags,
        ...(relax === false && { relax: 'false' }),
      });
      const result = await withConnection(config, (engine) =>
        searchArticles(
          {
            engine,
            index: indexNames(config.index).read,
            abbreviations: createAbbreviationsFile().current(),
          },
          request,
        ),
      );
      if (json === true) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      else printHits(result, request, process.stdout);
    });

const readRequest = (parameters: SearchFlags): SearchRequest => {
  const parsed = searchParameters.safeParse(parameters);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, searchParameterNames));
  return toSearchRequest(parsed.data);
};
