import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exactForm } from '../../../src/text/syllable.ts';
import { tokenize, WORD_JOINERS } from '../../../src/text/tokenize.ts';
import { latinText, text } from './syllable-arbitraries.ts';
import { cpuMsSince } from '../../support/cpu-ms-since.ts';

const cut = (source: string): string =>
  tokenize(source)
    .map((token) => token.text)
    .join('|');

describe('tokenize', () => {
  it.each([
    ['Đảng bộ huyện Sốp Cộp', 'Đảng|bộ|huyện|Sốp|Cộp'],
    ['Chỉ thị số 05-CT/TW, Nghị quyết 02-NQ/TU', 'Chỉ|thị|số|05|CT|TW|Nghị|quyết|02|NQ|TU'],
    ['TP.HCM, U.S.A.', 'TP|HCM|U|S|A'],
    ['kế hoạch.Ngày mai', 'kế|hoạch|Ngày|mai'],
    ['tăng 123,3% lên 1.115 tỷ; 1,5', 'tăng|123,3|lên|1.115|tỷ|1,5'],
    ['1.250.000đ, 3.800 v2.0 1.2.3', '1.250.000|đ|3.800|v|2|0|1|2|3'],
    ['lễ 30.4 và 2.9, 12.345.67, 23.123', 'lễ|30|4|và|2|9|12.345|67|23.123'],
    ['xe 82B-002.45, 51R 015.28, 74F1 – 136.35', 'xe|82|B|002.45|51|R|015.28|74|F|1|136.35'],
    ['tăng 123.45, chuẩn 802.11g, 10km-100.50', 'tăng|123|45|chuẩn|802|11|g|10|km|100|50'],
    ['0912.345.678 0912 345 678 (024) 3825 1234', '0912.345.678|0912 345 678|024) 3825 1234'],
    ['04.726 1936/04 6365884', '04.726 1936|04 6365884'],
    ['+84 912 345 678, (+84) 04 636 54 87', '+84 912 345 678|(+84) 04 636 54 87'],
    ['ngày 06.02.2017, 05 000 000 đồng, +84 bàn', 'ngày|06|02|2017|05|000|000|đồng|84|bàn'],
    ['12 km², CO₂, 39 ℃, 39ºC', '12|km|²|CO|₂|39|℃|39|C'],
    ['1. Một 2.Hai 3..4 .5 6,', '1|Một|2|Hai|3|4|5|6'],
    ['H5N1 U23 5G COVID-19 100kg', 'H|5|N|1|U|23|5|G|COVID|19|100|kg'],
    ['08:30 ngày 21/01/2022', '08|30|ngày|21|01|2022'],
    ['“Sốp Cộp” ‘hay’ H’Mông Y-ơn', 'Sốp|Cộp|hay|H|Mông|Y|ơn'],
    ['Sơn\u200BLa\u00A0Điện\u202FBiên học_sinh', 'Sơn|La|Điện|Biên|học|sinh'],
    ['m² H₂O ½ 25°C 5‰ 100₫ №5', 'm|²|H|₂|O|25|C|5|100|5'],
    ['a😀b 👨‍👩‍👧 🇻🇳 1️⃣ c', 'a|b|1️⃣|c'],
    ['Ａ１ 𝐀b', 'Ａ|１|𝐀b'],
    ['', ''],
    [' \n\t…', ''],
    ['\u0301a', 'a'],
    ['\uD800a\uDC00b', 'a|b'],
  ])('%s', (source, expected) => {
    expect(cut(source)).toBe(expected);
  });

  it('cuts other scripts by their own words, and keeps them apart from Latin ones', () => {
    expect(cut('ở 東京大学 và ภาษาไทย, Москва')).toBe('ở|東京|大学|và|ภาษา|ไทย|Москва');
    expect(cut('Сovid')).toBe('С|ovid');
    expect(cut('スーパー')).toBe('スーパー');
  });

  it('parts letters and digits of every script', () => {
    expect(cut('Москва5 5G')).toBe('Москва|5|5|G');
    expect(cut('U23한국')).toBe('U|23|한국');
    expect(cut('東京2020')).toBe('東京|2020');
  });

  it('keeps a soft hyphen inside its word', () => {
    expect(tokenize('ho\u00ADà bình').map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [5, 9],
    ]);
  });

  it.each(WORD_JOINERS.map((joiner) => [`U+${joiner.charCodeAt(0).toString(16)}`, joiner]))(
    '%s parts words',
    (_, joiner) => {
      expect(cut(`sơn${joiner}la 1${joiner}2`)).toBe('sơn|la|1|2');
    },
  );

  it('gives slices of the text, in order and apart', () => {
    fc.assert(
      fc.property(text, (source) => {
        let last = 0;
        for (const token of tokenize(source)) {
          expect(token.start).toBeGreaterThanOrEqual(last);
          expect(token.end).toBeGreaterThan(token.start);
          expect(source.slice(token.start, token.end)).toBe(token.text);
          last = token.end;
        }
      }),
    );
  });

  it('gives the same terms for NFC and NFD', () => {
    fc.assert(
      fc.property(latinText, (source) => {
        const terms = (form: string): string[] => tokenize(form).map((token) => exactForm(token.text));
        expect(terms(source.normalize('NFD'))).toEqual(terms(source.normalize('NFC')));
      }),
    );
  });

  it('leaves no letter or digit out', () => {
    fc.assert(
      fc.property(text, (source) => {
        const covered = new Set(
          tokenize(source).flatMap(({ start, end }) =>
            Array.from({ length: end - start }, (_, i) => start + i),
          ),
        );
        for (const match of source.matchAll(/[a-zA-Z0-9àáảãạăâđêôơưẾ]/gu))
          expect(covered.has(match.index)).toBe(true);
      }),
    );
  });

  it('cuts a token the same wherever it stands among spaces', () => {
    fc.assert(
      fc.property(text, (source) => {
        const latin = tokenize(source).filter((token) => /^[\p{Script=Latin}\p{M}]+$/u.test(token.text));
        for (const token of latin) expect(cut(token.text)).toBe(token.text);
      }),
    );
  });
});

describe('other scripts', () => {
  it('are cut into words as far as an article quotes them, and quickly', () => {
    const quoted = '国家主席';
    expect(tokenize(`a ${quoted.repeat(100)} b`).at(-1)?.text).toBe('b');
    const started = process.cpuUsage();
    const tokens = tokenize(`a ${quoted.repeat(100_000)} b`);
    expect(tokens.at(-1)?.text).toBe('b');
    expect(tokens.length).toBeGreaterThan(1_000);
    expect(tokens.length).toBeLessThan(30_000);
    expect(cpuMsSince(started)).toBeLessThan(5_000);
  });
});
