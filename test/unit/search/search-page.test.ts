import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostOf } from '../../../src/matching/loosen-words.ts';

const page = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8');

describe('docs/search.md', () => {
  it('says how many words suffice, as the code has it', () => {
    const rows = [...page.matchAll(/^\| *(\d+) +\| (\d+) +\|$/gm)].map(([, words, least]) => [
      Number(words),
      Number(least),
    ]);
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.map(([words = 0]) => [words, mostOf(words)])).toEqual(rows);
  });
});
