import { spawn } from 'node:child_process';
import type { EngineEnvironment } from './engine-environment.ts';

/** What a finished command left. */
export interface CommandResult {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  /** Standard output and error as they came, the last 64 kB. */
  readonly output: string;
}

const KEPT_OUTPUT = 64_000;
const KILL_AFTER_MS = 5000;

/**
 * Runs a command to its end and keeps what it printed.
 * @throws the system's error (`ENOENT`, …) when it can't be started, the signal's reason when aborted; the
 * command and its children are gone by then
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly env: EngineEnvironment;
    readonly cwd?: string;
    readonly signal?: AbortSignal;
    readonly onStart?: (pid: number) => void;
  },
): Promise<CommandResult> {
  const { env, cwd, signal, onStart } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortReason(signal));
      return;
    }
    // Windows runs batch files (mvn.cmd) only through its shell.
    const throughShell = process.platform === 'win32' && /\.(cmd|bat)$/i.test(command);
    const child = spawn(throughShell ? quoted(command) : command, throughShell ? args.map(quoted) : args, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      shell: throughShell,
      // A group of its own: Ctrl-C reaches this process first, which then ends the group as a whole.
      detached: process.platform !== 'win32',
      ...(cwd === undefined ? {} : { cwd }),
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    if (child.pid !== undefined) onStart?.(child.pid);

    let killTimer: NodeJS.Timeout | undefined;
    const end = (): void => {
      killGroup(child.pid, 'SIGTERM');
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS);
    };
    const endAtExit = (): void => killGroup(child.pid, 'SIGKILL');
    signal?.addEventListener('abort', end, { once: true });
    process.once('exit', endAtExit);
    const settle = (done: () => void): void => {
      signal?.removeEventListener('abort', end);
      process.off('exit', endAtExit);
      clearTimeout(killTimer);
      done();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) =>
      settle(() => (signal?.aborted === true ? reject(abortReason(signal)) : resolve({ code, output }))),
    );
  });
}

/** Ends a command started by {@link runCommand}, and its children. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // Gone already.
  }
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}

function quoted(argument: string): string {
  return `"${argument}"`;
}
