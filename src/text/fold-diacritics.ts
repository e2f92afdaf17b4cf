/** Letters that have no decomposition, and what Unicode's diacritic folding makes of them. */
const PLAIN: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  ŧ: 't',
};

const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g');
const NON_ASCII = /\P{ASCII}/u;
const MARK = /\p{Mn}/gu;

/**
 * Takes every diacritic off a lower-case text, đ included: what the index's folding filter (`icu_folding`) gives.
 *
 * @param exact case-folded, NFD or NFC
 * @returns NFC
 */
export function foldDiacritics(exact: string): string {
  if (!NON_ASCII.test(exact)) return exact;
  return exact
    .normalize('NFD')
    .replace(MARK, '')
    .replace(SPECIAL, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC');
}
