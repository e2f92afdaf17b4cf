import type { Engine } from '../engine/engine.ts';
import { SYLLABLE_TOKENIZER } from '../analysis/analysis-settings.ts';
import { MAPPING_VERSION } from '../analysis/index-body.ts';
import { describeIndices, type IndexDescription } from '../index-lifecycle/describe-indices.ts';
import { otherSettingsIn, verifyIndex } from '../index-lifecycle/verify-index.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { tableOf } from './print-table.ts';
import { countText, sizeText } from './progress-line.ts';

interface StatusDeps {
  readonly config: { readonly index: string; readonly tokenizer: string; readonly partition: string };
  readonly out: { write(text: string): unknown };
}

/**
 * Prints every index of the alias.
 *
 * @returns `failed` where the live one differs from its release, or holds writes.
 */
export const showStatus = async (
  engine: Engine,
  { config, out }: StatusDeps,
  { json = false }: { readonly json?: boolean },
): Promise<ExitStatus> => {
  // One that is none of ours is told apart from one that differs.
  const verified = await verifyIndex(engine, config.index);
  const indices = await describeIndices(engine, config.index);
  const [live, ...others] = indices;
  if (live === undefined) return EXIT.failed;
  out.write(
    json
      ? `${JSON.stringify({ alias: config.index, indices }, null, 2)}\n`
      : statusText(config.index, live, others, otherSettingsIn(verified, config)),
  );
  return live.differences.length === 0 && !live.holdsWrites ? EXIT.done : EXIT.failed;
};

/** @param otherSettings what to do about the live one's having been made by others than those of now */
const statusText = (
  alias: string,
  live: IndexDescription,
  others: readonly IndexDescription[],
  otherSettings: readonly string[],
): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['alias', alias],
    ['index', live.index],
    ['articles', numberText(live.articles)],
    ['tombstones', numberText(live.tombstones)],
    ['size', sizeText(live.bytes)],
    ['health', live.health ?? 'unknown'],
    ['mapping', mappingText(live)],
    ...(live.partition === null || live.partition === 'none'
      ? []
      : ([['partitions', `by ${live.partition}: ${live.partitions.join(', ')}`]] as const)),
  ];
  return [
    tableOf(rows),
    differencesText(live),
    live.differences.length > 0 ? 'Build it anew, while it serves, with: timbao index rebuild\n' : '',
    (live.mappingVersion ?? 0) < MAPPING_VERSION
      ? `This version of Tìm Báo comes with mapping version ${MAPPING_VERSION}. Get there, while it serves, with: timbao index rebuild\n`
      : '',
    ...otherSettings.map((each) => `${each}\n`),
    live.holdsWrites
      ? 'Writes to it are held: a promotion is at this moment, or was cut off. Where that lasts: timbao index promote, or timbao index rebuild --abandon\n'
      : '',
    others.length === 0 ? '' : othersText(others),
  ].join('');
};

const othersText = (others: readonly IndexDescription[]): string =>
  [
    '\n',
    tableOf([
      ['other indices', 'is', 'articles', 'tombstones', 'size', 'mapping'],
      ...others.map((each) => [
        each.index,
        roleText(each),
        numberText(each.articles),
        numberText(each.tombstones),
        sizeText(each.bytes),
        mappingText(each),
      ]),
    ]),
    ...others.map(differencesText),
    ...others.map(adviceText),
  ].join('');

const numberText = (count: number | null): string => (count === null ? 'unknown' : countText(count));

const roleText = ({ role, copy }: IndexDescription): string => {
  if (role !== 'next') return role === 'former' ? 'the former one' : 'a leftover';
  return copy?.isComplete === true ? 'built, to be promoted' : 'being built';
};

const adviceText = ({ index, role, copy, articles }: IndexDescription): string => {
  if (role === 'leftover' && articles === null) {
    return `${index} cannot be read: a backup is being restored into it at this moment, or it is damaged. Where it stays so, remove it with: timbao index prune\n`;
  }
  if (role === 'leftover') return `${index} is of no use any more. Remove it with: timbao index prune\n`;
  if (role === 'former') return `${index} is kept in step. Go back to it with: timbao index rollback\n`;
  const life = copy === null ? '' : ` Last sign of life: ${copy.updatedAt}.`;
  const refused =
    copy === null || copy.refused.length === 0
      ? ''
      : ` It would not take ${countText(copy.refused.length)} documents, such as ${copy.refused.slice(0, 3).join(', ')}.`;
  return copy?.isComplete === true
    ? `${index} follows the live one.${life}${refused} Put it into service with: timbao index promote\n`
    : `${index} has ${countText(copy?.copied ?? 0)} documents copied.${life}${refused} Where its process has ended: timbao index rebuild --resume, or --abandon\n`;
};

const mappingText = ({ mappingVersion, tokenizer, differences: { length } }: IndexDescription): string => {
  if (mappingVersion === null) return 'unknown';
  const version = `version ${mappingVersion}${tokenizer === null || tokenizer === SYLLABLE_TOKENIZER ? '' : `, words by ${tokenizer}`}`;
  return length === 0
    ? `${version}, as released`
    : `${version}, with ${length} ${length === 1 ? 'difference' : 'differences'} from the release:`;
};

const differencesText = ({ differences }: IndexDescription): string =>
  differences
    .map(
      ({ path, expected, actual }) =>
        `  ${path}: released ${expected ?? '(nothing)'}, in the index ${actual ?? '(nothing)'}\n`,
    )
    .join('');
