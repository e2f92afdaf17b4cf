import { foldDiacritics } from '../../text/fold-diacritics.ts';
import { htmlToText } from '../../text/html-to-text.ts';

type Node = Readonly<Record<string, unknown>>;

/** What a page's structured data say of its article; what they don't say is not there. */
export interface LinkedArticle {
  readonly title?: string;
  readonly lead?: string;
  readonly body?: string;
  readonly url?: string;
  readonly image?: string;
  readonly section?: string;
  readonly source?: string;
  readonly authors: readonly string[];
  /** What is named as an author and is an organisation. */
  readonly organisations: readonly string[];
  readonly tags: readonly string[];
  readonly publishedAt?: string;
  readonly updatedAt?: string;
}

/** NewsArticle and what schema.org derives from it first; then what else papers mark their articles as. */
const NEWS = /^(?:[A-Za-z]*NewsArticle)$/;
const OTHERS = new Set(['Article', 'BlogPosting', 'LiveBlogPosting', 'Report']);

/** What a page calls itself, so that its article can be told from others that it names. */
export interface PageIdentity {
  /** Its headings, and its title for others. */
  readonly titles: readonly string[];
  /** Its canonical address, and that for others. */
  readonly addresses: readonly string[];
}

/**
 * Finds the article among a page's blocks of JSON-LD: in a list, in a `@graph`, or within another node. It is the one
 * with the headline or the address of the page; what lists and other articles name is none. A block that is broken is
 * passed over.
 *
 * @param blocks The contents of the page's `script` elements.
 * @returns `null` where there is none.
 */
export const findLinkedArticle = (
  blocks: readonly string[],
  page: PageIdentity = { titles: [], addresses: [] },
): LinkedArticle | null => {
  const found = blocks.flatMap((block) => {
    const value = parseBlock(block);
    return value === null ? [] : allNodes(value);
  });
  // What only refers to a node has its id, too.
  const byId = new Map<string, Node>();
  for (const { node } of found) {
    const id = node['@id'];
    if (typeof id === 'string' && Object.keys(node).length > Object.keys(byId.get(id) ?? {}).length) {
      byId.set(id, node);
    }
  }
  const has = (test: (type: string) => boolean) => (each: FoundNode) =>
    typesOf(each.node).some(test) && headlineOf(each.node) !== undefined;
  const own = found.filter(({ isRelated }) => !isRelated);
  const articles = [
    ...own.filter(has((type) => NEWS.test(type))),
    ...own.filter(has((type) => OTHERS.has(type))),
  ].map(({ node }) => readArticle(node, (id) => byId.get(id)));
  const named = articles.find((article) => isOfPage(article, page));
  const [only, ...others] = articles;
  if (named !== undefined || only === undefined) return named ?? null;
  const isUnknown = page.titles.length === 0 && page.addresses.length === 0;
  return isUnknown || (others.length === 0 && !contradicts(only, page)) ? only : null;
};

const headlineOf = (node: Node): string | undefined => text(node['headline']) ?? text(node['name']);

const isOfPage = ({ title, url }: LinkedArticle, page: PageIdentity): boolean => {
  const path = pathOf(url);
  return (
    (path !== null && page.addresses.some((address) => pathOf(address) === path)) ||
    page.titles.some((each) => isSameTitle(each, title ?? ''))
  );
};

/** Both its address and its headline are other ones than the page's. */
const contradicts = ({ url }: LinkedArticle, { titles, addresses }: PageIdentity): boolean =>
  titles.length > 0 && pathOf(url) !== null && addresses.some((address) => pathOf(address) !== null);

/** The path and query of an address, the same on every host of a site; `null` for its front page. */
const pathOf = (address: string | undefined): string | null => {
  if (address === undefined || !URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  const path = pathname.replace(/\/+$/u, '') + search;
  return path === '' ? null : path;
};

const bare = (title: string): string =>
  foldDiacritics(title.toLowerCase())
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

/** Headlines are cut in data, and have the site's name behind them elsewhere. */
const SHORTEST_PART = 20;

const isSameTitle = (one: string, other: string): boolean => {
  const [a, b] = [bare(one), bare(other)];
  if (a === '' || b === '') return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short === long || (short.length >= SHORTEST_PART && long.startsWith(short));
};

const parseBlock = (block: string): unknown => {
  // Old templates wrap it into comments; some have line breaks within texts.
  const bare = block
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/u, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)\s*;?\s*$/u, '');
  // eslint-disable-next-line no-control-regex
  for (const text of [bare, bare.replace(/[\u0000-\u001F]+/gu, ' ').replace(/,\s*(?=[}\]])/gu, '')]) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // The next, or none.
    }
  }
  return null;
};

const DEEPEST = 12;

interface FoundNode {
  readonly node: Node;
  /** Named by a list or by another article: not what the page is about. */
  readonly isRelated: boolean;
}

const RELATED = new Set([
  'itemListElement',
  'relatedLink',
  'isRelatedTo',
  'mentions',
  'citation',
  'isBasedOn',
  'hasPart',
  'blogPost',
  'liveBlogUpdate',
  'significantLink',
  'comment',
  'review',
]);

const allNodes = (value: unknown, isRelated = false, depth = 0): FoundNode[] => {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => allNodes(entry, isRelated, depth + 1));
  const node = value as Node;
  const inner = Object.entries(node).flatMap(([key, entry]) =>
    allNodes(entry, isRelated || RELATED.has(key), depth + 1),
  );
  return [{ node, isRelated }, ...inner];
};

const typesOf = (node: Node): string[] =>
  list(node['@type']).flatMap((type) => (typeof type === 'string' ? [type.replace(/^.*[/#:]/u, '')] : []));

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Some write character references, some whole markup, into what is plain text. */
const text = (value: unknown): string | undefined => {
  const written = list(value).find((each) => typeof each === 'string');
  if (typeof written !== 'string') return undefined;
  const plain = /&[#\w]+;|<\/?[a-z]/iu.test(written) ? htmlToText(written).text : written.trim();
  return plain === '' ? undefined : plain;
};

const isOrganisation = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  typesOf(value as Node).some((type) => type.endsWith('Organization'));

const readArticle = (node: Node, find: (id: string) => Node | undefined): LinkedArticle => {
  /** What another node stands for by its id alone. */
  const resolved = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    const id = (value as Node)['@id'];
    return typeof id === 'string' && Object.keys(value).length <= 2 ? (find(id) ?? value) : value;
  };
  const inNode = (value: unknown, ...keys: readonly string[]): string | undefined => {
    const each = resolved(value);
    if (typeof each !== 'object' || each === null) return text(each);
    return keys.map((key) => text((each as Node)[key])).find((found) => found !== undefined);
  };
  const names = (value: unknown): string[] =>
    list(value).flatMap((entry) => {
      const name = inNode(entry, 'name');
      return name === undefined ? [] : [name];
    });
  const updates = list(node['liveBlogUpdate']).flatMap((update) => {
    if (typeof update !== 'object' || update === null) return [];
    const { headline, articleBody } = update as Node;
    return [headline, articleBody].filter((each) => typeof each === 'string');
  });
  const written = list(node['articleBody']).find((each) => typeof each === 'string');
  const body = updates.length === 0 ? written : [written ?? '', ...updates].join('\n\n');
  return defined({
    title: text(node['headline']) ?? text(node['name']),
    lead: text(node['description']) ?? text(node['abstract']),
    body: typeof body === 'string' && body.trim() !== '' ? body : undefined,
    url: text(node['url']) ?? inNode(node['mainEntityOfPage'], 'url', '@id'),
    image: list(node['image'])
      .map((image) => inNode(image, 'url', 'contentUrl', '@id'))
      .find((found) => found !== undefined),
    section: list(node['articleSection'])
      .map((each) => text(each))
      .find((found) => found !== undefined),
    source: names(node['publisher'])[0],
    authors: names(list(node['author']).filter((author) => !isOrganisation(resolved(author)))),
    organisations: names(list(node['author']).filter((author) => isOrganisation(resolved(author)))),
    tags: list(node['keywords']).flatMap((each) => {
      const written = inNode(each, 'name');
      return written === undefined ? [] : written.split(/\s*[,;]\s*/u).filter((tag) => tag !== '');
    }),
    publishedAt: text(node['datePublished']) ?? text(node['dateCreated']),
    updatedAt: text(node['dateModified']),
  });
};

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The same without what is `undefined`. */
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>;
