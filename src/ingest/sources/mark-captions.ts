import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import { saysPicture } from './find-captions.ts';
import { closest, isElement, type PageElement, type PageNode } from './page-blocks.ts';
import { elementsIn, type PageElements } from './page-region.ts';
import { measureText, type TextSizes } from './text-sizes.ts';

/** What marks an element as a caption for `htmlToText`. */
const CAPTION = 'caption';
const MARKED = /(?:^|\s)caption(?=\s|$)/u;
export const LONGEST_CAPTION = 300;
/** Small ones are icons and lines. */
const SMALLEST = 40;
/** What each costs grows with the page. */
const MOST_PICTURES = 300;
export const PICTURES = 'img, picture, video, iframe, amp-img, amp-video';
const CAPTION_NAME =
  /(?:^|[-_\s])(?:desc\w*|note|photo|img|image|picture|anh|cap|cation|caption\w*|chuthich|mota)(?=$|[-_\s])/iu;

/** Whether an element has been marked as a caption, or the page has it so. */
export const isMarkedCaption = ({ attribs }: PageElement): boolean => MARKED.test(attribs['class'] ?? '');

/**
 * Marks the text that stands right below a picture, or beside it in a frame of its own, as its caption: what says that it
 * is one, what is named so, and what is set apart in italics.
 */
export const markCaptions = ($: CheerioAPI, region: PageElements): void => {
  const sizes = measureText(region.toArray());
  for (const picture of elementsIn(region, PICTURES).slice(0, MOST_PICTURES)) {
    if (isIcon(picture) || isInCaption(picture)) continue;
    const frame = frameOf(picture, region, sizes);
    const holder: PageNode | null = frame.parent;
    if (!isElement(holder)) continue;
    const { length } = sizes(holder);
    // One of several blocks may be a picture with its caption.
    const isOfRegion = region.length === 1 && region[0] === holder;
    if (!isOfRegion && length > 0 && length <= LONGEST_CAPTION && isCaptionOf($, frame, holder)) {
      $(holder).addClass(CAPTION);
      continue;
    }
    const next = nextElement($, frame, sizes);
    if (next !== null && sizes(next).length <= LONGEST_CAPTION && isCaption($, next))
      $(next).addClass(CAPTION);
  }
};

/** Whether an element stands in a figure or a caption, or is one. */
export const isInCaption = (element: PageElement): boolean =>
  closest(element, (each) => each.name === 'figure' || isMarkedCaption(each)) !== null;

/** The picture with all around it that has no text. */
const frameOf = (picture: PageElement, region: PageElements, sizes: TextSizes): PageNode => {
  const roots = new Set<unknown>(region.toArray());
  let frame: PageNode = picture;
  for (let level = 0; level < 10 && !roots.has(frame); level++) {
    const parent: PageNode | null = frame.parent;
    if (!isElement(parent) || roots.has(parent) || sizes(parent).length > 0) break;
    frame = parent;
  }
  return frame;
};

const isIcon = ({ attribs }: PageElement): boolean =>
  [attribs['width'], attribs['height']].some((size) => size !== undefined && Number(size) < SMALLEST);

/** Whether all the text beside a picture in the element that holds both is its caption. */
const isCaptionOf = ($: CheerioAPI, frame: PageNode, holder: PageElement): boolean => {
  const own = $(holder);
  const text = cleanText(own.text());
  if (own.is('tr, td, th, tbody, table')) return own.find('tr').length <= 3 && text.length <= LONGEST_CAPTION;
  if (own.is('p, span, font, center, em, i, strong, b')) {
    return (
      saysPicture(text) || isSetApart($, holder) || (own.is('center') && text.length <= LONGEST_CAPTION / 2)
    );
  }
  if (own.is('li') && text.length <= LONGEST_CAPTION / 2) return true;
  const named = CAPTION_NAME.test(`${holder.attribs['class'] ?? ''} ${holder.attribs['id'] ?? ''}`);
  const children = own
    .children()
    .toArray()
    .filter((child) => child !== frame) as PageNode[];
  return (
    named || saysPicture(text) || (children.length > 0 && children.every((child) => isCaption($, child)))
  );
};

const isCaption = ($: CheerioAPI, element: PageNode): boolean => {
  if (!isElement(element) || $(element).is('h1, h2, h3, h4, ul, ol, blockquote, table')) return false;
  const text = cleanText($(element).text());
  if (text === '' || text.length > LONGEST_CAPTION) return false;
  const { class: names = '', id = '' } = element.attribs;
  return saysPicture(text) || CAPTION_NAME.test(`${names} ${id}`) || isSetApart($, element);
};

/** Italics, or small letters in the middle of the line, as a whole. */
const isSetApart = ($: CheerioAPI, element: PageElement): boolean => {
  const text = cleanText($(element).text());
  const apart = $(element).find('em, i, small').add($(element).filter('em, i, small'));
  if (apart.toArray().some((each) => cleanText($(each).text()) === text)) return true;
  const { style = '', align = '' } = element.attribs;
  const isCentered = /text-align\s*:\s*center/iu.test(style) || align === 'center';
  return (isCentered || /font-style\s*:\s*italic/iu.test(style)) && text.length <= LONGEST_CAPTION / 2;
};

/** The next element, where no text stands between. */
const nextElement = ($: CheerioAPI, frame: PageNode, sizes: TextSizes): PageElement | null => {
  for (let { next } = frame; next !== null; next = next.next) {
    if (next.type === 'text' && /\S/u.test(next.data)) return null;
    if (!isElement(next)) continue;
    if (sizes(next).length === 0) {
      // Another picture has its own.
      if ($(next).is(PICTURES) || $(next).find(PICTURES).length > 0) return null;
      continue;
    }
    return $(next).find(PICTURES).length > 0 ? null : next;
  }
  return null;
};
