import type { Corrected, Relaxed } from '../../domain/search-result.ts';

/** What the element shows of a hit of `GET /v1/search`. */
export interface ElementHit {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly section: string | null;
  readonly source: string | null;
  readonly publishedAt: string;
  readonly highlights: {
    readonly title: string;
    readonly lead: string | null;
    readonly body: readonly string[];
  };
}

/** What the element needs of an answer of `GET /v1/search`. */
export interface ElementResult {
  readonly query: {
    readonly relaxed: Relaxed | null;
    readonly corrected: Corrected | null;
    readonly suggestion?: string;
  };
  readonly total: { readonly value: number; readonly exact: boolean };
  readonly partial: boolean;
  readonly hits: readonly ElementHit[];
  readonly nextCursor?: string;
}

/** Why a search did not come back, by the name of what is said about it. */
export type SearchFailure = 'unreachable' | 'unreadable' | 'tooMany' | 'tooSlow' | 'other';

export interface ElementSearch {
  readonly endpoint: string;
  readonly q: string;
  readonly size: number;
  readonly page: number;
  readonly sections: readonly string[];
}

/** Longer than the service itself takes before it gives a search up. */
const PATIENCE_MS = 30_000;

/** Asks the service; `null` where `signal` ended it, which is nobody's failure. */
export const searchFromElement = async (
  { endpoint, q, size, page, sections }: ElementSearch,
  signal: AbortSignal,
): Promise<ElementResult | SearchFailure | null> => {
  const query = new URLSearchParams({ q, size: String(size), page: String(page) });
  for (const section of sections) query.append('section', section);
  const asking = new AbortController();
  const end = (): void => asking.abort();
  signal.addEventListener('abort', end);
  const patience = setTimeout(end, PATIENCE_MS);
  try {
    const response = await fetch(`${endpoint}/v1/search?${query.toString()}`, {
      signal: asking.signal,
      credentials: 'omit',
    });
    if (!response.ok) return failureOf(response.status);
    return (await response.json()) as ElementResult;
  } catch {
    // A browser does not tell a script whether the network, the service or its CORS rule refused.
    if (signal.aborted) return null;
    return asking.signal.aborted ? 'tooSlow' : 'unreachable';
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', end);
  }
};

const failureOf = (status: number): SearchFailure => {
  if (status === 400) return 'unreadable';
  if (status === 429) return 'tooMany';
  return status === 504 ? 'tooSlow' : 'other';
};
