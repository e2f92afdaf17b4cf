import { Command } from 'commander';
import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { NOT_REMOVED } from '../domain/tombstone.ts';
import type { Engine } from '../engine/engine.ts';
import { waitUntilReady } from '../engine/wait-until-ready.ts';
import { ensureIndex } from '../index-lifecycle/create-index.ts';
import { verifyIndex, type IndexDifference } from '../index-lifecycle/verify-index.ts';
import { EXIT } from './exit-status.ts';

export interface IndexCommandDeps {
  /** Finds the engine as the service does. */
  connect(): Promise<{ readonly engine: Engine; close(): Promise<void> }>;
  readonly config: Pick<Config, 'index' | 'shards' | 'replicas'>;
  readonly out: { write(text: string): unknown };
}

/** `timbao index`: the index behind the alias, from its making to its end. */
export const indexCommand = (deps: IndexCommandDeps): Command =>
  new Command('index')
    .description('create the index and look after it')
    .exitOverride()
    .addCommand(
      new Command('create')
        .exitOverride()
        .description('create the index and its aliases where they are missing')
        .action(() => connected(deps, createIndex)),
    )
    .addCommand(
      new Command('status')
        .exitOverride()
        .description('what is in the index, and whether it is as it was released')
        .action(() => connected(deps, showStatus)),
    );

const connected = async (
  deps: IndexCommandDeps,
  run: (engine: Engine, deps: IndexCommandDeps) => Promise<number>,
): Promise<void> => {
  const connection = await deps.connect();
  try {
    await connection.engine.info();
    process.exitCode = await run(connection.engine, deps);
  } finally {
    await connection.close();
  }
};

const createIndex = async (engine: Engine, { config, out }: IndexCommandDeps): Promise<number> => {
  await waitUntilReady(engine, config.index);
  const { index, created } = await ensureIndex(engine, {
    alias: config.index,
    shards: config.shards,
    replicas: config.replicas,
  });
  out.write(
    created ? `Created ${index} behind the alias ${config.index}.\n` : `${index} is there already.\n`,
  );
  return EXIT.done;
};

const showStatus = async (engine: Engine, { config, out }: IndexCommandDeps): Promise<number> => {
  const state = await waitUntilReady(engine, config.index);
  if (state === 'index_missing') {
    throw new AppError(
      'index_missing',
      `The index “${config.index}” does not exist. Create it with: timbao index create`,
    );
  }
  const { index, mappingVersion, differences } = await verifyIndex(engine, config.index);
  const [articles, bytes, health] = await Promise.all([
    engine.count(config.index, NOT_REMOVED),
    engine.storeSize(index),
    engine.health(index),
  ]);
  const rows = [
    ['alias', config.index],
    ['index', index],
    ['articles', articles.toLocaleString('en-US')],
    ['size', `${(bytes / 1e6).toFixed(1)} MB`],
    ['health', health ?? 'unknown'],
    ['mapping', mappingText(mappingVersion, differences)],
  ] as const;
  out.write(rows.map(([name, value]) => `${name.padEnd(9)} ${value}\n`).join(''));
  for (const { path, expected, actual } of differences) {
    out.write(`  ${path}: released ${expected ?? '(nothing)'}, in the index ${actual ?? '(nothing)'}\n`);
  }
  return differences.length === 0 ? EXIT.done : EXIT.failed;
};

const mappingText = (version: number, { length }: readonly IndexDifference[]): string =>
  length === 0
    ? `version ${version}, as released`
    : `version ${version}, with ${length} ${length === 1 ? 'difference' : 'differences'} from the release:`;
