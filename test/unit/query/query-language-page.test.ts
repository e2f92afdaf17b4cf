import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLimits, MAX_CLAUSES, MAX_DEPTH, MAX_PREFIXES } from '../../../src/query/limits.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'query-language.md'), 'utf8');

/** The rows of the first table under a heading: the cells' code spans. */
function rowsUnder(heading: string): string[][][] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), (match) => match[1] ?? '')),
  );
}

const codesOf = (query: string) => parseQuery(query).warnings.map(({ code }): string => code);

describe('docs/query-language.md', () => {
  const readings = rowsUnder('What goes first').map(
    ([typed, read]) => [typed?.[0] ?? '', read?.[0]] as const,
  );
  it.each(readings)('%s is read as the page says', (typed, read) => {
    const { node, warnings } = parseQuery(typed);
    expect(node && printQuery(node)).toBe(read);
    expect(warnings).toEqual([]);
  });

  const warned = rowsUnder('Warnings').flatMap(([code, examples]) =>
    (examples ?? []).map((example) => [example, code?.[0]] as const),
  );
  it.each(warned)('%s gives the warning that the page says', (example, code) => {
    expect(codesOf(example)).toContain(code);
  });

  const plain = [...rowsUnder('Everything there is'), ...rowsUnder('Tóm tắt cho bạn đọc')].flatMap(
    ([examples]) => (examples ?? []).filter((example) => !example.endsWith(':')),
  );
  it.each(plain)('%s is read without a slip', (example) => {
    expect(codesOf(example).filter((code) => code !== 'only_exclusions')).toEqual([]);
    checkLimits(parseQuery(example).node);
  });

  it('has its tables and the limits of the code', () => {
    expect([readings.length > 10, warned.length > 20, plain.length > 30]).toEqual([true, true, true]);
    const limits = page.split('## Limits')[1] ?? '';
    for (const limit of [MAX_CLAUSES, MAX_PREFIXES, MAX_DEPTH]) expect(limits).toContain(`| ${limit} `);
  });
});
