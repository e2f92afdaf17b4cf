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

const most = (numbers: readonly number[]): number => Math.max(...numbers);

/** A form of a token, and whether it is one word with that before. */
interface State {
  readonly word: Word | null;
  readonly isJoined: boolean;
}

/** Each form twice: as the beginning of a word, and as one word with that before. */
const statesOf = (words: readonly (Word | null)[]): readonly State[] =>
  words.flatMap((word) => [
    { word, isJoined: false },
    { word, isJoined: true },
  ]);

/** How well each state of a token is followed by each of the next, row by row. */
const stepsBetween = (
  firsts: readonly (Word | null)[],
  seconds: readonly (Word | null)[],
  { logAfter }: Lexicon,
  steps: WordSteps,
): readonly (readonly number[])[] =>
  firsts.flatMap((first) => {
    // Nothing is known of numbers.
    const afters = seconds.map((second) =>
      first === null || second === null ? null : logAfter(first, second),
    );
    return [false, true].map((wasJoined) =>
      afters.flatMap((after) => [
        first === null ? 0 : steps.beside(wasJoined, after ?? 0),
        after === null ? -Infinity : steps.joined(wasJoined, after),
      ]),
    );
  });

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
  const forms = run.map((token) => formsOf(token, lexicon));
  const columns = forms.map(statesOf);
  const gaps = forms.slice(1).map((seconds, at) => stepsBetween(forms[at] ?? [], seconds, lexicon, steps));
  const own = ({ word }: State): number => word?.log ?? 0;

  /** Of each state: the likeliest way that ends with it, and the likeliest that goes on from it. */
  const until: number[][] = [];
  columns.forEach((column, at) => {
    const before = until[at - 1] ?? [];
    const gap = gaps[at - 1] ?? [];
    until.push(
      column.map((state, to) => {
        const ways = before.map((way, from) => way + (gap[from]?.[to] ?? 0));
        return own(state) + (ways.length > 0 ? most(ways) : state.isJoined ? -Infinity : 0);
      }),
    );
  });
  const since: number[][] = columns.map(() => []);
  for (let at = columns.length - 1; at >= 0; at--) {
    const after = columns[at + 1] ?? [];
    since[at] = (columns[at] ?? []).map((state, from) => {
      const row = gaps[at]?.[from] ?? [];
      const ways = after.map((other, to) => own(other) + (since[at + 1]?.[to] ?? 0) + (row[to] ?? 0));
      return ways.length > 0 ? most(ways) : state.word === null ? 0 : steps.end(state.isJoined);
    });
  }

  let confidence = Infinity;
  const chosen = columns.map((column, at) => {
    const ways = column.map(({ word }, i) => ({
      word,
      score: (until[at]?.[i] ?? 0) + (since[at]?.[i] ?? 0),
    }));
    const [best, ...others] = ways.toSorted((a, b) => b.score - a.score);
    const next = others.find(({ word }) => word !== best?.word);
    if (best !== undefined && next !== undefined) confidence = Math.min(confidence, best.score - next.score);
    return best?.word ?? null;
  });
  const texts = chosen.map((word, at) => {
    const text = run[at]?.text ?? '';
    return word === null || word.exact === tokenForms(text).exact ? text : writeTerm(word.exact, text);
  });
  return texts.every((text, at) => text === run[at]?.text) ? null : { texts, confidence };
};
