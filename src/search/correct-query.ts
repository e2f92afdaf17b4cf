import type { Corrector } from '../correction/create-corrector.ts';
import { plainRuns } from '../matching/plain-runs.ts';
import type { QueryNode, WordNode } from '../query/ast.ts';
import { operatorNamed } from '../query/vocabulary.ts';
import { tokenize } from '../text/tokenize.ts';

/** A query as it was perhaps meant. */
export interface MeantQuery {
  /** With its slips mended; `null` where there is none. */
  readonly corrected: string | null;
  /** The same with the marks that it was most likely typed without; `null` where these are as typed. */
  readonly marked: string | null;
}

/** What of a query is written otherwise. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const rewritten = (q: string, changes: readonly Change[]): string => {
  let text = '';
  let done = 0;
  for (const change of changes) {
    text += q.slice(done, change.start) + change.text;
    done = change.end;
  }
  return (text + q.slice(done)).normalize('NFC');
};

/** A single term is what can have a slip; `05-CT/TW` has none that anybody could tell. */
const isTerm = ({ text }: WordNode): boolean => tokenize(text).length === 1;

/** Replacements of words `[from, to)` of a run, as changes of the text that it was typed in. */
const changesOf = (
  run: readonly WordNode[],
  replacements: readonly { readonly from: number; readonly to: number; readonly text: string }[],
): readonly Change[] =>
  replacements.flatMap(({ from, to, text }) => {
    const [first, last] = [run[from], run[to - 1]];
    // In capitals, VA with its mark would be an operator.
    if (first === undefined || last === undefined || operatorNamed(text) !== undefined) return [];
    return [{ start: first.at.start, end: last.at.end, text }];
  });

/**
 * What a query was most likely meant to be, where that is much likelier than what was typed. Only its plain words are
 * looked at: never phrases, exclusions, values of fields and numbers.
 *
 * @param q as typed, in NFC
 * @param node what `q` was read as; its places are those of `q`
 */
export const correctQuery = (corrector: Corrector, q: string, node: QueryNode): MeantQuery => {
  const mended: Change[] = [];
  const marked: Change[] = [];
  for (const run of plainRuns(node)) {
    const typed = run.map((word) => ({ text: word.text, fixed: !isTerm(word) }));
    const replacements = corrector.correct(typed)?.replacements ?? [];
    mended.push(...changesOf(run, replacements));
    marked.push(...changesOf(run, corrector.restoreMarks(typed, replacements)));
  }
  const [corrected, withMarks] = [rewritten(q, mended), rewritten(q, marked)];
  return {
    corrected: mended.length === 0 || corrected === q ? null : corrected,
    marked: marked.length === 0 || withMarks === q ? null : withMarks,
  };
};
