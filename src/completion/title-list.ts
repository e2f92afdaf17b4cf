import type { SuggestedArticle } from '../domain/suggestion.ts';
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
  put(id: string, title: string, publishedAt: number, url?: string | null): boolean;
  has(id: string): boolean;
  /** The article of a text of the index, the newest where several have that title. */
  articleOf(entry: number): SuggestedArticle | null;
  /** @returns whether it was there */
  remove(id: string): boolean;
  /** Lets go of the oldest beyond what the list may hold and of what removed texts take, and puts all in order. */
  tidy(): Generator<void, void>;
}

interface Titled {
  /** Its number in the index, or `NOT_OFFERED`. */
  readonly entry: number;
  readonly publishedAt: number;
  readonly url: string | null;
}

/** For an article whose title is not suggested. It is known all the same, so that what is known can be counted. */
const NOT_OFFERED = -1;

/** Titles longer than this are headlines of nothing that anybody would pick. */
const MAX_LENGTH = 300;

/** @param most how many articles are kept at most: the newest */
export const createTitleList = (vocabulary: Vocabulary, most: number): TitleList => {
  let index = createCompletionIndex(vocabulary);
  let byId = new Map<string, Titled>();
  /** By number in the index: the articles of a title, of which most have one. */
  let holders: (string | readonly string[])[] = [];

  const holdersOf = (entry: number): readonly string[] => [holders[entry] ?? []].flat();

  const newestOf = (entry: number): { id: string; titled: Titled } | null => {
    let newest: { id: string; titled: Titled } | null = null;
    for (const id of holdersOf(entry)) {
      const titled = byId.get(id);
      if (titled !== undefined && titled.publishedAt >= (newest?.titled.publishedAt ?? -Infinity))
        newest = { id, titled };
    }
    return newest;
  };

  const remove = (id: string): boolean => {
    const before = byId.get(id);
    if (before === undefined) return false;
    byId.delete(id);
    const { entry } = before;
    if (entry === NOT_OFFERED) return true;
    const others = holdersOf(entry).filter((other) => other !== id);
    holders[entry] = others;
    const { newest } = index.get(entry);
    index.update(entry, others.length, newestOf(entry)?.titled.publishedAt ?? newest);
    return true;
  };

  const put = (id: string, title: string, publishedAt: number, url: string | null = null): boolean => {
    const before = byId.get(id);
    const tokens = title.length > MAX_LENGTH ? 0 : tokenize(title).length;
    const isOffered = tokens > 0 && tokens <= MAX_TOKENS;
    const known = isOffered ? index.numberOf(title) : NOT_OFFERED;
    if (before !== undefined) {
      if (before.entry === known && before.publishedAt === publishedAt) {
        byId.set(id, { ...before, url });
        return false;
      }
      remove(id);
      return put(id, title, publishedAt, url);
    }
    if (known === NOT_OFFERED) {
      byId.set(id, { entry: NOT_OFFERED, publishedAt, url });
      return true;
    }
    if (known === undefined) {
      const entry = index.add({ text: title, count: 1, newest: publishedAt });
      holders[entry] = id;
      byId.set(id, { entry, publishedAt, url });
      return true;
    }
    const others = holdersOf(known);
    const { newest } = index.get(known);
    holders[known] = [...others, id];
    index.update(known, others.length + 1, Math.max(newest, publishedAt));
    byId.set(id, { entry: known, publishedAt, url });
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
    const held: (string | readonly string[])[] = [];
    let at = 0;
    for (const [id, { entry, publishedAt, url }] of byId) {
      if (at++ % 200 === 0) yield;
      const now = entry === NOT_OFFERED ? NOT_OFFERED : (moved.get(entry) ?? fresh.add(index.get(entry)));
      if (entry !== NOT_OFFERED) {
        moved.set(entry, now);
        held[now] = holders[entry] ?? [];
      }
      ids.set(id, { entry: now, publishedAt, url });
    }
    yield* fresh.settle();
    index = fresh;
    byId = ids;
    holders = held;
  }

  return {
    get index() {
      return index;
    },
    get articles() {
      return byId.size;
    },
    articleOf: (entry) => {
      const newest = newestOf(entry);
      return newest === null ? null : { id: newest.id, url: newest.titled.url };
    },
    has: (id) => byId.has(id),
    put,
    remove,
    tidy,
  };
};
