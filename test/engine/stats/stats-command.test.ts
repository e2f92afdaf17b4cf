import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQueries, readPassages } from '../../../bench/relevance-data.ts';
import { statsCommand } from '../../../src/cli/stats-command.ts';
import { searchesIndices } from '../../../src/desk/stats/searches-index.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { runCommand } from '../../support/run-command.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { countingProcess } from './counting.ts';

let store: ScratchStore;
let folder: string;

const run = (args: readonly string[], { statsDays = 90, statsMin = 5 } = {}) =>
  runCommand(elasticsearchUrl(), args, undefined, (deps) =>
    statsCommand({ ...deps, config: { index: store.alias, statsDays, statsMin } }),
  );

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  folder = await mkdtemp(join(tmpdir(), 'timbao-stats-'));
  const article = (id: string, more: object = {}) =>
    putArticle(
      store,
      parseArticle({
        id,
        title: `Bài ${id}`,
        lead: 'Sapo.',
        body: 'Thân bài.',
        publishedAt: '2022-01-21',
        ...more,
      }),
    );
  await article('a1');
  await article('a2');
  await article('gone', { visibleUntil: '2022-02-01' });
  await store.engine.refresh(store.names.read);
  const counting = countingProcess(store.engine, store.alias, { now: Date.now() });
  counting.search('hạn hán', 20);
  counting.search('lu quet', 8, { hits: 0 });
  counting.search('hiếm', 2);
  counting.click('hạn hán', 'a2', 1, 9);
  counting.click('hạn hán', 'gone', 2, 7);
  counting.click('hạn hán', 'a1', 3, 5);
  counting.click('lu quet', 'a1', 2, 6);
  counting.click('lu quet', 'a2', 9, 1);
  await counting.write();
});

afterAll(async () => {
  await store.dispose();
  await rm(folder, { recursive: true });
});

describe('timbao stats', () => {
  it('prints what is searched for', async () => {
    const { out, error } = await run(['searches']);
    expect(error).toBeNull();
    expect(out).toMatch(/: 30 searches, 27 % found nothing, 28 clicks\./);
    expect(out).toMatch(/^20 +4 +0 % +21 +1\.8 +hạn hán$/m);
    expect(out).not.toContain('hiếm');
    expect((await run(['searches', '--kind', 'empty', '--format', 'csv'])).out).toMatch(/\r\nlu quet,8,0,1,/);
    const { out: json } = await run(['searches', '--format', 'json', '--size', '1']);
    expect(JSON.parse(json)).toMatchObject({ kind: 'top', searches: [{ q: 'hạn hán' }] });
  });

  it('says what is wrong', async () => {
    expect((await run(['searches', '--days', '0'])).error?.code).toBe('invalid_parameters');
    expect((await run(['searches'], { statsDays: 0 })).error?.code).toBe('configuration');
    const { error } = await run(['export', '--judgements', folder, '--to', '2020-01-01']);
    expect(error?.code).toBe('not_found');
  });

  it('exports judged searches that npm run relevance reads', async () => {
    const { out, error } = await run(['export', '--judgements', folder]);
    expect(error).toBeNull();
    expect(out).toContain('2 searches and 2 articles');
    expect(await readQueries(folder, 'readers', 'accented')).toEqual([
      { id: 'r1', query: 'hạn hán', relevant: ['a2', 'a1'] },
    ]);
    expect(await readQueries(folder, 'readers', 'unaccented')).toEqual([
      { id: 'r2', query: 'lu quet', relevant: ['a1'] },
    ]);
    const passages = [];
    for await (const passage of readPassages(folder, 'readers')) passages.push(passage);
    expect(passages.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      ['a1', 'a2'].map((id) => ({ id, title: `Bài ${id}`, text: 'Sapo.\n\nThân bài.' })),
    );
    // What is there is not written over.
    const before = await readFile(join(folder, 'relevance', 'readers', 'passages.jsonl'), 'utf8');
    expect((await run(['export', '--judgements', folder])).error?.code).toBe('invalid_parameters');
    expect(await readFile(join(folder, 'relevance', 'readers', 'passages.jsonl'), 'utf8')).toBe(before);
  });

  it('deletes all that was counted, when it is told to', async () => {
    const { out } = await run(['clear', '--yes'], { statsDays: 0 });
    expect(out).toBe('Deleted what was counted on 1 day.\n');
    expect(await store.engine.listIndices(searchesIndices(store.alias))).toEqual([]);
    expect((await run(['clear', '--yes'])).out).toBe('Nothing is counted.\n');
  });
});
