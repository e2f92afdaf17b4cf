import { load, type CheerioAPI } from 'cheerio/slim';
import { countTags, limitNesting } from '../../text/html-to-text.ts';
import { ARTICLE_LIMITS } from '../article-schema.ts';
import { articleIdFrom, articleIdFromUrl } from '../article-id.ts';
import { cleanText } from '../clean-article.ts';
import { findLinkedArticle, type LinkedArticle, type PageIdentity } from './json-ld.ts';
import { mendPage } from './mend-page.ts';
import { mendValue } from './mend-value.ts';
import { isHttp, pageAddress, pageAddresses, savedFrom } from './page-address.ts';
import { authorsOf, readBeside } from './page-beside.ts';
import type { PageNode } from './page-blocks.ts';
import { findPageDate, type PageDate } from './page-date.ts';
import { pageMeta, type PageMeta } from './page-meta.ts';
import { partDates } from './part-dates.ts';
import { findRegion } from './page-region.ts';
import { readPageText } from './page-text.ts';
import { findHeading, findHeadings, findTitle } from './page-title.ts';
import { readSecond, type SecondReader } from './second-reading.ts';
import { bareName } from './source-format.ts';
import { readSourceDate } from './source-date.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';
import { measureText } from './text-sizes.ts';

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
  if (countTags(html) > ARTICLE_LIMITS.tags) return { from: name, problem: TOO_MANY_TAGS };
  const $ = parsePage(html);
  if ($ === null) return { from: name, problem: TOO_MANY };
  const mended = mendPage($, options.encoding);
  if ('problem' in mended) return { from: name, problem: mended.problem };
  const meta = pageMeta($);
  const linked = findLinkedArticle(linkedBlocks($), identityOf($, meta));
  const headings = findHeadings($);
  const title = findTitle($, headings, linked, meta);
  const unparted = measureText($.root().contents().toArray());
  const heading = findHeading($, headings, title, unparted);
  const isParted = heading !== null && partDates($, heading);
  const sizes = isParted ? measureText($.root().contents().toArray()) : unparted;
  const isArticle =
    linked !== null || meta('og:type') === 'article' || meta('article:published_time') !== undefined;
  const { region, isInDoubt } = findRegion($, isArticle, sizes);
  const second = isInDoubt ? readAgain($.html(), depthOf($)) : null;
  if (region === null && linked?.body === undefined && isNoArticle($, linked, meta)) {
    return { from: name, skipped: NO_ARTICLE };
  }
  const address = pageAddress(
    pageAddresses($, meta, linked?.url, options.origin?.address ?? savedFrom(html)),
  );
  const found = findPageDate($, linked, meta, heading, region, sizes, options.origin);
  const { publishedAt, warning } = found;
  const beside = readBeside($, sizes, linked, meta);
  // Before the times in the text are taken out of it.
  const updated = readSourceDate(
    linked?.updatedAt ??
      meta('article:modified_time', 'og:updated_time', 'datemodified', 'dcterms.modified') ??
      $('time.op-modified, time[itemprop="dateModified"]').attr('datetime') ??
      '',
  );
  const text = readPageText($, heading, region, sizes, linked, meta, second);
  const source = linked?.source ?? meta('og:site_name') ?? text.source ?? options.source;
  const authors = authorsOf(
    [...beside.authors, text.authors, found.authors, linked?.organisations ?? []],
    source,
  );
  const section = beside.section ?? options.section;
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
  const problem = problemOf(title, found, text.body);
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

const TOO_MANY_TAGS = `It has more than ${ARTICLE_LIMITS.tags.toLocaleString('en-US')} tags: that is no page of an article.`;

/** @returns `null` for what would take too long to be searched. */
const parsePage = (html: string): CheerioAPI | null => {
  const $ = load(limitNesting(html), { xml: false });
  const top = $.root()[0]?.children.length ?? 0;
  if (top > MOST_NODES) return null;
  const left: PageNode[] = $.root().contents().toArray();
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
      .map((element) => cleanText($(element).text())),
    meta('og:title') ?? '',
    cleanText($('title').first().text()),
  ].filter((title) => title !== ''),
  addresses: pageAddresses($, meta),
});

/** A section's front page, a search, an error page: without a date, and not marked as an article. */
const isNoArticle = ($: CheerioAPI, linked: LinkedArticle | null, meta: PageMeta): boolean =>
  linked === null &&
  meta('og:type') !== 'article' &&
  meta('article:published_time') === undefined &&
  ($('a').length > 0 || meta('og:type') === 'website');

/** How deep the elements of a page are nested. */
const depthOf = ($: CheerioAPI): number => {
  let [level, depth]: [PageNode[], number] = [$.root().contents().toArray(), 0];
  for (; level.length > 0; depth++) {
    level = level.flatMap((node) => ('children' in node ? node.children : []));
  }
  return depth;
};

const problemOf = (
  title: string | undefined,
  { publishedAt, problem }: PageDate,
  body: string,
): string | null => {
  const missing = [
    ...(title === undefined ? ['no title was found'] : []),
    ...(publishedAt === null
      ? [problem ?? 'no date was found, neither in its data (JSON-LD, meta) nor in its text']
      : []),
    ...(body === '' ? ['no text of an article was found'] : []),
  ];
  if (missing.length === 0) return null;
  const sentence = missing.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
};
