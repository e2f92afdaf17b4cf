import type { ImportCounts, ImportStatus } from '../ingest/import-articles.ts';
import { clockText, countText, createProgressLine, shareText, type ProgressStream } from './progress-line.ts';

export interface ImportProgress {
  /** One record is done. */
  add(status: ImportStatus, bytes: number): void;
  /** A part of the input needs nothing done. */
  pass(bytes: number): void;
  /** Prints a line that stays, above the bar. */
  print(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

/**
 * Shows how far an import is until `end` is called: a bar redrawn in place on a terminal, otherwise a plain line every
 * few seconds. It goes by the clock, not by the articles: these come in batches.
 *
 * @param totalBytes What there is to read; `null` where that is not known, as of standard input.
 */
export const createImportProgress = (stream: ProgressStream, totalBytes: number | null): ImportProgress => {
  const start = performance.now();
  let articles = 0;
  let failed = 0;
  let bytes = 0;
  const line = createProgressLine(stream, (withBar) =>
    progressText({ articles, failed, bytes, totalBytes, elapsedMs: performance.now() - start }, withBar),
  );
  return {
    add: (status, size) => {
      articles++;
      if (status === 'failed') failed++;
      bytes += size;
    },
    pass: (size) => {
      bytes += size;
    },
    print: line.print,
    end: line.end,
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
  const perSecond = elapsedMs > 0 ? articles / (elapsedMs / 1_000) : 0;
  const leftMs = share === null || share === 0 ? null : (elapsedMs / share) * (1 - share);
  return [
    ...(share === null ? [] : [shareText(share, withBar)]),
    articlesText(articles),
    ...(failed === 0 ? [] : [`${countText(failed)} failed`]),
    `${countText(Math.round(perSecond))}/s`,
    ...(leftMs === null ? [] : [`${clockText(leftMs)} left`]),
  ].join('  ');
};

/** `81 articles: 80 created, 1 failed`, with what is zero left out. */
export const countsText = (counts: ImportCounts, isDryRun = false): string => {
  const words = isDryRun ? { ...WORDS, ...FORESEEN } : WORDS;
  const parts = (Object.keys(WORDS) as ImportStatus[])
    .filter((status) => counts[status] > 0)
    .map((status) => `${countText(counts[status])} ${words[status]}`);
  return parts.length === 0 ? articlesText(counts.read) : `${articlesText(counts.read)}: ${parts.join(', ')}`;
};

const WORDS: Readonly<Record<ImportStatus, string>> = {
  valid: 'can be imported',
  created: 'created',
  updated: 'updated',
  unchanged: 'unchanged',
  deleted: 'deleted',
  stale: 'stale (a newer version is stored)',
  skipped: 'skipped',
  failed: 'failed',
};

/** Of a dry run. */
const FORESEEN = { created: 'to be created', updated: 'to be updated', deleted: 'to be deleted' } as const;

const articlesText = (n: number): string => `${countText(n)} ${n === 1 ? 'article' : 'articles'}`;
