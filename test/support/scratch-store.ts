import { randomBytes } from 'node:crypto';
import { SYLLABLE_TOKENIZER } from '../../src/analysis/analysis-settings.ts';
import { articlesIndexBody, MAPPING_VERSION } from '../../src/analysis/index-body.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { ensureIndex, type NewIndexConfig } from '../../src/index-lifecycle/create-index.ts';
import type { ReleasedMapping } from '../../src/index-lifecycle/released-mapping.ts';
import type { Partitioning } from '../../src/domain/partition.ts';
import { withPartitions } from '../../src/index-lifecycle/with-partitions.ts';
import { openArticleStore, type ArticleStoreDeps } from '../../src/ingest/open-article-store.ts';

/** The index body of the code, whether it is released yet or not. */
export const currentMapping: ReleasedMapping = { version: MAPPING_VERSION, body: articlesIndexBody };

/** How the indices of tests are partitioned that do not say so: `TEST_PARTITION=year npx vitest run …` */
export const TEST_PARTITION = (process.env['TEST_PARTITION'] ?? 'none') as Partitioning;

/** The settings that the index of an alias is made by, as a command is given them. */
export const configOf = (alias: string): NewIndexConfig => ({
  index: alias,
  shards: 1,
  replicas: 0,
  tokenizer: SYLLABLE_TOKENIZER,
  partition: TEST_PARTITION,
});

/** A name for an alias that no other test uses. */
export const scratchAlias = (): string => `test-${randomBytes(6).toString('hex')}`;

export interface ScratchStore extends ArticleStoreDeps {
  readonly alias: string;
  readonly index: string;
  /** Deletes the index and ends the connections. */
  dispose(): Promise<void>;
}

/** An articles index for one test file, as the service would create it. */
export const scratchStore = async (
  url: string,
  {
    shards = 1,
    mapping = currentMapping,
    tokenizer = SYLLABLE_TOKENIZER,
    partition = TEST_PARTITION,
  }: {
    readonly shards?: number;
    readonly mapping?: ReleasedMapping;
    readonly tokenizer?: string;
    readonly partition?: Partitioning;
  } = {},
): Promise<ScratchStore> => {
  const alias = scratchAlias();
  const engine = withPartitions(createEngine({ url }), alias);
  const { index } = await ensureIndex(engine, { alias, shards, replicas: 0, mapping, tokenizer, partition });
  return {
    ...openArticleStore(engine, alias),
    alias,
    index,
    dispose: async () => {
      await deleteAll(engine, alias);
      await engine.close();
    },
  };
};

/** Deletes every index that was made for an alias. */
export const deleteAll = async (engine: Engine, alias: string): Promise<void> => {
  for (const index of await engine.listIndices(`${alias}*`)) await engine.deleteIndex(index);
};
