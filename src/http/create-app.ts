import { OpenAPIHono } from '@hono/zod-openapi';
import { cors } from 'hono/cors';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { Registry } from 'prom-client';
import type { Config } from '../config.ts';
import type { Log } from '../create-log.ts';
import { createAdmission } from './admission/admission.ts';
import type { AppEnv } from './app-env.ts';
import { deskRoutes } from './desk/desk-routes.tsx';
import { accessLog } from './middleware/access-log.ts';
import { createAsks } from './middleware/asks.ts';
import { CACHE_CONTROL, caching } from './middleware/caching.ts';
import { compression } from './middleware/compression.ts';
import { unlimitedKeys, type ApiKey } from './keys/api-key.ts';
import { identifyCaller } from './middleware/api-keys.ts';
import { readableAddress } from './middleware/readable-address.ts';
import { rateLimit } from './middleware/rate-limit.ts';
import { tracing } from './middleware/tracing.ts';
import { turnAwayEarly } from './middleware/turn-away-early.ts';
import { createRequestMetrics } from './middleware/request-metrics.ts';
import { createOnError, createOnNotFound, onMethodNotAllowed } from './on-error.ts';
import { completeDocument } from './openapi-document.ts';
import { openApiInfo } from './openapi-info.ts';
import type { OpenApiDocument } from './openapi-types.ts';
import { alertRoutes } from './routes/alert-routes.ts';
import { analyzeRoutes } from './routes/analyze-routes.ts';
import { articleRoutes } from './routes/article-routes.ts';
import { assetRoutes } from './routes/asset-routes.ts';
import { bulkRoutes } from './routes/bulk-routes.ts';
import { docsRoute } from './routes/docs-route.tsx';
import { exportRoutes } from './routes/export-routes.ts';
import { feedRoutes } from './routes/feed-routes.ts';
import { mcpRoutes } from './routes/mcp-routes.ts';
import { metricsRoute } from './routes/metrics-route.ts';
import { openApiRoute } from './routes/openapi-route.ts';
import { openSearchRoute } from './routes/opensearch-route.ts';
import { pageProblem, pageRoutes } from './routes/page-routes.tsx';
import { pinRoutes } from './routes/pin-routes.ts';
import { relatedRoutes } from './routes/related-routes.ts';
import { robotsRoute } from './routes/robots-route.ts';
import { searchesRoutes } from './routes/searches-routes.ts';
import { searchRoutes } from './routes/search-routes.ts';
import { statisticsRoutes } from './routes/statistics-routes.ts';
import { statusRoutes } from './routes/status-routes.ts';
import { suggestRoutes } from './routes/suggest-routes.ts';
import { synonymRoutes } from './routes/synonym-routes.ts';
import { trendsPageRoutes } from './routes/trends-page-routes.tsx';
import { trendsRoutes } from './routes/trends-routes.ts';
import { articleInput } from './schemas/article-schema.ts';
import type { Services } from './services.ts';
import { readWebAssets } from './web-assets.ts';
import type { WebAssets } from './web-assets.ts';

export interface AppDependencies {
  readonly config: Pick<Config, 'apiKeys' | 'corsOrigins' | 'rateLimit' | 'trustProxy'> &
    Partial<
      Pick<
        Config,
        | 'crawlers'
        | 'cursorKey'
        | 'insecureLoopback'
        | 'metrics'
        | 'mostSearches'
        | 'pictureOrigins'
        | 'publicUrl'
        | 'readsNeedKey'
        | 'requestTimeoutMs'
        | 'resultCacheMb'
        | 'tracesUrl'
      >
    >;
  /** The keys of a file, as they stand; `null`: there is no file. */
  readonly fileKeys?: (() => readonly ApiKey[]) | null;
  /** `null` while the service starts. */
  readonly services: () => Services | null;
  readonly log: Log;
  /** What Prometheus is told: figures of requests, and whatever others have put there. */
  readonly registry?: Registry;
}

/** Beside each megabyte of answers, a quarter as much of pages that were made of them. */
const PAGES_A_MB = 2 ** 18;

/** The HTTP interface. Nothing in it knows Elasticsearch; it needs no server to be tried. */
export const createApp = ({
  config,
  fileKeys = null,
  services,
  log,
  registry = new Registry(),
}: AppDependencies): OpenAPIHono<AppEnv> => {
  const { apiKeys, corsOrigins, trustProxy, publicUrl = null, requestTimeoutMs, mostSearches } = config;
  const { insecureLoopback = false, metrics = 'open', readsNeedKey = false } = config;
  const { pictureOrigins: pictures = [], crawlers = 'start', resultCacheMb = 0 } = config;
  const ownKeys = unlimitedKeys(apiKeys);
  const keys = (): readonly ApiKey[] | null =>
    fileKeys === null ? (ownKeys.length === 0 ? null : ownKeys) : [...ownKeys, ...fileKeys()];
  const app = new OpenAPIHono<AppEnv>();
  let read: WebAssets | undefined;
  // Once the first page is asked for: everything else works without them.
  const assets = (): WebAssets => (read ??= readWebAssets());

  const pageOptions = { assets, pictures, crawlers, publicUrl, trustProxy };

  const admission = createAdmission({ registry, ...(mostSearches !== undefined && { mostSearches }) });
  app.use(requestId());
  app.use(readableAddress);
  if (config.tracesUrl !== undefined && config.tracesUrl !== null) app.use(...tracing());
  app.use(identifyCaller({ keys, trustProxy, insecureLoopback }));
  app.use(createRequestMetrics(registry));
  app.use(accessLog(log));
  app.use(
    secureHeaders({
      // Whether all of a host is HTTPS is for the proxy that ends TLS to say.
      strictTransportSecurity: false,
      // Pages say for themselves what they may load.
      overwrite: false,
      contentSecurityPolicy: { defaultSrc: ["'none'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );
  if (corsOrigins.length > 0) {
    app.use(
      cors({
        origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
        allowMethods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
        allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'X-Request-Id'],
        exposeHeaders: [
          'X-Request-Id',
          'Retry-After',
          'Age',
          'RateLimit',
          'RateLimit-Policy',
          'Server-Timing',
          'ETag',
          'X-Total-Count',
          'X-Query-Relaxed',
          'X-Query-Corrected',
          'Content-Disposition',
        ],
        maxAge: 600,
      }),
    );
  }
  app.get('/v1/search', turnAwayEarly(admission));
  app.use(compression());
  app.use(methodNotAllowed({ app, onMethodNotAllowed }));
  const limit = rateLimit({ rateLimit: config.rateLimit, trustProxy });
  app.use('/v1/*', limit);
  for (const [path, cacheControl] of Object.entries(CACHE_CONTROL)) {
    app.use(path.replace('{id}', ':id'), caching(cacheControl));
  }

  const asks = createAsks({
    services,
    admission,
    readsNeedKey,
    ...(requestTimeoutMs !== undefined && { requestTimeoutMs }),
  });
  app.route('/', searchRoutes(asks));
  app.route('/', searchesRoutes(asks, { log }));
  app.route('/', trendsRoutes(asks));
  app.route('/', statisticsRoutes(asks));
  app.route('/', suggestRoutes(asks));
  app.route('/', feedRoutes(asks, { publicUrl, trustProxy }));
  app.route('/', openSearchRoute({ publicUrl, trustProxy }));
  app.route('/', analyzeRoutes());
  app.route('/', articleRoutes(asks));
  app.route('/', relatedRoutes(asks));
  app.route('/', exportRoutes(asks, { log }));
  app.route('/', bulkRoutes(asks, { log }));
  app.route('/', pinRoutes(asks));
  app.route('/', synonymRoutes(asks));
  app.route('/', alertRoutes(asks, { publicUrl, trustProxy }));
  app.route('/', mcpRoutes(asks, { limit, log }));
  app.route('/', statusRoutes(asks));
  // On a port of its own it is none of this interface.
  if (typeof metrics === 'string') app.route('/', metricsRoute(registry, metrics));
  app.route('/', assetRoutes(assets));
  app.route('/', robotsRoute());
  app.route('/', trendsPageRoutes(asks, { ...pageOptions, limit, log }));
  app.route('/', deskRoutes(asks, { ...pageOptions, limit, log, keys, secret: config.cursorKey ?? null }));
  app.route('/', pageRoutes(asks, { ...pageOptions, limit, log, keptBytes: resultCacheMb * PAGES_A_MB }));
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of the service (TIMBAO_API_KEYS, TIMBAO_KEYS_FILE)',
  });
  app.openAPIRegistry.registerComponent('schemas', 'ArticleInput', articleInput());
  let made: OpenApiDocument | undefined;
  const document = (): OpenApiDocument =>
    (made ??= completeDocument(app.getOpenAPI31Document(openApiInfo) as OpenApiDocument));
  app.route('/', openApiRoute(document));
  app.route('/', docsRoute(document, { publicUrl, trustProxy }));

  app.notFound(createOnNotFound(pageProblem(pageOptions)));
  app.onError(createOnError(log));
  return app;
};
