import { isSyllable } from '../../text/syllable.ts';

/** How much of a text reads like Vietnamese. */
export interface Judgement {
  /** Words with a letter or sign beyond ASCII, and how many of them are possible syllables. */
  readonly marked: number;
  readonly markedGood: number;
  /** All words, and how many are possible syllables. */
  readonly words: number;
  readonly good: number;
  /** Whether a part of the text stands out that is nearly all wrong: perhaps it is of another encoding. */
  readonly hasBadPart: boolean;
}

/** Between words: spaces, what ASCII has that is no letter, quotes and dashes. Other signs are part of a word: `C«ng`. */
const BETWEEN = /[\s\u0020-\u0040\u005B-\u0060\u007B-\u007E\u00A0\u2010-\u2015\u2018-\u201F\u2022\u2026]+/u;
/** Signs that may stand at either end of a word without belonging to it. */
const AT_ENDS = /^[«»·]+|[«»·]+$/gu;
const AROUND_ASCII = /^[°©®™²³½µ]*[\x21-\x7E]*[°©®™²³½]*$/u;
/** £20.000: money, not a letter of another encoding. */
const SIGN = /^[£¥€¢¤±×÷]+$/u;
const ASCII = /^[\x21-\x7E]*$/;
const INNER_BREAK = /[\r\n\u2028\u2029]+/u;
/** A part has to have this many marked words to be judged by itself. */
const PART = 5;

/** Counts the words of a text that are possible Vietnamese syllables, those with marks apart. */
export const judgeText = (text: string): Judgement => {
  let [marked, markedGood, words, good] = [0, 0, 0, 0];
  let hasBadPart = false;
  for (const part of text.split(INNER_BREAK)) {
    let [partMarked, partGood] = [0, 0];
    for (const written of part.split(BETWEEN)) {
      const word = ASCII.test(written) ? written : written.replace(AT_ENDS, '');
      if (word === '' || SIGN.test(word)) continue;
      words++;
      const isGood = isSyllable(word);
      if (isGood) good++;
      // 30 °C, km²
      if (AROUND_ASCII.test(word)) continue;
      partMarked++;
      if (isGood) partGood++;
    }
    marked += partMarked;
    markedGood += partGood;
    if (partMarked >= PART && partGood < partMarked / 2) hasBadPart = true;
  }
  return { marked, markedGood, words, good, hasBadPart };
};

/** Whether it reads like Vietnamese throughout, but for a foreign name here and there. */
export const readsWell = ({ marked, markedGood, words, good, hasBadPart }: Judgement): boolean =>
  !hasBadPart &&
  markedGood >= 0.85 * marked &&
  // One marked word proves little, unless what stands around it is Vietnamese, too.
  (marked >= 2 ? good >= 0.55 * words : words >= 3 && good >= 0.9 * words);
