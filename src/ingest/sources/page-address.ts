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
  const named = written.flatMap((each) => articleAddress(each, base));
  // What it was fetched from is no second voice: it counts where the page names no address of an article.
  return named.length > 0 ? named : articleAddress(fetchedFrom, base);
};

const articleAddress = (written: string | undefined, base: string | undefined): string[] => {
  const address = absolute(written?.trim() ?? '', base);
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
