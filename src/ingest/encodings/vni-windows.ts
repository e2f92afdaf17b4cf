import { WINDOWS_1252 } from './windows-1252.ts';

/**
 * VNI for Windows, after the table of “VNI Encoding (Windows/Unix)” in Wikipedia's article _VNI_: most letters are a
 * base letter and a mark, each shown by the font at the place of a windows-1252 character. Marks of the circumflex and
 * the breve carry the tone with them.
 */
const TONES = { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' } as const;
const CIRCUMFLEX = {
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0302\u0323',
} as const;
const BREVE = {
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0306\u0323',
} as const;
/** Letters by themselves. ô and ö take a tone after them. */
const LETTERS = { ô: 'ơ', ö: 'ư', ñ: 'đ', í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' } as const;

const MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: { ...TONES, ...CIRCUMFLEX, ...BREVE },
  e: { ...TONES, ...CIRCUMFLEX },
  o: { ...TONES, ...CIRCUMFLEX },
  u: TONES,
  y: TONES,
  ô: TONES,
  ö: TONES,
};

/** Both cases of the letter, with the mark in either: `AÙ` as well as `Aù`. */
const PAIRS = new Map(
  Object.entries(MARKS).flatMap(([base, marks]) =>
    Object.entries(marks).flatMap(([mark, combining]) => {
      const small = ((LETTERS as Readonly<Record<string, string>>)[base] ?? base) + combining;
      const [lower, upper] = [small, small.toUpperCase()].map((each) => each.normalize('NFC'));
      return [mark, mark.toUpperCase()].flatMap((each): [string, string][] => [
        [base + each, lower ?? ''],
        [base.toUpperCase() + each, upper ?? ''],
      ]);
    }),
  ),
);
const SINGLES = new Map(
  Object.entries(LETTERS).flatMap(([from, to]): [string, string][] => [
    [from, to],
    [from.toUpperCase(), to.toUpperCase()],
  ]),
);
const IS_MARK = /[ÀÁÂÃÄÅÈÉÊËÏÕØÙÚÛÜàáâãäåèéêëïõøùúûü]/;

/** Decodes VNI for Windows to NFC. A mark that no letter takes is U+FFFD. */
export const decodeVniWindows = (bytes: Uint8Array): string => {
  let text = '';
  let last = '';
  for (const byte of bytes) {
    const character = byte < 128 ? String.fromCharCode(byte) : (WINDOWS_1252[byte - 128] ?? '\uFFFD');
    const pair = PAIRS.get(last + character);
    if (pair !== undefined) {
      text += pair;
      last = '';
      continue;
    }
    text += unpaired(last);
    last = character;
  }
  return text + unpaired(last);
};

const unpaired = (character: string): string =>
  SINGLES.get(character) ?? (IS_MARK.test(character) ? '\uFFFD' : character);
