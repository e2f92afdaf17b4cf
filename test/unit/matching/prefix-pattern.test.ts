import { describe, expect, it } from 'vitest';
import type { Prefix } from '../../../src/matching/match.ts';
import { prefixPattern, prefixTest } from '../../../src/matching/prefix-pattern.ts';
import { tokenForms } from '../../../src/text/syllable.ts';

const prefix = (text: string, level: Prefix['level']): Prefix => ({
  type: 'prefix',
  text,
  ...tokenForms(text),
  level,
  before: [],
});

const begins = (word: string, typed: string, level: Prefix['level']): boolean =>
  prefixTest(prefix(typed, level))(tokenForms(word));

describe('a prefix as typed', () => {
  it.each([
    ['chuy', 'chuyên chuyện chuyển CHUYẾN chuy', 'chu chung chuẩn xuyên'],
    ['chuyên', 'chuyên Chuyên', 'chuyện chuyển chuyền chuye'],
    ['chuyế', 'chuyến chuyết', 'chuyên chuyện chuyền'],
    ['số', 'số sốp sống', 'sô sộ sông so sớ'],
    ['mu', 'mu mua múa mùi', 'mường mưa mừ mơ'],
    ['mư', 'mưa mường mười', 'mua múa mực'],
    ['mươ', 'mươi mương', 'mường mượn mưa'],
    ['đư', 'đường đưa được', 'dư dưa đu'],
    ['d', 'dân dạ', 'đân đạ'],
    ['ki', 'ki ky kim', 'ka khi kỳ kính'],
    ['ký', 'ký kí kính', 'kỳ ka'],
    ['hò', 'hò hòa hoà hòn', 'hó hồ hờ hoa'],
    ['toà', 'toà tòa tòan toàn', 'tóa toán'],
    ['20', '20 2022 20.000', '120 2 1200'],
    ['1,8', '1,8 1,85', '1185 18'],
    ['v2.0', 'v2.0 v2.01', 'v210 v2'],
    ['covid', 'covid COVID covid19', 'co vid'],
  ])('%s', (typed, yes, no) => {
    for (const word of yes.split(' ')) expect(begins(word, typed, 'exact'), word).toBe(true);
    for (const word of no.split(' ')) expect(begins(word, typed, 'exact'), word).toBe(false);
  });
});

describe('a prefix without marks', () => {
  it.each([
    ['mu', 'mu mua mường mực mùi', 'mo mi'],
    ['chuyế', 'chuyên chuyện chuyển', 'chung'],
    ['đ', 'dân đân đạ', 'tân'],
    ['ky', 'kỹ kĩ kính kym', 'kha'],
    ['ＡＢ', 'ＡＢＣ abc', 'acb'],
    ['ðư', 'đường dưa', 'tư'],
  ])('%s', (typed, yes, no) => {
    for (const word of yes.split(' ')) expect(begins(word, typed, 'folded'), word).toBe(true);
    for (const word of no.split(' ')) expect(begins(word, typed, 'folded'), word).toBe(false);
  });
});

describe('the pattern', () => {
  it('has no sign that only one of the two syntaxes knows', () => {
    for (const typed of ['chuyên', 'số', 'kĩ', '1.115', '1,8', 'v2.0', 'a\u00ADb']) {
      for (const level of ['exact', 'folded'] as const) {
        const pattern = prefixPattern(prefix(typed, level));
        // Lucene has no lookaround, no classes by name; it has operators of its own: ~ @ # & < > ".
        expect(pattern).not.toMatch(/\(\?|\\[^.]|[~@#&<>"{}^$](?![^\]]*\])/u);
      }
    }
  });

  it('escapes the dot', () => {
    expect(prefixPattern(prefix('v2.0', 'folded'))).toBe('v2\\.0.*');
  });
});
