import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import type { ProgressStream } from './progress-line.ts';

/** What a command that uses the engine needs; `Setting` names the settings that it goes by besides the index. */
export interface CommandDeps<Setting extends keyof Config = never> {
  /** Finds the engine as the service does. */
  connect(): Promise<{ readonly engine: Engine; close(): Promise<void> }>;
  readonly config: Pick<Config, 'index' | Setting>;
  /** Gets what the command is asked for. */
  readonly out: { write(text: string): unknown };
  /** Gets progress, and whatever must not get among the former. */
  readonly err: ProgressStream;
}

/**
 * Lets `work` use the engine, and lets go of it however that ended.
 *
 * @throws AppError `engine_unavailable` at once where it is not there
 */
export const withEngine = async <T>(
  deps: Pick<CommandDeps, 'connect'>,
  work: (engine: Engine) => Promise<T>,
): Promise<T> => {
  const connection = await deps.connect();
  try {
    await connection.engine.info();
    return await work(connection.engine);
  } finally {
    await connection.close();
  }
};
