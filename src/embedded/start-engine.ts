import { access as checkAccess, chmod, constants, lchown, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { ensureEngineAccess, type EngineAccess } from './engine-access.ts';
import { engineAccount, giveTo } from './engine-account.ts';
import { inheritedEnvironment, type EngineEnvironment } from './engine-environment.ts';
import { engineError, interruptedError, systemErrorCode } from './engine-error.ts';
import { backupFolder, engineFolder } from './engine-folders.ts';
import { answersAs, endEngine, launchEngine, sendSignal, waitUntilReady } from './engine-process.ts';
import type { OnEngineProgress } from './engine-progress.ts';
import { ENGINE_RELEASE, type EngineRelease } from './engine-release.ts';
import { readEngineState, removeEngineState, writeEngineState, type EngineState } from './engine-state.ts';
import { withFileLock } from './file-lock.ts';
import { installEngine } from './install-engine.ts';
import { locateJdk } from './locate-jdk.ts';
import { onProcessEnd } from './on-process-end.ts';
import { identifyProcess, identifySelf, isAlive, type ProcessIdentity } from './process-identity.ts';
import { ensureTransportCertificate } from './transport-certificate.ts';
import { engineLayout, writeEngineConfig } from './write-engine-config.ts';

/** What a start needs to know. */
export interface StartOptions {
  /** The service's data folder; the engine's data, logs and state lie in it. Created when missing. */
  readonly dataDir: string;
  /** Where it may keep backups, see `backupFolder`; it keeps none without it. Counts for a start, as the heap does. */
  readonly backupDir?: string;
  readonly onProgress?: OnEngineProgress;
  /** Java's notation; 512m unless given. Counts for a start, not for an engine that runs already. */
  readonly heap?: string;
  /** Further plugins of Elasticsearch, in a folder each. Counts for a start, as the heap does. */
  readonly pluginsDir?: string | null;
  /** Another Elasticsearch than the one that is tested with. Counts for a start, as the heap does. */
  readonly release?: EngineRelease;
  /** Ends the start early; nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Leaves the engine running after its users end, until `stopEngine`. */
  readonly keep?: boolean;
  /** For an engine of minutes (tests): starts in half the time, searches slower. */
  readonly shortLived?: boolean;
  readonly env?: EngineEnvironment;
}

/** An engine that answers and can be searched. */
export interface EmbeddedEngine {
  readonly url: string;
  /** Nothing is answered to anybody else. */
  readonly access: EngineAccess;
  /** The process that takes the signal to stop. */
  readonly pid: number;
  /** Whether it was running before. */
  readonly reused: boolean;
  /** Ends the use of it: the last user's call stops it and returns when its processes are gone. */
  stop(): Promise<void>;
}

const DEFAULT_HEAP = '512m';

/**
 * Makes sure that the Elasticsearch of a data folder runs: uses the one that does, or installs it (once) and
 * starts it. When this process ends, however it ends short of SIGKILL, an engine that nobody else uses ends, too;
 * one that a killed process left is found and used.
 * @throws AppError `embedded_engine`, written for the person at the terminal
 */
export async function startEmbeddedEngine(options: StartOptions): Promise<EmbeddedEngine> {
  const dataDir = resolve(options.dataDir);
  const onProgress = options.onProgress ?? (() => {});
  const abort = new AbortController();
  const signal =
    options.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, options.signal]);

  let settle: (engine: EmbeddedEngine | undefined) => void = () => {};
  const settled = new Promise<EmbeddedEngine | undefined>((resolveWith) => (settle = resolveWith));
  const ending = onProcessEnd({
    // A signal during the start ends the start; afterwards it ends the use.
    onSignal: async () => {
      abort.abort(interruptedError());
      await (await settled)?.stop();
    },
    onExit: () => leaveAtExit(dataDir),
  });

  try {
    await makeDataDir(dataDir);
    const engine = await withFileLock(
      join(dataDir, 'engine.lock'),
      {
        signal,
        onWait: (pid) =>
          onProgress({
            step: 'note',
            message: `Another process (${pid}) is starting or stopping the embedded Elasticsearch; waiting for it …`,
          }),
      },
      async () => {
        const access = await ensureEngineAccess(dataDir);
        return (
          (await useRunning(dataDir, access, options.keep ?? false)) ??
          (await startNew(dataDir, access, options, onProgress, signal))
        );
      },
    );
    let stopped: Promise<void> | undefined;
    const result: EmbeddedEngine = {
      ...engine,
      stop: () => (stopped ??= leave(dataDir).finally(() => ending.dispose())),
    };
    settle(result);
    return result;
  } catch (error) {
    settle(undefined);
    ending.dispose();
    if (signal.aborted) throw interruptedError();
    throw error;
  }
}

/** Joins the engine that runs already, when there is one that answers; else clears away what is left of one. */
async function useRunning(
  dataDir: string,
  access: EngineAccess,
  keep: boolean,
): Promise<Omit<EmbeddedEngine, 'stop'> | undefined> {
  const state = readEngineState(dataDir);
  if (state === undefined) return undefined;
  if (
    state.phase === 'running' &&
    state.url !== undefined &&
    isAlive(state.launcher) &&
    (await answersAs(state.url, state.node, access))
  ) {
    writeEngineState(dataDir, {
      ...state,
      users: [...livingUsers(state), identifySelf()],
      kept: state.kept || keep,
    });
    return { url: state.url, access, pid: state.launcher.pid, reused: true };
  }
  await endEngine(state.launcher, state.server);
  // Left for the start that follows, which takes its place.
  if (state.phase !== 'running') removeEngineState(dataDir);
  return undefined;
}

async function startNew(
  dataDir: string,
  access: EngineAccess,
  options: StartOptions,
  onProgress: OnEngineProgress,
  signal: AbortSignal,
): Promise<Omit<EmbeddedEngine, 'stop'>> {
  const heap = options.heap ?? DEFAULT_HEAP;
  if (!/^\d+[mg]$/i.test(heap)) throw engineError(`"${heap}" is no heap size; write it as 512m or 1g.`);
  const env = options.env ?? inheritedEnvironment();
  const account = engineAccount();
  const jdk = await locateJdk(env, account);
  const { pluginsDir = null, release = ENGINE_RELEASE } = options;
  const home = await installEngine({ jdk, env, account, onProgress, signal, pluginsDir, release });

  const folder = await engineFolder(dataDir, account);
  if (account !== undefined && !folder.startsWith(dataDir)) {
    onProgress({
      step: 'note',
      message: `Elasticsearch does not run as root and can't enter ${dataDir}: its data is kept in ${folder}.`,
    });
  }
  const layout = engineLayout(folder);
  const node = `timbao-${crypto.randomUUID().slice(0, 8)}`;
  await makeEngineFolder(folder);
  // Those who used an engine that died use the next one, and find it where it was.
  const dead = readEngineState(dataDir);
  const certificate = await ensureTransportCertificate(layout.transport, { jdk, env, signal });
  await writeEngineConfig(layout, node, {
    heap,
    access,
    certificate,
    shortLived: options.shortLived ?? false,
    ...(options.backupDir === undefined ? {} : { backups: await backupFolder(options.backupDir, account) }),
    port: dead?.url === undefined ? 0 : await freePort(Number(new URL(dead.url).port)),
  });
  for (const path of [layout.config, layout.logs, layout.temp, layout.data, layout.transport, folder])
    await giveTo(account, path);

  onProgress({ step: 'note', message: `Starting Elasticsearch (Java ${jdk.version}, ${heap} heap) …` });
  signal.throwIfAborted();
  const child = await launchEngine({ home, release, layout, jdk, env, account });
  const launcher: ProcessIdentity = identifyProcess(child.pid ?? 0) ?? { pid: child.pid ?? 0, began: '' };
  const state: EngineState = {
    phase: 'starting',
    node,
    folder,
    heap,
    startedAt: new Date().toISOString(),
    launcher,
    users: [...(dead === undefined ? [] : livingUsers(dead)), identifySelf()],
    kept: (options.keep ?? false) || (dead?.kept ?? false),
  };
  try {
    writeEngineState(dataDir, state);
    const { url, server } = await waitUntilReady(launcher, layout, node, access, signal);
    writeEngineState(dataDir, {
      ...state,
      phase: 'running',
      url,
      ...(server === undefined ? {} : { server }),
    });
    return { url, access, pid: launcher.pid, reused: false };
  } catch (error) {
    await endEngine(launcher, undefined);
    if (dead === undefined) removeEngineState(dataDir);
    else writeEngineState(dataDir, dead);
    throw error;
  }
}

/** That port, or 0 where something else has it by now. */
const freePort = (port: number): Promise<number> =>
  new Promise((resolveWith) => {
    const server = createServer();
    server.once('error', () => resolveWith(0));
    server.listen(port, '127.0.0.1', () => server.close(() => resolveWith(port)));
  });

/** Ends this process's use of the engine; the last user stops it. */
async function leave(dataDir: string): Promise<void> {
  await withFileLock(join(dataDir, 'engine.lock'), {}, async () => {
    const state = readEngineState(dataDir);
    if (state === undefined) return;
    const users = livingUsers(state);
    // Once for each start: a process may have several.
    const mine = users.findIndex((user) => user.pid === process.pid);
    const others = users.filter((_, at) => at !== mine);
    if (others.length > 0 || state.kept) {
      writeEngineState(dataDir, { ...state, users: others });
      return;
    }
    writeEngineState(dataDir, { ...state, phase: 'stopping', users: [] });
    await endEngine(state.launcher, state.server);
    removeEngineState(dataDir);
  });
}

/** The same as far as it can be done while the process ends: the engine is told to stop and not waited for. */
function leaveAtExit(dataDir: string): void {
  const state = readEngineState(dataDir);
  if (state === undefined || !state.users.some((user) => user.pid === process.pid)) return;
  const others = livingUsers(state).filter((user) => user.pid !== process.pid);
  if (others.length > 0 || (state.kept && state.phase === 'running')) {
    writeEngineState(dataDir, { ...state, users: others });
    return;
  }
  writeEngineState(dataDir, { ...state, phase: 'stopping', users: [] });
  sendSignal(state.launcher, 'SIGTERM');
}

function livingUsers(state: EngineState): ProcessIdentity[] {
  return state.users.filter(isAlive);
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    await makePrivateFolder(dataDir);
    await checkAccess(dataDir, constants.W_OK);
  } catch (error) {
    throw engineError(
      `The data folder ${dataDir} can't be used (${systemErrorCode(error) ?? String(error)}). Set TIMBAO_DATA_DIR to a folder that can be written.`,
      error,
    );
  }
}

/** A folder that is there already stays as it is: it may hold more than what is ours. */
async function makePrivateFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { mode: 0o700 });
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
    // Throws where it is a file.
    await mkdir(dataDir, { recursive: true });
    return;
  }
  const account = engineAccount();
  if (account === undefined) return;
  // Run by root, the engine is another user's process, which passes through to its own folder.
  await lchown(dataDir, 0, account.gid);
  await chmod(dataDir, 0o710);
}

async function makeEngineFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await checkAccess(folder, constants.W_OK);
    await chmod(folder, 0o700);
  } catch (error) {
    throw engineError(
      `The engine's folder ${folder} belongs to another user or can't be written (${systemErrorCode(error) ?? String(error)}). ` +
        'Start as that user, or set TIMBAO_DATA_DIR to another folder.',
      error,
    );
  }
}
