import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { terminalAsk, type Ask } from './confirm.ts';
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

/** The settings that an index is made with. */
export type OfNewIndex = 'shards' | 'replicas' | 'tokenizer' | 'partition';

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

/**
 * As {@link withEngine}, once the index can be searched: right after a start the engine answers before its shards do.
 *
 * @param options.waits `false`: for what is to be left because it cannot be searched
 */
export const withReadyEngine = <T>(
  deps: Pick<CommandDeps, 'connect' | 'config'>,
  work: (engine: Engine) => Promise<T>,
  { waits = true }: { readonly waits?: boolean } = {},
): Promise<T> =>
  withEngine(deps, async (engine) => {
    if (waits) await waitUntilReady(engine, deps.config.index);
    return work(engine);
  });

/** What a command needs that asks before it does something. */
export interface AskingDeps {
  /** How to ask somebody; the terminal, where there is one, unless told otherwise. */
  readonly ask?: Ask | null;
}

export const askOf = ({ ask }: AskingDeps): Ask | null => (ask === undefined ? terminalAsk() : ask);
