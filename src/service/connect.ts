import { readFile } from 'node:fs/promises';
import { maskUrl, type Config, type EngineConfig } from '../config.ts';
import { AppError, isTransient } from '../domain/app-error.ts';
import { printEngineProgress, type OnEngineProgress } from '../embedded/engine-progress.ts';
import { startWatchedEngine } from '../embedded/start-watched-engine.ts';
import { createEngine, type EngineOptions } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { withPartitions } from '../index-lifecycle/with-partitions.ts';
import { WRITE_FACTOR } from '../http/middleware/asks.ts';
import { findAuthority } from './find-authority.ts';

/** The engine in use, and how to let go of it. */
export interface Connection {
  readonly engine: Engine;
  /** To show: `the embedded Elasticsearch at http://127.0.0.1:39421`, without password. */
  readonly name: string;
  /** Ends the connections; an embedded engine that nobody else uses is stopped. Safe to call twice. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Where a first start shows its long steps; standard error unless told otherwise. */
  readonly onProgress?: OnEngineProgress;
  /** Gives up a start that is under way. */
  readonly signal?: AbortSignal;
  /** Told of the engine's work. */
  readonly observer?: EngineObserver;
}

type ConnectConfig = Pick<Config, 'engine' | 'index'> & Partial<Pick<Config, 'requestTimeoutMs'>>;

/**
 * Finds the engine as the service does: that of `ELASTICSEARCH_URL`, or the embedded one of the data
 * folder, which is used if it runs, started if it does not, and started again if it dies. Does not wait for a cluster that is
 * away, but where its certificate has to be compared with a fingerprint.
 *
 * @throws AppError `engine_unavailable` · `embedded_engine` · `configuration`
 */
export const connect = async (
  config: ConnectConfig,
  { onProgress = printEngineProgress(process.stderr), signal, observer = {} }: ConnectOptions = {},
): Promise<Connection> => {
  const connection =
    config.engine.kind === 'embedded'
      ? await connectEmbedded(config.engine, callsOf(config, observer), onProgress, signal)
      : await connectRemote(config.engine, callsOf(config, observer), signal);
  return { ...connection, engine: withPartitions(connection.engine, config.index) };
};

type EngineObserver = Pick<EngineOptions, 'onCall' | 'onWritten'>;

type CallsOptions = EngineObserver & Pick<EngineOptions, 'requestTimeoutMs'>;

/** What has no deadline of a request, such as the work in the background, may take as long as a write. */
const callsOf = (
  { requestTimeoutMs = 10_000 }: ConnectConfig,
  { onCall, onWritten }: EngineObserver,
): CallsOptions => ({
  requestTimeoutMs: requestTimeoutMs * WRITE_FACTOR,
  ...(onCall !== undefined && { onCall }),
  ...(onWritten !== undefined && { onWritten }),
});

/** Connects, lets `work` use the engine, and lets go of it however that ended. */
export const withConnection = async <T>(
  config: ConnectConfig,
  work: (engine: Engine) => Promise<T>,
  options: ConnectOptions = {},
): Promise<T> => {
  const connection = await connect(config, options);
  try {
    if (config.engine.kind === 'remote') await assertAnswers(connection);
    return await work(connection.engine);
  } finally {
    await connection.close();
  }
};

/** Asked at once, so that the error can name the address. */
const assertAnswers = async ({ engine, name }: Connection): Promise<void> => {
  try {
    await engine.info({ timeoutMs: 10_000 });
  } catch (error) {
    if (!isTransient(error)) throw error;
    throw new AppError(
      'engine_unavailable',
      `${name} does not answer. Check that it runs, and ELASTICSEARCH_URL.`,
      {
        cause: error,
      },
    );
  }
};

const connectEmbedded = async (
  { dataDir, backupDir, heap, pluginsDir }: Extract<EngineConfig, { kind: 'embedded' }>,
  calls: CallsOptions,
  onProgress: OnEngineProgress,
  signal: AbortSignal | undefined,
): Promise<Connection> => {
  const embedded = await startWatchedEngine({
    dataDir,
    backupDir,
    heap,
    pluginsDir,
    onProgress,
    ...(signal !== undefined && { signal }),
  });
  const engine = createEngine({
    url: embedded.url,
    auth: { kind: 'basic', ...embedded.access },
    ...calls,
  });
  return {
    engine,
    name: `the embedded Elasticsearch at ${embedded.url}`,
    close: async () => {
      await engine.close();
      await embedded.stop();
    },
  };
};

const connectRemote = async (
  { urls, auth, caFile, caFingerprint }: Extract<EngineConfig, { kind: 'remote' }>,
  calls: CallsOptions,
  signal: AbortSignal | undefined,
): Promise<Connection> => {
  const ca =
    caFingerprint !== null
      ? await findAuthority(urls, caFingerprint, signal)
      : caFile === null
        ? null
        : await readCertificate(caFile);
  const engine = createEngine({ url: urls, auth, ca, ...calls });
  return { engine, name: `Elasticsearch at ${maskUrl(urls.join(','))}`, close: () => engine.close() };
};

const readCertificate = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new AppError(
      'configuration',
      `The certificate file of ELASTICSEARCH_CA cannot be read: ${file}. Check the path and who may read it.`,
      { cause: error },
    );
  }
};
