import { createCompletionBook } from '../completion/completion-book.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import type { Article } from '../domain/article.ts';
import type { PopularSearch } from '../domain/search-statistics.ts';
import type { Suggestion, Suggestions, SuggestRequest } from '../domain/suggestion.ts';
import { secondOf, type Clock } from '../domain/visibility.ts';
import { highlight } from '../results/highlight.ts';
import { countNames, NAME_KINDS, type CountedNames } from './count-names.ts';
import { followArticles, type ArticleChange, type FollowedEngine } from './follow-articles.ts';
import { inSlices } from '../in-slices.ts';
import { createExpiries } from './expiries.ts';
import type { KeptArticle, KeptHead, KeptTitles } from './kept-titles.ts';
import { repeatLook } from './repeat-look.ts';
import { searchFor } from './search-for.ts';

export interface CompletionsOptions {
  /** Milliseconds between two looks at what has been written: 5,000. */
  readonly everyMs?: number;
  /** Names and phrases are counted anew at the earliest after so many times as long as it took the last time: 20. */
  readonly pause?: number;
  /** The titles of so many articles are kept, the newest: 400,000, in some 110 MB. */
  readonly mostTitles?: number;
  /** Where the titles are kept for other instances; absent: each reads them itself. */
  readonly kept?: KeptTitles;
  /** Of fewer articles none are kept: they are read in a moment. 20,000. */
  readonly keptFrom?: number;
  /** What many readers search for, where that is counted. */
  readonly findPopular?: (signal?: AbortSignal) => Promise<readonly PopularSearch[]>;
  /** Milliseconds after which that is asked anew though no article was written: 60,000. */
  readonly popularEveryMs?: number;
  /** What says when an article is seen. */
  readonly clock?: Clock;
  /** Aborted: nothing is read any more. */
  readonly signal?: AbortSignal;
  /** Told once when the index cannot be read, and again after it could be in between. */
  readonly onFault?: (error: unknown) => void;
  /** Told after every look at the index whether it succeeded. */
  readonly onLooked?: (isDone: boolean) => void;
}

/** The completions of a search box, kept in step with the index. */
export interface Completions {
  /** Begins to read the index in the background; the first call of `complete` does, too. */
  start(): void;
  /** Ways to go on with what was typed. Never waits for the engine. */
  complete(request: SuggestRequest): Suggestions;
  /** What many readers search for, with how many articles it finds; the most frequent first. */
  readonly popular: () => readonly PopularSearch[];
  /** Whether all of these articles are known, and seen by readers now. */
  areSeen(ids: readonly string[]): boolean;
  /** Takes one look at the index now; for whoever can't wait until the next. */
  look(): Promise<void>;
}

type Titles = Pick<Article, 'title' | 'publishedAt' | 'url' | 'visibleUntil'>;
type TitleChange = ArticleChange<Titles>;
const FIELDS: readonly (keyof Titles)[] = ['title', 'publishedAt', 'url', 'visibleUntil'];

/** Titles are kept anew once so large a share of them may be others. */
const KEPT_CHANGES = 0.1;
/** And this often at most, whether that succeeds or not. */
const KEPT_PAUSE_MS = 10 * 60_000;
/** Where more writes than this share of the titles were made since, all is read instead of what is kept. */
const MOST_MISSED = 0.5;

/** An article that is written while they are counted is no reason to read all anew. */
const CERTAIN = 1;

/**
 * Completions from an index's own titles and names. They live in memory: the newest titles with their phrases, and
 * the names; read when the service starts, then followed write by write.
 *
 * @param alias the alias that is read
 * @param corrector what is known now of the slips of whole words
 */
export const createCompletions = (
  engine: FollowedEngine,
  alias: string,
  corrector: () => Corrector,
  {
    everyMs = 5_000,
    pause = 20,
    mostTitles = 400_000,
    kept,
    keptFrom = 20_000,
    findPopular,
    popularEveryMs = 60_000,
    clock = Date.now,
    signal,
    onFault = () => {},
    onLooked = () => {},
  }: CompletionsOptions = {},
): Completions => {
  const book = createCompletionBook(mostTitles);
  /** Of what is withdrawn at a time that is known, so that no title stays until the next look. */
  const expiries = createExpiries();
  let follower = followArticles(engine, alias, FIELDS, clock);
  /** Whether all titles have been read once, and whether all names were counted. */
  let isRead = false;
  let hasNames = false;
  /** Whether all has to be read, for the first time or again. */
  let mustRead = true;
  /** How often in a row the index had another number of articles than are known. */
  let doubts = 0;
  /** Whether anything was written since the last look. */
  let hasChanged = false;
  /** Whether names, and whether phrases, may be others than those that are known. */
  const stale = { names: true, phrases: true, popular: true };
  const notBefore = { names: 0, phrases: 0, popular: 0, kept: 0 };
  /** What is kept for other instances, as far as it is known here. */
  let keptHead: KeptHead | null = null;
  /** Whether what was kept, and may be hidden since, is not yet brought up to date. */
  let isOutdated = false;
  let popular: readonly PopularSearch[] = [];
  let popularAt = -Infinity;

  function* takeAll(changes: readonly TitleChange[]): Generator<void, boolean> {
    let isNew = false;
    for (const [i, { id, source }] of changes.entries()) {
      if (i % 50 === 0) yield;
      const { title, publishedAt, url = null, visibleUntil } = source;
      expiries.set(id, visibleUntil);
      const isOther =
        title === undefined || publishedAt === undefined
          ? book.titles.remove(id)
          : book.titles.put(id, title, Date.parse(publishedAt), url);
      isNew = isOther || isNew;
    }
    return isNew;
  }

  /** Does it unless it was done, or failed, a moment ago, as measured by how long it takes. */
  const unlessLately = async (what: keyof typeof stale, work: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    if (!stale[what] || started < notBefore[what]) return;
    stale[what] = false;
    try {
      await work();
      notBefore[what] = performance.now() + pause * (performance.now() - started);
    } catch (error) {
      stale[what] = true;
      throw error;
    }
  };

  const setNames = async (counted: CountedNames): Promise<void> => {
    for (const kind of NAME_KINDS)
      await inSlices(book.setNames(kind, await inSlices(counted.names(kind), signal)), signal);
  };

  const refreshNames = () =>
    unlessLately('names', async () => {
      let counted: CountedNames | null = null;
      try {
        for await (counted of countNames(engine, alias, secondOf(clock), optionsOf(signal)));
      } catch (error) {
        // The newest names are more than none.
        if (counted !== null && !hasNames) await setNames(counted);
        throw error;
      }
      if (counted === null) return;
      await setNames(counted);
      hasNames = true;
      // Where something was deleted or missed without a trace, only reading all anew tells what.
      const isQuiet = isRead && !hasChanged && follower.isCaughtUp() && counted.articles <= mostTitles;
      if (!isQuiet) return;
      doubts = counted.articles === book.titles.articles ? 0 : doubts + 1;
      mustRead = doubts > CERTAIN;
      stale.names ||= doubts > 0;
    });

  const refreshPhrases = () => unlessLately('phrases', () => inSlices(book.findPhrases(), signal));

  const setPopular = (found: readonly PopularSearch[]): Generator<void, void> => {
    popular = found;
    const newest = clock();
    return book.setPopular(
      found.map(({ q, searches, hits }) => ({ text: q, count: hits, weight: searches, newest })),
    );
  };

  const refreshPopular = async (): Promise<void> => {
    if (findPopular === undefined) return;
    stale.popular ||= hasChanged || performance.now() - popularAt > popularEveryMs;
    await unlessLately('popular', async () => {
      await inSlices(setPopular(await findPopular(signal)), signal);
      popularAt = performance.now();
    });
  };

  /**
   * Titles as another instance has read them, with what was written since. None is suggested before that is known: it may be
   * hidden by now.
   *
   * @returns whether there are any
   */
  const readKept = async (): Promise<boolean> => {
    if (kept === undefined) return false;
    isOutdated = true;
    try {
      keptHead = await kept.find(optionsOf(signal));
      if (keptHead === null) return false;
      if (!(await follower.resume(keptHead.positions, mostTitles * MOST_MISSED, signal))) return false;
      for await (const articles of kept.read(keptHead, optionsOf(signal)))
        await inSlices(takeKept(articles), signal);
      await takeChanges();
      return true;
    } catch (error) {
      signal?.throwIfAborted();
      // They can be read all the same.
      onFault(error);
      return false;
    } finally {
      isOutdated = false;
    }
  };

  function* takeKept(articles: readonly KeptArticle[]): Generator<void, void> {
    for (const [i, { id, title, publishedAt, url, until }] of articles.entries()) {
      if (i % 50 === 0) yield;
      expiries.set(id, until);
      book.titles.put(id, title, publishedAt, url);
    }
  }

  function* toBeKept(): Generator<KeptArticle, void> {
    for (const article of book.titles.all()) {
      const until = expiries.of(article.id);
      yield until === undefined ? article : { ...article, until: new Date(until).toISOString() };
    }
  }

  /** Writes since the titles were kept; of another index all are. */
  const writesSince = (head: KeptHead | null): number =>
    follower.positions().reduce((sum, { index, shard, known }) => {
      const before = head?.positions.find((one) => one.index === index && one.shard === shard);
      return sum + (before === undefined ? Infinity : known - before.known);
    }, 0);

  const keepTitles = async (): Promise<void> => {
    const { articles } = book.titles;
    const isDue = (): boolean => writesSince(keptHead) > articles * KEPT_CHANGES;
    if (kept === undefined || !isRead || mustRead || articles < keptFrom || !isDue()) return;
    const started = performance.now();
    if (started < notBefore.kept) return;
    notBefore.kept = started + KEPT_PAUSE_MS;
    try {
      // Another instance may have kept them.
      keptHead = await kept.find(optionsOf(signal));
      if (!isDue()) return;
      keptHead = (await kept.keep(toBeKept(), follower.positions(), optionsOf(signal))) ?? keptHead;
    } catch (error) {
      signal?.throwIfAborted();
      // What is suggested here is right without.
      onFault(error);
    }
  };

  /** What is known is suggested until all is read again. */
  const readAll = async (): Promise<void> => {
    mustRead = true;
    follower = followArticles(engine, alias, FIELDS, clock);
    await follower.begin(signal);
    book.titles.beginReading();
    for await (const changes of follower.newest<Titles>(mostTitles, signal)) {
      await inSlices(takeAll(changes), signal);
      // Another archive's titles make room for those that are read.
      if (isRead) await inSlices(book.titles.tidy(), signal);
    }
    await inSlices(book.titles.forgetUnread(), signal);
    isRead = true;
    mustRead = false;
    doubts = 0;
    for (const what of ['names', 'phrases', 'popular'] as const) {
      stale[what] = true;
      notBefore[what] = 0;
    }
  };

  const takeChanges = async (): Promise<void> => {
    for await (const changes of follower.changes<Titles>(signal)) {
      const isNew = await inSlices(takeAll(changes), signal);
      hasChanged = true;
      stale.phrases ||= isNew;
    }
  };

  const readTitles = async (): Promise<void> => {
    if (!isRead && book.titles.articles === 0 && (await readKept())) {
      isRead = true;
      mustRead = false;
    } else if (mustRead || (await follower.isElsewhere(signal))) await readAll();
    else await takeChanges();
    if (hasChanged) stale.names = true;
    await inSlices(book.titles.tidy(), signal);
  };

  const look = async (): Promise<void> => {
    hasChanged = false;
    const faults: unknown[] = [];
    // Titles come first; what of these fails keeps none of the others from being known.
    for (const part of [readTitles, refreshNames, refreshPhrases, refreshPopular, keepTitles]) {
      try {
        await part();
      } catch (error) {
        signal?.throwIfAborted();
        faults.push(error);
      }
    }
    // Counted once more when nothing is written any more, to see whether all of it was read.
    if (hasChanged) stale.names = true;
    if (faults.length > 0) throw faults[0];
  };

  const withdrawDue = (): void => {
    const due = expiries.due(clock());
    for (const id of due) {
      if (!book.titles.remove(id)) continue;
      stale.names = true;
      stale.phrases = true;
    }
    if (due.length === 0 || popular.length === 0) return;
    // What they find has to be counted anew before it is told.
    stale.popular = true;
    for (const _ of setPopular([]));
  };

  const repeated = repeatLook(look, {
    everyMs,
    onFault,
    onLooked,
    ...(signal === undefined ? {} : { signal }),
  });

  return {
    start: repeated.start,
    look: repeated.look,
    popular: () => {
      repeated.start();
      withdrawDue();
      return popular;
    },
    areSeen: (ids) => {
      withdrawDue();
      return !isOutdated && ids.every((id) => book.titles.has(id));
    },
    complete: ({ typed, most, lang }) => {
      repeated.start();
      withdrawDue();
      const found = isOutdated ? [] : book.complete(typed, most, corrector());
      return {
        query: typed,
        suggestions: found.map(({ kind, text, count, typed: mark, article }): Suggestion => ({
          text,
          kind,
          count,
          highlight: highlight(text, [{ ...mark, key: '' }]),
          q: searchFor(kind, text, lang),
          id: article?.id ?? null,
          url: article?.url ?? null,
        })),
        partial: !isRead || !hasNames,
      };
    },
  };
};

const optionsOf = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
