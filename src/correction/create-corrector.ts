import type { LanguageModel } from '../language/language-model.ts';
import { carriesMarks, foldedForm } from '../text/syllable.ts';
import { bestPaths } from './best-path.ts';
import type { Path } from './best-path.ts';
import type { Correction, Replacement, TypedToken } from './correction.ts';
import { findReadings, placeOf, tokenAt } from './find-readings.ts';
import type { Manner, Reading, Readings } from './find-readings.ts';
import { createLexicon } from './lexicon.ts';
import { restoreMarks } from './restore-marks.ts';
import type { Restored } from './restore-marks.ts';
import { SLIP_COSTS } from './slip-costs.ts';
import type { SlipCosts } from './slip-costs.ts';
import { wordSteps } from './word-steps.ts';
import { writeTerm } from './write-term.ts';

/** Reads queries as they were most likely meant. */
export interface Corrector {
  /**
   * The likeliest reading of a run of neighbouring words. Of a run without any mark, what is corrected has none
   * either.
   *
   * @param words how many words the whole query has: the more, the surer it must be, as there are more places for
   *   chance, and one slip does less harm
   * @returns `null` where what was typed is the likeliest, or nearly
   */
  readonly correct: (run: readonly TypedToken[], words?: number) => Correction | null;
  /**
   * The likeliest readings that differ from what was typed, best first, also those that are less likely than that:
   * their `gain` is negative.
   *
   * @param most how many at most; each costs as much as `correct`
   */
  readonly alternatives: (run: readonly TypedToken[], most: number) => readonly Correction[];
  /**
   * The marks that a run was most likely typed without; those typed stay.
   *
   * @returns `null` where none are missing
   */
  readonly restoreMarks: (run: readonly TypedToken[]) => Restored | null;
}

/** A search of so many words is short. */
const FEW = 4;
/** A question of more words is found with a slip in it as well, and is not mended. */
const MOST_WORDS = 24;

/** Tokens of some 10,000 articles: an archive of fewer does not know all that is right … */
const GROWN = 5_000_000;
/** … and must be asked for more, which has an end, or a small one would never say anything. */
const MOST_DOUBT = 4;

const DIGIT = /\p{Nd}/u;

const mannersOf = (run: readonly TypedToken[]): readonly Manner[] => {
  const open = run.filter(({ fixed }) => !fixed);
  const unmarked = open.filter(({ text }) => !carriesMarks(text)).length;
  if (unmarked < open.length) return unmarked < 2 ? ['marked'] : ['marked', 'half'];
  return open.some(({ text }) => DIGIT.test(text)) ? ['plain', 'vni'] : ['plain', 'telex'];
};

/** What it costs to type all of a query so. */
const costOf = (manner: Manner, costs: SlipCosts): number => {
  switch (manner) {
    case 'marked':
    case 'plain':
      return 0;
    case 'half':
      return costs.someMarks;
    case 'telex':
    case 'vni':
      return costs.allKeys;
    default:
      return manner satisfies never;
  }
};

const readingsOf = (path: Path | null): readonly Path[] => {
  const paths: Path[] = [];
  for (let at = path; at !== null; at = at.before) paths.push(at);
  return paths.reverse();
};

const replacementsOf = (run: readonly TypedToken[], path: Path, plain: boolean): readonly Replacement[] => {
  const replacements: Replacement[] = [];
  let text = '';
  let first = 0;
  for (const { from, reading } of readingsOf(path)) {
    const { token, letter } = tokenAt(from);
    const end = tokenAt(reading.to);
    if (reading.kind === null || reading.word === null) continue;
    if (letter === 0) first = token;
    const whole = (run[token]?.text ?? '').normalize('NFC');
    const typed = end.token === token ? whole.slice(letter, end.letter) : whole.slice(letter);
    const { exact } = reading.word;
    const asTyped = plain && reading.kind !== 'telex' && reading.kind !== 'vni';
    text += (letter === 0 ? '' : ' ') + writeTerm(asTyped ? foldedForm(exact) : exact, typed);
    if (end.letter !== 0) continue;
    replacements.push({ from: first, to: end.token, text });
    text = '';
  }
  return replacements;
};

const isSlip = ({ kind }: Reading): boolean => kind !== null;

/** A way of typing all of a run, and what it may be read as. */
interface Attempt {
  readonly readings: Readings;
  /** What it costs to type all of it so. */
  readonly cost: number;
}

/** Readings without the slips that were tried. */
const without = (readings: Readings, isTried: (from: number, reading: Reading) => boolean): Readings =>
  new Map(
    [...readings].map(([from, there]) => [
      from,
      there.filter((reading) => !isSlip(reading) || !isTried(from, reading)),
    ]),
  );

/** @param model of the archive's own texts: what is common in them is likely to be meant */
export const createCorrector = (model: LanguageModel, costs: SlipCosts = SLIP_COSTS): Corrector => {
  const lexicon = createLexicon(model, costs);
  const steps = wordSteps(costs);

  const alternatives = (run: readonly TypedToken[], most: number): readonly Correction[] => {
    if (run.every(({ fixed }) => fixed)) return [];
    const manners = mannersOf(run);
    const plain = manners[0] === 'plain';
    const end = placeOf(run.length);
    const attempts = manners.map((manner): Attempt => {
      return { readings: findReadings(run, manner, lexicon, costs), cost: costOf(manner, costs) };
    });
    const tried = new Set<string>();
    // Where no marks are typed, words that differ in theirs are the same text.
    const nameOf = (from: number, { to, word }: Reading): string => {
      const exact = word?.exact ?? '';
      return `${from} ${to} ${plain ? foldedForm(exact) : exact}`;
    };
    const found: Correction[] = [];
    let asTyped = -Infinity;
    while (found.length < most) {
      let best: Path | null = null;
      let score = -Infinity;
      for (const [at, { readings, cost }] of attempts.entries()) {
        const left =
          tried.size === 0
            ? readings
            : without(readings, (from, reading) => tried.has(nameOf(from, reading)));
        const { typed, mended } = bestPaths(left, end, lexicon, steps);
        if (at === 0 && typed !== null) asTyped = typed.score;
        if (mended === null || mended.score + cost <= score) continue;
        best = mended;
        score = mended.score + cost;
      }
      const slips = readingsOf(best).filter(({ reading }) => isSlip(reading));
      if (best === null) break;
      for (const { from, reading } of slips) tried.add(nameOf(from, reading));
      const kinds = new Set(slips.flatMap(({ reading }) => reading.kind ?? []));
      const gain = score + costs.first - asTyped;
      found.push({ replacements: replacementsOf(run, best, plain), gain, kinds: [...kinds] });
    }
    return found;
  };

  const correct = (run: readonly TypedToken[], words = run.length): Correction | null => {
    if (words > MOST_WORDS) return null;
    const [best] = alternatives(run, 1);
    if (best === undefined) return null;
    const doubt = Math.min(MOST_DOUBT, Math.max(0, Math.log(GROWN / Math.max(1, model.tokens))));
    return best.gain < costs.perWord * Math.max(0, words - FEW) + doubt ? null : best;
  };

  return { correct, alternatives, restoreMarks: (run) => restoreMarks(run, lexicon, steps) };
};
