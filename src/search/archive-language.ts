import { setTimeout as sleep } from 'node:timers/promises';
import { createCorrector } from '../correction/create-corrector.ts';
import type { Corrector } from '../correction/create-corrector.ts';
import { SYLLABLE_TOKENIZER } from '../analysis/analysis-settings.ts';
import { tokenizerIn } from '../analysis/word-fields.ts';
import { hasCode } from '../domain/app-error.ts';
import type { FoundDocument } from '../domain/answer.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import { visibleAt, type Clock } from '../domain/visibility.ts';
import { createLanguageCounter } from '../language/count-language.ts';
import type { LanguageCounter, Span } from '../language/count-language.ts';
import { createArticleCounter, type ArticleCounter } from '../language/count-articles.ts';
import { NO_LANGUAGE } from '../language/language-model.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { Engine } from '../engine/engine.ts';
import { pagesOf } from '../engine/pages-of.ts';
import type { PagedEngine } from '../engine/pages-of.ts';
import { createExpiries, type Expiries } from './expiries.ts';
import { followArticles } from './follow-articles.ts';
import type { ArticleChange, FollowedEngine } from './follow-articles.ts';
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
  /** Told while an archive is read how many of its articles have been, and how many are to be. */
  readonly onRead?: (articles: number, of: number) => void;
}

/** What an archive's texts say, and what that makes of slips. */
export interface KnownLanguage {
  readonly language: LanguageModel;
  readonly corrector: Corrector;
  /** Whether the index has a field of words beside those of syllables: see `analysis/word-fields.ts`. */
  readonly hasWordField: boolean;
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

const NOTHING_KNOWN: KnownLanguage = {
  language: NO_LANGUAGE,
  corrector: createCorrector(NO_LANGUAGE),
  hasWordField: false,
};

type LanguageEngine = FollowedEngine &
  PagedEngine &
  Pick<Engine, 'count' | 'refresh' | 'getSettings' | 'analyze'>;

type Texts = Pick<
  StoredArticle,
  'title' | 'lead' | 'body' | 'captions' | 'authors' | 'tags' | 'visibleUntil'
>;
type TextsChange = ArticleChange<Texts>;

const FIELDS: readonly (keyof Texts)[] = [
  'title',
  'lead',
  'body',
  'captions',
  'authors',
  'tags',
  'visibleUntil',
];
const PAGE = 250;
const KEEP_ALIVE = '2m';

/** Once of so many more, or fewer, articles is known than are to be read of a large archive, it is read anew. */
const MOST_STRAY = 0.5;

/** What is counted, and of which articles. */
interface Count {
  readonly counter: LanguageCounter;
  readonly articles: ArticleCounter;
  /** Of what is withdrawn at a time that is known, so that nothing is told of it until the next look. */
  readonly expiries: Expiries;
  readonly isSample: boolean;
  /** Whether the index has a tokenizer of words. */
  readonly hasWordField: boolean;
}

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
    onRead = () => {},
  }: ArchiveLanguageOptions = {},
): ArchiveLanguage => {
  let counted: Count | null = null;
  let known: KnownLanguage = NOTHING_KNOWN;
  /** How many terms were lost when `known` was made. */
  let lost = 0;
  let hasLooked = false;
  let follower = followArticles(engine, alias, FIELDS, clock);

  const publish = ({ counter, hasWordField }: Count): void => {
    // Another corrector, since one remembers words.
    known = { language: counter.model, corrector: createCorrector(counter.searches), hasWordField };
    lost = counter.lost;
  };

  const takeAll = async (count: Count, changes: readonly TextsChange[]): Promise<void> => {
    await inSlices(countAll(count, changes), signal);
    if (count.hasWordField) await learnWords(engine, alias, count.counter, changes, signal);
  };

  const readAll = async (): Promise<void> => {
    follower = followArticles(engine, alias, FIELDS, clock);
    // A sample is not to grow by what is told a second time.
    await engine.refresh(alias, signal === undefined ? {} : { signal });
    const at = await follower.begin(signal, 0);
    const settings = await engine.getSettings(alias, signal === undefined ? {} : { signal });
    const sample = await sampleOf(engine, alias, at, mostArticles, signal);
    const counter = createLanguageCounter();
    const fresh: Count = {
      counter,
      articles: createArticleCounter(counter),
      expiries: createExpiries(),
      isSample: sample.isPart,
      hasWordField: tokenizerIn(settings) !== SYLLABLE_TOKENIZER,
    };
    let read = 0;
    for await (const changes of sample.pages) {
      await takeAll(fresh, changes);
      read += changes.length;
      onRead(read, sample.articles);
    }
    counted = fresh;
    publish(fresh);
  };

  const look = async (): Promise<void> => {
    if (counted === null || (await follower.isElsewhere(signal))) return readAll();
    for await (const changes of follower.changes<Texts>(signal)) await takeAll(counted, changes);
    if (counted.counter.lost !== lost) publish(counted);
    const { articles, isSample } = counted;
    const isStray =
      articles.articles > mostArticles * (1 + MOST_STRAY) ||
      (isSample && articles.articles < mostArticles * (1 - MOST_STRAY));
    if (isStray) await readAll();
  };

  const current = (): KnownLanguage => {
    if (counted === null) return known;
    for (const id of counted.expiries.due(clock())) counted.articles.remove(id);
    if (counted.counter.lost !== lost) publish(counted);
    return known;
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
    current,
    hasLooked: () => hasLooked,
    known: async () => {
      start();
      const left = (startedAt ?? 0) + patienceMs - performance.now();
      if (hasLooked || left <= 0) return current();
      const over = new AbortController();
      await Promise.race([
        repeated.look().catch(() => {}),
        sleep(left, undefined, { ref: false, signal: over.signal }).catch(() => {}),
      ]);
      over.abort();
      return current();
    },
    start,
    look: repeated.look,
  };
};

/** What stands between titles that are analyzed as one text; no word reaches over it. */
const BETWEEN_TITLES = ' . ';

/** Learns from titles, which say the most in the fewest words, how the index's tokenizer of words divides them. */
const learnWords = async (
  engine: Pick<Engine, 'analyze'>,
  alias: string,
  counter: LanguageCounter,
  changes: readonly TextsChange[],
  signal: AbortSignal | undefined,
): Promise<void> => {
  const titles = changes.flatMap(({ source: { title } }) => title ?? []);
  if (titles.length === 0) return;
  const words = await engine
    .analyze(
      alias,
      { field: 'text.words', text: titles.join(BETWEEN_TITLES) },
      signal === undefined ? {} : { signal },
    )
    .catch((error: unknown) => {
      // A plugin that fails at one text is no reason to know nothing of the others.
      if (hasCode(error, 'engine_rejected')) return [];
      throw error;
    });
  let from = 0;
  let at = 0;
  for (const title of titles) {
    const to = from + title.length;
    const spans: Span[] = [];
    for (; (words[at]?.startOffset ?? Infinity) < to; at += 1) {
      const { startOffset = 0, endOffset = 0 } = words[at] ?? {};
      if (startOffset >= from) spans.push({ start: startOffset - from, end: endOffset - from });
    }
    counter.addWords(title, spans);
    from = to + BETWEEN_TITLES.length;
  }
};

function* countAll({ articles, expiries }: Count, changes: readonly TextsChange[]): Generator<void, void> {
  for (const { id, source } of changes) {
    const { title, lead, body, captions = [], authors = [], tags = [], visibleUntil } = source;
    if (title === undefined) articles.remove(id);
    else {
      const others = [lead, body, ...captions, ...authors, ...tags].filter((text) => text !== undefined);
      yield* articles.put(id, { title, others });
    }
    expiries.set(id, visibleUntil);
  }
}

interface Sample {
  readonly pages: AsyncIterable<readonly TextsChange[]>;
  /** How many there will be, or nearly. */
  readonly articles: number;
  /** Whether there are more articles. */
  readonly isPart: boolean;
}

/** The texts of all articles, or of as many that are spread over the archive by their ids. */
const sampleOf = async (
  engine: LanguageEngine,
  alias: string,
  at: string,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Sample> => {
  const options = signal === undefined ? {} : { signal };
  const filter = { bool: { filter: [NOT_REMOVED, visibleAt(at)] } };
  const all = await engine.count(alias, filter, options);
  const isPart = all > most;
  const query = isPart
    ? { function_score: { query: filter, random_score: { seed: 1, field: 'id' }, boost_mode: 'replace' } }
    : filter;
  const body = {
    query,
    ...(isPart && { min_score: 1 - most / all, track_scores: true }),
    _source: FIELDS,
  };
  const pages = pagesOf<Texts>(engine, alias, body, { size: PAGE, keepAlive: KEEP_ALIVE, ...options });
  return { pages: changesIn(pages), articles: Math.min(all, most), isPart };
};

async function* changesIn(
  pages: AsyncIterable<readonly FoundDocument<Texts>[]>,
): AsyncGenerator<readonly TextsChange[], void, void> {
  for await (const page of pages) yield page.map(({ id, source }) => ({ id, source: source ?? {} }));
}
