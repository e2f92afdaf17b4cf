import { expect, test } from 'vitest';
import { copyText } from '../../../src/cli/copy-progress.ts';
import { gateReport } from '../../../src/cli/gate-report.ts';

test('share, count, rate and time left of a copy; one that was resumed counts its own rate', () => {
  const figures = { copied: 12_500, before: 0, total: 50_000, elapsedMs: 10_000 };
  expect(copyText(figures, true)).toBe(
    '██████░░░░░░░░░░░░░░░░░░   25 %  12,500 of 50,000  1,250/s  0:30 left',
  );
  expect(copyText({ ...figures, before: 7_500 }, false)).toBe(' 25 %  12,500 of 50,000  500/s  1:15 left');
  expect(copyText({ ...figures, copied: 0, elapsedMs: 0 }, false)).toBe('  0 %  0 of 50,000  0/s');
  expect(copyText({ ...figures, copied: 51_000 }, false)).toBe('100 %  51,000 of 51,000  5,100/s  0:00 left');
  expect(copyText({ ...figures, copied: 0, total: 0 }, false)).toBe('100 %  0 of 0  0/s');
});

test('the report names what differs', () => {
  const report = gateReport({
    counts: {
      source: { articles: 1_200, tombstones: 3 },
      target: { articles: 1_199, tombstones: 5 },
      writesMeanwhile: 1,
      isSame: false,
    },
    contents: {
      compared: 1_000,
      isFull: false,
      differences: [
        { id: 'a', kind: 'missing' },
        { id: 'b', kind: 'content', field: 'title' },
      ],
      checksums: { source: '0', target: '1' },
    },
    searches: {
      searches: [{ query: 'bão', source: 12, target: 0, overlap: 0, isSame: false }],
      meanOverlap: 0,
      isSame: false,
    },
    isPassed: false,
  });
  expect(report).toBe(
    [
      'The live index and the new one do not fit:',
      '              live            new',
      '  articles    1,200           1,199                         the same but for writes under way',
      '  tombstones  3               5                             DIFFER',
      '  contents    1,000 compared  a sample                      2 DIFFER',
      '  searches    1 run           0 % of the first hits shared  DIFFER',
      '  a: is not in the new index',
      '  b: has another content there (title)',
      '  “bão”: 12 articles live, 0 new, 0 % of the first hits shared',
      '  Of each search at least 50 % of the first hits have to be shared, of all together 90 %.',
      '',
    ].join('\n'),
  );
});
