import type { Trends } from '../domain/trends.ts';
import { csvText } from '../ingest/csv-text.ts';

/** A row a period, with two columns a search: how many articles, and which part of all. */
export const trendsCsv = ({ periods, trends }: Trends): string =>
  csvText(
    [
      ['period', 'from', 'to', 'published', ...trends.flatMap(({ q }) => [q, `${q} (share)`])],
      ...periods.map(({ value, from, to, published }, i) => [
        value,
        from,
        to,
        String(published),
        ...trends.flatMap(({ counts, shares }) => [String(counts[i] ?? 0), String(shares[i] ?? 0)]),
      ]),
    ],
    { isFirst: true },
  );
