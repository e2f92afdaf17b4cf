import type { LanguageModel } from '../language/language-model.ts';
import { carriesMarks, foldedForm } from '../text/syllable.ts';
import { bestPath } from './best-path.ts';
import type { Path } from './best-path.ts';
import type { Correction, Replacement, SlipKind, TypedToken } from './correction.ts';
import { findReadings, LONG_RUN, placeOf, tokenAt } from './find-readings.ts';
import type { Manner } from './find-readings.ts';
import { createLexicon } from './lexicon.ts';
import { restoreMarks } from './restore-marks.ts';
import type { Restored } from './restore-marks.ts';
import { SLIP_COSTS } from './slip-costs.ts';
import type { SlipCosts } from './slip-costs.ts';
import { writeTerm } from './write-term.ts';

/** Reads queries as they were most likely meant. */
export interface Corrector {
  /**
   * The likeliest reading of a run of neighbouring words. Of a run without any mark, what is corrected has none
   * either.
   *
   * @returns `null` where what was typed is the likeliest, or nearly
   */
  readonly correct: (run: readonly TypedToken[]) => Correction | null;
  /**
   * The marks that a run was most likely typed without; those typed stay.
   *
   * @returns `null` where none are missing
   */
  readonly restoreMarks: (run: readonly TypedToken[]) => Restored | null;
}

const DIGIT = /\p{Nd}/u;

const mannersOf = (run: readonly TypedToken[]): readonly Manner[] => {
  const open = run.filter(({ fixed }) => !fixed);
  if (open.some(({ text }) => carriesMarks(text))) return ['marked'];
  return open.some(({ text }) => DIGIT.test(text)) ? ['plain', 'vni'] : ['plain', 'telex'];
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

/** @param model of the archive's own texts: what is common in them is likely to be meant */
export const createCorrector = (model: LanguageModel, costs: SlipCosts = SLIP_COSTS): Corrector => {
  const lexicon = createLexicon(model, costs);

  const likeliest = (run: readonly TypedToken[], manner: Manner): Path | null =>
    bestPath(findReadings(run, manner, lexicon, costs), placeOf(run.length), lexicon);

  const correct = (run: readonly TypedToken[]): Correction | null => {
    if (run.every(({ fixed }) => fixed)) return null;
    const manners = mannersOf(run);
    const plain = manners[0] === 'plain';
    const asTyped = likeliest(
      run.map(({ text }) => ({ text, fixed: true })),
      plain ? 'plain' : 'marked',
    );
    let best: Path | null = null;
    let score = -Infinity;
    for (const manner of manners) {
      const path = likeliest(run, manner);
      const so = (path?.score ?? -Infinity) + (manner === 'telex' || manner === 'vni' ? costs.allKeys : 0);
      if (path !== null && so > score) {
        best = path;
        score = so;
      }
    }
    const gain = score - (asTyped?.score ?? -Infinity);
    if (best === null || gain < (run.length > LONG_RUN ? costs.longThreshold : costs.threshold)) return null;
    const kinds = new Set<SlipKind>();
    for (const { reading } of readingsOf(best)) if (reading.kind !== null) kinds.add(reading.kind);
    const replacements = replacementsOf(run, best, plain);
    return replacements.length === 0 ? null : { replacements, gain, kinds: [...kinds] };
  };

  return { correct, restoreMarks: (run) => restoreMarks(run, lexicon) };
};
