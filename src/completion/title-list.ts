import type { SuggestedArticle } from '../domain/suggestion.ts';
import { tokenize } from '../text/tokenize.ts';
import { createColumn, push } from './column.ts';
import { createCompletionIndex, MAX_TOKENS, type CompletionIndex } from './completion-index.ts';
import { createKnownArticles } from './known-articles.ts';
import { NOT_THERE } from './number-table.ts';
import type { WrittenForms } from './written-forms.ts';

/** An article with the title that is suggested of it; `''` where none is. */
export interface TitledArticle {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: number;
  readonly url: string | null;
}

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
  /** All of them, in no order. */
  all(): Generator<TitledArticle, void>;
  /** The article of a text of the index, the newest where several have that title. */
  articleOf(entry: number): SuggestedArticle | null;
  /** @returns whether it was there */
  remove(id: string): boolean;
  /** From now on all is read anew: until `forgetUnread` what is known stays. */
  beginReading(): void;
  /** Lets go of all that was not put since `beginReading`. */
  forgetUnread(): Generator<void, void>;
  /**
   * Lets go of the oldest beyond what the list may hold, those first that are not read anew yet, and of what removed texts
   * take, and puts all in order.
   */
  tidy(): Generator<void, void>;
}

/** For an article whose title is not suggested. It is known all the same, so that what is known can be counted. */
const NOT_OFFERED = -1;
/** Behind the last article of a title. */
const NO_MORE = -1;

/** Titles longer than this are headlines of nothing that anybody would pick. */
const MAX_LENGTH = 300;

/** How many articles are gone through between two pauses. */
const SLICE = 2_000;

/** So many more than it may hold are let in before the oldest go. */
const SURPLUS = 1.05;

/** @param most how many articles are kept at most: the newest */
export const createTitleList = (written: WrittenForms, most: number): TitleList => {
  let index = createCompletionIndex(written);
  const articles = createKnownArticles();
  // By an article's row: its title's number in the index, or `NOT_OFFERED`; when it was published; the next article with
  // the same title; at which reading of all it was put last.
  const entries = createColumn(Int32Array);
  const dates = createColumn(Float64Array);
  const nexts = createColumn(Int32Array);
  const readings = createColumn(Uint8Array);
  /** By a title's number in the index: the first of its articles. */
  let firsts = createColumn(Int32Array);
  let reading = 0;

  const entryOf = (row: number): number => entries.data[row] ?? NOT_OFFERED;
  const dateOf = (row: number): number => dates.data[row] ?? 0;
  const nextOf = (row: number): number => nexts.data[row] ?? NO_MORE;
  const firstOf = (entry: number): number => firsts.data[entry] ?? NO_MORE;
  const isRead = (row: number): boolean => readings.data[row] === reading;

  /** The row of the newest article of a title. */
  const newestOf = (entry: number): number => {
    let newest = NO_MORE;
    for (let row = firstOf(entry); row !== NO_MORE; row = nextOf(row))
      if (newest === NO_MORE || dateOf(row) > dateOf(newest)) newest = row;
    return newest;
  };

  /** Takes an article from its title. */
  const detach = (row: number): void => {
    const entry = entryOf(row);
    if (entry === NOT_OFFERED) return;
    if (firstOf(entry) === row) firsts.data[entry] = nextOf(row);
    else {
      let before = firstOf(entry);
      while (before !== NO_MORE && nextOf(before) !== row) before = nextOf(before);
      nexts.data[before] = nextOf(row);
    }
    entries.data[row] = NOT_OFFERED;
    const newest = newestOf(entry);
    index.update(entry, index.texts.countOf(entry) - 1, newest === NO_MORE ? 0 : dateOf(newest));
  };

  const attach = (row: number, title: string | null, publishedAt: number): void => {
    dates.data[row] = publishedAt;
    entries.data[row] = NOT_OFFERED;
    nexts.data[row] = NO_MORE;
    if (title === null) return;
    const known = index.numberOf(title);
    if (known !== undefined) {
      nexts.data[row] = firstOf(known);
      firsts.data[known] = row;
      entries.data[row] = known;
      const { texts } = index;
      index.update(known, texts.countOf(known) + 1, Math.max(texts.newestOf(known), publishedAt));
      return;
    }
    const entry = index.add({ text: title, count: 1, newest: publishedAt });
    if (entry === undefined) return;
    push(firsts, row);
    entries.data[row] = entry;
  };

  const removeRow = (row: number): void => {
    detach(row);
    articles.remove(row);
  };

  const rowFor = (id: string, url: string | null): number => {
    const row = articles.add(id, url);
    if (row < entries.length) return row;
    push(entries, NOT_OFFERED);
    push(dates, 0);
    push(nexts, NO_MORE);
    push(readings, reading);
    return row;
  };

  const put = (id: string, title: string, publishedAt: number, url: string | null = null): boolean => {
    const tokens = title.length > MAX_LENGTH ? 0 : tokenize(title).length;
    const offered = tokens > 0 && tokens <= MAX_TOKENS ? title : null;
    const known = articles.find(id);
    if (known === NOT_THERE) {
      const row = rowFor(id, url);
      readings.data[row] = reading;
      attach(row, offered, publishedAt);
      return true;
    }
    readings.data[known] = reading;
    articles.setUrl(known, url);
    const entry = offered === null ? NOT_OFFERED : (index.numberOf(offered) ?? null);
    if (entry === entryOf(known) && dateOf(known) === publishedAt) return false;
    detach(known);
    attach(known, offered, publishedAt);
    return true;
  };

  /** Removes the articles that are not to stay. */
  function* keep(stays: (row: number) => boolean): Generator<void, void> {
    for (let row = 0; row < articles.rows; row++) {
      if (row % SLICE === 0) yield;
      if (articles.isTaken(row) && !stays(row)) removeRow(row);
    }
  }

  function* evict(): Generator<void, void> {
    if (articles.size > most * SURPLUS) yield* keep(isRead);
    if (articles.size <= most * SURPLUS) return;
    const rows = Array.from({ length: articles.rows }, (_, row) => row);
    const taken = rows.filter((row) => articles.isTaken(row));
    const oldest = Float64Array.from(taken, dateOf).sort()[taken.length - most] ?? -Infinity;
    yield* keep((row) => dateOf(row) >= oldest);
  }

  /** Moves what is left to an index without what was removed. */
  function* compact(): Generator<void, void> {
    const fresh = createCompletionIndex(written);
    const { texts } = index;
    const moved = new Int32Array(texts.size).fill(NOT_OFFERED);
    for (let entry = 0; entry < moved.length; entry++) {
      if (entry % 200 === 0) yield;
      if (texts.countOf(entry) > 0) moved[entry] = fresh.add(index.get(entry)) ?? NOT_OFFERED;
    }
    yield* fresh.settle();
    // Without a pause: articles may have been removed during those above.
    const held = createColumn(Int32Array, fresh.texts.size);
    for (const [entry, now] of moved.entries()) {
      if (now === NOT_OFFERED) continue;
      held.data[now] = firstOf(entry);
      const count = texts.countOf(entry);
      if (count !== fresh.texts.countOf(now)) fresh.update(now, count, texts.newestOf(entry));
    }
    held.length = fresh.texts.size;
    for (let row = 0; row < articles.rows; row++) {
      const entry = entryOf(row);
      if (entry !== NOT_OFFERED) entries.data[row] = moved[entry] ?? NOT_OFFERED;
    }
    index = fresh;
    firsts = held;
  }

  function* tidy(): Generator<void, void> {
    yield* evict();
    if (index.removed > 1_000 + index.size / 3) yield* compact();
    else yield* index.settle();
    articles.tidy();
  }

  return {
    get index() {
      return index;
    },
    get articles() {
      return articles.size;
    },
    articleOf: (entry) => {
      const newest = newestOf(entry);
      return newest === NO_MORE ? null : { id: articles.idOf(newest), url: articles.urlOf(newest) };
    },
    has: (id) => articles.find(id) !== NOT_THERE,
    all: function* () {
      for (let row = 0; row < articles.rows; row++) {
        if (!articles.isTaken(row)) continue;
        const entry = entryOf(row);
        const title = entry === NOT_OFFERED ? '' : index.texts.textOf(entry);
        yield { id: articles.idOf(row), title, publishedAt: dateOf(row), url: articles.urlOf(row) };
      }
    },
    put,
    remove: (id) => {
      const row = articles.find(id);
      if (row === NOT_THERE) return false;
      removeRow(row);
      return true;
    },
    beginReading: () => {
      reading = (reading + 1) % 256;
    },
    forgetUnread: () => keep(isRead),
    tidy,
  };
};
