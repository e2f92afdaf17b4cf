import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';

// The clauses that are written down for the queries of fixtures/queries, put to the engine itself.
const FOLDER = new URL('../../../fixtures/queries/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.dsl.json'));

interface Golden {
  readonly query: string;
  readonly dsl: Readonly<Record<string, object | null>>;
}

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
});

afterAll(() => index.close());

describe('Elasticsearch', () => {
  it.each(files)('understands every clause of %s', async (file) => {
    const golden = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Golden[];
    const clauses = golden.flatMap(({ dsl }) => Object.values(dsl)).filter((clause) => clause !== null);
    expect(clauses.length).toBeGreaterThan(10);
    const bodies = clauses.map((query) => ({ size: 0, query: { bool: { filter: [query] } } }));
    const answers = await index.engine.msearch(index.index, bodies);
    expect(answers).toHaveLength(clauses.length);
    expect(answers.map(({ partial }) => partial)).toEqual(clauses.map(() => false));
  });
});
