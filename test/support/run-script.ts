import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A script of a test, running in a process of its own. */
export interface RunningScript {
  readonly process: ChildProcess;
  /** What it has printed so far, both outputs. */
  readonly output: () => string;
  /** Waits until its output matches; fails when it ends before, or after the time. */
  until(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Waits for its end: exit status, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Starts a TypeScript file of the tests with Node, compiled on the spot: real processes to kill. */
export function runScript(
  file: string,
  options: {
    readonly args?: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
    readonly prefix?: readonly string[];
  } = {},
): RunningScript {
  // Inside the package, from where the sources find what lies beside them.
  const folder = join(ROOT, 'node_modules', '.cache', 'timbao-test');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${basename(file, '.ts')}-${process.pid}.mjs`);
  buildSync({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });

  const [command = process.execPath, ...args] = [
    ...(options.prefix ?? []),
    process.execPath,
    outfile,
    ...(options.args ?? []),
  ];
  const child = spawn(command, args, { env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    child.once('error', (error) => resolve(String(error)));
  });
  let over = false;
  void ended.then(() => (over = true));

  return {
    process: child,
    output: () => text,
    ended,
    until: async (pattern, timeoutMs = 150_000) => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        if (over || Date.now() > deadline)
          throw new Error(`${pattern} did not come${over ? ' before the end' : ' in time'}:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
