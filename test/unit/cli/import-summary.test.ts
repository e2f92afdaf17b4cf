import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSummary } from '../../../src/cli/import-summary.ts';
import { importTally } from '../../../src/cli/import-tally.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import { NO_COUNTS, type ImportEvent } from '../../../src/ingest/import-articles.ts';

const event = (more: Partial<ImportEvent>): ImportEvent => ({
  from: 'tin.jsonl:1',
  bytes: 0,
  status: 'created',
  error: null,
  skipped: null,
  note: null,
  sample: null,
  warnings: [],
  unread: [],
  article: null,
  deadLetter: null,
  ...more,
});
const failed = (message: string, from: string): ImportEvent =>
  event({ from, status: 'failed', error: new AppError('invalid_article', message) });

const summaryOf = (events: readonly ImportEvent[]): string => {
  const tally = importTally();
  const counts = { ...NO_COUNTS };
  for (const each of events) {
    tally.add(each);
    counts.read++;
    counts[each.status]++;
  }
  return importSummary({
    result: { counts, stoppedBy: null },
    elapsedMs: 900,
    isDryRun: false,
    isOffline: false,
    wasStopped: false,
    passedOver: [],
    tally,
    resumed: { files: 0, records: 0 },
    failedPath: 'hong.jsonl',
    journalPath: null,
  });
};

test('a newsroom reads what came of it: counts, warnings and failures by kind, each with its first one', () => {
  const warnings = ['two dates: the JSON-LD says 2022-01-21, which was taken, and the page says 2022-01-25'];
  expect(
    summaryOf([
      event({ warnings }),
      event({
        status: 'updated',
        from: 'bai-7.html',
        warnings: [warnings[0]?.replaceAll('2022', '2021') ?? ''],
      }),
      event({ status: 'unchanged' }),
      event({ status: 'skipped', skipped: 'a draft' }),
      failed('The field “title” is empty.', 'tin.jsonl:12'),
      failed('The field “publishedAt” is 2042-01-01, more than two days ahead.', 'tin.jsonl:13'),
      failed('The field “publishedAt” is 2052-06-30, more than two days ahead.', 'tin.jsonl:14'),
    ]),
  ).toBe(`7 articles: 1 created, 1 updated, 1 unchanged, 1 skipped, 3 failed (0.9 s).
Skipped: 1 × a draft.
Warnings:
  2 × such as: two dates: the JSON-LD says 2022-01-21, which was taken, and the page says 2022-01-25 (tin.jsonl:1)
Failed:
  2 × such as: The field “publishedAt” is 2042-01-01, more than two days ahead. (tin.jsonl:13)
  1 × The field “title” is empty. (tin.jsonl:12)
What failed is in hong.jsonl, with the reasons. Mend it there, then run: timbao import hong.jsonl
`);
});

test('however many kinds there are, their counts make up what failed', () => {
  const kinds = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(kinds, (sizes) => {
      const name = (at: number): string => 'abcdefghijklmnopqrstuvwxyzABCDEF'.charAt(at);
      const events = sizes.flatMap((size, at) =>
        Array.from({ length: size }, () => failed(`Fault ${name(at)}.`, 'tin.jsonl:1')),
      );
      const lines = summaryOf(events)
        .split('\n')
        .filter((line) => / × /u.test(line));
      expect(lines.length).toBeLessThanOrEqual(9);
      const told = lines.reduce((sum, line) => sum + Number(/^\s*(\d+) ×/u.exec(line)?.[1]), 0);
      expect(told).toBe(events.length);
    }),
  );
});
