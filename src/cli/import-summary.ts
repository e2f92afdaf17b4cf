import { basename } from 'node:path';
import type { ImportResult } from '../ingest/import-articles.ts';
import { countsText } from './import-progress.ts';
import type { ImportTally, Tallied } from './import-tally.ts';

/** What an import came to, besides its counts. */
export interface ImportOutcome {
  readonly result: ImportResult;
  readonly elapsedMs: number;
  readonly isDryRun: boolean;
  /** Nothing was compared with what is stored. */
  readonly isOffline: boolean;
  readonly wasStopped: boolean;
  /** Files in folders that are of no kind that is read. */
  readonly passedOver: readonly string[];
  readonly tally: ImportTally;
  /** What a journal had as done. */
  readonly resumed: { readonly files: number; readonly records: number };
  readonly failedPath: string;
  readonly journalPath: string | null;
}

const FILES_SHOWN = 5;
const REASONS_SHOWN = 8;
const FIELDS_SHOWN = 20;

export const count = (n: number, singular: string, plural: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? singular : plural}`;

/** The lines that end an import, on standard output. */
export const importSummary = (outcome: ImportOutcome): string => {
  const { result, elapsedMs, isDryRun, passedOver, tally, resumed, failedPath } = outcome;
  const { counts } = result;
  const lines = [`${countsText(counts, isDryRun)} (${(elapsedMs / 1000).toFixed(1)} s).`];
  if (isDryRun) {
    lines.push(
      outcome.isOffline
        ? 'Nothing was written, and nothing compared with what is stored: this was a dry run without the engine.'
        : 'Nothing was written: this was a dry run.',
    );
  }
  lines.push(
    ...reasons('Skipped', tally.skipped),
    ...withExamples('Characters', tally.notes),
    ...withExamples('Warnings', tally.warnings),
    ...fields(tally.unread),
  );
  if (resumed.files > 0 || resumed.records > 0) {
    const done = [
      ...(resumed.files > 0 ? [count(resumed.files, 'file', 'files')] : []),
      ...(resumed.records > 0 ? [count(resumed.records, 'article', 'articles')] : []),
    ];
    lines.push(`Left out ${done.join(' and ')}, done before as ${outcome.journalPath ?? ''} says.`);
  }
  if (passedOver.length > 0) {
    const shown = passedOver.slice(0, FILES_SHOWN).map((path) => basename(path));
    const more = passedOver.length > FILES_SHOWN ? ' …' : '';
    const files = count(passedOver.length, 'file that is', 'files that are');
    lines.push(`Passed over ${files} of no kind that is read: ${shown.join(', ')}${more}`);
  }
  if (counts.failed > 0) {
    lines.push(
      ...withExamples('Failed', tally.failed),
      `What failed is in ${failedPath}, with the reasons. Mend it there, then run: timbao import ${failedPath}`,
    );
  }
  lines.push(...goingOn(outcome));
  return `${lines.join('\n')}\n`;
};

const mostFirst = (counted: ReadonlyMap<string, Tallied>): (readonly [string, Tallied])[] =>
  [...counted].toSorted((a, b) => b[1].count - a[1].count);

const times = (n: number): string => `${n.toLocaleString('en-US')} ×`;

/** `Skipped: 12 × a draft; 3 × no post but a page.` */
const reasons = (heading: string, counted: ReadonlyMap<string, Tallied>): string[] => {
  if (counted.size === 0) return [];
  const shown = mostFirst(counted)
    .slice(0, REASONS_SHOWN)
    .map(([reason, each]) => `${times(each.count)} ${reason}`);
  return [`${heading}: ${[...shown, ...furtherKinds(counted)].join('; ')}.`];
};

/** A line for each kind, with its first one. */
export const withExamples = (heading: string, counted: ReadonlyMap<string, Tallied>): string[] => {
  if (counted.size === 0) return [];
  const shown = mostFirst(counted)
    .slice(0, REASONS_SHOWN)
    .map(([, each]) => `  ${times(each.count)} ${each.count === 1 ? '' : 'such as: '}${each.example}`);
  return [`${heading}:`, ...shown, ...furtherKinds(counted).map((line) => `  ${line}`)];
};

/** What is not shown is counted all the same: `12 × of 3 further kinds`. */
const furtherKinds = (counted: ReadonlyMap<string, Tallied>): string[] => {
  const further = mostFirst(counted).slice(REASONS_SHOWN);
  if (further.length === 0) return [];
  const sum = further.reduce((total, [, each]) => total + each.count, 0);
  return [`${times(sum)} of ${count(further.length, 'further kind', 'further kinds')}`];
};

/** `Fields that were not taken: status (12), author (3).` */
const fields = (counted: ReadonlyMap<string, Tallied>): string[] => {
  if (counted.size === 0) return [];
  const shown = mostFirst(counted)
    .slice(0, FIELDS_SHOWN)
    .map(([name, each]) => `${name} (${each.count.toLocaleString('en-US')})`);
  return [`Fields that were not taken: ${shown.join(', ')}${counted.size > FIELDS_SHOWN ? ' …' : '.'}`];
};

const goingOn = ({ result: { stoppedBy }, wasStopped, journalPath }: ImportOutcome): string[] => {
  if (stoppedBy === null && !wasStopped) return [];
  const again =
    journalPath === null
      ? 'Run the same command again to go on: nothing is stored twice.'
      : `Run the same command again to go on from where it was (--resume ${journalPath}).`;
  return [
    stoppedBy === null
      ? `The import was stopped. ${again}`
      : `The import ended early: ${stoppedBy.message} What was not read yet is untouched. ${again}`,
  ];
};
