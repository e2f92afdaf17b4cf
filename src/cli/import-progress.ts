import type { ImportCounts, ImportStatus } from '../ingest/import-articles.ts';

/** Where progress is shown. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface ImportProgress {
  /** One record is done. */
  add(status: ImportStatus, bytes: number): void;
  /** Prints a line that stays, above the bar. */
  print(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

const BAR_WIDTH = 24;
const REDRAW_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

/**
 * Shows how far an import is until `end` is called: a bar redrawn in place on a terminal, otherwise a plain line every
 * few seconds. It goes by the clock, not by the articles: these come in batches.
 *
 * @param totalBytes What there is to read; `null` where that is not known, as of standard input.
 */
export const createImportProgress = (stream: ProgressStream, totalBytes: number | null): ImportProgress => {
  const start = Date.now();
  const isTerminal = stream.isTTY === true;
  let isShown = false;
  let articles = 0;
  let failed = 0;
  let bytes = 0;

  const clear = (): void => {
    if (isShown) stream.write('\r\u001b[K');
    isShown = false;
  };
  const show = (): void => {
    const figures = { articles, failed, bytes, totalBytes, elapsedMs: Date.now() - start };
    const text = progressText(figures, isTerminal);
    stream.write(isTerminal ? `\r${text}\u001b[K` : `${text}\n`);
    isShown = isTerminal;
  };
  const timer = setInterval(show, isTerminal ? REDRAW_EVERY_MS : LINE_EVERY_MS).unref();

  return {
    add: (status, size) => {
      articles++;
      if (status === 'failed') failed++;
      bytes += size;
    },
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

interface Figures {
  readonly articles: number;
  readonly failed: number;
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly elapsedMs: number;
}

/** `████░░░░  42 %  12,345 articles  1,210/s  0:14 left` */
export const progressText = (
  { articles, failed, bytes, totalBytes, elapsedMs }: Figures,
  withBar: boolean,
): string => {
  const share = totalBytes === null || totalBytes === 0 ? null : Math.min(bytes / totalBytes, 1);
  const filled = share === null ? 0 : Math.round(share * BAR_WIDTH);
  const perSecond = elapsedMs > 0 ? articles / (elapsedMs / 1_000) : 0;
  const leftMs = share === null || share === 0 ? null : (elapsedMs / share) * (1 - share);
  return [
    ...(share !== null && withBar ? ['█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)] : []),
    ...(share === null ? [] : [`${String(Math.floor(share * 100)).padStart(3)} %`]),
    articlesText(articles),
    ...(failed === 0 ? [] : [`${count(failed)} failed`]),
    `${count(Math.round(perSecond))}/s`,
    ...(leftMs === null ? [] : [`${clock(leftMs)} left`]),
  ].join('  ');
};

/** `81 articles: 80 created, 1 failed`, with what is zero left out. */
export const countsText = (counts: ImportCounts): string => {
  const parts = (['valid', 'created', 'updated', 'unchanged', 'stale', 'failed'] as const)
    .filter((status) => counts[status] > 0)
    .map((status) => `${count(counts[status])} ${WORDS[status]}`);
  return parts.length === 0 ? articlesText(counts.read) : `${articlesText(counts.read)}: ${parts.join(', ')}`;
};

const WORDS: Readonly<Record<ImportStatus, string>> = {
  valid: 'can be imported',
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  stale: 'stale (a newer version is stored)',
  failed: 'failed',
};

const articlesText = (n: number): string => `${count(n)} ${n === 1 ? 'article' : 'articles'}`;

const count = (n: number): string => n.toLocaleString('en-US');

const clock = (ms: number): string => {
  const seconds = Math.ceil(ms / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
