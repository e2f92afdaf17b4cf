import type { Cheerio, CheerioAPI } from 'cheerio/slim';
import {
  isElement,
  proseIn,
  readBlocks,
  type PageBlocks,
  type PageElement,
  type PageNode,
} from './page-blocks.ts';
import { BODY, JUNK, namesJunk } from './page-markup.ts';
import type { TextSizes } from './text-sizes.ts';

export type PageElements = Cheerio<PageNode>;

/** What a selector finds within elements, in document order. */
export const elementsIn = (region: PageElements, selector: string): PageElement[] =>
  region
    .find(selector)
    .toArray()
    .filter((node) => isElement(node));

/** Less text than this in an element that only its name recommends is a teaser. */
const SHORTEST_BODY = 120;
/** An element that is named for it has the text unless another has so much more. */
const FAR_LESS = 0.3;
/** How far up blocks are looked for that go on with the text. */
const MOST_LEVELS = 5;
/** Searching takes quadratic time in the nodes directly within what is searched. */
const MOST_NODES = 5_000;
/** A block by itself is a paragraph of the article from here on. */
const LONG_PARAGRAPH = 140;
/** The same where it stands in an element like those before. */
const PARAGRAPH = 80;
const SOME_TEXT = 40;

export interface FoundRegion {
  readonly region: PageElements | null;
  /** Much of the page's running text is elsewhere. */
  readonly isInDoubt: boolean;
}

const MOST_OF_PAGE = 0.6;
const MOST_LINKED = 0.3;

/**
 * The elements that hold a page's article, in their order: mostly one, several where the text is divided among blocks.
 *
 * @param isArticle Whether the page's data say that it is one.
 * @returns no region where none does.
 */
export const findRegion = ($: CheerioAPI, isArticle: boolean, sizes: TextSizes): FoundRegion => {
  const roots = $.root().contents().toArray();
  const page = readBlocks(roots, holdsMost($, sizes));
  const densest = findDensest(page);
  const most = densest === null ? 0 : page.proseOf(densest);
  const start =
    named($, page, most, sizes) ??
    longestArticle($, page, most, isArticle) ??
    densest ??
    shortest($, page, isArticle, sizes);
  const region = start === null ? null : withContinuation($, page, start, sizes);
  const prose = region === null ? 0 : region.toArray().reduce((sum, each) => sum + page.proseOf(each), 0);
  const all = roots.reduce((sum, each) => sum + page.proseOf(each), 0);
  return { region, isInDoubt: isArticle && prose < MOST_OF_PAGE * all };
};

/** Tells elements that hold most of a page, links left aside: they are no boxes beside the article, whatever they are called. */
export const holdsMost = ($: CheerioAPI, sizes: TextSizes): ((element: PageNode) => boolean) => {
  const whole = $.root()
    .contents()
    .toArray()
    .reduce((sum, root) => sum + sizes(root).length, 0);
  return (element) => {
    const { length, linked } = sizes(element);
    return length > MOST_OF_PAGE * whole && linked < MOST_LINKED * length;
  };
};

const named = ($: CheerioAPI, page: PageBlocks, most: number, sizes: TextSizes): PageNode | null =>
  elementsIn($.root(), BODY)
    .filter((element) => 'itemprop' in element.attribs || sizes(element).length >= SHORTEST_BODY)
    .find((element) => page.proseOf(element) >= FAR_LESS * most) ?? null;

/** News of a sentence or two, in an element that is named for it. */
const shortest = ($: CheerioAPI, page: PageBlocks, isArticle: boolean, sizes: TextSizes): PageNode | null => {
  const body = elementsIn($.root(), BODY).find((element) => page.proseOf(element) > 0);
  if (isArticle && body !== undefined) return body;
  const articles = elementsIn($.root(), 'article');
  const [only] = articles;
  if (only === undefined || articles.length > 1) return null;
  return sizes(only).length > sizes(only).linked ? only : null;
};

/** Several of about the same length are a list of teasers. */
const longestArticle = (
  $: CheerioAPI,
  page: PageBlocks,
  most: number,
  isArticle: boolean,
): PageNode | null => {
  const articles = $('article')
    .toArray()
    .filter((element) => !isNamedJunk(element))
    .toSorted((a, b) => page.proseOf(b) - page.proseOf(a));
  const [longest] = articles;
  return longest !== undefined &&
    page.proseOf(longest) > 0 &&
    page.proseOf(longest) >= FAR_LESS * most &&
    (articles.length < 3 || isArticle)
    ? longest
    : null;
};

const isNamedJunk = (element: PageNode): boolean => {
  if (!isElement(element)) return false;
  const { class: names = '', id = '' } = element.attribs;
  return namesJunk(`${names} ${id}`);
};

/** The element with most running text directly in it, or in the paragraphs directly in it. */
const findDensest = ({ blocks }: PageBlocks): PageNode | null => {
  const scores = new Map<PageNode, number>();
  const add = (element: PageNode, score: number): void => {
    scores.set(element, (scores.get(element) ?? 0) + score);
  };
  for (const block of blocks) {
    const prose = proseIn(block);
    if (prose === 0) continue;
    const { element, breaks } = block;
    // Text that is separated by line breaks is an article by itself, as old pages have it.
    if (breaks >= 2) add(element, prose);
    const parent: PageNode | null = element.parent;
    if (isElement(parent)) add(parent, prose);
  }
  let [densest, most]: [PageNode | null, number] = [null, SHORTEST_BODY - 1];
  for (const [element, score] of scores) if (score > most) [densest, most] = [element, score];
  return densest;
};

/** The start with the blocks beside it, and beside what holds it, that go on with the text. */
const withContinuation = (
  $: CheerioAPI,
  page: PageBlocks,
  start: PageNode,
  sizes: TextSizes,
): PageElements => {
  const [before, after]: [PageNode[], PageNode[]] = [[], []];
  let holder = start;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const parent: PageNode | null = holder.parent;
    if (!isElement(parent)) break;
    const siblings = parent.children.filter((node) => isElement(node));
    const at = siblings.findIndex((sibling) => sibling === holder);
    const goesOn = siblings.map(
      (sibling) => sibling === holder || isContinuation($, page, sibling, holder, sizes),
    );
    const [first, last] = [goesOn.indexOf(true), goesOn.lastIndexOf(true)];
    if (first < last) {
      // What stands between blocks of the text belongs to it: pictures, headings, short lines.
      const isTaken = (sibling: PageNode): boolean => !isJunk($, sibling);
      before.unshift(...siblings.slice(first, Math.max(first, at)).filter(isTaken));
      after.push(...siblings.slice(at + 1, last + 1).filter(isTaken));
    }
    if (parent.name === 'body') break;
    holder = parent;
  }
  const region = [...before, start, ...after];
  const nodes = region.reduce((sum, each) => sum + (isElement(each) ? each.children.length : 0), 0);
  return $(nodes > MOST_NODES ? [start] : region);
};

const isJunk = ($: CheerioAPI, element: PageNode): boolean =>
  isNamedJunk(element) || !isElement(element) || $(element).is(`${JUNK}, header, h1`);

const isContinuation = (
  $: CheerioAPI,
  page: PageBlocks,
  sibling: PageNode,
  holder: PageNode,
  sizes: TextSizes,
): boolean => {
  const prose = page.proseOf(sibling);
  if (prose < SOME_TEXT || isJunk($, sibling)) return false;
  // A heading that is a link leads to another article.
  if (sizes(sibling).hasLinkedHeading) return false;
  if (isAlike(sibling, holder)) return !hasImprint($, sibling, sizes);
  const isSameTag = isElement(sibling) && isElement(holder) && sibling.name === holder.name;
  return hasParagraph($, sibling, isSameTag ? PARAGRAPH : LONG_PARAGRAPH) && !hasImprint($, sibling, sizes);
};

/** Blocks of one kind: `div.text-block`, `section.s1` and `section.s2`, rows of a table. */
const isAlike = (one: PageNode, other: PageNode): boolean => {
  if (!isElement(one) || !isElement(other) || one.name !== other.name) return false;
  const [kind, otherKind] = [one, other].map(({ attribs }) => (attribs['class'] ?? '').replace(/\d+/gu, ''));
  return kind === otherKind && (kind !== '' || one.name === 'tr');
};

const hasParagraph = ($: CheerioAPI, element: PageNode, shortest: number): boolean =>
  !$(element).is('ul, ol') &&
  readBlocks([element]).blocks.some(
    (block) => proseIn(block) >= shortest && /[.!?…”")]\s*$/u.test(block.text.trim()),
  );

/** What a site says of itself below its pages. */
const IMPRINT =
  /giấy phép|cơ quan chủ quản|tổng biên tập|bản quyền|ghi rõ nguồn|điện thoại:|hotline|©|all rights reserved/iu;

const hasImprint = ($: CheerioAPI, element: PageNode, sizes: TextSizes): boolean =>
  sizes(element).length < 1_000 && IMPRINT.test($(element).text());

const LEVELS_AROUND = 5;

/**
 * Whether an element stands in something that is named as beside the article.
 *
 * @param isMost As {@link holdsMost} gives it.
 */
export const hasJunkAround = ({ parent }: PageNode, isMost: (element: PageNode) => boolean): boolean => {
  let around: PageNode | null = parent;
  for (let level = 0; level < LEVELS_AROUND && isElement(around); level++) {
    if (isNamedJunk(around) && !isMost(around)) return true;
    around = around.parent;
  }
  return false;
};
