import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { engineAccessFile, readEngineAccess } from './engine-access.ts';
import { engineAccount } from './engine-account.ts';
import { engineError } from './engine-error.ts';
import { engineFolder } from './engine-folders.ts';
import { answersAs, endEngine } from './engine-process.ts';
import { readEngineState, removeEngineState, writeEngineState, type EngineState } from './engine-state.ts';
import { withFileLock } from './file-lock.ts';
import { isAlive } from './process-identity.ts';

/** What can be said of the engine of a data folder. */
export type EngineStatus =
  | { readonly status: 'stopped'; readonly folder: string }
  /** Its process is there, but it does not answer (yet, or no more). */
  | {
      readonly status: 'silent';
      readonly folder: string;
      readonly pid: number;
      readonly phase: EngineState['phase'];
    }
  | {
      readonly status: 'running';
      readonly folder: string;
      readonly pid: number;
      readonly url: string;
      readonly heap: string;
      readonly startedAt: string;
      /** Processes that use it now. */
      readonly users: readonly number[];
      readonly kept: boolean;
    };

/** Looks at the engine of a data folder; starts and changes nothing. */
export async function engineStatus(dataDir: string): Promise<EngineStatus> {
  const state = readEngineState(resolve(dataDir));
  if (state === undefined || !isAlive(state.launcher)) {
    return { status: 'stopped', folder: await engineFolder(dataDir, engineAccount()) };
  }
  const { folder, launcher, url, heap, startedAt, kept } = state;
  if (url === undefined || !(await answersAs(url, state.node, readEngineAccess(resolve(dataDir))))) {
    return { status: 'silent', folder, pid: launcher.pid, phase: state.phase };
  }
  const users = state.users.filter(isAlive).map((user) => user.pid);
  return {
    status: 'running',
    folder,
    pid: launcher.pid,
    url,
    heap,
    startedAt,
    users: [...new Set(users)],
    kept,
  };
}

/**
 * Stops the engine of a data folder, whoever started it, and returns when its processes are gone.
 * @param options.force stops it even while other processes use it
 * @returns whether one was running
 * @throws AppError `embedded_engine` when it is in use
 */
export async function stopEngine(
  dataDir: string,
  options: { readonly force?: boolean } = {},
): Promise<boolean> {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) return false;
  return withFileLock(join(folder, 'engine.lock'), {}, async () => {
    const state = readEngineState(folder);
    if (state === undefined) return false;
    const running = [state.launcher, state.server].some((one) => one !== undefined && isAlive(one));
    const users = [...new Set(state.users.filter(isAlive).map((user) => user.pid))];
    if (running && users.length > 0 && options.force !== true) {
      throw engineError(
        `The engine is in use by process ${users.join(', ')}. End that first (the engine ends with its last user), or stop it all the same with --force.`,
      );
    }
    writeEngineState(folder, { ...state, phase: 'stopping', kept: false });
    await endEngine(state.launcher, state.server);
    removeEngineState(folder);
    return running;
  });
}

/**
 * Deletes the engine's data, logs, configuration and password; every index in it is lost.
 * @returns the deleted folder
 * @throws AppError `embedded_engine` when the engine is in use
 */
export async function removeEngineData(
  dataDir: string,
  options: { readonly force?: boolean } = {},
): Promise<string> {
  await stopEngine(dataDir, options);
  const folder = await engineFolder(dataDir, engineAccount());
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await rm(engineAccessFile(resolve(dataDir)), { force: true });
  return folder;
}
