import type { Article } from './article.ts';
import type { Wanted } from './search-request.ts';

/** Milliseconds since 1970; given from outside, so that what happens at a second can be tried at that second. */
export type Clock = () => number;

/** Why an article is not to be seen: its time has not come, or is over. */
export type Hidden = 'embargoed' | 'withdrawn';

/** What says when an article may be seen. */
export type Timed = Pick<Article, 'publishedAt' | 'visibleFrom' | 'visibleUntil'>;

/** The fields of `Timed`, for Elasticsearch. */
export const TIMED_FIELDS = ['publishedAt', 'visibleFrom', 'visibleUntil'] as const;

/** A part of the archive: what filters and dates leave of it. */
export type Portion = Pick<Wanted, 'filters' | 'from' | 'to'>;

/** Which articles a reader sees. */
export interface View {
  /** As of this instant, RFC 3339. */
  readonly at: string;
  /** Those that are hidden at it as well. */
  readonly preview: boolean;
  /** Nothing but these; absent: all. */
  readonly within?: Portion;
}

/** The second that it is, RFC 3339: all that is asked within it is the same to Elasticsearch, and can be cached. */
export const secondOf = (clock: Clock): string =>
  `${new Date(Math.floor(clock() / 1_000) * 1_000).toISOString().slice(0, -5)}Z`;

/** What a reader sees now. */
export const viewNow = (clock: Clock, preview = false, within?: Portion): View => ({
  at: secondOf(clock),
  preview,
  ...(within !== undefined && { within }),
});

/** Why an article is hidden at an instant; `null` where it may be seen. */
export const hiddenAt = ({ publishedAt, visibleFrom, visibleUntil }: Timed, at: string): Hidden | null => {
  const instant = Date.parse(at);
  const isBefore = (date: string | undefined): boolean => date !== undefined && instant < Date.parse(date);
  if (visibleUntil !== undefined && !isBefore(visibleUntil)) return 'withdrawn';
  return isBefore(publishedAt) || isBefore(visibleFrom) ? 'embargoed' : null;
};

/** The mark of what is only seen in a preview; nothing for what anybody sees. */
export const hiddenIn = (article: Timed, { at }: View): { readonly hidden?: Hidden } => {
  const hidden = hiddenAt(article, at);
  return hidden === null ? {} : { hidden };
};

/**
 * The clause of Elasticsearch that leaves out what is hidden at an instant, for whatever readers ask. Said by what it
 * leaves out: that is little, and a shard with nothing of it answers without looking. An index of mapping version 1 has
 * but `publishedAt`; a field that it lacks hides nothing.
 */
export const visibleAt = (at: string) => ({
  bool: {
    must_not: [
      { range: { publishedAt: { gt: at } } },
      { range: { visibleFrom: { gt: at } } },
      { range: { visibleUntil: { lte: at } } },
    ],
  },
});

/**
 * The clause for what is seen otherwise at one instant than at another. The later look may have the earlier instant: a
 * clock that was ahead is put right.
 */
export const turnedBetween = (one: string, other: string) => {
  const [earlier, later] = one < other ? [one, other] : [other, one];
  return {
    bool: {
      should: TIMED_FIELDS.map((field) => ({ range: { [field]: { gt: earlier, lte: later } } })),
      minimum_should_match: 1,
    },
  };
};
