import { Parser } from 'htmlparser2';
import { escapedUtf8Decoder } from '../encodings/escaped-utf8.ts';
import { readEncodingName, type Encoding } from '../encodings/legacy-encodings.ts';
import { entryText, type FeedEntry, type FeedHeader } from './feed-entry.ts';
import { addressOf, readFeedItem } from './feed-item.ts';
import { mendValue } from './mend-value.ts';
import { forced } from './read-page.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';
import { emptySite, learnFromItem, readWordPressItem, type WordPressSite } from './wordpress.ts';

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

/**
 * Reads RSS 2.0, Atom, RDF (RSS 1.0), and exports of WordPress (WXR), an item at a time: a file may have any length.
 *
 * @param reopen Gives the whole source once more; WordPress puts authors and captions where they are not at hand yet.
 *   `null` where it can be read only once.
 */
export async function* readFeed(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
  reopen: (() => AsyncIterable<Uint8Array>) | null,
): AsyncGenerator<ReadRecord> {
  let site = emptySite();
  let shared = new SharedAddresses();
  let wordPress: boolean | null = null;
  let count = 0;
  for await (const { item, header, fault, declared } of feedItems(chunks)) {
    if (fault !== null) {
      yield { from: name, problem: fault };
      continue;
    }
    if (item === null) continue;
    const from = `${name}#${++count}`;
    if (wordPress === null) {
      wordPress = header.isWordPress;
      if (wordPress && reopen !== null) site = await learnSite(reopen());
      if (!wordPress && reopen !== null) shared = await learnAddresses(reopen());
    }
    const mended = mendValue({ item, header }, { ...forced(options), ...declared });
    const { value, ...told } =
      'problem' in mended
        ? // Read all the same: its bytes can be told apart in the dead-letter file.
          { value: { item, header }, problem: mended.problem }
        : mended;
    if (wordPress) learnFromItem(site, value.item);
    const record = wordPress
      ? readWordPressItem(value.item, value.header, site, options)
      : readFeedItem(value.item, value.header, options, (address) => shared.isShared(address, count));
    if (reopen === null) shared.add(addressOf(value.item), count);
    yield { from, ...record, ...told };
  }
}

/** The pictures of a whole export, which may stand behind the posts that show them. */
const learnSite = async (chunks: AsyncIterable<Uint8Array>): Promise<WordPressSite> => {
  const site = emptySite();
  for await (const { item, declared } of feedItems(chunks)) {
    if (item === null || entryText(item, 'wp:post_type') !== 'attachment') continue;
    const mended = mendValue(item, declared);
    if (!('problem' in mended)) learnFromItem(site, mended.value);
  }
  return site;
};

/** Which addresses several items of a feed have. Of a feed that can be read only once, those before. */
class SharedAddresses {
  readonly #firstAt = new Map<string, number>();
  readonly #shared = new Set<string>();

  add(address: string | undefined, at: number): void {
    if (address === undefined) return;
    if (this.#firstAt.has(address)) this.#shared.add(address);
    else this.#firstAt.set(address, at);
  }

  isShared(address: string, at: number): boolean {
    return this.#shared.has(address) || (this.#firstAt.get(address) ?? at) < at;
  }
}

const learnAddresses = async (chunks: AsyncIterable<Uint8Array>): Promise<SharedAddresses> => {
  const addresses = new SharedAddresses();
  // Where each stands is of no matter: those of all are known.
  for await (const { item } of feedItems(chunks)) if (item !== null) addresses.add(addressOf(item), Infinity);
  return addresses;
};

interface FoundItem {
  readonly item: FeedEntry | null;
  readonly header: FeedHeader;
  readonly fault: string | null;
  readonly declared: { readonly declared?: Encoding };
}

async function* feedItems(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FoundItem> {
  const found: FoundItem[] = [];
  const path: string[] = [];
  /** The channel or feed, and what is open within it. */
  const header: { children: FeedEntry[]; isWordPress: boolean; isFeed: boolean } = {
    children: [],
    isWordPress: false,
    isFeed: false,
  };
  let declared: { declared?: Encoding } = {};
  /** The names of the elements of the first levels, and how often each stands there. */
  const names = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
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
        if (path.length <= 3) names[path.length - 1]?.set(tag, (names[path.length - 1]?.get(tag) ?? 0) + 1);
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
    give(null, noFeed(names));
  } else if (!hasItems && fault === null) {
    give(null, 'The feed has no items.');
  }
  yield* found.splice(0);
}

/** What repeats below the root is likely the record; otherwise the root itself is the only one. */
const noFeed = (names: readonly ReadonlyMap<string, number>[]): string => {
  const repeated = names
    .slice(1)
    .map((level) => [...level].find(([, count]) => count > 1)?.[0])
    .find((name) => name !== undefined);
  const name = repeated ?? [...(names[0] ?? [])][0]?.[0] ?? 'NAME';
  return `It is no RSS, no Atom, and no export of WordPress. If it is XML of a shape of its own, name the element that is an article: --record ${name}, and its fields with --field.`;
};

const isXhtml = ({ name, attributes }: OpenEntry): boolean =>
  XHTML_HOLDERS.has(name) && attributes['type'] === 'xhtml';

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const attributesText = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('');
