import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpServer, type HttpServer } from '../../src/service/http-server.ts';
import { createClient } from '../../src/client/create-client.ts';
import type { BulkResult, Client, Write } from '../../src/client/create-client.ts';
import { freshProject, type FreshProject } from '../support/packed-package.ts';
import { realApp, type RealApp } from './real-app.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

let real: RealApp;
let server: HttpServer;
let client: Client;
let address: string;

beforeAll(async () => {
  real = await realApp({ samples: true });
  server = await startHttpServer(real.app.fetch, { port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${server.port}`;
  client = createClient({ baseUrl: address });
});

afterAll(async () => {
  await server.close(0);
  await real.close();
});

describe('the client', () => {
  it('gives hits the fields that were asked for, and their type', async () => {
    const { hits } = await client.search({ q: 'thuy dien', fields: ['title', 'publishedAt'] });
    const [first] = hits;
    expect(Object.keys(first ?? {}).toSorted()).toEqual(['id', 'publishedAt', 'score', 'similar', 'title']);
    const title: string | undefined = first?.title;
    expect(title).toMatch(/thủy|thuỷ/iu);
    // @ts-expect-error It was not asked for.
    expect(first?.lead).toBeUndefined();
    const whole: string | undefined = (await client.search({ q: 'thuy dien' })).hits[0]?.highlights.title;
    expect(whole).toContain('<mark>');
  });

  it('searches, suggests and analyzes as the interface does', async () => {
    const found = await client.search({
      q: 'thuy dien',
      facets: ['year', 'section'],
      accents: true,
      size: 3,
    });
    const direct = await real.search({ q: 'thuy dien', facets: 'year,section', accents: 'true', size: '3' });
    expect({ ...found, tookMs: 0, nextCursor: '' }).toEqual({ ...direct, tookMs: 0, nextCursor: '' });
    expect(found.total.value).toBeGreaterThan(3);
    expect((await client.analyze('Đảng bộ')).tokens.map(({ folded }) => folded)).toEqual(['dang', 'bo']);
    expect(await client.suggest({ q: 'thuy' })).toHaveProperty('suggestions');
    expect(await client.isReady()).toBe(true);
  });

  it('asks any number of searches, each answered in its place', async () => {
    const searches = Array.from({ length: 120 }, (_, i) => ({ q: `năm ${i}`, size: 1, relax: false }));
    const answers = await client.searchMany([...searches, { q: 'thủy điện', from: 'mai' }]);
    expect(answers).toHaveLength(121);
    expect(answers.slice(0, 120).map((one) => ('result' in one ? one.result.query.text : ''))).toEqual(
      searches.map(({ q }) => q),
    );
    expect(answers[120]).toMatchObject({ problem: { code: 'invalid_parameters' } });
  });

  it('walks through every hit, each once', async () => {
    const seen: string[] = [];
    for await (const { id } of client.searchAll({ from: '1900', size: 7, snippets: 0 })) seen.push(id);
    expect(seen).toHaveLength(real.count);
    expect(new Set(seen).size).toBe(real.count);
    let pages = 0;
    for await (const { hits } of client.searchPages({ from: '1900', size: 30 })) {
      expect(hits.length).toBeGreaterThan(0);
      pages += 1;
    }
    expect(pages).toBe(Math.ceil(real.count / 30));
  });

  it('stores, reads and removes an article', async () => {
    const article = {
      id: 'khach-1',
      title: 'Khau Vai mở hội',
      body: 'Chợ phiên.',
      publishedAt: '2022-05-01',
      version: 2,
    };
    expect(await client.putArticle(article, { refresh: 'wait' })).toEqual({
      id: article.id,
      status: 'created',
    });
    expect(await client.getArticle(article.id)).toMatchObject({ title: article.title, version: 2 });
    expect(await client.relatedArticles(article.id)).toMatchObject({ id: article.id, partial: false });
    expect((await client.search({ q: '"khau vai"' })).total.value).toBe(1);
    await expect(client.putArticle({ ...article, version: 1 })).rejects.toMatchObject({
      code: 'stale_version',
      status: 409,
    });
    await expect(client.putArticle({ ...article, publishedAt: 'x' })).rejects.toMatchObject({
      code: 'invalid_article',
      errors: [{ path: 'publishedAt' }],
    });
    expect(await client.deleteArticle(article.id, { refresh: 'wait' })).toBe(true);
    expect(await client.deleteArticle(article.id)).toBe(false);
    expect(await client.getArticle(article.id)).toBeNull();
    expect(await client.relatedArticles(article.id)).toBeNull();
  });

  it('pins articles, and keeps synonyms', async () => {
    const pin = await client.createPin({ queries: ['khau vai'], first: ['bvc-20190820-thuy-dien-xa-lu'] });
    expect((await client.search({ q: 'khau vai' })).hits[0]).toMatchObject({
      id: pin.first[0],
      pinned: true,
    });
    expect(await client.getPin(pin.id)).toEqual(pin);
    const replaced = await client.replacePin(pin.id, { queries: ['khau vai'], never: ['a'] });
    expect(pin.warnings).toEqual([]);
    expect(replaced?.warnings).toMatchObject([{ code: 'article_not_seen', path: 'never.0' }]);
    const { warnings: _told, ...stored } = replaced ?? pin;
    expect(await client.listPins()).toEqual([stored]);
    expect(await client.deletePin(pin.id)).toBe(true);
    expect(await client.deletePin(pin.id)).toBe(false);
    expect([
      await client.getPin(pin.id),
      await client.replacePin(pin.id, { queries: ['a'], never: ['b'] }),
    ]).toEqual([null, null]);
    const entry = await client.putSynonyms('tdqz', { spellings: ['TĐQZ', 'thủy điện'] });
    expect((await client.listSynonyms()).synonyms).toEqual([entry]);
    expect(await client.deleteSynonyms('tdqz')).toBe(true);
    await expect(client.putSynonyms('tdqz', { spellings: ['TĐQZ'] })).rejects.toMatchObject({
      code: 'invalid_parameters',
    });
  });

  it('keeps alerts, and tells what they would send', async () => {
    const alert = {
      name: 'Thủy điện',
      search: { q: 'thủy điện', section: ['Môi trường'] },
      channel: { kind: 'webhook', url: 'https://cms.paper.example/hooks' },
      throttle: 'daily 07:00',
    } as const;
    const { secret, ...made } = await client.createAlert(alert);
    expect(secret).toMatch(/^whsec_/u);
    expect(made).toMatchObject({ name: 'Thủy điện', search: { q: 'thủy điện' }, throttle: 'daily 07:00' });
    expect(await client.getAlert(made.id)).toEqual(made);
    const changed = await client.putAlert(made.id, { ...alert, enabled: false });
    expect(await client.listAlerts()).toContainEqual(changed);
    expect(await client.previewAlert(made.id, { days: 30 })).toMatchObject({ days: 30 });
    expect(await client.listDeliveries(made.id, { state: 'dead' })).toEqual({ total: 0, deliveries: [] });
    expect(await client.resendDelivery(made.id, 'a:b')).toBe(false);
    expect(await client.deleteAlert(made.id)).toBe(true);
    expect(await client.deleteAlert(made.id)).toBe(false);
    expect([
      await client.getAlert(made.id),
      await client.previewAlert(made.id),
      await client.listDeliveries(made.id),
    ]).toEqual([null, null, null]);
  });

  it('exports every article as it is stored', async () => {
    const ids: string[] = [];
    for await (const one of client.exportArticles()) {
      if ('delete' in one) throw new Error('A removal that was not asked for.');
      ids.push(one.id);
      if (ids.length === 1) expect(one).toEqual(await client.getArticle(one.id));
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength((await client.search({ from: '1800', size: 1 })).total.value);
    const some = client.exportArticles({ section: 'Kinh tế' });
    expect((await some.next()).value).toMatchObject({ section: 'Kinh tế' });
    await some.return();
  });

  it('uploads any number of articles, one result each, in order', async () => {
    const writes = function* (): Generator<Write> {
      for (let i = 0; i < 2_300; i++) {
        yield {
          id: `tai-${i}`,
          title: `Tải lên ${i}`,
          body: i === 1_500 ? '' : 'Nội dung.',
          publishedAt: '2022-01-21',
        };
      }
      yield { delete: 'tai-0' };
    };
    const results: BulkResult[] = [];
    const upload = client.writeArticles(writes());
    let next = await upload.next();
    for (; next.done !== true; next = await upload.next()) results.push(next.value);
    expect(next.value).toEqual({ lines: 2_301, created: 2_299, updated: 0, deleted: 1, stale: 0, failed: 1 });
    expect(results.map(({ line }) => line)).toEqual(Array.from({ length: 2_301 }, (_, i) => i + 1));
    expect(results[1_500]).toMatchObject({
      id: 'tai-1500',
      status: 'failed',
      error: { code: 'invalid_article' },
    });
    for await (const { status } of client.writeArticles(results.map(({ id }) => ({ delete: id ?? '' })))) {
      expect(status).toBe('deleted');
    }
  });
});

describe('the package', () => {
  let project: FreshProject;

  beforeAll(async () => {
    project = await freshProject();
  });

  afterAll(() => project?.close());

  it('runs the examples of its documentation', async () => {
    const page = await readFile(join(root, 'docs', 'client.md'), 'utf8');
    const examples = Array.from(page.matchAll(/^```js\n([\s\S]*?)^```/gm), ([, code = '']) => code);
    expect(examples.length).toBeGreaterThan(5);
    const outputs = await Promise.all(
      examples.map(async (code, i) => {
        const file = join(project.folder, `example-${i}.mjs`);
        await writeFile(file, code.replaceAll('https://search.example', address));
        return run(process.execPath, [file], { cwd: project.folder });
      }),
    );
    outputs.forEach(({ stdout, stderr }, i) => {
      expect(stdout, examples[i]).not.toBe('');
      expect(stderr, examples[i]).toBe('');
    });
  });
});
