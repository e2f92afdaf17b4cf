import { Command } from 'commander';
import { readConfig, type Config } from '../config.ts';
import type { Match } from '../matching/match.ts';
import type { QueryNode, QueryWarning } from '../query/ast.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { explainSearch } from '../search/explain-search.ts';
import type { ExplainedRequest, ExplainedStep, Explanation } from '../search/explain-search.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { withConnection } from './connect.ts';
import { tableOf, widthOf } from './print-table.ts';
import { toRequest, withSearchFlags, type SearchFlags } from './search-flags.ts';

export interface ExplainCommandDeps {
  readonly config: () => Pick<Config, 'engine' | 'index' | 'abbreviationsFile'>;
  readonly out: { write(text: string): unknown };
}

const standardDeps: ExplainCommandDeps = { config: () => readConfig(), out: process.stdout };

/** `timbao explain QUERY`: how a search is read, loosened, and put to Elasticsearch. */
export const explainCommand = ({ config, out }: ExplainCommandDeps = standardDeps): Command =>
  withSearchFlags(
    new Command('explain')
      .description('show how a search is read and loosened, and the Elasticsearch requests it makes')
      .argument('[query...]', 'what to search for, as in the search box'),
  )
    .option('--offline', 'without the engine: what could be sent, and after which answers')
    .option('--json', 'as JSON')
    .action(async (words: readonly string[], { json, offline, ...flags }: SearchFlags) => {
      const settings = config();
      const request = toRequest(words, flags);
      const abbreviations = createAbbreviationsFile(abbreviationsPath(settings.abbreviationsFile)).reload();
      const index = indexNames(settings.index).read;
      const explanation =
        offline === true
          ? await explainSearch({ engine: null, index, abbreviations }, request)
          : await withConnection(settings, (engine) =>
              explainSearch({ engine, index, abbreviations }, request),
            );
      out.write(json === true ? `${JSON.stringify(explanation, null, 2)}\n` : printed(explanation));
    });

const printed = (explanation: Explanation): string =>
  [
    ...queryPart(explanation),
    ...marksPart(explanation),
    ...spellingsPart(explanation),
    ...wordsPart(explanation),
    ...requestsPart(explanation),
    ...outcomePart(explanation),
  ].join('\n');

const queryPart = ({ request, query }: Explanation): string[] => {
  const typed = request.q.replace(/\p{Cc}/gu, ' ');
  return [
    `Typed:    ${typed}`,
    ...query.warnings.flatMap((warning) => caret(typed, warning)),
    `Read as:  ${query.printed ?? '(nothing to search for)'}`,
    `          mode ${request.mode}, diacritics ${request.diacritics}, sort ${request.sort}`,
    '',
    ...(query.node === null ? [] : ['Query', ...tree(query.node).map((line) => `  ${line}`), '']),
  ];
};

/** The warning under its place in the line above. */
const caret = (typed: string, { at, code, message }: QueryWarning): string[] => {
  return [`          ${' '.repeat(widthOf(typed.slice(0, at)))}^ ${code}`, `          ${message}`];
};

const tree = (node: QueryNode): string[] => {
  const below = (children: readonly QueryNode[]): string[] =>
    children.flatMap(tree).map((line) => `  ${line}`);
  switch (node.type) {
    case 'and':
      return ['all of', ...below(node.children)];
    case 'or':
      return ['any of', ...below(node.children)];
    case 'not':
      return ['without', ...below([node.child])];
    case 'field':
      return [`in the field ${node.field}`, ...below([node.child])];
    case 'word':
      return [`word    ${node.text}`];
    case 'phrase':
      return [`phrase  "${node.text}"${node.slop === 0 ? '' : ` within ${node.slop} syllables`}`];
    case 'prefix':
      return [`prefix  ${node.text}*`];
    case 'date':
      return [`dates   ${node.from ?? '…'} to ${node.to ?? '…'}`];
    default:
      return node satisfies never;
  }
};

const STEP_NAMES = {
  typed: 'as typed',
  superset: 'with at least its marks',
  folded: 'without marks',
} as const;

const LEVEL_NAMES = {
  exact: 'exactly',
  superset: 'at least its marks',
  folded: 'any marks',
} as const;

interface Leaf {
  readonly name: string;
  readonly level: string;
}

/** What is looked for, with where it stands in the tree. The steps of one query have the same leaves. */
const leavesOf = (match: Match, where = ''): Leaf[] => {
  switch (match.type) {
    case 'syllable':
      return [{ name: `${where}${match.text}`, level: LEVEL_NAMES[match.level] }];
    case 'prefix':
      return [{ name: `${where}${match.text}*`, level: LEVEL_NAMES[match.level] }];
    case 'sequence': {
      const side = match.slop === 0 ? 'in a row' : `within ${match.slop}`;
      return match.syllables.map(({ text, level }, at) => ({
        name: `${where}${text}${at === 0 ? '' : ` (${side})`}`,
        level: LEVEL_NAMES[level],
      }));
    }
    case 'all':
      return match.children.flatMap((child) => leavesOf(child, where));
    case 'any':
      return match.children.flatMap((child, at) => leavesOf(child, at === 0 ? where : `${where}or `));
    case 'not':
      return leavesOf(match.child, `${where}without `);
    case 'field':
      return leavesOf(match.child, `${where}${match.field}: `);
    case 'dates':
      return [];
    default:
      return match satisfies never;
  }
};

const marksPart = ({ steps, unmarked, hasMarks, request }: Explanation): string[] => {
  if (steps.length === 0) return [];
  const leaves = steps.map(({ match }) => leavesOf(match));
  const rows = (leaves[0] ?? []).map(({ name }, row) => [name, ...leaves.map((of) => of[row]?.level ?? '')]);
  const notes =
    request.diacritics === 'auto' && !hasMarks
      ? ['No mark was typed: every syllable may have any marks.']
      : unmarked.map(
          ({ text, meantAsWritten }) =>
            `"${text}": ${
              meantAsWritten === null
                ? 'read as written; whether its marks were left out is judged by the index (leave out --offline)'
                : meantAsWritten
                  ? 'meant as written'
                  : 'read with any marks: as the articles show, marks were left out'
            }.`,
        );
  return [
    'Marks',
    ...lines(tableOf([['', ...steps.map(({ step }: ExplainedStep) => STEP_NAMES[step])], ...rows], '  ')),
    ...notes.map((note) => `  ${note}`),
    '',
  ];
};

const lines = (text: string): string[] => text.replace(/\n$/, '').split('\n');

const spellingsPart = ({ spellings }: Explanation): string[] =>
  spellings.length === 0
    ? []
    : [
        'Abbreviations',
        ...spellings.map(({ typed, others }) => `  ${typed}: also ${others.map((o) => `"${o}"`).join(', ')}`),
        '',
      ];

const wordsPart = ({ words, request }: Explanation): string[] => {
  if (!request.relax) return ['Loosening', '  Never (relax=false).', ''];
  if (words === null) return [];
  return [
    'Loosening',
    `  Where too little is found, ${words.least} of the ${words.of} words suffice; phrases, exclusions, fields and dates do not give way.`,
    '',
  ];
};

const requestsPart = ({ requests, outcome }: Explanation): string[] =>
  requests.length === 0
    ? ['Nothing is sent: there is nothing to search for.', '']
    : [
        outcome === null ? 'Requests that can be sent' : 'Requests',
        ...requests.flatMap((request, at) => [
          `# ${at + 1}. ${aboutRequest(request)}`,
          request.call,
          ...(request.call.endsWith('_msearch')
            ? request.bodies.flatMap((body) => ['{}', JSON.stringify(body)])
            : request.bodies.map((body) => JSON.stringify(body, null, 2))),
          '',
        ]),
      ];

const aboutRequest = ({ call, when, found }: ExplainedRequest): string => {
  if (found !== undefined) {
    const counts = found.map((count) => count.toLocaleString('en-US')).join(', ');
    return call.endsWith('_msearch') ? `counts: found ${counts}` : `found ${counts}`;
  }
  if (call.endsWith('_msearch')) return 'counts that decide how the query is read or what is suggested';
  return when === undefined || when.length === 0
    ? 'sent in any case'
    : `sent where ${when.map((c) => `${c.request} found ${c.found ? 'something' : 'too little'}`).join(', ')}`;
};

const outcomePart = ({ outcome }: Explanation): string[] => {
  if (outcome === null) return [''];
  const { total, query, tookMs } = outcome;
  return [
    `Found ${total.exact ? '' : 'more than '}${total.value.toLocaleString('en-US')} in ${tookMs} ms${
      query.relaxed === null ? '' : `, ${query.relaxed} loosened`
    }.`,
    ...(query.suggestion === undefined ? [] : [`Suggested: ${query.suggestion}`]),
    '',
  ];
};
