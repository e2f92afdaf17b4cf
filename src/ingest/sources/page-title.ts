import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isWithin, type PageElement } from './page-blocks.ts';
import { TITLE } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import { elementsIn, type PageElements } from './page-region.ts';

/** What is in them is the title of something else. */
const BESIDE = new Set(['nav', 'footer', 'aside']);

/** What a page has in places where its title may be: headings, and `meta` elements of microdata. */
export const findHeadings = ($: CheerioAPI): readonly PageElement[] =>
  elementsIn($.root(), TITLE).filter((element) => !isWithin(element, BESIDE));

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
  // The page's own heading, unless there are several and its data name one.
  const heading =
    headings.length === 1 || named === undefined
      ? headings[0]
      : headings.find((each) => each === cleanText(named));
  const title = heading ?? (named === undefined ? withoutSite(whole) : withoutSite(cleanText(named), site));
  return title === '' ? undefined : title;
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
): PageElements | null => {
  const headings = found.filter(({ name }) => name !== 'meta');
  const heading = headings.find((element) => cleanText($(element).text()) === title) ?? headings[0];
  return heading === undefined ? null : $(heading);
};
