import type { Command } from 'commander';
import type { IndexCommandDeps } from '../../src/cli/index-command.ts';
import type { AppError } from '../../src/domain/app-error.ts';
import { withPartitions } from '../../src/index-lifecycle/with-partitions.ts';
import { createEngine, type EngineOptions } from '../../src/engine/create-engine.ts';

export interface RanCommand {
  readonly out: string;
  readonly err: string;
  readonly status: typeof process.exitCode;
  readonly error: AppError | null;
}

/** What a command is given whose index is that of `alias`: the engine as the command line has it. */
export const onIndexOf = <Deps extends Pick<IndexCommandDeps, 'connect'>>(
  deps: Deps,
  alias: string,
): Deps => ({
  ...deps,
  connect: async () => {
    const connection = await deps.connect();
    return { ...connection, engine: withPartitions(connection.engine, alias) };
  },
});

/**
 * Runs a command that uses the engine as the command line does; what it needs besides `config` is given to it.
 *
 * @param at where the engine is, and how to sign in
 * @param answer what is answered when it asks; absent: nobody is there to ask
 */
export const runCommand = async (
  at: string | EngineOptions,
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
        const engine = createEngine(typeof at === 'string' ? { url: at } : at);
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
