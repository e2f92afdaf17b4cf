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
  readonly tags: readonly string[];
  readonly publishedAt?: string;
  readonly updatedAt?: string;
}

/** NewsArticle and what schema.org derives from it first; then what else papers mark their articles as. */
const NEWS = /^(?:[A-Za-z]*NewsArticle)$/;
const OTHERS = new Set(['Article', 'BlogPosting', 'LiveBlogPosting', 'Report']);

/**
 * Finds the article among a page's blocks of JSON-LD: in a list, in a `@graph`, or within another node. A block that is
 * broken is passed over.
 *
 * @param blocks The contents of the page's `script` elements.
 * @returns `null` where there is none.
 */
export const findLinkedArticle = (blocks: readonly string[]): LinkedArticle | null => {
  const nodes = blocks.flatMap((block) => {
    const value = parseBlock(block);
    return value === null ? [] : allNodes(value);
  });
  // What only refers to a node has its id, too.
  const byId = new Map<string, Node>();
  for (const node of nodes) {
    const id = node['@id'];
    if (typeof id === 'string' && Object.keys(node).length > Object.keys(byId.get(id) ?? {}).length) {
      byId.set(id, node);
    }
  }
  const has = (test: (type: string) => boolean) => (node: Node) =>
    typesOf(node).some(test) && (text(node['headline']) ?? text(node['name'])) !== undefined;
  const article =
    nodes.find(has((type) => NEWS.test(type))) ?? nodes.find(has((type) => OTHERS.has(type))) ?? null;
  return article === null ? null : readArticle(article, (id) => byId.get(id));
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

const allNodes = (value: unknown, depth = 0): Node[] => {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => allNodes(entry, depth + 1));
  const node = value as Node;
  return [node, ...Object.values(node).flatMap((entry) => allNodes(entry, depth + 1))];
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
  const body = list(node['articleBody']).find((each) => typeof each === 'string');
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
    authors: names(node['author']),
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
