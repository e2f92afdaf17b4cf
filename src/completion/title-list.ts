import { tokenize } from '../text/tokenize.ts';
import { createCompletionIndex, MAX_TOKENS, type CompletionIndex } from './completion-index.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The titles of the newest articles, as they come and go. Articles of one title are one text. */
export interface TitleList {
  readonly index: CompletionIndex;
  /** Articles in it. */
  readonly articles: number;
  /**
   * Puts an article's title in place of the one before.
   *
   * @returns whether anything is different now
   */
  put(id: string, title: string, publishedAt: number): boolean;
  /** @returns whether it was there */
  remove(id: string): boolean;
  /** Lets go of the oldest beyond what the list may hold and of what removed texts take, and puts all in order. */
  tidy(): Generator<void, void>;
}

interface Titled {
  /** Its number in the index, or `NOT_OFFERED`. */
  readonly entry: number;
  readonly publishedAt: number;
}

/** For an article whose title is not suggested. It is known all the same, so that what is known can be counted. */
const NOT_OFFERED = -1;

/** Titles longer than this are headlines of nothing that anybody would pick. */
const MAX_LENGTH = 300;

/** @param most how many articles are kept at most: the newest */
export const createTitleList = (vocabulary: Vocabulary, most: number): TitleList => {
  let index = createCompletionIndex(vocabulary);
  let byId = new Map<string, Titled>();

  const remove = (id: string): boolean => {
    const before = byId.get(id);
    if (before === undefined) return false;
    byId.delete(id);
    if (before.entry === NOT_OFFERED) return true;
    const { count, newest } = index.get(before.entry);
    index.update(before.entry, count - 1, newest);
    return true;
  };

  const put = (id: string, title: string, publishedAt: number): boolean => {
    const before = byId.get(id);
    const tokens = title.length > MAX_LENGTH ? 0 : tokenize(title).length;
    const isOffered = tokens > 0 && tokens <= MAX_TOKENS;
    const known = isOffered ? index.numberOf(title) : NOT_OFFERED;
    if (before !== undefined) {
      if (before.entry === known && before.publishedAt === publishedAt) return false;
      remove(id);
      return put(id, title, publishedAt);
    }
    if (known === NOT_OFFERED) {
      byId.set(id, { entry: NOT_OFFERED, publishedAt });
      return true;
    }
    if (known === undefined) {
      byId.set(id, { entry: index.add({ text: title, count: 1, newest: publishedAt }), publishedAt });
      return true;
    }
    const { count, newest } = index.get(known);
    index.update(known, count + 1, Math.max(newest, publishedAt));
    byId.set(id, { entry: known, publishedAt });
    return true;
  };

  function* tidy(): Generator<void, void> {
    if (byId.size > most * 1.05) {
      const dates = Float64Array.from(byId.values(), ({ publishedAt }) => publishedAt).sort();
      const oldest = dates[dates.length - most] ?? -Infinity;
      let at = 0;
      for (const [id, { publishedAt }] of byId) {
        if (at++ % 1_000 === 0) yield;
        if (publishedAt < oldest) remove(id);
      }
    }
    if (index.removed <= 1_000 + index.size / 3) {
      yield* index.settle();
      return;
    }
    const fresh = createCompletionIndex(vocabulary);
    const moved = new Map<number, number>();
    const ids = new Map<string, Titled>();
    let at = 0;
    for (const [id, { entry, publishedAt }] of byId) {
      if (at++ % 200 === 0) yield;
      const now = entry === NOT_OFFERED ? NOT_OFFERED : (moved.get(entry) ?? fresh.add(index.get(entry)));
      if (entry !== NOT_OFFERED) moved.set(entry, now);
      ids.set(id, { entry: now, publishedAt });
    }
    yield* fresh.settle();
    index = fresh;
    byId = ids;
  }

  return {
    get index() {
      return index;
    },
    get articles() {
      return byId.size;
    },
    put,
    remove,
    tidy,
  };
};
