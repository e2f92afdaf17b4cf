import { load, type Cheerio, type CheerioAPI } from 'cheerio/slim';
import { cleanLine } from '../../text/clean-line.ts';
import { htmlToText, limitNesting } from '../../text/html-to-text.ts';
import { normalizeText } from '../../text/normalize-text.ts';
import { articleIdFrom, articleIdFromUrl } from '../article-id.ts';
import { readByline } from './byline.ts';
import { findLinkedArticle, type LinkedArticle, type PageIdentity } from './json-ld.ts';
import { mendPage } from './mend-page.ts';
import { mendValue } from './mend-value.ts';
import { isHttp, pageAddress, pageAddresses } from './page-address.ts';
import { findPageDate } from './page-date.ts';
import { AUTHOR, BODY, DATE, JUNK, LEAD, namesJunk, PATH, TAGS, TITLE } from './page-markup.ts';
import { pageMeta, type PageMeta } from './page-meta.ts';
import { readArticleLines } from './portal-text.ts';
import { bareName } from './source-format.ts';
import { readSourceDate } from './source-date.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

type Elements = Cheerio<ReturnType<CheerioAPI['root']>[0]['children'][number]>;

/** Less text than this in an element that only its name recommends is a teaser. */
const SHORTEST_BODY = 120;
const LONGEST_LEAD = 1_500;

/**
 * Reads a page of a newspaper's site: what its JSON-LD and its meta elements say, and the text of its article without
 * menus, related links and share boxes.
 *
 * @param html Decoded with `decodeEscaped`.
 * @param name Of the file.
 */
export const readHtmlPage = (html: string, name: string, options: ReadOptions): ReadRecord => {
  const $ = parsePage(html);
  if ($ === null) return { from: name, problem: TOO_MANY };
  const mended = mendPage($, options.encoding);
  if ('problem' in mended) return { from: name, problem: mended.problem };
  const meta = pageMeta($);
  const linked = findLinkedArticle(linkedBlocks($), identityOf($, meta));
  const region = findBody($, linked);
  if (region === null && linked?.body === undefined && isNoArticle($, linked, meta)) {
    return { from: name, skipped: NO_ARTICLE };
  }
  const title = findTitle($, linked, meta);
  const address = pageAddress(pageAddresses($, meta, linked?.url));
  const { publishedAt, warning } = findPageDate($, linked, meta, findHeading($, title), region);
  const beside = readBeside($, linked, meta);
  const text = readBody($, region, linked, meta);
  const source = linked?.source ?? meta('og:site_name') ?? text.source ?? options.source;
  const authors = unique(beside.authors.length > 0 ? beside.authors : text.authors).filter(
    (author) => author !== source,
  );
  const section = beside.section ?? options.section;
  const updated = readSourceDate(linked?.updatedAt ?? meta('article:modified_time', 'og:updated_time') ?? '');
  const image = [linked?.image, meta('og:image', 'og:image:url', 'twitter:image')].find(isHttp);
  const day = publishedAt?.slice(0, 10) ?? null;
  const id =
    address === null
      ? title === undefined
        ? undefined
        : articleIdFrom(bareName(name), title, day)
      : articleIdFromUrl(address);
  const article = {
    ...(id === undefined || id === null ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(text.lead === undefined ? {} : { lead: text.lead }),
    body: text.body,
    captions: text.captions,
    ...(address === null ? {} : { url: address }),
    ...(image === undefined ? {} : { image }),
    ...(section === undefined || section === title ? {} : { section }),
    ...(source === undefined ? {} : { source }),
    authors: authors.length > 0 ? authors : options.authors,
    tags: unique([...beside.tags, ...text.tags, ...options.tags]).slice(0, MOST_TAGS),
    ...(publishedAt === null ? {} : { publishedAt }),
    ...(updated === null || updated === publishedAt ? {} : { updatedAt: updated }),
  };
  const problem = problemOf(title, publishedAt, text.body);
  return {
    from: name,
    article,
    ...(problem === null ? {} : { problem }),
    ...(warning === undefined ? {} : { warnings: [warning] }),
    ...mended,
  };
};

/** Searching takes quadratic time in the nodes directly within an element; no article has this many in one. */
const MOST_NODES = 5_000;
const TOO_MANY = `One of its elements holds more than ${MOST_NODES.toLocaleString('en-US')} others: that is no page of an article.`;

/** @returns `null` for what would take too long to be searched. */
const parsePage = (html: string): CheerioAPI | null => {
  const limited = limitNesting(html);
  const $ = load(limited, { xml: false });
  const top = $.root()[0]?.children.length ?? 0;
  if (top > MOST_NODES) return null;
  const left: Elements[0][] = $.root().contents().toArray();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (!('children' in node)) continue;
    if (node.children.length > MOST_NODES) return null;
    left.push(...node.children);
  }
  return $;
};

const MOST_TAGS = 50;
const NO_ARTICLE = 'no article: neither its data nor its text is that of one';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

const clean = (text: string): string => cleanLine(normalizeText(text));

const linkedBlocks = ($: CheerioAPI): string[] =>
  $('script')
    .toArray()
    .filter((element) => /^application\/ld\+json/iu.test($(element).attr('type')?.trim() ?? ''))
    .map((element) => $(element).text())
    .flatMap((block) => {
      const mended = mendValue(block, {});
      return 'problem' in mended ? [] : [mended.value];
    });

/** What the page says that it is about. */
const identityOf = ($: CheerioAPI, meta: PageMeta): PageIdentity => ({
  titles: [
    ...$('h1')
      .toArray()
      .map((element) => clean($(element).text())),
    meta('og:title') ?? '',
    clean($('title').first().text()),
  ].filter((title) => title !== ''),
  addresses: pageAddresses($, meta),
});

/** A section's front page, a search, an error page: without a date, and not marked as an article. */
const isNoArticle = ($: CheerioAPI, linked: LinkedArticle | null, meta: PageMeta): boolean =>
  linked === null &&
  meta('og:type') !== 'article' &&
  meta('article:published_time') === undefined &&
  ($('a').length > 0 || meta('og:type') === 'website');

/** The element that holds the article's text, junk taken out; `null` where none does. */
const findBody = ($: CheerioAPI, linked: LinkedArticle | null): Elements | null => {
  const known = $(BODY)
    .toArray()
    .find((element) => textLength($(element)) >= SHORTEST_BODY || $(element).attr('itemprop') !== undefined);
  if (known !== undefined) return $(known);
  const articles = $('article')
    .toArray()
    .filter((element) => !namesJunk(`${$(element).attr('class') ?? ''} ${$(element).attr('id') ?? ''}`))
    .map((element) => ({ element, length: paragraphsLength($, $(element)) }))
    .toSorted((a, b) => b.length - a.length);
  const [longest] = articles;
  // Several of about the same length are a list of teasers.
  if (longest !== undefined && longest.length > 0 && (articles.length < 3 || linked !== null)) {
    return $(longest.element);
  }
  return findDensest($);
};

const textLength = (element: Elements): number => element.text().replace(/\s+/gu, ' ').length;

/** The text in paragraphs, links left out: menus are links, articles are not. */
const paragraphsLength = ($: CheerioAPI, element: Elements): number =>
  element
    .find('p')
    .toArray()
    .reduce((sum, paragraph) => sum + textLength($(paragraph)) - textLength($(paragraph).find('a')), 0);

const findDensest = ($: CheerioAPI): Elements | null => {
  const lengths = new Map<Elements[0], number>();
  for (const paragraph of $('p').toArray()) {
    const { parent } = paragraph;
    if (parent === null || $(paragraph).closest(JUNK).length > 0) continue;
    const length = textLength($(paragraph)) - textLength($(paragraph).find('a'));
    lengths.set(parent, (lengths.get(parent) ?? 0) + length);
  }
  const [densest] = [...lengths].toSorted((a, b) => b[1] - a[1]);
  return densest !== undefined && densest[0] !== undefined && densest[1] >= SHORTEST_BODY
    ? ($(densest[0]) as Elements)
    : null;
};

const findTitle = ($: CheerioAPI, linked: LinkedArticle | null, meta: PageMeta): string | undefined => {
  const site = linked?.source ?? meta('og:site_name');
  const headings = $(TITLE)
    .toArray()
    .filter((element) => $(element).closest('nav, footer, aside').length === 0)
    .map((element) => clean($(element).attr('content') ?? $(element).text()))
    .filter((text) => text !== '' && text !== site);
  const named = linked?.title ?? meta('og:title', 'twitter:title', 'title');
  const whole = clean($('title').first().text());
  // The page's own heading, unless there are several and its data name one.
  const heading =
    headings.length === 1 || named === undefined
      ? headings[0]
      : headings.find((each) => each === clean(named));
  const title = heading ?? (named === undefined ? withoutSite(whole) : withoutSite(clean(named), site));
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
const findHeading = ($: CheerioAPI, title: string | undefined): Elements | null => {
  const headings = $(TITLE)
    .toArray()
    .filter(
      (element) => $(element).closest('nav, footer, aside').length === 0 && $(element).is(':not(meta)'),
    );
  const heading = headings.find((element) => clean($(element).text()) === title) ?? headings[0];
  return heading === undefined ? null : $(heading);
};

interface Beside {
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly section: string | undefined;
}

/** What stands beside the text; read before it is taken out. */
const readBeside = ($: CheerioAPI, linked: LinkedArticle | null, meta: PageMeta): Beside => {
  const shown = $(AUTHOR)
    .toArray()
    .filter((element) => $(element).closest('aside, footer, nav').length === 0)
    .map((element) => clean($(element).attr('content') ?? $(element).text()))
    .flatMap((text) => (text === '' || text.length > 80 ? [] : (readByline(text)?.authors ?? [])));
  const named = [meta('article:author', 'author')].flatMap((author) =>
    author === undefined || isHttp(author) ? [] : (readByline(author)?.authors ?? []),
  );
  const said = linked === null ? [] : linked.authors;
  const links = $(TAGS)
    .toArray()
    .map((element) => clean($(element).text()).replace(/^#|,$/gu, ''))
    .filter((tag) => tag !== '' && tag.length <= 100);
  const metaTags = $('meta[property="article:tag"]')
    .toArray()
    .map((element) => clean(element.attribs['content'] ?? ''))
    .filter((tag) => tag !== '');
  const keywords =
    linked?.tags.length === 0 ? meta('news_keywords', 'keywords')?.split(/\s*[,;]\s*/u) : undefined;
  const lists = [links, metaTags, linked?.tags ?? [], keywords ?? []];
  const path = $(PATH)
    .toArray()
    .map((element) => clean($(element).text()))
    .filter((step) => step !== '');
  return {
    authors: [said, shown, named].find((list) => list.length > 0) ?? [],
    tags: lists.find((list) => list.length > 0) ?? [],
    section: linked?.section ?? meta('article:section') ?? (path.length > 1 ? path.at(-1) : undefined),
  };
};

interface PageText {
  readonly lead?: string;
  readonly body: string;
  readonly captions: readonly string[];
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly source?: string;
}

const readBody = (
  $: CheerioAPI,
  region: Elements | null,
  linked: LinkedArticle | null,
  meta: PageMeta,
): PageText => {
  const shown = $(LEAD)
    .toArray()
    .filter((element) => $(element).closest('aside, footer, nav').length === 0)
    .map((element) => clean($(element).text()))
    .find((text) => text.length >= 20 && text.length <= LONGEST_LEAD);
  if (region !== null) stripJunk($, region);
  const { text, captions } = region === null ? { text: '', captions: [] } : htmlToText($.html(region));
  const lines = readArticleLines(toLines(text));
  const paragraphs = lines.paragraphs.map((line) => line.text);
  const written = linked?.body === undefined ? null : htmlToText(paragraphed(linked.body));
  // The data of some sites have all of the text, those of others a teaser.
  const isFromData = written !== null && written.text.length > 2 * paragraphs.join('').length;
  const all = isFromData ? toLines(written.text).map((line) => line.text) : paragraphs;
  const lead = shown ?? openingLead($, region, all) ?? describedLead(linked, meta, all, $);
  const isLead = (text: string): boolean => lead !== undefined && clean(text) === lead;
  const { authors, source } = lines.signed;
  return {
    ...(lead === undefined ? {} : { lead }),
    body: all.filter((paragraph, at) => at > 2 || !isLead(paragraph)).join('\n\n'),
    captions: [...captions, ...(isFromData ? written.captions : [])],
    authors,
    tags: lines.tags,
    ...(source === undefined ? {} : { source }),
  };
};

const toLines = (text: string) =>
  normalizeText(text)
    .split(/\n{2,}/u)
    .map((paragraph) => ({ text: paragraph.trim(), gap: { lines: 1, padding: 0 } }))
    .filter((line) => line.text !== '');

/** Plain text with its paragraphs as HTML has them. */
const paragraphed = (text: string): string =>
  /<[a-z][^>]*>/iu.test(text) ? text : text.replace(/\s*\n\s*/gu, '<p>');

/** A first paragraph that is bold as a whole is the lead. */
const openingLead = (
  $: CheerioAPI,
  region: Elements | null,
  paragraphs: readonly string[],
): string | undefined => {
  const [first] = paragraphs;
  if (region === null || first === undefined || paragraphs.length < 2 || first.length > LONGEST_LEAD)
    return undefined;
  const opening = region
    .find('p, h2, div')
    .filter((_, element) => clean($(element).text()) === first)
    .first();
  const isBold = opening.is('h2') || clean(opening.find('strong, b').first().text()) === first;
  return isBold ? first : undefined;
};

const describedLead = (
  linked: LinkedArticle | null,
  meta: PageMeta,
  paragraphs: readonly string[],
  $: CheerioAPI,
): string | undefined => {
  const said = linked?.lead ?? meta('og:description', 'description');
  if (said === undefined) return undefined;
  const lead = clean(said);
  const isCut = /(?:\.\.\.|…)$/u.test(lead);
  const isInBody = paragraphs.some((paragraph) => clean(paragraph).startsWith(lead.slice(0, 80)));
  if (lead === '' || isCut || lead.length > LONGEST_LEAD) return undefined;
  if (clean(paragraphs[0] ?? '') === lead) return paragraphs.length > 1 ? lead : undefined;
  // What only search engines are told was never published.
  const isShown = linked?.lead !== undefined || clean($('body').text()).includes(lead);
  return isInBody || !isShown ? undefined : lead;
};

/** Takes out what is not the article's text. Nothing goes that holds most of it, whatever it is called. */
const stripJunk = ($: CheerioAPI, region: Elements): void => {
  const whole = textLength(region);
  region.find(JUNK).remove();
  for (const element of region.find('[class], [id]').toArray()) {
    const { class: names = '', id = '' } = element.attribs;
    if (namesJunk(`${names} ${id}`) && textLength($(element)) < whole / 2) $(element).remove();
  }
  region.find('h1').remove();
  region
    .find(LEAD)
    .add(region.find(AUTHOR))
    .add(region.find(DATE))
    .each((_, element) => {
      const text = clean($(element).text());
      const isSmall = text.length < whole / 2 && (text.length <= 160 || $(element).is(LEAD));
      if (isSmall || readSourceDate(text) !== null) $(element).remove();
    });
  // >> Xem thêm: a paragraph or a list of nothing but links to other articles.
  for (const element of region.find('p, li, h2, h3, h4').toArray()) {
    const links = textLength($(element).find('a'));
    const all = textLength($(element));
    if (links >= 20 && links >= 0.85 * all && !$(element).is('figure *')) $(element).remove();
  }
};

const problemOf = (title: string | undefined, date: string | null, body: string): string | null => {
  const missing = [
    ...(title === undefined ? ['no title was found'] : []),
    ...(date === null ? ['no date was found, neither in its data (JSON-LD, meta) nor in its text'] : []),
    ...(body === '' ? ['no text of an article was found'] : []),
  ];
  if (missing.length === 0) return null;
  const sentence = missing.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
};
