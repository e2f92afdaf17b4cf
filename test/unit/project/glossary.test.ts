import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elementTexts } from '../../../src/web/texts/element-texts.ts';
import { english } from '../../../src/web/texts/english.ts';
import { trendsTexts } from '../../../src/web/texts/trends-texts.ts';
import { vietnamese } from '../../../src/web/texts/vietnamese.ts';
import { repositoryFiles, root } from './repository-files.ts';

interface Term {
  readonly vi: string;
  readonly en: string;
  readonly not: readonly string[];
}

const terms: readonly Term[] = readFileSync(join(root, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Tiếng Việt') && !line.startsWith('| ---'))
  .map((line) => {
    const [, vi = '', en = '', , not = ''] = line.split('|').map((cell) => cell.trim());
    return { vi, en, not: not.split(', ') };
  });

/** Every text of a table, with functions called as the pages do. */
const textsOf = (value: unknown, path = ''): [path: string, text: string][] => {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const say = value as (...given: unknown[]) => unknown;
    return ['2022-01-21', 2].flatMap((given) => {
      try {
        const text = say(given, given, given, given, given);
        return typeof text === 'string' ? [[path, text] as [string, string]] : [];
      } catch {
        // It takes the other kind of thing.
        return [];
      }
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    textsOf(part, path === '' ? name : `${path}.${name}`),
  );
};

const has = (text: string, words: string): boolean =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'iu',
  ).test(text);

const said = {
  vi: [
    ...textsOf(vietnamese),
    ...textsOf(trendsTexts.vi, 'trends'),
    ...textsOf(elementTexts('vi'), 'element'),
  ],
  en: [...textsOf(english), ...textsOf(trendsTexts.en, 'trends'), ...textsOf(elementTexts('en'), 'element')],
};

describe('the glossary', () => {
  it('has a word in both languages for each thing, and none twice', () => {
    expect(terms.length).toBeGreaterThan(25);
    for (const language of ['vi', 'en'] as const) {
      const words = terms.map((term) => term[language].toLowerCase());
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it.each(terms.map(({ vi, en }) => [vi, en]))('is what the pages say: %s, %s', (vi, en) => {
    expect(
      said.vi.some(([, text]) => has(text, vi)),
      vi,
    ).toBe(true);
    expect(
      said.en.some(([, text]) => has(text, en) || has(text, `${en}s`) || has(text, `${en}ed`)),
      en,
    ).toBe(true);
  });

  it('is held by all texts of the pages and of the element: nothing that it refuses is said', () => {
    const refused = Object.values(said)
      .flat()
      .flatMap(([path, text]) =>
        terms.flatMap(({ not }) =>
          not.filter((words) => has(text, words)).map((words) => `${path} says “${words}”: ${text}`),
        ),
      );
    expect(refused).toEqual([]);
  });

  it('is held by the command line and the descriptions of the interface, where a phrase tells', () => {
    // Single words may be names there, such as a token or a label; a phrase of several is prose.
    const phrases = terms.flatMap(({ not }) => not.filter((words) => words.includes(' ')));
    const files = repositoryFiles('src').filter((file) =>
      /^src\/(?:cli|http|domain|config)\b.*\.tsx?$/.test(file),
    );
    const refused = files.flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return phrases.filter((words) => has(source, words)).map((words) => `${file} says “${words}”`);
    });
    expect(refused).toEqual([]);
  });
});
