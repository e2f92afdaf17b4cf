import { cleanLine } from '../../text/clean-line.ts';
import { normalizeText } from '../../text/normalize-text.ts';
import { articleIdFrom, articleIdFromUrl } from '../article-id.ts';
import { readByline } from './byline.ts';
import { isFrontPage, isHttp } from './page-address.ts';
import { entriesOf, entryText, type FeedEntry, type FeedHeader } from './feed-entry.ts';
import { plainText, unescapedMarkup } from './reduce-texts.ts';
import { readSourceDate, whyUnclear } from './source-date.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

/** One line of plain text out of what may be markup. */
export const plainLine = (text: string): string => cleanLine(normalizeText(plainText(text)));

/**
 * Reads an item of RSS, RDF or Atom. Without its full text, the summary is the body.
 *
 * @param isShared Whether an address is that of several items: then the guid tells them apart.
 */
export const readFeedItem = (
  item: FeedEntry,
  header: FeedHeader,
  options: ReadOptions,
  isShared: (address: string) => boolean = () => false,
): Omit<ReadRecord, 'from'> => {
  const kind = kindOf(item);
  if (kind !== null && kind !== 'post') return { skipped: `no post but ${KINDS[kind] ?? `“${kind}”`}` };
  if (isDraft(item)) return { skipped: 'a draft' };
  // A reader's comment answers the post.
  if (entriesOf(item, 'thr:in-reply-to').length > 0) return { skipped: 'no post but a comment' };
  const title = plainLine(entryText(item, 'title') ?? '');
  const full =
    entryText(item, 'content:encoded') ?? entryText(item, 'content') ?? entryText(item, 'fulltext');
  const summary =
    entryText(item, 'description') ?? entryText(item, 'summary') ?? entryText(item, 'itunes:summary');
  const address = addressOf(item);
  const asOf = readSourceDate(
    entryText(header, 'lastBuildDate') ?? entryText(header, 'pubDate') ?? entryText(header, 'updated') ?? '',
  );
  const date = (...names: readonly string[]): string | null =>
    names
      .map((name) => readSourceDate(entryText(item, name) ?? '', { asOf, order: options.dateOrder }))
      .find((found) => found !== null) ?? null;
  const publishedAt = date('pubDate', 'published', 'dc:date', 'dcterms:issued', 'updated');
  const updatedAt = date('updated', 'atom:updated', 'dcterms:modified');
  const guid = entryText(item, 'guid') ?? entryText(item, 'id');
  const id =
    articleIdFromUrl(identifyingAddress(address, guid, isShared)) ??
    (title === '' ? null : articleIdFrom('', title, publishedAt?.slice(0, 10) ?? null));
  const categories = [...entriesOf(item, 'category'), ...entriesOf(item, 'dc:subject')]
    .filter(({ attributes }) => !isKind(attributes))
    .map(({ text, attributes }) =>
      plainLine(text.trim() || (attributes['label'] ?? attributes['term'] ?? '')),
    )
    .filter((category) => category !== '');
  const [section = options.section, ...tags] = categories;
  const source = plainLine(
    entryText(item, 'source') ?? entryText(item, 'dc:publisher') ?? entryText(header, 'title') ?? '',
  );
  const lead = full === undefined ? undefined : leadOf(summary, full);
  const image = imageOf(item);
  const authors = authorsOf(item);
  return {
    article: {
      ...(id === null ? {} : { id }),
      ...(title === '' ? {} : { title }),
      ...(lead === undefined ? {} : { lead }),
      body: asMarkup(full ?? summary ?? ''),
      captions: captionsOf(item),
      ...(address === undefined ? {} : { url: address }),
      ...(image === undefined ? {} : { image }),
      ...(section === undefined ? {} : { section }),
      ...(source === '' ? (options.source === undefined ? {} : { source: options.source }) : { source }),
      authors: authors.length > 0 ? authors : options.authors,
      tags: [...new Set([...tags, ...options.tags])],
      ...(publishedAt === null ? {} : { publishedAt }),
      ...(updatedAt === null || updatedAt === publishedAt ? {} : { updatedAt }),
    },
    ...(publishedAt === null && title !== '' ? { problem: dateProblem(item) } : {}),
  };
};

/** Exports of Blogger tell posts from settings, templates and comments in a category of their own. */
const KIND_SCHEME = /schemas\.google\.com\/g\/2005#kind$/u;
const KINDS: Readonly<Record<string, string>> = {
  comment: 'a comment',
  settings: 'a setting',
  template: 'a template',
  page: 'a page',
};

const isKind = ({ scheme = '' }: FeedEntry['attributes']): boolean => KIND_SCHEME.test(scheme);

const kindOf = (item: FeedEntry): string | null => {
  const kind = entriesOf(item, 'category').find(({ attributes }) => isKind(attributes));
  if (kind !== undefined) return kind.attributes['term']?.replace(/^.*#/u, '').toLowerCase() ?? null;
  // Newer exports have an element for it.
  return entryText(item, 'blogger:type')?.toLowerCase() ?? null;
};

/** Of Atom's publishing protocol, and of Blogger. */
const isDraft = (item: FeedEntry): boolean =>
  entriesOf(item, 'app:control').some((control) => entryText(control, 'app:draft') === 'yes') ||
  /^(?:draft|scheduled|trashed|soft_trashed)$/iu.test(entryText(item, 'blogger:status') ?? '');

/** The address that an item's id is made of; empty where it has none of its own. */
const identifyingAddress = (
  address: string | undefined,
  guid: string | undefined,
  isShared: (address: string) => boolean,
): string => {
  if (address === undefined) return guid ?? '';
  if (!isFrontPage(address) && !isShared(address)) return address;
  if (guid === undefined || guid === address) return '';
  if (isHttp(guid) && !isFrontPage(guid)) return guid;
  const own = new URL(address);
  own.searchParams.set('guid', guid);
  return own.href;
};

const dateProblem = (item: FeedEntry): string => {
  const written = ['pubDate', 'published', 'dc:date', 'updated']
    .map((name) => entryText(item, name))
    .find((text) => text !== undefined);
  if (written === undefined) {
    return 'The item has no date (pubDate, published, dc:date). Give it a publishedAt.';
  }
  const unclear = whyUnclear(written);
  return unclear !== null
    ? `The item's date ${unclear}.`
    : `The item's date “${written.slice(0, 60)}” cannot be read. Write it as 2022-01-21T08:30:00+07:00.`;
};

/** Text in feeds is markup; what has none must still not lose its line breaks. */
const asMarkup = (text: string): string => unescapedMarkup(text.trim());

/** The address of the page that an item is about. */
export const addressOf = (item: FeedEntry): string | undefined => {
  const links = entriesOf(item, 'link');
  const guid = entriesOf(item, 'guid')[0];
  const candidates = [
    // Atom names its address in an attribute; without `rel` it is the page.
    links.find(
      ({ attributes }) =>
        (attributes['rel'] ?? 'alternate') === 'alternate' && attributes['href'] !== undefined,
    )?.attributes['href'],
    links.map(({ text }) => text.trim()).find((text) => text !== ''),
    item.attributes['rdf:about'],
    guid?.attributes['isPermaLink'] === 'false' ? undefined : guid?.text.trim(),
  ];
  return candidates.find(isHttp);
};

const authorsOf = (item: FeedEntry): string[] => {
  const written = [
    ...entriesOf(item, 'dc:creator').map(({ text }) => text),
    ...entriesOf(item, 'author').map((author) => entryText(author, 'name') ?? author.text),
  ];
  const names = written.flatMap((text) => {
    // RSS has an address, with the name in brackets.
    const name = plainLine(/^\s*\S+@\S+\s*\((.+)\)\s*$/u.exec(text)?.[1] ?? text);
    if (name === '' || /^\S+@\S+$/u.test(name)) return [];
    return readByline(name)?.authors ?? [name];
  });
  return [...new Set(names)];
};

const mediaOf = (item: FeedEntry): FeedEntry[] => {
  const groups = entriesOf(item, 'media:group').flatMap(({ children }) => children);
  return [...item.children, ...groups].filter(
    ({ name }) => name === 'media:content' || name === 'media:thumbnail',
  );
};

const imageOf = (item: FeedEntry): string | undefined =>
  [
    ...mediaOf(item)
      .filter(
        ({ name, attributes }) =>
          name === 'media:thumbnail' ||
          !/^(?:video|audio)/u.test(attributes['type'] ?? attributes['medium'] ?? ''),
      )
      .map(({ attributes }) => attributes['url']),
    ...entriesOf(item, 'enclosure')
      .filter(({ attributes }) => attributes['type']?.startsWith('image/') === true)
      .map(({ attributes }) => attributes['url']),
    entryText(item, 'image'),
  ].find(isHttp);

const captionsOf = (item: FeedEntry): string[] => {
  const holders = [item, ...entriesOf(item, 'media:group'), ...mediaOf(item)];
  const captions = holders.flatMap((holder) =>
    entriesOf(holder, 'media:description').map(({ text }) => plainLine(text)),
  );
  return [...new Set(captions.filter((caption) => caption !== ''))];
};

const LONGEST_LEAD = 1_500;

/** The summary beside a full text, unless it is its beginning, or cut off. */
const leadOf = (summary: string | undefined, full: string): string | undefined => {
  if (summary === undefined) return undefined;
  const lead = plainLine(summary);
  if (lead === '' || lead.length > LONGEST_LEAD || /(?:\.\.\.|…|\[[….]+\])$/u.test(lead)) return undefined;
  return plainLine(full).startsWith(lead.slice(0, 80)) ? undefined : lead;
};
