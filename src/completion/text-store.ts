import { tokenize } from '../text/tokenize.ts';
import { createColumn, push } from './column.ts';
import { END, NOT_KEPT, type WrittenForms } from './written-forms.ts';

/** Texts as runs of tokens, each at a place of its own; `[startOf, endOf)` are those of a text. */
export interface StoredTexts {
  /** Numbers of texts are below this. */
  readonly size: number;
  /** Places are below this. */
  readonly places: number;
  startOf(text: number): number;
  endOf(text: number): number;
  /** The vocabulary's number of the token at a place; of none of them where a text ends. */
  tokenAt(place: number): number;
  /** Whether more than a space, or a dash, slash or dot without one, parts it from the token before. */
  beginsPart(place: number): boolean;
  /** Whether it is written with a capital, or is a number. */
  isCapital(place: number): boolean;
  /** Whether a text is in capitals altogether. */
  isInCapitals(text: number): boolean;
  /** Some tokens of a text as they are written there, with what stands between them. */
  written(place: number, tokens: number): string;
  /** A text, to the letter. */
  textOf(text: number): string;
}

export interface TextStore extends StoredTexts {
  /** @returns its number; `NOT_KEPT` where it is written as no text before and there are too many of these */
  add(text: string): number;
}

/** At each place the number of the spelling, below what stands before it. */
const SPELLING_BITS = 19;
const SPELLING = 2 ** SPELLING_BITS - 1;

/** Keeps texts in 4 bytes a token, their spelling and all: half of what their letters take. */
export const createTextStore = (written: WrittenForms): TextStore => {
  const starts = createColumn(Uint32Array);
  const places = createColumn(Uint32Array);

  const at = (place: number): number => places.data[place] ?? 0;
  const spellingAt = (place: number): number => at(place) & SPELLING;
  const gapAt = (place: number): number => at(place) >>> SPELLING_BITS;
  const startOf = (text: number): number => starts.data[text] ?? 0;
  // The last place of a text is its end.
  const endOf = (text: number): number => (text + 1 < starts.length ? startOf(text + 1) : places.length) - 1;

  const run = (first: number, end: number): string => {
    let text = written.spelling(spellingAt(first));
    for (let place = first + 1; place < end; place++)
      text += written.gap(gapAt(place)) + written.spelling(spellingAt(place));
    return text;
  };

  return {
    get size() {
      return starts.length;
    },
    get places() {
      return places.length;
    },
    startOf,
    endOf,
    tokenAt: (place) => written.tokenOf(spellingAt(place)),
    beginsPart: (place) => written.parts(gapAt(place)),
    isCapital: (place) => written.isCapital(spellingAt(place)),
    isInCapitals: (text) => {
      const end = endOf(text);
      for (let place = startOf(text); place < end; place++)
        if (!written.isInCapitals(spellingAt(place))) return false;
      return true;
    },
    written: (place, tokens) => run(place, place + tokens),
    textOf: (text) => {
      const start = startOf(text);
      return written.gap(gapAt(start)) + run(start, endOf(text) + 1);
    },
    add: (text) => {
      const tokens = tokenize(text);
      let before = 0;
      const numbers: number[] = [];
      for (const token of [...tokens, { text: null, start: text.length, end: text.length }]) {
        const gap = written.gapOf(text.slice(before, token.start));
        const spelling = token.text === null ? END : written.spellingOf(token.text);
        if (gap === NOT_KEPT || spelling === NOT_KEPT) return NOT_KEPT;
        numbers.push(gap * 2 ** SPELLING_BITS + spelling);
        before = token.end;
      }
      const number = push(starts, places.length);
      for (const place of numbers) push(places, place);
      return number;
    },
  };
};
