import type { MarkedPiece } from '../marked-text.ts';
import { markedPieces } from '../marked-text.ts';

/** A line of the list below the search box. */
export interface Choice {
  /** What is searched for when it is chosen. */
  readonly query: string;
  /** The name, phrase or title itself. */
  readonly text: string;
  readonly pieces: readonly MarkedPiece[];
  readonly kind: string | null;
  readonly count: number | null;
  /** The article that has the title, where it is one. */
  readonly article: ChosenArticle | null;
}

export interface ChosenArticle {
  readonly id: string;
  readonly url: string | null;
}

interface Suggestion {
  readonly text: string;
  readonly kind: string;
  readonly count: number;
  readonly highlight: string;
  readonly q?: string;
  readonly id?: string | null;
  readonly url?: string | null;
}

const SIZE = 8;

/**
 * Ways to go on with a text, of `GET /v1/suggest`; none where it does not answer.
 *
 * @param endpoint The service's origin; empty for the page's own.
 * @param language That of the page: what is searched for is put into the box in it.
 */
export const fetchSuggestions = async (
  endpoint: string,
  language: 'vi' | 'en',
  text: string,
  signal: AbortSignal,
): Promise<readonly Choice[]> => {
  try {
    const query = new URLSearchParams({ q: text, size: String(SIZE), lang: language });
    const response = await fetch(`${endpoint}/v1/suggest?${query.toString()}`, { signal });
    if (!response.ok) return [];
    const { suggestions } = (await response.json()) as { suggestions: readonly Suggestion[] };
    return suggestions.map(({ text, kind, count, highlight, q, id, url }) => ({
      query: q ?? text,
      text,
      pieces: markedPieces(highlight),
      kind,
      count,
      article: id === undefined || id === null ? null : { id, url: url ?? null },
    }));
  } catch {
    // Typed over, or the network is away: searching goes on without suggestions.
    return [];
  }
};
