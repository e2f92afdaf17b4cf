import type { Alert } from '../../domain/alert.ts';
import { AppError } from '../../domain/app-error.ts';
import { hasFilter, type Wanted } from '../../domain/search-request.ts';
import { NOT_REMOVED } from '../../domain/tombstone.ts';
import type { View } from '../../domain/visibility.ts';
import { planClauses } from '../../dsl/build-search.ts';
import { filterClauses } from '../../dsl/clauses/filters-clause.ts';
import { isOnlyExclusions, readQuery } from '../../search/read-query.ts';
import type { ReadingContext } from '../../search/search-context.ts';
import type { AlertRecord } from './alert-store.ts';

/** What an article must hold to be for an alert, as clauses of Elasticsearch. */
type AlertClauses = ReturnType<typeof filterClauses>;

const DAY_MS = 86_400_000;

/**
 * An alert's search as its words are typed, nothing of it loosened: what `GET /v1/search` finds with `relax=false`.
 *
 * @throws AppError `invalid_parameters` where it asks for nothing; `query_too_complex`
 */
export const alertClauses = (context: ReadingContext, { search }: Pick<Alert, 'search'>): AlertClauses => {
  const wanted: Wanted = { ...search, relax: false };
  const query = readQuery(context, wanted);
  const { node } = query;
  const isAnything =
    node === null
      ? search.q.trim() === '' && hasFilter(wanted)
      : !isOnlyExclusions(node) || hasFilter(wanted);
  const plan = node === null ? null : query.plan({ marks: query.marks, extent: 'words' });
  if (!isAnything || (node !== null && plan === null)) {
    throw new AppError('invalid_parameters', 'The search of an alert asks for words, or has a filter.', {
      errors: [{ path: 'search.q', message: 'asks for nothing that an article could have' }],
    });
  }
  return [...(plan === null ? [] : planClauses(plan)), ...filterClauses(wanted), NOT_REMOVED];
};

/** What is no news any more is left out: it came to be seen longer ago than an alert wants. */
export const ageClauses = ({ maxAgeDays }: Pick<Alert, 'maxAgeDays'>, at: string): readonly object[] => {
  if (maxAgeDays === null) return [];
  return [seenSince(new Date(Date.parse(at) - maxAgeDays * DAY_MS).toISOString())];
};

/** What readers came to see since then. */
export const seenSince = (since: string) => ({
  bool: {
    should: ['publishedAt', 'visibleFrom'].map((field) => ({ range: { [field]: { gte: since } } })),
    minimum_should_match: 1,
  },
});

/** What an alert sees: what its readers do, in the part of the archive that it was made for. */
export const viewOf = ({ within }: AlertRecord, at: string): View => ({
  at,
  preview: false,
  ...(within !== null && { within }),
});

/** Each alert is read once, and anew where it, or what it is read with, is another. */
export const createAlertReader = () => {
  let kept = new Map<string, { readonly updatedAt: string; readonly clauses: AlertClauses }>();
  let readWith: readonly unknown[] = [];
  return (context: ReadingContext, { alert, key }: AlertRecord): AlertClauses => {
    const now = [context.abbreviations, context.language];
    if (now.some((one, i) => one !== readWith[i])) kept = new Map();
    readWith = now;
    const known = kept.get(key);
    if (known?.updatedAt === alert.updatedAt) return known.clauses;
    const clauses = alertClauses(context, alert);
    kept.set(key, { updatedAt: alert.updatedAt, clauses });
    return clauses;
  };
};

export type AlertReader = ReturnType<typeof createAlertReader>;
