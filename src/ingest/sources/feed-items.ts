import { Parser } from 'htmlparser2';
import { recordGuess } from './guess-record.ts';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { readEncodingName, type Encoding } from '../encodings/legacy-encodings.ts';
import type { FeedEntry, FeedHeader } from './feed-entry.ts';

/** Feeds are flat; what is deeper is no feed. */
const DEEPEST = 100;
/** The most characters of one item. */
const LONGEST = 32 * 1024 * 1024;
/** Elements within one item. */
const MOST_ELEMENTS = 10_000;

const ITEMS = new Set(['item', 'entry']);
const FEEDS = new Set(['rss', 'feed', 'rdf:RDF', 'channel']);
/** Atom has markup as elements there. */
const XHTML_HOLDERS = new Set(['content', 'summary', 'title']);

interface OpenEntry {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: FeedEntry[];
  text: string;
}

/** An item of a feed, or what is wrong with the feed. */
export interface FoundItem {
  readonly item: FeedEntry | null;
  readonly header: FeedHeader;
  /** In a sentence; what came before it is good. */
  readonly fault: string | null;
  /** The encoding that the feed says it is in. */
  readonly declared: { readonly declared?: Encoding };
}

/** Takes RSS, RDF or Atom apart into its items, one at a time. */
export async function* feedItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FoundItem> {
  const found: FoundItem[] = [];
  const path: string[] = [];
  /** The channel or feed, and what is open within it. */
  const header: { children: FeedEntry[]; isWordPress: boolean; isFeed: boolean } = {
    children: [],
    isWordPress: false,
    isFeed: false,
  };
  let declared: { declared?: Encoding } = {};
  const records = recordGuess();
  let open: OpenEntry[] = [];
  let [length, elements] = [0, 0];
  let fault: string | null = null;
  let hasItems = false;

  const give = (item: FeedEntry | null, problem: string | null): void => {
    found.push({ item, header, fault: problem, declared });
  };
  const giveUp = (problem: string): void => {
    if (fault === null) give(null, problem);
    fault ??= problem;
    open = [];
  };

  const parser = new Parser(
    {
      onprocessinginstruction: (instruction, data) => {
        const [, named = ''] = /encoding\s*=\s*["']([\w.:-]+)["']/iu.exec(data) ?? [];
        const encoding = instruction === '?xml' ? readEncodingName(named) : null;
        if (encoding !== null && !encoding.startsWith('utf-')) declared = { declared: encoding };
      },
      onopentag: (tag, attributes) => {
        path.push(tag);
        if (!header.isFeed) records.open(tag, attributes);
        if (fault !== null) return;
        if (path.length > DEEPEST)
          return giveUp(`Its elements are nested more than ${DEEPEST} deep: it is no feed.`);
        if (FEEDS.has(tag)) {
          header.isFeed = true;
          header.isWordPress ||= Object.keys(attributes).includes('xmlns:wp');
          return;
        }
        const parent = open.at(-1);
        if (parent === undefined && !header.isFeed) return;
        // Within Atom's XHTML everything is text.
        const holder = open.find((entry) => isXhtml(entry));
        if (holder !== undefined) {
          holder.text += `<${tag}${attributesText(attributes)}>`;
          return;
        }
        if (++elements > MOST_ELEMENTS) return;
        open.push({ name: tag, attributes, children: [], text: '' });
      },
      ontext: (text) => {
        const entry = open.at(-1);
        if (entry === undefined || fault !== null) return;
        length += text.length;
        if (length <= LONGEST) entry.text += isXhtml(entry) ? escapeText(text) : text;
      },
      onclosetag: (tag) => {
        path.pop();
        if (!header.isFeed) records.close();
        if (fault !== null || FEEDS.has(tag)) return;
        const entry = open.at(-1);
        if (entry === undefined) return;
        if (entry.name !== tag) {
          const holder = open.find((each) => isXhtml(each));
          if (holder !== undefined) holder.text += `</${tag}>`;
          return;
        }
        open.pop();
        const whole: FeedEntry = {
          name: entry.name,
          attributes: entry.attributes,
          text: entry.text,
          children: entry.children,
        };
        const parent = open.at(-1);
        if (parent !== undefined) parent.children.push(whole);
        else if (!ITEMS.has(tag)) header.children.push(whole);
        else {
          hasItems = true;
          if (length > LONGEST) give(null, 'An item is longer than 32 MB.');
          else give(whole, null);
        }
        if (parent === undefined) [length, elements] = [0, 0];
      },
    },
    { xmlMode: true, recognizeSelfClosing: true },
  );

  const decoder = escapedUtf8Decoder();
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk));
    yield* found.splice(0);
    if (fault !== null) return;
  }
  parser.write(decoder.end());
  const isCut = path.length > 0 && fault === null;
  const wasOpen = open.some(({ name }) => ITEMS.has(name));
  open = [];
  fault ??= isCut ? '' : null;
  parser.end();
  fault = fault === '' ? null : fault;
  if (isCut && header.isFeed) {
    give(null, `The feed breaks off${wasOpen ? ' amid an item' : ''}. What came before was imported.`);
  } else if (!header.isFeed && fault === null) {
    give(null, noFeed(records.guess()));
  } else if (!hasItems && fault === null) {
    give(null, 'The feed has no items.');
  }
  yield* found.splice(0);
}

const noFeed = (record = 'NAME'): string =>
  `It is no RSS, no Atom, and no export of WordPress. If it is XML of a shape of its own, name the element that is an article: --record ${record}, and its fields with --field.`;

const isXhtml = ({ name, attributes }: OpenEntry): boolean =>
  XHTML_HOLDERS.has(name) && attributes['type'] === 'xhtml';

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attributesText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('');
