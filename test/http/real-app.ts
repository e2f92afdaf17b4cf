import { pino } from 'pino';
import { waitUntilReady } from '../../src/engine/wait-until-ready.ts';
import { createServices } from '../../src/service/create-services.ts';
import { NO_OBSERVER, type Observer } from '../../src/service/observer.ts';
import { loadSamples } from '../../src/service/load-samples.ts';
import type { SearchResult } from '../../src/domain/search-result.ts';
import type { Clock } from '../../src/domain/visibility.ts';
import { createEngine, type EngineOptions } from '../../src/engine/create-engine.ts';
import { createApp, type AppDependencies } from '../../src/http/create-app.ts';
import { ensureIndex } from '../../src/index-lifecycle/create-index.ts';
import { openArticleStore } from '../../src/ingest/open-article-store.ts';
import { searchesIndices } from '../../src/desk/stats/searches-index.ts';
import { underContract } from '../support/contract.ts';
import { withPartitions } from '../../src/index-lifecycle/with-partitions.ts';
import { deleteAll, TEST_PARTITION } from '../support/scratch-store.ts';
import { elasticsearchUrl, uniqueIndexName } from '../support/test-engine.ts';

const NEVER = 1e9;

const RESULT_CACHE_MB = 8;

/**
 * The app over the test run's engine, with an index of its own.
 *
 * @param samples Whether the articles of `fixtures/articles` are in it.
 */
export const realApp = async ({
  samples,
  apiKeys = [],
  fileKeys = null,
  readsNeedKey = false,
  clock,
  observer = NO_OBSERVER,
  statsDays = 0,
  corsOrigins = [],
  tracesUrl = null,
  at = { url: elasticsearchUrl() },
  alias = uniqueIndexName('http'),
}: {
  readonly samples: boolean;
  readonly apiKeys?: readonly string[];
  readonly fileKeys?: AppDependencies['fileKeys'];
  readonly readsNeedKey?: boolean;
  /** What says which articles are seen. */
  readonly clock?: Clock;
  readonly observer?: Observer;
  /** More than 0: what readers search for is counted, and written when the test says so. */
  readonly statsDays?: number;
  readonly corsOrigins?: readonly string[];
  /** Set: requests are traced, by whatever the test has registered. */
  readonly tracesUrl?: string | null;
  /** Another engine than that of the test run. */
  readonly at?: EngineOptions;
  readonly alias?: string;
}) => {
  const { onCall, onWritten } = observer;
  const engine = withPartitions(createEngine({ ...at, onCall, onWritten }), alias);
  const { index } = await ensureIndex(engine, { alias, shards: 1, replicas: 0, partition: TEST_PARTITION });
  await waitUntilReady(engine, index);
  const warnings: string[] = [];
  const over = new AbortController();
  const count = samples
    ? await loadSamples(openArticleStore(engine, alias), (text) => warnings.push(text))
    : 0;
  const services = createServices(
    engine,
    { index: alias, resultCacheMb: RESULT_CACHE_MB, statsDays },
    {
      countedEveryMs: NEVER,
      popularEveryMs: 1_000,
      // Tests write past the service, and ask at once.
      epochTrustMs: 0,
      ...(clock !== undefined && { clock }),
      signal: over.signal,
      observer,
    },
  );
  const app = underContract(
    createApp({
      config: {
        apiKeys,
        corsOrigins,
        rateLimit: 0,
        trustProxy: 0,
        insecureLoopback: true,
        readsNeedKey,
        resultCacheMb: RESULT_CACHE_MB,
        tracesUrl,
      },
      services: () => services,
      fileKeys,
      log: pino({ level: 'silent' }),
    }),
  );

  const send = async (path: string, init: RequestInit = {}): Promise<Response> =>
    app.request(`http://localhost${path}`, init, { incoming: { socket: { remoteAddress: '127.0.0.1' } } });

  /** Sends a body as JSON. */
  const sendJson = (
    path: string,
    body: unknown,
    {
      method = 'POST',
      headers = {},
    }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> =>
    send(path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  /** Stores an article, at once to be found where `query` is `?refresh=wait`. */
  const put = (id: string, article: object, query = ''): Promise<Response> =>
    sendJson(`/v1/articles/${id}${query}`, article, { method: 'PUT' });

  /** Searches with parameters that need not be encoded. */
  const search = async (parameters: Readonly<Record<string, string>>): Promise<SearchResult> => {
    const response = await send(`/v1/search?${new URLSearchParams(parameters).toString()}`);
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as SearchResult;
  };

  return {
    app,
    engine,
    alias,
    index,
    count,
    send,
    sendJson,
    put,
    search,
    services,
    /** Makes what was counted to be read. */
    writeCounted: async (): Promise<void> => {
      await services.finish(10_000);
      await engine.refresh(searchesIndices(alias));
    },
    close: async () => {
      over.abort();
      await deleteAll(engine, alias);
      await engine.close();
    },
  };
};

export type RealApp = Awaited<ReturnType<typeof realApp>>;
