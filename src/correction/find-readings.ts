import { carriesMarks, exactForm, isSyllable, isSyllableSkeleton, tokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { SlipKind, TypedToken } from './correction.ts';
import { letterEdits } from './letter-edits.ts';
import type { Lexicon } from './lexicon.ts';
import { marksCost, marksOf } from './marks.ts';
import { telexReadings, vniReadings } from './raw-keys.ts';
import type { SlipCosts } from './slip-costs.ts';

/** How a whole query was typed: with marks, without any, or in keys that were left raw. */
export type Manner = 'marked' | 'plain' | 'telex' | 'vni';

/** One way to read what stands between two places. */
export interface Reading {
  readonly to: number;
  /** Exact, or folded where the query is `plain`; `null` for a number: nothing is known of it, nor of its neighbours. */
  readonly term: string | null;
  readonly cost: number;
  /** `null` where it is read as typed. */
  readonly kind: SlipKind | null;
}

/** All readings by the place where they begin. Places are {@link placeOf} tokens, and between the letters of glued ones. */
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
const LONGEST_SYLLABLE = 7;
const LONGEST_ACRONYM = 5;
const LONGEST_GLUED = 28;
const SHORTEST_GLUED = 3;
/** A part of what is written together is no rare word. */
const COMMON = 20;

const isCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();

/** WTO, VNVC: in capitals where the rest is not, or alone. */
const isAcronym = (text: string, run: readonly TypedToken[]): boolean =>
  text.length <= LONGEST_ACRONYM &&
  isCapitals(text) &&
  !carriesMarks(text) &&
  (run.length === 1 || !run.every((other) => isCapitals(other.text)));

export const findReadings = (
  run: readonly TypedToken[],
  manner: Manner,
  lexicon: Lexicon,
  costs: SlipCosts,
): Readings => {
  const readings = new Map<number, Reading[]>();
  const add = (from: number, reading: Reading): void => {
    const there = readings.get(from);
    if (there === undefined) readings.set(from, [reading]);
    else there.push(reading);
  };
  const plain = manner === 'plain';
  const { count } = plain ? lexicon.folded : lexicon.exact;
  const countFolded = lexicon.folded.count;
  /** Whether a token may be changed: one word, of letters. */
  const isOpen = ({ text, fixed }: TypedToken): boolean =>
    !fixed && LETTERS_ONLY.test(text) && !isAcronym(text, run);
  const isKnown = (folded: string): boolean => countFolded(folded) > 1;

  const addKeys = (at: number, typed: string, kind: 'telex' | 'vni', cost: number): void => {
    const found = kind === 'telex' ? telexReadings(typed) : vniReadings(typed);
    const self = exactForm(typed);
    for (const term of found)
      if (term !== self && count(term) > 1) add(placeOf(at), { to: placeOf(at + 1), term, cost, kind });
  };

  const addEdits = (at: number, typed: string): void => {
    const { exact, folded } = tokenForms(typed);
    const to = placeOf(at + 1);
    const marks = marksOf(typed.toLowerCase().normalize('NFD'));
    if (!plain) {
      for (const form of lexicon.formsOf(folded)) {
        if (form.exact === exact) continue;
        // Of two marks of a kind one may be missing: nguời.
        const cost = marksCost(marks, form.marks, costs) || costs.missingMark;
        add(placeOf(at), { to, term: form.exact, cost, kind: 'marks' });
      }
    }
    if (!A_TO_Z.test(folded) || folded.length < 2) return;
    for (const edit of letterEdits(folded, isKnown, costs)) {
      const { cost, kind } = edit;
      if (plain) {
        add(placeOf(at), { to, term: edit.folded, cost: cost + costs.plain, kind });
        continue;
      }
      for (const form of lexicon.formsOf(edit.folded)) {
        const { tone, letters, bar } = form.marks;
        // Marks go with their letter.
        const same =
          bar === marks.bar &&
          (tone === marks.tone || (edit.vowel && marks.tone === '')) &&
          (letters === marks.letters || (edit.vowel && marks.letters === ''));
        if (same) add(placeOf(at), { to, term: form.exact, cost, kind });
      }
    }
  };

  /** Readings of what was perhaps written together: through the places between its letters. */
  const addParts = (at: number, typed: string): void => {
    const text = typed.normalize('NFC');
    const { length } = text;
    if (length < SHORTEST_GLUED || length > LONGEST_GLUED || isSyllableSkeleton(text)) return;
    const reached = new Set([0]);
    for (let start = 0; start < length; start++) {
      if (!reached.has(start)) continue;
      for (let end = start + 1; end <= Math.min(length, start + LONGEST_SYLLABLE); end++) {
        const part = text.slice(start, end);
        if (start === 0 && end === length) continue;
        if (!isSyllableSkeleton(part)) continue;
        const { exact, folded } = tokenForms(part);
        if (countFolded(folded) < COMMON) continue;
        const to = end === length ? placeOf(at + 1) : placeOf(at, end);
        const cost = start === 0 ? costs.joined : costs.joinedAgain;
        const from = placeOf(at, start);
        let found = false;
        if (plain) {
          add(from, { to, term: folded, cost, kind: 'joined' });
          found = true;
        } else {
          const marked = carriesMarks(part);
          for (const form of marked ? [{ exact }] : lexicon.formsOf(folded)) {
            if (count(form.exact) < 2 || (marked && !isSyllable(part))) continue;
            // hanoi: whoever joins words leaves their marks out, too.
            const missing = form.exact === exact ? 0 : costs.joinedAgain;
            add(from, { to, term: form.exact, cost: cost + missing, kind: 'joined' });
            found = true;
          }
        }
        if (found) reached.add(end);
      }
    }
  };

  run.forEach((token, at) => {
    const { exact, folded } = tokenForms(token.text);
    const isNumber =
      (DIGIT.test(token.text) && vniReadings(token.text).length === 0) || tokenize(token.text).length !== 1;
    const term = isNumber ? null : plain ? folded : exact;
    add(placeOf(at), { to: placeOf(at + 1), term, cost: 0, kind: null });
    if (manner === 'vni' || manner === 'marked') {
      if (!token.fixed && DIGIT.test(token.text))
        addKeys(at, token.text, 'vni', manner === 'vni' ? 0 : costs.rawKeys);
    }
    if (!isOpen(token)) return;
    if (manner === 'telex') addKeys(at, token.text, 'telex', 0);
    else if (manner === 'marked') addKeys(at, token.text, 'telex', costs.rawKeys);
    if (manner === 'marked' || plain) {
      addEdits(at, token.text);
      addParts(at, token.text);
      const next = run[at + 1];
      if (next !== undefined && isOpen(next)) {
        const whole = tokenForms(token.text + next.text);
        const joined = plain ? whole.folded : whole.exact;
        if (count(joined) > 1)
          add(placeOf(at), { to: placeOf(at + 2), term: joined, cost: costs.torn, kind: 'torn' });
      }
    }
  });
  return readings;
};
