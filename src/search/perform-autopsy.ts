import { isDeepStrictEqual } from 'node:util';
import { firstHitOf } from '../domain/search-request.ts';
import type { SearchRequest, Wanted } from '../domain/search-request.ts';
import type {
  Autopsy,
  AutopsyPart,
  AutopsyPartKind,
  NearestSearch,
  SearchParameters,
} from '../domain/search-result.ts';
import { buildAutopsy, MAX_PARTS, readCombinations } from '../dsl/build-autopsy.ts';
import type { AskedPart } from '../dsl/build-autopsy.ts';
import { readCounts } from '../dsl/build-counts.ts';
import type { Query } from '../dsl/build-counts.ts';
import { dateFilters, filterClauses, valueFilters } from '../dsl/clauses/filters-clause.ts';
import { matchClause } from '../dsl/clauses/match-clause.ts';
import type { Match } from '../matching/match.ts';
import { hasMarks, planMatch } from '../matching/plan-match.ts';
import type { Marks } from '../domain/reading.ts';
import type { QueryNode } from '../query/ast.ts';
import { and } from '../query/build-node.ts';
import { dayOrInstant } from '../query/date-range.ts';
import { openPhrases } from '../query/open-phrases.ts';
import { printQuery } from '../query/print-query.ts';
import { queryParts } from '../query/query-parts.ts';
import type { CallOptions } from '../engine/engine.ts';
import { climb } from './ladder.ts';
import { readQuery } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
import { remembered } from './remembered.ts';
import type { SearchContext } from './search-context.ts';

/** A part of a search, and what it asks of the engine. */
interface Part extends AskedPart {
  readonly kind: AutopsyPartKind;
  readonly text: string;
  /** Of the query; `null` for a filter. */
  readonly node: QueryNode | null;
  /** What finds the part by itself, from strict to kind: the first that finds something is counted. */
  readonly alone: readonly Query[];
  /** What the part asks for in the search, at each step from strict to kind; the last is `clause`, also of later steps. */
  readonly steps: readonly Query[];
}

/** A search that asks for less than the one that found nothing. */
interface Candidate extends Pick<NearestSearch, 'dropped' | 'ignoresMarks' | 'opensPhrases'> {
  readonly request: SearchRequest;
}

/** How many searches that look as if they find something are tried, should one of them find nothing after all. */
const MOST_TRIED = 3;

/**
 * Says why a search found nothing: how many articles each of its parts finds, how many the others find without it,
 * and the nearest search that finds something: with the marks ignored, with the words of its phrases, or with the
 * fewest parts dropped. One call to the engine, and the nearest search itself, so that its total is true.
 *
 * @param request one that found nothing, loosened as far as it may be
 * @returns `null` where nothing was searched for
 * @throws AppError as a search does
 */
export const performAutopsy = async (
  context: SearchContext,
  query: ReadQuery,
  request: SearchRequest,
  options: CallOptions,
): Promise<Autopsy | null> => {
  const { wanted, node } = query;
  const read = readerOf(context, query);
  const parts = [...partsOf(query, read), ...filterParts(wanted)];
  if (parts.length === 0 || (node === null && wanted.q.trim() !== '')) return null;

  const whole = kinderMatches(query, read);
  const filters = filterClauses(wanted);
  const counts = {
    ...Object.fromEntries(
      parts.flatMap(({ alone }, i) => [
        ...alone.map((query, step) => [`alone${i}.${step}`, query]),
        ...stepsWithout(parts, i).map((query, step) => [`without${i}.${step}`, query]),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(whole).map(([name, match]) => [
        name,
        { bool: { filter: [matchClause(match), ...filters] } },
      ]),
    ),
  };
  const [counted, combined] = await context.engine.msearch(
    context.index,
    buildAutopsy(parts, counts),
    options,
  );
  if (counted === undefined || (combined === undefined && parts.length > 1)) return null;
  const countOf = readCounts(counted);

  const candidates = [
    ...KINDER.filter(({ name }) => countOf(name) > 0).map(({ ignoresMarks, opensPhrases }) => ({
      dropped: [],
      ignoresMarks,
      opensPhrases,
      request: { ...request, wanted: kinder(query, { ignoresMarks, opensPhrases }) },
    })),
    ...(combined === undefined ? [] : fewestDropped(parts, readCombinations(combined, parts))).map(
      (dropped) => ({
        dropped,
        ignoresMarks: false,
        opensPhrases: false,
        request: without(request, parts, dropped),
      }),
    ),
  ];
  return {
    parts: parts.map(({ kind, text, alone }, i): AutopsyPart => {
      const others = stepsWithout(parts, i);
      const first = (name: string, steps: readonly unknown[]): number =>
        steps.map((_, step) => countOf(`${name}${i}.${step}`)).find((count) => count > 0) ?? 0;
      return {
        kind,
        text,
        alone: first('alone', alone),
        without: others.length === 0 ? null : first('without', others),
      };
    }),
    nearest: await firstThatFinds(context, candidates.slice(0, MOST_TRIED), options),
  };
};

/** Reads a part of the query as it was read in the search, or by itself, at each step of the loosening. */
interface Reader {
  readonly inSearch: (node: QueryNode) => readonly Match[];
  /** At the last of these steps, or with its marks read so; `null` where nothing in it can be searched for. */
  readonly atLast: (node: QueryNode, marks?: Marks) => Match | null;
  readonly byItself: (node: QueryNode) => readonly Match[];
}

const readerOf = (
  { abbreviations, language }: SearchContext,
  { wanted, hasMarks: marked, marks }: ReadQuery,
): Reader => {
  const steps: readonly Marks[] =
    marked && wanted.diacritics === 'auto' && wanted.relax ? [marks, 'superset', 'folded'] : [marks];
  const plansOf = remembered((part: QueryNode) =>
    remembered((read: Marks) =>
      remembered((typed: Marks) => planMatch(part, { marks: read, typed, abbreviations, language })),
    ),
  );
  const plan = (part: QueryNode, read: Marks, typed: Marks): Match | null => plansOf(part)(read)(typed);
  const planned = (part: QueryNode, marks: readonly Marks[], typed: Marks): readonly Match[] =>
    marks.flatMap((step) => plan(part, step, typed) ?? []);
  return {
    inSearch: (part) => planned(part, steps, marks),
    atLast: (part, read) => plan(part, read ?? steps.at(-1) ?? marks, read ?? marks),
    byItself: (part) =>
      wanted.diacritics === 'auto' && !hasMarks(part)
        ? planned(part, ['folded'], 'folded')
        : planned(part, steps, marks),
  };
};

const partsOf = ({ wanted, node }: ReadQuery, { inSearch, byItself }: Reader): Part[] => {
  if (node === null) return [];
  const most = MAX_PARTS - filterParts(wanted).length;
  return queryParts(node, most).flatMap(({ kind, text, node: part }): Part[] => {
    const excludes = kind === 'exclusion';
    const asked = (one: Match): Query => matchClause(excludes ? excludedBy(one) : one);
    const steps = withoutLastRepeats(inSearch(part)).map(asked);
    const clause = steps.at(-1);
    if (clause === undefined) return [];
    const alone = withoutLastRepeats(byItself(part)).map(asked);
    return [{ kind, text, node: part, excludes, clause, steps, alone }];
  });
};

/** Steps without those at the end that ask for the same as the one before: a phrase is never loosened. */
const withoutLastRepeats = (steps: readonly Match[]): readonly Match[] => {
  const last = steps.at(-1);
  const lastOther = steps.findLastIndex((step) => !isDeepStrictEqual(step, last));
  return steps.slice(0, lastOther + 2);
};

/** All parts but one, at each step; none where only exclusions would be left. */
const stepsWithout = (parts: readonly Part[], at: number): readonly Query[] => {
  const others = parts.filter((_, i) => i !== at);
  if (others.every(({ excludes }) => excludes)) return [];
  const most = Math.max(...others.map(({ steps }) => steps.length));
  const atStep = (step: number, excludes: boolean): Query[] =>
    others.flatMap((part) => (part.excludes === excludes ? (part.steps[step] ?? part.clause) : []));
  return Array.from({ length: most }, (_, step) => ({
    bool: { filter: atStep(step, false), must_not: atStep(step, true) },
  }));
};

/** What exclusions leave out, any of it. */
const excludedBy = (match: Match): Match => {
  if (match.type === 'not') return match.child;
  return match.type === 'all' ? { type: 'any', children: match.children.map(excludedBy) } : match;
};

const filterParts = (wanted: Wanted): Part[] => {
  const values = valueFilters(wanted).map(({ name, clause }): Part => ({
    kind: name,
    text: wanted.filters[name].join(', '),
    node: null,
    excludes: false,
    clause,
    alone: [clause],
    steps: [clause],
  }));
  const dates = dateFilters(wanted).map((clause): Part => ({
    kind: 'dates',
    text: [wanted.from, wanted.to].map((bound, i) => dayOrInstant(bound, i === 0 ? 'from' : 'to')).join('…'),
    node: null,
    excludes: false,
    clause,
    alone: [clause],
    steps: [clause],
  }));
  return [...values, ...dates];
};

/** The same search, asked more kindly: what is tried before anything is dropped. */
const KINDER = [
  { name: 'unmarked', ignoresMarks: true, opensPhrases: false },
  { name: 'opened', ignoresMarks: false, opensPhrases: true },
  { name: 'unmarkedOpened', ignoresMarks: true, opensPhrases: true },
] as const;

const kinderMatches = ({ node }: ReadQuery, { atLast }: Reader): Readonly<Record<string, Match>> => {
  if (node === null) return {};
  const before = [atLast(node)];
  return Object.fromEntries(
    KINDER.flatMap(({ name, ignoresMarks, opensPhrases }) => {
      const match = atLast(opensPhrases ? openPhrases(node) : node, ignoresMarks ? 'ignored' : undefined);
      if (match === null || before.some((known) => isDeepStrictEqual(known, match))) return [];
      before.push(match);
      return [[name, match]];
    }),
  );
};

const kinder = (
  { wanted, node }: ReadQuery,
  { ignoresMarks, opensPhrases }: { readonly ignoresMarks: boolean; readonly opensPhrases: boolean },
): Wanted => ({
  ...wanted,
  ...(ignoresMarks && { diacritics: 'ignore' }),
  ...(opensPhrases && node !== null && { mode: 'keyword', slop: 0, q: printQuery(openPhrases(node)) }),
});

/**
 * The ways to find something with as few parts dropped as can be: what was typed to be found is kept before
 * filters, dates and exclusions, and then what finds most comes first.
 */
const fewestDropped = (
  parts: readonly Part[],
  count: (parts: number) => number,
): readonly (readonly number[])[] => {
  const wanting = parts.reduce((bits, { excludes }, i) => (excludes ? bits : bits | (1 << i)), 0);
  const all = (1 << parts.length) - 1;
  const ways = Array.from({ length: all }, (_, i) => i + 1)
    .filter((kept) => (kept & wanting) !== 0)
    .map((kept) => {
      const dropped = parts.map((_, i) => i).filter((i) => (kept & (1 << i)) === 0);
      const typed = dropped.filter(
        (i) => parts[i]?.node !== null && parts[i]?.kind !== 'dates' && !parts[i]?.excludes,
      );
      return { dropped, typed: typed.length, count: count(kept) };
    })
    .filter(({ dropped, count }) => count > 0 && dropped.length > 0);
  return ways
    .toSorted((a, b) => a.dropped.length - b.dropped.length || a.typed - b.typed || b.count - a.count)
    .map(({ dropped }) => dropped);
};

const without = (
  { wanted, shown }: SearchRequest,
  parts: readonly Part[],
  dropped: readonly number[],
): SearchRequest => {
  const { from, to, ...rest } = wanted;
  const gone = new Set(dropped);
  const isKept = (kind: AutopsyPartKind): boolean =>
    parts.some((part, i) => part.kind === kind && part.node === null && !gone.has(i));
  const nodes = parts.flatMap(({ node }, i) => (node === null || gone.has(i) ? [] : [node]));
  const typed = parts.filter(({ node }) => node !== null);
  const q = nodes.length === typed.length ? wanted.q : nodes.length === 0 ? '' : printQuery(and(nodes));
  const { section, author, tag, source } = wanted.filters;
  const filters = {
    section: isKept('section') ? section : [],
    author: isKept('author') ? author : [],
    tag: isKept('tag') ? tag : [],
    source: isKept('source') ? source : [],
  };
  return {
    wanted: {
      ...rest,
      q,
      filters,
      ...(isKept('dates') && from !== undefined && { from }),
      ...(isKept('dates') && to !== undefined && { to }),
    },
    shown: { ...shown, sort: q === '' && shown.sort === 'relevance' ? 'newest' : shown.sort },
  };
};

const firstThatFinds = async (
  context: SearchContext,
  candidates: readonly Candidate[],
  options: CallOptions,
): Promise<NearestSearch | null> => {
  for (const { request, ...changes } of candidates) {
    const query = readQuery(context, request.wanted);
    const { found } = await climb(context, query, firstHitOf(request), options);
    if (found !== null && found.answer.total.value > 0)
      return { ...changes, parameters: parametersOf(request), total: found.answer.total };
  }
  return null;
};

const parametersOf = ({
  wanted: { q, mode, slop, diacritics, from, to, filters, relax, preview },
  shown: { sort, collapse },
}: SearchRequest): SearchParameters => ({
  ...(q !== '' && { q }),
  ...(mode !== 'keyword' && { mode }),
  ...(slop !== 0 && { slop }),
  ...(diacritics !== 'auto' && { diacritics }),
  ...(from !== undefined && { from: dayOrInstant(from, 'from') }),
  ...(to !== undefined && { to: dayOrInstant(to, 'to') }),
  ...Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length > 0)),
  ...(sort !== (q === '' ? 'newest' : 'relevance') && { sort }),
  ...(!relax && { relax }),
  ...(collapse && { collapse }),
  ...(preview === true && { preview }),
});
