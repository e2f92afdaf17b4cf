import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import { closest, type PageNode } from './page-blocks.ts';

/** The first that is there of several `meta` elements, by name or property. */
export type PageMeta = (...names: readonly string[]) => string | undefined;

/** Reads a page's `meta` elements. Those of microdata count where they are of the page, not of a teaser in it. */
export const pageMeta = ($: CheerioAPI): PageMeta => {
  const values = new Map<string, string>();
  const isOfTeaser = teaserTest($);
  for (const element of $('meta').toArray()) {
    const { name, property, itemprop, content = '' } = element.attribs;
    const key = (property ?? name ?? itemprop ?? '').toLowerCase();
    const value = cleanText(content);
    if (key === '' || value === '' || values.has(key)) continue;
    if (property === undefined && name === undefined && isOfTeaser(element)) continue;
    values.set(key, value);
  }
  return (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined);
};

const BESIDE = new Set(['aside', 'footer', 'nav']);

/** Asked once for each element that has microdata, not for each of its parts. */
const teaserTest = ($: CheerioAPI): ((element: PageNode) => boolean) => {
  const known = new Map<PageNode, boolean>();
  return (element) => {
    const holder = closest(element, ({ name, attribs }) => 'itemscope' in attribs || BESIDE.has(name));
    if (holder === null) return false;
    const isTeaser = known.get(holder) ?? (BESIDE.has(holder.name) || $(holder).find('h1').length === 0);
    known.set(holder, isTeaser);
    return isTeaser;
  };
};
