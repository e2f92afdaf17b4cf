import type { SnapshotProgress } from '../engine/snapshots.ts';
import { countText, createProgressLine, shareText, sizeText, type ProgressStream } from './progress-line.ts';

export interface BackupProgress {
  /** Documents are read. */
  readonly read: (documents: number) => void;
  /** Files are copied. */
  readonly copied: (progress: SnapshotProgress) => void;
  readonly end: () => void;
}

/** Shows how far a backup or a restore is, whichever of its two kinds of work it is at. */
export const createBackupProgress = (stream: ProgressStream): BackupProgress => {
  let text = (_withBar: boolean): string => 'waiting for the search engine';
  const line = createProgressLine(stream, (withBar) => text(withBar));
  return {
    read: (documents) => {
      text = () => `reading  ${countText(documents)} documents`;
    },
    copied: ({ bytesDone, bytesTotal }) => {
      text = (withBar) =>
        [
          shareText(bytesTotal === 0 ? 0 : Math.min(bytesDone / bytesTotal, 1), withBar),
          `${sizeText(bytesDone)} of ${sizeText(bytesTotal)}`,
        ].join('  ');
    },
    end: line.end,
  };
};
