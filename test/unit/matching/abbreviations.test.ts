import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import {
  findAbbreviation,
  parseAbbreviations,
  readAbbreviations,
} from '../../../src/matching/abbreviations.ts';
import type { Level } from '../../../src/matching/match.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { tokenForms } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';

const written = (text: string): string[] =>
  readAbbreviations(text).groups.map(({ line, spellings }) =>
    [line, ...spellings.map((spelling) => spelling.map((token) => token.text).join(' '))].join('|'),
  );

describe('readAbbreviations', () => {
  it('reads a group a line, comments and empty lines left out, with the lines they stand on', () => {
    const text = '\uFEFF# Tên gọi\r\n\r\nUBND = Ủy ban nhân dân # xã\r\nTP.HCM = TPHCM=Thành phố Hồ Chí Minh';
    expect(written(text)).toEqual(['3|UBND|Ủy ban nhân dân', '4|TP HCM|TPHCM|Thành phố Hồ Chí Minh']);
    expect(readAbbreviations(text).faults).toEqual([]);
  });

  it('reads decomposed text and eth as the service reads everything else', () => {
    expect(written('HÐND = Hội đồng nhân dân'.normalize('NFD'))).toEqual(['1|HĐND|Hội đồng nhân dân']);
  });

  it.each([
    ['UBND', 'has no "="'],
    ['UBND: Ủy ban', 'has no "="'],
    ['UBND =', 'nothing to search for on one side'],
    ['= Ủy ban', 'nothing to search for on one side'],
    ['UBND = … = Ủy ban', 'nothing to search for on one side'],
    ['UBND = \uFFFDy ban', 'is not in UTF-8'],
  ])('refuses the line %s and keeps the others', (line, message) => {
    const { groups, faults } = readAbbreviations(`QH = Quốc hội\n${line}\nEU = Liên minh châu Âu`);
    expect(groups.map((group) => group.line)).toEqual([1, 3]);
    expect(faults).toEqual([{ line: 2, fatal: true, message: expect.stringContaining(message) as string }]);
  });

  it('notes what stands on two lines, or twice on one, and uses it', () => {
    const { groups, faults } = readAbbreviations(
      'BCH = Ban Chấp hành\nbch = Bộ Chỉ huy\nHĐ = hợp đồng = HỢP ĐỒNG',
    );
    expect(groups).toHaveLength(3);
    expect(faults.map(({ line, fatal }) => [line, fatal])).toEqual([
      [2, false],
      [3, false],
    ]);
    expect(faults[0]?.message).toContain('on line 1 as well');
  });

  it('has nothing to find fault with in the list that comes with the service', () => {
    const { groups, faults } = readAbbreviations(readFileSync(ABBREVIATIONS_FILE, 'utf8'));
    // That this one only counts in capitals is what is meant.
    expect(faults.map(({ message }) => message.slice(0, 4))).toEqual(['"TƯ"']);
    expect(groups.length).toBeGreaterThan(50);
  });

  it('reads what is found by a line and does not find it', () => {
    const { groups, faults } = readAbbreviations('miền Trung = Trung Bộ => Bắc Trung Bộ = Nam Trung Bộ');
    expect(faults).toEqual([]);
    expect(groups[0]?.spellings).toHaveLength(2);
    expect(groups[0]?.alsoFinds).toHaveLength(2);
  });

  it.each([
    ['A => B => C', 'has "=>" more than once'],
    ['A =>', 'nothing to search for on one side'],
    ['=> B', 'nothing to search for on one side'],
  ])('refuses the line %s', (line, message) => {
    expect(readAbbreviations(line).faults).toEqual([
      { line: 1, fatal: true, message: expect.stringContaining(message) as string },
    ]);
  });
});

describe('findAbbreviation', () => {
  const list = parseAbbreviations(
    ['TW = TƯ = T.Ư = trung ương', 'miền Trung => Bắc Trung Bộ', 'UBND = Ủy ban nhân dân'].join('\n'),
  );
  const found = (text: string, level: Level = 'superset'): string => {
    const tokens = tokenize(text).map((token) => ({ text: token.text, ...tokenForms(token.text) }));
    const at = tokens
      .map((_, start) => findAbbreviation(list, tokens, start, level))
      .find((one) => one !== null);
    return (at?.others ?? [])
      .map((spelling) => spelling.map((token) => (token.isCapital ? '^' : '') + token.text).join(' '))
      .join('|');
  };

  it.each([
    ['trung ương', 'TW|^TƯ|T Ư'],
    ['trung uong', 'TW|^TƯ|T Ư'],
    ['TƯ', 'TW|T Ư|trung ương'],
    ['tư', ''],
    ['Tư', ''],
    ['ĐẦU TƯ CÔNG', ''],
    ['BCH TƯ', 'TW|T Ư|trung ương'],
    ['T.Ư', 'TW|^TƯ|trung ương'],
    ['miền Trung', 'Bắc Trung Bộ'],
    ['Bắc Trung Bộ', ''],
    ['ubnd', 'Ủy ban nhân dân'],
  ])('%s: %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });
});

describe('parseAbbreviations', () => {
  it('names each line that cannot be read', () => {
    const parse = () => parseAbbreviations('UBND\nQH = Quốc hội\nEU =');
    expect(parse).toThrow(AppError);
    expect(parse).toThrow(/line 1: "UBND".*line 3: "EU ="/u);
  });
});
