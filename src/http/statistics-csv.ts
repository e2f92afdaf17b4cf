import type { SearchStatistics } from '../domain/search-statistics.ts';
import { csvText } from '../ingest/csv-text.ts';

const COLUMNS = [
  'q',
  'searches',
  'before',
  'hits',
  'withoutHits',
  'loosened',
  'corrected',
  'clicks',
  'clickRate',
  'meanRank',
  'tookMs',
] as const;

/** A row a search; a number that is too small to be told is left empty. */
export const statisticsCsv = ({ kind, searches }: SearchStatistics): string => {
  const columns = COLUMNS.filter((name) => name !== 'before' || kind === 'rising');
  return csvText([[...columns], ...searches.map((one) => columns.map((name) => String(one[name] ?? '')))], {
    isFirst: true,
  });
};
