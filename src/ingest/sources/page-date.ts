import type { CheerioAPI } from 'cheerio/slim';
import { cleanText } from '../clean-article.ts';
import { isOrganisation } from './byline.ts';
import { dateDoubt, readDateLine, saysToday, type DateLine } from './date-line.ts';
import type { LinkedArticle } from './json-ld.ts';
import { closest, isElement, type PageNode } from './page-blocks.ts';
import { DATE, JUNK, namesJunk } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import { elementsIn, type PageElements } from './page-region.ts';
import { readSourceDate, whyUnclear } from './source-date.ts';
import type { PageOrigin } from './source-record.ts';
import type { TextSizes } from './text-sizes.ts';

/** When a page's article was published, and what speaks against it. */
export interface PageDate {
  readonly publishedAt: string | null;
  /** Two sources that differ by more than a day, or one that may be two days: both named. */
  readonly warning?: string;
  /** Why what the data say is not taken. */
  readonly problem?: string;
  /** Some portals name the author in the date line alone. */
  readonly authors: readonly string[];
}

const META_DATES = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'pubdate',
  'publishdate',
  'publish-date',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'its_publication',
];

const DAY_MS = 86_400_000;

interface SaidDate {
  readonly written: string;
  readonly date: string;
  readonly from: string;
  /** The date with the month first, where it may be meant. */
  readonly monthFirst?: string;
  readonly authors?: readonly string[];
}

/**
 * Finds the date of a page's article: what its JSON-LD says, then its `meta` elements, then the date that is shown next
 * to the title. A date elsewhere is that of something else: the clock of the site, a teaser, a comment.
 *
 * @param title The heading; without one no date that is shown counts, except in microdata.
 * @param region What holds the text.
 * @param origin What the list says that named the page: it stands in where the page says nothing.
 */
export const findPageDate = (
  $: CheerioAPI,
  linked: LinkedArticle | null,
  meta: PageMeta,
  title: PageElements | null,
  region: PageElements | null,
  sizes: TextSizes,
  origin?: PageOrigin,
): PageDate => {
  const named = [
    ...toSaid('the JSON-LD', linked?.publishedAt),
    ...META_DATES.flatMap((name) => toSaid(`“${name}”`, meta(name))),
  ];
  const line = findShownDate($, title, region, sizes);
  const listed = toSaid(origin?.listedIn ?? 'the list', origin?.publishedAt);
  const clear = [...named, ...(line === null ? [] : [line]), ...listed].filter(isClear);
  // What may be either is the one that another source agrees with.
  const said = named.flatMap((each) => (isClear(each) ? [each] : agreed(each, clear)));
  const shown = line === null ? null : (agreed(line, clear)[0] ?? line);
  const authors = (line?.authors ?? []).filter((author) => !isOrganisation(author));
  const [data] = said;
  if (data === undefined) {
    const date = firstOf([...(shown === null ? [] : [shown]), ...listed.filter(isClear)]);
    const unclear = named.find((each) => !isClear(each));
    return date.publishedAt === null && unclear !== undefined
      ? { ...date, authors, problem: `its date ${whyUnclear(unclear.written) ?? 'may be another'}` }
      : { ...date, authors };
  }
  if (shown !== null && isMonthFirstReading(data, shown)) {
    return {
      publishedAt: shown.date,
      authors,
      ...(NUMERIC.test(data.written) ? {} : { warning: disagreement(shown, data) }),
    };
  }
  return { ...firstOf([...said, ...(shown === null ? [] : [shown]), ...listed.filter(isClear)]), authors };
};

const isClear = ({ monthFirst }: SaidDate): boolean => monthFirst === undefined;

/** A date that may be either as another source has it; none where no other does. */
const agreed = ({ monthFirst, ...dayFirst }: SaidDate, clear: readonly SaidDate[]): SaidDate[] => {
  const readings = [dayFirst, ...(monthFirst === undefined ? [] : [{ ...dayFirst, date: monthFirst }])];
  return readings.filter((each) => clear.some((other) => !differs(each, other))).slice(0, 1);
};

/** The first counts; one that differs from it is told. */
const firstOf = ([first, ...others]: readonly SaidDate[]): Pick<PageDate, 'publishedAt' | 'warning'> => {
  if (first === undefined) return { publishedAt: null };
  const other = others.find((each) => differs(first, each));
  const warning =
    first.monthFirst !== undefined
      ? dateDoubt(first.date, first.monthFirst)
      : other === undefined
        ? undefined
        : disagreement(first, other);
  return { publishedAt: first.date, ...(warning === undefined ? {} : { warning }) };
};

const toSaid = (from: string, written: string | undefined): SaidDate[] => {
  if (written === undefined) return [];
  const date = readSourceDate(written);
  if (date !== null) return [{ written, date, from }];
  const line = readDateLine(cleanText(written));
  return line?.monthFirst === undefined
    ? []
    : [{ written, date: line.publishedAt, monthFirst: line.monthFirst, from }];
};

const differs = (one: SaidDate, other: SaidDate): boolean =>
  Math.abs(new Date(one.date).getTime() - new Date(other.date).getTime()) > DAY_MS;

const disagreement = (taken: SaidDate, other: SaidDate): string =>
  `two dates: ${taken.from} says ${taken.date.slice(0, 10)}, which was taken, and ${other.from} says ${other.date.slice(0, 10)}`;

const NUMERIC = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/u;

/** Whether the data have day and month the other way round than the line that readers see. */
const isMonthFirstReading = (data: SaidDate, shown: SaidDate): boolean => {
  const [year, month, day] = data.date.slice(0, 10).split('-');
  return day !== month && shown.date.slice(0, 10) === `${year}-${day}-${month}`;
};

const LONGEST = 160;
/** How many elements below the title, and how many below the text, are looked at. */
const MOST_LOOKED_AT = 60;
/** Elements that a date line may be on its own in. */
const HOLDERS = 'time, span, div, p, li, td, em, i, b, strong, small, font, label, h2, h3, h4, h5, h6';
/** Where sites show the time of day, or who is logged in. */
const CLOCK = /(?:^|[-_\s])(?:clock|today|top|topbar|header|login|hom-?nay|dong-?ho|now)(?=$|[-_\s])/iu;

/** The date line next to the title: below it, up to the text and right behind it, or right above it. */
const findShownDate = (
  $: CheerioAPI,
  title: PageElements | null,
  region: PageElements | null,
  sizes: TextSizes,
): SaidDate | null => {
  const surroundings: Surroundings = {
    article: [title?.[0], region?.[0]].filter((node) => node !== undefined),
    junk: new Set<PageNode>($(JUNK).toArray()),
    paths: pathsOf($, sizes),
    sizes,
  };
  const microdata = $('[itemprop="datePublished"]')
    .toArray()
    .slice(0, MOST_LOOKED_AT)
    .filter((element) => !isElsewhere($, element, surroundings));
  for (const element of microdata) {
    const date = dateOf($(element));
    if (date !== null) return date;
  }
  if (title === null) return null;
  const order = inOrder($);
  const at = order.get(title[0] as PageNode) ?? 0;
  const elements = $(HOLDERS).toArray();
  const regionAt = region === null ? Infinity : (order.get(region[0] as PageNode) ?? Infinity);
  const below = elements.filter((element) => (order.get(element) ?? 0) > at);
  const isBefore = (element: PageNode): boolean => (order.get(element) ?? 0) < regionAt;
  // A title within the text has its date there, too.
  const isInside = regionAt < at;
  const between = below.filter((element) => isInside || isBefore(element)).slice(0, MOST_LOOKED_AT);
  const opening = isInside || region === null ? [] : region.find(HOLDERS).toArray().slice(0, 3);
  const behind = region === null ? [] : behindOf(region).slice(0, 3);
  for (const element of [...between, ...opening, ...behind, ...rightAbove($, title)]) {
    if (sizes(element).length > LONGEST || isElsewhere($, element, surroundings)) continue;
    const date = dateOf($(element));
    if (date !== null) return date;
  }
  return null;
};

const dateOf = (element: PageElements): SaidDate | null => {
  const { datetime, content } = element.attr() ?? {};
  const text = cleanText(element.text());
  const line = text.length <= LONGEST && !saysToday(text) ? readDateLine(text) : null;
  for (const written of [content, datetime]) {
    const date = written === undefined ? null : readSourceDate(written);
    if (written === undefined || date === null) continue;
    if (line === null || isSameDay(line, date)) {
      return { written, date, from: 'the page', authors: line?.authors ?? [] };
    }
  }
  if (line !== null) {
    const { publishedAt, authors, monthFirst } = line;
    const other = monthFirst === undefined ? {} : { monthFirst };
    return { written: text, date: publishedAt, from: 'the page', authors, ...other };
  }
  const date = element.is(DATE) && !saysToday(text) ? readSourceDate(text) : null;
  return date === null ? null : { written: text, date, from: 'the page' };
};

/** A day that is shown, and its time, which only the data have. */
const isSameDay = ({ publishedAt, hasTime }: DateLine, date: string): boolean =>
  !hasTime && publishedAt.slice(0, 10) === date.slice(0, 10);

const behindOf = (region: PageElements): PageNode[] => region.nextAll().slice(0, 3).toArray();

/** `.date`, `.d-time`, `.txtNgayDang`, `.thoi-gian` */
const NAMES_DATE = /(?:^|[-_\s])(?:\w*date|\w*time|\w*ngay(?:dang)?|thoi-?gian)(?=$|[-_\s])/iu;

/** What stands directly above a title, where its name says that it is a date. */
const rightAbove = ($: CheerioAPI, title: PageElements): PageNode[] =>
  title
    .prevAll()
    .slice(0, 2)
    .toArray()
    .flatMap((above) => [above, ...elementsIn($(above), '*')])
    .filter((each) => isElement(each))
    .filter(
      (each) =>
        NAMES_DATE.test(`${each.attribs['class'] ?? ''} ${each.attribs['id'] ?? ''}`) || $(each).is(DATE),
    )
    .slice(0, MOST_LOOKED_AT);

/** How far up an element is looked for what it belongs to. */
const MOST_LEVELS = 8;
const TOP = new Set(['body', 'html']);

/** What a date is held against. */
interface Surroundings {
  /** The heading, and the first element of the text. */
  readonly article: readonly PageNode[];
  readonly junk: ReadonlySet<PageNode>;
  /** What says where in the site the page is: its links are no titles. */
  readonly paths: readonly PageNode[];
  readonly sizes: TextSizes;
}

const MOST_PATHS = 5;

/** `Trang chủ › Văn hóa › Làng nghề`, named as such or begun so. */
export const pathsOf = ($: CheerioAPI, sizes: TextSizes): PageNode[] => {
  const first = $('a')
    .toArray()
    .slice(0, 5 * MOST_LOOKED_AT)
    .filter((link) => sizes(link).length <= 12 && /^(?:trang chủ|home)$/iu.test(cleanText($(link).text())))
    .map((link) => $(link).closest('ul, ol, div, p, nav')[0]);
  const named = $('[class*="breadcrumb"], [class*="bread-crumb"]').toArray().slice(0, MOST_LOOKED_AT);
  const found = new Set<PageNode>([...named, ...first.filter((each) => each !== undefined)]);
  return [...found]
    .filter(
      (each) => sizes(each).length <= LONGEST && closest(each.parent, (around) => found.has(around)) === null,
    )
    .slice(0, MOST_PATHS);
};

/** Whether an element belongs to something else than the article: a menu, a teaser, a box, the head of the site. */
const isElsewhere = (
  $: CheerioAPI,
  element: PageNode,
  { article, junk, paths, sizes }: Surroundings,
): boolean => {
  if (closest(element, (each) => junk.has(each)) !== null) return true;
  const holdsArticle = (each: PageNode): boolean =>
    article.some((inner) => each === inner || $.contains(each, inner));
  const scope = closest(element, ({ attribs }) => 'itemscope' in attribs);
  const hasRole = isElement(element) && 'itemprop' in element.attribs;
  if (hasRole && scope !== null && !holdsArticle(scope)) return true;
  const own = sizes(element);
  // A date may be a link to its article, but not a part of one.
  const link = closest(element, ({ name }) => name === 'a');
  if (link !== null && sizes(link).length > own.length) return true;
  let each: PageNode | null = element;
  for (let level = 0; level < MOST_LEVELS && isElement(each) && !TOP.has(each.name); level++) {
    if (holdsArticle(each)) return false;
    const holder = each;
    const { class: names = '', id = '' } = each.attribs;
    // `.header-content` with a path in it is the head of the article.
    const within = paths.filter((path) => path === holder || $.contains(holder, path));
    const isHead = each.name !== 'header' && within.some((path) => path !== holder);
    const isClock = each.name === 'header' || CLOCK.test(`${names} ${id}`);
    if ((isClock && !isHead) || namesJunk(`${names} ${id}`)) return true;
    // The title of another article beside the date.
    const size = sizes(each);
    const inPaths = within.reduce((sum, path) => sum + sizes(path).linked, 0);
    const [beside, linked] = [size.length - own.length, size.linked - own.linked - inPaths];
    if (linked >= 15 && linked > 0.3 * beside) return true;
    each = each.parent;
  }
  return false;
};

/** The place of every node in the document. */
export const inOrder = ($: CheerioAPI): ReadonlyMap<PageNode, number> => {
  const order = new Map<PageNode, number>();
  const left: PageNode[] = $.root().contents().toArray().toReversed();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    order.set(node, order.size);
    if ('children' in node) left.push(...node.children.toReversed());
  }
  return order;
};
