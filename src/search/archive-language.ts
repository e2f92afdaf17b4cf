import { setTimeout as sleep } from 'node:timers/promises';
import { createCorrector } from '../correction/create-corrector.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { visibleAt, type Clock } from '../domain/visibility.ts';
import { createLanguageCounter } from '../language/count-language.ts';
import type { LanguageCounter } from '../language/count-language.ts';
import { NO_LANGUAGE, SETTLED_TOKENS } from '../language/language-model.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';
import type { PagedEngine } from '../engine/pages-of.ts';
import { followArticles } from './follow-articles.ts';
import type { FollowedEngine } from './follow-articles.ts';
import { inSlices } from '../in-slices.ts';
import { repeatLook } from './repeat-look.ts';

export interface ArchiveLanguageOptions {
  /** Milliseconds between two looks at what has been written: 5,000. */
  readonly everyMs?: number;
  /** Of a larger archive as many articles are read, spread over all of it: 40,000. */
  readonly mostArticles?: number;
  /** Milliseconds from the start that searches wait for the first look: 2,000. */
  readonly patienceMs?: number;
  /** What says when an article is seen. */
  readonly clock?: Clock;
  /** Aborted: nothing is read any more. */
  readonly signal?: AbortSignal;
  /** Told once when the index cannot be read, and again after it could be in between. */
  readonly onFault?: (error: unknown) => void;
  /** Told after every look at the index whether it succeeded. */
  readonly onLooked?: (isDone: boolean) => void;
}

/** What an archive's texts say, and what that makes of slips. */
export interface KnownLanguage {
  readonly language: LanguageModel;
  readonly corrector: Corrector;
}

/** What an archive's own texts say about its language, kept in step with it. */
export interface ArchiveLanguage {
  /** As far as it is known: nothing before the first look is over. */
  current(): KnownLanguage;
  /**
   * The same, once the first look is over, for which it waits a moment: a search that comes right after the start
   * is read as those after it are.
   */
  known(): Promise<KnownLanguage>;
  /** Whether the first look is over, be it in vain. */
  hasLooked(): boolean;
  /** Begins to read the index in the background. */
  start(): void;
  /** Takes one look at the index now; for whoever can't wait until the next. */
  look(): Promise<void>;
}

const NOTHING_KNOWN: KnownLanguage = { language: NO_LANGUAGE, corrector: createCorrector(NO_LANGUAGE) };

type LanguageEngine = FollowedEngine & PagedEngine & Pick<Engine, 'count' | 'refresh'>;

type Texts = Pick<StoredArticle, 'title' | 'lead' | 'body' | 'captions' | 'authors' | 'tags'>;

const FIELDS = ['title', 'lead', 'body', 'captions', 'authors', 'tags'];
const PAGE = 250;
const KEEP_ALIVE = '2m';

/** Once so much more was counted than was there when all was read, it is read anew: edits count twice, removals on. */
const MOST_GROWTH = 0.5;

/**
 * Learns an archive's language from its articles: all of them, or of a large archive a sample, the same for whoever
 * reads it.
 *
 * @param alias the alias that is read
 */
export const learnLanguage = (
  engine: LanguageEngine,
  alias: string,
  {
    everyMs = 5_000,
    mostArticles = 40_000,
    patienceMs = 2_000,
    clock = Date.now,
    signal,
    onFault = () => {},
    onLooked = () => {},
  }: ArchiveLanguageOptions = {},
): ArchiveLanguage => {
  let counter: LanguageCounter | null = null;
  let known: KnownLanguage = NOTHING_KNOWN;
  let hasLooked = false;
  let follower = followArticles(engine, alias, FIELDS, clock);
  /** How many tokens there were when all was read. */
  let read = 0;

  const readAll = async (): Promise<void> => {
    const fresh = createLanguageCounter();
    follower = followArticles(engine, alias, FIELDS, clock);
    // Counts are added up: nothing is to be read twice.
    await engine.refresh(alias, signal === undefined ? {} : { signal });
    const at = await follower.begin(signal, 0);
    for await (const texts of sampledTexts(engine, alias, at, mostArticles, signal)) {
      await inSlices(countAll(fresh, texts), signal);
    }
    counter = fresh;
    known = { language: fresh.model, corrector: createCorrector(fresh.searches) };
    read = fresh.model.tokens;
  };

  const look = async (): Promise<void> => {
    if (counter === null || (await follower.isElsewhere(signal))) return readAll();
    for await (const changes of follower.changes<Texts>(signal)) {
      const texts = changes.flatMap(({ source }) => (source.title === undefined ? [] : [source]));
      await inSlices(countAll(counter, texts), signal);
    }
    const { tokens } = counter.model;
    if (tokens > SETTLED_TOKENS && tokens > read * (1 + MOST_GROWTH)) await readAll();
  };

  const repeated = repeatLook(
    () =>
      look().finally(() => {
        hasLooked = true;
      }),
    {
      everyMs,
      onFault,
      onLooked,
      ...(signal === undefined ? {} : { signal }),
    },
  );
  let startedAt: number | null = null;
  const start = (): void => {
    startedAt ??= performance.now();
    repeated.start();
  };

  return {
    current: () => known,
    hasLooked: () => hasLooked,
    known: async () => {
      start();
      const left = (startedAt ?? 0) + patienceMs - performance.now();
      if (hasLooked || left <= 0) return known;
      const over = new AbortController();
      await Promise.race([
        repeated.look().catch(() => {}),
        sleep(left, undefined, { ref: false, signal: over.signal }).catch(() => {}),
      ]);
      over.abort();
      return known;
    },
    start,
    look: repeated.look,
  };
};

function* countAll(counter: LanguageCounter, texts: readonly Partial<Texts>[]): Generator<void, void> {
  for (const { title, lead, body, captions = [], authors = [], tags = [] } of texts) {
    if (title !== undefined) counter.add(title, true);
    for (const text of [lead, body, ...captions, ...authors, ...tags]) {
      for (const piece of piecesOf(text ?? '')) {
        counter.add(piece);
        yield;
      }
    }
    yield;
  }
}

/** Longer texts are counted in pieces, so that nobody waits for all of one. */
const LONGEST_PIECE = 32 * 1024;

/** Cut at spaces: of some thousands of pairs of neighbours one is lost. */
function* piecesOf(text: string): Generator<string, void> {
  for (let from = 0; from < text.length;) {
    const most = from + LONGEST_PIECE;
    const space = most < text.length ? text.lastIndexOf(' ', most) : -1;
    const to = space > from ? space : most;
    yield text.slice(from, to);
    from = to;
  }
}

/** The texts of all articles, or of as many that are spread over the archive by their ids. */
async function* sampledTexts(
  engine: LanguageEngine,
  alias: string,
  at: string,
  most: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Partial<Texts>[], void, void> {
  const options = signal === undefined ? {} : { signal };
  const filter = { bool: { filter: [NOT_REMOVED, visibleAt(at)] } };
  const all = await engine.count(alias, filter, options);
  const query =
    all <= most
      ? filter
      : { function_score: { query: filter, random_score: { seed: 1, field: 'id' }, boost_mode: 'replace' } };
  const body = {
    query,
    ...(all <= most ? {} : { min_score: 1 - most / all, track_scores: true }),
    _source: FIELDS,
  };
  for await (const page of pagesOf<Texts>(engine, alias, body, {
    size: PAGE,
    keepAlive: KEEP_ALIVE,
    ...options,
  }))
    yield page.flatMap(({ source }) => source ?? []);
}
