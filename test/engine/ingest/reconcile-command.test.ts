import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcileCommand } from '../../../src/cli/reconcile-command.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { deleteArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { runCommand } from '../../support/run-command.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

const url = elasticsearchUrl();
let store: ScratchStore;
let folder = '';
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timbao-reconcile-'));
  store = await scratchStore(url);
  const stored: readonly (readonly [string, number?])[] = [
    ['same', 3],
    ['unnumbered'],
    ['older', 2],
    ['Newer', 9],
    ['extra', 1],
    ['removed', 4],
    ['removed-extra', 4],
  ];
  for (const [id, version] of stored) {
    const numbered = version === undefined ? {} : { version };
    await putArticle(
      store,
      parseArticle({
        id,
        title: `Bản tin ${id}`,
        body: 'Trời nắng.',
        publishedAt: '2022-01-21',
        ...numbered,
      }),
    );
  }
  await deleteArticle(store, 'removed');
  await deleteArticle(store, 'removed-extra');
});
afterAll(async () => {
  await store.dispose();
  await rm(folder, { recursive: true, force: true });
});

const reconcile = async (manifest: string | Uint8Array, ...flags: string[]) => {
  const file = join(folder, `manifest-${++files}`);
  const report = join(folder, `report-${files}.jsonl`);
  await writeFile(file, manifest);
  const ran = await runCommand(url, [file, '--report', report, ...flags], undefined, (deps) =>
    reconcileCommand({ ...deps, config: { index: store.alias } }),
  );
  const lines = await readFile(report, 'utf8').catch(() => '');
  const findings =
    lines === ''
      ? []
      : lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown);
  return { ...ran, findings };
};

const AGREED = 'same,3\nunnumbered,\nolder,2\nNewer,9\nextra,1\n';

test('a manifest that agrees: status 0, and no report', async () => {
  const { out, status, findings } = await reconcile(gzipSync(`id,version\n${AGREED}`));
  expect(status).toBe(0);
  expect(out).toMatch(/^same +5$/mu);
  expect(out).toContain('The index has what the manifest says.');
  expect(findings).toEqual([]);
});

test('every difference is counted, named and reported; tombstones count as not there', async () => {
  const manifest = [
    '{"id":"removed","version":4}',
    '{"id":"same","version":3}',
    '{"id":"nowhere"}',
    '{"id":"older","version":7}',
    '{"id":"Newer","version":8}',
    '{"id":"unnumbered","version":1}',
    '{"id":"same","version":2}',
    'oops',
  ].join('\n');
  const { out, err, status, findings, error } = await reconcile(manifest);
  expect(error).toBeNull();
  expect(status).toBe(1);
  expect(findings).toHaveLength(7);
  expect(findings).toEqual(
    expect.arrayContaining([
      { problem: 'unreadable', line: 8, reason: 'is not JSON' },
      { problem: 'newer', id: 'Newer', manifestVersion: 8, indexVersion: 9 },
      { problem: 'extra', id: 'extra', manifestVersion: null, indexVersion: 1 },
      { problem: 'missing', id: 'nowhere', manifestVersion: null, indexVersion: null },
      { problem: 'stale', id: 'older', manifestVersion: 7, indexVersion: 2 },
      {
        problem: 'missing',
        id: 'removed',
        manifestVersion: 4,
        indexVersion: null,
        removedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/u),
      },
      { problem: 'stale', id: 'unnumbered', manifestVersion: 1, indexVersion: null },
    ]),
  );
  for (const [name, count] of Object.entries({
    same: 1,
    missing: 2,
    stale: 2,
    newer: 1,
    extra: 1,
    unreadable: 1,
  })) {
    expect(out).toMatch(new RegExp(`^${name} +${count}\\b`, 'mu'));
  }
  expect(err).toContain('older: stale, version 2 in the index, version 7 in the manifest');
});

test('a part of the articles; the sums as JSON', async () => {
  const { out, status } = await reconcile('id\nsame\nolder\n', '--partial', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ lines: 2, same: 2, extra: 0, report: null });
});

test('a manifest that is not there, a column that is not there, a report that is', async () => {
  const { error } = await reconcile('tên\nBão lớn\n');
  expect(error).toMatchObject({ code: 'invalid_parameters' });
  const taken = join(folder, 'taken.jsonl');
  await writeFile(taken, 'kept');
  const again = await reconcile('id\nsame\n', '--report', taken);
  expect(again.error).toMatchObject({ code: 'invalid_parameters' });
  expect(await readFile(taken, 'utf8')).toBe('kept');
});
