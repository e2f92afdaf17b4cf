import { createCompletionBook, type CompletionBook, type NameKind } from '../completion/completion-book.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import type { Article } from '../domain/article.ts';
import type { PopularSearch } from '../domain/search-statistics.ts';
import type { Suggestion, Suggestions, SuggestRequest } from '../domain/suggestion.ts';
import { secondOf, type Clock } from '../domain/visibility.ts';
import { highlight } from '../results/highlight.ts';
import { countNames } from './count-names.ts';
import { followArticles, type ArticleChange, type FollowedEngine } from './follow-articles.ts';
import { inSlices } from '../in-slices.ts';
import { createExpiries, type Expiries } from './expiries.ts';
import { repeatLook } from './repeat-look.ts';
import { searchFor } from './search-for.ts';

export interface CompletionsOptions {
  /** Milliseconds between two looks at what has been written: 5,000. */
  readonly everyMs?: number;
  /** Names and phrases are counted anew at the earliest after so many times as long as it took the last time: 20. */
  readonly pause?: number;
  /** The titles of so many articles are kept, the newest: 200,000. */
  readonly mostTitles?: number;
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

const KINDS: readonly NameKind[] = ['section', 'author', 'tag'];

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
    mostTitles = 200_000,
    findPopular,
    popularEveryMs = 60_000,
    clock = Date.now,
    signal,
    onFault = () => {},
    onLooked = () => {},
  }: CompletionsOptions = {},
): Completions => {
  let book = createCompletionBook(mostTitles);
  /** Of what is withdrawn at a time that is known, so that no title stays until the next look. */
  let expiries = createExpiries();
  let follower = followArticles(engine, alias, FIELDS, clock);
  /** Whether everything has been read once. */
  let isRead = false;
  /** Whether all has to be read, for the first time or again. */
  let mustRead = true;
  /** How often in a row the index had another number of articles than are known. */
  let doubts = 0;
  /** Whether anything was written since the last look. */
  let hasChanged = false;
  /** Whether names, and whether phrases, may be others than those that are known. */
  const stale = { names: false, phrases: false, popular: true };
  const notBefore = { names: 0, phrases: 0, popular: 0 };
  let popular: readonly PopularSearch[] = [];
  let popularAt = -Infinity;

  const take = (target: CompletionBook, times: Expiries, { id, source }: TitleChange): boolean => {
    const { title, publishedAt, url = null, visibleUntil } = source;
    times.set(id, visibleUntil);
    return title === undefined || publishedAt === undefined
      ? target.titles.remove(id)
      : target.titles.put(id, title, Date.parse(publishedAt), url);
  };

  function* takeAll(
    target: CompletionBook,
    times: Expiries,
    changes: readonly TitleChange[],
  ): Generator<void, boolean> {
    let isNew = false;
    for (const [i, change] of changes.entries()) {
      if (i % 50 === 0) yield;
      isNew = take(target, times, change) || isNew;
    }
    return isNew;
  }

  /** Does it unless it was done a moment ago, as measured by how long it takes. */
  const unlessLately = async (what: keyof typeof stale, work: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    if (!stale[what] || started < notBefore[what]) return;
    stale[what] = false;
    await work();
    notBefore[what] = performance.now() + pause * (performance.now() - started);
  };

  const refreshNames = () =>
    unlessLately('names', async () => {
      const counted = await countNames(engine, alias, secondOf(clock), signal);
      for (const kind of KINDS) await inSlices(book.setNames(kind, counted[kind]), signal);
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

  const readAll = async (): Promise<void> => {
    const isFirst = book.titles.articles === 0;
    // What is known is suggested until all is read again.
    const fresh = isFirst ? book : createCompletionBook(mostTitles);
    const freshExpiries = createExpiries();
    follower = followArticles(engine, alias, FIELDS, clock);
    await follower.begin(signal);
    if (isFirst) {
      // These are few, and quickly there.
      stale.names = true;
      notBefore.names = 0;
      await refreshNames();
    }
    for await (const changes of follower.newest<Titles>(mostTitles, signal)) {
      await inSlices(takeAll(fresh, freshExpiries, changes), signal);
    }
    book = fresh;
    expiries = freshExpiries;
    isRead = true;
    mustRead = false;
    doubts = 0;
    stale.names = true;
    stale.phrases = true;
    stale.popular = true;
    notBefore.names = 0;
    notBefore.phrases = 0;
    notBefore.popular = 0;
  };

  const look = async (): Promise<void> => {
    hasChanged = false;
    if (mustRead || (await follower.isElsewhere(signal))) await readAll();
    else {
      for await (const changes of follower.changes<Titles>(signal)) {
        const isNew = await inSlices(takeAll(book, expiries, changes), signal);
        hasChanged = true;
        stale.phrases ||= isNew;
      }
    }
    if (hasChanged) stale.names = true;
    await inSlices(book.titles.tidy(), signal);
    await refreshPhrases();
    await refreshNames();
    await refreshPopular();
    // Counted once more when nothing is written any more, to see whether all of it was read.
    if (hasChanged) stale.names = true;
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
      return ids.every((id) => book.titles.has(id));
    },
    complete: ({ typed, most, lang }) => {
      repeated.start();
      withdrawDue();
      const found = book.complete(typed, most, corrector());
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
        partial: !isRead,
      };
    },
  };
};
