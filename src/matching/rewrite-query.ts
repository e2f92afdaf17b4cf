import { inCaseOf } from '../text/in-case-of.ts';
import { tokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { TypedNode } from './typed-nodes.ts';

/**
 * A query with some of its syllables written otherwise, each in the letter case of the one it replaces.
 *
 * @param q as typed; all but the syllables stays as it is
 * @param nodes what of `q` may be changed, in order
 * @param written how a syllable is to be written, by its folded form
 * @returns in NFC
 */
export const rewriteQuery = (
  q: string,
  nodes: readonly TypedNode[],
  written: ReadonlyMap<string, string>,
): string => {
  let rewritten = '';
  let done = 0;
  for (const { at } of nodes) {
    for (const token of tokenize(q.slice(at.start, at.end))) {
      const text = written.get(tokenForms(token.text).folded);
      if (text === undefined) continue;
      rewritten += q.slice(done, at.start + token.start) + inCaseOf(token.text, text);
      done = at.start + token.end;
    }
  }
  return (rewritten + q.slice(done)).normalize('NFC');
};
