import type { Command } from 'commander';
import { indexCommand, type IndexCommandDeps } from '../../../src/cli/index-command.ts';
import type { AppError } from '../../../src/domain/app-error.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';

export interface RanCommand {
  readonly out: string;
  readonly err: string;
  readonly status: typeof process.exitCode;
  readonly error: AppError | null;
}

export interface RunSettings {
  readonly shards?: number;
  /** What is answered when the command asks. */
  readonly answer?: string;
}

/** Runs `timbao index …` as the command line does, on the real engine. */
export const runIndexCommand = (
  url: string,
  alias: string,
  args: readonly string[],
  { shards = 1, answer }: RunSettings = {},
): Promise<RanCommand> =>
  runCommand(url, args, answer, (deps) =>
    indexCommand({ ...deps, config: { index: alias, shards, replicas: 0 } }),
  );

/** Runs a command that uses the engine; what it needs besides `config` is given to it. */
export const runCommand = async (
  url: string,
  args: readonly string[],
  answer: string | undefined,
  commandOf: (deps: Omit<IndexCommandDeps, 'config'>) => Command,
): Promise<RanCommand> => {
  const exitCode = process.exitCode;
  let out = '';
  let err = '';
  let error: AppError | null = null;
  process.exitCode = undefined;
  try {
    await commandOf({
      connect: () => {
        const engine = createEngine({ url });
        return Promise.resolve({ engine, close: () => engine.close() });
      },
      out: { write: (text: string) => (out += text) },
      err: { write: (text: string) => (err += text) },
      ask: answer === undefined ? null : () => Promise.resolve(answer),
    }).parseAsync([...args], { from: 'user' });
  } catch (thrown) {
    error = thrown as AppError;
  }
  const status = process.exitCode;
  process.exitCode = exitCode;
  return { out, err, status, error };
};
