import { Command } from 'commander';
import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { ensureIndex } from '../index-lifecycle/create-index.ts';
import {
  askOf,
  withReadyEngine,
  type AskingDeps,
  type CommandDeps,
  type OfNewIndex,
} from './command-deps.ts';
import { showHiddenOption, subcommand, wholeNumber } from './command-parts.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { prune, type PruneFlags } from './index-prune.ts';
import {
  promote,
  rebuild,
  rollback,
  type GateFlags,
  type RebuildFlags,
  type RollbackFlags,
} from './index-rebuild.ts';
import { showStatus } from './index-status.ts';

export interface IndexCommandDeps extends CommandDeps<OfNewIndex>, AskingDeps {
  readonly config: CommandDeps<OfNewIndex>['config'] & Partial<Pick<Config, 'abbreviationsFile'>>;
}

/** `timbao index`: the index behind the alias, from its making to its end. */
export const indexCommand = (deps: IndexCommandDeps): Command =>
  new Command('index')
    .exitOverride()
    .addCommand(
      subcommand('create', 'create the index and its aliases where they are missing').action(() =>
        connected(deps, (engine) => createIndex(engine, deps)),
      ),
    )
    .addCommand(
      subcommand('status', 'every index: what is in it, what it is for, whether it is as it was released')
        .option('--json', 'as JSON')
        .action((flags: { readonly json?: boolean }) =>
          connected(deps, (engine) => showStatus(engine, deps, flags)),
        ),
    )
    .addCommand(
      withGateFlags(
        subcommand(
          'rebuild',
          'build the index anew from the live one, with the mapping of this version, and compare the two; reads and writes go on',
        ),
      )
        .option('--resume', 'go on with the one that is under way')
        .option('--abandon', 'give up the one that is under way, and remove it')
        .option('--per-second <n>', 'copy so many articles a second at most', wholeNumber)
        .option('--promote', 'put it into service where it fits')
        .action((flags: RebuildFlags) => connected(deps, (engine) => rebuild(engine, deps, flags))),
    )
    .addCommand(
      withGateFlags(
        subcommand('promote', 'compare the rebuilt index with the live one, and put it into service'),
      ).action((flags: GateFlags) => connected(deps, (engine) => promote(engine, deps, flags))),
    )
    .addCommand(
      subcommand('rollback', 'put the former index into service again, with all that was written since')
        .option('--force', 'even where the numbers of articles differ')
        .option('--unchecked', 'at once, copying nothing: for a live index that cannot be read')
        .addOption(showHiddenOption())
        .action((flags: RollbackFlags) =>
          // What cannot be searched is not waited for where it is to be left.
          connected(deps, (engine) => rollback(engine, deps, flags), { waits: flags.unchecked !== true }),
        ),
    )
    .addCommand(
      subcommand('prune', 'remove indices that are of no use any more; says which, and asks')
        .option('--former', 'the former one, too: after that there is no rollback')
        .option(
          '--tombstones-older-than <age>',
          'what is left of articles removed so long ago (90d, 12w), too',
        )
        .option('--dry-run', 'say what would be removed')
        .option('--yes', 'do not ask')
        .action((flags: PruneFlags) =>
          connected(deps, (engine) => prune(engine, { ...deps, ask: askOf(deps) }, flags)),
        ),
    );

const withGateFlags = (gated: Command): Command =>
  gated
    .option('--full', 'compare every article, not a sample')
    .option('--queries <file>', 'searches to compare, one a line, in place of the built-in ones')
    .option('--force', 'put it into service even where the two do not fit')
    .addOption(showHiddenOption());

const connected = async (
  deps: IndexCommandDeps,
  run: (engine: Engine) => Promise<ExitStatus>,
  options: { readonly waits?: boolean } = {},
): Promise<void> => {
  process.exitCode = await withReadyEngine(deps, run, options);
};

const createIndex = async (engine: Engine, { config, out }: IndexCommandDeps): Promise<ExitStatus> => {
  const { index, created } = await ensureIndex(engine, {
    alias: config.index,
    shards: config.shards,
    replicas: config.replicas,
    tokenizer: config.tokenizer,
  });
  out.write(
    created ? `Created ${index} behind the alias ${config.index}.\n` : `${index} is there already.\n`,
  );
  return EXIT.done;
};
