import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult, TraceStep } from '../domain/search-result.ts';
import type { AppliedPins } from '../domain/pin.ts';
import type { View } from '../domain/visibility.ts';
import { buildSearch } from '../dsl/build-search.ts';
import type { SearchBody } from '../dsl/build-search.ts';
import type { Searcher } from '../engine/engine.ts';
import { NO_LANGUAGE } from '../language/language-model.ts';
import type { Match } from '../matching/match.ts';
import { textOf } from '../matching/match-text.ts';
import { typedTokens } from '../matching/plan-match.ts';
import type { Reading } from '../domain/reading.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import { typedRuns } from '../matching/typed-runs.ts';
import type { QueryNode, QueryWarning } from '../query/ast.ts';
import { printQuery } from '../query/print-query.ts';
import { isSyllableSkeleton } from '../text/syllable.ts';
import { climb, firstFor, relaxedIn, rungsFor } from './ladder.ts';
import { readQuery } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
import { createReader, narrowTo } from './reader.ts';
import type { ReadingContext } from './search-context.ts';

/** Something of the list of abbreviations in a query, and what is searched for beside it. */
export interface ExplainedSpelling {
  readonly typed: string;
  readonly others: readonly string[];
}

/** A way to read the query, and what is asked of Elasticsearch for it. */
export interface ExplainedRung {
  readonly name: string;
  /** What is read: as typed, or in a likelier spelling. */
  readonly q: string;
  readonly reading: Reading;
  readonly match: Match;
  /** How many of the words suffice, where most do. */
  readonly words: { readonly least: number; readonly of: number } | null;
  readonly body: SearchBody;
  /** With an engine: how many articles it found; `null` where it was not needed, or nothing was asked. */
  readonly found: number | null;
  /** Whether its finds are what is shown. */
  readonly shown: boolean;
}

/** Everything that becomes of a query on its way to Elasticsearch. */
export interface Explanation {
  readonly request: SearchRequest;
  readonly query: {
    /** As a query that reads the same; `null` where there is nothing to search for. */
    readonly printed: string | null;
    readonly node: QueryNode | null;
    readonly warnings: readonly QueryWarning[];
  };
  /** Whether any mark was typed; without one, all syllables are matched folded. */
  readonly hasMarks: boolean;
  /** Syllables without marks in a query that has some elsewhere, each once. */
  readonly unmarked: readonly string[];
  /** Whether these were meant as written. */
  readonly unmarkedMeant: boolean;
  readonly spellings: readonly ExplainedSpelling[];
  /** The pins that apply to the query as typed. */
  readonly pins: AppliedPins | null;
  /** What is asked of Elasticsearch where nothing was typed; `null` where something was. */
  readonly browses: SearchBody | null;
  /** In the order in which they are tried. */
  readonly rungs: readonly ExplainedRung[];
  /** What the search came to; `null` without an engine. */
  readonly outcome: (Pick<SearchResult['query'], 'relaxed'> & Pick<SearchResult, 'total'>) | null;
}

export interface ExplainContext extends ReadingContext {
  /** `null`: nothing is asked, only planned. */
  readonly engine: Searcher | null;
  /** What whoever searches sees. */
  readonly view: View;
  readonly index: string;
}

/**
 * Tells how a search is read, rung by rung, and what is asked of Elasticsearch for each; with an engine also what each
 * that was needed found.
 *
 * @throws AppError `query_too_complex`; with an engine also its own
 */
export const explainSearch = async (
  { engine, index, view, ...context }: ExplainContext,
  request: SearchRequest,
): Promise<Explanation> => {
  const query = readQuery(context, request.wanted);
  const asSent = (body: SearchBody): SearchBody => narrowTo(view, body);
  const { node, warnings } = query;
  const climbed =
    engine === null ? null : await climb({ engine: createReader(engine, view), index }, query, request);
  const found = climbed?.found ?? null;
  const first = firstFor(query, request);
  return {
    request,
    query: { printed: node === null ? null : printQuery(node), node, warnings },
    hasMarks: query.hasMarks,
    unmarked: query.hasMarks && request.wanted.diacritics === 'auto' ? unmarkedOf(query) : [],
    unmarkedMeant: query.marks !== 'meant',
    spellings: node === null ? [] : spellingsOf(node, context, request),
    pins: query.pins,
    browses: request.wanted.q.trim() === '' ? asSent(buildSearch(request, null)) : null,
    rungs: rungsFor(query, request).map(({ rung, query: of, plan }) => ({
      name: rung.name,
      q: of.wanted.q,
      reading: plan.reading,
      match: plan.match,
      words: plan.loose === null ? null : { least: plan.loose.least, of: plan.loose.words.length },
      body: asSent(first?.plan === plan ? first.body : buildSearch(request, plan)),
      found: climbed?.steps.find(isStepOf(rung.name, of))?.total.value ?? null,
      shown:
        found !== null &&
        (climbed?.steps.filter(({ taken }) => taken).slice(-1) ?? []).some(isStepOf(rung.name, of)),
    })),
    outcome:
      climbed === null
        ? null
        : {
            relaxed: relaxedIn(found),
            total: found?.answer.total ?? { value: 0, exact: true },
          },
  };
};

const isStepOf =
  (name: string, { wanted }: ReadQuery) =>
  ({ rung, q }: TraceStep): boolean =>
    rung === name && q === wanted.q;

/** Syllables without any mark that could have some, each once, in the order typed. */
const unmarkedOf = ({ node }: ReadQuery): readonly string[] => {
  const found = new Map<string, string>();
  for (const typed of node === null ? [] : typedNodes(node, { excluded: true })) {
    for (const { text, exact, folded } of typedTokens(typed.text)) {
      if (exact === folded && isSyllableSkeleton(exact) && !found.has(exact)) found.set(exact, text);
    }
  }
  return [...found.values()];
};

/**
 * What stands on the list of abbreviations. Planned run by run and without the language, so that the only alternatives
 * in a plan are those that the list gave.
 */
const spellingsOf = (
  node: QueryNode,
  context: ReadingContext,
  { wanted }: SearchRequest,
): readonly ExplainedSpelling[] =>
  typedRuns(node).flatMap((run) => {
    const listed = { ...context, language: NO_LANGUAGE };
    const query = readQuery(listed, { ...wanted, mode: 'keyword', q: printQuery(run) });
    const match = query.plan({ marks: query.marks, extent: 'words' })?.match;
    const parts = match?.type === 'all' ? match.children : match === undefined ? [] : [match];
    return parts.flatMap((part) => {
      if (part.type !== 'any') return [];
      const [typed = '', ...others] = part.children.map(textOf);
      return [{ typed, others }];
    });
  });
