import { visibleAt, type View } from '../domain/visibility.ts';
import type { Searcher } from '../engine/engine.ts';

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

/** A search as it is sent for a reader. */
export const narrowTo = <Body extends object>({ at, preview }: View, body: Body): Body =>
  preview ? body : narrowed(body, visibleAt(at));

interface Bool {
  readonly filter?: object | readonly object[];
  readonly must?: unknown;
}

/**
 * A search narrowed by one more filter, its scores as they were. The filter goes in beside others: Elasticsearch looks for
 * the best hits faster where a query is not wrapped in another.
 */
const narrowed = <Body extends object>(body: Body, clause: object): Body => {
  const { query } = body as { readonly query?: object & { readonly bool?: Bool } };
  if (query === undefined) return { ...body, query: { bool: { filter: [clause] } } };
  const { bool } = query;
  // Without a filter of its own, one of its `should` has to match; with one, none has to.
  if (bool === undefined || (bool.filter === undefined && bool.must === undefined)) {
    return { ...body, query: { bool: { must: [query], filter: [clause] } } };
  }
  return { ...body, query: { ...query, bool: { ...bool, filter: [bool.filter ?? [], clause].flat() } } };
};
