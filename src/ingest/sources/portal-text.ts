import { normalizeText } from '../../text/normalize-text.ts';
import { articleIdFrom } from '../article-id.ts';
import { readBoilerplate, type Boilerplate } from './boilerplate.ts';
import { isOrganisation, readByline } from './byline.ts';
import { dateDoubt, hasShortYear, readDateLine, saysToday, saysUpdated, type DateLine } from './date-line.ts';
import { readDateStamp } from './date-stamp.ts';
import { findCaptions, isWider, usualGap } from './find-captions.ts';
import { portalLines, type PortalLine } from './portal-lines.ts';
import type { PortalDefaults } from './source-record.ts';

/** A portal's page, read. The fields are the contract's; what could not be found is not there. */
export interface PortalArticle {
  readonly article: {
    readonly id?: string;
    readonly title?: string;
    readonly lead?: string;
    readonly body: string;
    readonly captions: readonly string[];
    readonly section?: string;
    readonly source?: string;
    readonly authors: readonly string[];
    readonly tags: readonly string[];
    readonly publishedAt?: string;
    readonly updatedAt?: string;
  };
  /** What is missing, and the way out; `null` where nothing is. */
  readonly problem: string | null;
  /** What was not clear about it. */
  readonly warnings: readonly string[];
}

/** How far down the page the date may stand. */
const HEADER_LINES = 8;
/** A longer first line is a paragraph: the title was left out. */
const LONGEST_TITLE = 300;
const LONGEST_LEAD = 900;
/** A paragraph this long, ended as a sentence, is an article's and no teaser in a box. */
const LONG_PARAGRAPH = 250;
/** One of this length with another sentence behind it is no teaser either: those have their titles between them. */
const SOME_PARAGRAPH = 120;
const SHORTEST_NEXT = 25;

/**
 * Reads the text of a portal's page as it comes when copied: title, date line, lead, caption, paragraphs with padding
 * between them, and the page's own furniture at the end.
 *
 * @param text The whole page.
 * @param fileName Without folders and without ending: part of the id.
 * @param defaults What the page does not say.
 */
export const readPortalText = (text: string, fileName: string, defaults: PortalDefaults): PortalArticle => {
  const lines = portalLines(normalizeText(text));
  const header = readHeader(lines);
  const [opening, ...others] = header.rest;
  const stamp = header.date === null ? readDateStamp(opening?.text ?? '') : null;
  const rest =
    stamp === null || opening === undefined ? header.rest : [{ ...opening, text: stamp.rest }, ...others];
  const below = header.date === null && stamp === null ? findDateBelow(rest) : null;
  const { paragraphs, tags, signed, warnings } = readArticleLines(
    rest.filter((line) => line !== below?.line),
  );
  const captionsAt = findCaptions(paragraphs);
  const captions = paragraphs.filter((_, at) => captionsAt.has(at)).map((line) => line.text);
  const body = paragraphs.filter((_, at) => !captionsAt.has(at)).map((line) => line.text);
  const lead = hasLead(paragraphs, captionsAt) ? body.shift() : undefined;

  const date = header.date ?? stamp?.line ?? below?.date ?? null;
  const { title } = header;
  const doubts = date?.monthFirst === undefined ? [] : [dateDoubt(date.publishedAt, date.monthFirst)];
  const authors = [...new Set([...(date?.authors ?? []), ...header.authors, ...signed.authors])];
  const updatedAt = date?.updatedAt ?? header.updatedAt;
  const section = header.section ?? defaults.section;
  const source = signed.source ?? header.site ?? defaults.source;
  return {
    article: {
      ...(title === undefined
        ? {}
        : { id: articleIdFrom(fileName, title, date?.publishedAt.slice(0, 10) ?? null), title }),
      ...(lead === undefined ? {} : { lead }),
      body: body.join('\n\n'),
      captions,
      ...(section === undefined ? {} : { section }),
      ...(source === undefined ? {} : { source }),
      authors: authors.length > 0 ? authors : defaults.authors,
      tags: [...new Set([...tags, ...defaults.tags])],
      ...(date === null ? {} : { publishedAt: date.publishedAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
    },
    problem: problemOf(title, date, body, lines.slice(0, HEADER_LINES)),
    warnings: [...doubts, ...warnings],
  };
};

interface Header {
  readonly title?: string;
  readonly section?: string;
  /** The newspaper's own name above the title. */
  readonly site?: string;
  readonly date: DateLine | null;
  readonly updatedAt?: string;
  readonly authors: readonly string[];
  /** What follows the header. */
  readonly rest: readonly PortalLine[];
}

/** Title, date line and what stands around them: path, section, buttons, author. */
const readHeader = (lines: readonly PortalLine[]): Header => {
  const dateAt = findDateLine(lines);
  const date = readDateLine(lines[dateAt]?.text ?? '');
  const above: PortalLine[] = [];
  let section: string | undefined;
  for (const line of lines.slice(0, Math.max(dateAt, 0))) {
    const path = readPath(line.text);
    if (path !== null) section = path;
    else if (!isFurniture(line)) above.push(line);
  }
  let site: string | undefined;
  if (isSection(above[0], above[1])) {
    const name = above.shift()?.text;
    if (name !== undefined && isOrganisation(name)) site = name;
    else section ??= name;
  }
  const below = lines.slice(dateAt + 1);
  // Some portals set the date above the title, some have none.
  const [first, ...rest] = above.length > 0 ? [...above, ...below] : skipFurniture(below);
  const title = first !== undefined && first.text.length <= LONGEST_TITLE ? first.text : undefined;
  const remaining = title === undefined && first !== undefined ? [first, ...rest] : rest;
  const aboveLeft = above.length > 0 ? above.length - (title === undefined ? 0 : 1) : 0;
  const furniture = readFurniture(remaining.slice(aboveLeft));
  return {
    ...(title === undefined ? {} : { title }),
    ...(section === undefined || section === title ? {} : { section }),
    ...(site === undefined ? {} : { site }),
    date,
    ...(furniture.updatedAt === undefined ? {} : { updatedAt: furniture.updatedAt }),
    authors: furniture.authors,
    rest: [...remaining.slice(0, aboveLeft), ...furniture.rest],
  };
};

/** Whether a line above the article's date is the page's: a button, a path, the clock of the site. */
const isFurniture = ({ text }: PortalLine): boolean =>
  readBoilerplate(text) !== null || readDateLine(text) !== null;

/** A title has more words than the name of a section. */
const SHORTEST_TITLE_WORDS = 4;

/**
 * Where the article's date stands: the first line that is one, unless it stands above the title and another below it.
 * Then it is the clock of the site.
 */
const findDateLine = (lines: readonly PortalLine[]): number => {
  const isDate = ({ text }: PortalLine): boolean => readDateLine(text) !== null && !saysToday(text);
  const header = lines.slice(0, HEADER_LINES);
  const first = header.findIndex(({ text }) => readDateLine(text) !== null);
  const title = header.findIndex(
    (line, at) =>
      at > first &&
      !isFurniture(line) &&
      readPath(line.text) === null &&
      line.text.split(' ').length >= SHORTEST_TITLE_WORDS,
  );
  const isAbove = header
    .slice(0, first)
    .every((line) => isFurniture(line) || readPath(line.text) !== null || isShort(line));
  if (first === -1 || title === -1 || !isAbove) return header.findIndex(isDate);
  const isBelow = (line: PortalLine, at: number): boolean => at > title && isDate(line);
  const published = header.findIndex((line, at) => isBelow(line, at) && !saysUpdated(line.text));
  const below = published === -1 ? header.findIndex(isBelow) : published;
  const isNearby = header.slice(title + 1, below).every(({ text }) => text.length <= LONGEST_TITLE);
  if (below !== -1 && isNearby) return below;
  return saysToday(header[first]?.text ?? '') ? header.findIndex(isDate) : first;
};

const isShort = ({ text }: PortalLine): boolean => text.split(' ').length < SHORTEST_TITLE_WORDS;

const skipFurniture = (lines: readonly PortalLine[]): readonly PortalLine[] => {
  const start = lines.findIndex(({ text }) => readBoilerplate(text) === null);
  return start === -1 ? [] : lines.slice(start);
};

/** Buttons, the author and a second date may stand between the date line and the opening. */
const readFurniture = (
  lines: readonly PortalLine[],
): { authors: readonly string[]; updatedAt?: string; rest: readonly PortalLine[] } => {
  const authors: string[] = [];
  let updatedAt: string | undefined;
  let start = 0;
  for (const { text } of lines) {
    const date = readDateLine(text);
    const byline = text.length <= 80 ? readByline(text) : null;
    if (date !== null && saysUpdated(text)) updatedAt = date.publishedAt;
    else if (byline !== null && byline.source === undefined) authors.push(...byline.authors);
    else if (date === null && readBoilerplate(text)?.kind !== 'button') break;
    start++;
  }
  return { authors, ...(updatedAt === undefined ? {} : { updatedAt }), rest: lines.slice(start) };
};

/** A word or two above what reads like a title: the part of the paper. A lead below a title is a sentence. */
const isSection = (first: PortalLine | undefined, second: PortalLine | undefined): boolean =>
  first !== undefined &&
  second !== undefined &&
  first.text.split(' ').length <= 5 &&
  second.text.length > first.text.length &&
  second.text.length <= LONGEST_TITLE &&
  !/[.!…:]$/u.test(second.text);

/** Trang chủ › Xây dựng Đảng: the last step is the section. */
const readPath = (line: string): string | null => {
  const steps = line.split(/\s*[›»>]\s*/u).filter((step) => step !== '');
  return steps.length > 1 && line.length <= 120 ? (steps.at(-1) ?? null) : null;
};

/** An article's own lines, and what the others said. */
export interface ArticleLines {
  readonly paragraphs: readonly PortalLine[];
  readonly tags: readonly string[];
  readonly signed: { readonly authors: readonly string[]; readonly source?: string };
  /** Sentences below a box that were cut with it. */
  readonly warnings: readonly string[];
}

/** The article's own lines: what the page put below and between is cut, the signature read. */
export const readArticleLines = (lines: readonly PortalLine[]): ArticleLines => {
  const paragraphs: PortalLine[] = [];
  const tags: string[] = [];
  const warnings: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    const boilerplate = readBoilerplate(line.text);
    if (boilerplate === null) {
      paragraphs.push(line);
      continue;
    }
    if (boilerplate.kind === 'link') continue;
    if (boilerplate.kind === 'tags') tags.push(...boilerplate.tags);
    if (paragraphs.length === 0) continue;
    if (boilerplate.kind === 'ending' || boilerplate.kind === 'tags') break;
    const goesOn = findContinuation(lines, at + 1, boilerplate.kind);
    if (goesOn === -1) {
      const cut = lines.slice(at + 1).filter(({ text }) => isSentence(text));
      if (cut.length > 0) warnings.push(cutBelow(line.text, cut));
      break;
    }
    // “Đánh giá” heads a part of the article where that begins below it.
    if (boilerplate.kind === 'box' && isSentence(lines[at + 1]?.text ?? '')) {
      paragraphs.push(line);
      continue;
    }
    // A box amid the article: its titles go, the article goes on.
    if (boilerplate.kind === 'button') continue;
    const skipped = lines.slice(at + 1, goesOn);
    const own = ownBelow(skipped);
    paragraphs.push(...own);
    const cut = skipped.filter((each) => isSentence(each.text) && !own.includes(each));
    if (cut.length > 0) warnings.push(cutBelow(line.text, cut));
    at = goesOn - 1;
  }
  return { ...readSignature(paragraphs), tags, warnings };
};

/** Fewer titles may be one article with its summary. */
const FEWEST_TITLES = 2;

/**
 * Of the lines between a box's heading and the article's next paragraph, the short sentences that are the article's: below the
 * titles of a box, up to the next one. A sentence amid titles is the summary of one.
 */
const ownBelow = (lines: readonly PortalLine[]): readonly PortalLine[] => {
  const own: PortalLine[] = [];
  for (let start = 0; start < lines.length;) {
    const next = lines.findIndex(({ text }, at) => at >= start && readBoilerplate(text) !== null);
    const end = next === -1 ? lines.length : next;
    const listed = lines.slice(start, end);
    const titles = listed.findIndex(({ text }) => ENDS_STATEMENT.test(text));
    const below = titles < FEWEST_TITLES ? [] : listed.slice(titles);
    if (below.every(({ text }) => ENDS_STATEMENT.test(text))) own.push(...below);
    start = end + 1;
  }
  return own;
};

/** Titles end in question marks and quotations, too. */
const ENDS_STATEMENT = /[.…][”")]?$/u;

const cutBelow = (heading: string, cut: readonly PortalLine[]): string =>
  `text below “${heading}” was left out: ${cut.length} ${cut.length === 1 ? 'sentence' : 'sentences'}, the first “${cut[0]?.text.slice(0, 40) ?? ''}…”`;

/**
 * Where the article goes on below a box or a button: at a paragraph that is longer than any teaser, or at two in a row
 * that are long. -1 where it does not.
 */
const findContinuation = (lines: readonly PortalLine[], from: number, kind: Boilerplate['kind']): number => {
  // Readers' comments are sentences, too; the titles in lists of articles are none.
  const shortest = kind === 'list' ? SHORTEST_NEXT : SOME_PARAGRAPH;
  const isNext = (text = ''): boolean => text.length >= shortest && ENDS_SENTENCE.test(text);
  return lines.findIndex(
    ({ text }, at) =>
      at >= from &&
      isSentence(text) &&
      (text.length >= LONG_PARAGRAPH || (text.length >= SOME_PARAGRAPH && isNext(lines[at + 1]?.text))),
  );
};

const ENDS_SENTENCE = /[.!?…”")]$/u;

const isSentence = (text: string): boolean => text.length >= 80 && ENDS_SENTENCE.test(text);

/** The last lines may sign the article; at least one paragraph stays. */
const readSignature = (paragraphs: PortalLine[]): Pick<ArticleLines, 'paragraphs' | 'signed'> => {
  const authors: string[] = [];
  let source: string | undefined;
  while (paragraphs.length > 1) {
    const byline = readByline(paragraphs.at(-1)?.text ?? '');
    if (byline === null) break;
    authors.unshift(...byline.authors);
    source ??= byline.source;
    paragraphs.pop();
  }
  return { paragraphs, signed: { authors, ...(source === undefined ? {} : { source }) } };
};

/**
 * Whether the opening paragraph is a lead. A portal's text has lost the bold type that said so; what is left is its
 * place: it opens the article, is no longer than leads are, and the article goes on after it. Where a picture follows
 * it, one further paragraph is enough.
 */
const hasLead = (paragraphs: readonly PortalLine[], captionsAt: ReadonlySet<number>): boolean => {
  const [opening, second] = paragraphs;
  if (opening === undefined || captionsAt.has(0)) return false;
  const bodyParagraphs = paragraphs.length - captionsAt.size;
  const pictureFollows =
    captionsAt.has(1) || (second !== undefined && isWider(second.gap, usualGap(paragraphs)));
  return opening.text.length <= LONGEST_LEAD && bodyParagraphs >= (pictureFollows ? 2 : 3);
};

/** Some portals set the date below the article. */
const findDateBelow = (lines: readonly PortalLine[]): { line: PortalLine; date: DateLine } | null => {
  for (const line of lines.toReversed()) {
    const date = readDateLine(line.text);
    if (date !== null && !saysToday(line.text)) return { line, date };
  }
  return null;
};

const shortYear = (header: readonly PortalLine[]): string | undefined => {
  const line = header.find(({ text }) => hasShortYear(text));
  return line === undefined
    ? undefined
    : `the date “${line.text}” has a year of two digits: write all four, such as 21/01/2022`;
};

const problemOf = (
  title: string | undefined,
  date: DateLine | null,
  body: readonly string[],
  header: readonly PortalLine[],
): string | null => {
  if (title === undefined && date === null && body.length === 0) return 'It holds no text.';
  const missing = [
    ...(title === undefined ? ['no title was found: put it on the first line, by itself'] : []),
    ...(date === null
      ? [
          shortYear(header) ??
            'no date was found: put one on a line by itself below the title, such as “Ngày 21 tháng 01 năm 2022”',
        ]
      : []),
    ...(body.length === 0 ? ['there is no text below the title and the date'] : []),
  ];
  if (missing.length === 0) return null;
  const sentence = missing.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
};
