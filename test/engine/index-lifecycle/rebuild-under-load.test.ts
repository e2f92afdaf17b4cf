import { describe, expect, test } from 'vitest';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { drillText, rebuildUnderLoad, type Comparison, type DrillReport } from './rebuild-under-load.ts';

/** 50,000 in a drill: npm run drill -- rebuild */
const ARTICLES = Number(process.env['DRILL_ARTICLES'] ?? 2_000);
const isDrill = ARTICLES > 2_000;

/** A small rebuild is slowed down, so that much comes in meanwhile. */
const load = isDrill ? {} : { copyPerSecond: 500, searchesPerSecond: 15, writesPerSecond: 25 };

const say = (line: string): void => console.log(line);

const NOTHING = { lost: [], resurrected: [], differing: [], unknown: [] };

const faults = ({ compared: _, ...found }: Comparison): Omit<Comparison, 'compared'> => found;

const expectNothingLost = (report: DrillReport): void => {
  say(drillText(report));
  expect(report.writes.wrong).toEqual([]);
  expect(report.failedSearches).toEqual([]);
  expect(faults(report.promoted)).toEqual(NOTHING);
  expect(faults(report.rolledBack)).toEqual(NOTHING);
  expect(report.writes.updated).toBeGreaterThan(0);
  expect(report.writes.deleted).toBeGreaterThan(0);
  expect(report.searches).toBeGreaterThan(0);
};

describe(
  'a rebuild under writes, updates, deletes and searches loses nothing',
  { timeout: 3_600_000 },
  () => {
    test.runIf(isDrill)('left alone', async () => {
      expectNothingLost(
        await rebuildUnderLoad({ url: elasticsearchUrl(), articles: ARTICLES, kill: false, ...load, say }),
      );
    });

    test('with the rebuild and a service killed in the middle', async () => {
      const report = await rebuildUnderLoad({
        url: elasticsearchUrl(),
        articles: ARTICLES,
        kill: true,
        ...load,
        say,
      });
      expectNothingLost(report);
      expect(report.copiedWhenKilled).toBeLessThan(ARTICLES);
    });
  },
);
