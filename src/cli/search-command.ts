import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { viewNow } from '../domain/visibility.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { chooseFields } from '../domain/choose-fields.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { createReader } from '../search/reader.ts';
import { searchArticles } from '../search/search-articles.ts';
import { languageOf } from './language-of.ts';
import { withConnection } from '../service/connect.ts';
import { printHits } from './print-hits.ts';
import { toRequest, withSearchFlags, type SearchFlags } from './search-flags.ts';

/** `timbao search QUERY`: the parameters of `GET /v1/search`, on a terminal. */
export const searchCommand = (): Command =>
  withSearchFlags(
    new Command('search')
      .description('search the articles; without QUERY, browse by the filters')
      .argument('[query...]', 'what to search for, as in the search box'),
  )
    .option('--json', 'the answer as the HTTP interface gives it')
    .action(async (words: readonly string[], { json, ...flags }: SearchFlags) => {
      const config = readConfig();
      const request = toRequest(words, flags);
      const abbreviations = createAbbreviationsFile(abbreviationsPath(config.abbreviationsFile)).reload();
      const index = indexNames(config.index).read;
      const result = await withConnection(config, async (engine) =>
        searchArticles(
          {
            engine: createReader(engine, viewNow(Date.now)),
            index,
            abbreviations,
            ...(await languageOf(engine, index)),
          },
          request,
        ),
      );
      if (json === true)
        process.stdout.write(`${JSON.stringify(chooseFields(result, request.shown.fields), null, 2)}\n`);
      else printHits(result, request.shown, process.stdout);
    });
