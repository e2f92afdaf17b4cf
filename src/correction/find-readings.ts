import { foldDiacritics } from '../text/fold-diacritics.ts';
import { carriesMarks, exactForm, isSyllable, isSyllableSkeleton, tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { SlipKind, TypedToken } from './correction.ts';
import type { LetterEdit } from './letter-edits.ts';
import type { Lexicon, Word } from './lexicon.ts';
import { likelihoodBeside, likelyEdits } from './likely-edits.ts';
import { editedMarksCost, marksCost, marksOf } from './marks.ts';
import { createTitleContext } from './title-context.ts';
import { telexReadings, vniReadings } from './raw-keys.ts';
import type { SlipCosts } from './slip-costs.ts';

/** How a whole query was typed: with marks, with some of them, without any, or in keys that were left raw. */
export type Manner = 'marked' | 'half' | 'plain' | 'telex' | 'vni';

/** One way to read what stands between two places. */
export interface Reading {
  readonly to: number;
  /** `null` for a number: nothing is known of it, nor of its neighbours. */
  readonly word: Word | null;
  readonly cost: number;
  /** `null` where it is read as typed; marks that may be left out may be put in. */
  readonly kind: SlipKind | null;
}

/** All readings by the place where they begin: a token, or a letter within one that is several words. */
export type Readings = ReadonlyMap<number, readonly Reading[]>;

const PLACES = 32;
/** The place where a token begins, or one of its letters. */
export const placeOf = (token: number, letter = 0): number => token * PLACES + letter;
/** The token that a place is in, and the letter. */
export const tokenAt = (place: number): { token: number; letter: number } => ({
  token: Math.floor(place / PLACES),
  letter: place % PLACES,
});

const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u;
const A_TO_Z = /^[a-z]+$/;
const DIGIT = /\p{Nd}/u;
const LONGEST_WORD = 20;
const LONGEST_ACRONYM = 5;
const LONGEST_GLUED = 28;
const SHORTEST_GLUED = 3;
/** A part of what is written together is no rare word. */
const COMMON = 20;
/** One that is no syllable is a name everybody knows. */
const WELL_KNOWN = 100;
const SHORTEST_FOREIGN = 4;
/** FBI, TV: of the shorter ones those that are in every paper. */
const SHORTEST_ACRONYM = 2;
const EVERYDAY = 500;
const LONGEST_PART = 12;
/** In a longer run a slip does little harm, and only words that stand out are looked at. */
const LONG_RUN = 12;

const leastCount = (part: string, isForeign: boolean): number =>
  isForeign ? (part.length < SHORTEST_FOREIGN ? EVERYDAY : WELL_KNOWN) : COMMON;

const isCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

/** WTO, VNVC: in capitals where the rest is not, or alone. */
const isAcronym = (text: string, run: readonly TypedToken[]): boolean =>
  text.length <= LONGEST_ACRONYM &&
  isCapitals(text) &&
  !carriesMarks(text) &&
  (run.length === 1 || !run.every((other) => isCapitals(other.text)));

/** Whether a token is no word of one piece: a number, or several index terms. VNI keys are, digits and all. */
export const isNoWord = (text: string): boolean =>
  DIGIT.test(text) ? vniReadings(text).length === 0 : tokenize(text).length !== 1;

/** All that a run of words may be read as, in one manner. */
export const findReadings = (
  run: readonly TypedToken[],
  manner: Manner,
  lexicon: Lexicon,
  costs: SlipCosts,
): Readings => {
  const {
    wordOf,
    isWord,
    formsOf,
    countFolded,
    pairCountFolded,
    logFolded,
    logAfter,
    logAfterFolded,
    isRare,
    titles,
    titlesFolded,
  } = lexicon;
  const readings = new Map<number, Reading[]>();
  const add = (from: number, to: number, word: Word | null, cost: number, kind: SlipKind | null): void => {
    const there = readings.get(from);
    const reading = { to, word, cost, kind };
    if (there === undefined) readings.set(from, [reading]);
    else there.push(reading);
  };
  const plain = manner === 'plain';
  const half = manner === 'half';
  const folds = run.map(({ text }) => (isNoWord(text) ? null : tokenForms(text).folded));
  const goesWith = (at: number, folded: string): number => {
    const [before, after] = [folds[at - 1], folds[at + 1]];
    return (
      (before === undefined || before === null ? 0 : pairCountFolded(before, folded)) +
      (after === undefined || after === null ? 0 : pairCountFolded(folded, after))
    );
  };
  /** How much better than the word typed another one goes with the rest of the run. */
  const titleContext = plain
    ? createTitleContext(folds, titlesFolded)
    : createTitleContext(
        run.map(({ text }, at) => (folds[at] === null ? null : exactForm(text))),
        titles,
      );
  const goesBetter = (
    at: number,
    { exact, folded }: TokenForms,
  ): ((exact: string, folded: string) => number) => {
    const asTyped = titleContext(at, plain ? folded : exact);
    return (exact, folded) => costs.title * (titleContext(at, plain ? folded : exact) - asTyped);
  };
  /** Without marks it may be any word of these letters, with them it is the one typed. */
  const likelihoodAsTyped = (at: number): number => {
    const [before, here, after] = [folds[at - 1] ?? null, folds[at] ?? '', folds[at + 1] ?? null];
    if (plain) {
      const logs = [
        before === null ? 0 : logAfterFolded(pairCountFolded(before, here), before, here),
        after === null ? 0 : logAfterFolded(pairCountFolded(here, after), here, after),
      ] as const;
      return likelihoodBeside(logFolded(here), logs, costs);
    }
    const wordAt = (place: number): Word => wordOf(tokenForms(run[place]?.text ?? '').exact);
    const word = wordAt(at);
    const logs = [
      before === null ? 0 : logAfter(wordAt(at - 1), word),
      after === null ? 0 : logAfter(word, wordAt(at + 1)),
    ] as const;
    return likelihoodBeside(word.log, logs, costs);
  };
  /** Whether a token may be changed: one word, of letters. */
  const isOpen = ({ text, fixed }: TypedToken): boolean =>
    !fixed && LETTERS_ONLY.test(text) && !isAcronym(text, run) && (run.length > 1 || text.length > 1);

  const addTyped = (at: number, { text }: TypedToken): void => {
    const to = placeOf(at + 1);
    if (folds[at] === null) return add(placeOf(at), to, null, 0, null);
    const { exact, folded } = tokenForms(text);
    add(placeOf(at), to, wordOf(exact), 0, null);
    if (!plain) return;
    for (const form of formsOf(folded)) if (form.exact !== exact) add(placeOf(at), to, form, 0, null);
  };

  const addKeys = (at: number, typed: string, kind: 'telex' | 'vni'): void => {
    const self = tokenForms(typed).exact;
    const cost = manner === kind ? 0 : costs.rawKeys + costs.slip;
    for (const exact of kind === 'telex' ? telexReadings(typed) : vniReadings(typed, manner === kind)) {
      if (exact !== self && isWord(exact)) add(placeOf(at), placeOf(at + 1), wordOf(exact), cost, kind);
    }
  };

  const addMarks = (at: number, typed: string): void => {
    const forms = tokenForms(typed);
    const { exact, folded } = forms;
    const marks = marksOf(typed);
    const better = goesBetter(at, forms);
    for (const form of formsOf(folded)) {
      if (form.exact === exact) continue;
      if (half && marks.none) add(placeOf(at), placeOf(at + 1), form, costs.halfMarked, 'missing');
      else {
        const cost = marksCost(marks, form.marks, costs) + costs.slip + better(form.exact, folded);
        add(placeOf(at), placeOf(at + 1), form, cost, 'marks');
      }
    }
  };

  const addEdits = (at: number, typed: string): void => {
    const forms = tokenForms(typed);
    const { exact, folded } = forms;
    const marks = marksOf(typed);
    const better = goesBetter(at, forms);
    const letters = foldDiacritics(marks.letters);
    // A single capital is a name.
    if (letters.length > LONGEST_WORD || !A_TO_Z.test(letters) || (letters.length === 1 && isCapitals(typed)))
      return;
    const addEdit = (edit: LetterEdit, extra: number): void => {
      for (const form of formsOf(edit.folded)) {
        const lost = plain ? costs.plain : editedMarksCost(marks, form.marks, edit, costs);
        if (lost === null) continue;
        const cost = edit.cost + lost + extra + better(form.exact, edit.folded);
        add(placeOf(at), placeOf(at + 1), form, cost, edit.kind);
      }
    };
    const beside = { before: folds[at - 1] ?? null, after: folds[at + 1] ?? null };
    const { together, lonely } = likelyEdits(letters, beside, likelihoodAsTyped(at), lexicon, costs);
    for (const edit of together) addEdit(edit, costs.slip);
    const rare = isRare(plain ? countFolded(folded) : wordOf(exact).count) || run.length === 1;
    // Only what stands beside a neighbour somewhere can be likelier than a word that is not rare.
    if (!rare || letters.length < 2) return;
    // A word with a capital that nobody knows is a name.
    const extra =
      costs.slip + costs.lonely + (typed.charAt(0) === typed.charAt(0).toLowerCase() ? 0 : costs.lonelyName);
    for (const edit of lonely()) addEdit(edit, extra);
  };

  /** Readings of what was perhaps written together: through the places between its letters. */
  const addParts = (at: number, typed: string): void => {
    const text = typed.normalize('NFC');
    const { length } = text;
    if (length < SHORTEST_GLUED || length > LONGEST_GLUED || isSyllableSkeleton(text)) return;
    const reached = new Set([0]);
    for (let start = 0; start < length; start++) {
      if (!reached.has(start)) continue;
      for (let end = start + 1; end <= Math.min(length, start + LONGEST_PART); end++) {
        const part = text.slice(start, end);
        const isForeign = !isSyllableSkeleton(part);
        if ((start === 0 && end === length) || (isForeign && part.length < SHORTEST_ACRONYM)) continue;
        const { exact, folded } = tokenForms(part);
        if (countFolded(folded) < leastCount(part, isForeign)) continue;
        const marked = carriesMarks(part);
        if (marked && !isForeign && !isSyllable(part)) continue;
        const to = end === length ? placeOf(at + 1) : placeOf(at, end);
        const cost = start === 0 ? costs.joined + costs.slip : costs.joinedAgain;
        for (const word of marked ? [wordOf(exact)] : formsOf(folded)) {
          if (word.count < 2) continue;
          // hanoi: whoever joins words leaves their marks out, too.
          const missing = plain || word.exact === exact ? 0 : costs.joinedAgain;
          add(placeOf(at, start), to, word, cost + missing, 'joined');
          reached.add(end);
        }
      }
    }
  };

  const addWhole = (at: number, first: string, second: string): void => {
    const { exact, folded } = tokenForms(first + second);
    for (const word of plain ? formsOf(folded) : [wordOf(exact)])
      if (word.count > 1) add(placeOf(at), placeOf(at + 2), word, costs.torn + costs.slip, 'torn');
  };

  run.forEach((token, at) => {
    addTyped(at, token);
    const { text, fixed } = token;
    if (fixed) return;
    if (DIGIT.test(text)) {
      if (manner !== 'telex') addKeys(at, text, 'vni');
      return;
    }
    if (!isOpen(token)) return;
    if (manner !== 'vni') addKeys(at, text, 'telex');
    if (manner === 'telex' || manner === 'vni') return;
    const folded = folds[at];
    if (run.length > LONG_RUN && folded !== undefined && folded !== null && goesWith(at, folded) > 1) return;
    if (!plain) addMarks(at, text);
    addEdits(at, text);
    addParts(at, text);
    const next = run[at + 1];
    if (next !== undefined && isOpen(next)) addWhole(at, text, next.text);
  });
  return readings;
};
