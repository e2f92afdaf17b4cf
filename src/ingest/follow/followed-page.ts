import { z } from 'zod';
import { articleIdFromUrl } from '../article-id.ts';
import { readSourceDate } from '../sources/source-date.ts';
import type { ListedPage } from './read-listing.ts';

const instant = z.string();
const validators = z.object({ etag: z.string().exactOptional(), lastModified: z.string().exactOptional() });

/** What is known of a page of a followed site. Instants are RFC 3339, in UTC. */
export const followedPage = z.object({
  url: z.string(),
  /** The page's host, and the domains above it. */
  sites: z.array(z.string()),
  listedIn: z.string(),
  /** As the list has it. */
  publishedAt: z.string().exactOptional(),
  /** The latest that a list says of its last change. */
  modifiedAt: instant.exactOptional(),
  /** Of the list: the newest pages are fetched first. */
  date: instant.exactOptional(),
  validators: validators.exactOptional(),
  /** Of its bytes. */
  checksum: z.string().exactOptional(),
  /** `stored`: what it says is in the index. `withdrawn`: it was, and somebody has removed it since. `gone`: the page is. */
  outcome: z.enum(['stored', 'skipped', 'failed', 'withdrawn', 'gone']).exactOptional(),
  articleId: z.string().exactOptional(),
  title: z.string().exactOptional(),
  /** When the article last changed, as far as is known. */
  changedAt: instant.exactOptional(),
  checkedAt: instant.exactOptional(),
  /** When it is to be looked at again; without it only where a list says that it has changed. */
  dueAt: instant.exactOptional(),
  /** How often it could not be had, one after the other. */
  failures: z.int().exactOptional(),
});

export type FollowedPage = z.infer<typeof followedPage>;

/** What is known of a feed or a sitemap. */
export const followedList = z.object({
  validators: validators.exactOptional(),
  /** What the index of sitemaps says of its last change. */
  modified: z.string().exactOptional(),
});

export type FollowedList = z.infer<typeof followedList>;

/** What is known of a host. */
export const followedHost = z.object({
  /** How often it was in trouble, one after the other. */
  failures: z.int(),
  /** It is left alone until then. */
  retryAt: instant.exactOptional(),
});

export type FollowedHost = z.infer<typeof followedHost>;

/** What a page is known by: the id that its article would have from its address. */
export const pageKey = (url: string): string => articleIdFromUrl(url) ?? url;

/** `thethao.bao.example` → itself, `bao.example`, `example` */
const sitesOf = (host: string): string[] => {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
};

/** Whether an address is of one of these sites, or of a host below one. */
export const isOfSites = (url: string, sites: readonly string[]): boolean =>
  sitesOf(new URL(url).hostname).some((site) => sites.includes(site));

/** `bao.example` of `https://www.bao.example/rss`: what a page must be of to be followed. */
export const siteOf = (url: string): string => new URL(url).hostname.replace(/^www\./u, '');

const toInstant = (written: string | undefined): string | undefined => {
  const date = written === undefined ? null : readSourceDate(written);
  return date === null ? undefined : new Date(date).toISOString();
};

/**
 * What is known of a page once a list has named it: due at once where it is new, or where the list says that it has
 * changed.
 *
 * @returns `null` where that says nothing new.
 */
export const withListing = (
  known: FollowedPage | null,
  { url, listedIn, publishedAt, modified }: ListedPage,
  now: Date,
): FollowedPage | null => {
  const modifiedAt = toInstant(modified);
  const date = toInstant(publishedAt) ?? modifiedAt;
  const listed = {
    url,
    sites: sitesOf(new URL(url).hostname),
    listedIn,
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(modifiedAt === undefined ? {} : { modifiedAt }),
    ...(date === undefined ? {} : { date }),
    dueAt: now.toISOString(),
  };
  if (known === null) return listed;
  // Two lists that name it may differ: what counts is that one of them says something later.
  const isLater = modifiedAt !== undefined && (known.modifiedAt ?? '') < modifiedAt;
  const isFirst = known.modifiedAt === undefined && known.checkedAt !== undefined;
  if (!isLater) return null;
  if (isFirst && modifiedAt <= (known.checkedAt ?? '')) return { ...known, modifiedAt };
  return { ...known, ...listed };
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SOONEST_MS = 30 * MINUTE_MS;
const LATEST_MS = 7 * DAY_MS;
/** Articles that have not changed for so long are looked at when a list says so, and with `--recheck`. */
const SETTLED_MS = 60 * DAY_MS;

/** When a page is to be looked at again: the sooner, the later it changed. `undefined`: not by itself. */
export const nextLook = (changedAt: string | undefined, now: Date): string | undefined => {
  const age = Math.max(now.getTime() - new Date(changedAt ?? now).getTime(), 0);
  if (age > SETTLED_MS) return undefined;
  return new Date(now.getTime() + Math.min(Math.max(age / 2, SOONEST_MS), LATEST_MS)).toISOString();
};

/** Milliseconds until what was in trouble is asked again: twice as long each time, up to 6 hours, and not all at once. */
export const backOff = (failures: number, random: number): number =>
  Math.min(MINUTE_MS * 2 ** (failures - 1), 6 * 60 * MINUTE_MS) * (0.75 + random / 2);
