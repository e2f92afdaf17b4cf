import type { CheerioAPI } from 'cheerio/slim';
import { namesJunk } from './page-markup.ts';

export type PageNode = ReturnType<CheerioAPI['root']>[0]['children'][number];
export type PageElement = Extract<PageNode, { attribs: unknown }>;

/** The text directly within a block, inline elements included. */
export interface TextBlock {
  readonly element: PageNode;
  /** Its text, blanks as they are. */
  text: string;
  /** Characters of it that are links. */
  linked: number;
  /** Line breaks within it. */
  breaks: number;
}

/** The blocks of a page's text, and how much running text each element holds. */
export interface PageBlocks {
  readonly blocks: readonly TextBlock[];
  /** Characters of running text: links and single words left out. */
  proseOf(element: PageNode): number;
}

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

const BLOCKS = words(`
  html body address article blockquote center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header
  hgroup li main ol p pre section summary table caption tbody tfoot thead td th tr ul
`);
const PASSED_OVER = words(`
  head script style noscript template nav aside footer form iframe button svg select textarea object embed
`);

/** Shorter blocks are menus, labels and buttons, unless they end as sentences do. */
const SHORTEST_PROSE = 40;
const MOST_LINKED = 0.4;

export const isElement = (node: PageNode | null | undefined): node is PageElement =>
  node !== null && node !== undefined && 'attribs' in node;

/** Whether an element parts text, as inline elements do not. */
export const isBlock = (node: PageNode | null): boolean => isElement(node) && BLOCKS.has(node.name);

/**
 * The nearest that passes, of a node and the elements that it stands in. A selector would be compiled anew for each of
 * them, and hostile pages have thousands.
 */
export const closest = (
  node: PageNode | null,
  passes: (element: PageElement) => boolean,
): PageElement | null => {
  for (let each = node; isElement(each); each = each.parent) if (passes(each)) return each;
  return null;
};

/** Whether a node is an element with one of these names, or stands in one. */
export const isWithin = (node: PageNode, names: ReadonlySet<string>): boolean =>
  closest(node, ({ name }) => names.has(name)) !== null;

/** The characters of a block that are running text. */
export const proseIn = ({ text, linked }: Pick<TextBlock, 'text' | 'linked'>): number => {
  const { length } = text.replace(/\s+/gu, ' ').trim();
  const isLong = length >= SHORTEST_PROSE || (length >= 15 && /[.!?…”"]\s*$/u.test(text));
  return isLong && linked <= MOST_LINKED * length ? length - linked : 0;
};

/**
 * Goes through a page once. What menus, forms, boxes and the like hold is passed over.
 *
 * @param isMost Whether an element holds so much of the page that it is none of these, whatever it is called.
 */
export const readBlocks = (
  roots: readonly PageNode[],
  isMost: (element: PageNode) => boolean = () => false,
): PageBlocks => {
  const blocks: TextBlock[] = [];
  const prose = new Map<PageNode, number>();
  const open: { readonly element: PageNode; readonly block: TextBlock; readonly isLink: boolean }[] = [];
  const outer: TextBlock = { element: roots[0] as PageNode, text: '', linked: 0, breaks: 0 };
  const block = (): TextBlock => open.at(-1)?.block ?? outer;

  const enter = (node: PageNode): boolean => {
    if (node.type === 'text') {
      const current = block();
      current.text += node.data;
      if (open.at(-1)?.isLink === true) current.linked += node.data.replace(/\s+/gu, ' ').length;
      return false;
    }
    if (!isElement(node)) return false;
    if (node.name === 'br') {
      block().breaks++;
      return false;
    }
    const { class: names = '', id = '' } = node.attribs;
    if (PASSED_OVER.has(node.name) || (open.length > 2 && namesJunk(`${names} ${id}`) && !isMost(node)))
      return false;
    const isLink = node.name === 'a' || open.at(-1)?.isLink === true;
    if (!BLOCKS.has(node.name)) {
      open.push({ element: node, block: block(), isLink });
      return true;
    }
    const own: TextBlock = { element: node, text: '', linked: 0, breaks: 0 };
    blocks.push(own);
    open.push({ element: node, block: own, isLink });
    return true;
  };
  const leave = (node: PageNode): void => {
    const closed = open.pop();
    const own = closed !== undefined && closed.block.element === node ? proseIn(closed.block) : 0;
    const sum = own + (prose.get(node) ?? 0);
    if (sum === 0) return;
    prose.set(node, sum);
    const { parent } = node;
    if (parent !== null) prose.set(parent, (prose.get(parent) ?? 0) + sum);
  };

  walk(roots, enter, leave);
  return { blocks, proseOf: (element) => prose.get(element) ?? 0 };
};

/** Goes through nodes and what is in them, without recursion: hostile pages are nested deeper than the stack. */
export const walk = (
  roots: readonly PageNode[],
  enter: (node: PageNode) => boolean,
  leave: (node: PageNode) => void,
): void => {
  const left: { readonly node: PageNode; readonly isEnd: boolean }[] = roots
    .toReversed()
    .map((node) => ({ node, isEnd: false }));
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node, isEnd } = next;
    if (isEnd) {
      leave(node);
      continue;
    }
    if (!enter(node) || !('children' in node)) continue;
    left.push({ node, isEnd: true });
    for (let at = node.children.length - 1; at >= 0; at--) {
      left.push({ node: node.children[at] as PageNode, isEnd: false });
    }
  }
};
