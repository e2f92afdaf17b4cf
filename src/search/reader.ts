import type { Article } from '../domain/article.ts';
import { hiddenAt, visibleAt, type Portion, type View } from '../domain/visibility.ts';
import { filterClauses } from '../dsl/clauses/filters-clause.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';
import { nameKey } from '../text/name-key.ts';

/** The index as a reader sees it: whatever is searched or counted through it, what is hidden is not in it. */
export interface Reader extends Searcher {
  readonly view: View;
  /** The same reader at another instant, as of which a walk began. */
  readonly asOf: (at: string) => Reader;
}

/** Only what reads for nobody in particular, such as the write path, asks the engine itself. */
export const createReader = (engine: Searcher, view: View): Reader => {
  const seen = (body: object): object => narrowTo(view, body);
  return {
    view,
    asOf: (at) => createReader(engine, { ...view, at }),
    search: (index, body, options) => engine.search(index, seen(body), options),
    msearch: (index, bodies, options) => engine.msearch(index, bodies.map(seen), options),
  };
};

/** Those of some articles that a reader sees. */
export const seenAmong = async (
  reader: Reader,
  index: string,
  ids: readonly string[],
  options: CallOptions = {},
): Promise<ReadonlySet<string>> => {
  const query = { bool: { filter: [{ ids: { values: [...ids] } }, NOT_REMOVED] } };
  const { hits } = await reader.search(index, { size: ids.length, _source: false, query }, options);
  return new Set(hits.map(({ id }) => id));
};

/** A search as it is sent for a reader. */
export const narrowTo = <Body extends object>({ at, preview, within }: View, body: Body): Body => {
  const clauses: unknown[] = [
    ...(preview ? [] : [visibleAt(at)]),
    ...(within === undefined ? [] : filterClauses(within)),
  ];
  return clauses.length === 0 ? body : narrowed(body, clauses);
};

/** Whether a reader sees an article: the same of one that is at hand. */
export const isSeen = (article: Article, { at, preview, within }: View): boolean =>
  (preview || hiddenAt(article, at) === null) && (within === undefined || isWithin(article, within));

const isWithin = (
  { section, authors, tags, source, publishedAt }: Article,
  { filters, from, to }: Portion,
): boolean => {
  const hasAny = (names: readonly (string | undefined)[], wanted: readonly string[]): boolean => {
    const keys = new Set(wanted.map(nameKey));
    return wanted.length === 0 || names.some((name) => name !== undefined && keys.has(nameKey(name)));
  };
  const at = Date.parse(publishedAt);
  return (
    hasAny([section], filters.section) &&
    hasAny(authors, filters.author) &&
    hasAny(tags, filters.tag) &&
    hasAny([source], filters.source) &&
    (from === undefined || Date.parse(from) <= at) &&
    (to === undefined || at <= Date.parse(to))
  );
};

interface Bool {
  readonly filter?: object | readonly object[];
  readonly must?: unknown;
}

/**
 * A search narrowed by more filters, its scores as they were. They go in beside others: Elasticsearch looks for the best
 * hits faster where a query is not wrapped in another.
 */
const narrowed = <Body extends object>(body: Body, clauses: readonly unknown[]): Body => {
  const { query } = body as { readonly query?: object & { readonly bool?: Bool } };
  if (query === undefined) return { ...body, query: { bool: { filter: clauses } } };
  const { bool } = query;
  // Without a filter of its own, one of its `should` has to match; with one, none has to.
  if (bool === undefined || (bool.filter === undefined && bool.must === undefined)) {
    return { ...body, query: { bool: { must: [query], filter: clauses } } };
  }
  return { ...body, query: { ...query, bool: { ...bool, filter: [bool.filter ?? [], ...clauses].flat() } } };
};
