import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RUNGS } from '../../../src/search/ladder.ts';

it('is told in docs/search.md, reading by reading and in its order', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/search.md'), 'utf8');
  const table = text.slice(text.indexOf('## The ladder'), text.indexOf('- `relax=false`'));
  expect([...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)).toEqual(
    RUNGS.map(({ name }) => name),
  );
});
