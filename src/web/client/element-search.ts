import type { SearchResultWith } from '../../client/create-client.ts';

/** Why a search did not come back, by the name of what is said about it. */
export type SearchFailure = 'unreachable' | 'unreadable' | 'tooMany' | 'tooSlow' | 'other';

export interface ElementSearch {
  readonly endpoint: string;
  readonly q: string;
  readonly size: number;
  readonly page: number;
  /** More parameters of `GET /v1/search`, by name. */
  readonly parameters: readonly (readonly [string, string])[];
}

/** Longer than the service itself takes before it gives a search up. */
const PATIENCE_MS = 30_000;

/** Asks the service; `null` where `signal` ended it, which is nobody's failure. */
export const searchFromElement = async (
  { endpoint, q, size, page, parameters }: ElementSearch,
  signal: AbortSignal,
): Promise<SearchResultWith | SearchFailure | null> => {
  const query = new URLSearchParams({ q, size: String(size), page: String(page) });
  for (const [name, value] of parameters) query.append(name, value);
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
    return (await response.json()) as SearchResultWith;
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
