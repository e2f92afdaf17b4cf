import type { Syllable } from '../matching/match.ts';
import type { FoldedFilter } from '../text/folded-hash.ts';
import { supersetForms, tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { scanTokens } from '../text/tokenize.ts';

export type TokenTest = (forms: TokenForms) => boolean;

/** Tokens in this order, with at most `slop` others between the first and the last. */
export interface TestedSequence {
  readonly tests: readonly TokenTest[];
  readonly slop: number;
}

/** A test of a token's terms against a syllable. */
export const syllableTest = ({ level, exact, folded, text }: Syllable): TokenTest => {
  if (level === 'exact') return (forms) => forms.exact === exact;
  if (level === 'folded') return (forms) => forms.folded === folded;
  const forms = new Set(supersetForms(text));
  return (token) => forms.has(token.exact);
};

/** The tokens of a text that matter, their terms made only when they are asked for. */
export interface TokenizedText {
  readonly length: number;
  /** The numbers of the tokens that the filter let pass. */
  readonly passing: readonly number[];
  readonly startOf: (token: number) => number;
  readonly endOf: (token: number) => number;
  readonly formsAt: (token: number) => TokenForms;
}

/** A longer token is no word that anybody looks for: a query has 2,000 characters. */
const LONGEST_TOKEN = 2_000;

/**
 * @param filter tells which tokens are worth a look
 * @param reach so many behind each of these are kept
 */
export const tokenizeFor = (text: string, filter: FoldedFilter, reach: number): TokenizedText => {
  const starts: number[] = [];
  const ends: number[] = [];
  const passing: number[] = [];
  let near = 0;
  const onToken = (start: number, end: number, hash: number): void => {
    if (end - start <= LONGEST_TOKEN && filter.passes(text, start, hash)) {
      passing.push(starts.length);
      near = reach;
    } else if (near === 0) return;
    else near--;
    starts.push(start);
    ends.push(end);
  };
  scanTokens(text, onToken, filter.buckets, reach);
  return {
    length: starts.length,
    passing,
    startOf: (token) => starts[token] ?? 0,
    endOf: (token) => ends[token] ?? 0,
    formsAt: (token) => tokenForms(text.slice(starts[token], ends[token])),
  };
};

/** Where a sequence that begins at token `at` ends, or -1. Takes the nearest fitting token each time. */
const sequenceEnd = (text: TokenizedText, { tests, slop }: TestedSequence, at: number): number => {
  let gaps = slop;
  let position = at;
  for (let i = 1; i < tests.length; i++) {
    const test = tests[i];
    let next = position + 1;
    while (next < text.length && next - position - 1 <= gaps && !test?.(text.formsAt(next))) next++;
    if (next >= text.length || next - position - 1 > gaps) return -1;
    gaps -= next - position - 1;
    position = next;
  }
  return position;
};

/** As `sequenceEnd`, where the sequence does not begin again further on and end at the same place. */
export const tightestEnd = (text: TokenizedText, sequence: TestedSequence, at: number): number => {
  if (!sequence.tests[0]?.(text.formsAt(at))) return -1;
  const end = sequenceEnd(text, sequence, at);
  if (sequence.slop === 0) return end;
  for (let later = at + 1; later < end; later++) {
    const beginsHere = sequence.tests[0](text.formsAt(later));
    if (beginsHere && sequenceEnd(text, sequence, later) === end) return -1;
  }
  return end;
};
