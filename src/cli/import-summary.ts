import { basename } from 'node:path';
import type { ImportResult } from '../ingest/import-articles.ts';
import { countsText } from './import-progress.ts';

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
  /** Why records were skipped, and how many for each reason. */
  readonly skipped: ReadonlyMap<string, number>;
  /** What was done to characters, and in how many records. */
  readonly notes: ReadonlyMap<string, number>;
  /** What a journal had as done. */
  readonly resumed: { readonly files: number; readonly records: number };
  readonly failedPath: string;
  readonly journalPath: string | null;
}

const FILES_SHOWN = 5;
const REASONS_SHOWN = 8;

const count = (n: number, singular: string, plural: string): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? singular : plural}`;

/** The lines that end an import, on standard output. */
export const importSummary = (outcome: ImportOutcome): string => {
  const { result, elapsedMs, isDryRun, passedOver, skipped, notes, resumed, failedPath } = outcome;
  const { counts } = result;
  const lines = [`${countsText(counts, isDryRun)} (${(elapsedMs / 1000).toFixed(1)} s).`];
  if (isDryRun) {
    lines.push(
      outcome.isOffline
        ? 'Nothing was written, and nothing compared with what is stored: this was a dry run without the engine.'
        : 'Nothing was written: this was a dry run.',
    );
  }
  lines.push(...reasons('Skipped', skipped), ...reasons('Characters', notes));
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
      `What failed is in ${failedPath}, with the reasons. Mend it there, then run: timbao import ${failedPath}`,
    );
  }
  lines.push(...goingOn(outcome));
  return `${lines.join('\n')}\n`;
};

/** `Skipped: 12 a draft, 3 no post but a page.` */
const reasons = (heading: string, counted: ReadonlyMap<string, number>): string[] => {
  if (counted.size === 0) return [];
  const most = [...counted].toSorted((a, b) => b[1] - a[1]);
  const shown = most.slice(0, REASONS_SHOWN).map(([reason, n]) => `${n.toLocaleString('en-US')} × ${reason}`);
  return [`${heading}: ${shown.join('; ')}${most.length > REASONS_SHOWN ? ' …' : '.'}`];
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
