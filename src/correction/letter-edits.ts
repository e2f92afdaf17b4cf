import type { SlipCosts } from './slip-costs.ts';

/** What may have been meant by a word without its marks, and what the slip costs. */
export interface LetterEdit {
  readonly folded: string;
  readonly cost: number;
  readonly kind: 'sound' | 'letters';
  /** Whether a letter is back that may have had marks. */
  readonly vowel: boolean;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The keys around each on QWERTY. */
const NEIGHBOURS: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row, r) =>
    Array.from(row, (key, at): [string, string] => {
      const around = [
        row[at - 1],
        row[at + 1],
        // Each row stands half a key to the right of the one above.
        ROWS[r - 1]?.[at],
        ROWS[r - 1]?.[at + 1],
        ROWS[r + 1]?.[at - 1],
        ROWS[r + 1]?.[at],
      ];
      return [key, around.filter((other) => other !== undefined).join('')];
    }),
  ),
);

const isVowel = (letter: string): boolean => 'aeiouy'.includes(letter);

/** Onsets that one region or another speaks alike. */
const ONSETS: readonly (readonly string[])[] = [
  ['s', 'x'],
  ['ch', 'tr'],
  ['d', 'gi', 'r'],
  ['d', 'v'],
  ['gi', 'v'],
  ['l', 'n'],
];
/** Finals that are, and i and y, which change the vowel before them. */
const FINALS: readonly (readonly string[])[] = [
  ['n', 'ng', 'nh'],
  ['t', 'c', 'ch'],
  ['i', 'y'],
];
const SYLLABLE =
  /^(?<onset>ngh|ng|nh|gh|gi(?=[aeiouy])|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?(?<rime>[aeiouy].*)$/;
const FINAL = /^(?<nucleus>[aeiouy]+?)(?<final>ng|nh|ch|[ncty]|(?<=.)i)$/;

const soundAlikes = (folded: string): readonly string[] => {
  const parts =
    SYLLABLE.exec(folded)?.groups ??
    (folded.startsWith('gi') ? { onset: 'gi', rime: folded.slice(1) } : undefined);
  if (parts === undefined) return [];
  const { onset = '', rime = '' } = parts;
  const found: string[] = [];
  for (const alike of ONSETS) {
    if (!alike.includes(onset)) continue;
    for (const other of alike) {
      if (other === onset) continue;
      found.push(other === 'gi' && rime.startsWith('i') ? `g${rime}` : other + rime);
    }
  }
  const ending = FINAL.exec(rime)?.groups;
  if (ending !== undefined) {
    const { nucleus = '', final = '' } = ending;
    for (const alike of FINALS) {
      if (!alike.includes(final)) continue;
      for (const other of alike) if (other !== final) found.push(onset + nucleus + other);
    }
  }
  return found;
};

/**
 * What may have been meant by a word: all that is one slip of a letter away, and what sounds alike.
 *
 * @param folded of letters a to z alone
 * @param isKnown whether there is such a word: what is none is left out
 */
export const letterEdits = (
  folded: string,
  isKnown: (folded: string) => boolean,
  costs: SlipCosts,
): readonly LetterEdit[] => {
  const found = new Map<string, LetterEdit>();
  const add = (meant: string, cost: number, kind: LetterEdit['kind'], vowel: boolean): void => {
    if (meant === folded || meant === '') return;
    const before = found.get(meant);
    if (before === undefined ? !isKnown(meant) : before.cost >= cost) return;
    found.set(meant, { folded: meant, cost, kind, vowel: vowel || before?.vowel === true });
  };
  for (const meant of soundAlikes(folded)) add(meant, costs.sound, 'sound', false);
  for (let at = 0; at <= folded.length; at++) {
    const [before, after] = [folded.slice(0, at), folded.slice(at)];
    for (const letter of ALPHABET) add(before + letter + after, costs.dropped, 'letters', isVowel(letter));
    const key = after[0];
    if (key === undefined) break;
    const rest = after.slice(1);
    const near = NEIGHBOURS.get(key) ?? '';
    const doubled = before.endsWith(key);
    const slipped = near.includes(before.at(-1) ?? ' ') || near.includes(rest[0] ?? ' ');
    if (doubled || slipped || folded.length > 4)
      add(before + rest, doubled ? costs.doubled : costs.surplus, 'letters', false);
    for (const letter of near) add(before + letter + rest, costs.neighbour, 'letters', isVowel(letter));
    const next = rest[0];
    if (next !== undefined && next !== key)
      add(before + next + key + rest.slice(1), costs.swapped, 'letters', false);
    // Names of foreigners are misspelt in more ways than with a neighbouring key.
    if (folded.length > 5)
      for (const letter of ALPHABET)
        add(before + letter + rest, costs.otherLetter, 'letters', isVowel(letter));
  }
  return [...found.values()];
};
