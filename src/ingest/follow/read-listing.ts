import { addressOf } from '../sources/feed-item.ts';
import { entryText } from '../sources/feed-entry.ts';
import { feedItems } from '../sources/feed-items.ts';
import { readSitemap } from '../sources/read-sitemap.ts';
import { isGzipFault, openSource } from '../sources/source-bytes.ts';

/** A page that a feed or a sitemap names. */
export interface ListedPage {
  readonly url: string;
  /** As written: where it differs from before, the page has changed. */
  readonly modified?: string;
  /** As written. */
  readonly publishedAt?: string;
  readonly listedIn: string;
}

export interface ListedSitemap {
  readonly url: string;
  readonly modified?: string;
}

/** What a feed or a sitemap names, as far as it can be read. */
export interface Listing {
  readonly pages: readonly ListedPage[];
  readonly sitemaps: readonly ListedSitemap[];
  /** What is wrong with it, in a sentence. */
  readonly fault: string | null;
}

/** The most bytes of a feed or a sitemap, unpacked: the limit of the sitemap protocol. */
export const LONGEST_LISTING = 50 * 1024 * 1024;

/** Reads a feed (RSS, Atom, RDF) or a sitemap (of pages, news, or sitemaps), packed with gzip or not. */
export const readListing = async (body: Uint8Array): Promise<Listing> => {
  try {
    const { first, all } = await openSource(once(body), undefined);
    const root = rootOf(first);
    const chunks = limited(all);
    if (root === 'urlset' || root === 'sitemapindex') return await toListing(chunks);
    if (/^(?:rss|feed|rdf|channel)$/iu.test(root)) return await feedListing(chunks);
    return nothing(
      root === 'html'
        ? `It is a page, no feed and no sitemap.${namedFeeds(first)}`
        : 'It is no feed (RSS, Atom) and no sitemap.',
    );
  } catch (error) {
    if (error instanceof ListingError) return nothing(error.message);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (isGzipFault(code)) return nothing(`Its gzip data are damaged (${code}).`);
    throw error;
  }
};

class ListingError extends Error {}

const nothing = (fault: string): Listing => ({ pages: [], sitemaps: [], fault });

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Packed, a small file may hold gigabytes. */
async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST_LISTING) throw new ListingError('Unpacked, it is longer than 50 MB.');
    yield chunk;
  }
}

/** The name of the first element, without prefix. */
const rootOf = (first: Uint8Array): string => {
  const start = Buffer.from(first)
    .toString('latin1')
    .replace(/<!--[^]*?-->/gu, '');
  return (
    /<(?:[\w-]+:)?([A-Za-z][\w-]*)/u.exec(start.replace(/<!doctype\s+html/iu, '<html'))?.[1] ?? ''
  ).toLowerCase();
};

/** What a page says of its feeds helps whoever named the page. */
const namedFeeds = (first: Uint8Array): string => {
  const links =
    Buffer.from(first)
      .toString('latin1')
      .match(/<link\b[^>]*>/giu) ?? [];
  const feeds = links
    .filter((link) => /type=["']application\/(?:rss|atom)\+xml/iu.test(link))
    .flatMap((link) => /href=["']([^"']+)["']/iu.exec(link)?.[1] ?? []);
  return feeds.length === 0 ? '' : ` It names these feeds: ${feeds.slice(0, 5).join(', ')}`;
};

const toListing = async (chunks: AsyncIterable<Uint8Array>): Promise<Listing> => {
  const { entries, fault } = await readSitemap(chunks);
  return {
    pages: entries
      .filter(({ kind }) => kind === 'page')
      .map(({ url, modified, publishedAt }) => ({
        url,
        listedIn: 'the sitemap',
        ...(modified === undefined ? {} : { modified }),
        ...(publishedAt === undefined ? {} : { publishedAt }),
      })),
    sitemaps: entries
      .filter(({ kind }) => kind === 'sitemap')
      .map(({ url, modified }) => ({ url, ...(modified === undefined ? {} : { modified }) })),
    fault: fault ?? (entries.length === 0 ? 'The sitemap names no address.' : null),
  };
};

const feedListing = async (chunks: AsyncIterable<Uint8Array>): Promise<Listing> => {
  const pages: ListedPage[] = [];
  let problem: string | null = null;
  for await (const { item, fault } of feedItems(chunks)) {
    problem ??= fault;
    if (item === null) continue;
    const url = addressOf(item);
    if (url === undefined) {
      problem ??= 'Some of its items have no address.';
      continue;
    }
    const first = (...names: string[]): string | undefined =>
      names.map((name) => entryText(item, name)).find((text) => text !== undefined);
    const publishedAt = first('pubDate', 'published', 'dc:date', 'dcterms:issued');
    const modified = first('updated', 'atom:updated', 'dcterms:modified');
    pages.push({
      url,
      listedIn: 'the feed',
      ...(publishedAt === undefined ? {} : { publishedAt }),
      ...(modified === undefined ? {} : { modified }),
    });
  }
  return { pages, sitemaps: [], fault: problem };
};
