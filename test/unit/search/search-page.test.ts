import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostOf } from '../../../src/matching/loosen-words.ts';

const page = readFileSync(new URL('../../../docs/search.md', import.meta.url), 'utf8');

describe('docs/search.md', () => {
  it('says how many words suffice, as the code has it', () => {
    const rows = [...page.matchAll(/^\| *(\d+) +\| (\d+|–) +\| (\d+) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(5);
    for (const [row, telling, few, sentence] of rows) {
      if (few !== '–') expect(mostOf(Number(telling), false), row).toBe(Number(few));
      expect(mostOf(Number(telling), true), row).toBe(Number(sentence));
    }
  });
});
