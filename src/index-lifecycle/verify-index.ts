import { tokenizerIn, withTokenizer } from '../analysis/word-fields.ts';
import { AppError } from '../domain/app-error.ts';
import type { CallOptions, Engine } from '../engine/engine.ts';
import type { Partitioning } from '../domain/partition.ts';
import { requireRoles } from './index-roles.ts';
import { mappingVersionOf } from './index-names.ts';
import { partitioningIn } from './with-partitions.ts';
import { readReleasedMapping, type IndexBody, type ReleasedMapping } from './released-mapping.ts';

/** One place where the live index is not what was released. */
export interface IndexDifference {
  /** `mappings.properties.title.analyzer`, `settings.index.analysis.filter.vi_fold.type` */
  readonly path: string;
  /** As released; `null` where the live index has what the file lacks. */
  readonly expected: string | null;
  /** As it is; `null` where the live index lacks it. */
  readonly actual: string | null;
}

export interface VerifiedIndex {
  readonly index: string;
  readonly mappingVersion: number;
  /** What gives its words: TIMBAO_TOKENIZER as it was when the index was made. */
  readonly tokenizer: string;
  /** How it is partitioned: TIMBAO_PARTITION as it was when the index was made. */
  readonly partition: Partitioning;
  /** Empty: the index is as released. */
  readonly differences: readonly IndexDifference[];
}

/**
 * Compares the live index behind `alias` with the released file of the version that it was made with.
 *
 * @throws AppError `index_missing` where there is none, `index_mismatch` where the index is none of ours.
 */
export const verifyIndex = async (
  engine: Engine,
  alias: string,
  options: CallOptions = {},
): Promise<VerifiedIndex> => {
  const { live: index } = await requireRoles(engine, alias, options);
  const version = mappingVersionOf(index, alias);
  if (version === null) {
    throw new AppError(
      'index_mismatch',
      `“${alias}” leads to “${index}”, which Tìm Báo did not create. Set TIMBAO_INDEX to another name.`,
    );
  }
  return {
    index,
    mappingVersion: version,
    ...(await compareIndex(engine, index, await readReleasedMapping(version), options)),
  };
};

/**
 * What keeps a live index from being searched and written as this version of the service does, and what to do about it;
 * `null` where nothing does.
 *
 * @param version the mapping version that the service comes with
 */
export const mismatchIn = (
  { index, mappingVersion, differences }: VerifiedIndex,
  version: number,
): string | null => {
  if (differences.length > 0)
    return `The index ${index} differs from its release in ${differences.length} places, such as ${differences[0]?.path}. See timbao index status; build it anew, while it serves, with: timbao index rebuild`;
  return mappingVersion < version
    ? `The index ${index} has mapping version ${mappingVersion}, and this version of Tìm Báo searches version ${version}: it finds less until the index is built anew, while it serves, with: timbao index rebuild --promote`
    : null;
};

/**
 * What to do about a live index that was made by other settings than those of now; one text for each. It can be searched and
 * written as well as any.
 */
export const otherSettingsIn = (
  verified: Pick<VerifiedIndex, 'index' | MadeBy>,
  config: Readonly<Record<MadeBy, string>>,
): readonly string[] =>
  MADE_BY.flatMap(({ key, variable }) =>
    verified[key] === config[key]
      ? []
      : `The index ${verified.index} was made with ${variable}=${verified[key]}, and goes by it; the setting is ${config[key]}. Build the index anew with that, while it serves, with: timbao index rebuild --promote. Or set ${variable}=${verified[key]}.`,
  );

type MadeBy = 'tokenizer' | 'partition';

const MADE_BY: readonly { readonly key: MadeBy; readonly variable: string }[] = [
  { key: 'tokenizer', variable: 'TIMBAO_TOKENIZER' },
  { key: 'partition', variable: 'TIMBAO_PARTITION' },
];

/** What sets an index apart from a released body, and which tokenizer gives its words, which does not. */
export const compareIndex = async (
  engine: Engine,
  index: string,
  { body }: ReleasedMapping,
  options: CallOptions = {},
): Promise<Pick<VerifiedIndex, 'tokenizer' | 'partition' | 'differences'>> => {
  const [mappings, settings] = await Promise.all([
    engine.getMapping(index, options),
    engine.getSettings(index, options),
  ]);
  const tokenizer = tokenizerIn(settings);
  return {
    tokenizer,
    partition: partitioningIn(mappings._meta),
    differences: differences(withTokenizer(body, tokenizer), { mappings: { ...mappings }, settings }),
  };
};

/**
 * The differences between two index bodies, sorted by path. Both are brought into one form first: Elasticsearch
 * gives settings back as nested strings, and leaves out `type: object`.
 */
export const differences = (released: IndexBody, live: IndexBody): IndexDifference[] => {
  const expected = normalise(released);
  const actual = normalise(live);
  const found: IndexDifference[] = [];
  for (const [path, value] of expected) {
    const other = actual.get(path) ?? null;
    if (other !== value) found.push({ path, expected: value, actual: other });
  }
  for (const [path, value] of actual) {
    if (!expected.has(path) && isOurs(path)) found.push({ path, expected: null, actual: value });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
};

/**
 * The engine adds settings of its own (uuid, creation date …); a mapping or an analysis it leaves alone. The notes on a
 * mapping are about one index, not about the release.
 */
const isOurs = (path: string): boolean =>
  (path.startsWith('mappings.') && !path.startsWith('mappings._meta.')) ||
  path.startsWith('settings.index.analysis.') ||
  path.startsWith('settings.index.similarity.');

/** These belong to the installation, not to the release. */
const COUNTS = new Set(['settings.index.number_of_shards', 'settings.index.number_of_replicas']);

const normalise = ({ settings, mappings }: IndexBody): Map<string, string> => {
  const leaves = new Map<string, string>();
  flatten('mappings', mappings, leaves);
  for (const [key, value] of Object.entries(settings)) {
    // `analysis` and `index.analysis` are one setting.
    flatten(
      key === 'index' || key.startsWith('index.') ? `settings.${key}` : `settings.index.${key}`,
      value,
      leaves,
    );
  }
  for (const path of COUNTS) leaves.delete(path);
  return leaves;
};

const flatten = (path: string, value: unknown, leaves: Map<string, string>): void => {
  if (Array.isArray(value)) {
    // `copy_to: text` comes back as a list of one.
    leaves.set(path, value.length === 1 ? String(value[0]) : JSON.stringify(value.map(String)));
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const isObjectField = 'properties' in value && 'type' in value && value.type === 'object';
    for (const [key, child] of entries) {
      if (!(isObjectField && key === 'type')) flatten(`${path}.${key}`, child, leaves);
    }
  } else {
    leaves.set(path, String(value));
  }
};
