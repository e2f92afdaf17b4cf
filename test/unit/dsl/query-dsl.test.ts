import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import type { Diacritics } from '../../../src/domain/search-request.ts';
import { matchClause } from '../../../src/dsl/clauses/match-clause.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import type { Marks } from '../../../src/domain/reading.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';

// What Elasticsearch is asked for each query of fixtures/queries: in *.dsl.json, one reading a line.
// `UPDATE_GOLDEN=1` writes them anew; they are to be read in the diff.
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'queries');
const update = process.env['UPDATE_GOLDEN'] === '1';

const ABBREVIATIONS = parseAbbreviations('UBND = Ủy ban nhân dân\nTP.HCM = TPHCM = Thành phố Hồ Chí Minh');

/** How a query is read: by which diacritics, and how its marks are loosened, if they are. */
const READINGS: Readonly<Record<string, readonly [Diacritics, Marks?]>> = {
  auto: ['auto'],
  strict: ['strict'],
  ignore: ['ignore'],
  superset: ['auto', 'superset'],
};

/** The clauses of a query by reading; those that are the same as in `auto` are left out. */
type Clauses = Readonly<Record<string, unknown>>;

function clausesOf(query: string): Clauses {
  const { node } = parseQuery(query);
  if (node === null) return { auto: null };
  const clauses: Record<string, unknown> = {};
  for (const [name, [diacritics, loosened]] of Object.entries(READINGS)) {
    // Each syllable has up to 36 forms: a few queries are enough to see them.
    if (loosened === 'superset' && (!hasMarks(node) || query.length > 14)) continue;
    const typed = marksAsTyped(diacritics, hasMarks(node));
    const match = planMatch(node, {
      marks: loosened ?? typed,
      typed,
      abbreviations: ABBREVIATIONS,
      language: SILENT_LANGUAGE,
    });
    const clause: unknown = match === null ? null : matchClause(match);
    if (JSON.stringify(clause) !== JSON.stringify(clauses['auto'])) clauses[name] = clause;
  }
  return clauses;
}

const topics = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.query'))
  .map((name) => basename(name, '.query'));

const queriesOf = (topic: string): string[] =>
  readFileSync(join(FOLDER, `${topic}.query`), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

interface Golden {
  readonly query: string;
  readonly dsl: Clauses;
}

/** One line for each reading, so that a changed one is one changed line. */
function render(golden: readonly Golden[]): string {
  const entries = golden.map(({ query, dsl }) => {
    const lines = Object.entries(dsl).map(([name, clause]) => `      "${name}": ${JSON.stringify(clause)}`);
    return `  {\n    "query": ${JSON.stringify(query)},\n    "dsl": {\n${lines.join(',\n')}\n    }\n  }`;
  });
  return `[\n${entries.join(',\n')}\n]\n`;
}

describe.each(topics)('%s', (topic) => {
  const queries = queriesOf(topic);
  const file = join(FOLDER, `${topic}.dsl.json`);
  if (update) writeFileSync(file, render(queries.map((query) => ({ query, dsl: clausesOf(query) }))));
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden[];

  it('has the clauses of each query', () => {
    expect(golden.map(({ query }) => query)).toEqual(queries);
  });

  it.each(golden)('$query', ({ query, dsl }) => {
    // As JSON: what is sent has no undefined fields, either.
    expect(JSON.parse(JSON.stringify(clausesOf(query)))).toEqual(dsl);
  });
});

it('covers at least 150 queries', () => {
  expect(topics.flatMap(queriesOf).length).toBeGreaterThanOrEqual(150);
});
