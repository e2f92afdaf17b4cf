/**
 * Words of two to four letters that are written in capitals where the words beside them are not: there letters may have
 * a meaning of their own (`TƯ` is trung ương). In a line all in capitals they have not (`ĐẦU TƯ CÔNG`). The patterns are
 * in the syntax that Java's and JavaScript's have in common, for the index tells these words in the same way. Texts are NFC, as articles are stored.
 */

const VOWELS = Array.from('AĂÂEÊIOÔƠUƯY', (letter) =>
  ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
    .map((tone) => (letter + tone).normalize('NFC'))
    .join(''),
).join('');
/** What may be a syllable, in capitals: an abbreviation beside one does not make a line in capitals (`BCH TƯ`). */
const SYLLABLE = `[BCDĐGHKLMNPQRSTVX]{0,3}[${VOWELS}]{1,3}[CGHMNPT]{0,2}`;
const LETTER = '[\\p{L}\\p{M}]';
const WORD = '\\p{Lu}{2,4}';

/** What {@link isCapitalWord} is not: all that is no such word. */
export const NO_CAPITAL_WORD = `^(?!${WORD}$).*$`;

/** A word in capitals that stands beside a syllable in capitals. */
export const IN_CAPITAL_LINE =
  `\\p{Lu}(?<!${LETTER}\\p{Lu})\\p{Lu}{1,3}(?!${LETTER})` +
  `(?:(?<=(?<!${LETTER})${SYLLABLE} ${WORD})|(?= ${SYLLABLE}(?!${LETTER})))`;

const WHOLE_WORD = new RegExp(`^${WORD}$`, 'u');
const SYLLABLE_BEFORE = new RegExp(`(?<!${LETTER})${SYLLABLE} $`, 'u');
const SYLLABLE_AFTER = new RegExp(`^ ${SYLLABLE}(?!${LETTER})`, 'u');
const LONGEST = 24;

/** Whether the token `[start, end)` of a text stands out by its capitals. */
export const isCapitalWord = (text: string, start: number, end: number): boolean =>
  WHOLE_WORD.test(text.slice(start, end)) &&
  !SYLLABLE_BEFORE.test(text.slice(Math.max(0, start - LONGEST), start)) &&
  !SYLLABLE_AFTER.test(text.slice(end, end + LONGEST));
