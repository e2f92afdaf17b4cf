/** What the long steps of a first start tell of themselves. */
export type EngineProgress =
  | { readonly step: 'note'; readonly message: string }
  | { readonly step: 'download'; readonly name: string; readonly received: number; readonly total: number };

export type OnEngineProgress = (progress: EngineProgress) => void;

/** Where progress goes: `process.stderr`, or anything like it. */
export interface ProgressOutput {
  /** Whether lines can be drawn over. */
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_WIDTH = 30;
const PLAIN_LINE_EVERY_PERCENT = 20;

/**
 * Prints progress for people: a bar that is redrawn in place on a terminal, and plain lines (one every
 * 20 percent) where the output goes to a file or a log.
 */
export function printEngineProgress(out: ProgressOutput): OnEngineProgress {
  let barShown = false;
  let lastPercent = -PLAIN_LINE_EVERY_PERCENT;
  let current = '';

  const endBar = (): void => {
    if (barShown) out.write('\n');
    barShown = false;
  };

  return (progress) => {
    if (progress.step === 'note') {
      endBar();
      out.write(`${progress.message}\n`);
      return;
    }
    const { name, received, total } = progress;
    if (name !== current) {
      current = name;
      lastPercent = -PLAIN_LINE_EVERY_PERCENT;
    }
    const percent = Math.min(100, Math.floor((100 * received) / total));
    const figures = `${megabytes(received)} of ${megabytes(total)} MB`;
    if (out.isTTY) {
      const filled = Math.round((BAR_WIDTH * percent) / 100);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      out.write(`\r${bar} ${String(percent).padStart(3)} %  ${figures}  ${name}\u001b[K`);
      barShown = true;
      if (percent === 100) endBar();
    } else if (percent >= lastPercent + PLAIN_LINE_EVERY_PERCENT || (percent === 100 && lastPercent < 100)) {
      lastPercent = percent - (percent % PLAIN_LINE_EVERY_PERCENT);
      out.write(`  ${name}: ${percent} % (${figures})\n`);
    }
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
