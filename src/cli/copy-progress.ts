import type { CopyState } from '../index-lifecycle/copy-state.ts';
import { clockText, countText, createProgressLine, shareText, type ProgressStream } from './progress-line.ts';

export interface CopyProgress {
  /** A page was copied. */
  show(state: CopyState): void;
  /** Documents were compared. */
  compared(documents: number): void;
  print(line: string): void;
  end(): void;
}

/**
 * Shows how far a copy is: share, rate and time left of the first run, then that it follows.
 *
 * @param total Documents of the source as it began.
 */
export const createCopyProgress = (
  stream: ProgressStream,
  total: number,
  { copied: before }: CopyState,
): CopyProgress => {
  const start = performance.now();
  let copied = before;
  let isComplete = false;
  let documents = 0;
  const line = createProgressLine(stream, (withBar) => {
    if (documents > 0) return `comparing  ${countText(documents)} documents`;
    return isComplete
      ? 'catching up with what was written meanwhile'
      : copyText({ copied, before, total, elapsedMs: performance.now() - start }, withBar);
  });
  return {
    show: (state) => {
      ({ copied, isComplete } = state);
    },
    compared: (count) => {
      documents = count;
    },
    print: line.print,
    end: line.end,
  };
};

interface Figures {
  readonly copied: number;
  /** Copied before this process began. */
  readonly before: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** `██████░░  25 %  12,500 of 50,000  1,210/s  0:31 left` */
export const copyText = ({ copied, before, total, elapsedMs }: Figures, withBar: boolean): string => {
  const share = total === 0 ? 1 : Math.min(copied / total, 1);
  const perSecond = elapsedMs > 0 ? (copied - before) / (elapsedMs / 1_000) : 0;
  return [
    shareText(share, withBar),
    `${countText(copied)} of ${countText(Math.max(total, copied))}`,
    `${countText(Math.round(perSecond))}/s`,
    ...(perSecond > 0 ? [`${clockText((Math.max(0, total - copied) / perSecond) * 1_000)} left`] : []),
  ].join('  ');
};
