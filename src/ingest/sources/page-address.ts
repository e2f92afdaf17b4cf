import type { CheerioAPI } from 'cheerio/slim';
import type { PageMeta } from './page-meta.ts';

export const isHttp = (address: string | undefined): address is string =>
  address !== undefined && /^https?:\/\//iu.test(address) && URL.canParse(address);

/**
 * The addresses that a page gives itself, the canonical one first. The front page of a site is no article's address,
 * whatever the page says.
 *
 * @param fetchedFrom Where the page was fetched from, if it was: its address where it names none.
 */
export const pageAddresses = (
  $: CheerioAPI,
  meta: PageMeta,
  linked?: string,
  fetchedFrom?: string,
): string[] => {
  const base = [$('base').attr('href'), fetchedFrom, meta('og:url'), linked].find(isHttp);
  const written = [$('link[rel="canonical"]').attr('href'), meta('og:url'), linked];
  const found = written.flatMap((each) => articleAddress(each, base));
  const ofArticles = found.filter((each) => !mayBeSection(each));
  const named = ofArticles.length > 0 ? ofArticles : found;
  // What it was fetched from is no second voice: it counts where the page names no address of an article.
  return named.length > 0 ? named : articleAddress(fetchedFrom, base);
};

/** The Wayback Machine puts the address of its copy before the page's own. */
const ARCHIVED = /^https?:\/\/web\.archive\.org\/web\/\d+(?:[a-z]{2}_)?\/(?=https?:\/\/)/u;

/** `https://bao.example/van-hoa/`: a word or two, without a number. Some name it in place of the article's address. */
const mayBeSection = (address: string): boolean => {
  const { pathname, search } = new URL(address);
  return search === '' && /^\/[a-z]+(?:-[a-z]+){0,3}\/?$/iu.test(pathname) && !/\.\w+$/u.test(pathname);
};

/** Browsers and SingleFile note where a page was saved from. */
const SAVED_FROM = /<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)/u;
/** Such a note stands at the top. */
const LOOKED_AT = 4_096;

/** Where a page was saved from, if it says so. */
export const savedFrom = (html: string): string | undefined => {
  const address = SAVED_FROM.exec(html.slice(0, LOOKED_AT))?.[1];
  return isHttp(address) ? address : undefined;
};

const articleAddress = (written: string | undefined, base: string | undefined): string[] => {
  const address = absolute(written?.trim() ?? '', base)?.replace(ARCHIVED, '') ?? null;
  return address === null || isFrontPage(address) ? [] : [address];
};

/** The one that two of them name, otherwise the first. */
export const pageAddress = (addresses: readonly string[]): string | null => {
  const paths = addresses.map((address) => new URL(address).pathname);
  const at = paths.findIndex((path, index) => paths.indexOf(path) !== index);
  return addresses[at === -1 ? 0 : paths.indexOf(paths[at] ?? '')] ?? null;
};

const absolute = (written: string, base: string | undefined): string | null => {
  if (isHttp(written)) return written;
  if (written === '' || base === undefined || !URL.canParse(written, base)) return null;
  return new URL(written, base).href;
};

/** `https://bao.example/`, `https://bao.example/index.html` */
export const isFrontPage = (address: string): boolean => {
  const { pathname, search } = new URL(address);
  return search === '' && /^\/?(?:(?:index|default|home|trang-chu)(?:\.\w{2,5})?)?\/?$/iu.test(pathname);
};
