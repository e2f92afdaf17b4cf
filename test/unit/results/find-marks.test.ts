import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOf } from '../../support/outcome-of.ts';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import { NO_ABBREVIATIONS, parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { hasMarks, planMatch } from '../../../src/matching/plan-match.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import type { Marks } from '../../../src/domain/reading.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { createMarker, findMarks, type Mark, type Marker } from '../../../src/results/find-marks.ts';
import type { MarkedPart } from '../../../src/results/find-marks.ts';
import { tokenForms } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { text as anyText } from '../text/syllable-arbitraries.ts';

const marksIn = (text: string, marker: Marker): readonly Mark[] => outcomeOf(findMarks(text, marker));

interface How {
  /** Where they are not read as typed. */
  readonly marks?: Marks;
  readonly part?: MarkedPart;
  readonly abbreviations?: string;
}

const markerFor = (q: string, { marks, part = 'text', abbreviations }: How = {}) => {
  const { node } = parseQuery(q);
  const match =
    node === null
      ? null
      : planMatch(node, {
          marks: marks ?? marksAsTyped('auto', hasMarks(node)),
          abbreviations: abbreviations === undefined ? NO_ABBREVIATIONS : parseAbbreviations(abbreviations),
          language: SILENT_LANGUAGE,
        });
  return createMarker(match, part);
};

/** What a query marks in a text. */
const marked = (text: string, q: string, how: How = {}): string =>
  marksIn(text, markerFor(q, how))
    .map(({ start, end }) => text.slice(start, end))
    .join('|');

describe('findMarks', () => {
  it.each([
    ['Đảng bộ huyện Mường Ảng', 'dang bo', 'Đảng|bộ'],
    ['Đảng bộ huyện Mường Ảng', '"dang bo"', 'Đảng bộ'],
    ['Đảng bộ huyện Mường Ảng', 'đảng mường', 'Đảng|Mường'],
    ['Đảng bộ huyện Mường Ảng', 'đang', ''],
    ['Đảng bộ huyện Mường Ảng', '"bộ đảng"', ''],
    ['Đảng bộ huyện Mường Ảng', '"bộ mường"~1', 'bộ huyện Mường'],
    ['Đảng bộ huyện Mường Ảng', '"bộ mường"', ''],
    ['thủy, thuỷ, thúy', 'thuỷ', 'thủy|thuỷ'],
    ['số 05-CT/TW, 05 CT; 05 CT, TW', '05-CT/TW', '05-CT/TW|05 CT, TW'],
    ['số 05-CT/TW', 'ct/tw', 'CT/TW'],
    ['số 05-CT/TW', '05 tw', '05|TW'],
    ['TP.HCM và TP Huế', 'tp hcm', 'TP.HCM|TP'],
    ['30/4/2022', '30 2022', '30|2022'],
    ['30/4/2022', '30/4/2022', '30/4/2022'],
    ['Sơn-La-Châu', 'son chau', 'Sơn|Châu'],
    ['chuyên, chuyện, chung', 'chuy*', 'chuyên|chuyện'],
    ['chuyên, chuyện, chung', 'chuyên*', 'chuyên'],
    ['mường, mưa, múa', 'mư*', 'mường|mưa'],
    ['21-KLTW, 22-KLTW', '21-kl*', '21-KLTW'],
    ['lũ, bão, lụt', 'lũ OR lụt', 'lũ|lụt'],
    ['lũ, bão, lụt', 'lũ -bão', 'lũ'],
    ['lũ, bão, lụt', 'lũ từ:2022', 'lũ'],
    ['lũ bão', '(lũ OR hạn) -(mưa OR bão)', 'lũ'],
    ['bão bão', '"bão bão"', 'bão bão'],
    ['bản bản Nà bản Ca', '"bản Nà"', 'bản Nà'],
    ['a b x a b c', '"a c"~1', 'a b c'],
    ['a a b', '"a b"~1', 'a b'],
    ['a x a x b', '"a b"~3', 'a x b'],
    ['a x b b', '"a b"~3', 'a x b'],
    ['', 'bão', ''],
    ['bão', '-bão', ''],
  ])('in “%s” for %s: %s', (text, q, expected) => {
    expect(marked(text, q)).toBe(expected);
  });

  it('goes by the level that the marks were read at', () => {
    const text = 'dang, đang, đảng, dảng, đáng';
    expect(marked(text, 'đảng')).toBe('đảng');
    expect(marked(text, 'đảng', { marks: 'folded' })).toBe('dang|đang|đảng|dảng|đáng');
    expect(marked(text, 'đang', { marks: 'superset' })).toBe('đang|đảng|đáng');
    expect(marked(text, 'đang', { marks: 'exact' })).toBe('đang');
    expect(marked(text, 'dang', { marks: 'exact' })).toBe('dang');
    expect(marked(text, 'đảng', { marks: 'ignored' })).toBe('dang|đang|đảng|dảng|đáng');
    expect(marked('đảng bộ, đáng bộ', '"đang bộ"', { marks: 'superset' })).toBe('đảng bộ|đáng bộ');
  });

  it('marks decomposed text where it stands', () => {
    const text = 'Đảng bộ huyện'.normalize('NFD');
    expect(marked(text, 'huyện').normalize('NFC')).toBe('huyện');
  });

  it('marks what a field is about in its part alone', () => {
    expect(marked('bão lũ', 'title:bão', { part: 'title' })).toBe('bão');
    expect(marked('bão lũ', 'title:bão')).toBe('');
    expect(marked('bão lũ', 'title:bão lũ', { part: 'title' })).toBe('bão|lũ');
    expect(marked('bão lũ', 'author:bão lũ', { part: 'title' })).toBe('lũ');
    expect(marked('bão lũ', 'title:(lũ -bão)', { part: 'title' })).toBe('lũ');
  });

  it('marks other spellings of an abbreviation as one', () => {
    const abbreviations = 'UBND = Ủy ban nhân dân';
    expect(marked('Ủy ban nhân dân xã', 'UBND xã', { abbreviations })).toBe('Ủy ban nhân dân|xã');
    expect(marked('UBND xã', 'ủy ban nhân dân xã', { abbreviations })).toBe('UBND|xã');
    expect(marked('Ủy ban nhân dân xã', '"UBND xã"', { abbreviations })).toBe('Ủy ban nhân dân xã');
  });

  it('names the part of the query that a mark answers', () => {
    const keys = (text: string, q: string) => marksIn(text, markerFor(q)).map(({ key }) => key);
    expect(keys('Bão, bão, lũ', 'bão lũ')).toEqual(['bao', 'bao', 'lu']);
    expect(keys('bão lũ, chuyên', '"bão lũ" chuy*')).toEqual(['bao lu', 'chuy*']);
  });

  it('gives marks in order, apart, around whole tokens, none empty', () => {
    const queries = fc.constantFrom(
      'đảng bộ', 'dang bo', '"đảng bộ"~3', 'chu* OR TP.HCM', '05-CT/TW', 'thuỷ hoà -bản', 'title:bão son la', '1115 u23',
    ); // prettier-ignore
    fc.assert(
      fc.property(anyText, queries, (text, q) => {
        const marks = marksIn(text, markerFor(q));
        const tokens = tokenize(text);
        let last = -1;
        for (const { start, end } of marks) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(tokens.some((token) => token.start === start)).toBe(true);
          expect(tokens.some((token) => token.end === end)).toBe(true);
          last = end;
        }
      }),
    );
  });

  it('marks every token that has the term looked for, whatever the text', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('exact', 'folded'), (text, level) => {
        const tokens = tokenize(text).map((token) => ({ ...token, ...tokenForms(token.text) }));
        for (const { text: typed, exact, folded } of tokens) {
          const syllable = { type: 'syllable', text: typed, exact, folded, level } as const;
          const marks = marksIn(text, createMarker(syllable, 'text'));
          for (const token of tokens.filter((each) => each[level] === syllable[level]))
            expect(marks.some((mark) => mark.start <= token.start && mark.end >= token.end)).toBe(true);
        }
      }),
    );
  });

  it('finds nothing where nothing is asked', () => {
    expect(marksIn('bão', createMarker(null, 'text'))).toEqual([]);
  });
});

it('finds words that lie across the places where a long text is parted', () => {
  const phrase = 'thủy điện Sông Đà';
  for (let before = 32 * 1024 - 40; before <= 32 * 1024 + 40; before += 1) {
    const text = `${'x'.repeat(before)} ${phrase} ${'y '.repeat(40_000)}`;
    const marks = marksIn(text, markerFor(`"${phrase}"`));
    expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual([phrase]);
  }
});
