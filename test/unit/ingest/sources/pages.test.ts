import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseArticle } from '../../../../src/ingest/article-schema.ts';
import { readHtmlPage } from '../../../../src/ingest/sources/html-page.ts';
import { NO_DEFAULTS } from '../../../../src/ingest/sources/source-record.ts';

const read = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/pages/${name}`, import.meta.url)), 'utf8');
const expected = JSON.parse(read('expected.json')) as Record<string, object>;

/** One page for each layout, every field of it as it should be. */
test.each(Object.keys(expected))('%s', (name) => {
  const { article, problem, skipped, warnings } = readHtmlPage(
    read(`${name}.html`),
    `${name}.html`,
    NO_DEFAULTS,
  );
  expect([problem, skipped, warnings]).toEqual([undefined, undefined, undefined]);
  const { id: _, ...fields } = parseArticle(article);
  expect(fields).toEqual(expected[name]);
});
