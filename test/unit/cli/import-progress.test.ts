import { expect, test, vi } from 'vitest';
import { NO_COUNTS } from '../../../src/ingest/import-articles.ts';
import { countsText, createImportProgress, progressText } from '../../../src/cli/import-progress.ts';

test('figures: share, count, rate, time left', () => {
  const figures = { articles: 12_345, failed: 2, bytes: 250, totalBytes: 1_000, elapsedMs: 10_000 };
  expect(progressText(figures, true)).toBe(
    '██████░░░░░░░░░░░░░░░░░░   25 %  12,345 articles  2 failed  1,235/s  0:30 left',
  );
  expect(progressText({ ...figures, totalBytes: null, failed: 0 }, true)).toBe('12,345 articles  1,235/s');
  expect(progressText({ ...figures, bytes: 0 }, false)).toBe('  0 %  12,345 articles  2 failed  1,235/s');
  expect(progressText({ ...figures, totalBytes: 0, articles: 1 }, true)).toBe('1 article  2 failed  0/s');
});

test('counts: what is zero is left out', () => {
  expect(countsText(NO_COUNTS)).toBe('0 articles');
  expect(countsText({ ...NO_COUNTS, read: 1, created: 1 })).toBe('1 article: 1 created');
  expect(countsText({ ...NO_COUNTS, read: 4, updated: 1, unchanged: 2, failed: 1 })).toBe(
    '4 articles: 1 updated, 2 unchanged, 1 failed',
  );
  expect(countsText({ ...NO_COUNTS, read: 3, created: 1, deleted: 1, skipped: 1 }, true)).toBe(
    '3 articles: 1 to be created, 1 to be deleted, 1 skipped',
  );
});

test.each([true, false])('on a terminal (%s) lines stay above a bar that goes; else plain lines', (isTTY) => {
  vi.useFakeTimers();
  try {
    let text = '';
    const stream = { isTTY, write: (more: string) => (text += more) };
    const progress = createImportProgress(stream, 100);
    progress.add('created', 10);
    progress.add('failed', 40);
    vi.advanceTimersByTime(5_000);
    progress.print('a.txt: failed');
    vi.advanceTimersByTime(50);
    progress.end();
    vi.advanceTimersByTime(60_000);
    const plain = ' 50 %  2 articles  1 failed  0/s  0:05 left';
    const bar = `\r${'█'.repeat(12)}${'░'.repeat(12)}  ${plain}\u001b[K\r\u001b[Ka.txt: failed\n`;
    if (isTTY) expect(text.endsWith(bar)).toBe(true);
    else expect(text).toBe(`${plain}\na.txt: failed\n`);
  } finally {
    vi.useRealTimers();
  }
});
