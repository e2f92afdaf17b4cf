import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isMarkedCaption } from './mark-captions.ts';
import { readBoilerplate } from './boilerplate.ts';
import { closest, isBlock, isElement, isWithin, type PageNode } from './page-blocks.ts';
import { inOrder } from './page-date.ts';
import { LEAD, namesJunk } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import { hasJunkAround, holdsMost, type PageElements } from './page-region.ts';
import type { TextSizes } from './text-sizes.ts';

/** What is named so in them is of another article. */
const OTHERS = new Set(['aside', 'footer', 'nav', 'blockquote']);
const LONGEST_LEAD = 1_500;
/** How much of the text may come before the lead. */
const MOST_BEFORE_LEAD = 140;

/** The lead that is shown: between title and text, or at the beginning of the text. What is named so further down is not. */
export const findLead = (
  $: CheerioAPI,
  title: PageElements | null,
  region: PageElements | null,
  sizes: TextSizes,
): PageElements | null => {
  const order = inOrder($);
  const isMost = holdsMost($, sizes);
  const placeOf = (element: PageElements | null): number =>
    element?.[0] === undefined ? 0 : (order.get(element[0]) ?? 0);
  const roots = region?.toArray() ?? [];
  const texts = roots.map((root) => cleanText($(root).text()));
  const named = $(LEAD)
    .toArray()
    .find((element) => {
      const { length } = sizes(element);
      if (length < 20 || length > LONGEST_LEAD) return false;
      if (closest(element, (each) => OTHERS.has(each.name) || isMarkedCaption(each)) !== null) return false;
      if (element === roots[0] && roots.length > 1) return true;
      const root = roots.findIndex((each) => $.contains(each, element));
      if (root === -1) {
        const isAbove = region === null || placeOf($(element)) < placeOf(region);
        return isAbove && placeOf($(element)) > placeOf(title) && !hasJunkAround(element, isMost);
      }
      const before = texts[root]?.indexOf(cleanText($(element).text())) ?? -1;
      return before >= 0 && before < MOST_BEFORE_LEAD;
    });
  if (named !== undefined) return $(named);
  if (title === null || region === null) return null;
  const [start, end] = [placeOf(title), placeOf(region)];
  const isBetween = (element: PageNode): boolean => {
    const place = order.get(element) ?? 0;
    return place > start && place < end && !$.contains(element, roots[0] as PageNode);
  };
  // A sentence between title and text, whatever it stands in.
  const between = $(LEAD_HOLDERS)
    .toArray()
    .find(
      (element) => isBetween(element) && isLoneSentence($, element, sizes) && !hasJunkAround(element, isMost),
    );
  return between === undefined ? null : $(between);
};

const LEAD_HOLDERS = 'p, div, td, h2, h3, strong, b, em, i, font, span';
/** Less is a label or a heading. */
const SHORTEST_SENTENCE = 50;
const BESIDE = new Set([...OTHERS, 'form', 'figure', 'audio', 'video', 'header', 'noscript']);

const isLoneSentence = ($: CheerioAPI, element: PageNode, sizes: TextSizes): boolean => {
  const { length, linked } = sizes(element);
  if (length < SHORTEST_SENTENCE || length > LONGEST_LEAD || linked > 0 || !isElement(element)) return false;
  const { class: names = '', id = '' } = element.attribs;
  if (namesJunk(`${names} ${id}`) || isMarkedCaption(element) || isWithin(element, BESIDE)) return false;
  if (element.children.some((child) => isBlock(child) && sizes(child).length > 0)) return false;
  const text = cleanText($(element).text());
  return /[.!?…][”"]?$/u.test(text) && readBoilerplate(text) === null && !/^Ảnh\s*:|\(?Ảnh:/iu.test(text);
};

/** A first paragraph that is bold as a whole is the lead. */
export const openingLead = (
  $: CheerioAPI,
  region: PageElements | null,
  paragraphs: readonly string[],
): string | undefined => {
  const [first] = paragraphs;
  if (region === null || first === undefined || paragraphs.length < 2 || first.length > LONGEST_LEAD)
    return undefined;
  const opening = region
    .find('p, h2, div')
    .filter((_, element) => cleanText($(element).text()) === first)
    .first();
  const isBold = opening.is('h2') || cleanText(opening.find('strong, b').first().text()) === first;
  return isBold ? first : undefined;
};

/** What the data or the description say, where the page shows it. */
export const describedLead = (
  linked: LinkedArticle | null,
  meta: PageMeta,
  paragraphs: readonly string[],
  $: CheerioAPI,
): string | undefined => {
  const said = linked?.lead ?? meta('og:description', 'description');
  if (said === undefined) return undefined;
  const lead = cleanText(said);
  const isCut = /(?:\.\.\.|…)$/u.test(lead);
  const isInBody = paragraphs.some((paragraph) => cleanText(paragraph).startsWith(lead.slice(0, 80)));
  if (lead === '' || isCut || lead.length > LONGEST_LEAD) return undefined;
  if (cleanText(paragraphs[0] ?? '') === lead) return paragraphs.length > 1 ? lead : undefined;
  // What only search engines are told was never published.
  const isShown = linked?.lead !== undefined || cleanText($('body').text()).includes(lead);
  return isInBody || !isShown ? undefined : lead;
};
