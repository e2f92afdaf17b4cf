import type { CheerioAPI } from 'cheerio/slim';
import { foldDiacritics } from '../../text/fold-diacritics.ts';
import { cleanText } from '../clean-article.ts';
import { readBoilerplate } from './boilerplate.ts';
import { isOrganisation, readByline } from './byline.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isHttp } from './page-address.ts';
import { closest, isWithin, type PageNode } from './page-blocks.ts';
import { pathsOf } from './page-date.ts';
import { AUTHOR, CATEGORIES, namesQuote, PATH, TAGS } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import { hasJunkAround, holdsMost } from './page-region.ts';
import type { TextSizes } from './text-sizes.ts';

/** Who is named there did not write the article. */
const OTHERS = new Set(['aside', 'nav', 'blockquote']);
const LONGEST_TAGS = 600;
/** Longer ones are no names. */
const LONGEST_SIGN = 160;

/** Some write them all into one. */
const partTags = (tag: string): string[] => tag.split(/\s*[,;]\s*/u).filter((each) => each !== '');

/** Whether an element stands in a quotation, or in what is named as one. */
export const isQuoted = (element: PageNode): boolean =>
  closest(
    element.parent,
    ({ name, attribs }) => name === 'blockquote' || (name !== 'body' && namesQuote(attribs['class'] ?? '')),
  ) !== null;

/** Tags by how what holds them is called: `article-tags`, `tu-khoa`; not a cloud of those that many read. */
const HOLDS_TAGS = /(?:^|[-_])(?:tags?|tukhoa|tu-khoa|keywords?|hashtags?)(?=$|[-_\s])/iu;
const HOLDS_OTHERS = /cloud|hot|trend|popular|menu|nav|top|header|footer/iu;
const MOST_HOLDERS = 20;

const tagLinks = ($: CheerioAPI, sizes: TextSizes): PageNode[] => {
  const named = $(TAGS).toArray();
  if (named.length > 0) return named;
  return $('ul, div, p, section, span')
    .filter('[class], [id]')
    .toArray()
    .filter(({ attribs }) => {
      const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`;
      return HOLDS_TAGS.test(names) && !HOLDS_OTHERS.test(names);
    })
    .filter((element) => sizes(element).length <= LONGEST_TAGS && !isWithin(element, OTHERS))
    .slice(0, MOST_HOLDERS)
    .flatMap((element) => $(element).find('a').toArray());
};

/** Some sites have the same keywords on all pages: those of an article are words of it, or most of them are. */
const areOfText = ($: CheerioAPI, keywords: readonly string[]): boolean => {
  if (keywords.length === 0) return false;
  const text = foldDiacritics(cleanText($('body').text()).toLowerCase());
  const known = keywords.filter((keyword) => text.includes(foldDiacritics(keyword.toLowerCase())));
  return 2 * known.length >= keywords.length;
};

/** `Từ khóa: nước sạch; Pa Khoang`, in a line of its own. */
const shownTags = ($: CheerioAPI, sizes: TextSizes): readonly string[] => {
  for (const element of $('p, div, li, td, span').toArray()) {
    if (sizes(element).length > LONGEST_TAGS / 2 || isWithin(element, OTHERS)) continue;
    const line = readBoilerplate(cleanText($(element).text()));
    if (line?.kind === 'tags' && line.tags.length > 0) return line.tags;
  }
  return [];
};

/** Who wrote a page, and what it is filed under. */
export interface Beside {
  /** By where they are named, the surest first. */
  readonly authors: readonly (readonly string[])[];
  readonly tags: readonly string[];
  readonly section: string | undefined;
}

/** What stands beside the text; read before it is taken out. */
export const readBeside = (
  $: CheerioAPI,
  sizes: TextSizes,
  linked: LinkedArticle | null,
  meta: PageMeta,
): Beside => {
  const isMost = holdsMost($, sizes);
  const shown = $(AUTHOR)
    .toArray()
    .filter((element) => sizes(element).length <= LONGEST_SIGN)
    .filter((element) => !isWithin(element, OTHERS) && !isQuoted(element) && !hasJunkAround(element, isMost))
    .map((element) => cleanText($(element).attr('content') ?? $(element).text()))
    .flatMap((text) => (text === '' || text.length > 80 ? [] : (readByline(text)?.authors ?? [])));
  const named = [meta('article:author', 'author')].flatMap((author) =>
    author === undefined || isHttp(author) ? [] : (readByline(author)?.authors ?? []),
  );
  const said = linked === null ? [] : linked.authors;
  const links = tagLinks($, sizes)
    .map((element) => cleanText($(element).text()).replace(/^#|,$/gu, ''))
    .filter((tag) => tag !== '' && tag.length <= 100);
  const metaTags = $('meta[property="article:tag"]')
    .toArray()
    .map((element) => cleanText(element.attribs['content'] ?? ''))
    .filter((tag) => tag !== '');
  const keywords = partTags(meta('keywords') ?? '');
  const lists = [
    links,
    metaTags,
    linked?.tags ?? [],
    [meta('news_keywords') ?? ''],
    shownTags($, sizes),
    linked !== null || areOfText($, keywords) ? keywords : [],
  ].map((list) => list.flatMap(partTags));
  const steps = $(PATH).toArray();
  const path = (steps.length > 0 ? steps : $(pathsOf($, sizes)[0]).find('a').toArray())
    .map((element) => cleanText($(element).text()))
    .filter((step) => step !== '');
  return {
    authors: [said, shown, named],
    tags: lists.find((list) => list.length > 0) ?? [],
    section:
      linked?.section ??
      meta('article:section') ??
      (path.length > 1 ? path.at(-1) : cleanText($(CATEGORIES).first().text()) || undefined),
  };
};

/** Who wrote it: an organisation is an author only where no person is named, and the newspaper itself never is. */
export const authorsOf = (named: readonly (readonly string[])[], source: string | undefined): string[] => {
  const others = named.map((list) => [...new Set(list)].filter((author) => author !== source));
  const people = others.map((list) => list.filter((author) => !isOrganisation(author)));
  return [...people, ...others].find((list) => list.length > 0) ?? [];
};
