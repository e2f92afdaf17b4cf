import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { drillText, faultsOf, startDrill, type Drill, type DrillReport } from './rebuild-under-load.ts';

/** 50,000 in a drill: npm run drill -- rebuild */
const ARTICLES = Number(process.env['DRILL_ARTICLES'] ?? 2_000);
const isDrill = ARTICLES > 2_000;

/** A small rebuild is slowed down, so that much comes in meanwhile. */
const load = isDrill ? {} : { copyPerSecond: 150, searchesPerSecond: 15, writesPerSecond: 25 };

const say = (line: string): void => console.log(line);

const expectNothingLost = (report: DrillReport): void => {
  say(drillText(report));
  expect(report.writes.wrong).toEqual([]);
  expect(report.failedSearches).toEqual([]);
  expect(faultsOf(report.promoted)).toEqual([]);
  expect(faultsOf(report.rolledBack)).toEqual([]);
  expect(report.writes.updated).toBeGreaterThan(0);
  expect(report.writes.deleted).toBeGreaterThan(0);
  expect(report.searches).toBeGreaterThan(0);
};

const HOURS = 3 * 3_600_000;

describe('a rebuild under writes, updates, deletes and searches loses nothing', { timeout: HOURS }, () => {
  let drill: Drill | null = null;
  const started = (): Drill => {
    if (drill === null) throw new Error('It has not started.');
    return drill;
  };
  beforeAll(async () => {
    drill = await startDrill({ url: elasticsearchUrl(), articles: ARTICLES, ...load, say });
  }, HOURS);
  afterAll(() => drill?.end());

  test('with the rebuild and a service killed in the middle', async () => {
    const report = await started().rebuild(true);
    expectNothingLost(report);
    expect(report.copiedWhenKilled).toBeLessThan(ARTICLES);
  });

  test.runIf(isDrill)('left alone', async () => {
    expectNothingLost(await started().rebuild(false));
  });
});
