import { randomUUID } from 'node:crypto';
import { dayInVietnam } from '../../domain/days.ts';
import type { ReaderClick, ReaderSearch } from '../../domain/search-statistics.ts';
import type { Clock } from '../../domain/visibility.ts';
import { keptQuery } from './kept-query.ts';
import type { CounterDocument } from './searches-index.ts';

/** What is counted under one id. */
export interface Counter {
  readonly id: string;
  /** The day of Vietnam that it is of. */
  readonly day: string;
  readonly document: CounterDocument;
  /** Whether it has grown since it was written. */
  isDirty: boolean;
  /** Of clicks: whether the article is one that readers see. */
  isChecked: boolean;
}

/** `withheld`: counted without what was typed. `dropped`: likewise, or not at all, for want of room. */
export type CountOutcome = 'counted' | 'withheld' | 'dropped';

/** What was counted and is not yet written, and what still grows. */
export interface Counters {
  readonly countSearch: (search: ReaderSearch) => CountOutcome;
  readonly countClick: (click: ReaderClick) => CountOutcome;
  /** Up to so many that have grown, which count as written from now on. */
  readonly take: (most: number) => readonly Counter[];
  /** They could not be written. */
  readonly giveBack: (counters: readonly Counter[]) => void;
  /** They are not to be written. */
  readonly forget: (counters: readonly Counter[]) => void;
  /** Lets go of what is written and grows no more; of all that is written where it is much. */
  readonly tidy: () => void;
}

export interface CountersOptions {
  readonly clock?: Clock;
  /** So many are held at once: 20,000, of a few hundred bytes. */
  readonly mostHeld?: number;
  /** So many different searches, and articles clicked on, are begun in an hour; whoever floods it fills no disk. */
  readonly mostAnHour?: { readonly searches: number; readonly clicks: number };
}

const HOUR_MS = 3_600_000;

export const createCounters = ({
  clock = Date.now,
  mostHeld = 20_000,
  mostAnHour = { searches: 100_000, clicks: 20_000 },
}: CountersOptions = {}): Counters => {
  const held = new Map<string, Counter>();
  let hour = '';
  let day = '';
  /** Until when it is this hour. */
  let until = -Infinity;
  let begun = { searches: 0, clicks: 0 };

  const look = (): void => {
    const now = clock();
    if (now < until && now >= until - HOUR_MS) return;
    const start = Math.floor(now / HOUR_MS) * HOUR_MS;
    hour = `${new Date(start).toISOString().slice(0, 19)}Z`;
    day = dayInVietnam(start);
    until = start + HOUR_MS;
    begun = { searches: 0, clicks: 0 };
  };

  const tidy = (): void => {
    look();
    const isMuch = held.size > mostHeld / 2;
    for (const [name, { isDirty, document }] of held)
      if (!isDirty && (isMuch || document.hour !== hour)) held.delete(name);
  };

  /** The one of these parts in this hour; `null` where it would be one too many. */
  const find = (
    kind: 'searches' | 'clicks',
    parts: Pick<CounterDocument, 'key' | 'query' | 'article'>,
  ): Counter | null => {
    const name = [hour, parts.query ?? '', parts.article ?? ''].join('\n');
    const known = held.get(name);
    if (known !== undefined) return known;
    // What is withheld has a counter for an hour, whatever comes.
    if (parts.query !== undefined) {
      if (held.size >= mostHeld || begun[kind] >= mostAnHour[kind]) return null;
      begun[kind]++;
    }
    const counter = { id: randomUUID(), day, document: { hour, ...parts }, isDirty: true, isChecked: false };
    held.set(name, counter);
    return counter;
  };

  return {
    countSearch: ({ q, filters, hits, loosened, corrected, tookMs }) => {
      look();
      const kept = keptQuery(q);
      const own = kept === null ? null : find('searches', { key: kept.key, query: kept.text });
      const counter = own ?? find('searches', {});
      if (counter === null) return 'dropped';
      const { document } = counter;
      document.searches = (document.searches ?? 0) + 1;
      document.hits = (document.hits ?? 0) + hits;
      document.tookMs = (document.tookMs ?? 0) + Math.round(tookMs);
      if (hits === 0) document.empty = (document.empty ?? 0) + 1;
      if (loosened) document.loosened = (document.loosened ?? 0) + 1;
      if (corrected) document.corrected = (document.corrected ?? 0) + 1;
      for (const kind of filters) {
        document.filters ??= {};
        document.filters[kind] = (document.filters[kind] ?? 0) + 1;
      }
      counter.isDirty = true;
      if (kept === null) return 'withheld';
      return own === null ? 'dropped' : 'counted';
    },
    countClick: ({ q, article, rank }) => {
      look();
      const kept = keptQuery(q);
      if (kept === null) return 'withheld';
      const counter = find('clicks', { key: kept.key, query: kept.text, article });
      if (counter === null) return 'dropped';
      const { document } = counter;
      document.clicks = (document.clicks ?? 0) + 1;
      document.ranks = (document.ranks ?? 0) + rank;
      counter.isDirty = true;
      return 'counted';
    },
    take: (most) => {
      const taken: Counter[] = [];
      for (const counter of held.values()) {
        if (!counter.isDirty) continue;
        if (taken.length === most) break;
        counter.isDirty = false;
        taken.push(counter);
      }
      return taken;
    },
    giveBack: (counters) => {
      for (const counter of counters) counter.isDirty = true;
    },
    forget: (counters) => {
      const gone = new Set(counters);
      for (const [name, counter] of held) if (gone.has(counter)) held.delete(name);
    },
    tidy,
  };
};
