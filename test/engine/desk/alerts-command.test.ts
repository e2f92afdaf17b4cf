import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertsCommand } from '../../../src/cli/alerts-command.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { openAlertDesk } from '../../support/alert-desk.ts';
import { runCommand, type RanCommand } from '../../support/run-command.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
});
afterAll(() => store.dispose());

const run = (...args: string[]): Promise<RanCommand> =>
  runCommand(elasticsearchUrl(), args, undefined, (deps) =>
    alertsCommand({ ...deps, config: { index: store.alias, abbreviationsFile: null, mail: null } }),
  );

describe('timbao alerts', () => {
  it('makes, lists, tries out, tells of and removes alerts', async () => {
    expect((await run('list')).out).toBe('No alerts.\n');
    const made = await run('add', 'lũ', 'quét', '--id', 'lu', '--webhook', 'https://cms.paper.example/hook');
    expect(made).toMatchObject({ out: 'lu\n', error: null });
    expect(made.err).toMatch(/whsec_\S+ – this is not shown again/);
    expect((await run('list')).out).toMatch(
      /^lu +lũ quét +lũ quét +https:\/\/cms\.paper\.example\/hook +at once$/m,
    );
    expect((await run('list', '--json')).out).not.toContain('whsec_');
    const feed = ['--feed', '--throttle', 'daily 07:00', '--section', 'Thời sự'];
    expect(await run('add', 'lũ', '--id', 'doc', ...feed)).toMatchObject({ out: 'doc\n', err: '' });
    const article = {
      id: 'a-1',
      title: 'Lũ quét ở Mường La',
      body: 'Mưa to.',
      captions: [],
      authors: [],
      tags: [],
      section: 'Thời sự',
      publishedAt: new Date(Date.now() - 1_000).toISOString(),
    };
    await putArticle(store, article, { refresh: 'wait' });
    const preview = await run('preview', 'doc');
    expect(preview.out).toContain('  a-1  Lũ quét ở Mường La\n1 article\n');
    expect((await run('deliveries', 'doc')).out).toContain('0 in all');
    const desk = openAlertDesk(store.engine, store.alias);
    await desk.findNews();
    await desk.end();
    expect((await run('deliveries', 'doc', '--state', 'sent')).out).toMatch(
      /sent +Lũ quét ở Mường La[^]*1 in all/,
    );
    expect((await run('remove', 'doc')).out).toBe('Removed doc.\n');
    expect((await run('remove', 'doc')).error).toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['add', 'lũ'],
    ['add', 'lũ', '--feed', '--webhook', 'https://cms.paper.example/hook'],
    ['add', 'lũ', '--webhook', 'ftp://cms.paper.example/hook'],
    ['add', 'lũ', '--email', 'a@paper.example'],
    ['add', 'lũ', '--feed', '--throttle', 'daily 25:00'],
    ['add', '--feed'],
    ['add', 'lũ', '--feed', '--max-age', '0'],
    ['deliveries', 'lu', '--state', 'lost'],
  ])('refuses what makes no sense: %s %s %s %s %s', async (...args) => {
    expect((await run(...args)).error).toMatchObject({ code: 'invalid_parameters' });
  });
});
