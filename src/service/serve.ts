import { Registry } from 'prom-client';
import { isUnderNpm, unknownSettings, type Config } from '../config.ts';
import { createLog } from '../create-log.ts';
import { createApp } from '../http/create-app.ts';
import { openKeysFile } from './keys-file.ts';
import { serveMetrics } from './serve-metrics.ts';
import { connect, type Connection } from './connect.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { createObserver } from './observer.ts';
import { localUrl, startHttpServer, type HttpServer } from './http-server.ts';
import { prepareIndex } from './prepare-index.ts';
import { stopSignal } from './stop-signal.ts';
import { startTracing } from './tracing.ts';

/** How long requests under way may take to finish once a stop is asked for. */
const GRACE_MS = 10_000;

/** How long what was counted lately may take to be written then. */
const FINISH_MS = 2_000;

/**
 * The service, from its settings to its end: takes the port, finds or starts the engine, sees to the index,
 * and serves until it is asked to stop; then finishes what is under way and stops the engine it started.
 *
 * @throws AppError that says what is in the way of a start, written for whoever started it.
 */
export const serve = async (config: Config): Promise<void> => {
  const log = createLog(config.logLevel);
  const stop = stopSignal(
    (name) => {
      log.info({ signal: name }, 'Stopping, as asked');
      tell('Stopping …');
    },
    {
      endWithParent: isUnderNpm(),
      onFault: (err) => log.fatal({ err }, 'A fault that nobody foresaw ends the service'),
    },
  );
  const tracing = config.tracesUrl === null ? null : await startTracing(config.tracesUrl, log);
  const registry = new Registry();
  const observer = createObserver(registry, log, config);
  let services: RunningServices | null = null;
  const fileKeys =
    config.keysFile === null
      ? null
      : openKeysFile(config.keysFile, {
          onFault: (err) => log.error({ err }, 'The file of keys cannot be read; those before stay in force'),
          onRead: (isDone) => observer.onFileRead('keys', isDone),
        });
  const app = createApp({ config, fileKeys, services: () => services, log, registry });
  const server = await startHttpServer(app.fetch, config);
  let connection: Connection | null = null;
  let metrics: HttpServer | null = null;
  try {
    metrics = await serveMetrics(registry, config);
    warnAbout(config);
    connection = await connect(config, { signal: stop.signal, observer });
    const articles = await prepareIndex(connection, config, tell, stop.signal);
    services = createServices(connection.engine, config, {
      signal: stop.signal,
      observer,
      onFault: (err) =>
        log.error({ err }, err instanceof Error ? err.message : 'Something could not be read'),
    });
    // The first to search shall find words and suggestions known: they are read from now on.
    services.start();
    tell(greeting(localUrl(config.host, server.port), connection.name, articles));
    await stop.asked;
  } catch (error) {
    // A start that was called off is a stop like any other; one that a fault ended says so.
    if (!stop.signal.aborted) throw error;
    await stop.asked;
  } finally {
    await server.close(GRACE_MS);
    await services?.finish(FINISH_MS);
    await metrics?.close(0);
    await services?.close();
    await connection?.close();
    await tracing?.close();
    stop.dispose();
  }
  tell('Stopped.');
};

const warnAbout = (config: Config): void => {
  for (const name of unknownSettings())
    tell(`Warning: ${name} is no setting of Tìm Báo; timbao config lists them.`);
  if (config.apiKeys.length > 0 || config.keysFile !== null) return;
  tell(
    config.insecureLoopback
      ? 'Note: no keys are set (TIMBAO_API_KEYS), so whoever is on this machine may write articles.'
      : 'Note: no keys are set, so nobody may write articles over HTTP. Set TIMBAO_API_KEYS, or, to try it out on this machine, TIMBAO_INSECURE_LOOPBACK=on.',
  );
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
