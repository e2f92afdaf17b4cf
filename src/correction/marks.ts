import type { LetterEdit } from './letter-edits.ts';
import type { SlipCosts } from './slip-costs.ts';

/** A word's letters and marks. */
export interface Marks {
  /** The combining tone mark; `''` for none, both where two are typed. */
  readonly tone: string;
  /** The marks of its vowels, each once. */
  readonly vowels: string;
  /** Whether it has a đ. */
  readonly bar: boolean;
  /** Whether it has none at all. */
  readonly none: boolean;
  /** Its letters with their own marks, without the tone: NFC. */
  readonly letters: string;
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const VOWEL_MARK = /[\u0302\u0306\u031B]/g;
const HOOK = '\u0309';
const TILDE = '\u0303';

const once = (found: readonly string[] | null): string => [...new Set(found)].join('');

/** @param text as typed, or a term */
export const marksOf = (text: string): Marks => {
  const decomposed = text.toLowerCase().normalize('NFD');
  const tone = once(decomposed.match(TONE));
  const vowels = once(decomposed.match(VOWEL_MARK));
  const bar = decomposed.includes('đ');
  return {
    tone,
    vowels,
    bar,
    none: tone === '' && vowels === '' && !bar,
    letters: decomposed.replace(TONE, '').normalize('NFC'),
  };
};

/** What it costs to have typed other marks than were meant, on the same letters. */
export const marksCost = (typed: Marks, meant: Marks, costs: SlipCosts): number => {
  // Somebody who leaves all marks out of a word makes one slip, not three.
  if (typed.none) return meant.none ? 0 : costs.noMarks;
  let cost = 0;
  if (typed.tone !== meant.tone) {
    if (typed.tone === '') cost += costs.missingMark;
    else if (meant.tone === '') cost += costs.surplusMark;
    else if (typed.tone + meant.tone === HOOK + TILDE || typed.tone + meant.tone === TILDE + HOOK)
      cost += costs.hookForTilde;
    else cost += costs.wrongTone;
  }
  if (typed.vowels !== meant.vowels) {
    if (typed.vowels === '') cost += costs.missingMark;
    else if (meant.vowels === '') cost += costs.surplusMark;
    else cost += costs.wrongMark;
  }
  if (typed.bar !== meant.bar) cost += typed.bar ? costs.surplusMark : costs.missingMark;
  // Of two marks of a kind one may be missing: nguời.
  return cost === 0 && typed.letters !== meant.letters ? costs.missingMark : cost;
};

/** Whether two letters are the same; i and y are in an open syllable, where the index has y. */
const sameLetter = (typed: string | undefined, meant: string | undefined): boolean =>
  typed === meant || (typed === 'i' && meant === 'y');

const VOWEL = /[aeiouyăâêôơư]/;

/**
 * What it costs to have typed these marks on a word of other letters: each stays with its letter, and goes with it.
 *
 * @returns `null` where they do not go together
 */
export const editedMarksCost = (
  typed: Marks,
  meant: Marks,
  edit: LetterEdit,
  costs: SlipCosts,
): number | null => {
  if (edit.typed === null) {
    const same = typed.tone === meant.tone && typed.vowels === meant.vowels && typed.bar === meant.bar;
    return same ? 0 : null;
  }
  const lost = meant.letters[edit.lost] ?? '';
  const toneLost = typed.tone !== meant.tone;
  if (toneLost && (typed.tone !== '' || !VOWEL.test(lost))) return null;
  let at = 0;
  for (let place = 0; place < meant.letters.length; place++) {
    if (place === edit.lost) continue;
    if (!sameLetter(typed.letters[edit.typed[at] ?? -1], meant.letters[place])) return null;
    at += 1;
  }
  return toneLost || lost > 'z' ? costs.lostMark : 0;
};
