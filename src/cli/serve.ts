import { MAPPING_VERSION } from '../analysis/index-body.ts';
import { isUnderNpm, unknownSettings, type Config } from '../config.ts';
import { createLog } from '../create-log.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { Engine } from '../engine/engine.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { createApp } from '../http/create-app.ts';
import { ensureIndex } from '../index-lifecycle/create-index.ts';
import { verifyIndex } from '../index-lifecycle/verify-index.ts';
import { openArticleStore } from '../ingest/open-article-store.ts';
import { connect, type Connection } from './connect.ts';
import { createServices, servicesLater } from './create-services.ts';
import { localUrl, startHttpServer } from './http-server.ts';
import { loadSamples } from './load-samples.ts';
import { stopSignal } from './stop-signal.ts';

/** How long requests under way may take to finish once a stop is asked for. */
const GRACE_MS = 10_000;

/** How long a cluster that somebody else starts is waited for. */
const ENGINE_WAIT_MS = 60_000;

/**
 * The service, from its settings to its end: takes the port, finds or starts the engine, sees to the index,
 * and serves until it is asked to stop; then finishes what is under way and stops the engine it started.
 *
 * @throws AppError that says what is in the way of a start, written for whoever started it.
 */
export const serve = async (config: Config): Promise<void> => {
  const log = createLog(config.logLevel);
  const stop = stopSignal(() => tell('Stopping …'), { endWithParent: isUnderNpm() });
  const later = servicesLater();
  const app = createApp({ config, services: later.services, log });
  const server = await startHttpServer(app.fetch, config);
  let connection: Connection | null = null;
  try {
    warnAbout(config);
    connection = await connect(config, { signal: stop.signal });
    const articles = await prepareIndex(connection, config, stop.signal);
    const services = createServices(
      connection.engine,
      config,
      (error) =>
        log.error({ err: error }, error instanceof Error ? error.message : 'Something could not be read'),
      stop.signal,
    );
    later.use(services);
    // The first to type shall not find the search box without suggestions: they are read from now on.
    await services.suggest({ typed: '', most: 1, lang: 'en' });
    tell(greeting(localUrl(config.host, server.port), connection.name, articles));
    await aborted(stop.signal);
  } catch (error) {
    // A start that was called off is a stop like any other.
    if (!stop.signal.aborted) throw error;
  } finally {
    await server.close(GRACE_MS);
    await connection?.close();
    stop.dispose();
  }
  tell('Stopped.');
};

/** @returns how many articles can be searched. */
const prepareIndex = async (
  { engine, name }: Connection,
  config: Config,
  signal: AbortSignal,
): Promise<number> => {
  let told = false;
  const waiting = {
    signal,
    timeoutMs: ENGINE_WAIT_MS,
    onWaiting: () => {
      if (!told) tell(`Waiting for ${name} …`);
      told = true;
    },
  };
  await waitUntilReady(engine, config.index, waiting);
  const { index, created } = await ensureIndex(engine, {
    alias: config.index,
    shards: config.shards,
    replicas: config.replicas,
  });
  if (created) tell(`Created the index ${index}.`);
  await waitUntilReady(engine, config.index, waiting);
  await compareWithRelease(engine, config.index);

  const count = await engine.count(config.index, NOT_REMOVED);
  if (count > 0 || !wantsSamples(config)) return count;
  return loadSamples(openArticleStore(engine, config.index), tell);
};

/** Samples go into the demo's own engine; into somebody's cluster only when told to. */
const wantsSamples = ({ samples, engine }: Config): boolean =>
  samples === 'on' || (samples === 'auto' && engine.kind === 'embedded');

const compareWithRelease = async (engine: Engine, alias: string): Promise<void> => {
  const { index, mappingVersion, differences } = await verifyIndex(engine, alias);
  if (mappingVersion < MAPPING_VERSION) {
    tell(
      `Note: the index ${index} has mapping version ${mappingVersion}; this version of Tìm Báo comes with ${MAPPING_VERSION}. Get there, while it serves, with: timbao index rebuild`,
    );
  }
  if (differences.length === 0) return;
  const paths = differences.slice(0, 3).map(({ path }) => path);
  tell(
    `Warning: the index ${index} is not as it was released (${paths.join(', ')}${differences.length > 3 ? ' …' : ''}). Searches may find less. Build it anew, while it serves, with: timbao index rebuild`,
  );
};

const warnAbout = (config: Config): void => {
  for (const name of unknownSettings())
    tell(`Warning: ${name} is no setting of Tìm Báo; timbao config lists them.`);
  const open = config.host !== '127.0.0.1' && config.host !== '::1' && config.host !== 'localhost';
  if (open && config.apiKeys.length === 0) {
    tell('Note: without TIMBAO_API_KEYS articles can be written from this machine only.');
  }
};

/** Everything it offers works with the sample articles. */
const greeting = (url: string, engineName: string, articles: number): string => {
  const links = [
    ['/', 'the search page'],
    ['/?q=chuyen+doi+so', 'typed without marks'],
    ['/v1/search?q=lanh+dao&mode=phrase&from=2022&to=2022', 'for programs: a phrase, in one year'],
  ] as const;
  const width = Math.max(...links.map(([path]) => path.length));
  return [
    '',
    `Tìm Báo serves ${articles} ${articles === 1 ? 'article' : 'articles'} at ${url}, from ${engineName}.`,
    'Worth opening:',
    ...links.map(([path, what]) => `  ${url}${path.padEnd(width)}  ${what}`),
    'Ctrl-C stops it.',
  ].join('\n');
};

const tell = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
