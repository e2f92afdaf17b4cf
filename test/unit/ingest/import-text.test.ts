import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { cleanText } from '../../../src/ingest/clean-article.ts';
import { readSource } from '../../../src/ingest/sources/read-sources.ts';
import { NO_DEFAULTS } from '../../../src/ingest/sources/source-record.ts';
import { syllable } from '../text/syllable-arbitraries.ts';

/** What stands in newspapers beside letters; without the marks of HTML, which are read as such. */
const SIGNS = fc.constantFrom(
  ...'£100 ¥5.000 5€ ±5 2kΩ km² ½ © «XÃ» Müller São Москва 東京 e\u0301 … “ ” ÐBQH'.split(' '),
  '5 µm',
  '10 μm',
  '30 °C',
  'n° 5',
  '§ 5',
  '№ 7',
  'XÃ\u00A0HÒA',
  '«giá»\u00A0',
  '\u200B',
  '\t',
);
const text = fc
  .array(fc.oneof({ weight: 4, arbitrary: syllable }, SIGNS), { minLength: 1, maxLength: 25 })
  .map((words) => words.join(' '))
  .filter((written) => cleanText(written) !== '');

const rows: Readonly<Record<string, (fields: Readonly<Record<string, string>>) => string>> = {
  'tin.jsonl': (fields) => JSON.stringify(fields),
  'tin.json': (fields) => JSON.stringify([fields], null, 2),
  'tin.csv': (fields) =>
    [Object.keys(fields), Object.values(fields)]
      .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
      .join('\n'),
};

test.each(Object.keys(rows))(
  '%s: text in UTF-8 changes in nothing but its Unicode form, eth and white space',
  async (name) => {
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (title, lead, body, section) => {
        const fields = { id: 'a', title, lead, body, section, publishedAt: '2022-01-21' };
        const bytes = Buffer.from(rows[name]?.(fields) ?? '');
        const records = [];
        for await (const record of readSource(Readable.from([bytes]), name, NO_DEFAULTS))
          records.push(record);
        expect(records).toHaveLength(1);
        expect(records[0]).not.toHaveProperty('note');
        const article = parseArticle(records[0]?.article);
        expect([article.title, article.lead, article.body, article.section]).toEqual(
          [title, lead, body, section].map(cleanText),
        );
      }),
      { numRuns: 300 },
    );
  },
);
