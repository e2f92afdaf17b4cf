import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../../src/domain/search-request.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { NO_ABBREVIATIONS, parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { MAX_PREFIXES } from '../../../src/query/limits.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { isOnlyExclusions, readQuery } from '../../../src/search/read-query.ts';
import type { ReadingContext } from '../../../src/search/search-context.ts';

const KNOWS_NOTHING: ReadingContext = { abbreviations: NO_ABBREVIATIONS, language: NO_LANGUAGE };

const wantedOf = (parameters: Readonly<Record<string, string>>): Wanted =>
  toSearchRequest(searchParameters.parse(parameters)).wanted;

/** What is parsed alone. */
const parsed = (parameters: Readonly<Record<string, string>>) => {
  const { node, warnings } = readQuery(KNOWS_NOTHING, wantedOf(parameters));
  return { node, warnings };
};

describe('readQuery', () => {
  it('reads the query language', () => {
    const q = 'bão OR "lũ quét"~2';
    expect(parsed({ q })).toEqual(parseQuery(q));
  });

  it('takes all that was typed as one phrase with mode=phrase', () => {
    const q = 'bão OR "lũ" -title:x';
    expect(parsed({ q, mode: 'phrase', slop: '3' })).toEqual({
      node: { type: 'phrase', text: q, slop: 3, at: { start: 0, end: q.length } },
      warnings: [],
    });
  });

  it.each(['?!', '""', '…'])('warns of a phrase with nothing to search for: %s', (q) => {
    const { node, warnings } = parsed({ q, mode: 'phrase' });
    expect(node).toBeNull();
    expect(warnings.map(({ code }) => code)).toEqual(['nothing_searchable']);
  });

  it('has nothing to warn of where nothing was typed', () => {
    for (const mode of ['phrase', 'keyword'])
      expect(parsed({ q: ' ', mode, from: '2022' })).toEqual({ node: null, warnings: [] });
  });

  it('refuses more than can be searched for', () => {
    const q = 'chu* '.repeat(MAX_PREFIXES + 1);
    const read = () => readQuery(KNOWS_NOTHING, wantedOf({ q }));
    expect(read).toThrow(AppError);
    expect(read).toThrow(expect.objectContaining({ code: 'query_too_complex' }));
  });
});

describe('the marks of a query', () => {
  /** An archive in which the province is never written without its marks. */
  const counter = createLanguageCounter();
  for (let i = 0; i < 30; i++) counter.add('Công an tỉnh Sơn La vào cuộc.');
  const context: ReadingContext = { abbreviations: NO_ABBREVIATIONS, language: counter.model };

  const marksOf = (q: string, more: Readonly<Record<string, string>> = {}, of = context) => {
    const { marks, hasMarks } = readQuery(of, wantedOf({ q, ...more }));
    return { marks, hasMarks };
  };

  it.each([
    ['cong an tinh', false, 'folded'],
    ['công an tỉnh', true, 'written'],
    ['tỉnh Sơn La', true, 'written'],
    // Nobody writes it so: its marks were left out, and then so may be those of others.
    ['tinh Sơn La', true, 'meant'],
    ['công an tinh Sơn La', true, 'meant'],
    // Its neighbours never stand beside each other: nothing speaks against it.
    ['tinh bão', true, 'written'],
    // What a field holds is read by itself, and does not decide how the rest is.
    ['tinh author:"Sơn La"', false, 'folded'],
  ] as const)('%s: any typed: %s, read as %s', (q, hasMarks, marks) => {
    expect(marksOf(q)).toEqual({ hasMarks, marks });
  });

  it('are as typed where the archive’s language is not known', () => {
    expect(marksOf('tinh Sơn La', {}, KNOWS_NOTHING)).toEqual({ hasMarks: true, marks: 'written' });
  });

  it('are what diacritics asks for, whatever the archive says', () => {
    expect(marksOf('tinh Sơn La', { diacritics: 'strict' }).marks).toBe('exact');
    expect(marksOf('tinh Sơn La', { diacritics: 'ignore' }).marks).toBe('ignored');
  });

  it('are judged in a phrase, too', () => {
    expect(marksOf('tinh Sơn La', { mode: 'phrase' }).marks).toBe('meant');
    expect(marksOf('"tinh Sơn La" bão').marks).toBe('meant');
    expect(marksOf('"an tỉnh Sơn La" bão').marks).toBe('written');
  });
});

describe('the plans of a query', () => {
  it('are made once', () => {
    const { plan } = readQuery(KNOWS_NOTHING, wantedOf({ q: 'lũ quét ở bản' }));
    const first = plan({ marks: 'superset', extent: 'most' });
    expect(first).not.toBeNull();
    expect(plan({ marks: 'superset', extent: 'most' })).toBe(first);
    expect(plan({ marks: 'superset', extent: 'words' })).not.toBe(first);
  });

  it('keep what is excluded as it was typed, however the rest is read', () => {
    const { plan } = readQuery(KNOWS_NOTHING, wantedOf({ q: 'lũ -đảng' }));
    expect(plan({ marks: 'folded', extent: 'words' })?.match).toMatchObject({
      type: 'all',
      children: [{ level: 'folded' }, { type: 'not', child: { level: 'exact' } }],
    });
  });

  it('know the other spellings of the list', () => {
    const abbreviations = parseAbbreviations('UBND = Ủy ban nhân dân');
    const { plan, marks } = readQuery({ abbreviations, language: NO_LANGUAGE }, wantedOf({ q: 'UBND' }));
    expect(plan({ marks, extent: 'words' })?.match.type).toBe('any');
  });

  it('are none of a query with nothing to search for', () => {
    const { plan } = readQuery(KNOWS_NOTHING, wantedOf({ q: '?!' }));
    expect(plan({ marks: 'folded', extent: 'words' })).toBeNull();
  });
});

describe('isOnlyExclusions', () => {
  it.each([
    ['-bão', true],
    ['-bão -"lũ quét"', true],
    ['-(bão OR lũ)', true],
    ['bão -lũ', false],
    ['-bão từ:2022', false],
    ['bão', false],
    ['title:bão', false],
  ])('%s: %s', (q, expected) => {
    const { node } = parseQuery(q);
    expect(node !== null && isOnlyExclusions(node)).toBe(expected);
  });
});
