import type { QueryNode } from '../query/ast.ts';
import { splitGlued } from '../text/split-glued.ts';
import { decodeTelex } from '../text/telex.ts';
import { tokenize, type Token } from '../text/tokenize.ts';
import { decodeVni } from '../text/vni.ts';
import { typedNodes } from './typed-nodes.ts';

/** Each candidate is counted in the index; beyond a few the slip is no slip. */
const MOST_CANDIDATES = 5;

/** `covid19`: the articles have COVID-19. One letter and digits (U23, G7) are a name. */
const LETTERS_THEN_DIGITS = /^(\p{L}[\p{L}\p{M}]+)(\d+)$/u;

/** What a token may have been meant as, best first; empty for one that is fine as it is. */
const readingsOf = ({ text }: Token): readonly string[] => {
  const decoded = decodeTelex(text) ?? decodeVni(text);
  if (decoded !== null) return [decoded];
  const mixed = LETTERS_THEN_DIGITS.exec(text.normalize('NFC'));
  if (mixed !== null) return [`${mixed[1]} ${mixed[2]}`];
  return splitGlued(text).map((parts) => parts.join(' '));
};

/**
 * What a query that finds nothing was perhaps meant to be: its words read as Telex or VNI keys that were left raw
 * (`ddangr booj`, `d9ang3 bo65`), or with a missing space put in (`sơnla`, `covid19`). Only words are
 * changed, in brackets, quotes and fields as well: operators, exclusions, names of fields and dates stay.
 *
 * @param q as typed, in NFC
 * @param node what `q` was read as; its places are those of `q`
 * @returns at most 5 queries, best first; none where every word is fine as it is
 */
export const rescueTyping = (q: string, node: QueryNode): readonly string[] => {
  const slips = typedNodes(node).flatMap(({ type, at }) =>
    // What stands before a star is not finished yet.
    type === 'prefix'
      ? []
      : tokenize(q.slice(at.start, at.end)).flatMap((token) => {
          const readings = readingsOf(token);
          return readings.length === 0
            ? []
            : [{ start: at.start + token.start, end: at.start + token.end, readings }];
        }),
  );
  if (slips.length === 0) return [];

  const withReadings = (choice: readonly number[]): string => {
    let rescued = '';
    let done = 0;
    slips.forEach(({ start, end, readings }, i) => {
      rescued += q.slice(done, start) + (readings[choice[i] ?? 0] ?? q.slice(start, end));
      done = end;
    });
    return rescued + q.slice(done);
  };

  // The best reading of every word, then one word at a time in its next best.
  const candidates = new Set([withReadings([])]);
  const most = Math.max(...slips.map(({ readings }) => readings.length));
  for (let next = 1; next < most; next++) {
    slips.forEach(({ readings }, i) => {
      if (next < readings.length) candidates.add(withReadings(slips.map((_, at) => (at === i ? next : 0))));
    });
  }
  candidates.delete(q);
  return [...candidates].slice(0, MOST_CANDIDATES);
};
