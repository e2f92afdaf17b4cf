import { load, type CheerioAPI } from 'cheerio/slim';

import { cleanLine } from './clean-line.ts';

/** What an article's HTML holds to be read. */
export interface HtmlText {
  /** Paragraphs separated by `\n\n`; a single `\n` where the HTML has a line break within a paragraph. */
  readonly text: string;
  /** Captions of pictures and videos, in order, one line each. */
  readonly captions: readonly string[];
}

type Root = ReturnType<CheerioAPI['root']>[0];
type HtmlNode = Root['children'][number];
type HtmlElement = Extract<HtmlNode, { attribs: unknown }>;

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const BLOCKS = names(`
  address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol optgroup p pre section summary table caption
  tbody tfoot thead tr ul
`);
const CELLS = names('td th');
/** Not part of the text: code, controls, navigation, and what a player or a frame shows. */
const DROPPED = names(`
  head script style template noscript iframe object embed svg math canvas audio video map nav
  button select textarea input datalist
`);
const INLINE = names(`
  a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark picture q rp rt ruby s samp
  small source span strike strong sub sup time tt u var wbr
`);
const VOID = names('br hr img input source wbr embed area col link meta param track');
/** Elements that end those before them, where these were left open; blocks end a paragraph. */
const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    li: 'li',
    dt: 'dt dd',
    dd: 'dt dd',
    td: 'td th',
    th: 'td th',
    tr: 'tr td th',
    thead: 'tbody tfoot tr td th',
    tbody: 'thead tbody tfoot tr td th',
    tfoot: 'thead tbody tr td th',
    option: 'option',
    optgroup: 'optgroup option',
  }).map(([name, ended]) => [name, names(ended)]),
);

const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i;
/** What content management systems call the line below a picture: PhotoCMS_Caption, tplCaption, chu-thich. */
const CAPTION_CLASS =
  /(?:^|\s)(?!(?:has|with|no)[-_])[\w-]*(?:caption(?:[-_]?text)?|chu[-_]?thich(?:[-_]?anh)?)(?=\s|$)/i;
const FIGURE_MEDIA = names('img picture video iframe object audio amp-img amp-video');
/** What a figure says by itself of its caption, or what it shows in place of a picture. */
const FIGURE_TEXTS = names('figcaption table blockquote');

const isElement = (node: HtmlNode): node is HtmlElement => 'attribs' in node;

const NOT_BLANK = /\S/;

interface ParagraphSink {
  readonly paragraphs: string[];
  /** Text as it comes, `\n` for a line break. */
  readonly add: (text: string) => void;
  /** The end of a table cell: what follows in the same paragraph is parted from it. */
  readonly endCell: () => void;
  readonly endParagraph: () => void;
}

function paragraphSink(): ParagraphSink {
  const paragraphs: string[] = [];
  let pending = '';
  let hasText = false;
  let cellEnded = false;
  return {
    paragraphs,
    add: (text) => {
      if (NOT_BLANK.test(text)) {
        if (cellEnded) pending += ' | ';
        cellEnded = false;
        hasText = true;
      }
      pending += text;
    },
    endCell: () => {
      cellEnded = hasText;
    },
    endParagraph: () => {
      // Two line breaks with nothing between them are how many editors make a paragraph.
      for (const paragraph of hasText ? pending.split(/\n\s*\n/) : []) {
        const lines = paragraph.split('\n').map(cleanLine);
        const written = lines.filter((line) => line !== '').join('\n');
        if (written !== '') paragraphs.push(written);
      }
      pending = '';
      hasText = false;
      cellEnded = false;
    },
  };
}

/**
 * Reduces an article's HTML to its text. Blocks, list items and table rows are paragraphs (cells separated by ` | `),
 * `<br>` is a line break and two of them a paragraph; entities are decoded, link texts kept; scripts, styles,
 * forms, navigation and hidden elements dropped. Captions (`figcaption`, the text of a picture's `figure`, elements
 * whose class says caption) are given apart. Broken HTML is read as browsers do, never refused.
 *
 * @param html a fragment or a whole document
 */
export function htmlToText(html: string): HtmlText {
  const root = load(limitNesting(html), { xml: false }).root()[0];
  const pictures = captionedFigures(root);
  const body = paragraphSink();
  const captions: string[] = [];
  let sink = body;
  let captionElement: HtmlNode | undefined;

  const isCaption = (element: HtmlElement): boolean => {
    if (element.name === 'figcaption') return true;
    if (element.name === 'figure') return pictures.has(element);
    return CAPTION_CLASS.test(element.attribs['class'] ?? '');
  };

  /** @returns whether to go into its children */
  const enter = (node: HtmlNode): boolean => {
    if (node.type === 'text') {
      sink.add(node.data.replace(/[\r\n\v\f\u0085\u2028\u2029]+/g, ' '));
      return false;
    }
    if (!isElement(node)) return false;
    const { name, attribs } = node;
    if (name === 'br') sink.add('\n');
    if (DROPPED.has(name) || 'hidden' in attribs || HIDDEN_STYLE.test(attribs['style'] ?? '')) return false;
    if (captionElement === undefined && isCaption(node)) {
      body.endParagraph();
      captionElement = node;
      sink = paragraphSink();
    } else if (BLOCKS.has(name)) sink.endParagraph();
    return true;
  };

  const leave = (node: HtmlNode): void => {
    if (!isElement(node)) return;
    if (node === captionElement) {
      sink.endParagraph();
      const caption = cleanLine(sink.paragraphs.join(' '));
      if (caption !== '') captions.push(caption);
      captionElement = undefined;
      sink = body;
    } else if (BLOCKS.has(node.name)) sink.endParagraph();
    else if (CELLS.has(node.name)) sink.endCell();
  };

  // By the tree's own links rather than by recursion: hostile HTML nests deeper than the stack.
  let node: HtmlNode | null = root?.children[0] ?? null;
  while (node !== null) {
    const child: HtmlNode | null = enter(node) && 'children' in node ? (node.children[0] ?? null) : null;
    if (child !== null) {
      node = child;
      continue;
    }
    for (;;) {
      leave(node);
      if (node.next !== null) {
        node = node.next;
        break;
      }
      const parent: HtmlNode | null = node.parent;
      if (parent === null || (parent as unknown) === root) return { text: finish(), captions };
      node = parent;
    }
  }
  return { text: finish(), captions };

  function finish(): string {
    body.endParagraph();
    return body.paragraphs.join('\n\n');
  }
}

/** The figures whose text is the caption of a picture: those that hold one, and nothing with a text of its own. */
function captionedFigures(root: Root | undefined): ReadonlySet<HtmlNode> {
  const withMedia = new Set<HtmlNode>();
  const withTexts = new Set<HtmlNode>();
  /** Stops where another has marked the way up already: each element is marked once. */
  const markAround = ({ parent }: HtmlNode, marked: Set<HtmlNode>): void => {
    for (
      let each = parent as HtmlNode | null;
      each !== null && !marked.has(each);
      each = each.parent as HtmlNode | null
    )
      marked.add(each);
  };
  const left: HtmlNode[] = [...(root?.children ?? [])];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (!isElement(node)) continue;
    if (FIGURE_MEDIA.has(node.name)) markAround(node, withMedia);
    if (FIGURE_TEXTS.has(node.name)) markAround(node, withTexts);
    for (const child of node.children) left.push(child);
  }
  return new Set([...withMedia].filter((element) => !withTexts.has(element)));
}

const TAG = /<(\/?)([a-z][a-z0-9]*)(?=[\s/>])[^<>]*>/gi;
const MOST_NESTED = 2000;
/** What stays where nesting is undone: elements that hold no others. */
const KEPT = new Set([...VOID, 'script', 'style']);

/**
 * The parser takes quadratic time on deep nesting. No article nests its elements thousands deep: where a text does,
 * all tags but those that can't nest are made paragraph breaks.
 */
export function limitNesting(html: string): string {
  if (!isNestedDeep(html)) return html;
  return html.replace(TAG, (tag, _slash: string, name: string) =>
    KEPT.has(name.toLowerCase()) ? tag : '<p>',
  );
}

/** Follows the elements that are open as the parser would, without building anything. */
function isNestedDeep(html: string): boolean {
  const open: string[] = [];
  /** How many of each name are open, so that an end without a beginning costs nothing. */
  const counts = new Map<string, number>();
  const add = (name: string, change: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + change);
  };
  const end = (): string => {
    const name = open.pop() ?? '';
    add(name, -1);
    return name;
  };
  for (const [, slash, written = ''] of html.matchAll(TAG)) {
    const name = written.toLowerCase();
    if (VOID.has(name)) continue;
    if (slash !== '') {
      if ((counts.get(name) ?? 0) > 0) while (end() !== name);
      continue;
    }
    if (BLOCKS.has(name) && open.at(-1) === 'p') end();
    const ended = ENDED_BY.get(name);
    while (ended?.has(open.at(-1) ?? '') === true) end();
    open.push(name);
    add(name, 1);
    if (open.length > MOST_NESTED) return true;
  }
  return false;
}

const hasComment = (text: string): boolean => {
  const start = text.indexOf('<!--');
  return start !== -1 && text.includes('-->', start + 4);
};

/** How many elements a text can have at most, by where a tag may begin: told without parsing it. */
export function countTags(html: string): number {
  let count = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    const letter = html.charCodeAt(at + 1) | 0x20;
    if (letter >= 0x61 && letter <= 0x7a) count++;
  }
  return count;
}

/**
 * Whether a text is HTML rather than plain text that happens to have a `<`. Conservative: it needs a comment or
 * doctype, a known block element or `<br>`/`<img>`, or a known inline element that is also closed. `a < b`, `<3` and
 * `thẻ <b> để in đậm` are plain text; `giá <b>tăng</b>` and `<p>Giá` are HTML.
 */
export function looksLikeHtml(text: string): boolean {
  if (!text.includes('<')) return false;
  if (/^\s*<!doctype\s+html/i.test(text) || hasComment(text)) return true;
  const opened = new Set<string>();
  for (const [tag, slash, written = ''] of text.matchAll(TAG)) {
    const name = written.toLowerCase();
    // Attributes are names and quoted values; `<b và c>` has words instead.
    if (
      slash === '' &&
      !/^<[a-z][a-z0-9]*(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*\s*\/?>$/i.test(tag)
    )
      continue;
    if (
      BLOCKS.has(name) ||
      CELLS.has(name) ||
      name === 'br' ||
      name === 'img' ||
      name === 'script' ||
      name === 'style'
    )
      return true;
    if (!INLINE.has(name)) continue;
    if (slash === '') opened.add(name);
    else if (opened.has(name)) return true;
  }
  return false;
}
