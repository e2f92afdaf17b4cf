import { entriesOf, entryText, type FeedEntry, type FeedHeader } from './feed-entry.ts';
import { plainLine } from './feed-item.ts';
import { readSourceDate } from './source-date.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** What an export tells beside its posts. */
export interface WordPressSite {
  /** Pictures by their number. */
  readonly pictures: Map<string, { readonly url?: string; readonly caption?: string }>;
}

export const emptySite = (): WordPressSite => ({ pictures: new Map() });

/** Takes note of a picture. */
export const learnFromItem = ({ pictures }: WordPressSite, item: FeedEntry): void => {
  const id = entryText(item, 'wp:post_id');
  if (entryText(item, 'wp:post_type') !== 'attachment' || id === undefined) return;
  const url = entryText(item, 'wp:attachment_url');
  const caption = plainLine(entryText(item, 'excerpt:encoded') ?? '');
  pictures.set(id, { ...(url === undefined ? {} : { url }), ...(caption === '' ? {} : { caption }) });
};

const NOT_PUBLISHED: Readonly<Record<string, string>> = {
  draft: 'a draft',
  'auto-draft': 'a draft',
  pending: 'waiting for review',
  private: 'private',
  trash: 'in the trash',
  future: 'not published yet',
  inherit: 'a revision',
};
const UNSORTED = /^(?:uncategorized|chưa phân loại|chưa được phân loại|không phân loại)$/iu;

/**
 * Reads an item of a WordPress export (WXR): a published post becomes an article, everything else is left out with its
 * reason. Its id is the site's name and the post's number.
 */
export const readWordPressItem = (
  item: FeedEntry,
  header: FeedHeader,
  { pictures }: WordPressSite,
  options: ReadOptions,
): Omit<ReadRecord, 'from'> => {
  const type = entryText(item, 'wp:post_type') ?? 'post';
  if (type !== 'post') return { skipped: `no post but ${KINDS[type] ?? `“${type}”`}` };
  const status = entryText(item, 'wp:status') ?? 'publish';
  if (status !== 'publish') return { skipped: `a post that is ${NOT_PUBLISHED[status] ?? `“${status}”`}` };
  if (entryText(item, 'wp:post_password') !== undefined) return { skipped: 'a post behind a password' };

  const number = entryText(item, 'wp:post_id');
  const host = hostOf(header);
  const title = plainLine(entryText(item, 'title') ?? '');
  const lead = plainLine(entryText(item, 'excerpt:encoded') ?? '');
  const link = entryText(item, 'link');
  const publishedAt = dateOf(item, 'wp:post_date_gmt', 'pubDate', 'wp:post_date');
  const updatedAt = dateOf(item, 'wp:post_modified_gmt', undefined, 'wp:post_modified');
  const written = entryText(item, 'content:encoded') ?? '';
  const { markup, galleries } = withoutShortcodes(written);
  const featured = pictures.get(metaOf(item, '_thumbnail_id') ?? '');
  const captions = [featured?.caption, ...galleries.map((id) => pictures.get(id)?.caption)].filter(
    (caption) => caption !== undefined,
  );
  const categories = categoriesOf(item, 'category').filter((category) => !UNSORTED.test(category));
  const [section = options.section, ...others] = categories;
  const source = plainLine(entryText(header, 'title') ?? '') || options.source;
  const author = authorOf(item, header);
  return {
    article: {
      ...(number === undefined ? {} : { id: `${host}-${number}` }),
      ...(title === '' ? {} : { title }),
      ...(lead === '' ? {} : { lead }),
      body: markup,
      captions: [...new Set(captions)],
      ...(link !== undefined && /^https?:/iu.test(link) ? { url: link } : {}),
      ...(featured?.url === undefined ? {} : { image: featured.url }),
      ...(section === undefined ? {} : { section }),
      ...(source === undefined ? {} : { source }),
      authors: author === undefined ? options.authors : [author],
      tags: [...new Set([...others, ...categoriesOf(item, 'post_tag'), ...options.tags])],
      ...(publishedAt === null ? {} : { publishedAt }),
      ...(updatedAt === null || publishedAt === null || updatedAt <= publishedAt ? {} : { updatedAt }),
    },
  };
};

const KINDS: Readonly<Record<string, string>> = {
  page: 'a page',
  attachment: 'a picture or file',
  nav_menu_item: 'an entry of a menu',
  revision: 'a revision',
  custom_css: 'a style',
  wp_block: 'a block',
  wp_navigation: 'a menu',
  wp_template: 'a template',
  wp_global_styles: 'a style',
};

const hostOf = (header: FeedHeader): string => {
  const address = entryText(header, 'wp:base_blog_url') ?? entryText(header, 'link') ?? '';
  const host = URL.canParse(address) ? new URL(address).hostname.replace(/^www\./u, '') : '';
  return /^[A-Za-z0-9.-]{1,80}$/u.test(host) ? host : 'wordpress';
};

/** GMT where it is known; drafts once had zeros there. */
const dateOf = (item: FeedEntry, gmt: string, stated: string | undefined, local: string): string | null => {
  const universal = entryText(item, gmt);
  const date =
    universal === undefined || universal.startsWith('0000') ? null : readSourceDate(`${universal}Z`);
  return (
    date ??
    (stated === undefined ? null : readSourceDate(entryText(item, stated) ?? '')) ??
    readSourceDate(entryText(item, local) ?? '')
  );
};

const categoriesOf = (item: FeedEntry, domain: string): string[] =>
  entriesOf(item, 'category')
    .filter(({ attributes }) => attributes['domain'] === domain)
    .map(({ text }) => plainLine(text))
    .filter((name) => name !== '');

const metaOf = (item: FeedEntry, key: string): string | undefined => {
  const meta = entriesOf(item, 'wp:postmeta').find((entry) => entryText(entry, 'wp:meta_key') === key);
  return meta === undefined ? undefined : entryText(meta, 'wp:meta_value');
};

/** Posts name a login; the name that is shown stands at the beginning of the export. */
const authorOf = (item: FeedEntry, header: FeedHeader): string | undefined => {
  const login = entryText(item, 'dc:creator');
  if (login === undefined) return undefined;
  const author = entriesOf(header, 'wp:author').find(
    (entry) => entryText(entry, 'wp:author_login') === login,
  );
  const shown = author === undefined ? undefined : entryText(author, 'wp:author_display_name');
  return plainLine(shown ?? login);
};

/** `[caption id="attachment_7" width="600"]<img …> Words below it[/caption]` */
const CAPTION = /\[caption\b[^\]]*\]([\s\S]*?)\[\/caption\]/giu;
const GALLERY = /\[gallery\b([^\]]*)\]/giu;
/** Shortcodes with nothing to be read in them. */
const EMPTY =
  /\[(embed|audio|video|playlist|youtube|vimeo|contact-form-7|ads?)\b[^\]]*\](?:[^[]*\[\/\1\])?/giu;
/** Any other shortcode goes, and what it holds stays: one with attributes, with an underscore, or that ends another. */
const OTHER =
  /\[\/[a-z][\w-]*\]|\[[a-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'\]]+))+\s*\/?\]|\[[a-z]+_\w+\s*\/?\]/gu;

/** A post's markup without WordPress's own: its captions are figures, its blank lines paragraphs. */
const withoutShortcodes = (written: string): { markup: string; galleries: readonly string[] } => {
  const galleries = [...written.matchAll(GALLERY)].flatMap(([, attributes = '']) =>
    (/\bids\s*=\s*["']?([\d,\s]+)/iu.exec(attributes)?.[1] ?? '').split(/[\s,]+/u).filter((id) => id !== ''),
  );
  const markup = written
    .replace(CAPTION, (_, inner: string) => `<figure>${inner}</figure>`)
    .replace(GALLERY, ' ')
    .replace(EMPTY, ' ')
    .replace(OTHER, ' ')
    .trim();
  return { markup: withParagraphs(markup), galleries };
};

/** The classic editor keeps paragraphs as blank lines, and so WordPress shows them. */
const withParagraphs = (markup: string): string => {
  const text = markup.replace(/\r\n?/gu, '\n');
  const parted = text.replace(/\n[ \t]*\n\s*/gu, '\n<p>');
  return /<p[\s>]/iu.test(text) ? parted : `<p>${parted.replace(/\n(?!<p>)/gu, '<br>')}`;
};
