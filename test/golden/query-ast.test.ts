import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { At, QueryNode } from '../../src/query/ast.ts';
import { parseQuery } from '../../src/query/parse-query.ts';
import { printQuery } from '../../src/query/print-query.ts';

// What a query means is written down in fixtures/queries: one query a line in *.query, its reading in
// *.expected.json. `UPDATE_GOLDEN=1` writes the readings anew; they are to be read in the diff.
const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'queries');
const update = process.env['UPDATE_GOLDEN'] === '1';

const topics = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.query'))
  .map((name) => basename(name, '.query'));

/** A reading as stored: places as `start-end`, warnings as `code@place`. */
interface Reading {
  readonly query: string;
  readonly printed: string | null;
  readonly node: unknown;
  readonly warnings: readonly string[];
}

function readingOf(query: string): Reading {
  const { node, warnings } = parseQuery(query);
  return {
    query,
    printed: node === null ? null : printQuery(node),
    node: compact(node),
    warnings: warnings.map(({ code, at }) => `${code}@${at}`),
  };
}

function compact(node: QueryNode | null): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key !== 'at') return value;
      const { start, end } = value as At;
      return `${start}-${end}`;
    }),
  );
}

/** One line for each part of a reading, so that a changed one is one changed line. */
function render(readings: readonly Reading[]): string {
  const entries = readings.map((reading) => {
    const lines = Object.entries(reading).map(([name, value]) => `    "${name}": ${JSON.stringify(value)}`);
    return `  {\n${lines.join(',\n')}\n  }`;
  });
  return `[\n${entries.join(',\n')}\n]\n`;
}

function queriesOf(topic: string): string[] {
  const lines = readFileSync(join(FOLDER, `${topic}.query`), 'utf8').split('\n');
  return lines.filter((line) => line !== '');
}

describe.each(topics)('%s', (topic) => {
  const queries = queriesOf(topic);
  const file = join(FOLDER, `${topic}.expected.json`);
  if (update) writeFileSync(file, render(queries.map(readingOf)));
  const expected = JSON.parse(readFileSync(file, 'utf8')) as Reading[];

  it('has a reading for each query', () => {
    expect(expected.map(({ query }) => query)).toEqual(queries);
  });

  it.each(expected)('$query', (reading) => {
    expect(readingOf(reading.query)).toEqual(reading);
  });
});

it('covers at least 150 queries', () => {
  expect(topics.flatMap(queriesOf).length).toBeGreaterThanOrEqual(150);
});
