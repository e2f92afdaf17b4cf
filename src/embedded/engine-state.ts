import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from './process-identity.ts';

/** What is known of the engine of a data folder, kept in it as `engine.json` for the processes to come. */
export interface EngineState {
  readonly phase: 'starting' | 'running' | 'stopping';
  /** The node's name, another one at each start: tells our engine from whatever else answers on its port. */
  readonly node: string;
  /** Absent until it answers. */
  readonly url?: string;
  /** Where its data lies: a folder in the data folder, or a system folder. */
  readonly folder: string;
  readonly heap: string;
  readonly startedAt: string;
  /** Elasticsearch's launcher, which takes the signals, and the server it runs. */
  readonly launcher: ProcessIdentity;
  readonly server?: ProcessIdentity;
  /** Processes that use it. The last of them stops it. */
  readonly users: readonly ProcessIdentity[];
  /** Whether it is to go on without users, until it is stopped by name. */
  readonly kept: boolean;
}

/** The state file's path. */
export function engineStateFile(dataDir: string): string {
  return join(dataDir, 'engine.json');
}

/** The state left in a data folder; undefined when there is none, or none that can be read. */
export function readEngineState(dataDir: string): EngineState | undefined {
  let state: unknown;
  try {
    state = JSON.parse(readFileSync(engineStateFile(dataDir), 'utf8'));
  } catch {
    return undefined;
  }
  return isEngineState(state) ? state : undefined;
}

/** Writes the state in one step: a reader sees the old one or the new one. Synchronous, for the exit handler. */
export function writeEngineState(dataDir: string, state: EngineState): void {
  const path = engineStateFile(dataDir);
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path);
}

/** Removes the state: nothing runs. */
export function removeEngineState(dataDir: string): void {
  rmSync(engineStateFile(dataDir), { force: true });
}

function isEngineState(value: unknown): value is EngineState {
  if (typeof value !== 'object' || value === null) return false;
  const state = value as Partial<Record<keyof EngineState, unknown>>;
  return (
    (state.phase === 'starting' || state.phase === 'running' || state.phase === 'stopping') &&
    typeof state.node === 'string' &&
    (state.url === undefined || typeof state.url === 'string') &&
    typeof state.folder === 'string' &&
    typeof state.heap === 'string' &&
    typeof state.startedAt === 'string' &&
    isIdentity(state.launcher) &&
    (state.server === undefined || isIdentity(state.server)) &&
    Array.isArray(state.users) &&
    state.users.every(isIdentity) &&
    typeof state.kept === 'boolean'
  );
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'pid' in value && typeof value.pid === 'number' && 'began' in value && typeof value.began === 'string'
  );
}
