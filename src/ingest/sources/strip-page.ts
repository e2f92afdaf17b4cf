import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import { headsOthers, readBoilerplate } from './boilerplate.ts';
import { readDateLine } from './date-line.ts';
import { isInCaption } from './mark-captions.ts';
import { isElement, readBlocks, type PageBlocks, type PageElement, type PageNode } from './page-blocks.ts';
import { JUNK, namesJunk, namesQuote } from './page-markup.ts';
import { elementsIn, type PageElements } from './page-region.ts';
import { measureText, type TextSizes } from './text-sizes.ts';

const LONG_PARAGRAPH = 140;
const LONGEST_TEASER = 600;
/** Boxes hold less running text than this. */
const MOST_IN_BOX = 200;
const MOST_LEVELS = 5;
/** A paragraph of links alone is no longer; of what is, the text is not looked at. */
const LONGEST_LOOKED_AT = 2_000;

const textOf = ($: CheerioAPI, element: PageNode): string => cleanText($(element).text());

/**
 * Takes out of a region what is not the article's text: scripts, menus, boxes of other articles, links to them. Nothing
 * goes that holds most of it, whatever it is called.
 */
export const stripPage = ($: CheerioAPI, region: PageElements): void => {
  const roots = region.toArray();
  const sizes = measureText(roots);
  for (const element of elementsIn(region, JUNK)) if (!isPullQuote(element, sizes)) $(element).remove();
  const whole = roots.reduce((sum, root) => sum + sizes(root).length, 0);
  stripNamed($, region, sizes, whole);
  stripBoxes($, region, sizes);
  stripTeasers($, region, sizes, whole);
  region.find('h1, header address').remove();
  stripButtons($, region, sizes);
  stripLinks($, region, measureText(roots));
};

/** Words of the article itself, set large beside it. */
const isPullQuote = (element: PageElement, sizes: TextSizes): boolean => {
  const { length, linked } = sizes(element);
  return element.name === 'aside' && linked === 0 && length > 0 && namesQuote(element.attribs['class'] ?? '');
};

/** By the names of classes and ids. A paragraph is one, whatever it is called. */
const stripNamed = ($: CheerioAPI, region: PageElements, sizes: TextSizes, whole: number): void => {
  for (const element of elementsIn(region, '[class], [id]')) {
    const { class: names = '', id = '' } = element.attribs;
    if (!namesJunk(`${names} ${id}`)) continue;
    const { length, linked } = sizes(element);
    // Running text with an innocent word in its name, and a heading of the article.
    const isText = element.name === 'p' || !namesJunk(`${names} ${id}`, { isText: true });
    const isParagraph = isText && length >= LONG_PARAGRAPH && linked === 0;
    const isHeading = /^h[2-6]$/u.test(element.name) && linked === 0;
    if (length < whole / 2 && !isParagraph && !isHeading) $(element).remove();
  }
};

/** Boxes by their headings: `Đọc nhiều`, `Tin liên quan`, with what they list. */
const stripBoxes = ($: CheerioAPI, region: PageElements, sizes: TextSizes): void => {
  const page = readBlocks(region.toArray());
  const roots = new Set<unknown>(region.toArray());
  for (const { element: heading, text } of page.blocks) {
    if (text.length > LONGEST_LOOKED_AT || roots.has(heading)) continue;
    const written = cleanText(text).replace(/:$/u, '');
    if (written === '' || written.length > 60) continue;
    if (!headsOthers(written)) continue;
    const box = boxOf(page, heading, sizes, roots);
    const listed = box === heading ? listedBelow($, heading, sizes) : [];
    // “Ý kiến” may head a part of the article.
    if (box === heading && listed.length === 0) continue;
    $([box, ...listed]).remove();
  }
};

/** The largest element that begins with the heading and has no paragraph of the article in it. */
const boxOf = (
  page: PageBlocks,
  heading: PageNode,
  sizes: TextSizes,
  roots: ReadonlySet<unknown>,
): PageNode => {
  let box = heading;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const parent: PageNode | null = box.parent;
    if (!isElement(parent) || roots.has(parent) || page.proseOf(parent) >= MOST_IN_BOX) break;
    if (hasTextBefore(box, sizes)) break;
    box = parent;
  }
  return box;
};

const hasTextBefore = (element: PageNode, sizes: TextSizes): boolean => {
  for (let { prev } = element; prev !== null; prev = prev.prev) {
    if (prev.type === 'text' ? /\S/u.test(prev.data) : sizes(prev).length > 0) return true;
  }
  return false;
};

/** What follows a heading and is a list, a link, or the title of an article. */
const listedBelow = ($: CheerioAPI, heading: PageNode, sizes: TextSizes): PageNode[] => {
  const listed: PageNode[] = [];
  let found = 0;
  for (let { next } = heading; next !== null; next = next.next) {
    if (next.type === 'text' && /\S/u.test(next.data)) break;
    if (!isElement(next)) continue;
    const { length } = sizes(next);
    if (length > 0 && !isListed($, next, sizes)) break;
    listed.push(next);
    if (length > 0) found++;
  }
  return found === 0 ? [] : listed;
};

const isListed = ($: CheerioAPI, element: PageElement, sizes: TextSizes): boolean => {
  const { length, linked, hasLinkedHeading } = sizes(element);
  if (/^h[1-6]$/u.test(element.name) && linked === 0) return false;
  if (linked >= 0.5 * length) return true;
  if (element.name === 'ul' || element.name === 'ol') {
    return !element.children.some(
      (item) =>
        sizes(item).length >= LONG_PARAGRAPH ||
        (sizes(item).length >= 60 && /[.!?…]$/u.test(textOf($, item))),
    );
  }
  if (hasLinkedHeading && length <= LONGEST_TEASER) return true;
  return length <= 120 && !/[.!?…”")]$/u.test(textOf($, element));
};

/** A picture, a heading that is a link, and a summary: another article. */
const stripTeasers = ($: CheerioAPI, region: PageElements, sizes: TextSizes, whole: number): void => {
  for (const element of elementsIn(region, 'article, div, section, table, li')) {
    const { length, linked, hasLinkedHeading } = sizes(element);
    if (!hasLinkedHeading || length > LONGEST_TEASER || length >= whole / 2) continue;
    if (linked >= 0.15 * length) $(element).remove();
  }
};

/** `In trang`, `Chia sẻ`: links that stand by themselves, not in a sentence. */
const stripButtons = ($: CheerioAPI, region: PageElements, sizes: TextSizes): void => {
  for (const link of elementsIn(region, 'a')) {
    const { length } = sizes(link);
    if (length === 0 || length > 40 || readBoilerplate(textOf($, link))?.kind !== 'button') continue;
    // Beside it there may be other buttons, and what parts them.
    const { parent } = link;
    if (isElement(parent) && sizes(parent).length - sizes(parent).linked <= 10) $(link).remove();
  }
};

const LABEL =
  /^(?:[>»›•*+\s–-]|\[|\])*(?:(?:mời )?(?:(?:quý )?(?:bạn(?: đọc)?|độc giả|quý vị) )?(?:xem|đọc|tìm hiểu|tham khảo)(?: (?:thêm|tiếp|ngay|lại|bài))+|(?:tin|bài)(?: viết)? liên quan|liên quan|có thể bạn quan tâm|video|clip)?\s*[:>»–-]*\s*$/iu;

/** Paragraphs and lists that only lead to other articles. What is linked and is a sentence is the article's own. */
const stripLinks = ($: CheerioAPI, region: PageElements, sizes: TextSizes): void => {
  for (const element of elementsIn(region, 'p, li, h2, h3, h4, div, blockquote')) {
    const { length, linked } = sizes(element);
    if (linked < 15 || length > LONGEST_LOOKED_AT) continue;
    if (element.name === 'div' && $(element).find('p, div, table, ul').length > 0) continue;
    if (isInCaption(element)) continue;
    const isSentence = length >= 60 && /[.…”]$/u.test(textOf($, element));
    const beside = cleanText($(element).clone().find('a').remove().end().text());
    const isLabelled = beside !== '' && LABEL.test(beside);
    const isAlone = linked >= 0.85 * length || readDateLine(beside) !== null;
    const isOnlyLink = linked >= 20 && isAlone && !isSentence;
    if (isLabelled || isOnlyLink) $(element).remove();
  }
};
