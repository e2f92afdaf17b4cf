import type { Correction, TypedToken } from '../correction/correction.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import { letterEdits } from '../correction/letter-edits.ts';
import { SLIP_COSTS } from '../correction/slip-costs.ts';
import { foldDiacritics } from '../text/fold-diacritics.ts';
import { carriesMarks, foldedForm } from '../text/syllable.ts';
import { decodeTelex } from '../text/telex.ts';
import { typedSyllable, type TypedSyllable } from '../text/typed-syllable.ts';
import { decodeVni } from '../text/vni.ts';
import { splitApart } from './split-apart.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The syllables of a search box. */
export interface Typed {
  /** At least one. */
  readonly texts: readonly string[];
  /** Whether letters of the last one may follow. */
  readonly isOpen: boolean;
}

/** What else is known when it is read. */
export interface TypedContext {
  readonly vocabulary: Vocabulary;
  readonly corrector: Corrector;
  /** Whether another reading has found something. */
  readonly isFound: boolean;
}

/** What was typed, read in one way. */
export interface TypedWay {
  readonly syllables: readonly TypedSyllable[];
  /** How much less likely it is than the others of its reading, in the measure of scores. */
  readonly cost: number;
}

export interface TypedReading {
  readonly name: string;
  /** Asked where those before it found nothing, or fewer than are wanted. */
  readonly when: 'nothing' | 'few';
  readonly ways: (typed: Typed, context: TypedContext) => readonly TypedWay[];
}

const way = ({ texts, isOpen }: Typed, { loose = false, cost = 0 } = {}): TypedWay => ({
  syllables: texts.map((text, i) => typedSyllable(text, isOpen && i === texts.length - 1, loose)),
  cost,
});

/** Each text read by itself; no way where that changes none. */
const rewritten = (typed: Typed, rewrite: (text: string) => string | null): readonly TypedWay[] => {
  const texts = typed.texts.map((text) => rewrite(text) ?? text);
  return texts.every((text, i) => text === typed.texts[i]) ? [] : [way({ ...typed, texts })];
};

const toToken = (text: string): TypedToken => ({ text, fixed: false });

const applied = (texts: readonly string[], correction: Correction | null): readonly string[] | null => {
  if (correction === null) return null;
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to, text } of correction.replacements) {
    pieces.push(...texts.slice(done, from), ...text.split(' '));
    done = to;
  }
  return [...pieces, ...texts.slice(done)];
};

/** With the slips of the complete words mended; `null` where there are none. */
const withCompleteMended = ({ texts, isOpen }: Typed, corrector: Corrector): Typed | null => {
  if (!isOpen || texts.length === 1) return null;
  const complete = texts.slice(0, -1);
  const mended = applied(complete, corrector.correct(complete.map(toToken)));
  return mended === null ? null : { texts: [...mended, ...texts.slice(-1)], isOpen };
};

const lettersOf = (texts: readonly string[]): string => texts.map(foldedForm).join('');

/**
 * As it was most likely meant. The corrector knows whole words alone: where what was typed goes on somewhere, its
 * last word is only begun, and nothing but its marks and spaces is doubted.
 */
const corrected = (typed: Typed, { corrector, isFound }: TypedContext): readonly TypedWay[] => {
  const { texts, isOpen } = typed;
  const complete = withCompleteMended(typed, corrector);
  const whole = applied(texts, corrector.correct(texts.map(toToken)));
  const isTrusted = whole !== null && (!isOpen || !isFound || lettersOf(whole) === lettersOf(texts));
  return [
    ...(complete === null ? [] : [way(complete)]),
    ...(isTrusted ? [way({ texts: whole, isOpen })] : []),
  ];
};

const withoutMarks = (typed: Typed): Typed => ({
  ...typed,
  texts: typed.texts.map((text) => foldDiacritics(text.normalize('NFD')).normalize('NFC')),
});

const isMarked = ({ texts }: Typed): boolean => texts.some(carriesMarks);

/** Words that no text has are read as several. */
const apart = (typed: Typed, { vocabulary }: TypedContext): readonly TypedWay[] => {
  const { texts, isOpen } = typed;
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
const nearly = (typed: Typed, { vocabulary, corrector }: TypedContext): readonly TypedWay[] => {
  const last = typed.texts.at(-1) ?? '';
  const letters = foldDiacritics(last.normalize('NFD').toLowerCase());
  const shortest = typed.texts.length === 1 ? SHORTEST_SLIP_ALONE : SHORTEST_SLIP;
  if (!typed.isOpen || letters.length < shortest || !A_TO_Z.test(letters)) return [];
  const byCost = new Map<number, string[]>();
  for (const { folded, cost } of letterEdits(letters, vocabulary.begins, SLIP_COSTS)) {
    const alike = byCost.get(cost);
    if (alike === undefined) byCost.set(cost, [folded]);
    else alike.push(folded);
  }
  const mended = withCompleteMended(typed, corrector) ?? typed;
  const bases = isMarked(mended) ? [mended, withoutMarks(mended)] : [mended];
  return bases.flatMap(({ texts }, i) =>
    [...byCost].map(([cost, alike]) => ({
      syllables: [...texts.slice(0, -1).map((text) => typedSyllable(text, false)), oneOf(alike)],
      // A doubling of the count is worth as much as half the probability.
      cost: -cost / Math.LN2 + i * OTHER_MARKS,
    })),
  );
};
const OTHER_MARKS = 4;

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
  { name: 'Telex keys', when: 'nothing', ways: (typed) => rewritten(typed, decodeTelex) },
  { name: 'VNI keys', when: 'nothing', ways: (typed) => rewritten(typed, decodeVni) },
  { name: 'slips mended', when: 'few', ways: corrected },
  {
    name: 'other marks',
    when: 'nothing',
    ways: (typed) => (isMarked(typed) ? [way(withoutMarks(typed))] : []),
  },
  { name: 'written together', when: 'nothing', ways: apart },
  { name: 'the last word nearly', when: 'nothing', ways: nearly },
];
