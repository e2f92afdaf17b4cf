import { Parser } from 'htmlparser2';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { isHttp } from './page-address.ts';

/** An address that a sitemap names. */
export interface SitemapEntry {
  /** `sitemap` in an index of sitemaps. */
  readonly kind: 'page' | 'sitemap';
  readonly url: string;
  /** As written. */
  readonly modified?: string;
  /** Of a news sitemap, as written. */
  readonly publishedAt?: string;
}

export interface Sitemap {
  readonly entries: readonly SitemapEntry[];
  /** Why it was not read to its end, in a sentence. */
  readonly fault: string | null;
}

/** The protocol's own limit. */
const MOST_ENTRIES = 50_000;
const LONGEST_FIELD = 4_096;

/** Without its prefix: papers name the namespaces as they like. */
const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);

/**
 * Reads a sitemap, of pages, of news or of other sitemaps. Where its XML is broken, what was read before counts.
 *
 * @param chunks Unpacked.
 */
export const readSitemap = async (chunks: AsyncIterable<Uint8Array>): Promise<Sitemap> => {
  const entries: SitemapEntry[] = [];
  const path: string[] = [];
  let fields: Record<string, string> = {};
  let isTooLong = false;

  const close = (kind: SitemapEntry['kind']): void => {
    const url = fields['loc']?.trim();
    const { lastmod, publication_date: published } = fields;
    fields = {};
    if (!isHttp(url)) return;
    if (entries.length >= MOST_ENTRIES) {
      isTooLong = true;
      return;
    }
    entries.push({
      kind,
      url,
      ...(lastmod === undefined ? {} : { modified: lastmod.trim() }),
      ...(published === undefined ? {} : { publishedAt: published.trim() }),
    });
  };
  const parser = new Parser(
    {
      onopentag: (tag) => {
        path.push(tag);
      },
      ontext: (text) => {
        const tag = path.at(-1) ?? '';
        // Pictures have a `loc` of their own, with a prefix.
        const isField =
          ((tag === 'loc' || tag === 'lastmod') && path.length === 3) ||
          localName(tag) === 'publication_date';
        const field = localName(tag);
        if (isField && (fields[field]?.length ?? 0) < LONGEST_FIELD)
          fields[field] = (fields[field] ?? '') + text;
      },
      onclosetag: (tag, isImplied) => {
        path.pop();
        if (!isImplied && path.length === 1 && (tag === 'url' || tag === 'sitemap'))
          close(tag === 'url' ? 'page' : 'sitemap');
      },
    },
    { xmlMode: true },
  );
  const decoder = escapedUtf8Decoder();
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk));
    if (isTooLong) break;
  }
  parser.write(decoder.end());
  const isCut = path.length > 0 && !isTooLong;
  parser.end();
  const fault = isCut
    ? 'The sitemap breaks off. What came before counts.'
    : isTooLong
      ? `The sitemap names more than ${MOST_ENTRIES.toLocaleString('en-US')} addresses. The others are passed over.`
      : null;
  return { entries, fault };
};
