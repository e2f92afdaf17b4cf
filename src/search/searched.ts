import type { SearchResult, TraceStep } from '../domain/search-result.ts';
import type { QueryNode } from '../query/ast.ts';

/** A search that was answered: how it was read, what was tried, and what came of it. */
export interface Searched {
  /** The query as typed; `null` where there is nothing to search for. */
  readonly node: QueryNode | null;
  /** In the order in which they were tried; none where it goes on with a cursor, or only browses. */
  readonly steps: readonly TraceStep[];
  readonly result: SearchResult;
}

/** The name of the rung whose finds are shown; `null` where nothing was tried. */
export const rungShown = ({ steps }: Pick<Searched, 'steps'>): string | null =>
  steps.findLast(({ taken }) => taken)?.rung ?? null;
