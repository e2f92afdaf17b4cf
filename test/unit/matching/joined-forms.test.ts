import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';
import {
  joinedForms,
  otherForms,
  partedForms,
  unhyphenated,
  waysToWrite,
} from '../../../src/matching/joined-forms.ts';
import type { FormToken } from '../../../src/matching/joined-forms.ts';
import { isSyllableSkeleton, tokenForms } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { latinText, syllable } from '../text/syllable-arbitraries.ts';

const typed = (text: string, isOpen = false): FormToken[] =>
  tokenize(text).map((token) => ({ text: token.text, ...tokenForms(token.text), isOpen }));

/** An archive large enough to tell, in which these stand beside much else. */
const archiveOf = (...texts: readonly string[]): LanguageModel => {
  const counter = createLanguageCounter();
  for (const text of texts) for (let times = 0; times < 20; times++) counter.add(text);
  for (let i = 0; i < 1_000; i++) counter.add('lớn nhỏ đơn chiếc mẹ và con có cả nhà\n'.repeat(25));
  return counter.model;
};

/** An archive that tells nothing yet. */
const EMPTY = createLanguageCounter().model;

const NEWS = archiveOf(
  'mua ôtô',
  'mua xe ô tô',
  'gửi e-mail',
  'gửi email',
  'Cam-pu-chia',
  'Campuchia',
  "người H'Mông",
  'người HMông',
  'come back',
  'VN-Index',
  'họ là học sinh',
);

describe('joinedForms', () => {
  const joined = (text: string, model: LanguageModel, isOpen = false): string[] => {
    const tokens = typed(text, isOpen);
    return tokens.flatMap((_, start) => joinedForms(tokens, start, model)).flatMap(({ texts }) => texts);
  };

  it.each([
    ['xe ô tô cũ', 'ôtô'],
    ['e mail', 'email'],
    ['cam pu chia', 'campuchia'],
    ['học sinh', ''],
    ['xe ô, tô', 'ôtô'],
    ['120 kg', ''],
  ])('of %s in a large archive: %s', (text, expected) => {
    expect(joined(text, NEWS).join('|').toLowerCase()).toBe(expected);
  });

  it('finds each that the archive has, whatever syllables it is of', () => {
    const part = fc.oneof(
      syllable,
      fc.constantFrom('kỹ', 'kĩ', 'mỹ', 'quý', 'ly', 'h', 'i', 'w', 'Đắk', 'ï', 'ß'),
    );
    const [expected, found] = [[], []] as [string[], string[]];
    fc.assert(
      fc.property(fc.array(part, { minLength: 2, maxLength: 3 }), fc.boolean(), (parts, isOpen) => {
        const whole = parts.join('');
        if (isSyllableSkeleton(whole)) return;
        const { exact, folded } = tokenForms(whole);
        // It stands there as often as its parts do beside each other.
        const model: LanguageModel = {
          ...NO_LANGUAGE,
          tokens: 1_000_000,
          count: (term) => (term === exact ? 9 : 0),
          countFolded: (term) => (term === folded ? 9 : 0),
          pairCount: () => 9,
          pairCountFolded: () => 9,
        };
        const forms = joinedForms(typed(parts.join(' '), isOpen), 0, model);
        expected.push(whole);
        found.push(...forms.flatMap(({ texts }) => texts).filter((text) => text === whole));
      }),
    );
    expect(found).toEqual(expected);
    expect(found.length).toBeGreaterThan(50);
  });

  it('finds what is a syllable of another spelling only as a whole', () => {
    // `hï` folds to `hy`, as `hi` does.
    expect(joined('h ï', archiveOf('hï'))).toEqual(['hï']);
  });

  it('are not made of syllables that stand there by chance where marks are open', () => {
    expect(joined('co me', NEWS, true)).toEqual([]);
    expect(joined('cam pu chia', NEWS, true)).toEqual(['campuchia']);
    expect(joined('h mong', NEWS, true)).toEqual(['hmong']);
  });

  it('never make another syllable', () => {
    for (const text of ['to an', 'ho a', 'tu ong']) expect(joined(text, EMPTY, true)).toEqual([]);
  });

  it('are none where nothing is known of the archive', () => {
    expect(joined('xi măng', NO_LANGUAGE)).toEqual([]);
  });

  it('are tried of two or three neighbours in an archive that tells little', () => {
    expect(joined('xi măng', EMPTY)).toEqual(['ximăng']);
    expect(joined('xe ô tô', EMPTY)).toEqual(['xeô', 'xeôtô', 'ôtô']);
    expect(joined('mua xe ô tô', EMPTY)).toEqual([]);
    expect(joined('xe của tôi', EMPTY)).toEqual([]);
  });
});

describe('partedForms', () => {
  const parted = (text: string, model: LanguageModel, isOpen = false): string[] => {
    const [token] = typed(text, isOpen);
    return token === undefined ? [] : partedForms(token, model).map((parts) => parts.join(' '));
  };

  it.each([
    ['ôtô', 'ô tô'],
    ['email', 'e mail'],
    ['Campuchia', 'Cam pu chia'],
    ['HMông', 'H Mông'],
    ['Hmông', 'H mông'],
    ['VnIndex', 'Vn Index'],
    ['vnindex', 'vn index'],
    ['toàn', ''],
    ['london', ''],
    ['UNESCO', ''],
    ['2022', ''],
  ])('of %s in a large archive: %s', (text, expected) => {
    expect(parted(text, NEWS).join('|')).toBe(expected);
  });

  it('are not what stands side by side by chance where marks are open', () => {
    const chance = archiveOf(...Array.from({ length: 5 }, () => 'lớn đơn'));
    expect(parted('londdon', chance, true)).toEqual([]);
    expect(parted('londonn', chance, true)).toEqual([]);
  });

  it.each([
    ['ximăng', 'xi măng'],
    ['Lênin', 'Lê nin'],
    ['wifi', 'wi fi'],
    ['email', 'e mail'],
    ['WiFi', 'Wi Fi'],
    ['XÔVIẾT', ''],
    ['toan', ''],
  ])('of %s are tried in an archive that tells little: %s', (text, expected) => {
    expect(parted(text, EMPTY).join('|')).toBe(expected);
  });
});

describe('unhyphenated', () => {
  it.each([
    ['Cam-pu-chia', 'Campuchia'],
    ["H'Mông", 'HMông'],
    ['Nội-Lào', ''],
    ['a-b-c-d-e', ''],
    ['COVID-19', ''],
  ])('%s: %s', (text, expected) => {
    expect(
      unhyphenated(typed(text), NEWS)
        .map(({ texts }) => texts.join(' '))
        .join('|'),
    ).toBe(expected);
  });
});

describe('otherForms', () => {
  it.each([
    ['120.000đ', '120.000 đồng'],
    ['120.000 đồng', '120.000 đ'],
    ['500 đồng', '500 đ'],
    ['500', ''],
    ['120.000', '120.000 đ'],
    ['điểm đ khoản 2', ''],
    ['đồng ruộng', ''],
  ])('of an amount: %s: %s', (text, expected) => {
    const archive = archiveOf();
    expect(
      otherForms(typed(text), archive)
        .map(({ texts }) => texts.join(' '))
        .join('|'),
    ).toBe(expected);
  });

  it('lie within what was typed', () => {
    fc.assert(
      fc.property(latinText, fc.boolean(), (text, isOpen) => {
        const tokens = typed(text, isOpen);
        for (const { start, length, texts } of otherForms(tokens, EMPTY)) {
          expect(length).toBeGreaterThan(0);
          expect(start + length).toBeLessThanOrEqual(tokens.length);
          expect(texts.every((part) => part !== '')).toBe(true);
        }
      }),
    );
  });
});

describe('waysToWrite', () => {
  const form = (start: number, length: number) => ({ start, length });

  it('has what was typed first, and no two forms that overlap', () => {
    const ways = waysToWrite(3, [form(1, 2), form(0, 2), form(0, 3)], 8);
    expect(ways[0]).toEqual([]);
    expect(ways.slice(1)).toEqual([[form(0, 2)], [form(0, 3)], [form(1, 2)]]);
    expect(waysToWrite(2, [form(0, 1), form(1, 1)], 8)).toHaveLength(4);
  });

  it('has no more than are asked for', () => {
    const forms = Array.from({ length: 10 }, (_, start) => form(start, 1));
    expect(waysToWrite(10, forms, 8)).toHaveLength(8);
  });
});
