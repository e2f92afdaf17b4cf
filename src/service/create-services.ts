import { MAPPING_VERSION } from '../analysis/index-body.ts';
import type { Config } from '../config.ts';
import { createAlertServices } from '../desk/alerts/alert-services.ts';
import { startPart } from '../deadline.ts';
import type { AlertServices } from '../domain/alert.ts';
import { AppError } from '../domain/app-error.ts';
import { createPinDesk } from '../desk/pins/pin-desk.ts';
import { createSynonymDesk } from '../desk/synonyms/synonym-desk.ts';
import { createStatistics } from '../desk/stats/create-statistics.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import {
  hiddenIn,
  TIMED_FIELDS,
  secondOf,
  viewNow,
  type Clock,
  type Portion,
  type View,
} from '../domain/visibility.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import type { Engine } from '../engine/engine.ts';
import { indexMissing } from '../engine/to-app-error.ts';
import { trySearch } from '../engine/wait-until-ready.ts';
import type { Services } from '../http/services.ts';
import { sharedLook } from './shared-look.ts';
import { startAlerts, type SendingAlerts } from './start-alerts.ts';
import type { BackgroundWork } from './background-metrics.ts';
import { NO_OBSERVER, type Observer } from './observer.ts';
import { learntIndexName } from '../index-lifecycle/index-names.ts';
import { mismatchIn, verifyIndex } from '../index-lifecycle/verify-index.ts';
import { deleteArticle, getArticle, putArticle } from '../ingest/article-store.ts';
import { openArticleStore } from '../ingest/open-article-store.ts';
import { createArticleReader } from '../ingest/reading/create-article-reader.ts';
import { writeLines } from '../ingest/write-lines.ts';
import { turnsBefore } from '../matching/pin-list.ts';
import {
  abbreviationsPath,
  createAbbreviationsFile,
  readAbbreviationsText,
} from '../search/abbreviations-file.ts';
import { learnLanguage } from '../search/archive-language.ts';
import { countHits } from '../search/count-hits.ts';
import { countTrends } from '../search/count-trends.ts';
import { createCompletions } from '../search/completions.ts';
import { createAnswerCache } from '../search/answer-cache.ts';
import { createCursors } from '../search/cursors.ts';
import { exportArticles } from '../search/export-articles.ts';
import { watchEpochs } from '../search/index-epochs.ts';
import { createKeptTitles } from '../search/kept-titles.ts';
import { listArticles } from '../search/list-articles.ts';
import { markArticle } from '../search/mark-article.ts';
import { createPointsInTime } from '../search/points-in-time.ts';
import { createReader, isSeen, seenAmong } from '../search/reader.ts';
import { relatedArticles } from '../search/related-articles.ts';
import { answerSearch } from '../search/search-articles.ts';
import type { Searched } from '../search/searched.ts';
import { beginPart, beginTask, taskOf } from '../task.ts';
import { inATightHeap } from './in-a-tight-heap.ts';

export interface RunningServices extends Services {
  /** Begins to read what is kept in memory, which otherwise the first who needs it does; and to see to alerts. */
  start(): void;
  /** Writes what is in memory alone, within so many milliseconds. */
  finish(ms: number): Promise<void>;
  /** Ends what is done in the background, once the signal is aborted. */
  close(): Promise<void>;
}

export interface ServicesOptions {
  /**
   * Told when the list of abbreviations cannot be read, and the one before stays in use; and when what is kept in memory
   * cannot be brought up to date.
   */
  readonly onFault?: (error: unknown) => void;
  readonly observer?: Observer;
  /** What says when an article is seen; the time of day unless given. */
  readonly clock?: Clock;
  /** Milliseconds between two writes of what readers searched for, and between two looks at what many do. */
  readonly countedEveryMs?: number;
  readonly popularEveryMs?: number;
  /** So many milliseconds an answer is given again without a look whether the index has changed; 100. */
  readonly epochTrustMs?: number;
  /** Aborted: nothing is done in the background any more. */
  readonly signal?: AbortSignal;
}

/** What differs with the part of the archive that is to be seen. */
type Reading = Pick<
  Services,
  | 'searchArticles'
  | 'countTrends'
  | 'relatedArticles'
  | 'suggest'
  | 'getArticle'
  | 'titlesOf'
  | 'viewArticle'
  | 'listArticles'
  | 'exportArticles'
> &
  AlertServices;

/**
 * What the HTTP layer asks for, answered by the engine.
 *
 * @throws AppError `configuration` where there is no file of the newsroom's own at the path that is set
 */
export const createServices = (
  engine: Engine,
  {
    index,
    abbreviationsFile = null,
    cursorKey = null,
    replicas = 0,
    mail = null,
    allowPrivateWebhooks = false,
    publicUrl = null,
    resultCacheMb = 0,
    statsDays = 0,
    statsMin = 5,
  }: Pick<Config, 'index'> &
    Partial<
      Pick<
        Config,
        | 'abbreviationsFile'
        | 'cursorKey'
        | 'mail'
        | 'allowPrivateWebhooks'
        | 'publicUrl'
        | 'replicas'
        | 'resultCacheMb'
        | 'statsDays'
        | 'statsMin'
      >
    >,
  {
    onFault,
    observer = NO_OBSERVER,
    clock = Date.now,
    countedEveryMs,
    popularEveryMs,
    epochTrustMs = 100,
    signal,
  }: ServicesOptions = {},
): RunningServices => {
  const abbreviations = createAbbreviationsFile(abbreviationsPath(abbreviationsFile), {
    onRead: (isDone) => observer.onFileRead('abbreviations', isDone),
    ...(onFault !== undefined && { onFault }),
  });
  // A path that is wrong ends the start; a list with a slip in it must not keep the paper from being searched.
  if (abbreviationsFile !== null) readAbbreviationsText(abbreviationsFile);
  abbreviations.current();
  const store = openArticleStore(engine, index);
  const reader = createArticleReader();
  signal?.addEventListener('abort', () => void reader.close(), { once: true });
  const inBackground = (work: BackgroundWork) => ({
    clock,
    signal: signalFor(work, signal),
    ...(onFault !== undefined && { onFault }),
    onLooked: (isDone: boolean) => observer.onLooked(work, isDone),
  });
  const language = learnLanguage(engine, store.names.read, inBackground('language'));
  const statistics =
    statsDays === 0
      ? null
      : createStatistics(engine, {
          ...inBackground('statistics'),
          alias: index,
          replicas,
          days: statsDays,
          atLeast: statsMin,
          ...(countedEveryMs !== undefined && { everyMs: countedEveryMs }),
          seen: (ids, signal) =>
            seenAmong(createReader(engine, viewNow(clock)), store.names.read, ids, { signal }),
          countHits: async (queries, options) =>
            countHits(await searchingIn(viewNow(clock)), queries, options),
          observer,
        });
  const completions = createCompletions(engine, store.names.read, () => language.current().corrector, {
    ...inBackground('suggestions'),
    kept: createKeptTitles(engine, learntIndexName(index)),
    ...(statistics !== null && { findPopular: statistics.findPopular }),
    ...(popularEveryMs !== undefined && { popularEveryMs }),
  });
  const pins = createPinDesk(engine, index, inBackground('pins'));
  const synonyms = createSynonymDesk(engine, index, () => abbreviations.current(), inBackground('synonyms'));
  /** What an answer depends on beside the articles: what editors decided, as of now, and what is known of the language. */
  const reckonedWith = async (): Promise<readonly unknown[]> => {
    const [list, spellings] = await Promise.all([pins.known(), synonyms.known()]);
    // What is known of the language is another once a word is in no article that is seen.
    return [spellings, list, turnsBefore({ list, at: secondOf(clock) }), language.current()];
  };
  const epochs = watchEpochs(engine, store.names.read, {
    clock,
    trustMs: epochTrustMs,
    signal: signalFor('epochs', signal),
  });
  const answers =
    resultCacheMb === 0
      ? null
      : createAnswerCache<Searched>(epochs, {
          mostBytes: resultCacheMb * 2 ** 20,
          isWhole: ({ result }) => !result.partial,
          sizeOf: ({ result }) => Math.ceil(BYTES_A_LETTER * JSON.stringify(result).length),
        });
  /** What was written here is found here as soon as it is anywhere. */
  const noted = async <T>(written: Promise<T>): Promise<T> => {
    try {
      return await written;
    } finally {
      epochs.onWrite();
    }
  };
  const walks = {
    cursors: createCursors(cursorKey),
    points: createPointsInTime(engine, store.names.read),
  };
  /** How what is typed is read. */
  const readingContext = async () => {
    const [known, spellings] = await Promise.all([language.known(), synonyms.known()]);
    return { abbreviations: spellings, ...known };
  };
  const searchingIn = async (view: View) => {
    const [read, list] = await Promise.all([readingContext(), pins.known()]);
    return {
      engine: createReader(engine, view),
      index: store.names.read,
      ...read,
      pins: { list, at: view.at },
      walks,
    };
  };
  const alerts = { clock, reading: readingContext, hasMail: mail !== null };
  let sending: SendingAlerts | null = null;
  const reading = (portion?: Portion): Reading => {
    const viewOf = (preview?: boolean): View => viewNow(clock, preview, portion);
    const searching = (request: SearchRequest | null) => searchingIn(viewOf(request?.wanted.preview));
    return {
      ...createAlertServices(engine, index, alerts, portion),
      searchArticles: async (request, signal) => {
        const started = performance.now();
        const whole = taskOf(signal);
        // Of many searches of one request each has figures of its own.
        const part = startPart(signal);
        const task = whole && beginPart(part.signal, whole);
        const make = async (): Promise<Searched> =>
          answerSearch(await searching(request), request, part.signal);
        try {
          // Where it goes on, an answer is asked for once.
          const isKept = request.shown.cursor === undefined && request.wanted.preview !== true;
          const [searched, origin] =
            answers !== null && isKept
              ? await answers.answer(JSON.stringify([portion, request]), await reckonedWith(), make)
              : [await make(), 'made' as const];
          observer.onAnswered(origin);
          const tookMs = Math.round(performance.now() - started);
          const answered =
            origin === 'made' ? searched : { ...searched, result: { ...searched.result, tookMs } };
          observer.onSearched(request, answered, task);
          return answered.result;
        } catch (error) {
          observer.onSearchFailed(error);
          throw error;
        } finally {
          part.end();
        }
      },
      countTrends: async (request, signal) => countTrends(await searching(null), request, signal),
      relatedArticles: (id, request, signal) =>
        relatedArticles(
          { engine, index: store.names.read, view: viewOf(request.preview) },
          id,
          request,
          signal,
        ),
      suggest: async (request) => {
        language.start();
        // They are made of all titles and names there are.
        if (portion !== undefined) return { query: request.typed, suggestions: [], partial: false };
        return completions.complete(request);
      },
      getArticle: async (id, { preview }, signal) => {
        const article = await getArticle(store, id, signal);
        const view = viewOf(preview);
        return article !== null && isSeen(article, view) ? { ...article, ...hiddenIn(article, view) } : null;
      },
      titlesOf: async (ids, { preview }, signal) => {
        const view = viewOf(preview);
        const found = await engine.mget<StoredArticle>(store.names.read, ids, {
          fields: TITLE_FIELDS,
          signal,
        });
        return new Map(
          found.flatMap((one): [string, string][] =>
            one !== null && isTitled(one.source) && isSeen({ ...NO_NAMES, ...one.source }, view)
              ? [[one.id, one.source.title]]
              : [],
          ),
        );
      },
      viewArticle: async (id, request, signal) => {
        const article = await getArticle(store, id, signal);
        return article !== null && isSeen(article, viewOf())
          ? markArticle(await searching(null), article, request, signal)
          : null;
      },
      listArticles: async (request, signal) => listArticles(await searching(request), request, signal),
      exportArticles: async (request, signal) =>
        exportArticles({ ...(await searching(request)), points: walks.points }, request, signal),
    };
  };
  const services: RunningServices = {
    ...reading(),
    statistics,
    popularSearches: completions.popular,
    // What is searched for in a part of the archive is no reader’s search of all of it.
    within: (portion) => ({
      ...services,
      ...reading(portion),
      statistics: null,
      popularSearches: () => [],
    }),
    areSeen: (ids) => completions.areSeen(ids),
    readArticle: reader.readBody,
    putArticle: (article, options, signal) => noted(putArticle(store, article, { ...options, signal })),
    deleteArticle: (id, options, signal) => noted(deleteArticle(store, id, { ...options, signal })),
    writeLines: async function* (chunks, options) {
      for await (const result of writeLines(store, chunks, { ...options, readLine: reader.readLine })) {
        epochs.onWrite();
        yield result;
      }
    },
    pins,
    synonyms,
    checkReady: sharedLook(async (signal) => {
      await checkReady(engine, index, signal);
      await language.known();
      if (!language.hasLooked()) {
        throw new AppError(
          'starting',
          'The service is learning the words of the archive from its articles. Try again in a few seconds.',
          { retryAfter: 5 },
        );
      }
    }),
    start: () => {
      completions.start();
      language.start();
      // Both of these looks are under way.
      void inATightHeap(Promise.allSettled([completions.look(), language.look()]));
      pins.start();
      synonyms.start();
      statistics?.start();
      sending ??= startAlerts(engine, index, {
        clock,
        reading: readingContext,
        mail,
        allowPrivateWebhooks,
        publicUrl,
        observer,
        signal: signalFor('alerts', signal),
        ...(onFault !== undefined && { onFault }),
      });
    },
    close: async () => {
      await sending?.close();
    },
    finish: async (ms) => statistics?.finish(ms),
  };
  return services;
};

/** A letter of an answer takes two bytes in memory, and up to one and a half in the UTF-8 that is sent of it. */
const BYTES_A_LETTER = 3.5;

/** The title, and what says who sees it. */
const TITLE_FIELDS = ['title', 'section', 'authors', 'tags', 'source', ...TIMED_FIELDS];

const NO_NAMES = { authors: [], tags: [] };

/** What was removed has none. */
const isTitled = ({ title }: Partial<StoredArticle>): boolean => title !== undefined;

/** A signal of its own for each kind of work: whose calls to the engine they are is told by it. */
const signalFor = (work: BackgroundWork | 'epochs', stop: AbortSignal | undefined): AbortSignal => {
  const signal = AbortSignal.any(stop === undefined ? [] : [stop]);
  beginTask(signal, `background-${work}`);
  return signal;
};

const checkReady = async (engine: Engine, index: string, signal: AbortSignal): Promise<void> => {
  const state = await trySearch(engine, index, signal);
  if (state === 'index_missing') throw indexMissing(index);
  if (state !== 'ready') {
    throw new AppError('engine_unavailable', 'A search does not work yet. Try again in a moment.', {
      retryAfter: 5,
    });
  }
  const mismatch = mismatchIn(await verifyIndex(engine, index, { signal }), MAPPING_VERSION);
  if (mismatch !== null) throw new AppError('index_mismatch', mismatch);
};
