import type { Wanted } from '../domain/search-request.ts';
import { expectedArticles } from '../matching/expected-articles.ts';
import { isUnmarkedMeant } from '../matching/mark-evidence.ts';
import { hasMarks, planMatch } from '../matching/plan-match.ts';
import { planQuery } from '../matching/plan-query.ts';
import type { Plan } from '../matching/plan-query.ts';
import { marksAsTyped } from '../matching/marks-as-typed.ts';
import { findPins, joinPins } from '../matching/pin-list.ts';
import type { AppliedPins } from '../domain/pin.ts';
import type { Extent, Marks, Reading } from '../domain/reading.ts';
import type { ParsedQuery, QueryNode } from '../query/ast.ts';
import { checkLimits } from '../query/limits.ts';
import { parseQuery } from '../query/parse-query.ts';
import { tokenize } from '../text/tokenize.ts';
import { correctQuery, guessQuery } from './correct-query.ts';
import { once, remembered } from './remembered.ts';
import type { ReadingContext } from './search-context.ts';

/** What was asked for, read once: a tree, and on demand its plan in one reading after another. */
export interface ReadQuery extends ParsedQuery {
  readonly wanted: Wanted;
  readonly hasMarks: boolean;
  /** How its marks are read as typed. */
  readonly marks: Marks;
  /** What editors moved of what it finds; every plan has it. */
  readonly pins: AppliedPins | null;
  /** Each plan is made once; `null` where the reading asks for nothing, or for no less than another one does. */
  readonly plan: (reading: Reading) => Plan | null;
  /** How many articles hold all that a plan asks for, as the archive's language has it: see `expectedArticles`. */
  readonly expected: (plan: Plan) => number;
  /** What it was most likely meant to be: a query to offer; `null` where it is that as typed. */
  readonly suggestion: () => string | null;
  /** The same query without its slips, read; `null` where it has none. */
  readonly corrected: () => ReadQuery | null;
  /** In the likeliest other spelling, however little is said for it, read; `null` where there is none. */
  readonly guessed: () => ReadQuery | null;
}

/**
 * Reads a query: in the query language, or all of it as one phrase.
 *
 * @param known how its marks were read before, where it goes on with what was read before
 * @param typedPins of a query in another spelling: the pins of what was typed
 * @throws AppError `query_too_complex`
 */
export const readQuery = (
  context: ReadingContext,
  wanted: Wanted,
  known?: Marks,
  typedPins: AppliedPins | null = null,
): ReadQuery => {
  const { abbreviations, language, corrector, hasWordField } = context;
  const { node, warnings } = parse(wanted);
  checkLimits(node);
  const marked = node !== null && hasMarks(node);
  const typed = marksAsTyped(wanted.diacritics, marked);
  const isDoubted = typed === 'written' && node !== null && !isUnmarkedMeant(node, language);
  const marks = known ?? (isDoubted ? 'meant' : typed);
  const ownPins = context.pins === undefined ? null : findPins(context.pins, node, marks);
  const pins = joinPins(typedPins, ownPins);
  const matchIn = remembered((read: Marks) =>
    node === null ? null : planMatch(node, { marks: read, typed: marks, abbreviations, language }),
  );
  const planIn = remembered((marks: Marks) =>
    remembered((extent: Extent) => {
      const match = matchIn(marks);
      return match === null ? null : planQuery(match, { marks, extent }, { pins, hasWordField });
    }),
  );
  // Strict is taken at its word, and so is a phrase.
  const isOpen = wanted.diacritics !== 'strict' && wanted.mode === 'keyword';
  const meant = once(() =>
    node === null || corrector === undefined || !isOpen ? null : correctQuery(corrector, wanted.q, node),
  );
  const readAs = (q: string | null): ReadQuery | null =>
    q === null ? null : readQuery(context, { ...wanted, q }, undefined, pins);
  return {
    wanted,
    node,
    warnings,
    hasMarks: marked,
    marks,
    pins,
    plan: ({ marks, extent }) => planIn(marks)(extent),
    expected: ({ match }) => expectedArticles(match, language),
    suggestion: () => meant()?.marked ?? meant()?.corrected ?? null,
    corrected: once(() => readAs(meant()?.corrected ?? null)),
    guessed: once(() =>
      node === null || corrector === undefined || !isOpen
        ? null
        : readAs(guessQuery(corrector, wanted.q, node)),
    ),
  };
};

const parse = ({ q, mode, slop }: Wanted): ParsedQuery => {
  if (mode === 'keyword') return parseQuery(q);
  if (tokenize(q).length > 0) {
    return { node: { type: 'phrase', text: q, slop, at: { start: 0, end: q.length } }, warnings: [] };
  }
  return {
    node: null,
    warnings:
      q.trim() === ''
        ? []
        : [{ code: 'nothing_searchable', message: 'Nothing typed can be searched for.', at: 0 }],
  };
};

/** Whether a query only says what is unwanted: by itself it must not find everything else. */
export const isOnlyExclusions = (node: QueryNode): boolean =>
  node.type === 'not' || (node.type === 'and' && node.children.every(isOnlyExclusions));
