import { entryText } from './feed-entry.ts';
import { addressOf, readFeedItem } from './feed-item.ts';
import { feedItems } from './feed-items.ts';
import { mendValue } from './mend-value.ts';
import { forced } from './read-page.ts';
import type { ReadOptions, ReadRecord } from './source-record.ts';
import { emptySite, learnFromItem, readWordPressItem, type WordPressSite } from './wordpress.ts';

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
