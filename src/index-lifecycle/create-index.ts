import { AppError } from '../domain/app-error.ts';
import type { Engine } from '../engine/engine.ts';
import { indexNames, newIndexName } from './index-names.ts';
import { findIndex } from './index-roles.ts';
import { readReleasedMapping, type ReleasedMapping } from './released-mapping.ts';

export interface CreateIndexOptions {
  /** The setting TIMBAO_INDEX. */
  readonly alias: string;
  readonly shards: number;
  readonly replicas: number;
  /** The released body; the newest one unless told otherwise. */
  readonly mapping?: ReleasedMapping;
  readonly now?: Date;
}

export interface EnsuredIndex {
  /** The index behind the alias: `articles-v1-…`. */
  readonly index: string;
  readonly created: boolean;
}

/**
 * Sees to it that the alias has an index to search and to write, and creates it where there is none. Of several
 * that do this at once, one creates.
 *
 * @throws AppError `index_mismatch` where an index stands in the alias's place, or the alias is half set up.
 */
export const ensureIndex = async (engine: Engine, options: CreateIndexOptions): Promise<EnsuredIndex> => {
  const existing = await findIndex(engine, options.alias);
  if (existing !== null) return { index: existing, created: false };
  const created = await createIndex(engine, options);
  if (created !== null) return { index: created, created: true };
  const other = await findIndex(engine, options.alias);
  if (other !== null) return { index: other, created: false };
  throw new AppError(
    'index_mismatch',
    `The index for “${options.alias}” was created and removed again by somebody else. Try again.`,
  );
};

/** An engine that has just been started takes its time for it, and no request waits. */
const CREATE_MS = 60_000;

/** @returns the new index's name, or `null` where somebody else was first. */
const createIndex = async (engine: Engine, options: CreateIndexOptions): Promise<string | null> => {
  const { alias, shards, replicas, mapping = await readReleasedMapping(), now = new Date() } = options;
  const names = indexNames(alias);
  const index = newIndexName(alias, mapping.version, now);
  const outcome = await engine.createIndex(
    index,
    {
      settings: withCounts(mapping.body.settings, shards, replicas),
      mappings: mapping.body.mappings,
      // An alias has one write index at most, and Elasticsearch checks that as it creates: this is what makes
      // one of several creators win.
      aliases: { [names.read]: { is_write_index: true }, [names.write]: { is_write_index: true } },
    },
    { timeoutMs: CREATE_MS },
  );
  return outcome === 'created' ? index : null;
};

/** The released settings with the counts that belong to the installation. */
export const withCounts = (
  settings: Readonly<Record<string, unknown>>,
  shards: number,
  replicas: number,
): Record<string, unknown> => ({
  ...settings,
  index: {
    ...(settings['index'] as Record<string, unknown> | undefined),
    number_of_shards: shards,
    number_of_replicas: replicas,
  },
});
