import { indexCommand } from '../../../src/cli/index-command.ts';
import type { EngineOptions } from '../../../src/engine/create-engine.ts';
import type { Partitioning } from '../../../src/domain/partition.ts';
import { configOf } from '../../support/scratch-store.ts';
import { onIndexOf, runCommand, type RanCommand } from '../../support/run-command.ts';

export interface RunSettings {
  readonly shards?: number;
  readonly tokenizer?: string;
  readonly partition?: Partitioning;
  /** What is answered when the command asks. */
  readonly answer?: string;
}

/** Runs `timbao index …` as the command line does, on the real engine. */
export const runIndexCommand = (
  at: string | EngineOptions,
  alias: string,
  args: readonly string[],
  { answer, ...settings }: RunSettings = {},
): Promise<RanCommand> =>
  runCommand(at, args, answer, (deps) =>
    indexCommand({
      ...onIndexOf(deps, alias),
      config: { ...configOf(alias), ...settings },
    }),
  );
