import type { SlipCosts } from './slip-costs.ts';

/** A word that may have been meant, and what the slip costs. */
export interface LetterEdit {
  /** Without marks, as the index has it. */
  readonly folded: string;
  readonly cost: number;
  readonly kind: 'sound' | 'letters';
  /** Which letter of `folded` was left out or mistyped; -1 for none. */
  readonly lost: number;
  /** The letters typed that are the others of `folded`, in that order; `null` where it merely sounds alike. */
  readonly typed: readonly number[] | null;
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
const ONSET = /^(?:ngh|ng|nh|gh|gi(?=[aeiouy])|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])(?=[aeiouy])/;
const FINAL = /(?<=[aeiouy])(?:ng|nh|ch|[ncty]|i)$/;

const soundAlikes = (letters: string): readonly string[] => {
  const found: string[] = [];
  // The i of gi is written once: gin is gi and in.
  const onset = /^gi(?![aeouy])/.test(letters) ? 'gi' : (ONSET.exec(letters)?.[0] ?? '');
  const rime =
    onset === 'gi' && letters[2] !== 'i' && !isVowel(letters[2] ?? '')
      ? letters.slice(1)
      : letters.slice(onset.length);
  for (const alike of ONSETS) {
    if (!alike.includes(onset)) continue;
    for (const other of alike)
      if (other !== onset) found.push(other === 'gi' && rime.startsWith('i') ? `g${rime}` : other + rime);
  }
  const final = FINAL.exec(letters)?.[0] ?? '';
  for (const alike of FINALS) {
    if (!alike.includes(final)) continue;
    for (const other of alike) if (other !== final) found.push(letters.slice(0, -final.length) + other);
  }
  return found;
};

const TELEX_DOUBLES = 'aeod';
/** Shorter words have other words around them at every key. */
const LONG = 5;
/** Longer ones are names of foreigners, which are misspelt the more the longer they are. */
const LONGEST_SYLLABLE = 6;
const OPEN_I = /^(?:[hklmstv]|qu)i$/;

/** As the index spells an open syllable: `ly` for `li`. */
export const openY = (letters: string): string =>
  letters.length <= 3 && OPEN_I.test(letters) ? `${letters.slice(0, -1)}y` : letters;

/**
 * What may have been meant by a word: all that is one slip of a letter away, and what sounds alike.
 *
 * @param letters as typed, without marks; a to z alone
 * @param isKnown whether there is such a word: what is none is left out
 */
export const letterEdits = (
  letters: string,
  isKnown: (folded: string) => boolean,
  costs: SlipCosts,
): readonly LetterEdit[] => {
  const found = new Map<string, LetterEdit>();
  const self = openY(letters);
  const places = Array.from(letters, (_, at) => at);
  const add = (
    meant: string,
    slip: number,
    kind: LetterEdit['kind'],
    lost: number,
    typed: readonly number[] | null,
  ): void => {
    const folded = openY(meant);
    if (folded === self || folded === '') return;
    const cost =
      slip + (kind === 'sound' ? 0 : costs.place * Math.log(Math.min(folded.length, LONGEST_SYLLABLE)));
    const before = found.get(folded);
    if (before === undefined ? !isKnown(folded) : before.cost >= cost) return;
    found.set(folded, { folded, cost, kind, lost, typed });
  };
  for (const meant of soundAlikes(letters)) add(meant, costs.sound, 'sound', -1, null);
  for (let at = 0; at <= letters.length; at++) {
    const [before, after] = [letters.slice(0, at), letters.slice(at)];
    for (const letter of ALPHABET) add(before + letter + after, costs.dropped, 'letters', at, places);
    const key = after[0];
    if (key === undefined) break;
    const rest = after.slice(1);
    const near = NEIGHBOURS.get(key) ?? '';
    const others = places.filter((place) => place !== at);
    if (before.endsWith(key)) {
      // Two of them are more likely the keys of â, ê, ô, đ.
      const cost = costs.doubled + (TELEX_DOUBLES.includes(key) ? costs.doubledKey : 0);
      add(before + rest, cost, 'letters', -1, others);
    } else if (letters.length >= LONG || near.includes(before.at(-1) ?? ' ') || near.includes(rest[0] ?? ' '))
      add(before + rest, costs.surplus, 'letters', -1, others);
    for (const letter of near) add(before + letter + rest, costs.neighbour, 'letters', at, others);
    const next = rest[0];
    if (next !== undefined && next !== key) {
      const swapped = places.map((place) => (place === at ? at + 1 : place === at + 1 ? at : place));
      add(before + next + key + rest.slice(1), costs.swapped, 'letters', -1, swapped);
    }
    // Names of foreigners are misspelt in more ways than with a neighbouring key.
    if (letters.length > LONG)
      for (const letter of ALPHABET) add(before + letter + rest, costs.otherLetter, 'letters', at, others);
  }
  return [...found.values()];
};
