import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';

const EARLIEST = '1900';
/** The beginning of Unix time: what systems write where there is no date. */
const NO_DATE = '1970-01-01T07:00:00+07:00';
const AHEAD_MS = 2 * 86_400_000;

export interface DateLimits {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** A date that lies ahead is meant. */
  readonly allowsEmbargo: boolean;
}

/**
 * Holds the dates of an article against the calendar of a newspaper: none before 1900, none more than two days ahead, and none that
 * systems write where there is none. An
 * `updatedAt` that is so is left out, with a warning.
 *
 * @throws AppError `invalid_article` for such a `publishedAt`.
 */
export const checkDates = (
  article: Article,
  { now, allowsEmbargo }: DateLimits,
): { readonly article: Article; readonly warnings: readonly string[] } => {
  const { publishedAt, updatedAt, ...rest } = article;
  const problem = problemOf(publishedAt, now);
  // Who says from when on it may be seen has thought of it.
  const isEmbargo = allowsEmbargo || article.visibleFrom !== undefined;
  if (problem !== null && !(problem === 'ahead' && isEmbargo)) {
    const message = `is ${publishedAt}, ${WHY[problem]}`;
    throw new AppError('invalid_article', `The field “publishedAt” ${message}.`, {
      errors: [{ path: 'publishedAt', message }],
    });
  }
  if (updatedAt === undefined || problemOf(updatedAt, now) === null) return { article, warnings: [] };
  return {
    article: { ...rest, publishedAt },
    warnings: [`the date of its last change, ${updatedAt}, was left out: it cannot be`],
  };
};

type DateProblem = 'none' | 'too early' | 'ahead';

const WHY: Readonly<Record<DateProblem, string>> = {
  none: 'which systems write where there is no date',
  'too early': `before ${EARLIEST}`,
  ahead: 'more than two days ahead. If it is an embargo, say so by visibleFrom, or import with --embargo',
};

const problemOf = (date: string, now: number): DateProblem | null => {
  if (date === NO_DATE) return 'none';
  if (date.slice(0, 4) < EARLIEST) return 'too early';
  return new Date(date).getTime() > now + AHEAD_MS ? 'ahead' : null;
};
