import { isSyllable, TONE_MARKS, type Tone } from './syllable.ts';
import { toOldStyle } from './tone-position.ts';

/** Combining marks that belong to the letter, and `BAR` for that of đ, which Unicode doesn't decompose. */
export const CIRCUMFLEX = '\u0302';
export const BREVE = '\u0306';
export const HORN = '\u031B';
export const BAR = 'đ';

/** A letter while it is being typed. */
export interface KeyedLetter {
  /** Lower-case ASCII. */
  readonly base: string;
  /** `''`, {@link CIRCUMFLEX}, {@link BREVE}, {@link HORN} or {@link BAR}. */
  readonly mark: string;
  readonly upper: boolean;
}

/** What the keys typed so far have made. */
export interface Keyed {
  readonly letters: readonly KeyedLetter[];
  readonly tone: Tone;
}

export const NOTHING_KEYED: Keyed = { letters: [], tone: 'ngang' };

export const isVowel = (letter: KeyedLetter): boolean => 'aeiouy'.includes(letter.base);
export const hasVowel = ({ letters }: Keyed): boolean => letters.some(isVowel);

const MARK_TONES = new Map(
  (Object.entries(TONE_MARKS) as [Tone, string][])
    .filter(([, mark]) => mark !== '')
    .map(([tone, mark]) => [mark, tone]),
);

/** Adds one character as it is: an ASCII letter, or one that already has its marks. */
export function append(keyed: Keyed, character: string): Keyed {
  const upper = character !== character.toLowerCase();
  const [base = '', ...marks] = character.toLowerCase().normalize('NFD');
  let { tone } = keyed;
  let mark = base === 'đ' ? BAR : '';
  for (const each of marks) {
    const named = MARK_TONES.get(each);
    if (named === undefined) mark = each;
    else tone = named;
  }
  return { letters: [...keyed.letters, { base: base === 'đ' ? 'd' : base, mark, upper }], tone };
}

/** The same with the letter at `at` marked. */
export function withMark(keyed: Keyed, at: number, mark: string): Keyed {
  return { ...keyed, letters: keyed.letters.map((letter, i) => (i === at ? { ...letter, mark } : letter)) };
}

/**
 * The ways in which one key can put `mark` on letters that take it: both letters of an unmarked `uo` for the horn,
 * then each unmarked letter of `bases`, last first.
 */
export function withMarkSomewhere(keyed: Keyed, mark: string, bases: string): Keyed[] {
  const { letters } = keyed;
  const ways: Keyed[] = [];
  for (let at = letters.length - 1; at >= 0; at--) {
    const letter = letters[at];
    if (letter === undefined || !bases.includes(letter.base) || letter.mark !== '') continue;
    const before = letters[at - 1];
    if (mark === HORN && letter.base === 'o' && before?.base === 'u' && before.mark === '') {
      ways.push(withMark(withMark(keyed, at, mark), at - 1, mark));
    }
    ways.push(withMark(keyed, at, mark));
  }
  return ways;
}

/** The syllable as it would be written (NFC, tone in the old style, as most papers have it), or `null` if it is none. */
export function writeSyllable({ letters, tone }: Keyed): string | null {
  const written = letters.map(({ base, mark, upper }) => {
    const letter = mark === BAR ? 'đ' : base + mark;
    return upper ? letter.toUpperCase() : letter;
  });
  const syllable = (written.join('') + TONE_MARKS[tone]).normalize('NFC');
  return isSyllable(syllable) ? toOldStyle(syllable) : null;
}

/**
 * Tries all readings of the keys, the likelier first, and gives the first that ends in a possible syllable.
 *
 * @param read the states one key can lead to, likelier first; `next` is the key after it, `''` at the end
 */
export function readKeys(
  keys: readonly string[],
  read: (keyed: Keyed, key: string, next: string) => readonly Keyed[],
): string | null {
  const follow = (keyed: Keyed, at: number): string | null => {
    const key = keys[at];
    if (key === undefined) return writeSyllable(keyed);
    for (const state of read(keyed, key, keys[at + 1] ?? '')) {
      const syllable = follow(state, at + 1);
      if (syllable !== null) return syllable;
    }
    return null;
  };
  return follow(NOTHING_KEYED, 0);
}
