import type { SlipCosts } from './slip-costs.ts';

/** The marks of a syllable, wherever in it they stand. */
export interface Marks {
  /** The combining tone mark; `''` for none, both where two are typed. */
  readonly tone: string;
  /** The marks of its vowels, each once. */
  readonly letters: string;
  /** Whether it has a đ. */
  readonly bar: boolean;
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const LETTER_MARK = /[\u0302\u0306\u031B]/g;
const HOOK = '\u0309';
const TILDE = '\u0303';

const once = (found: readonly string[] | null): string => [...new Set(found)].join('');

/** @param term NFD */
export const marksOf = (term: string): Marks => ({
  tone: once(term.match(TONE)),
  letters: once(term.match(LETTER_MARK)),
  bar: term.includes('đ'),
});

const hasNone = ({ tone, letters, bar }: Marks): boolean => tone === '' && letters === '' && !bar;

/** What it costs to have typed other marks than were meant. */
export const marksCost = (typed: Marks, meant: Marks, costs: SlipCosts): number => {
  // Somebody who leaves all marks out of a word makes one slip, not three.
  if (hasNone(typed)) return hasNone(meant) ? 0 : costs.noMarks;
  let cost = 0;
  if (typed.tone !== meant.tone) {
    if (typed.tone === '') cost += costs.missingMark;
    else if (meant.tone === '') cost += costs.surplusMark;
    else if (typed.tone + meant.tone === HOOK + TILDE || typed.tone + meant.tone === TILDE + HOOK)
      cost += costs.hookForTilde;
    else cost += costs.wrongTone;
  }
  if (typed.letters !== meant.letters) {
    if (typed.letters === '') cost += costs.missingMark;
    else if (meant.letters === '') cost += costs.surplusMark;
    else cost += costs.wrongMark;
  }
  if (typed.bar !== meant.bar) cost += typed.bar ? costs.surplusMark : costs.missingMark;
  return cost;
};
