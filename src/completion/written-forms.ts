import { createColumn, push } from './column.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How the tokens of texts are written, and what stands between them, each told apart once and by number. */
export interface WrittenForms {
  /** The number of a token as it is written; `NOT_KEPT` where there are too many to tell one more apart. */
  spellingOf(token: string): number;
  /** The number of what stands before, between or after tokens; `NOT_KEPT` likewise. */
  gapOf(text: string): number;
  spelling(number: number): string;
  gap(number: number): string;
  /** The vocabulary's number of a token that is written so; `NO_TOKEN` of the end of a text. */
  tokenOf(spelling: number): number;
  /** Whether it begins with a capital, or is a number. */
  isCapital(spelling: number): boolean;
  /** Whether it has no small letter. */
  isInCapitals(spelling: number): boolean;
  /** Whether a gap is more than a space, or a dash, slash or dot without one. */
  parts(gap: number): boolean;
}

export const NOT_KEPT = -1;
export const NO_TOKEN = -1;
/** The spelling that stands at the end of each text. */
export const END = 0;

/** Beyond, there are only slips and codes. Numbers of spellings have 19 bits. */
const MOST_SPELLINGS = 300_000;
/** An archive's titles have some hundreds. Numbers of gaps have 13 bits. */
const MOST_GAPS = 8_000;

const CAPITAL = /^[\p{Lu}\p{N}]/u;
const IS_CAPITAL = 1;
const IS_IN_CAPITALS = 2;

/** What may stand between two tokens of one phrase. */
const WITHIN_PHRASE = /^(?:\s|[-‐‑–/.])$/u;

/** A copy: a slice keeps the whole text alive that it is of. */
const ownText = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

export const createWrittenForms = (vocabulary: Vocabulary): WrittenForms => {
  const spellings: string[] = [''];
  const bySpelling = new Map<string, number>();
  const tokens = createColumn(Int32Array);
  const flags = createColumn(Uint8Array);
  push(tokens, NO_TOKEN);
  push(flags, 0);
  const gaps: string[] = [];
  /** By gap. */
  const parting: boolean[] = [];
  const byGap = new Map<string, number>();

  return {
    spellingOf: (token) => {
      const known = bySpelling.get(token);
      if (known !== undefined) return known;
      if (spellings.length >= MOST_SPELLINGS) return NOT_KEPT;
      const own = ownText(token);
      push(tokens, vocabulary.idOf(own));
      push(flags, (CAPITAL.test(own) ? IS_CAPITAL : 0) | (own === own.toUpperCase() ? IS_IN_CAPITALS : 0));
      bySpelling.set(own, spellings.length);
      return spellings.push(own) - 1;
    },
    gapOf: (text) => {
      const known = byGap.get(text);
      if (known !== undefined) return known;
      if (gaps.length >= MOST_GAPS) return NOT_KEPT;
      const own = ownText(text);
      byGap.set(own, gaps.length);
      parting.push(!WITHIN_PHRASE.test(own));
      return gaps.push(own) - 1;
    },
    spelling: (number) => spellings[number] ?? '',
    gap: (number) => gaps[number] ?? '',
    tokenOf: (spelling) => tokens.data[spelling] ?? NO_TOKEN,
    isCapital: (spelling) => ((flags.data[spelling] ?? 0) & IS_CAPITAL) !== 0,
    isInCapitals: (spelling) => ((flags.data[spelling] ?? 0) & IS_IN_CAPITALS) !== 0,
    parts: (gap) => parting[gap] === true,
  };
};
