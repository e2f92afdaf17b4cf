import type { Command } from 'commander';
import type { SearchRequest } from '../domain/search-request.ts';
import { toPostedSearch } from '../http/schemas/searches-schema.ts';
import { repeated } from './command-parts.ts';

export type SearchFlags = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** Gives a command the parameters of `GET /v1/search` that say which articles, in which order. */
export const withQueryFlags = (command: Command): Command =>
  command
    .option('--mode <mode>', 'keyword or phrase')
    .option('--slop <n>', 'how many syllables may stand between the words of a phrase')
    .option('--diacritics <how>', 'auto, strict or ignore')
    .option('--from <date>', 'published on this day, month or year, or later; also today, 7d, this-month')
    .option('--to <date>', 'published on this day, month or year, or earlier; likewise')
    .option('--section <name>', 'only this section (repeatable)', repeated)
    .option('--author <name>', 'only this author (repeatable)', repeated)
    .option('--tag <name>', 'only this tag (repeatable)', repeated)
    .option('--source <name>', 'only this source (repeatable)', repeated)
    .option('--sort <order>', 'relevance, newest or oldest')
    .option('--no-relax', 'never loosen a search that finds nothing');

/** Gives a command the parameters of `GET /v1/search` as options. */
export const withSearchFlags = (command: Command): Command =>
  withQueryFlags(command)
    .option('--size <n>', 'hits to show')
    .option('--page <n>', 'which page of them')
    .option('--fields <names>', 'what each hit carries with --json, such as title,url,publishedAt')
    .option('--snippets <n>', 'snippets for each hit')
    .option('--snippet-size <n>', 'the most characters a snippet has')
    .option('--facets <names>', 'count by year, month, day, section, author, tag, source (with commas)')
    .option('--accents', 'count how the syllables of a query without marks are written')
    .option('--explain', 'tell how the query was read (with --json)')
    .option('--collapse', 'show one of each set of nearly identical articles');

/** The parameters that options ask for. */
export const toParameters = ({
  relax,
  ...flags
}: SearchFlags): Readonly<Record<string, string | readonly string[] | boolean | undefined>> => ({
  ...flags,
  ...(relax === false && { relax }),
});

/**
 * The search that a command line asks for.
 *
 * @throws AppError `invalid_parameters`, naming each option that is wrong
 */
export const toRequest = (words: readonly string[], flags: SearchFlags): SearchRequest =>
  toPostedSearch({ q: words.join(' '), ...toParameters(flags) });
