const LETTER =
  /[\u1EA0-\u1EF9\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0]|[A-Za-zÂâÊêÔô][\u0300\u0301\u0303\u0306\u0309\u031B\u0323]/u;
const EACH_LETTER = new RegExp(LETTER, 'gu');
/** More say nothing more. */
const ENOUGH = 40;

/** Whether a text has a letter that only Unicode has, composed or not (`ế ư đ`). */
export const hasVietnameseLetters = (text: string): boolean => LETTER.test(text);

/**
 * How many letters texts have that only Unicode has, counted up to 40. Whoever sees them has read the bytes rightly.
 */
export const countVietnameseLetters = (texts: readonly string[]): number => {
  let count = 0;
  for (const text of texts) {
    for (const _ of text.matchAll(EACH_LETTER)) if (++count >= ENOUGH) return count;
  }
  return count;
};
