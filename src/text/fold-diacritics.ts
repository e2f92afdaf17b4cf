/**
 * Letters that Unicode doesn't decompose, by what they fold to: đ and its like, the letters of other Latin
 * orthographies, among them those of the peoples of Vietnam's highlands (ɓ, ɗ, ŏ), and of phonetic script.
 */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  a: 'ɐɑɒəɚ',
  ae: 'æ',
  b: 'ƀƃƅɓʙ',
  c: 'ƈȼɕʗ',
  d: 'đðƌƍȡɖɗ',
  e: 'ǝɇɘɛɜɝɞʚ',
  f: 'ƒ',
  g: 'ǥɠɡɢʛ',
  h: 'ħɥɦʜʮʯ',
  hv: 'ƕ',
  i: 'ıɨɩɪ',
  j: 'ȷɉɟʄʝ',
  k: 'ƙʞ',
  l: 'łƚȴɫɬɭʟ',
  m: 'ɯɰɱ',
  n: 'ŋƞȵɲɳɴ',
  o: 'øɔɵʘ',
  oe: 'œɶ',
  ou: 'ȣ',
  p: 'ƥ',
  q: 'ĸɋʠ',
  r: 'ɍɼɽɾɿʀʁ',
  s: 'ȿʂ',
  t: 'ŧƫƭȶʇʈ',
  th: 'þ',
  u: 'ʉ',
  v: 'ʋʌ',
  w: 'ƿʍ',
  y: 'ƴɏʎʏ',
  z: 'ƶȝȥɀʐʑ',
};

const PLAIN = new Map(
  Object.entries(UNDECOMPOSED).flatMap(([plain, letters]) =>
    Array.from(letters).map((letter) => [letter, plain] as const),
  ),
);
const SPECIAL = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'g');
const NON_ASCII = /\P{ASCII}/u;
/** Combining marks, and those written as letters of their own (ʻ, ː, the middle dot of ŀ, ー). */
const MARK = /[\p{Mn}\u02B9-\u02FF\u00B7\u30FC]/gu;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
const NUMERAL = /\p{Nd}/u;

/** The value of a digit of any script: Unicode encodes each script's ten in a row. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && NUMERAL.test(String.fromCodePoint(zero - 1))) zero--;
  return String(point - zero);
}

/**
 * Takes every diacritic off a text, đ included, as the index's folding filter (`icu_folding`) does for Latin.
 *
 * @param exact case-folded, NFD or NFC
 * @returns NFC
 */
export function foldDiacritics(exact: string): string {
  if (!NON_ASCII.test(exact)) return exact;
  return exact
    .normalize('NFD')
    .replace(MARK, '')
    .replace(SPECIAL, (letter) => PLAIN.get(letter) ?? letter)
    .replace(OTHER_DIGIT, digitValue)
    .normalize('NFC');
}
