import { exactForm, isSyllableSkeleton } from './syllable.ts';
import { tokenize } from './tokenize.ts';

/** Somebody or something that a text calls by name. */
export interface Name {
  /** As written where it stands first. */
  readonly text: string;
  readonly mentions: number;
}

const CAPITAL = /^\p{Lu}/u;
/** Longer than any name: a headline in capitals. */
const LONGEST = 6;
/** `Nadal` is a name by itself; `Anh` or `VN` says too little. */
const SHORTEST_ALONE = 4;

/**
 * The names in a text, those that are mentioned most first: two capitals or more in a row, or one word that is no
 * Vietnamese syllable. What begins a sentence may have a word before it that is no part of the name.
 */
export const findNames = (text: string): readonly Name[] => {
  const names = new Map<string, { text: string; mentions: number }>();
  let run: string[] = [];
  let before = 0;
  const endRun = (): void => {
    const [first = ''] = run;
    const isName =
      run.length === 1
        ? first.length >= SHORTEST_ALONE && !isSyllableSkeleton(first)
        : run.length > 1 && run.length <= LONGEST;
    if (isName) {
      const key = run.map(exactForm).join(' ');
      const known = names.get(key);
      if (known === undefined) names.set(key, { text: run.join(' '), mentions: 1 });
      else known.mentions++;
    }
    run = [];
  };
  for (const { text: token, start, end } of tokenize(text)) {
    const isCapital = CAPITAL.test(token);
    if (run.length > 0 && (!isCapital || text.slice(before, start) !== ' ')) endRun();
    if (isCapital) run.push(token);
    before = end;
  }
  endRun();
  return [...names.values()].toSorted((a, b) => b.mentions - a.mentions);
};
