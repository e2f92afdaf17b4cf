import { readLines } from './read-lines.ts';
import { sendRequest } from './send-request.ts';
import type { CallOptions } from './send-request.ts';
import { TimbaoError } from './timbao-error.ts';
import type {
  Alert,
  AlertInput,
  AlertPreview,
  Alerts,
  AnalyzedText,
  Article,
  ArticleInput,
  BulkResult,
  BulkSummary,
  DeleteArticleParameters,
  Deliveries,
  ExportArticlesParameters,
  GetArticleParameters,
  Hit,
  ListDeliveriesParameters,
  CheckedPin,
  Pin,
  PinInput,
  Pins,
  PreviewAlertParameters,
  PutArticleParameters,
  Removal,
  RelatedArticles,
  RelatedArticlesParameters,
  SearchAnswer,
  SearchAnswers,
  SearchArticlesParameters,
  SearchInput,
  SearchResult,
  SearchStatistics,
  SearchStatisticsParameters,
  StoredAlert,
  SuggestParameters,
  Suggestions,
  AllSynonyms,
  Synonyms,
  SynonymsInput,
  ClickInput,
  CompareTrendsParameters,
  Trends,
  WriteArticlesParameters,
  WriteResult,
} from './interface-types.ts';

export type * from './interface-types.ts';
export type { CallOptions } from './send-request.ts';
export { TimbaoError } from './timbao-error.ts';
export type { TimbaoErrorCode } from './timbao-error.ts';

export interface ClientOptions {
  /** Where the service is: `https://search.example`, or a path below that it is mounted at. */
  readonly baseUrl: string | URL;
  /** For writing and export. Keep it on a server: whoever has it may write. */
  readonly apiKey?: string | undefined;
  /** Milliseconds to wait for an answer to begin; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** How often a call is sent again that could not be answered; 2 unless told. */
  readonly retries?: number | undefined;
  /** In place of the global one. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** A line of an upload. */
export type Write =
  | (ArticleInput & { readonly id: string })
  | { readonly delete: string; readonly version?: number | undefined };

/** A client of one service. Every method can fail with a `TimbaoError`. */
export interface Client {
  /** A page of hits, with the fields that are asked for. */
  search<const Field extends HitField = HitField>(
    parameters: SearchParameters<Field>,
    options?: CallOptions,
  ): Promise<SearchResultWith<Field>>;
  /** Any number of searches, fifty a request: a result or a problem each, in order. Queries may be longer than elsewhere. */
  searchMany(searches: readonly SearchInput[], options?: CallOptions): Promise<readonly SearchAnswer[]>;
  /** The pages of a search one after the other, to the end, however many: by cursor. */
  searchPages<const Field extends HitField = HitField>(
    parameters: WalkParameters<Field>,
    options?: CallOptions,
  ): AsyncGenerator<SearchResultWith<Field>, void, void>;
  /** Every hit of a search, best first. */
  searchAll<const Field extends HitField = HitField>(
    parameters: WalkParameters<Field>,
    options?: CallOptions,
  ): AsyncGenerator<HitWith<Field>, void, void>;
  /** Completions for a search box. */
  suggest(parameters: SuggestParameters, options?: CallOptions): Promise<Suggestions>;
  /** Up to eight searches over time. */
  trends(parameters: TrendsParameters, options?: CallOptions): Promise<Trends>;
  /** What readers search for; for a key of scope `desk`. */
  searchStatistics(parameters?: StatisticsParameters, options?: CallOptions): Promise<SearchStatistics>;
  /** Tells that a reader opened an article of what a search found. */
  tellClick(click: ClickInput, options?: CallOptions): Promise<void>;
  /** How a text is seen, syllable by syllable. */
  analyze(text: string, options?: CallOptions): Promise<AnalyzedText>;
  /** One article; `null` where there is none of that id. */
  getArticle(id: string, options?: CallOptions & GetArticleParameters): Promise<Article | null>;
  /** Other coverage of what an article is about; `null` where there is no article of that id. */
  relatedArticles(
    id: string,
    parameters?: RelatedArticlesParameters,
    options?: CallOptions,
  ): Promise<RelatedArticles | null>;
  /** Stores an article, new or in place of the one with its id. */
  putArticle(
    article: ArticleInput & { readonly id: string },
    options?: CallOptions & PutArticleParameters,
  ): Promise<WriteResult>;
  /** Removes an article. @returns whether there was one */
  deleteArticle(id: string, options?: CallOptions & DeleteArticleParameters): Promise<boolean>;
  /**
   * Stores and removes any number of articles, in uploads of a thousand. Gives one result each, in order, and
   * returns the sums. What comes from an async iterable is read no faster than it is stored.
   */
  writeArticles(
    writes: Iterable<Write> | AsyncIterable<Write>,
    options?: CallOptions & WriteArticlesParameters,
  ): AsyncGenerator<BulkResult, BulkSummary['summary'], void>;
  /**
   * Every article that a search finds, however many, as stored: the service's own stream, read no faster than it is
   * asked for. Fails with `incomplete_answer` where it ends before all have come. With `removals` also what was
   * removed.
   */
  exportArticles(
    parameters?: ExportParameters,
    options?: CallOptions,
  ): AsyncGenerator<Article | Removal, void, void>;
  /** What editors pinned; this and the rest of the desk is for keys of scope `desk`. */
  listPins(options?: CallOptions): Promise<readonly Pin[]>;
  /** `null` where there is none of that id. */
  getPin(id: string, options?: CallOptions): Promise<CheckedPin | null>;
  /** Its `warnings` name the articles that are not there, or hidden from the key: it waits for them. */
  createPin(pin: PinInput, options?: CallOptions): Promise<CheckedPin>;
  /** `null` where there is none of that id. */
  replacePin(id: string, pin: PinInput, options?: CallOptions): Promise<CheckedPin | null>;
  /** @returns whether there was one */
  deletePin(id: string, options?: CallOptions): Promise<boolean>;
  /** The synonyms in use: those of the desk, and those of the file. */
  listSynonyms(options?: CallOptions): Promise<AllSynonyms>;
  /** Stores an entry, new or in place of the one with its id. */
  putSynonyms(id: string, synonyms: SynonymsInput, options?: CallOptions): Promise<Synonyms>;
  /** @returns whether there was one */
  deleteSynonyms(id: string, options?: CallOptions): Promise<boolean>;
  /** The alerts, the newest first; for keys of scope `desk`. */
  listAlerts(options?: CallOptions): Promise<readonly Alert[]>;
  /** `null` where there is none of that id. */
  getAlert(id: string, options?: CallOptions): Promise<Alert | null>;
  /** Makes one under an id of its own. `secret` is told this once: its webhooks are signed with it. */
  createAlert(alert: AlertInput, options?: CallOptions): Promise<StoredAlert>;
  /** Makes one, or changes that of the id. */
  putAlert(id: string, alert: AlertInput, options?: CallOptions): Promise<StoredAlert>;
  /** @returns whether there was one */
  deleteAlert(id: string, options?: CallOptions): Promise<boolean>;
  /** What it would have sent; `null` where there is none of that id. */
  previewAlert(
    id: string,
    parameters?: PreviewAlertParameters,
    options?: CallOptions,
  ): Promise<AlertPreview | null>;
  /** What became of each article, the newest first; `null` where there is no alert of that id. */
  listDeliveries(
    id: string,
    parameters?: ListDeliveriesParameters,
    options?: CallOptions,
  ): Promise<Deliveries | null>;
  /** Has a delivery that was given up sent again. @returns whether there was one */
  resendDelivery(id: string, delivery: string, options?: CallOptions): Promise<boolean>;
  /** Whether a search can be answered now. */
  isReady(options?: CallOptions): Promise<boolean>;
}

/** What a hit can be asked to carry. */
export type HitField = Exclude<keyof Hit, 'id' | 'score' | 'similar' | 'pinned' | 'hidden'>;

/** A hit that carries these fields: all of them unless others were asked for. */
export type HitWith<Field extends HitField = HitField> = Omit<Hit, HitField> & Required<Pick<Hit, Field>>;

/** A page of such hits. */
export type SearchResultWith<Field extends HitField = HitField> = Omit<SearchResult, 'hits'> & {
  readonly hits: readonly HitWith<Field>[];
};

export type SearchParameters<Field extends HitField = HitField> = Omit<SearchArticlesParameters, 'fields'> & {
  /** What each hit carries besides its id, score and similar; all of it unless told. */
  readonly fields?: Field | readonly Field[] | undefined;
};

/** As those of a search; where it goes on is the client's to know. */
export type WalkParameters<Field extends HitField = HitField> = Omit<
  SearchParameters<Field>,
  'page' | 'cursor'
>;

/** Which searches, by what; the client reads JSON. */
export type TrendsParameters = Omit<CompareTrendsParameters, 'format'>;

/** Which searches, of which days; the client reads JSON. */
export type StatisticsParameters = Omit<SearchStatisticsParameters, 'format'>;

/** As those of a search; the client reads JSON lines. */
export type ExportParameters = Omit<ExportArticlesParameters, 'format'>;

type Value = string | number | boolean | undefined;
type Parameters = Readonly<Record<string, Value | readonly Value[]>>;

const queryOf = (parameters: object): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters as Parameters)) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

const jsonOf = async <T>(response: Response, call: CallOptions = {}): Promise<T> => {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    call.signal?.throwIfAborted();
    throw new TimbaoError('incomplete_answer', 'The answer broke off, or is no JSON.', {
      status: response.status,
      cause,
    });
  }
};

const jsonInit = (method: 'POST' | 'PUT', body: object): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** One request asks at most so many searches. */
const MOST_SEARCHES = 50;

/** An upload has at most so many lines, and about so many characters. */
const UPLOAD_LINES = 1_000;
const UPLOAD_LENGTH = 4_000_000;

async function* uploadsOf(
  writes: Iterable<Write> | AsyncIterable<Write>,
): AsyncGenerator<string[], void, void> {
  let lines: string[] = [];
  let length = 0;
  for await (const write of writes) {
    const line = JSON.stringify(write);
    if (lines.length === UPLOAD_LINES || (lines.length > 0 && length + line.length > UPLOAD_LENGTH)) {
      yield lines;
      [lines, length] = [[], 0];
    }
    lines.push(line);
    length += line.length;
  }
  if (lines.length > 0) yield lines;
}

/**
 * A client of a Tìm Báo service, for browsers and Node.js 20 or later.
 *
 * Calls can be aborted and time out. Where the service cannot be reached, or says after how long it can be asked
 * again (429, 503), they are sent again by themselves: every call comes to the same when it is made twice, but `createPin`
 * and `createAlert`, which are not.
 */
export const createClient = (options: ClientOptions): Client => {
  const base = new URL(options.baseUrl);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const sending = {
    // Called as a plain function: browsers refuse their own `fetch` as a method of something else.
    fetch: options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init)),
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 2,
  };
  const send = (path: string, init: RequestInit, call: CallOptions = {}): Promise<Response> => {
    const key = options.apiKey === undefined ? {} : { Authorization: `Bearer ${options.apiKey}` };
    const headers = { ...key, ...(init.headers as Readonly<Record<string, string>> | undefined) };
    return sendRequest(sending, new URL(path, base).href, { ...init, headers }, call);
  };
  const get = async <T>(path: string, parameters: object, call?: CallOptions): Promise<T> => {
    return jsonOf<T>(await send(path + queryOf(parameters), {}, call), call);
  };
  const articlePath = (id: string): string => `v1/articles/${encodeURIComponent(id)}`;
  const nullWhereNone = (error: unknown): null => {
    if (error instanceof TimbaoError && error.code === 'not_found') return null;
    throw error;
  };

  const pinPath = (id: string): string => `v1/pins/${encodeURIComponent(id)}`;
  const alertPath = (id: string): string => `v1/alerts/${encodeURIComponent(id)}`;
  const synonymsPath = (id: string): string => `v1/synonyms/${encodeURIComponent(id)}`;
  /** Does something to what may not be there. @returns whether it was */
  const doTo = async (method: 'DELETE' | 'POST', path: string, call?: CallOptions): Promise<boolean> =>
    (await send(path, { method }, call).catch(nullWhereNone)) !== null;
  const remove = (path: string, call?: CallOptions): Promise<boolean> => doTo('DELETE', path, call);

  const search: Client['search'] = (parameters, call) => get('v1/search', parameters, call);

  const sendJson = async <T>(
    method: 'POST' | 'PUT',
    path: string,
    body: object,
    call?: CallOptions,
  ): Promise<T> => {
    return jsonOf<T>(await send(path, jsonInit(method, body), call), call);
  };

  const searchMany: Client['searchMany'] = async (searches, call) => {
    const all: SearchAnswer[] = [];
    for (let at = 0; at < searches.length; at += MOST_SEARCHES) {
      const body = { searches: searches.slice(at, at + MOST_SEARCHES) };
      all.push(...(await sendJson<SearchAnswers>('POST', 'v1/searches', body, call)).answers);
    }
    return all;
  };

  async function* searchPages<Field extends HitField>(
    parameters: WalkParameters<Field>,
    call?: CallOptions,
  ): AsyncGenerator<SearchResultWith<Field>, void, void> {
    let cursor: string | undefined;
    do {
      const page: SearchResultWith<Field> = await search({ size: 100, ...parameters, cursor }, call);
      yield page;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  async function* searchAll<Field extends HitField>(
    parameters: WalkParameters<Field>,
    call?: CallOptions,
  ): AsyncGenerator<HitWith<Field>, void, void> {
    for await (const { hits } of searchPages(parameters, call)) yield* hits;
  }

  /** One upload: its results, each line counted from the first of all uploads, and its sums in the end. */
  async function* upload(
    lines: readonly string[],
    before: number,
    { refresh, ...call }: CallOptions & WriteArticlesParameters,
  ): AsyncGenerator<BulkResult, BulkSummary['summary'], void> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: `${lines.join('\n')}\n`,
    };
    const response = await send(`v1/articles/bulk${queryOf({ refresh })}`, init, call);
    for await (const line of readLines(response)) {
      const result = line as BulkResult | BulkSummary;
      if ('summary' in result) return result.summary;
      yield { ...result, line: before + result.line };
    }
    throw new TimbaoError(
      'incomplete_answer',
      'The answer ended before its last line. Send the rest again.',
      {
        status: response.status,
      },
    );
  }

  async function* writeArticles(
    writes: Iterable<Write> | AsyncIterable<Write>,
    call: CallOptions & WriteArticlesParameters = {},
  ): AsyncGenerator<BulkResult, BulkSummary['summary'], void> {
    const sums = { lines: 0, created: 0, updated: 0, deleted: 0, stale: 0, failed: 0 };
    for await (const lines of uploadsOf(writes)) {
      const summary = yield* upload(lines, sums.lines, call);
      for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += summary[name];
    }
    return sums;
  }

  async function* exportArticles(
    parameters: ExportParameters = {},
    call?: CallOptions,
  ): AsyncGenerator<Article | Removal, void, void> {
    const response = await send(`v1/export${queryOf({ ...parameters, format: 'ndjson' })}`, {}, call);
    const total = Number(response.headers.get('x-total-count'));
    let articles = 0;
    for await (const line of readLines(response)) {
      const one = line as Article | Removal;
      if (!('delete' in one)) articles += 1;
      yield one;
    }
    if (articles < total) {
      throw new TimbaoError('incomplete_answer', `Of ${total} articles ${articles} came.`, {
        status: response.status,
      });
    }
  }

  return {
    search,
    searchMany,
    searchPages,
    exportArticles,
    searchAll,
    suggest: (parameters, call) => get('v1/suggest', parameters, call),
    trends: (parameters, call) => get('v1/trends', parameters, call),
    searchStatistics: (parameters = {}, call) => get('v1/stats/searches', parameters, call),
    tellClick: async (click, call) => {
      // A click that is sent twice is counted twice.
      await send('v1/clicks', jsonInit('POST', click), { retries: 0, ...call });
    },
    analyze: (text, call) => get('v1/analyze', { text }, call),
    getArticle: (id, { preview, ...call } = {}) =>
      get<Article>(articlePath(id), { preview }, call).catch(nullWhereNone),
    relatedArticles: (id, parameters = {}, call) =>
      get<RelatedArticles>(`${articlePath(id)}/related`, parameters, call).catch(nullWhereNone),
    putArticle: (article, { refresh, ...call } = {}) =>
      sendJson<WriteResult>('PUT', articlePath(article.id) + queryOf({ refresh }), article, call),
    deleteArticle: (id, { refresh, version, ...call } = {}) =>
      remove(articlePath(id) + queryOf({ refresh, version }), call),
    listPins: async (call) => (await get<Pins>('v1/pins', {}, call)).pins,
    getPin: (id, call) => get<CheckedPin>(pinPath(id), {}, call).catch(nullWhereNone),
    createPin: (pin, call) => sendJson<CheckedPin>('POST', 'v1/pins', pin, { retries: 0, ...call }),
    replacePin: (id, pin, call) => sendJson<CheckedPin>('PUT', pinPath(id), pin, call).catch(nullWhereNone),
    deletePin: (id, call) => remove(pinPath(id), call),
    listSynonyms: (call) => get('v1/synonyms', {}, call),
    putSynonyms: (id, synonyms, call) => sendJson('PUT', synonymsPath(id), synonyms, call),
    deleteSynonyms: (id, call) => remove(synonymsPath(id), call),
    listAlerts: async (call) => (await get<Alerts>('v1/alerts', {}, call)).alerts,
    getAlert: (id, call) => get<Alert>(alertPath(id), {}, call).catch(nullWhereNone),
    createAlert: (alert, call) => sendJson('POST', 'v1/alerts', alert, { retries: 0, ...call }),
    putAlert: (id, alert, call) => sendJson('PUT', alertPath(id), alert, call),
    deleteAlert: (id, call) => remove(alertPath(id), call),
    previewAlert: (id, parameters = {}, call) =>
      get<AlertPreview>(`${alertPath(id)}/preview`, parameters, call).catch(nullWhereNone),
    listDeliveries: (id, parameters = {}, call) =>
      get<Deliveries>(`${alertPath(id)}/deliveries`, parameters, call).catch(nullWhereNone),
    resendDelivery: (id, delivery, call) =>
      doTo('POST', `${alertPath(id)}/deliveries/${encodeURIComponent(delivery)}/resend`, call),
    writeArticles,
    isReady: async (call) =>
      send('ready', {}, { timeoutMs: 5_000, retries: 0, ...call }).then(
        async (response) => (await response.text()) !== '',
        (error: unknown) => {
          if (error instanceof TimbaoError) return false;
          throw error;
        },
      ),
  };
};
