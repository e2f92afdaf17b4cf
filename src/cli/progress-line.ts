/** Where progress is shown. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface ProgressLine {
  /** Prints a line that stays, above the one that is redrawn. */
  readonly print: (line: string) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

const BAR_WIDTH = 24;
const REDRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

/**
 * Shows how far something is until `end` is called: redrawn in place on a terminal, otherwise a plain line every few
 * seconds.
 *
 * @param text What to show; `withBar` on a terminal.
 */
export const createProgressLine = (
  stream: ProgressStream,
  text: (withBar: boolean) => string,
): ProgressLine => {
  const isTerminal = stream.isTTY === true;
  let isShown = false;

  const clear = (): void => {
    if (isShown) stream.write('\r\u001b[K');
    isShown = false;
  };
  const show = (): void => {
    stream.write(isTerminal ? `\r${text(true)}\u001b[K` : `${text(false)}\n`);
    isShown = isTerminal;
  };
  const timer = setInterval(show, isTerminal ? REDRAW_EVERY_MS : LINE_EVERY_MS).unref();

  return {
    print: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
};

/** `██████░░  25 %`; without a bar ` 25 %`. @param share 0–1 */
export const shareText = (share: number, withBar: boolean): string => {
  const filled = Math.round(share * BAR_WIDTH);
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  return withBar ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}  ${percent}` : percent;
};

/** `12,345` */
export const countText = (n: number): string => n.toLocaleString('en-US');

/** `310.2 MB` */
export const sizeText = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** `0:30`, `1:02:03` */
export const clockText = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
