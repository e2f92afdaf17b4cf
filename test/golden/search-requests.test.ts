import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { searchParameters, toSearchRequest } from '../../src/http/schemas/search-parameters.ts';
import { SILENT_LANGUAGE } from '../support/silent-language.ts';
import { parseAbbreviations } from '../../src/matching/abbreviations.ts';
import { searchArticles } from '../../src/search/search-articles.ts';
import { recordingEngine } from '../support/recording-engine.ts';

// Whole requests to Elasticsearch, as they are sent: fixtures/requests has a case a line, and beside it a file a case
// with what is sent while nothing is found, and while a lot is. `UPDATE_GOLDEN=1` writes them anew; read the diff.
const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'requests');
const update = process.env['UPDATE_GOLDEN'] === '1';

const ABBREVIATIONS = parseAbbreviations('UBND = Ủy ban nhân dân\nTP.HCM = TPHCM = Thành phố Hồ Chí Minh');

interface Case {
  readonly name: string;
  readonly [parameter: string]: string | readonly string[];
}

const cases = readFileSync(join(FOLDER, 'cases.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Case);

/** What a search asks of an engine that finds as many articles each time. */
const requestsOf = async (
  { name: _name, ...parameters }: Case,
  found: number,
): Promise<readonly object[]> => {
  const { engine, bodies } = recordingEngine(found);
  const request = toSearchRequest(searchParameters.parse(parameters));
  await searchArticles(
    { engine, index: 'golden', abbreviations: ABBREVIATIONS, language: SILENT_LANGUAGE, autopsy: false },
    request,
  );
  return bodies;
};

/** One line a clause that matters, so that a changed one is one changed line. */
const render = (value: unknown, indent = ''): string => {
  const flat = JSON.stringify(value);
  if (flat.length <= 100 || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent}  `;
  const [open, close, entries] = Array.isArray(value)
    ? ['[', ']', value.map((entry) => render(entry, deeper))]
    : [
        '{',
        '}',
        Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${render(entry, deeper)}`),
      ];
  return `${open}\n${entries.map((entry) => `${deeper}${entry}`).join(',\n')}\n${indent}${close}`;
};

describe.each(cases)('$name', (one) => {
  it('asks what it asked', async () => {
    const file = join(FOLDER, `${one.name}.expected.json`);
    const sent = {
      findingNothing: await requestsOf(one, 0),
      findingMany: await requestsOf(one, 1_000),
    };
    const text = `${render(sent)}\n`;
    if (update) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
