import type { FollowLedger } from './follow-ledger.ts';
import { isOfSites, type FollowedList } from './followed-page.ts';
import type { Visitor } from './polite-visitor.ts';
import { LONGEST_LISTING, readListing, type ListedPage, type ListedSitemap } from './read-listing.ts';
import { readSourceDate } from '../sources/source-date.ts';

export interface ReadListsOptions {
  /** What a page has to be of: `bao.example` and what is below it. */
  readonly sites: readonly string[];
  readonly timeoutMs: number;
  /** Pages that the list dates before are left out. */
  readonly since?: Date;
  /** Ask for all of them, changed or not. */
  readonly rechecks: boolean;
  /** Told what cannot be read, or not wholly. */
  readonly onTrouble: (url: string, problem: string) => void;
  /** Told of each list before it is asked for. */
  readonly onList: (url: string) => void;
}

/** What the lists of a site came to. */
export interface ListsRead {
  /** Asked for. */
  readonly lists: number;
  /** Of them, those that had not changed. */
  readonly unchanged: number;
  /** Pages that are new, or have changed by what a list says. */
  readonly news: number;
}

/** An index of sitemaps may name thousands; the others are read in the next rounds. */
const MOST_LISTS = 200;
const SLOWEST_MS = 60_000;

/**
 * Reads feeds and sitemaps, and the sitemaps that these name, and takes down their pages. What has not changed since the
 * last time is not read again.
 */
export const readLists = async (
  ledger: FollowLedger,
  visit: Visitor,
  addresses: readonly string[],
  options: ReadListsOptions,
): Promise<ListsRead> => {
  const { sites, timeoutMs, since, rechecks, onTrouble, onList } = options;
  const left: ListedSitemap[] = addresses.map((url) => ({ url }));
  const seen = new Set(addresses);
  const counts = { lists: 0, unchanged: 0, news: 0 };

  const isWanted = ({ url, publishedAt, modified }: ListedPage): boolean => {
    if (!isOfSites(url, sites)) {
      onTrouble(url, `is of another site: --site ${new URL(url).hostname} follows it, too`);
      return false;
    }
    const date = since === undefined ? null : readSourceDate(publishedAt ?? modified ?? '');
    return date === null || since === undefined || new Date(date) >= since;
  };

  for (let list = left.shift(); list !== undefined; list = left.shift()) {
    const { url, modified } = list;
    const known: FollowedList | null = rechecks ? null : await ledger.list(url);
    // Its index says that it is what was read before.
    if (modified !== undefined && known?.modified === modified) continue;
    if (counts.lists >= MOST_LISTS) {
      onTrouble(url, `is one of more than ${MOST_LISTS} sitemaps: the others are read in the next rounds`);
      break;
    }
    counts.lists++;
    onList(url);
    const answer = await visit(url, {
      maxBytes: LONGEST_LISTING,
      timeoutMs: Math.max(timeoutMs, SLOWEST_MS),
      ...(known?.validators === undefined ? {} : { validators: known.validators }),
    });
    switch (answer.kind) {
      case 'ok': {
        const { pages, sitemaps, fault } = await readListing(answer.body);
        counts.news += await ledger.note(pages.filter(isWanted), new Date());
        const further = sitemaps.filter((each) => !seen.has(each.url) && isOfSites(each.url, sites));
        for (const each of further) seen.add(each.url);
        left.push(...further.toSorted((a, b) => (b.modified ?? '').localeCompare(a.modified ?? '')));
        if (fault !== null) onTrouble(url, fault);
        else {
          await ledger.saveList(url, {
            ...(modified === undefined ? {} : { modified }),
            // What an index names may change without it.
            ...(sitemaps.length > 0 ? {} : { validators: answer.validators }),
          });
        }
        break;
      }
      case 'unchanged':
        counts.unchanged++;
        if (modified !== undefined && known !== null) await ledger.saveList(url, { ...known, modified });
        break;
      case 'missing':
        onTrouble(url, `is not there (${answer.isGone ? 410 : 404})`);
        break;
      case 'resting':
        onTrouble(url, `is of ${answer.host}, which is left alone until ${answer.until.toISOString()}`);
        break;
      case 'refused':
      case 'busy':
      case 'trouble':
        onTrouble(url, answer.problem);
        break;
    }
  }
  return counts;
};
