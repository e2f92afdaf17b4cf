import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { ArticleView } from '../../../src/domain/article-view.ts';
import type { Article } from '../../../src/domain/article.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchRequest } from '../../../src/domain/search-request.ts';
import { createApp, type AppDependencies } from '../../../src/http/create-app.ts';
import { createArticleReader } from '../../../src/ingest/reading/create-article-reader.ts';
import type { Services, WriteOptions } from '../../../src/http/services.ts';
import { underContract } from '../../support/contract.ts';

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { path: string; message: string }[];
}

/** What is kept in an index of its own is tried on a real engine. */
const NOT_TRIED = new Proxy({} as Services['pins'] & Services['synonyms'], {
  get: () => () => {
    throw new Error('The desk is tried on a real engine');
  },
});

/** Which request reaches the app, as a socket would bring it. */
export interface Sent extends RequestInit {
  /** The socket's other end; this machine unless told otherwise, `null` for none. */
  readonly from?: string | null;
  readonly host?: string;
}

/**
 * The app in front of services that remember what they were asked. For what the HTTP layer decides
 * alone: parameters, errors, keys, limits. What a search finds is tried on a real engine.
 */
export const tryApp = (
  config: Partial<AppDependencies['config']> = {},
  services: Partial<Services> = {},
  fileKeys: AppDependencies['fileKeys'] = null,
) => {
  const searches: SearchRequest[] = [];
  const writes: WriteOptions[] = [];
  const stored = new Map<string, Article>();
  const logged: Record<string, unknown>[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  const all: Services = {
    within: () => all,
    searchArticles: (request) => {
      searches.push(request);
      const { q, mode, diacritics } = request.wanted;
      return Promise.resolve({
        query: { text: q, mode, diacritics, relaxed: null, corrected: null },
        total: { value: 0, exact: true },
        tookMs: 1,
        partial: false,
        hits: [],
        warnings: [],
      });
    },
    relatedArticles: (id) => Promise.resolve(stored.has(id) ? { id, related: [], partial: false } : null),
    countTrends: () => {
      throw new Error('Trends are tried on a real engine');
    },
    pins: NOT_TRIED,
    synonyms: NOT_TRIED,
    titlesOf: () => Promise.resolve(new Map()),
    listAlerts: () => Promise.resolve([]),
    getAlert: () => Promise.resolve(null),
    putAlert: () => {
      throw new Error('Alerts are tried on a real engine');
    },
    deleteAlert: () => Promise.resolve(false),
    previewAlert: () => Promise.resolve(null),
    listDeliveries: () => Promise.resolve(null),
    resendDelivery: () => Promise.resolve(false),
    alertedArticles: () => Promise.resolve(null),
    areSeen: () => true,
    statistics: null,
    popularSearches: () => [],
    suggest: ({ typed }) => Promise.resolve({ query: typed, suggestions: [], partial: false }),
    readArticle: createArticleReader().readBody,
    putArticle: (article, options) => {
      writes.push(options);
      const known = stored.get(article.id);
      if ((known?.version ?? 0) > (article.version ?? 0)) {
        return Promise.reject(
          new AppError('stale_version', 'A newer version of this article is stored already.'),
        );
      }
      stored.set(article.id, article);
      return Promise.resolve(known === undefined ? 'created' : 'updated');
    },
    getArticle: (id) => Promise.resolve(stored.get(id) ?? null),
    viewArticle: (id) => {
      const article = stored.get(id);
      return Promise.resolve(article === undefined ? null : unmarked(article));
    },
    deleteArticle: (id, options) => {
      writes.push(options);
      return Promise.resolve(stored.delete(id));
    },
    writeLines: () => {
      throw new Error('Uploads are tried on a real engine');
    },
    listArticles: (request) => {
      searches.push(request);
      return Promise.resolve({ articles: [...stored.values()], partial: false });
    },
    exportArticles: () => {
      throw new Error('Exports are tried on a real engine');
    },
    checkReady: () => Promise.resolve(),
    ...services,
  };
  const app = createApp({
    config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true, ...config },
    log: pino({ level: 'info', base: null }, sink),
    services: () => all,
    fileKeys,
  });
  underContract(app);

  const send = async (path: string, { from = '127.0.0.1', host = 'localhost:3000', ...init }: Sent = {}) =>
    app.request(
      `http://${host}${path}`,
      init,
      from === null ? {} : { incoming: { socket: { remoteAddress: from } } },
    );
  const problem = async (path: string, sent?: Sent): Promise<ProblemBody> => {
    const response = await send(path, sent);
    if (response.headers.get('content-type') !== 'application/problem+json') {
      throw new Error(`${response.status} is no problem: ${await response.text()}`);
    }
    return (await response.json()) as ProblemBody;
  };
  return { app, send, problem, searches, writes, stored, logged };
};

/** An article in which nothing was searched for; its texts must hold nothing that HTML would escape. */
const unmarked = (article: Article): ArticleView => ({
  article,
  marked: {
    title: article.title,
    lead: article.lead ?? null,
    paragraphs: article.body.split('\n\n'),
    captions: article.captions,
  },
});

/** A `PUT` of JSON. */
export const put = (body: unknown, headers: Record<string, string> = {}): Sent => ({
  method: 'PUT',
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
});

export const anArticle = {
  title: 'Bản Nà Pồng có đường mới',
  body: 'Con đường bê tông dài hai cây số đã nối bản với trung tâm xã.',
  publishedAt: '2022-01-21',
};
