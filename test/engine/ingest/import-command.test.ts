import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { importCommand } from '../../../src/cli/import-command.ts';
import { indexCommand } from '../../../src/cli/index-command.ts';
import type { Article } from '../../../src/domain/article.ts';
import { DERIVED_FIELDS } from '../../../src/domain/stored-article.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { getArticle } from '../../../src/ingest/article-store.ts';
import type { SourceRecord } from '../../../src/ingest/sources/source-record.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { startFaultProxy } from '../../support/fault-proxy.ts';
import { encodeLegacy } from '../../support/legacy-text.ts';
import { onIndexOf, runCommand, type RanCommand } from '../../support/run-command.ts';
import { configOf, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/articles', import.meta.url));
const url = inject('elasticsearchUrl');

let store: ScratchStore;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timbao-import-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  store = await scratchStore(url);
});
afterEach(() => store.dispose());

/** Runs the command as the command line does, on the real engine. */
const run = (...args: string[]): Promise<RanCommand> =>
  runCommand(url, args, undefined, (given) => {
    const deps = {
      ...onIndexOf(given, store.alias),
      config: configOf(store.alias),
    };
    return new Command('timbao')
      .exitOverride()
      .addCommand(
        importCommand(deps)
          .exitOverride()
          .configureOutput({ writeErr: () => {} }),
      )
      .addCommand(indexCommand(deps));
  });

const line = (id: string, more: object = {}): string =>
  `${JSON.stringify({ id, title: 'Điện về bản', body: 'Bản đã có điện.', publishedAt: '2022-01-21', ...more })}\n`;

const deadLetters = async (file: string): Promise<{ error: string; article?: Article; text?: string }[]> =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as { error: string });

describe('the sample articles', () => {
  test('all go in; a second time nothing changes; one that was corrected is the one that is updated', async () => {
    const files = await readdir(fixtures);
    const texts = files.filter((name) => name.endsWith('.txt')).length;
    const jsonl = await Promise.all(
      files.filter((name) => name.endsWith('.jsonl')).map((name) => readFile(join(fixtures, name), 'utf8')),
    );
    const count =
      texts +
      jsonl
        .join('')
        .split('\n')
        .filter((each) => each.trim() !== '').length;
    expect(count).toBeGreaterThanOrEqual(61);

    const first = await run('import', fixtures);
    expect(first).toMatchObject({ status: 0, error: null });
    // One of the samples is a removal.
    expect(first.out).toMatch(new RegExp(`^${count} articles: ${count - 1} created, 1 deleted \\(`, 'u'));
    expect(await store.engine.count(store.alias)).toBe(count);

    const { hits } = await store.engine.search<Article>(store.alias, {
      query: { term: { authors: 'Hà Thu Giang' } },
      size: 1,
      _source: { excludes: [...DERIVED_FIELDS] },
    });
    const sample = hits[0]?.source ?? null;
    if (sample === null) throw new Error('No article of that author.');
    const corrected = join(folder, 'corrected.jsonl');
    await writeFile(corrected, `${JSON.stringify({ ...sample, title: `${sample.title} (sửa)` })}\n`);

    const second = await run('import', fixtures);
    expect(second.out).toMatch(new RegExp(`^${count} articles: ${count - 1} unchanged, 1 deleted \\(`, 'u'));
    const third = await run('import', fixtures, corrected);
    expect(third.out).toMatch(
      new RegExp(`^${count + 1} articles: 1 updated, ${count - 1} unchanged, 1 deleted \\(`, 'u'),
    );
    expect(await store.engine.count(store.alias)).toBe(count);
  });

  test('stored in NFC, whole, and found: by a phrase of the body, by its caption, not by what the page added', async () => {
    await run('import', fixtures);
    const found = async (field: string, phrase: string): Promise<(string | undefined)[]> => {
      const { hits } = await store.engine.search<Article>(store.alias, {
        query: { match_phrase: { [field]: phrase } },
        size: 100,
      });
      return hits.map(({ source }) => source?.title);
    };
    const title = 'Huyện Mường Ảng đưa việc học Bác vào từng buổi sinh hoạt bản';
    expect(await found('text', 'tỉa cành cà phê')).toContain(title);
    expect(await found('text', 'nhà văn hóa bản Huổi Lướng')).toContain(title);
    expect(await found('text', 'tìm kiếm theo ngày')).toEqual([]);
    const { hits } = await store.engine.search<Article>(store.alias, { size: 1_000 });
    for (const { source } of hits) {
      const text = JSON.stringify(source);
      expect(text).toBe(text.normalize('NFC'));
    }
  });
});

describe('what fails', () => {
  test('is named, kept with its reason, and goes in once mended', async () => {
    const input = join(folder, 'mixed.jsonl');
    const failed = join(folder, 'failed.jsonl');
    await writeFile(
      input,
      [line('m-1'), line('m-2', { publishedAt: '31/02/2022' }), '{"id":\n', line('m-3')].join(''),
    );
    const page = join(folder, 'khong-ngay.txt');
    await writeFile(page, 'Tiêu đề\n\nMột đoạn không có ngày.');

    const first = await run('import', input, page, '--dead-letter', failed);
    expect(first.status).toBe(1);
    expect(first.out).toMatch(/^5 articles: 2 created, 3 failed \(/u);
    expect(first.out).toContain(`timbao import ${failed}`);
    expect(first.err).toContain('mixed.jsonl:2: The field “publishedAt” must be a date');
    expect(first.err).toContain('mixed.jsonl:3: It is not JSON');
    expect(first.err).toContain('khong-ngay.txt: No date was found');

    const letters = await deadLetters(failed);
    const mended = letters.map((letter) =>
      letter.text === undefined
        ? { ...letter, article: { ...letter.article, publishedAt: '2022-01-21' } }
        : { ...letter, text: line('m-4') },
    );
    await writeFile(failed, mended.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
    const again = await run('import', failed);
    expect(again).toMatchObject({ status: 0, err: '' });
    expect(again.out).toMatch(/^3 articles: 3 created \(/u);
    for (const id of ['m-1', 'm-2', 'm-3', 'm-4']) expect(await getArticle(store, id)).not.toBeNull();
  });

  test('an older version is told apart from a failure', async () => {
    const file = join(folder, 'versions.jsonl');
    await writeFile(file, line('s', { version: 2 }) + line('s', { version: 1 }));
    const { out, status } = await run('import', file);
    expect(status).toBe(0);
    expect(out).toMatch(/^2 articles: 1 created, 1 stale /u);
    expect((await getArticle(store, 's'))?.version).toBe(2);
  });

  test('of many failures the first are shown, and all are kept', async () => {
    const file = join(folder, 'many.jsonl');
    const failed = join(folder, 'many-failed.jsonl');
    await writeFile(file, Array.from({ length: 50 }, (_, n) => line(`k-${n}`, { body: '' })).join(''));
    const { err, status } = await run('import', file, '--dead-letter', failed);
    expect(status).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(21);
    expect(await deadLetters(failed)).toHaveLength(50);
  });

  test('an engine that goes away in mid-import ends it; what was stored is told, the rest is untouched', async () => {
    let bulks = 0;
    const proxy = await startFaultProxy(url, ({ path }) =>
      path.includes('/_bulk') && ++bulks > 2 ? { kind: 'cut' } : { kind: 'none' },
    );
    const engine = createEngine({ url: proxy.url });
    let given = 0;
    async function* records(): AsyncGenerator<SourceRecord> {
      for (let n = 0; n < 100; n++) {
        given++;
        yield { from: `g:${n}`, bytes: 1, article: JSON.parse(line(`g-${n}`)) as unknown };
      }
    }
    const letters: unknown[] = [];
    const { counts, stoppedBy } = await importArticles(
      { ...store, engine },
      records(),
      ({ deadLetter }) => {
        if (deadLetter !== null) letters.push(deadLetter);
      },
      { maxBatchArticles: 10, retryForMs: 200 },
    );
    await engine.close();
    await proxy.close();
    expect(stoppedBy?.code).toBe('engine_unavailable');
    expect(counts.created).toBe(20);
    expect(counts.read).toBe(counts.created + counts.failed);
    expect(letters).toHaveLength(counts.failed);
    expect(counts.read).toBeLessThan(100);
    expect(given).toBeLessThan(100);
    await store.engine.refresh(store.alias);
    expect(await store.engine.count(store.alias)).toBe(20);
  });
});

describe('every kind of source', () => {
  const sources = fileURLToPath(new URL('../../../fixtures/sources', import.meta.url));

  test('a folder of pages, feeds and an export; what fails goes in once mended, and again nothing changes', async () => {
    const failed = join(folder, 'sources-failed.jsonl');
    const first = await run('import', sources, '--dead-letter', failed);
    expect(first.out).toMatch(/^14 articles: 7 created, 6 skipped, 1 failed \(/u);
    expect(first.out).toContain('Skipped: 2 × no post but a picture or file; ');
    expect(first.err).toMatch(/bao-duyen-hai\.rss#3: The item's date “hôm nọ” cannot be read/u);
    expect(first.status).toBe(1);

    const [letter] = await deadLetters(failed);
    const mended = { ...letter, article: { ...letter?.article, publishedAt: '2022-09-18' } };
    await writeFile(failed, `${JSON.stringify(mended)}\n`);
    expect((await run('import', failed)).out).toMatch(/^1 article: 1 created \(/u);
    const again = await run('import', sources, '--dead-letter', join(folder, 'sources-again.jsonl'));
    expect(again.out).toMatch(/^14 articles: 7 unchanged, 6 skipped, 1 failed \(/u);
  });

  test('an old page is converted and said to be; one in doubt goes in as soon as its encoding is named', async () => {
    const old = await mkdtemp(join(folder, 'old-'));
    const failed = join(folder, 'old-failed.jsonl');
    const page = 'Điện về bản vùng cao\n\n21/01/2022\n\nBản đã có điện, có đường, trường học và trạm y tế.';
    await writeFile(join(old, 'a.txt'), encodeLegacy(page, 'viscii') ?? '');
    await writeFile(
      join(old, 'b.html.gz'),
      gzipSync(
        encodeLegacy('<article><h1>Tin</h1><time>21/01/2022</time><p>bé</p></article>', 'viscii') ?? '',
      ),
    );
    const first = await run('import', old, '--dead-letter', failed);
    expect(first.out).toMatch(
      /^2 articles: 1 created, 1 failed .*\nCharacters:\n {2}1 × converted from VISCII: “.*” → “Điện về bản vùng cao .*\nFailed:\n/u,
    );
    expect(first.err).toContain('not clear which older Vietnamese encoding');
    const { hits } = await store.engine.search<Article>(store.alias, {});
    expect(hits.map(({ source }) => source?.title)).toEqual(['Điện về bản vùng cao']);

    const second = await run('import', failed, '--encoding', 'viscii');
    expect(second).toMatchObject({ status: 0 });
    expect(second.out).toMatch(/^1 article: 1 created /u);
    await store.engine.refresh(store.alias);
    const found = await store.engine.search<Article>(store.alias, { query: { match: { title: 'tin' } } });
    expect(found.hits[0]?.source).toMatchObject({ title: 'Tin', body: 'bé' });
  });

  test('JSON of another system: told what to write, then read', async () => {
    const file = join(folder, 'cms.json');
    await writeFile(
      file,
      JSON.stringify({
        data: {
          items: [
            { nid: 7, headline: { vi: 'Điện về bản' }, html: '<p>Đã có điện.</p>', created: 1_642_752_000 },
          ],
        },
      }),
    );
    const failed = (n: number): string[] => ['--dead-letter', join(folder, `cms-${n}.jsonl`)];
    expect((await run('import', file, ...failed(1))).err).toContain('--records data.items');
    const flags = ['--records', 'data.items', '--field', 'title=headline', '--field', 'id=nid'];
    const wrong = await run('import', file, ...flags, '--field', 'body=content', ...failed(2));
    expect(wrong.err).toContain(
      '“body” from “content”, which is not in this article. It has: nid, headline.vi, html',
    );
    const map = join(folder, 'map.json');
    await writeFile(
      map,
      '{"id":{"from":"nid","prefix":"cms-"},"title":"headline.vi","body":"html","publishedAt":"created"}',
    );
    expect((await run('import', file, '--records', 'data.items', '--map', map)).out).toMatch(
      /^1 article: 1 created/u,
    );
    // What fails after it was mapped goes in once mended, with the map or without.
    const unmapped = join(folder, 'cms-letter.jsonl');
    const article = { id: 'cms-8', title: 'Tin', body: 'Đủ.', publishedAt: '2022-01-21' };
    await writeFile(unmapped, `${JSON.stringify({ error: 'e', from: 'x', article })}\n`);
    expect((await run('import', unmapped, '--map', map)).out).toMatch(/^1 article: 1 created/u);
    expect((await run('import', unmapped)).out).toMatch(/^1 article: 1 unchanged/u);
    expect(await getArticle(store, 'cms-7')).toMatchObject({
      title: 'Điện về bản',
      body: 'Đã có điện.',
      publishedAt: '2022-01-21T15:00:00+07:00',
    });
  });

  test.each([
    [['--format', 'doc'], '--format is one of text, json'],
    [['--encoding', 'vps'], '--encoding is one of utf-8'],
    [['--map', 'khong-co.json'], 'cannot be read'],
    [['--zone', 'Hà Nội'], '--zone is an offset'],
  ])('%s is refused', async (flags, message) => {
    const { error } = await run('import', fixtures, ...flags);
    expect(error).toMatchObject({ code: 'invalid_parameters', message: expect.stringContaining(message) });
  });
});

describe('what a newsroom has', () => {
  test('a table: a map is suggested, saved, and read with', async () => {
    const table = join(folder, 'xuat.csv');
    const map = join(folder, 'xuat-map.json');
    const names = 'Mã bài;Tiêu đề;Nội dung;Ngày đăng;status;Lượt xem';
    await writeFile(
      table,
      `\uFEFF${names}\r\n` +
        'bang-1;"Chợ phiên; ngày Tết";<p>Đoạn một.</p>;21/01/2022 08:30;publish;12\r\n' +
        'bang-2;Bản nháp;Đoạn một.;21/01/2022 08:30;draft;0\r\n',
    );
    const told = await run('import', table, '--dead-letter', join(folder, 'xuat-0.jsonl'));
    expect(told.out).toContain(`--field 'title=Tiêu đề'`);
    const suggested = await run('import', table, '--suggest-map');
    expect(suggested).toMatchObject({ status: 0, error: null });
    await writeFile(map, suggested.out);
    const read = await run('import', table, '--map', map);
    expect(read).toMatchObject({ status: 0, error: null });
    expect(read.out).toMatch(/^2 articles: 1 created, 1 skipped/u);
    expect(read.out).toContain('Skipped: 1 × a draft.');
    expect(read.out).toContain('Fields that were not taken: status (1), Lượt xem (1).');
    expect(await getArticle(store, 'bang-1')).toMatchObject({
      title: 'Chợ phiên; ngày Tết',
      body: 'Đoạn một.',
      publishedAt: '2022-01-21T08:30:00+07:00',
    });
    expect(await getArticle(store, 'bang-2')).toBeNull();
    const where = await run('import', table, '--map', map, '--where', 'status=draft');
    expect(where.out).toContain('Skipped: 1 × not status=draft.');
    expect(await getArticle(store, 'bang-2')).not.toBeNull();
  });

  test('a second article with the id of another does not overwrite it', async () => {
    const file = join(folder, 'trung-id.jsonl');
    const failed = join(folder, 'trung-id-failed.jsonl');
    await writeFile(
      file,
      line('trung', { title: 'Điện về bản' }) + line('trung', { title: 'Chợ phiên đông vui' }),
    );
    const result = await run('import', file, '--dead-letter', failed);
    expect(result.status).toBe(1);
    expect(result.out).toMatch(/^2 articles: 1 created, 1 failed/u);
    expect(result.out).toContain('another article of this import');
    expect((await getArticle(store, 'trung'))?.title).toBe('Điện về bản');
    expect(await readFile(failed, 'utf8')).toContain('Chợ phiên đông vui');
  });
});

describe('the command line', () => {
  test('a dry run tells what the import then does, and writes nothing', async () => {
    const before = join(folder, 'before.jsonl');
    const file = join(folder, 'dry.jsonl');
    const failed = (name: string): string[] => ['--dead-letter', join(folder, `dry-failed-${name}.jsonl`)];
    await writeFile(
      before,
      line('d-1') + line('d-2') + line('d-3', { version: 5 }) + line('d-4') + line('d-5', { version: 2 }),
    );
    await run('import', before);
    await writeFile(
      file,
      [
        line('d-1'),
        line('d-2', { title: 'Điện đã về bản' }),
        line('d-3', { version: 4 }),
        '{"delete":"d-4"}\n',
        '{"delete":"d-5","version":1}\n',
        line('d-6', { title: '' }),
        line('d-7'),
        line('d-7'),
        line('d-7', { title: 'Điện về bản (sửa)' }),
        '{"delete":"d-7"}\n',
        line('d-7'),
        '{"delete":"d-8","version":3}\n',
        line('d-8', { version: 2 }),
        line('d-8', { version: 4 }),
        '{"delete":"khong co"}\n',
      ].join(''),
    );
    const dry = await run('import', '--dry-run', file, ...failed('1'));
    expect(dry).toMatchObject({ status: 1, error: null });
    expect(dry.out).toMatch(
      /^15 articles: 3 to be created, 2 to be updated, 2 unchanged, 3 to be deleted, 3 stale .*, 2 failed \(.*\nNothing was written/u,
    );
    const stored = await getArticle(store, 'd-2');
    expect(stored?.title).toBe('Điện về bản');
    const real = await run('import', file, ...failed('2'));
    expect(real.out.replace(/ \(\d+\.\d s\)[^]*$/u, '')).toBe(
      dry.out.replaceAll('to be ', '').replace(/ \(\d+\.\d s\)[^]*$/u, ''),
    );
    expect(await getArticle(store, 'd-4')).toBeNull();
  });

  test('a dry run without an engine checks, and says that it compared nothing', async () => {
    const file = join(folder, 'offline.jsonl');
    await writeFile(file, line('o-1') + line('o-2', { title: '' }));
    const { out, status } = await run(
      'import',
      '--dry-run',
      '--offline',
      file,
      '--dead-letter',
      join(folder, 'offline-failed.jsonl'),
    );
    expect(status).toBe(1);
    expect(out).toMatch(/^2 articles: 1 can be imported, 1 failed .*\nNothing was written, and nothing/u);
    expect((await run('import', '--offline', file)).error).toMatchObject({ code: 'invalid_parameters' });
  });

  test('--resume goes on where an import ended: files that are done are not read again, nor their articles', async () => {
    const source = await mkdtemp(join(folder, 'resume-'));
    const state = join(folder, 'resume.state');
    const many = Array.from({ length: 2_500 }, (_, n) => line(`r-${n}`)).join('');
    await writeFile(join(source, 'a.jsonl'), many);
    await writeFile(join(source, 'b.jsonl'), line('b-1') + line('b-2', { title: '' }));
    const failed = ['--dead-letter', join(folder, 'resume-failed.jsonl')];
    const first = await run('import', source, '--resume', state, ...failed);
    expect(first.out).toMatch(/^2,502 articles: 2,501 created, 1 failed/u);

    // As after a power cut: the last line is cut off, and so is what was noted of the second file.
    const lines = (await readFile(state, 'utf8')).trimEnd().split('\n');
    expect(lines.map((each) => (JSON.parse(each) as { records?: number }).records)).toEqual([
      undefined,
      1_000,
      2_000,
      2_500,
      2,
    ]);
    await writeFile(state, `${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, 10)}`);
    const second = await run('import', source, '--resume', state, '--dead-letter', join(folder, 'r2.jsonl'));
    expect(second.out).toMatch(
      /^502 articles: 501 unchanged, 1 failed .*\nLeft out 2,000 articles, done before/u,
    );

    const third = await run('import', source, '--resume', state);
    expect(third).toMatchObject({ status: 0 });
    expect(third.out).toMatch(/^0 articles .*\nLeft out 2 files, done before/u);

    // A file that was changed is another, and so is one that is read in another way.
    await writeFile(join(source, 'b.jsonl'), line('b-1', { title: 'Sửa' }) + line('b-2'));
    expect((await run('import', source, '--resume', state)).out).toMatch(
      /^2 articles: 1 created, 1 updated .*\nLeft out 1 file, done before/u,
    );
    const map = ['--field', 'title=tit'];
    expect(
      (
        await run(
          'import',
          join(source, 'b.jsonl'),
          '--resume',
          state,
          ...map,
          '--dead-letter',
          join(folder, 'r3.jsonl'),
        )
      ).out,
    ).toMatch(/^2 articles: 2 failed/u);
  });

  test('--resume does not take the progress of an index that is gone for its own, nor another file', async () => {
    const file = join(folder, 'moved.jsonl');
    const state = join(folder, 'moved.state');
    await writeFile(file, line('mv-1'));
    await run('import', file, '--resume', state);
    await store.engine.deleteIndex(store.index);
    const again = await run('import', file, '--resume', state);
    expect(again.err).toContain('all is read again');
    expect(again.out).toMatch(/^1 article: 1 created/u);
    expect((await run('import', file, '--resume', file)).error).toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringContaining('holds something else'),
    });
    expect(await readFile(file, 'utf8')).toBe(line('mv-1'));
  });

  test('what portal text does not say is given', async () => {
    const file = join(folder, 'trang.txt');
    await writeFile(file, 'Điện về bản\n\n21/01/2022\n\nBản đã có điện.');
    const flags = [
      '--section',
      'Xã hội',
      '--source',
      'Báo Vùng Cao',
      '--author',
      'PV',
      '--tag',
      'điện',
      '--tag',
      'bản',
    ];
    expect(await run('import', file, ...flags)).toMatchObject({ status: 0 });
    await store.engine.refresh(store.alias);
    const { hits } = await store.engine.search<Article>(store.alias, {});
    expect(hits[0]?.source).toMatchObject({
      section: 'Xã hội',
      source: 'Báo Vùng Cao',
      authors: ['PV'],
      tags: ['điện', 'bản'],
    });
  });

  test('usage that cannot be meant is refused before anything is touched', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    expect((await run('import', join(folder, 'khong-co'))).error).toMatchObject({
      code: 'invalid_parameters',
    });
    expect((await run('import', empty)).error).toMatchObject({ code: 'invalid_parameters' });
    const taken = join(folder, 'taken.jsonl');
    await writeFile(taken, line('t'));
    expect((await run('import', taken, '--dead-letter', taken)).error).toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringContaining('exists already'),
    });
    expect(await readFile(taken, 'utf8')).toBe(line('t'));
    expect((await run('import')).error).toMatchObject({ code: 'commander.missingArgument' });
  });

  test('the index comes to be where it is missing', async () => {
    await store.engine.deleteIndex(store.index);
    const file = join(folder, 'first.jsonl');
    await writeFile(file, line('first'));
    const { err, out } = await run('import', file);
    expect(err).toMatch(/^Created the index test-[0-9a-f]+-v\d+-/u);
    expect(out).toMatch(/^1 article: 1 created/u);
  });
});

describe('index', () => {
  test('create and status', async () => {
    const there = await run('index', 'create');
    expect(there).toMatchObject({ status: 0, out: `${store.index} is there already.\n` });
    await store.engine.deleteIndex(store.index);
    expect((await run('index', 'status')).error).toMatchObject({ code: 'index_missing' });
    expect((await run('index', 'create')).out).toMatch(/^Created test-/u);
    const { out, status } = await run('index', 'status');
    expect(status).toBe(0);
    expect(out).toMatch(/^articles +0$/mu);
    expect(out).toMatch(/^mapping +version \d+, as released$/mu);
  });

  test('status names what is not as it was released', async () => {
    await engineFetch(`${url}/${store.index}/_mapping`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ properties: { extra: { type: 'keyword' } } }),
    });
    const { out, status } = await run('index', 'status');
    expect(status).toBe(1);
    expect(out).toContain('mappings.properties.extra.type: released (nothing), in the index keyword');
  });
});
