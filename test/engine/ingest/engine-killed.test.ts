import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { NOT_REMOVED } from '../../../src/domain/tombstone.ts';
import type { Article } from '../../../src/domain/article.ts';
import { readEngineState } from '../../../src/embedded/engine-state.ts';
import { engineStatus, removeEngineData, stopEngine } from '../../../src/embedded/manage-engine.ts';
import { startWatchedEngine } from '../../../src/embedded/start-watched-engine.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { ensureIndex } from '../../../src/index-lifecycle/create-index.ts';
import { articleLine } from '../../../src/ingest/article-line.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import type { SourceRecord } from '../../../src/ingest/sources/source-record.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';

/** `npm run drill` makes it 50,000. */
const ARTICLES = Number(process.env['DRILL_ARTICLES'] ?? 3_000);

const article = (n: number) => ({
  id: `tin-${n}`,
  title: `Tin số ${n} từ bản làng`,
  body: `Bản ${n % 500} đã có điện, đường và trạm y tế. Bà con vui mừng đón năm mới.`,
  publishedAt: '2022-01-21',
  version: 1 + (n % 3),
});

async function* records(): AsyncGenerator<SourceRecord> {
  for (let n = 0; n < ARTICLES; n++) yield { from: `tin:${n}`, bytes: 1, article: article(n) };
}

test.runIf(await engineInstalledHere())(
  `kill -9 of the engine in the middle of an import of ${ARTICLES} articles: it goes on by itself, and loses none`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'timbao-killed-'));
    chmodSync(dataDir, 0o755);
    const said: string[] = [];
    const embedded = await startWatchedEngine({
      dataDir,
      shortLived: ARTICLES <= 3_000,
      onProgress: (progress) => {
        if (progress.step === 'note') said.push(progress.message);
      },
    });
    const engine = createEngine({
      url: embedded.url,
      auth: { kind: 'basic', ...embedded.access },
    });
    try {
      const { index } = await ensureIndex(engine, { alias: 'drill', shards: 1, replicas: 0 });
      await waitUntilReady(engine, index);
      const store = openArticleStore(engine, 'drill');

      const acknowledged = new Set<string>();
      let acknowledgedAtKill = 0;
      let wasKilled = false;
      let lastEventAt = Date.now();
      let longestPauseMs = 0;
      let retries = 0;
      const start = Date.now();
      const { counts, stoppedBy } = await importArticles(
        store,
        records(),
        async ({ from, status, error }) => {
          longestPauseMs = Math.max(longestPauseMs, Date.now() - lastEventAt);
          lastEventAt = Date.now();
          if (status === 'failed') throw error ?? new Error(`${from} failed.`);
          acknowledged.add(from);
          if (wasKilled || acknowledged.size < ARTICLES / 3) return;
          const server = readEngineState(dataDir)?.server;
          if (server === undefined) throw new Error('The engine’s process is not known.');
          acknowledgedAtKill = acknowledged.size;
          process.kill(server.pid, 'SIGKILL');
          wasKilled = true;
          while (await answers(embedded.url)) await sleep(20);
        },
        { retryForMs: 300_000, maxBatchArticles: ARTICLES > 10_000 ? 200 : 50, onRetry: () => retries++ },
      );
      const seconds = (Date.now() - start) / 1000;

      expect(stoppedBy).toBeNull();
      expect(acknowledgedAtKill).toBeLessThan(ARTICLES);
      expect(said.some((text) => text.includes('ended by itself'))).toBe(true);
      expect(retries).toBeGreaterThan(0);
      expect(counts.failed).toBe(0);
      expect(counts.read).toBe(ARTICLES);
      expect(counts.created + counts.updated + counts.unchanged).toBe(ARTICLES);
      expect(acknowledged.size).toBe(ARTICLES);

      await engine.refresh(index);
      const found = await engine.count(index, NOT_REMOVED);
      let same = 0;
      for (let from = 0; from < ARTICLES; from += 1_000) {
        const wanted = Array.from({ length: Math.min(1_000, ARTICLES - from) }, (_, at) =>
          article(from + at),
        );
        const stored = await engine.mget<Article>(
          'drill',
          wanted.map(({ id }) => id),
        );
        for (const [at, each] of stored.entries()) {
          if (each !== null && articleLine(each.source) === articleLine(parseArticle(wanted[at]))) same++;
        }
      }
      console.log(
        `${ARTICLES} articles; engine killed after ${acknowledgedAtKill} were acknowledged; the import stood for ${(longestPauseMs / 1000).toFixed(1)} s and took ${seconds.toFixed(1)} s in all: ${JSON.stringify(counts)}; in the index afterwards ${found}, equal to what was sent ${same}`,
      );
      expect(found).toBe(ARTICLES);
      expect(same).toBe(ARTICLES);

      // Stopped on purpose, it stays so: the watch looks every two seconds.
      await stopEngine(dataDir, { force: true });
      await sleep(5_000);
      expect(await engineStatus(dataDir)).toMatchObject({ status: 'stopped' });
    } finally {
      await engine.close();
      await embedded.stop();
      await removeEngineData(dataDir, { force: true });
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  900_000,
);

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    () => true,
    () => false,
  );
