import { createHash } from 'node:crypto';
import type { Article } from '../domain/article.ts';
import { escapeXml } from '../text/escape-xml.ts';

/** What a feed is of, and where it and what it leads to are found. */
export interface FeedContext {
  /** What it is known by, whatever host serves it. */
  readonly name: string;
  /** What it is of; may be empty. */
  readonly title: string;
  /** The address of the service, without a slash at its end. */
  readonly base: string;
  /** The addresses of the feed and of its page, as they follow that. */
  readonly self: string;
  readonly page: string;
}

/** A feed of a search. */
export interface SearchFeed {
  /** The query, as typed. */
  readonly q: string;
  readonly base: string;
  /** The search's own parameters, as an address has them. */
  readonly search: URLSearchParams;
}

export const searchFeed = ({ q, base, search }: SearchFeed): FeedContext => {
  const query = search.size === 0 ? '' : `?${search.toString()}`;
  const named = new URLSearchParams(search);
  named.delete('size');
  named.sort();
  return {
    name: `feed ${named.toString()}`,
    title: q.trim(),
    base,
    self: `/v1/feed.atom${query}`,
    page: `/${query}`,
  };
};

/** The name space of the ids below; never to change. */
const NAMESPACE = Buffer.from('8f1d2c5e7a494b0e9c3366d0a1b7e254', 'hex');

/** A name-based UUID (RFC 9562, version 5) as a URN: of a name always the same, whatever host serves it. */
const uuidUrn = (name: string): string => {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')}`;
};

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const link = (rel: string, type: string, href: string): string =>
  `<link rel="${rel}" type="${type}" href="${escapeXml(href)}"/>`;

const LONGEST_SUMMARY = 500;

/** The lead, or else how the article begins. */
const summaryOf = ({ lead, body }: Article): string => {
  const text = lead ?? body.split('\n', 1)[0] ?? '';
  if (text.length <= LONGEST_SUMMARY) return text;
  const cut = text.slice(0, LONGEST_SUMMARY);
  return `${cut.slice(0, cut.lastIndexOf(' ') === -1 ? undefined : cut.lastIndexOf(' '))} …`;
};

const changedAt = ({ publishedAt, updatedAt }: Article): string => updatedAt ?? publishedAt;

const entry = (article: Article, base: string): string =>
  [
    '<entry>',
    element('id', uuidUrn(`article ${article.id}`)),
    element('title', article.title),
    element('published', article.publishedAt),
    element('updated', changedAt(article)),
    link('alternate', 'text/html', article.url ?? `${base}/articles/${encodeURIComponent(article.id)}`),
    ...article.authors.map((name) => `<author>${element('name', name)}</author>`),
    ...[article.section ?? [], article.tags].flat().map((term) => `<category term="${escapeXml(term)}"/>`),
    element('summary', summaryOf(article)),
    '</entry>',
  ].join('');

/**
 * Articles as an Atom feed (RFC 4287), in their order. It says that it changed when the last of its articles did, so that
 * nothing of it differs while no article does.
 */
export const atomFeed = (
  articles: readonly Article[],
  { name, title, base, self, page }: FeedContext,
): string => {
  const updated = articles
    .map(changedAt)
    .reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b), '1970-01-01T00:00:00Z');
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    element('id', uuidUrn(name)),
    element('title', title === '' ? 'Tìm Báo' : `${title} – Tìm Báo`),
    element('updated', updated),
    `<author>${element('name', 'Tìm Báo')}</author>`,
    link('self', 'application/atom+xml', base + self),
    link('alternate', 'text/html', base + page),
    link('search', 'application/opensearchdescription+xml', `${base}/opensearch.xml`),
    element('generator', 'Tìm Báo'),
    ...articles.map((article) => `\n${entry(article, base)}`),
    '\n</feed>\n',
  ].join('');
};
