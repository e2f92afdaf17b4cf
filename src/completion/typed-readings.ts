import { letterEdits } from '../correction/letter-edits.ts';
import { SLIP_COSTS } from '../correction/slip-costs.ts';
import { foldDiacritics } from '../text/fold-diacritics.ts';
import { carriesMarks, foldedForm, isSyllableSkeleton } from '../text/syllable.ts';
import { decodeTelex } from '../text/telex.ts';
import { typedSyllable, type TypedSyllable } from '../text/typed-syllable.ts';
import { decodeVni } from '../text/vni.ts';
import { splitApart } from './split-apart.ts';
import type { Mend } from './mend.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Syllables, as they were typed or were meant. */
interface Syllables {
  /** At least one. */
  readonly texts: readonly string[];
  /** Whether letters of the last one may follow. */
  readonly isOpen: boolean;
}

/** The syllables of a search box. */
export interface Typed extends Syllables {
  /** The same as runs of letters and digits, as keys of VNI make them: `d9ie6n5`. */
  readonly runs: readonly string[];
}

/** What else is known when it is read. */
export interface TypedContext {
  readonly vocabulary: Vocabulary;
  readonly mend: Mend;
  /** Whether another reading has found something. */
  readonly isFound: boolean;
}

/** What was typed, read in one way. */
export interface TypedWay {
  readonly syllables: readonly TypedSyllable[];
  /** How much less likely it is than the others of its reading, in the measure of scores. */
  readonly cost: number;
  /** More than one: only phrases and names of so many articles are found. */
  readonly leastCount?: number;
}

export interface TypedReading {
  readonly name: string;
  /** Asked where those before it found nothing, or fewer than are wanted. */
  readonly when: 'nothing' | 'few';
  readonly ways: (typed: Typed, context: TypedContext) => readonly TypedWay[];
}

const way = ({ texts, isOpen }: Syllables, { loose = false, cost = 0 } = {}): TypedWay => ({
  syllables: texts.map((text, i) => typedSyllable(text, isOpen && i === texts.length - 1, loose)),
  cost,
});

/** Each run of keys read by itself; no way where that changes none. */
const keyed = ({ runs, isOpen }: Typed, rewrite: (text: string) => string | null): readonly TypedWay[] => {
  const texts = runs.map((run) => rewrite(run) ?? run);
  return texts.every((text, i) => text === runs[i]) ? [] : [way({ texts, isOpen })];
};

/** With the slips of the complete words mended; `null` where there are none. */
const withCompleteMended = ({ texts, isOpen }: Syllables, mend: Mend): Syllables | null => {
  if (!isOpen || texts.length === 1) return null;
  const mended = mend(texts.slice(0, -1));
  return mended === null ? null : { texts: [...mended, ...texts.slice(-1)], isOpen };
};

const lettersOf = (texts: readonly string[]): string => texts.map(foldedForm).join('');

/**
 * As it was most likely meant. The corrector knows whole words alone: where what was typed goes on somewhere, its
 * last word is only begun, and nothing but its marks and spaces is doubted.
 */
const corrected = (typed: Typed, { mend, isFound }: TypedContext): readonly TypedWay[] => {
  const { texts, isOpen } = typed;
  const complete = withCompleteMended(typed, mend);
  const whole = mend(texts);
  const isTrusted = whole !== null && (!isOpen || !isFound || lettersOf(whole) === lettersOf(texts));
  return [
    ...(complete === null ? [] : [way(complete)]),
    ...(isTrusted ? [way({ texts: whole, isOpen })] : []),
  ];
};

const withoutMarks = (typed: Syllables): Syllables => ({
  ...typed,
  texts: typed.texts.map((text) => foldDiacritics(text.normalize('NFD')).normalize('NFC')),
});

const isMarked = ({ texts }: Syllables): boolean => texts.some(carriesMarks);

/** Words that no text has, and those that are no syllable, are read as several. */
const apart = (typed: Typed, { vocabulary, isFound }: TypedContext): readonly TypedWay[] => {
  const { texts, isOpen } = typed;
  if (isFound && (texts.length > 1 || texts.some(isSyllableSkeleton))) return [];
  const isKnown = (text: string, open: boolean): boolean =>
    open ? vocabulary.begins(foldedForm(text)) : vocabulary.idsOf(foldedForm(text), false).length > 0;
  let ways: readonly (readonly string[])[] = [[]];
  for (const [i, text] of texts.entries()) {
    const open = isOpen && i === texts.length - 1;
    const parts = texts.length > 1 && isKnown(text, open) ? [] : splitApart(text, open, vocabulary);
    const choices = parts.length === 0 ? [[text]] : parts;
    ways = ways.flatMap((before) => choices.map((choice) => [...before, ...choice])).slice(0, MOST_APART);
  }
  return ways.filter((way) => way.length > texts.length).map((texts) => way({ texts, isOpen }));
};
const MOST_APART = 6;

const A_TO_Z = /^[a-z]+$/;
const SHORTEST_SLIP = 2;
const SHORTEST_SLIP_ALONE = 3;

/**
 * With one slip in the letters of the last word, which is only begun: `thuy dei` becomes thủy điện. Marks typed in it
 * are not asked for.
 */
const nearly = (typed: Typed, { vocabulary, mend, isFound }: TypedContext): readonly TypedWay[] => {
  const last = typed.texts.at(-1) ?? '';
  const letters = foldDiacritics(last.normalize('NFD').toLowerCase());
  const shortest = typed.texts.length === 1 ? SHORTEST_SLIP_ALONE : SHORTEST_SLIP;
  if (!typed.isOpen || letters.length < shortest || !A_TO_Z.test(letters)) return [];
  const byCost = new Map<number, string[]>();
  for (const { folded, cost } of letterEdits(letters, (begun) => vocabulary.begins(begun), SLIP_COSTS)) {
    const alike = byCost.get(cost);
    if (alike === undefined) byCost.set(cost, [folded]);
    else alike.push(folded);
  }
  const mended = withCompleteMended(typed, mend) ?? typed;
  const bases = isMarked(mended) && !isFound ? [mended, withoutMarks(mended)] : [mended];
  return bases.flatMap(({ texts }, i) =>
    [...byCost].map(([cost, alike]) => ({
      syllables: [...texts.slice(0, -1).map((text) => typedSyllable(text, false)), oneOf(alike)],
      // A doubling of the count is worth as much as half the probability.
      cost: -cost / Math.LN2 + i * OTHER_MARKS,
      leastCount: isFound ? FREQUENT : 1,
    })),
  );
};
const OTHER_MARKS = 4;
/** Where what was typed goes on somewhere, something else was meant only if it is something common. */
const FREQUENT = 10;

/** An open syllable that begins with any of these letters, whatever its marks. */
const oneOf = (letters: readonly string[]): TypedSyllable => ({
  open: true,
  readings: letters.map((folded) => ({ folded, toneless: folded })),
  tone: '',
  exact: null,
  isMarked: false,
});

/** The ways to read a search box, the likeliest first. */
export const TYPED_READINGS: readonly TypedReading[] = [
  { name: 'as typed', when: 'few', ways: (typed) => [way(typed)] },
  {
    name: 'some marks left out',
    when: 'nothing',
    ways: (typed) => (isMarked(typed) ? [way(typed, { loose: true })] : []),
  },
  // The input method was off: `ddangr b` is đảng b….
  { name: 'Telex keys', when: 'nothing', ways: (typed) => keyed(typed, decodeTelex) },
  { name: 'VNI keys', when: 'nothing', ways: (typed) => keyed(typed, decodeVni) },
  { name: 'slips mended', when: 'few', ways: corrected },
  {
    name: 'other marks',
    when: 'nothing',
    ways: (typed) => (isMarked(typed) ? [way(withoutMarks(typed))] : []),
  },
  { name: 'written together', when: 'few', ways: apart },
  { name: 'the last word nearly', when: 'few', ways: nearly },
];
