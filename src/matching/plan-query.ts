import type { QueryNode } from '../query/ast.ts';
import { loosenWords } from './loosen-words.ts';
import type { LooseMatch } from './loosen-words.ts';
import type { Match } from './match.ts';
import { planMatch } from './plan-match.ts';
import type { PlanOptions } from './plan-match.ts';
import type { Reading } from './reading.ts';

/** A query in one reading: made once, and carried to whoever asks for it, marks it or goes on with it. */
export interface Plan {
  readonly reading: Reading;
  /** All of it: what ranks, and what is marked. */
  readonly match: Match;
  /** What of it an article must hold where most suffices; `null`: all of it. */
  readonly loose: LooseMatch | null;
}

/** @returns `null` where there is nothing to search for, or nothing that could be done without */
export const planQuery = (
  node: QueryNode,
  reading: Reading,
  options: Omit<PlanOptions, 'marks'>,
): Plan | null => {
  const match = planMatch(node, { ...options, marks: reading.marks });
  if (match === null) return null;
  if (reading.extent !== 'most') return { reading, match, loose: null };
  const loose = loosenWords(match);
  return loose === null ? null : { reading, match, loose };
};
