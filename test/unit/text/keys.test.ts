import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSyllable, TONE_MARKS, toneOf } from '../../../src/text/syllable.ts';
import { decodeTelex } from '../../../src/text/telex.ts';
import { toOldStyle } from '../../../src/text/tone-position.ts';
import { decodeVni } from '../../../src/text/vni.ts';
import { everySyllable, syllable as anySyllable, text } from './syllable-arbitraries.ts';

interface Method {
  /** Keys of the five tones, in the order of {@link TONE_MARKS} after the first. */
  readonly tones: string;
  readonly mark: (base: string, mark: string) => string;
}

const TELEX: Method = {
  tones: 'fsrxj',
  mark: (base, mark) => (mark === '\u0302' ? base : base === 'đ' ? 'd' : 'w'),
};
const VNI: Method = {
  tones: '21345',
  mark: (base, mark) => (base === 'đ' ? '9' : mark === '\u0302' ? '6' : mark === '\u031B' ? '7' : '8'),
};

/** The keys of a syllable: `tone` and `marks` say whether those keys come right after their letter or at the end. */
function encode(syllable: string, method: Method, tone: 'letter' | 'end', marks: 'letter' | 'end'): string {
  let keys = '';
  let markKeys = '';
  let toneKey = '';
  const letters = syllable.normalize('NFD').match(/\P{M}\p{M}*/gu) ?? [];
  for (const [at, [base = '', ...combining]] of letters.map((letter) => Array.from(letter)).entries()) {
    keys += base === 'đ' ? 'd' : base;
    const add = (key: string): void => {
      if (marks === 'letter') keys += key;
      else if (!(key === 'w' && markKeys.includes('w')) && !(key === '7' && markKeys.includes('7')))
        markKeys += key;
    };
    if (base === 'đ') add(method.mark(base, ''));
    for (const mark of combining) {
      const index = Object.values(TONE_MARKS).indexOf(mark) - 1;
      if (index < 0) add(method.mark(base, mark));
      else if (tone === 'letter') keys += method.tones.charAt(index);
      else toneKey = method.tones.charAt(index);
    }
    // A literal oo takes a third o in Telex.
    if (
      method === TELEX &&
      base === 'o' &&
      combining.length === 0 &&
      letters[at + 1]?.normalize('NFD').startsWith('o')
    )
      keys += 'o';
  }
  return keys + markKeys + toneKey;
}

/** Syllables that Telex types with the keys of a foreign or a plain word; those are not decoded. */
const SHARED = 80;

describe('decodeTelex', () => {
  it.each([
    ['ddangr', 'đảng'],
    ['booj', 'bộ'],
    ['DDANGR', 'ĐẢNG'],
    ['Ddangr', 'Đảng'],
    ['tieengs', 'tiếng'],
    ['tieesng', 'tiếng'],
    ['tiengse', 'tiếng'],
    ['Vieetj', 'Việt'],
    ['dduwowcj', 'được'],
    ['dduocwj', 'được'],
    ['duowcjd', 'được'],
    ['dduongwf', 'đường'],
    ['nhwng', 'nhưng'],
    ['tws', 'tứ'],
    ['thuowr', 'thuở'],
    ['giuwxa', 'giữa'],
    ['coong', 'công'],
    ['hoaf', 'hòa'],
    ['quys', 'quý'],
    ['nghieengs', 'nghiếng'],
    ['xooongf', 'xoòng'],
    ['đangr', 'đảng'],
    ['khuyur', 'khuỷu'],
  ])('%s is %s', (keys, expected) => {
    expect(decodeTelex(keys)).toBe(expected);
  });

  it.each(
    `đảng dang tinh boong xoong TP TW COVID facebook book taxi visa congo test box his news street U23 05 a s ss ddd
     aaa ddangrr khoongg nghieengss`.split(/\s+/),
  )('%s is left alone', (token) => {
    expect(decodeTelex(token)).toBeNull();
  });

  it('reads back every syllable, keys after their letters or at the end', () => {
    for (const marks of ['letter', 'end'] as const) {
      const lost: string[] = [];
      for (const syllable of everySyllable().filter((each) => each === toOldStyle(each))) {
        const keys = encode(syllable, TELEX, 'end', marks);
        if (keys === syllable || isSyllable(keys)) continue;
        // Away from its letter, a mark's key alone is no proof that keys were meant (congo).
        if (marks === 'end' && toneOf(syllable) === 'ngang') continue;
        // Marks at the end: oo is no longer told from ô, nor uơ from ươ.
        if (marks === 'end' && (/oo|ôô/.test(keys) || /uơ|ưa|uơ/.test(syllable))) continue;
        const read = decodeTelex(keys);
        if (read === null) lost.push(`${syllable}=${keys}`);
        else if (marks === 'letter') expect(read, keys).toBe(syllable);
      }
      expect(lost.length, `${marks}: ${lost.join(' ')}`).toBeLessThan(SHARED);
      if (marks === 'letter') for (const each of lost) expect(each).toMatch(/=[a-z]{2,5}$/);
    }
  });

  it('keeps the case of each letter', () => {
    fc.assert(
      fc.property(anySyllable, (each) => {
        const keys = encode(toOldStyle(each), TELEX, 'end', 'letter');
        const read = decodeTelex(keys);
        if (read !== null) expect(decodeTelex(keys.toUpperCase())).toBe(read.toUpperCase());
      }),
    );
  });

  it('gives a syllable or null, and never throws', () => {
    const anyKeys = fc.string({
      unit: fc.constantFrom(...Array.from('aeiouyddcghklmnpqrstvwxzsfrxjzw')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.oneof(text, anyKeys), (token) => {
        const read = decodeTelex(token);
        if (read !== null) expect(isSyllable(read)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('decodeVni', () => {
  it.each([
    ['d9ang3', 'đảng'],
    ['bo65', 'bộ'],
    ['d9u7o7c5', 'được'],
    ['d9uoc75', 'được'],
    ['duoc579', 'được'],
    ['tie6ng1', 'tiếng'],
    ['tie61ng', 'tiếng'],
    ['D9A3NG', 'ĐẢNG'],
    ['Vie65t', 'Việt'],
    ['a8n', 'ăn'],
    ['u7o7ng', 'ương'],
  ])('%s is %s', (keys, expected) => {
    expect(decodeVni(keys)).toBe(expected);
  });

  it.each('U23 H5N1 5G A1 CO2 co2 TU5 covid19 km5 v2 đảng dang 05 1.115 100kg G20'.split(' '))(
    '%s is left alone',
    (token) => {
      expect(decodeVni(token)).toBeNull();
    },
  );

  it('reads back every syllable', () => {
    for (const syllable of everySyllable().filter((each) => each === toOldStyle(each))) {
      for (const tone of ['letter', 'end'] as const) {
        const keys = encode(syllable, VNI, tone, 'letter');
        // One letter and digits is more likely a name: A1, E62.
        if (keys === syllable || /^([a-z]\d+|no2|co2|so2)$/.test(keys)) continue;
        expect(decodeVni(keys), keys).toBe(syllable);
      }
    }
  });

  it('gives a syllable or null, and never throws', () => {
    const anyKeys = fc.string({
      unit: fc.constantFrom(...Array.from('aeiouydcghn0123456789')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.oneof(text, anyKeys), (token) => {
        const read = decodeVni(token);
        if (read !== null) expect(isSyllable(read)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
