import { createReadStream } from 'node:fs';
import { stdin } from 'node:process';
import { Command } from 'commander';
import { AppError } from '../domain/app-error.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { requireRoles } from '../index-lifecycle/index-roles.ts';
import { readManifest } from '../ingest/manifest/read-manifest.ts';
import {
  reconcileManifest,
  type Finding,
  type ReconcileCounts,
} from '../ingest/manifest/reconcile-manifest.ts';
import { withReadyEngine, type CommandDeps } from './command-deps.ts';
import { EXIT } from './exit-status.ts';
import { tableOf } from './print-table.ts';
import { countText, createProgressLine } from './progress-line.ts';
import { reportFile, reportName } from './report-file.ts';

interface ReconcileFlags {
  readonly report?: string;
  readonly idField: string;
  readonly versionField: string;
  readonly partial?: boolean;
  readonly json?: boolean;
}

const STANDARD_INPUT = '-';
/** The others are in the report. */
const SHOWN = 20;

/**
 * `timbao reconcile`: compares a CMS's list of its articles with the index. Sets the process's exit status: 1 where
 * anything differs.
 */
export const reconcileCommand = (deps: CommandDeps): Command =>
  new Command('reconcile')
    .argument('<manifest>', 'CSV or JSON lines with ids and versions, gzipped or not; - for standard input')
    .option('--report <file>', 'where every difference goes, as JSON lines')
    .option('--id-field <name>', 'the column or field with the ids', 'id')
    .option('--version-field <name>', 'the column or field with the versions', 'version')
    .option('--partial', 'the list has only some of the articles: do not look for others')
    .option('--json', 'the sums as JSON')
    .action(async (manifest: string, flags: ReconcileFlags) => {
      const counts = await reconcile(deps, manifest, flags);
      const { missing, stale, newer, extra, unreadable } = counts;
      process.exitCode = missing + stale + newer + extra + unreadable === 0 ? EXIT.done : EXIT.failed;
    });

const reconcile = async (
  deps: CommandDeps,
  manifest: string,
  flags: ReconcileFlags,
): Promise<ReconcileCounts> => {
  const { config, out, err } = deps;
  const path = flags.report ?? reportName('reconcile', new Date());
  const report = reportFile<Finding>(path, {
    unwritable: `The report cannot be written: ${path}. Name a file that is not there yet, with --report.`,
  });
  return withReadyEngine(deps, async (engine) => {
    await requireRoles(engine, config.index);
    let read = 0;
    let compared = 0;
    let shown = 0;
    const progress = createProgressLine(err, () =>
      compared === 0 ? `${countText(read)} of the manifest read` : `${countText(compared)} articles compared`,
    );
    const onFinding = async (finding: Finding): Promise<void> => {
      await report.add(finding);
      shown++;
      if (shown <= SHOWN) progress.print(findingText(finding));
      if (shown === SHOWN + 1) progress.print('Further differences are not shown here.');
    };
    const lines = readManifest(chunksOf(manifest), { id: flags.idField, version: flags.versionField });
    const counts = await reconcileManifest(engine, indexNames(config.index).read, lines, onFinding, {
      partial: flags.partial === true,
      onProgress: (nowRead, nowCompared) => {
        read = nowRead;
        compared = nowCompared;
      },
    }).finally(() => progress.end());
    const isWritten = await report.close();
    out.write(
      flags.json === true
        ? `${JSON.stringify({ ...counts, report: isWritten ? report.path : null }, null, 2)}\n`
        : summary(counts, isWritten ? report.path : null, flags.partial === true),
    );
    return counts;
  });
};

async function* chunksOf(manifest: string): AsyncGenerator<Uint8Array> {
  try {
    const stream = manifest === STANDARD_INPUT ? stdin : createReadStream(manifest);
    for await (const chunk of stream) {
      yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
    }
  } catch (error) {
    throw new AppError('invalid_parameters', `The manifest cannot be read: ${manifest}.`, { cause: error });
  }
}

const findingText = (finding: Finding): string => {
  switch (finding.problem) {
    case 'unreadable':
      return `line ${finding.line} ${finding.reason}`;
    case 'missing':
      return finding.removedAt === undefined
        ? `${finding.id}: missing`
        : `${finding.id}: missing, removed on ${finding.removedAt}`;
    case 'extra':
      return `${finding.id}: extra, the manifest does not have it`;
    case 'stale':
    case 'newer':
      return `${finding.id}: ${finding.problem}, ${versionText(finding.indexVersion)} in the index, ${versionText(finding.manifestVersion)} in the manifest`;
    default:
      return finding satisfies never;
  }
};

const versionText = (version: number | null): string =>
  version === null ? 'no version' : `version ${version}`;

const summary = (counts: ReconcileCounts, path: string | null, isPartial: boolean): string => {
  const rows: readonly (readonly [string, number, string])[] = [
    ['same', counts.same, ''],
    ['missing', counts.missing, 'in the manifest, not in the index'],
    ['stale', counts.stale, 'the index has an older version'],
    ['newer', counts.newer, 'the index has a newer version than the manifest'],
    ...(isPartial ? [] : [['extra', counts.extra, 'in the index, not in the manifest'] as const]),
    ...(counts.unreadable === 0
      ? []
      : [['unreadable', counts.unreadable, 'lines that name no article'] as const]),
  ];
  return [
    tableOf(rows.map(([name, count, meaning]) => [name, countText(count), meaning])),
    path === null
      ? 'The index has what the manifest says.\n'
      : `Each of them is in ${path}. Send what is missing or stale once more, with timbao import or POST /v1/articles/bulk.\n`,
  ].join('');
};
