import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostOf } from '../../../src/matching/loosen-words.ts';
import type { Parts } from '../../../src/matching/loosen-words.ts';

const page = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8');

describe('docs/search.md', () => {
  it('says how many words suffice, as the code has it', () => {
    const rows = [...page.matchAll(/^\| *(\d+) +\| (\d+|–) +\| (\d+|–) +\| (\d+) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [row, telling, few, words, many] of rows) {
      const counts = Object.entries({ few, words, many } as const);
      for (const [parts, least] of counts as [Parts, string][]) {
        if (least !== '–') expect(mostOf(Number(telling), parts), row).toBe(Number(least));
      }
    }
  });
});
