import { describe, expect, it } from 'vitest';
import type { Prefix, Wildcard } from '../../../src/matching/match.ts';
import { prefixPattern, prefixTest, wildcardPattern } from '../../../src/matching/prefix-pattern.ts';
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

const wildcard = (text: string, level: Wildcard['level']): Wildcard => ({
  type: 'wildcard',
  text,
  segments: text.split('*').map((segment) => tokenForms(segment)),
  level,
});

describe('a wildcard as typed', () => {
  it.each([
    ['*viên', 'viên diviên', 'viện viến vien viêng'],
    ['chu*n', 'chun chuyên chuẩn chuyến', 'chu chung chuối'],
    ['*uyên', 'chuyên xuyên uyên', 'chuyện chuyến uyen'],
    ['*uyế*', 'chuyến tuyết quyết', 'chuyên tuyệt'],
    ['ch*ng', 'chúng chung chồng chướng chng', 'chun trung'],
    ['t*ước', 'trước tước thước', 'trược trươc'],
    ['n*á', 'ná nhá', 'nhà nha nắ'],
    ['covid*9', 'covid19 covid9', 'covid18'],
    ['*ky', 'ky ki', 'kỳ kim'],
  ])('%s', (typed, yes, no) => {
    const test = prefixTest(wildcard(typed, 'exact'));
    for (const word of yes.split(' ')) expect(test(tokenForms(word)), word).toBe(true);
    for (const word of no.split(' ')) expect(test(tokenForms(word)), word).toBe(false);
  });
});

describe('a wildcard without marks', () => {
  it.each([
    ['*vien', 'viên viện vien', 'viêng'],
    ['d*ng', 'đường dũng dang đng', 'dân'],
    ['*uye*', 'chuyện tuyết', 'chu'],
  ])('%s', (typed, yes, no) => {
    const test = prefixTest(wildcard(typed, 'folded'));
    for (const word of yes.split(' ')) expect(test(tokenForms(word)), word).toBe(true);
    for (const word of no.split(' ')) expect(test(tokenForms(word)), word).toBe(false);
  });
});

describe('the pattern', () => {
  it('has no sign that only one of the two syntaxes knows', () => {
    for (const typed of ['chuyên', 'số', 'kĩ', '1.115', '1,8', 'v2.0', 'a\u00ADb']) {
      for (const level of ['exact', 'folded'] as const) {
        // Lucene has no lookaround, no classes by name; it has operators of its own: ~ @ # & < > ".
        for (const pattern of [
          prefixPattern(prefix(typed, level)),
          wildcardPattern(wildcard(`*${typed.replace(/[.,\u00AD]/u, '')}*a`, level)),
        ])
          expect(pattern).not.toMatch(/\(\?|\\[^.]|[~@#&<>"{}^$](?![^\]]*\])/u);
      }
    }
  });

  it('escapes the dot', () => {
    expect(prefixPattern(prefix('v2.0', 'folded'))).toBe('v2\\.0.*');
  });
});
