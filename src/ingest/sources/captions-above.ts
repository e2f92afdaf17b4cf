import type { CheerioAPI } from 'cheerio/slim';
import { htmlToText } from '../../text/html-to-text.ts';
import { LONGEST_CAPTION, markCaptions, PICTURES } from './mark-captions.ts';
import { isElement, isWithin, type PageElement, type PageNode } from './page-blocks.ts';
import { inOrder } from './page-date.ts';
import { hasJunkAround, holdsMost, type PageElements } from './page-region.ts';
import type { TextSizes } from './text-sizes.ts';

const MOST_PICTURES = 10;
const MOST_LEVELS = 6;
const BESIDE = new Set(['nav', 'aside', 'footer', 'form']);

/** The captions of pictures that stand between the title and the text. */
export const captionsAbove = (
  $: CheerioAPI,
  title: PageElements | null,
  region: PageElements,
  sizes: TextSizes,
): readonly string[] => {
  const [heading, text] = [title?.[0], region[0]];
  if (heading === undefined || text === undefined) return [];
  const order = inOrder($);
  const [start, end] = [order.get(heading) ?? 0, order.get(text) ?? 0];
  const isMost = holdsMost($, sizes);
  const frames = $(PICTURES)
    .toArray()
    .filter((picture) => isElement(picture))
    .filter((picture) => (order.get(picture) ?? 0) > start && (order.get(picture) ?? 0) < end)
    .slice(0, MOST_PICTURES)
    .filter((picture) => !isWithin(picture, BESIDE) && !hasJunkAround(picture, isMost))
    .flatMap((picture) => frameOf($, picture, [heading, text], sizes) ?? []);
  return [...new Set(frames)].flatMap((frame) => {
    const holder = $(frame);
    markCaptions($, holder);
    return htmlToText($.html(holder)).captions;
  });
};

/** The largest element around a picture that has no more text than a caption, and none of it linked. */
const frameOf = (
  $: CheerioAPI,
  picture: PageElement,
  article: readonly PageNode[],
  sizes: TextSizes,
): PageElement | null => {
  let frame: PageElement | null = null;
  let each: PageNode | null = picture.parent;
  for (let level = 0; level < MOST_LEVELS && isElement(each); level++) {
    const holder: PageElement = each;
    const { length, linked } = sizes(holder);
    if (length > LONGEST_CAPTION || linked > 0 || article.some((inner) => $.contains(holder, inner))) break;
    if (length > 0) frame = holder;
    each = holder.parent;
  }
  return frame;
};
