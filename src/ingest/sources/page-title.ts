import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isWithin, type PageElement } from './page-blocks.ts';
import { OLD_TITLE, TITLE } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import { elementsIn, type PageElements } from './page-region.ts';
import type { TextSizes } from './text-sizes.ts';

/** What is in them is the title of something else. */
const BESIDE = new Set(['nav', 'footer', 'aside']);

/** What a page has in places where its title may be: headings, and `meta` elements of microdata. */
export const findHeadings = ($: CheerioAPI): readonly PageElement[] => {
  const headings = elementsIn($.root(), TITLE).filter((element) => !isWithin(element, BESIDE));
  if (headings.length > 0) return headings;
  const named = elementsIn($.root(), OLD_TITLE).filter((element) => !isWithin(element, BESIDE));
  // Several are titles of teasers.
  return named.length === 1 ? named : [];
};

/** The title of a page: its heading, or what its data and `meta` elements name. */
export const findTitle = (
  $: CheerioAPI,
  found: readonly PageElement[],
  linked: LinkedArticle | null,
  meta: PageMeta,
): string | undefined => {
  const site = linked?.source ?? meta('og:site_name');
  const headings = found
    .map((element) => cleanText($(element).attr('content') ?? $(element).text()))
    .filter((text) => text !== '' && text !== site);
  const named = linked?.title ?? meta('og:title', 'twitter:title', 'title');
  const whole = cleanText($('title').first().text());
  // The page's own heading, unless there are several and its data or its title name one.
  const heading =
    headings.length === 1
      ? headings[0]
      : named === undefined
        ? (longest(headings.filter((each) => whole.includes(each))) ?? headings[0])
        : headings.find((each) => each === cleanText(named));
  const title =
    heading ?? (named === undefined ? shownPart($, withoutSite(whole)) : withoutSite(cleanText(named), site));
  return title === '' ? undefined : title;
};

/** The name of the site is mostly a heading, and in the title, too. */
const longest = (texts: readonly string[]): string | undefined =>
  texts.toSorted((a, b) => b.length - a.length)[0];

/** A title that is shown without its last part has the site's name there, whatever that is. */
const shownPart = ($: CheerioAPI, title: string): string => {
  const part = title.replace(/\s+[|•»–—-]\s+[^|•»–—]*$/u, '');
  if (part === title || part === '') return title;
  const shown = cleanText($('body').text()).toLowerCase();
  return shown.includes(part.toLowerCase()) && !shown.includes(title.toLowerCase()) ? part : title;
};

/** `Bản Nà Pồng có đường mới | Báo Vùng Cao` */
const withoutSite = (title: string, site?: string): string => {
  const parts = title.split(/\s+(?:[|•»]|[-–—])\s+/u);
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined) return title;
  const isSite = site === undefined ? /^(?:báo|tạp chí|đài|cổng|trang|tin)\s|\./iu.test(last) : last === site;
  return isSite ? title.slice(0, title.lastIndexOf(last)).replace(/\s+[|•»–—-]\s*$/u, '') : title;
};

/** The heading that shows the title. */
export const findHeading = (
  $: CheerioAPI,
  found: readonly PageElement[],
  title: string | undefined,
  sizes: TextSizes,
): PageElements | null => {
  const headings = found.filter(({ name }) => name !== 'meta');
  const heading = headings.find((element) => cleanText($(element).text()) === title) ?? headings[0];
  if (heading !== undefined) return $(heading);
  return title === undefined ? null : findShownTitle($, title, sizes);
};

/** Old pages have their title in a cell or a line of its own. */
const findShownTitle = ($: CheerioAPI, title: string, sizes: TextSizes): PageElements | null => {
  const found = $('h2, h3, h4, td, div, p, span, font, b, strong, a')
    .toArray()
    .filter((element) => Math.abs(sizes(element).length - title.length) <= 2 && !isWithin(element, BESIDE))
    .findLast((element) => cleanText($(element).text()).toLowerCase() === title.toLowerCase());
  return found === undefined ? null : $(found);
};
