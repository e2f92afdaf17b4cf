/** What was searched for in this browser, last first. It stays in this browser. */
export interface RecentSearches {
  list(): readonly string[];
  add(query: string): void;
  forget(): void;
}

const KEY = 'timbao.recent';
const MOST = 8;

export const recentSearches = (): RecentSearches => {
  const list = (): string[] => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string').slice(0, MOST) : [];
    } catch {
      // Storage may be switched off, or hold what another version wrote: then nothing is remembered.
      return [];
    }
  };
  const store = (queries: readonly string[]): void => {
    try {
      if (queries.length === 0) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify(queries.slice(0, MOST)));
    } catch {
      // As above.
    }
  };
  return {
    list,
    add: (query) => store([query, ...list().filter((other) => other !== query)]),
    forget: () => store([]),
  };
};
