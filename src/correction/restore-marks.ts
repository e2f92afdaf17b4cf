import { carriesMarks, supersetForms, tokenForms } from '../text/syllable.ts';
import type { TypedToken } from './correction.ts';
import type { Lexicon, Word } from './lexicon.ts';
import { isNoWord } from './find-readings.ts';
import type { WordSteps } from './word-steps.ts';
import { writeTerm } from './write-term.ts';

/** A run of words with the marks that were most likely left out. */
export interface Restored {
  /** One a token, NFC, in the letter case typed. */
  readonly texts: readonly string[];
  /** How much likelier it is than the next that differs in any word: the natural log of the ratio. */
  readonly confidence: number;
}

/** What a token may be with its marks; itself where nothing may be put in. */
const formsOf = ({ text, fixed }: TypedToken, lexicon: Lexicon): readonly (Word | null)[] => {
  if (isNoWord(text)) return [null];
  const { exact, folded } = tokenForms(text);
  if (fixed) return [lexicon.wordOf(exact)];
  const forms = lexicon.formsOf(folded);
  const fitting = carriesMarks(text)
    ? forms.filter((form) => form.exact === exact || supersetForms(text).includes(form.exact))
    : forms;
  return fitting.length === 0 ? [lexicon.wordOf(exact)] : fitting;
};

/**
 * The states of a token are its forms, each twice: as the beginning of a word (even), and as one word with that before
 * (odd).
 */
type States = readonly (Word | null)[];

const wordOf = (states: States, state: number): Word | null => states[state >> 1] ?? null;
const isJoined = (state: number): boolean => (state & 1) === 1;
const ownOf = (states: States, state: number): number => wordOf(states, state)?.log ?? 0;

/** How well each state of a token is followed by each of the next, row by row. */
const stepsBetween = (
  firsts: States,
  seconds: States,
  { logAfter }: Lexicon,
  steps: WordSteps,
): Float64Array => {
  const width = 2 * seconds.length;
  const all = new Float64Array(2 * firsts.length * width);
  let begins = 0;
  for (const first of firsts) {
    const goesOn = begins + width;
    for (let to = 0; to < width; to += 2) {
      const second = wordOf(seconds, to);
      // Nothing is known of numbers.
      const after = first === null || second === null ? null : logAfter(first, second);
      all[begins + to] = first === null ? 0 : steps.beside(false, after ?? 0);
      all[begins + to + 1] = after === null ? -Infinity : steps.joined(false, after);
      all[goesOn + to] = first === null ? 0 : steps.beside(true, after ?? 0);
      all[goesOn + to + 1] = after === null ? -Infinity : steps.joined(true, after);
    }
    begins = goesOn + width;
  }
  return all;
};

/** How likely the likeliest way is that ends with each state. */
const scoresUntil = (states: States, before: Float64Array | null, gap: Float64Array | null): Float64Array => {
  const scores = new Float64Array(2 * states.length);
  for (let to = 0; to < scores.length; to++) {
    let best = before === null && !isJoined(to) ? 0 : -Infinity;
    if (before !== null && gap !== null) {
      for (let from = 0, at = to; from < before.length; from++, at += scores.length) {
        const way = (before[from] as number) + (gap[at] as number);
        if (way > best) best = way;
      }
    }
    scores[to] = ownOf(states, to) + best;
  }
  return scores;
};

/** How likely the likeliest way is that goes on from each state, to those of the next token. */
const scoresSince = (states: States, next: States, since: Float64Array, gap: Float64Array): Float64Array => {
  const scores = new Float64Array(2 * states.length);
  const owns = since.map((_, to) => ownOf(next, to));
  let at = 0;
  for (let from = 0; from < scores.length; from++) {
    let best = -Infinity;
    for (let to = 0; to < since.length; to++) {
      const way = (owns[to] as number) + (since[to] as number) + (gap[at++] as number);
      if (way > best) best = way;
    }
    scores[from] = best;
  }
  return scores;
};

/** The likeliest form of a token, and how much likelier it is than any other (natural log of the ratio). */
const likeliest = (
  states: States,
  until: Float64Array,
  since: Float64Array,
): { readonly word: Word | null; readonly lead: number } => {
  const scores = states.map((_, form) =>
    Math.max(
      (until[2 * form] as number) + (since[2 * form] as number),
      (until[2 * form + 1] as number) + (since[2 * form + 1] as number),
    ),
  );
  const best = scores.indexOf(Math.max(...scores));
  const others = scores.filter((_, form) => form !== best);
  return { word: states[best] ?? null, lead: (scores[best] ?? 0) - Math.max(...others) };
};

/**
 * The likeliest marks of a run, by which of its words stand together.
 *
 * @returns `null` where no marks are missing
 */
export const restoreMarks = (
  run: readonly TypedToken[],
  lexicon: Lexicon,
  steps: WordSteps,
): Restored | null => {
  const tokens: readonly States[] = run.map((token) => formsOf(token, lexicon));
  const gaps = tokens.slice(1).map((seconds, at) => stepsBetween(tokens[at] ?? [], seconds, lexicon, steps));
  const until: Float64Array[] = [];
  for (const [at, states] of tokens.entries())
    until.push(scoresUntil(states, until[at - 1] ?? null, gaps[at - 1] ?? null));
  const since: Float64Array[] = [];
  for (const [at, states] of [...tokens.entries()].toReversed()) {
    const [next, gap, after] = [tokens[at + 1], gaps[at], since[0]];
    since.unshift(
      next === undefined || gap === undefined || after === undefined
        ? Float64Array.from({ length: 2 * states.length }, (_, state) =>
            wordOf(states, state) === null ? 0 : steps.end(isJoined(state)),
          )
        : scoresSince(states, next, after, gap),
    );
  }
  let confidence = Infinity;
  const chosen = tokens.map((states, at) => {
    const { word, lead } = likeliest(states, until[at] as Float64Array, since[at] as Float64Array);
    confidence = Math.min(confidence, lead);
    return word;
  });
  const texts = chosen.map((word, at) => {
    const text = run[at]?.text ?? '';
    return word === null || word.exact === tokenForms(text).exact ? text : writeTerm(word.exact, text);
  });
  return texts.every((text, at) => text === run[at]?.text) ? null : { texts, confidence };
};
