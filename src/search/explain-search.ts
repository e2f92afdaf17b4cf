import { randomUUID } from 'node:crypto';
import type { SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import type { SearchResponse, Searcher } from '../engine/engine.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import { loosenWords } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { hasMarks, planMatch, typedTokens } from '../matching/plan-match.ts';
import type { MarksStep } from '../matching/plan-match.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import { typedRuns } from '../matching/typed-runs.ts';
import type { QueryNode, QueryWarning } from '../query/ast.ts';
import { checkLimits } from '../query/limits.ts';
import { printQuery } from '../query/print-query.ts';
import { findMeantUnmarked } from './mark-evidence.ts';
import { isSyllableSkeleton } from '../text/syllable.ts';
import { readQuery } from './read-query.ts';
import { searchArticles } from './search-articles.ts';

/** How the marks of a query are read at one step of the loosening. */
export interface ExplainedStep {
  readonly step: MarksStep;
  readonly match: Match;
}

/** Something of the list of abbreviations in a query, and what is searched for beside it. */
export interface ExplainedSpelling {
  readonly typed: string;
  readonly others: readonly string[];
}

/** An unmarked syllable of a query that has marks elsewhere. */
export interface ExplainedUnmarked {
  readonly text: string;
  /** `false`: read with any marks, as marks were left out of the query; `null` where the index was not asked. */
  readonly meantAsWritten: boolean | null;
}

/** What a search depends on: that of request number `request` (from 1) found something, or nothing. */
export interface Condition {
  readonly request: number;
  readonly found: boolean;
}

/** One request to Elasticsearch. */
export interface ExplainedRequest {
  /** `POST /articles/_search` */
  readonly call: string;
  /** One body; for `_msearch` one a search. */
  readonly bodies: readonly object[];
  /** Without an engine: after which answers it is sent; empty for what is sent in any case. */
  readonly when?: readonly Condition[];
  /** With an engine: how many articles each body found. */
  readonly found?: readonly number[];
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
  /** Asked for only where marks were typed on some syllables. */
  readonly unmarked: readonly ExplainedUnmarked[];
  readonly spellings: readonly ExplainedSpelling[];
  /** In the order from strict to kind; one where marks are not loosened. */
  readonly steps: readonly ExplainedStep[];
  /** How many of the words suffice where words are loosened; `null` where they never are. */
  readonly words: { readonly least: number; readonly of: number } | null;
  readonly requests: readonly ExplainedRequest[];
  /** What the search came to; `null` without an engine. */
  readonly outcome: Pick<SearchResult, 'query' | 'total' | 'tookMs'> | null;
}

export interface ExplainContext {
  /** `null`: nothing is asked, only planned. */
  readonly engine: Searcher | null;
  readonly index: string;
  readonly abbreviations: Abbreviations;
}

/**
 * Tells what a search does, step by step, but for what is asked about one that found nothing. The requests are those
 * that `searchArticles` itself sends: with an
 * engine it is run and listened to; without one it is run against made-up answers, until everything it could
 * send has been seen.
 *
 * @throws AppError `query_too_complex`; with an engine also its own
 */
export const explainSearch = async (
  context: ExplainContext,
  request: SearchRequest,
): Promise<Explanation> => {
  const { node, warnings } = readQuery(request);
  checkLimits(node);
  const heard = context.engine === null ? null : listening(context.engine);
  const marked = node !== null && hasMarks(node);
  const loosened = request.diacritics === 'auto' && marked && request.relax;
  const doubtful = request.diacritics === 'auto' && marked ? unmarkedOf(node) : [];
  const isMeant =
    heard === null || node === null || doubtful.length === 0
      ? null
      : await findMeantUnmarked({ engine: heard.engine, index: context.index }, node);
  const plan = (of: QueryNode, step: MarksStep): Match | null =>
    planMatch(of, {
      diacritics: request.diacritics,
      step,
      meantUnmarked: () => isMeant ?? true,
      abbreviations: context.abbreviations,
    });
  const names: readonly MarksStep[] = loosened ? ['typed', 'superset', 'folded'] : ['typed'];
  const steps = names.flatMap((step) => {
    const match = node === null ? null : plan(node, step);
    return match === null ? [] : [{ step, match }];
  });
  const loose = steps[0] === undefined || !request.relax ? null : loosenWords(steps[0].match);
  return {
    request,
    query: { printed: node === null ? null : printQuery(node), node, warnings },
    hasMarks: marked,
    unmarked: doubtful.map(({ text }) => ({ text, meantAsWritten: isMeant })),
    spellings: node === null ? [] : spellingsOf(node, (run) => plan(run, 'typed')),
    steps,
    words: loose === null ? null : { least: loose.least, of: loose.words.length },
    ...(await requestsOf(context, heard, request)),
  };
};

/** Syllables without any mark, each once, in the order typed. */
const unmarkedOf = (node: QueryNode): { readonly text: string; readonly exact: string }[] => {
  const found = new Map<string, { text: string; exact: string }>();
  for (const typed of typedNodes(node, { excluded: true })) {
    for (const { text, exact, folded } of typedTokens(typed.text)) {
      if (exact === folded && isSyllableSkeleton(exact) && !found.has(exact))
        found.set(exact, { text, exact });
    }
  }
  return [...found.values()];
};

/**
 * What stands on the list of abbreviations. Planned run by run, so that the only alternatives in a plan are those
 * that the list gave.
 */
const spellingsOf = (node: QueryNode, plan: (run: QueryNode) => Match | null): readonly ExplainedSpelling[] =>
  typedRuns(node).flatMap((run) => {
    const match = plan(run);
    const parts = match?.type === 'all' ? match.children : match === null ? [] : [match];
    return parts.flatMap((part) => {
      if (part.type !== 'any') return [];
      const [typed = '', ...others] = part.children.map(textOf);
      return [{ typed, others }];
    });
  });

const textOf = (match: Match): string => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
      return match.text;
    case 'sequence':
      return match.syllables.map(({ text }) => text).join(' ');
    case 'all':
    case 'any':
      return match.children.map(textOf).join(' ');
    case 'not':
    case 'field':
      return textOf(match.child);
    case 'dates':
      return '';
    default:
      return match satisfies never;
  }
};

type Sent = Pick<ExplainedRequest, 'call' | 'bodies' | 'found'>;

const requestsOf = async (
  context: ExplainContext,
  heard: Heard | null,
  request: SearchRequest,
): Promise<Pick<Explanation, 'requests' | 'outcome'>> => {
  if (heard === null) return { requests: await planned(context, request), outcome: null };
  const { query, total, tookMs } = await searchArticles(
    { ...context, engine: heard.engine, autopsy: false },
    request,
  );
  return { requests: heard.sent, outcome: { query, total, tookMs } };
};

const totalOf = ({ hits: { total } }: SearchResponse): number =>
  typeof total === 'object' ? total.value : (total ?? 0);

interface Heard {
  readonly engine: Searcher;
  readonly sent: readonly Sent[];
}

/** An engine that remembers what it was asked, and how much was found. */
const listening = (engine: Searcher): Heard => {
  const sent: Sent[] = [];
  const hears: Searcher = {
    search: async (index, body, options) => {
      const answer = await engine.search<never>(index, body, options);
      sent.push({ call: callOf(index, '_search'), bodies: [body], found: [totalOf(answer)] });
      return answer;
    },
    msearch: async (index, bodies, options) => {
      const answers = await engine.msearch<never>(index, bodies, options);
      sent.push({ call: callOf(index, '_msearch'), bodies, found: answers.map(totalOf) });
      return answers;
    },
  };
  return { engine: hears, sent };
};

const callOf = (index: string | null, api: string): string =>
  `POST ${index === null ? '' : `/${index}`}/${api}`;

/** More than any search needs to be answered before it ends. */
const MOST_ANSWERS = 6;

/** All that a search could send: run again and again, each time with one more request that finds nothing. */
const planned = async (
  { abbreviations, index }: ExplainContext,
  request: SearchRequest,
): Promise<readonly ExplainedRequest[]> => {
  const requests: ExplainedRequest[] = [];
  const numberOf = new Map<string, number>();
  // Counts are kept for a while by the name of the index: made-up ones must not be kept under its own.
  const madeUpIndex = `offline-${randomUUID()}`;
  for (let empty = 0; empty <= MOST_ANSWERS; empty++) {
    const answered: Condition[] = [];
    const numbered = (call: string, bodies: readonly object[]): number => {
      const key = JSON.stringify([call, bodies]);
      const number = numberOf.get(key) ?? numberOf.size + 1;
      if (!numberOf.has(key)) requests.push({ call, bodies, when: [...answered] });
      numberOf.set(key, number);
      return number;
    };
    // What is only counted decides nothing here: there is no evidence, and no better way of writing the query.
    const madeUp: Searcher = {
      search: (_, body) => {
        if (asksForNoArticle(body)) {
          numbered(callOf(index, '_search'), [body]);
          return Promise.resolve({ ...answerOf(0), aggregations: NO_EVIDENCE });
        }
        const found = answered.length >= empty;
        answered.push({ request: numbered(callOf(index, '_search'), [body]), found });
        return Promise.resolve(answerOf(found ? SOME : 0));
      },
      msearch: (_, bodies) => {
        numbered(callOf(index, '_msearch'), bodies);
        return Promise.resolve(bodies.map(() => answerOf(0)));
      },
    };
    await searchArticles({ engine: madeUp, index: madeUpIndex, abbreviations, autopsy: false }, request);
  }
  return requests;
};

const SOME = 1_000;

const asksForNoArticle = (body: object): boolean => 'size' in body && body.size === 0;

const NO_EVIDENCE = { pairs: { buckets: {} } } as unknown as NonNullable<SearchResponse['aggregations']>;

const answerOf = (value: number): SearchResponse<never> => ({
  took: 0,
  timed_out: false,
  _shards: { total: 1, successful: 1, failed: 0 },
  hits: { total: { value, relation: 'eq' }, hits: [] },
});
