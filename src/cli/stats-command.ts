import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { dayOfIndex, searchesIndices } from '../desk/stats/searches-index.ts';
import { readJudgements } from '../desk/stats/read-judgements.ts';
import { readSearches } from '../desk/stats/read-searches.ts';
import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import type { CountedSearch, JudgedSearch, SearchStatistics } from '../domain/search-statistics.ts';
import { STATISTICS_KINDS } from '../domain/search-statistics.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { secondOf, visibleAt } from '../domain/visibility.ts';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';
import { invalidParameters, toFieldErrors } from '../http/schemas/field-errors.ts';
import {
  statisticsParameterNames,
  statisticsParameters,
  toStatisticsRequest,
} from '../http/schemas/statistics-schema.ts';
import { statisticsCsv } from '../http/statistics-csv.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { carriesMarks } from '../text/syllable.ts';
import { askOf, withEngine, type AskingDeps, type CommandDeps } from './command-deps.ts';
import { isConfirmed } from './confirm.ts';
import { tableOf } from './print-table.ts';
import { reportFile } from './report-file.ts';

type Deps = CommandDeps<'statsDays' | 'statsMin'> & AskingDeps;
type Flags = Readonly<Record<string, string>>;

const FORMATS = ['text', 'json', 'csv'] as const;

/** The set of judged searches that readers' clicks make. */
const SET = 'readers';

/** `timbao stats searches|export|clear`: what readers search for, and what they opened. */
export const statsCommand = (deps: Deps): Command => {
  const stats = new Command('stats');
  const withDays = (command: Command, days: string): Command =>
    command
      .option('--days <n>', `so many days, to today or --to (${days})`)
      .option('--from <date>', 'from this day on')
      .option('--to <date>', 'to this day');

  withDays(stats.command('searches'), '7')
    .description('what is searched for most, what found nothing, what is rising')
    .addOption(new Option('--kind <kind>', 'which searches').choices(STATISTICS_KINDS).default('top'))
    .option('--size <n>', 'how many (20)')
    .addOption(new Option('--format <format>', 'how it is printed').choices(FORMATS).default('text'))
    .action(async ({ format = 'text', ...flags }: Flags) => {
      const request = requestOf(flags);
      await withEngine(deps, async (engine) => {
        const { index, statsMin } = countedBy(deps);
        const found = await readSearches(engine, index, request, statsMin);
        if (format === 'json') deps.out.write(`${JSON.stringify(found, null, 2)}\n`);
        else deps.out.write(format === 'csv' ? statisticsCsv(found) : printed(found));
      });
    });

  withDays(stats.command('export'), '90')
    .description('searches with the articles that readers opened, as judged searches for npm run relevance')
    .requiredOption('--judgements <folder>', 'a folder for --data: relevance/readers is made in it')
    .action(async ({ judgements = '', ...flags }: Flags) => {
      const { from, to } = requestOf({ days: '90', ...flags });
      await withEngine(deps, async (engine) => {
        const { index, statsMin } = countedBy(deps);
        const judged = await readJudgements(engine, index, { from, to }, statsMin);
        if (judged.length === 0) {
          throw new AppError(
            'not_found',
            `From ${from} to ${to} no article was opened ${statsMin} times from one search (TIMBAO_STATS_MIN).`,
          );
        }
        const written = await writeJudgements(engine, indexNames(index).read, judged, judgements);
        deps.out.write(
          `${written.searches} searches and ${written.passages} articles in ${join(judgements, 'relevance', SET)}.\nnpm run relevance -- --data ${judgements} --sets ${SET}\n`,
        );
      });
    });

  stats
    .command('clear')
    .description('delete all that was counted')
    .option('--yes', 'without being asked')
    .action(async ({ yes }: { yes?: true }) => {
      await withEngine(deps, async (engine) => {
        const { index } = deps.config;
        const indices = (await engine.listIndices(searchesIndices(index))).filter(
          (name) => dayOfIndex(index, name) !== null,
        );
        if (indices.length === 0) {
          deps.out.write('Nothing is counted.\n');
          return;
        }
        const days = `${indices.length} ${indices.length === 1 ? 'day' : 'days'}`;
        if (yes !== true && !(await isConfirmed(askOf(deps), `Delete what was counted on ${days}?`))) return;
        for (const name of indices) await engine.deleteIndex(name);
        deps.out.write(`Deleted what was counted on ${days}.\n`);
      });
    });

  return stats;
};

/** @throws AppError `configuration` where nothing is counted */
const countedBy = ({ config }: Deps): Deps['config'] => {
  if (config.statsDays > 0) return config;
  throw new AppError(
    'configuration',
    'What readers search for is not counted: TIMBAO_STATS_DAYS is 0, for this command at least.',
  );
};

const requestOf = (flags: Flags) => {
  const parsed = statisticsParameters.safeParse(flags);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, statisticsParameterNames));
  return toStatisticsRequest(parsed.data);
};

const percent = (share: number | null): string => (share === null ? '·' : `${Math.round(share * 100)} %`);
const number = (value: number | null | undefined): string => String(value ?? '·');

const printed = ({ kind, from, to, atLeast, total, searches, partial }: SearchStatistics): string => {
  const isRising = kind === 'rising';
  const head = ['searches', ...(isRising ? ['before'] : []), 'found', 'nothing', 'clicks', 'rank', 'query'];
  const row = (one: CountedSearch): string[] => [
    number(one.searches),
    ...(isRising ? [number(one.before)] : []),
    number(one.hits),
    percent(one.withoutHits),
    number(one.clicks),
    number(one.meanRank),
    one.q,
  ];
  return [
    `${from} to ${to}: ${number(total.searches)} searches, ${percent(total.withoutHits)} found nothing, ${number(total.clicks)} clicks.\n`,
    searches.length === 0 ? `None was made ${atLeast} times.\n` : tableOf([head, ...searches.map(row)]),
    `Less than ${atLeast} is not told (·).\n`,
    ...(partial ? ['Some of the index did not answer: there may be more.\n'] : []),
  ].join('');
};

/** In the form of `bench/relevance-data.ts`: the articles that readers see, and the searches by how they are typed. */
const writeJudgements = async (
  engine: Engine,
  index: string,
  judged: readonly JudgedSearch[],
  folder: string,
): Promise<{ readonly searches: number; readonly passages: number }> => {
  const set = join(folder, 'relevance', SET);
  await mkdir(set, { recursive: true }).catch((error: unknown) => {
    throw new AppError('configuration', `The folder ${set} cannot be made.`, { cause: error });
  });
  const fileOf = (name: string) => {
    const path = join(set, name);
    return reportFile(path, {
      unwritable: `${path} cannot be written, or is there already. Name another folder with --judgements.`,
    });
  };
  const passages = fileOf('passages.jsonl');
  const query = { bool: { filter: [NOT_REMOVED, visibleAt(secondOf(Date.now))] } };
  const ids = new Set<string>();
  const pages = pagesOf<Pick<Article, 'title' | 'lead' | 'body'>>(
    engine,
    index,
    { query, _source: ['title', 'lead', 'body'] },
    { size: 500, keepAlive: '2m' },
  );
  for await (const page of pages) {
    for (const { id, source } of page) {
      const { title = '', lead, body = '' } = source ?? {};
      await passages.add({ id, title, text: [...(lead === undefined ? [] : [lead]), body].join('\n\n') });
      ids.add(id);
    }
  }
  await passages.close();
  const files = {
    accented: fileOf('queries.accented.jsonl'),
    unaccented: fileOf('queries.unaccented.jsonl'),
  };
  let searches = 0;
  for (const { q, articles } of judged) {
    const relevant = articles.filter((id) => ids.has(id));
    if (relevant.length === 0) continue;
    searches++;
    const isMarked = q.split(/[^\p{L}\p{M}]+/u).some(carriesMarks);
    await files[isMarked ? 'accented' : 'unaccented'].add({ id: `r${searches}`, query: q, relevant });
  }
  for (const file of Object.values(files)) await file.close();
  return { searches, passages: ids.size };
};
