import type { QueryNode } from '../query/ast.ts';
import { splitGlued } from '../text/split-glued.ts';
import { decodeTelex } from '../text/telex.ts';
import { tokenize } from '../text/tokenize.ts';
import { decodeVni } from '../text/vni.ts';
import { typedNodes } from './typed-nodes.ts';

/** Each candidate is counted in the index; beyond a few the slip is no slip. */
const MOST_CANDIDATES = 5;

/** `covid19`: the articles have COVID-19. One letter and digits (U23, G7) are a name. */
const LETTERS_THEN_DIGITS = /^(\p{L}[\p{L}\p{M}]+)(\d+)$/u;

/** A query that was perhaps meant. */
export interface RescuedQuery {
  /** What to offer: only words differ from what was typed. */
  readonly q: string;
  /** The same, to be counted: syllables that were typed as one are asked for side by side. */
  readonly asked: string;
}

/** What a token may have been meant as, best first; empty for one that is fine as it is. */
const readingsOf = (token: string): readonly string[] => {
  const decoded = decodeTelex(token) ?? decodeVni(token);
  if (decoded !== null) return [decoded];
  const mixed = LETTERS_THEN_DIGITS.exec(token.normalize('NFC'));
  if (mixed !== null) return [`${mixed[1]} ${mixed[2]}`];
  return splitGlued(token).map((parts) => parts.join(' '));
};

/** One token that may be a slip. */
interface Slip {
  readonly start: number;
  readonly end: number;
  readonly readings: readonly string[];
  /** A word of its own, as no part of a phrase or of `05-CT/TW` is: it can be put into quotes. */
  readonly isWord: boolean;
  /** A field holds for what touches it: `title:sơnla` is `title:"sơn la"`. */
  readonly inField: boolean;
}

const slipsOf = (q: string, node: QueryNode): readonly Slip[] =>
  typedNodes(node).flatMap(({ type, at }) => {
    // What stands before a star is not finished yet.
    if (type === 'prefix') return [];
    return tokenize(q.slice(at.start, at.end)).flatMap((token): Slip[] => {
      const readings = readingsOf(token.text);
      if (readings.length === 0) return [];
      const start = at.start + token.start;
      const end = at.start + token.end;
      const isWord = type === 'word' && start === at.start && end === at.end;
      return [{ start, end, readings, isWord, inField: isWord && /[:：]/.test(q.charAt(start - 1)) }];
    });
  });

/**
 * What a query that finds nothing was perhaps meant to be: its words read as Telex or VNI keys that were left raw
 * (`ddangr booj`, `d9ang3 bo65`), or with a missing space put in (`sơnla`, `covid19`). Only words are
 * changed, in brackets, quotes and fields as well: operators, exclusions, names of fields and dates stay.
 *
 * @param q as typed, in NFC
 * @param node what `q` was read as; its places are those of `q`
 * @returns at most 5 queries, best first; none where every word is fine as it is
 */
export const rescueTyping = (q: string, node: QueryNode): readonly RescuedQuery[] => {
  const slips = slipsOf(q, node);
  if (slips.length === 0) return [];

  const written = (choice: readonly number[], quotes: (slip: Slip) => boolean): string => {
    let rescued = '';
    let done = 0;
    slips.forEach((slip, i) => {
      const reading = slip.readings[choice[i] ?? 0] ?? '';
      rescued +=
        q.slice(done, slip.start) + (reading.includes(' ') && quotes(slip) ? `"${reading}"` : reading);
      done = slip.end;
    });
    return rescued + q.slice(done);
  };

  // The best reading of every word, then one word at a time in its next best.
  const choices: number[][] = [[]];
  const most = Math.max(...slips.map(({ readings }) => readings.length));
  for (let next = 1; next < most; next++) {
    slips.forEach(({ readings }, i) => {
      if (next < readings.length) choices.push(slips.map((_, at) => (at === i ? next : 0)));
    });
  }
  return choices.slice(0, MOST_CANDIDATES).map((choice) => ({
    q: written(choice, ({ inField }) => inField),
    asked: written(choice, ({ isWord }) => isWord),
  }));
};
