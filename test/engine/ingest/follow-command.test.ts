import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { followCommand } from '../../../src/cli/follow-command.ts';
import { importCommand } from '../../../src/cli/import-command.ts';
import type { Article } from '../../../src/domain/article.ts';
import { followedIndexName } from '../../../src/index-lifecycle/index-names.ts';
import { deleteArticle, getArticle } from '../../../src/ingest/article-store.ts';
import { articleIdFromUrl } from '../../../src/ingest/article-id.ts';
import type { DeadLetter } from '../../../src/ingest/sources/dead-letter.ts';
import { encodeLegacy } from '../../support/legacy-text.ts';
import { onIndexOf, runCommand, type RanCommand } from '../../support/run-command.ts';
import { configOf, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { startUnrulySite, type UnrulySite } from '../../support/unruly-site.ts';

const url = inject('elasticsearchUrl');

// Each of them runs several rounds, each with its searches and refreshes.
vi.setConfig({ testTimeout: 120_000 });

let store: ScratchStore;
let site: UnrulySite;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timbao-follow-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  store = await scratchStore(url);
  site = await startUnrulySite();
});
afterEach(async () => {
  await site.close();
  await store.dispose();
});

let runs = 0;

/** Runs the command as the command line does, on the real engine. */
const run = (...args: string[]): Promise<RanCommand> =>
  runCommand(url, args, undefined, (given) => {
    const deps = {
      ...onIndexOf(given, store.alias),
      config: configOf(store.alias),
    };
    const quiet = { writeErr: () => {} };
    return new Command('timbao')
      .exitOverride()
      .addCommand(followCommand(deps).exitOverride().configureOutput(quiet))
      .addCommand(importCommand(deps).exitOverride().configureOutput(quiet));
  });

const deadLetters = (): string => join(folder, `failed-${++runs}.jsonl`);

/** One round, without pauses, of the site on this machine. */
const follow = (paths: readonly string[], ...flags: string[]): Promise<RanCommand> =>
  run(
    'follow',
    ...paths.map((path) => site.origin + path),
    '--once',
    '--allow-private',
    '--delay',
    '0',
    '--dead-letter',
    deadLetters(),
    ...flags,
  );

const TEXT =
  'Sáng nay, điện lưới quốc gia đã về tới bản Nậm Cưởm sau nhiều năm bà con chờ đợi, ai cũng vui mừng phấn khởi. ';

const page = (title: string, { date = '2022-01-21T08:30:00+07:00', head = '', text = TEXT } = {}): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title><meta property="og:type" content="article">${
    date === '' ? '' : `<meta property="article:published_time" content="${date}">`
  }${head}</head><body><article><h1>${title}</h1><p>${text.repeat(3)}</p><p>${text.repeat(2)}</p></article></body></html>`;

interface Listed {
  readonly path: string;
  readonly modified?: string;
  readonly publishedAt?: string;
}

const sitemap = (...entries: readonly (string | Listed)[]): string =>
  `<?xml version="1.0"?><urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries
    .map((entry) => (typeof entry === 'string' ? { path: entry } : entry))
    .map(
      ({ path, modified, publishedAt }: Listed) =>
        `<url><loc>${site.origin}${path}</loc>${modified === undefined ? '' : `<lastmod>${modified}</lastmod>`}${
          publishedAt === undefined
            ? ''
            : `<news:news><news:publication_date>${publishedAt}</news:publication_date></news:news>`
        }</url>`,
    )
    .join('')}</urlset>`;

const put = (path: string, body: string | Uint8Array, more: object = {}): void => {
  site.answers.set(path, { body, ...more });
};

const idOf = (path: string): string => articleIdFromUrl(site.origin + path) ?? '';
const article = (path: string): Promise<Article | null> => getArticle(store, idOf(path));
/** What the site was asked since the last time, robots.txt left out. */
const asked = (): string[] => site.asked.splice(0).filter((path) => !path.startsWith('/robots.txt'));

describe('a site that behaves', () => {
  test('its feeds, sitemaps of all kinds and their pages come in, and again only what is new or has changed', async () => {
    put('/rss', `<rss><channel><item><link>${site.origin}/1.html</link></item></channel></rss>`, {
      etag: '"r"',
    });
    put(
      '/index.xml',
      `<sitemapindex><sitemap><loc>${site.origin}/news.xml</loc></sitemap><sitemap><loc>${site.origin}/old.xml.gz</loc><lastmod>2022-01-01</lastmod></sitemap></sitemapindex>`,
    );
    put('/news.xml', sitemap({ path: '/2.html', modified: '2022-01-21T09:00:00+07:00' }));
    put('/old.xml.gz', gzipSync(sitemap('/3.html')), { headers: { 'content-type': 'application/gzip' } });
    for (const at of [1, 2, 3]) put(`/${at}.html`, page(`Bài số ${at}`), { etag: `"${at}"` });

    const first = await follow(['/rss', '/index.xml']);
    expect(first).toMatchObject({ status: 0, error: null, err: '' });
    expect(first.out).toMatch(
      /^Asked for 4 feeds and sitemaps: 3 pages are new or changed\.\n3 articles: 3 created/u,
    );
    expect(await article('/3.html')).toMatchObject({
      title: 'Bài số 3',
      url: `${site.origin}/3.html`,
      publishedAt: '2022-01-21T08:30:00+07:00',
    });
    expect(asked().toSorted()).toEqual(
      ['/1.html', '/2.html', '/3.html', '/index.xml', '/news.xml', '/old.xml.gz', '/rss'].map(
        (path) => `${path} 200`,
      ),
    );

    const second = await follow(['/rss', '/index.xml']);
    expect(second.out).toMatch(
      /^Asked for 3 feeds and sitemaps, 1 unchanged: 0 pages are new or changed\.\n0 articles/u,
    );
    expect(asked()).toEqual(['/rss 304', '/index.xml 200', '/news.xml 200']);

    put('/news.xml', sitemap({ path: '/2.html', modified: '2032-01-21T11:00:00+07:00' }, '/4.html'));
    put('/2.html', page('Bài số 2 (sửa)'), { etag: '"2b"' });
    put('/4.html', page('Bài số 4'));
    const third = await follow(['/rss', '/index.xml']);
    expect(third.out).toMatch(/2 pages are new or changed\.\n2 articles: 1 created, 1 updated/u);
    expect(asked()).toEqual(['/rss 304', '/index.xml 200', '/news.xml 200', '/4.html 200', '/2.html 200']);
    expect(await article('/2.html')).toHaveProperty('title', 'Bài số 2 (sửa)');

    const all = await follow(['/rss', '/index.xml'], '--recheck');
    expect(all.out).toMatch(/4 articles: 4 unchanged/u);
  });

  test('a page is the same article as one that is imported', async () => {
    const head = `<link rel="canonical" href="https://bao.example/dien-ve-ban-12.html">`;
    const text = page('Điện về bản', { head });
    await writeFile(join(folder, 'bai.html'), text);
    put('/news.xml', sitemap('/dien-ve-ban-12.html?utm_source=rss'));
    put('/dien-ve-ban-12.html?utm_source=rss', text);
    expect((await run('import', join(folder, 'bai.html'))).out).toMatch(/1 created/u);
    expect((await follow(['/news.xml'])).out).toMatch(/1 articles?: 1 unchanged/u);
    expect(await store.engine.count(store.alias)).toBe(1);
  });

  test('the date of a news sitemap stands in for one that the page lacks, and is told where it differs', async () => {
    put(
      '/news.xml',
      sitemap(
        { path: '/khong-ngay.html', publishedAt: '2022-03-14T07:00:00+07:00' },
        { path: '/hai-ngay.html', publishedAt: '2022-03-14T07:00:00+07:00' },
      ),
    );
    put('/khong-ngay.html', page('Không có ngày', { date: '' }));
    put('/hai-ngay.html', page('Có hai ngày'));
    const { out, status } = await follow(['/news.xml']);
    expect(status).toBe(0);
    expect(await article('/khong-ngay.html')).toHaveProperty('publishedAt', '2022-03-14T07:00:00+07:00');
    expect(await article('/hai-ngay.html')).toHaveProperty('publishedAt', '2022-01-21T08:30:00+07:00');
    expect(out).toMatch(/1 × two dates: .* 2022-01-21, which was taken, and the sitemap says 2022-03-14/u);
  });

  test('what the headers say of the characters is of no matter: the page is read as an import reads it', async () => {
    const tcvn3 = encodeLegacy(
      page('Đảng bộ huyện đổi mới sinh hoạt chi bộ').replace('<meta charset="utf-8">', ''),
      'tcvn3',
    );
    put('/news.xml', sitemap('/utf8.html', '/tcvn3.html'));
    put('/utf8.html', page('Điện về bản Nậm Cưởm'), {
      headers: { 'content-type': 'text/html; charset=iso-8859-1' },
    });
    if (tcvn3 === null) throw new Error('It cannot be written in TCVN3.');
    put('/tcvn3.html', tcvn3);
    const { out } = await follow(['/news.xml']);
    expect(await article('/utf8.html')).toHaveProperty('title', 'Điện về bản Nậm Cưởm');
    expect((await article('/tcvn3.html'))?.body).toMatch(/^Sáng nay, điện lưới quốc gia/u);
    expect(out).toMatch(/1 × converted from TCVN3/u);
  });

  test('a dry run fetches, and writes nothing', async () => {
    put('/news.xml', sitemap('/1.html', '/2.html'));
    put('/1.html', page('Bài số 1'));
    put('/2.html', page('Bài số 2'));
    const { out } = await follow(['/news.xml'], '--dry-run');
    expect(out).toMatch(/2 articles: 2 to be created .*\nNothing was written/u);
    expect(await store.engine.count(store.alias)).toBe(0);
    expect(await store.engine.indexExists(followedIndexName(store.alias))).toBe(false);
    expect((await follow(['/news.xml'], '--limit', '1')).out).toMatch(/1 article: 1 created/u);
    expect((await follow(['/news.xml'])).out).toMatch(/1 article: 1 created/u);
  });

  test('--since leaves older pages out; pages of other sites are told, and --site lets them in', async () => {
    put(
      '/news.xml',
      sitemap(
        { path: '/cu.html', publishedAt: '2020-01-01' },
        { path: '/moi.html', publishedAt: '2022-01-21' },
      ).replace('</urlset>', `<url><loc>http://localhost:${site.port}/ngoai.html</loc></url></urlset>`),
    );
    for (const path of ['/cu.html', '/moi.html', '/ngoai.html']) put(path, page(`Bài ${path}`));
    const first = await follow(['/news.xml'], '--since', '2021-01-01');
    expect(first).toMatchObject({ status: 1 });
    expect(first.out).toMatch(/--site localhost/u);
    expect(asked()).toEqual(['/news.xml 200', '/moi.html 200']);
    const second = await follow(['/news.xml'], '--site', 'localhost');
    expect(second.out).toMatch(/2 articles: 2 created/u);
  });
});

describe('pages that are gone', () => {
  beforeEach(async () => {
    put('/news.xml', sitemap('/1.html', '/2.html'));
    put('/1.html', page('Bài số 1'));
    put('/2.html', page('Bài số 2'));
    await follow(['/news.xml']);
  });

  test('410 removes the article with --remove alone, 404 never', async () => {
    put('/1.html', '', { status: 410 });
    put('/2.html', '', { status: 404 });
    const kept = await follow(['/news.xml'], '--recheck');
    expect(kept).toMatchObject({ status: 0 });
    expect(kept.out).toMatch(/2 articles: 2 skipped/u);
    expect(kept.out).toMatch(/its page is gone \(410\); its article stays without --remove/u);
    expect(await article('/1.html')).not.toBeNull();

    const removed = await follow(['/news.xml'], '--recheck', '--remove');
    expect(removed.out).toMatch(/2 articles: 1 deleted, 1 skipped/u);
    expect(await article('/1.html')).toBeNull();
    expect(await article('/2.html')).not.toBeNull();

    // It is back again.
    put('/1.html', page('Bài số 1'));
    expect((await follow(['/news.xml'], '--recheck')).out).toMatch(/1 created/u);
  });

  test('the article of a page stays where another page has it, too', async () => {
    const head = `<link rel="canonical" href="${site.origin}/1.html">`;
    put('/news.xml', sitemap('/1.html', '/2.html', '/m/1.html'));
    put('/m/1.html', page('Bài số 1', { head }));
    expect((await follow(['/news.xml'])).out).toMatch(/1 article: 1 unchanged/u);
    put('/m/1.html', '', { status: 410 });
    expect((await follow(['/news.xml'], '--recheck', '--remove')).out).toMatch(/since it has another page/u);
    expect(await article('/1.html')).not.toBeNull();
  });

  test('an article that the newsroom has removed stays removed, whatever its page says', async () => {
    await deleteArticle(store, idOf('/1.html'));
    put('/1.html', page('Bài số 1 (sửa)'));
    asked();
    const { out } = await follow(['/news.xml'], '--recheck');
    expect(out).toMatch(/its article was removed from the index since it was stored/u);
    expect(await article('/1.html')).toBeNull();
    expect(asked()).not.toContain('/1.html 200');
  });

  test('an index that was lost fills again', async () => {
    await store.engine.deleteIndex(store.index);
    const { out } = await follow(['/news.xml'], '--recheck');
    expect(out).toMatch(/2 articles: 2 created/u);
  });
});

describe('a site that misbehaves', () => {
  test('slow, huge, looping, torn, broken: each is told, and the others come in', async () => {
    put(
      '/news.xml',
      sitemap('/cham.html', '/to.html', '/vong.html', '/dut.html', '/500.html', '/anh.jpg', '/tot.html'),
    );
    site.answers.set('/cham.html', { fault: 'silent' });
    site.answers.set('/to.html', { fault: 'endless' });
    site.answers.set('/vong.html', { status: 302, headers: { location: '/vong.html' } });
    site.answers.set('/dut.html', { fault: 'torn', headers: { 'content-length': '9999' } });
    site.answers.set('/500.html', { status: 500 });
    put('/anh.jpg', 'x', { headers: { 'content-type': 'image/jpeg' } });
    put('/tot.html', page('Bài tốt'));
    const { out, err, status } = await follow(['/news.xml'], '--timeout', '4', '--max-size', '0.5');
    expect(status).toBe(1);
    expect(out).toMatch(/2 articles: 1 created, 1 skipped/u);
    expect(out).toMatch(/Skipped: 1 × no page but image\/jpeg/u);
    for (const told of [
      '/cham.html: did not answer within 4 s',
      '/to.html: is longer than 512 KB',
      '/vong.html: leads on more than 5 times',
      '/dut.html: broke off',
      '/500.html: answers with 500',
    ]) {
      expect(out).toContain(told);
      expect(err).toContain(told);
    }
    expect(await article('/tot.html')).not.toBeNull();
    // They are not asked again at once.
    asked();
    await follow(['/news.xml']);
    expect(asked()).toEqual(['/news.xml 200']);
  });

  test('feeds that break off, are none, or are not there', async () => {
    put(
      '/rss',
      `<rss><channel><item><link>${site.origin}/1.html</link></item><item><title>R&D & <b>tin</title><link>${site.origin}/2.h`,
      { etag: '"r"' },
    );
    put(
      '/page',
      page('Trang chủ', { head: '<link rel="alternate" type="application/rss+xml" href="/rss">' }),
    );
    put('/1.html', page('Bài số 1'));
    const { out, status } = await follow(['/rss', '/page', '/none']);
    expect(status).toBe(1);
    expect(out).toMatch(/1 article: 1 created/u);
    expect(out).toMatch(/\/rss: The feed breaks off amid an item/u);
    expect(out).toMatch(/\/page: It is a page, no feed and no sitemap. It names these feeds: \/rss/u);
    expect(out).toMatch(/\/none: is not there/u);
    // One that was not read to its end is read anew.
    asked();
    await follow(['/rss']);
    expect(asked()).toEqual(['/rss 200']);
  });

  test('pages that are no articles fail once, with their reason, and not again until they change', async () => {
    put('/news.xml', sitemap('/hong.html'));
    put('/hong.html', page('Không có ngày', { date: '' }));
    const first = await follow(['/news.xml']);
    expect(first).toMatchObject({ status: 1 });
    expect(first.out).toMatch(/1 article: 1 failed[^]*No date was found/u);
    const letter = await readFile(join(folder, `failed-${runs}.jsonl`), 'utf8');
    expect(JSON.parse(letter)).toMatchObject({
      from: `${site.origin}/hong.html`,
      article: { title: 'Không có ngày' },
    });
    put('/news.xml', sitemap({ path: '/hong.html', modified: '2032-01-01' }));
    const second = await follow(['/news.xml']);
    expect(second).toMatchObject({ status: 0 });
    expect(second.out).toMatch(/1 article: 1 skipped/u);
    put('/news.xml', sitemap({ path: '/hong.html', modified: '2032-01-02' }));
    put('/hong.html', page('Có ngày'));
    expect((await follow(['/news.xml'])).out).toMatch(/1 article: 1 created/u);
  });

  test('two articles that give themselves one address: the second fails, in later rounds, too', async () => {
    const head = `<link rel="canonical" href="${site.origin}/chung.html">`;
    put('/news.xml', sitemap('/1.html'));
    put('/1.html', page('Điện về bản', { head }));
    await follow(['/news.xml']);
    put('/news.xml', sitemap('/1.html', '/2.html'));
    put('/2.html', page('Bão vào bờ', { head }));
    expect((await follow(['/news.xml'])).out).toMatch(/1 article: 1 failed[^]*is that of another article/u);
    expect(await article('/chung.html')).toHaveProperty('title', 'Điện về bản');
  });

  test('what robots.txt does not allow is not asked for', async () => {
    put(
      '/robots.txt',
      'User-agent: *\nDisallow: /kin/\nDisallow: /kin.xml\n\nUser-agent: timbao\nDisallow: /rieng/\nDisallow: /kin.xml',
    );
    put('/news.xml', sitemap('/kin/1.html', '/rieng/1.html', '/lui.html'));
    put('/kin.xml', sitemap('/1.html'));
    put('/kin/1.html', page('Bài kín'));
    site.answers.set('/lui.html', { status: 302, headers: { location: '/rieng/1.html' } });
    const { out, status } = await follow(['/news.xml', '/kin.xml']);
    expect(status).toBe(1);
    expect(out).toMatch(/3 articles: 1 created, 2 skipped/u);
    expect(out).toMatch(/Skipped: 2 × robots.txt does not allow it/u);
    expect(out).toMatch(/\/kin.xml: robots.txt does not allow it/u);
    expect(asked().toSorted()).toEqual(['/kin/1.html 200', '/lui.html 302', '/news.xml 200']);
  });

  test('without its robots.txt a site is left alone; one that has none is open', async () => {
    put('/news.xml', sitemap('/1.html'));
    put('/robots.txt', '', { status: 503 });
    const { out, status } = await follow(['/news.xml']);
    expect(status).toBe(1);
    expect(out).toMatch(/whose robots.txt cannot be had/u);
    expect(asked()).toEqual([]);
  });

  test('429: a short wait is waited for, a long one is kept to, by the next run as well', async () => {
    put('/news.xml', sitemap('/1.html', '/2.html'));
    put('/1.html', page('Bài số 1'));
    put('/2.html', page('Bài số 2'));
    put('/news.xml', sitemap('/1.html', '/2.html'), { status: 429, headers: { 'retry-after': '1' } });
    const waiting = follow(['/news.xml']);
    await expect.poll(() => site.asked, { interval: 20, timeout: 20_000 }).toContain('/news.xml 429');
    put('/news.xml', sitemap('/1.html', '/2.html'));
    expect((await waiting).out).toMatch(/2 articles: 2 created/u);
    const [first = 0, second = 0] = site.askedAt.slice(-4);
    expect(second - first).toBeGreaterThanOrEqual(1_000);
    expect(asked()).toEqual(['/news.xml 429', '/news.xml 200', '/1.html 200', '/2.html 200']);

    put('/news.xml', '', { status: 429, headers: { 'retry-after': '3600' } });
    for (let time = 0; time < 2; time++) await follow(['/news.xml'], '--recheck');
    expect(asked()).toEqual(['/news.xml 429']);
  });

  test('nothing in a private network is asked unless it is allowed', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const { out, status } = await run(
        'follow',
        `http://${host}:${site.port}/news.xml`,
        '--once',
        '--dead-letter',
        deadLetters(),
      );
      expect(status).toBe(1);
      expect(out).toMatch(/in a private network or on this machine; --allow-private lets it/u);
    }
    expect(site.asked).toEqual([]);
  });
});

test('requests to a host keep their distance, that of its robots.txt where it is greater', async () => {
  put('/robots.txt', 'User-agent: *\nCrawl-delay: 0.4');
  put('/news.xml', sitemap('/1.html', '/2.html'));
  put('/1.html', page('Bài số 1'));
  put('/2.html', page('Bài số 2'));
  await follow(['/news.xml'], '--delay', '0.1');
  const [, ...times] = site.askedAt;
  expect(times).toHaveLength(3);
  for (const [at, time] of times.entries()) {
    if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(390);
  }
});

test('two processes do not follow one site at once', async () => {
  put('/news.xml', sitemap('/1.html'));
  site.answers.set('/1.html', { fault: 'silent' });
  const first = follow(['/news.xml'], '--timeout', '3');
  await expect.poll(() => site.asked, { timeout: 10_000 }).toContain('/1.html 200');
  const second = await follow(['/news.xml']);
  expect(second.error?.message).toMatch(/is being followed by another process/u);
  await first;
  expect((await follow(['/news.xml'])).error).toBeNull();
});

test('goes on round after round until it is asked to stop, and stops at once', async () => {
  put('/news.xml', sitemap('/1.html', '/2.html'));
  put('/1.html', page('Bài số 1'));
  site.answers.set('/2.html', { fault: 'silent' });
  const running = run(
    'follow',
    `${site.origin}/news.xml`,
    '--allow-private',
    '--delay',
    '0',
    '--dead-letter',
    deadLetters(),
  );
  await expect.poll(() => site.asked, { timeout: 20_000 }).toContain('/2.html 200');
  const start = Date.now();
  process.emit('SIGTERM', 'SIGTERM');
  const { out, err, status } = await running;
  expect(Date.now() - start).toBeLessThan(5_000);
  expect(err).toMatch(/Stopping/u);
  expect(out).toMatch(/1 article: 1 created/u);
  expect(status).toBe(0);
  // What was on its way then is as due as it was.
  put('/2.html', page('Bài số 2'));
  expect((await follow(['/news.xml'])).out).toMatch(/1 article: 1 created/u);
});

test('what fails from round to round is in one file', async () => {
  const file = deadLetters();
  const failing = async (count: number): Promise<RanCommand> => {
    const paths = Array.from({ length: count }, (_, i) => `/${i + 1}.html`);
    put('/news.xml', sitemap(...paths));
    for (const path of paths) put(path, page(`Bài ${path}`, { date: '' }));
    return follow(['/news.xml'], '--dead-letter', file);
  };
  const failedPages = async (): Promise<string[]> =>
    (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => new URL((JSON.parse(line) as DeadLetter).from).pathname);
  for (let count = 1; count <= 2; count++) expect((await failing(count)).status).toBe(1);
  expect(await failedPages()).toEqual(['/1.html', '/2.html']);
  // The end of a line was lost, as to a full disk.
  await truncate(file, (await stat(file)).size - 1);
  await failing(3);
  expect(await failedPages()).toEqual(['/1.html', '/2.html', '/3.html']);

  const notes = join(folder, 'ghi-chu.txt');
  await writeFile(notes, 'Gọi lại cho tòa soạn.\n');
  expect((await follow(['/news.xml'], '--dead-letter', notes)).error).toMatchObject({
    code: 'invalid_parameters',
    message: expect.stringContaining('no file of articles that failed') as string,
  });
  expect(await readFile(notes, 'utf8')).toBe('Gọi lại cho tòa soạn.\n');
  // What is no file of lines takes whatever comes.
  expect((await follow(['/news.xml'], '--dead-letter', '/dev/null')).error).toBeNull();
});

test('wrong usage is told in words', async () => {
  for (const [args, words] of [
    [['tin.xml'], /no address of a feed/u],
    [['https://bao.example/rss', '--since', 'hôm qua'], /--since is a date/u],
    [['https://bao.example/rss', '--limit', '0'], /--limit is a number from 1/u],
  ] as const) {
    expect((await run('follow', ...args)).error?.message).toMatch(words);
  }
});
