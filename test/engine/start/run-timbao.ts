import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const dist = (file: string): string => fileURLToPath(new URL(`../../../dist/${file}`, import.meta.url));

/** A `timbao` process, as built, and what it has printed so far. */
export interface Running {
  readonly pid: number;
  out(): string;
  /** Standard error alone. */
  errors(): string;
  /** Waits until something is printed. */
  said(text: string | RegExp, timeoutMs?: number): Promise<void>;
  send(signal: NodeJS.Signals): void;
  /** Waits for its end: the exit status, or the name of the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals | null>;
}

/** None of this shell's own settings reach the process. */
const cleanEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:TIMBAO_|ELASTICSEARCH_|PORT$|HOST$|LOG_LEVEL$|NODE_OPTIONS$|VITEST)/.test(name),
    ),
  );

const run = (
  file: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input: Iterable<string> = [],
): Running => {
  const child = spawn(process.execPath, [dist(file), ...args], {
    env: { ...cleanEnvironment(), ...settings },
    stdio: 'pipe',
  });
  // Where the process ends before it has read all, its status and what it says tell why.
  pipeline(Readable.from(input), child.stdin).catch(() => {});
  let out = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const end = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let hasEnded = false;
  void end.then(() => (hasEnded = true));

  const said = async (text: string | RegExp, timeoutMs = 60_000): Promise<void> => {
    const until = Date.now() + timeoutMs;
    while (typeof text === 'string' ? !(out + errors).includes(text) : !text.test(out + errors)) {
      if (hasEnded || Date.now() > until) {
        throw new Error(
          `It ${hasEnded ? 'ended' : 'waited'} without saying ${String(text)}:\n${out}${errors}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };

  return {
    pid: child.pid ?? 0,
    out: () => out,
    errors: () => errors,
    said,
    send: (signal) => child.kill(signal),
    ended: async () => {
      const [status, signal] = await end;
      return status ?? signal;
    },
  };
};

/** What `npm start` runs, as it does in a terminal: without keys whoever is on this machine may write. */
export const startService = (settings: Readonly<Record<string, string>>): Running =>
  run('main.js', [], { TIMBAO_INSECURE_LOOPBACK: 'on', ...settings });

/**
 * What `npx timbao …` runs.
 *
 * @param input what it reads from standard input, at its own pace
 */
export const startTimbao = (
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  input?: Iterable<string>,
): Running => run('cli/main.js', args, settings, input);

/** The address that a service has printed, once it serves. */
export const servedAt = async (service: Running, timeoutMs?: number): Promise<string> => {
  await service.said('Ctrl-C stops it.', timeoutMs);
  const address = /at (http:\/\/\S+?),/.exec(service.out())?.[1];
  if (address === undefined) throw new Error(`No address in:\n${service.out()}`);
  return address;
};
