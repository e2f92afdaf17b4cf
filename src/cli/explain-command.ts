import { Command } from 'commander';
import { readConfig, type Config } from '../config.ts';
import { viewNow } from '../domain/visibility.ts';
import type { Match } from '../matching/match.ts';
import type { QueryNode, QueryWarning } from '../query/ast.ts';
import { abbreviationsPath, createAbbreviationsFile } from '../search/abbreviations-file.ts';
import { explainSearch } from '../search/explain-search.ts';
import type { ExplainedRung, Explanation } from '../search/explain-search.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { NO_LANGUAGE } from '../language/language-model.ts';
import { withConnection } from '../service/connect.ts';
import { deskOf } from './desk-of.ts';
import { languageOf } from './language-of.ts';
import { tableOf, widthOf } from './print-table.ts';
import type { ProgressStream } from './progress-line.ts';
import { toRequest, withSearchFlags, type SearchFlags } from './search-flags.ts';

export interface ExplainCommandDeps {
  readonly config: () => Pick<Config, 'engine' | 'index' | 'abbreviationsFile'>;
  readonly out: { write(text: string): unknown };
  readonly err: ProgressStream;
}

const standardDeps: ExplainCommandDeps = {
  config: () => readConfig(),
  out: process.stdout,
  err: process.stderr,
};

/** `timbao explain QUERY`: how a search is read, loosened, and put to Elasticsearch. */
export const explainCommand = ({ config, out, err }: ExplainCommandDeps = standardDeps): Command =>
  withSearchFlags(new Command('explain').argument('[query...]', 'what to search for, as in the search box'))
    .option('--offline', 'without the engine: what could be sent')
    .option('--json', 'as JSON')
    .action(async (words: readonly string[], { json, offline, ...flags }: SearchFlags) => {
      const settings = config();
      const request = toRequest(words, flags);
      const abbreviations = createAbbreviationsFile(abbreviationsPath(settings.abbreviationsFile)).reload();
      const index = indexNames(settings.index).read;
      const view = viewNow(Date.now);
      const explanation =
        offline === true
          ? await explainSearch({ engine: null, index, view, abbreviations, language: NO_LANGUAGE }, request)
          : await withConnection(settings, async (engine) =>
              explainSearch(
                {
                  engine,
                  index,
                  view,
                  ...(await deskOf(engine, settings.index, abbreviations, view)),
                  ...(await languageOf(engine, index, err)),
                },
                request,
              ),
            );
      out.write(json === true ? `${JSON.stringify(explanation, null, 2)}\n` : printed(explanation));
    });

const printed = (explanation: Explanation): string =>
  [
    ...queryPart(explanation),
    ...marksPart(explanation),
    ...spellingsPart(explanation),
    ...pinsPart(explanation),
    ...rungsPart(explanation),
    ...outcomePart(explanation),
  ].join('\n');

const queryPart = ({ request: { wanted, shown }, query }: Explanation): string[] => {
  const typed = wanted.q.replace(/\p{Cc}/gu, ' ');
  return [
    `Typed:    ${typed}`,
    ...query.warnings.flatMap((warning) => caret(typed, warning)),
    `Read as:  ${query.printed ?? '(nothing to search for)'}`,
    `          mode ${wanted.mode}, diacritics ${wanted.diacritics}, sort ${shown.sort}`,
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
    case 'wildcard':
      return [`pattern ${node.text}`];
    case 'near':
      return [`within ${node.distance} syllables`, ...below(node.children)];
    case 'atleast':
      return [`at least ${node.times} times`, ...below([node.child])];
    case 'date':
      return [`dates   ${node.from ?? '…'} to ${node.to ?? '…'}`];
    default:
      return node satisfies never;
  }
};

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
    case 'wildcard':
      return [{ name: `${where}${match.text}`, level: LEVEL_NAMES[match.level] }];
    case 'near':
      return match.children.flatMap((child, at) =>
        leavesOf(child, at === 0 ? where : `${where}within ${match.distance} of it `),
      );
    case 'atleast':
      return leavesOf(match.child, `${where}${match.times} times `);
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

const marksPart = ({ rungs, unmarked, unmarkedMeant, hasMarks, request, outcome }: Explanation): string[] => {
  if (rungs.length === 0) return [];
  const leaves = rungs.map(({ match }) => leavesOf(match));
  const rows = (leaves[0] ?? []).map(({ name }, row) => [name, ...leaves.map((of) => of[row]?.level ?? '')]);
  const notes =
    request.wanted.diacritics === 'auto' && !hasMarks
      ? ['No mark was typed: every syllable may have any marks.']
      : unmarked.map(
          (text) =>
            `"${text}": ${
              outcome === null
                ? 'read as written; whether its marks were left out is judged by the archive (leave out --offline)'
                : unmarkedMeant
                  ? 'meant as written'
                  : 'read with any marks: as the articles show, marks were left out'
            }.`,
        );
  return [
    'Marks',
    ...lines(tableOf([['', ...rungs.map(({ name }) => name)], ...rows], '  ')),
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

const pinsPart = ({ pins }: Explanation): string[] =>
  pins === null
    ? []
    : [
        ...pins.pins.map(({ id, query }) => `Pinned:   by ${id}, for ${query}`),
        ...(pins.first.length === 0 ? [] : [`          first ${pins.first.join(', ')}`]),
        ...(pins.never.length === 0 ? [] : [`          never ${pins.never.join(', ')}`]),
        '',
      ];

const rungsPart = ({ rungs, browses, request, outcome }: Explanation): string[] =>
  browses !== null
    ? ['Browsing: all that the filters leave', JSON.stringify(browses, null, 2), '']
    : rungs.length === 0
      ? ['Nothing is sent: there is nothing to search for.', '']
      : [
          request.wanted.relax
            ? 'Readings, in the order in which they are tried'
            : 'The only reading (relax=false)',
          ...rungs.flatMap((rung, at) => [
            `# ${at + 1}. ${rung.name}${aboutRung(rung, outcome !== null)}`,
            ...(rung.words === null
              ? []
              : [
                  `#    ${rung.words.least} of ${rung.words.of} words suffice; phrases, exclusions, fields and dates do not give way.`,
                ]),
            JSON.stringify(rung.body, null, 2),
            '',
          ]),
        ];

const aboutRung = ({ found, shown }: ExplainedRung, wasRun: boolean): string => {
  if (!wasRun) return '';
  if (found === null) return ': not needed';
  return `: found ${found.toLocaleString('en-US')}${shown ? ', which are shown' : ''}`;
};

const outcomePart = ({ outcome }: Explanation): string[] => {
  if (outcome === null) return [''];
  const { total, relaxed } = outcome;
  return [
    `Found ${total.exact ? '' : 'more than '}${total.value.toLocaleString('en-US')}${
      relaxed === null ? '' : `, ${relaxed} loosened`
    }.`,
    '',
  ];
};
