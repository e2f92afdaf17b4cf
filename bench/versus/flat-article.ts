import type { BenchArticle } from './peer.ts';

/** Seconds, years and months of the time of publication: for engines that have no calendar. */
export const flatArticle = ({ id, title, body, publishedAt, section }: BenchArticle): object => ({
  id,
  title,
  body,
  section,
  at: Date.parse(publishedAt) / 1_000,
  year: publishedAt.slice(0, 4),
  month: publishedAt.slice(0, 7),
});

/** The first second of a year in Vietnam. */
export const startOfYear = (year: string | number): number =>
  Date.parse(`${year}-01-01T00:00:00+07:00`) / 1_000;
