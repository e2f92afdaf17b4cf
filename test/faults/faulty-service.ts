import { pino } from 'pino';
import { waitUntilReady } from '../../src/engine/wait-until-ready.ts';
import { createServices, type RunningServices } from '../../src/service/create-services.ts';
import { startHttpServer } from '../../src/service/http-server.ts';
import { loadSamples } from '../../src/service/load-samples.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { createApp } from '../../src/http/create-app.ts';
import { ensureIndex } from '../../src/index-lifecycle/create-index.ts';
import { openArticleStore } from '../../src/ingest/open-article-store.ts';
import { startFaultProxy, type Fault, type SeenRequest } from '../support/fault-proxy.ts';
import { elasticsearchUrl, uniqueIndexName } from '../support/test-engine.ts';

/** What may go wrong with one request to the engine. */
export type Decide = (request: SeenRequest) => Fault;

export const NO_FAULT: Decide = () => ({ kind: 'none' });

/** An answer, and how long it took. */
export interface Timed {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly ms: number;
}

/**
 * The service as it is, with the sample articles, and something between it and its engine that goes wrong as told.
 *
 * @param requestTimeoutMs The setting TIMBAO_REQUEST_TIMEOUT
 * @param rateLimit The setting TIMBAO_RATE_LIMIT
 */
export const startFaultyService = async (requestTimeoutMs: number, rateLimit = 0) => {
  const direct = createEngine({ url: elasticsearchUrl() });
  const alias = uniqueIndexName('faults');
  const { index } = await ensureIndex(direct, { alias, shards: 1, replicas: 0 });
  await waitUntilReady(direct, index);
  await loadSamples(openArticleStore(direct, alias), () => {});

  let decide = NO_FAULT;
  const proxy = await startFaultProxy(elasticsearchUrl(), (request) => decide(request));
  const engine = createEngine({ url: proxy.url, requestTimeoutMs: requestTimeoutMs * 3 });
  const stop = new AbortController();
  const services: RunningServices = createServices(engine, { index: alias }, { signal: stop.signal });
  services.start();
  const app = createApp({
    config: {
      apiKeys: [],
      corsOrigins: [],
      rateLimit,
      trustProxy: 0,
      insecureLoopback: true,
      requestTimeoutMs,
    },
    services: () => services,
    log: pino({ level: 'silent' }),
  });
  const server = await startHttpServer(app.fetch, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;

  const ask = async (path: string, init: RequestInit = {}): Promise<Timed> => {
    const start = performance.now();
    const response = await fetch(`${url}${path}`, init);
    const body = await response.text().catch((error: unknown) => `broken off: ${String(error)}`);
    return {
      status: response.status,
      body,
      type: response.headers.get('content-type') ?? '',
      ms: performance.now() - start,
    };
  };
  return {
    url,
    ask,
    proxy,
    direct,
    alias,
    goWrong: (how: Decide): void => {
      decide = how;
    },
    close: async (): Promise<void> => {
      decide = NO_FAULT;
      stop.abort();
      await server.close(0);
      await engine.close();
      await proxy.close();
      await direct.deleteIndex(index);
      await direct.close();
    },
  };
};

export type FaultyService = Awaited<ReturnType<typeof startFaultyService>>;
