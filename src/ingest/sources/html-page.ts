import { load, type Cheerio, type CheerioAPI } from 'cheerio/slim';
import { cleanLine } from '../../text/clean-line.ts';
import { htmlToText, limitNesting, type HtmlText } from '../../text/html-to-text.ts';
import { normalizeText } from '../../text/normalize-text.ts';
import { articleIdFrom, articleIdFromUrl } from '../article-id.ts';
import { isOrganisation, readByline } from './byline.ts';
import { findLinkedArticle, type LinkedArticle, type PageIdentity } from './json-ld.ts';
import { readDateLine } from './date-line.ts';
import { markCaptions } from './mark-captions.ts';
import { mendPage } from './mend-page.ts';
import { mendValue } from './mend-value.ts';
import { isHttp, pageAddress, pageAddresses } from './page-address.ts';
import { findPageDate, inOrder } from './page-date.ts';
import { AUTHOR, CATEGORIES, DATE, LEAD, namesJunk, PATH, TAGS, TITLE } from './page-markup.ts';
import { pageMeta, type PageMeta } from './page-meta.ts';
import { findRegion } from './page-region.ts';
import type { PortalLine } from './portal-lines.ts';
import { readArticleLines } from './portal-text.ts';
import { bareName } from './source-format.ts';
import { readSecond, type SecondReader } from './second-reading.ts';
import { stripPage } from './strip-page.ts';
import { measureText, type TextSizes } from './text-sizes.ts';
import { readSourceDate } from './source-date.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';

type Elements = Cheerio<ReturnType<CheerioAPI['root']>[0]['children'][number]>;

const LONGEST_LEAD = 1_500;

/**
 * Reads a page of a newspaper's site: what its JSON-LD and its meta elements say, and the text of its article without
 * menus, related links and share boxes.
 *
 * @param html Decoded with `decodeEscaped`.
 * @param name Of the file.
 * @param readAgain Asked where much of the page's running text is not in what was found.
 */
export const readHtmlPage = (
  html: string,
  name: string,
  options: ReadOptions,
  readAgain: SecondReader = readSecond,
): ReadRecord => {
  const $ = parsePage(html);
  if ($ === null) return { from: name, problem: TOO_MANY };
  const mended = mendPage($, options.encoding);
  if ('problem' in mended) return { from: name, problem: mended.problem };
  const meta = pageMeta($);
  const linked = findLinkedArticle(linkedBlocks($), identityOf($, meta));
  const sizes = measureText($.root().contents().toArray());
  const isArticle =
    linked !== null || meta('og:type') === 'article' || meta('article:published_time') !== undefined;
  const { region, isInDoubt } = findRegion($, isArticle, sizes);
  const second = isInDoubt ? readAgain($.html(), depthOf($)) : null;
  if (region === null && linked?.body === undefined && isNoArticle($, linked, meta)) {
    return { from: name, skipped: NO_ARTICLE };
  }
  const title = findTitle($, linked, meta);
  const address = pageAddress(pageAddresses($, meta, linked?.url));
  const heading = findHeading($, title);
  const { publishedAt, warning } = findPageDate($, linked, meta, heading, region, sizes);
  const beside = readBeside($, sizes, linked, meta);
  const text = readBody($, heading, region, sizes, linked, meta, second);
  const source = linked?.source ?? meta('og:site_name') ?? text.source ?? options.source;
  const authors = authorsOf([...beside.authors, text.authors, linked?.organisations ?? []], source);
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
  const warnings = [...(warning === undefined ? [] : [warning]), ...text.warnings];
  return {
    from: name,
    article,
    ...(problem === null ? {} : { problem }),
    ...(warnings.length === 0 ? {} : { warnings }),
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

/** Who wrote it: an organisation is an author only where no person is named, and the newspaper itself never is. */
const authorsOf = (named: readonly (readonly string[])[], source: string | undefined): string[] => {
  const others = named.map((list) => unique(list).filter((author) => author !== source));
  const people = others.map((list) => list.filter((author) => !isOrganisation(author)));
  return [...people, ...others].find((list) => list.length > 0) ?? [];
};

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

/** Some write them all into one. */
const partTags = (tag: string): string[] => tag.split(/\s*[,;]\s*/u).filter((each) => each !== '');

interface Beside {
  /** By where they are named, the surest first. */
  readonly authors: readonly (readonly string[])[];
  readonly tags: readonly string[];
  readonly section: string | undefined;
}

/** What stands beside the text; read before it is taken out. */
const readBeside = (
  $: CheerioAPI,
  sizes: TextSizes,
  linked: LinkedArticle | null,
  meta: PageMeta,
): Beside => {
  const shown = $(AUTHOR)
    .toArray()
    .filter((element) => sizes(element).length <= LONGEST_SIGN)
    .filter((element) => $(element).closest('aside, nav, blockquote').length === 0)
    .filter((element) => !hasJunkAround($, element))
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
  const lists = [links, metaTags, linked?.tags ?? [], keywords ?? []].map((list) => list.flatMap(partTags));
  const path = $(PATH)
    .toArray()
    .map((element) => clean($(element).text()))
    .filter((step) => step !== '');
  return {
    authors: [said, shown, named],
    tags: lists.find((list) => list.length > 0) ?? [],
    section:
      linked?.section ??
      meta('article:section') ??
      (path.length > 1 ? path.at(-1) : clean($(CATEGORIES).first().text()) || undefined),
  };
};

interface PageText {
  readonly lead?: string;
  readonly body: string;
  readonly captions: readonly string[];
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly source?: string;
  readonly warnings: readonly string[];
}

/** How much of the text may come before the lead. */
const MOST_BEFORE_LEAD = 140;

/** The lead that is shown: between title and text, or at the beginning of the text. What is named so further down is not. */
const findLead = (
  $: CheerioAPI,
  title: Elements | null,
  region: Elements | null,
  sizes: TextSizes,
): Elements | null => {
  const order = inOrder($);
  const placeOf = (element: Elements | null): number =>
    element?.[0] === undefined ? 0 : (order.get(element[0]) ?? 0);
  const roots = region?.toArray() ?? [];
  const texts = roots.map((root) => clean($(root).text()));
  const found = $(LEAD)
    .toArray()
    .find((element) => {
      const { length } = sizes(element);
      if (length < 20 || length > LONGEST_LEAD) return false;
      if ($(element).closest('aside, footer, nav, blockquote, .caption').length > 0) return false;
      const root = roots.findIndex((each) => $.contains(each, element));
      if (root === -1) {
        const isAbove = region === null || placeOf($(element)) < placeOf(region);
        return isAbove && placeOf($(element)) > placeOf(title) && !hasJunkAround($, element);
      }
      const before = texts[root]?.indexOf(clean($(element).text())) ?? -1;
      return before >= 0 && before < MOST_BEFORE_LEAD;
    });
  return found === undefined ? null : $(found);
};

const hasJunkAround = ($: CheerioAPI, element: Elements[0]): boolean =>
  $(element)
    .parents()
    .slice(0, 5)
    .toArray()
    .some(({ attribs: { class: names = '', id = '' } }) => namesJunk(`${names} ${id}`));

const readBody = (
  $: CheerioAPI,
  title: Elements | null,
  region: Elements | null,
  sizes: TextSizes,
  linked: LinkedArticle | null,
  meta: PageMeta,
  second: HtmlText | null,
): PageText => {
  if (region !== null) {
    stripPage($, region);
    markCaptions($, region);
  }
  const leadElement = findLead($, title, region, sizes);
  const shown = leadElement === null ? undefined : clean(leadElement.text());
  if (region !== null) stripSigns($, region, sizes, leadElement);
  const { text, captions } = region === null ? { text: '', captions: [] } : htmlToText($.html(region));
  const lines = readArticleLines(withoutDateLines(toLines(text)));
  const own: Reading = { paragraphs: lines.paragraphs.map((line) => line.text), captions };
  const data = linked?.body === undefined ? null : htmlToText(paragraphed(linked.body));
  const { reading, warning } = chooseReading(own, [
    ...(data === null ? [] : [toReading(data)]),
    ...(second === null ? [] : [toReading(second)]),
  ]);
  const all = reading.paragraphs;
  const lead = shown ?? openingLead($, region, all) ?? describedLead(linked, meta, all, $);
  const isLead = (text: string): boolean => lead !== undefined && clean(text) === lead;
  const { authors, source } = lines.signed;
  return {
    ...(lead === undefined ? {} : { lead }),
    body: all.filter((paragraph, at) => at > 2 || !isLead(paragraph)).join('\n\n'),
    captions: unique([...captions, ...reading.captions]),
    authors,
    tags: lines.tags,
    warnings: [...lines.warnings, ...(warning === null ? [] : [warning])],
    ...(source === undefined ? {} : { source }),
  };
};

/** The text of a page, as one way to read it finds it. */
interface Reading {
  readonly paragraphs: readonly string[];
  readonly captions: readonly string[];
}

const toReading = ({ text, captions }: HtmlText): Reading => ({
  paragraphs: readArticleLines(withoutDateLines(toLines(text))).paragraphs.map((line) => line.text),
  captions,
});

const lengthOf = ({ paragraphs }: Reading): number => paragraphs.join('').length;

/** The data of some sites have all of the text, those of others a teaser; so much more is the article. */
const FAR_MORE = 2;
/** So much more may be captions and the lead. */
const SOME_MORE = 1.25;

/** What the page shows, unless another reading of it finds far more; where one finds some more, that is said. */
const chooseReading = (
  own: Reading,
  others: readonly Reading[],
): { readonly reading: Reading; readonly warning: string | null } => {
  const reading = others.find((other) => lengthOf(other) > FAR_MORE * lengthOf(own)) ?? own;
  const most = Math.max(0, ...others.map(lengthOf));
  const isLess = most > SOME_MORE * lengthOf(reading) + SHORTEST_PARAGRAPH;
  const share = Math.round((100 * most) / Math.max(lengthOf(reading), 1) - 100);
  return {
    reading,
    warning: isLess ? `another way to read the page finds ${share} % more text` : null,
  };
};

const toLines = (text: string) =>
  normalizeText(text)
    .split(/\n{2,}/u)
    .flatMap(partAtBreaks)
    .map((paragraph) => ({ text: paragraph.trim(), gap: { lines: 1, padding: 0 } }))
    .filter((line) => line.text !== '');

/** The date line where it stands between title and text within one element. */
const withoutDateLines = (lines: readonly PortalLine[]): readonly PortalLine[] =>
  lines.filter(({ text }, at) => at > 2 || readDateLine(text) === null);

/** A line that is a paragraph by itself: shorter ones are a poem, an address, a list. */
const SHORTEST_PARAGRAPH = 60;

/** Old pages have one line break between paragraphs. */
const partAtBreaks = (paragraph: string): string[] => {
  const lines = paragraph.split('\n');
  return lines.every((line) => line.length >= SHORTEST_PARAGRAPH && /[.!?…:”")]$/u.test(line.trim()))
    ? lines
    : [paragraph];
};

/** How deep the elements of a page are nested. */
const depthOf = ($: CheerioAPI): number => {
  let [level, depth]: [Elements[0][], number] = [$.root().contents().toArray(), 0];
  for (; level.length > 0; depth++) {
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return depth;
};

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

const LONGEST_SIGN = 160;

/** Takes out what is told elsewhere: the lead, who wrote it and when. A quotation may name its speaker so. */
const stripSigns = ($: CheerioAPI, region: Elements, sizes: TextSizes, lead: Elements | null): void => {
  lead?.remove();
  for (const element of region.find(AUTHOR).add(region.find(DATE)).toArray()) {
    if (sizes(element).length > 2 * LONGEST_SIGN) continue;
    if ($(element).closest('blockquote, .caption').length > 0) continue;
    const text = clean($(element).text());
    const isTime = $(element).is('time') && text.length <= 40;
    if (
      isTime ||
      (text.length <= LONGEST_SIGN && (readByline(text) !== null || readDateLine(text) !== null))
    ) {
      $(element).remove();
    }
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
