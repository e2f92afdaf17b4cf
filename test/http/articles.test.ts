import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../src/engine/wait-until-ready.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: false });
});

afterAll(() => real.close());

const article = {
  title: 'Thông xe cầu Bản Mạt',
  body: 'Sáng nay, cây cầu mới đã thông xe.',
  publishedAt: '2022-01-21',
};

const put = async (id: string, changes: object = {}, query = ''): Promise<Response> =>
  real.put(id, { ...article, ...changes }, query);

const remove = async (id: string, query = ''): Promise<Response> =>
  real.send(`/v1/articles/${id}${query}`, { method: 'DELETE' });

const total = async (q: string): Promise<number> =>
  (await real.search({ q, diacritics: 'strict' })).total.value;

describe('articles', () => {
  it('are stored as the contract has them: composed, with đ for eth, in Vietnam time', async () => {
    const response = await put('clean', {
      title: 'Ðường mới'.normalize('NFD'),
      body: '<p>Đoạn một.</p><p>Đoạn <b>hai</b>.</p>',
      publishedAt: '2022-01-20T18:30:00Z',
      updatedAt: '21/01/2022',
      tags: ['cầu', 'cầu', ' '],
      version: 4,
    });
    expect(response.status).toBe(201);
    expect(await (await real.send('/v1/articles/clean')).json()).toEqual({
      id: 'clean',
      title: 'Đường mới'.normalize('NFC'),
      body: 'Đoạn một.\n\nĐoạn hai.'.normalize('NFC'),
      captions: [],
      authors: [],
      tags: ['cầu'],
      publishedAt: '2022-01-21T01:30:00+07:00',
      updatedAt: '2022-01-21T00:00:00+07:00',
      version: 4,
    });
  });

  it('can be found at once with refresh=wait, gone at once as well', async () => {
    expect(await total('vĩnh phúc')).toBe(0);
    expect((await put('wait', { title: 'Vĩnh Phúc' }, '?refresh=wait')).status).toBe(201);
    expect(await total('vĩnh phúc')).toBe(1);
    expect((await remove('wait', '?refresh=wait')).status).toBe(204);
    expect(await total('vĩnh phúc')).toBe(0);
  });

  it('can be found without it, too: the engine makes them so more often than once a second', async () => {
    const { index } = await real.engine.getSettings(real.index);
    const interval = (index as { refresh_interval: string }).refresh_interval;
    expect(interval).toMatch(/^\d+ms$/);
    expect(Number.parseInt(interval, 10)).toBeLessThan(1_000);

    expect(await total('lũng cú')).toBe(0);
    await put('soon', { title: 'Lũng Cú' });
    // How long the engine's own round takes is the machine's affair: it has to come by itself.
    while ((await total('lũng cú')) === 0) await new Promise((r) => setTimeout(r, 50));
    await remove('soon');
    while ((await total('lũng cú')) === 1) await new Promise((r) => setTimeout(r, 50));
  });

  it('are replaced by the same or a newer version, never by an older one', async () => {
    expect((await put('v', { version: 2 })).status).toBe(201);
    expect((await put('v', { version: 2, title: 'Sửa' })).status).toBe(200);
    expect((await put('v', { version: 7, title: 'Mới' })).status).toBe(200);
    const stale = await put('v', { version: 6, title: 'Cũ' });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({ code: 'stale_version', status: 409 });
    expect(await (await real.send('/v1/articles/v')).json()).toMatchObject({ title: 'Mới', version: 7 });
  });

  it('can be put back right after they were removed, by a later version where they have one', async () => {
    await put('back', { version: 3 });
    expect((await remove('back')).status).toBe(204);
    expect((await real.send('/v1/articles/back')).status).toBe(404);
    expect((await remove('back')).status).toBe(404);
    expect((await put('back', { version: 3 })).status).toBe(409);
    expect((await put('back', { version: 4 })).status).toBe(201);

    expect((await put('plain')).status).toBe(201);
    expect((await remove('plain')).status).toBe(204);
    expect((await put('plain')).status).toBe(201);
  });

  it('are removed as of a version, known or not, never a newer one', async () => {
    expect((await remove('late', '?version=7')).status).toBe(204);
    const stale = await put('late', { version: 7 });
    expect(stale.status).toBe(409);
    expect(((await stale.json()) as { detail: string }).detail).toBe(
      'The article “late” was removed at version 7; version 7 does not bring it back. A version above 7 does.',
    );
    expect((await put('late', { version: 8 })).status).toBe(201);
    expect((await remove('late', '?version=7')).status).toBe(409);
    expect((await real.send('/v1/articles/late')).status).toBe(200);
    expect((await remove('late', '?version=8&refresh=wait')).status).toBe(204);
    expect((await real.send('/v1/articles/late')).status).toBe(404);
  });

  it.each(['-1', '1.5', 'x', '4503599627370496', ''])('are not removed as of version %o', async (version) => {
    const response = await remove('late', `?version=${version}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ path: 'version', message: 'must be a whole number from 0 to 4503599627370495' }],
    });
  });

  it('of twenty writes at once with one id, the newest version stays', async () => {
    const versions = Array.from({ length: 20 }, (_, i) => ((i * 7) % 20) + 1);
    const statuses = await Promise.all(
      versions.map(async (version) => (await put('race', { version, title: `Bản ${version}` })).status),
    );
    expect(statuses.every((status) => [200, 201, 409].includes(status))).toBe(true);
    expect(await (await real.send('/v1/articles/race')).json()).toMatchObject({
      version: 20,
      title: 'Bản 20',
    });
  });

  it('leave nothing behind where they are refused', async () => {
    expect((await put('bad', { publishedAt: '31/02/2022' })).status).toBe(400);
    expect((await put('bad', { url: 'javascript:alert(1)' })).status).toBe(400);
    expect((await real.send('/v1/articles/bad')).status).toBe(404);
  });

  it('with an id of every character that one may have', async () => {
    const id = 'Az09._:-';
    expect((await put(id)).status).toBe(201);
    expect(await (await real.send(`/v1/articles/${id}`)).json()).toMatchObject({ id });
  });
});

describe('/ready', () => {
  it('is 200 while searches work', async () => {
    expect((await real.send('/ready')).status).toBe(200);
  });

  it('is 503 without its index, and with one that is not as released', async () => {
    const other = await realApp({ samples: false });
    await other.engine.deleteIndex(other.index);
    const missing = await other.send('/ready');
    expect(missing.status).toBe(503);
    expect(missing.headers.get('retry-after')).not.toBeNull();
    expect(await missing.json()).toMatchObject({ code: 'index_missing' });
    expect((await other.send('/v1/search?q=a')).status).toBe(503);

    // In our place and by our name, but with another mapping.
    await other.engine.createIndex(other.index, {
      aliases: { [other.alias]: {}, [`${other.alias}-write`]: {} },
      mappings: { properties: { title: { type: 'text' } } },
    });
    await waitUntilReady(other.engine, other.index);
    const different = await other.send('/ready');
    expect(different.status).toBe(503);
    expect(await different.json()).toMatchObject({ code: 'index_mismatch' });
    await other.close();
  });
});
