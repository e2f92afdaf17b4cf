import { SYLLABLE_TOKENIZER } from '../analysis/analysis-settings.ts';
import { withTokenizer } from '../analysis/word-fields.ts';
import { AppError } from '../domain/app-error.ts';
import type { Partitioning } from '../domain/partition.ts';
import type { Engine } from '../engine/engine.ts';
import { indexNames, newIndexName } from './index-names.ts';
import { findIndex } from './index-roles.ts';
import { readReleasedMapping, type ReleasedMapping } from './released-mapping.ts';
import { partitionNotes } from './with-partitions.ts';

/** The settings that an index is made by. */
export interface NewIndexConfig {
  readonly index: string;
  readonly shards: number;
  readonly replicas: number;
  readonly tokenizer: string;
  readonly partition: Partitioning;
}

export interface CreateIndexOptions {
  /** The setting TIMBAO_INDEX. */
  readonly alias: string;
  readonly shards: number;
  readonly replicas: number;
  /** What gives its words; syllables alone unless told otherwise. */
  readonly tokenizer?: string;
  /** How it is partitioned; not at all unless told otherwise. */
  readonly partition?: Partitioning;
  /** The released body; the newest one unless told otherwise. */
  readonly mapping?: ReleasedMapping;
  readonly now?: Date;
}

export const toCreateOptions = ({
  index,
  shards,
  replicas,
  tokenizer,
  partition,
}: NewIndexConfig): CreateIndexOptions => ({
  alias: index,
  shards,
  replicas,
  tokenizer,
  partition,
});

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
  const names = indexNames(options.alias);
  return createFromRelease(engine, options, {
    // An alias has one write index at most, and Elasticsearch checks that as it creates: this is what makes
    // one of several creators win.
    aliases: { [names.read]: { is_write_index: true }, [names.write]: { is_write_index: true } },
  });
};

/**
 * Creates an index as released, with what belongs to the installation.
 *
 * @param own the aliases that it gets, and notes on it
 * @returns its name, or `null` where another one has its name or its alias
 * @throws AppError `index_mismatch` where no plugin of the engine has its tokenizer
 */
export const createFromRelease = async (
  engine: Engine,
  options: CreateIndexOptions,
  own: { readonly aliases: object; readonly notes?: object },
): Promise<string | null> => {
  const { alias, shards, replicas, tokenizer = SYLLABLE_TOKENIZER, partition = 'none' } = options;
  const { mapping = await readReleasedMapping(), now = new Date() } = options;
  const index = newIndexName(alias, mapping.version, now);
  const { settings, mappings } = withTokenizer(mapping.body, tokenizer);
  const notes = { ...partitionNotes(partition), ...own.notes };
  const outcome = await engine.createIndex(
    index,
    {
      settings: withCounts(settings, shards, replicas),
      mappings: { ...mappings, ...(Object.keys(notes).length > 0 && { _meta: notes }) },
      aliases: own.aliases,
    },
    { timeoutMs: CREATE_MS },
  );
  if (outcome === 'tokenizer_missing') throw tokenizerMissing(tokenizer);
  return outcome === 'created' ? index : null;
};

const tokenizerMissing = (tokenizer: string): AppError =>
  new AppError(
    'index_mismatch',
    [
      `The search engine has no tokenizer “${tokenizer}”, which TIMBAO_TOKENIZER names. Install the plugin that has it, made for the engine’s very version:`,
      '  - on a cluster of your own: bin/elasticsearch-plugin install … on every node, then restart it;',
      '  - with Docker Compose: a line “RUN bin/elasticsearch-plugin install --batch …” in docker/elasticsearch/Dockerfile, then docker compose up --build;',
      '  - for the embedded engine: unpack it to a folder of its own in the folder that TIMBAO_ENGINE_PLUGINS names, then timbao engine stop.',
      `Or go without it: TIMBAO_TOKENIZER=${SYLLABLE_TOKENIZER}.`,
    ].join('\n'),
  );

/** The released settings with the counts that belong to the installation. */
const withCounts = (
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
