import { describe, expect, it } from 'vitest';
import { anArticle, put, tryApp } from './try-app.ts';

describe('/v1/articles/{id}', () => {
  it('answers 201, then 200; then has it; then 204, then 404', async () => {
    const { send, problem } = tryApp();
    const created = await send('/v1/articles/a:1', put(anArticle));
    expect([created.status, await created.json()]).toEqual([201, { id: 'a:1', status: 'created' }]);
    const replaced = await send('/v1/articles/a:1', put({ ...anArticle, id: 'a:1' }));
    expect([replaced.status, await replaced.json()]).toEqual([200, { id: 'a:1', status: 'updated' }]);
    const read = await send('/v1/articles/a:1');
    expect(await read.json()).toMatchObject({ id: 'a:1', title: anArticle.title, captions: [] });
    const removed = await send('/v1/articles/a:1', { method: 'DELETE' });
    expect([removed.status, await removed.text()]).toEqual([204, '']);
    expect(await problem('/v1/articles/a:1', { method: 'DELETE' })).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect(await problem('/v1/articles/a:1')).toMatchObject({
      status: 404,
      detail: 'There is no article with the id “a:1”.',
    });
  });

  it('answers 409 to an older version', async () => {
    const { send, problem } = tryApp();
    await send('/v1/articles/a', put({ ...anArticle, version: 3 }));
    expect(await problem('/v1/articles/a', put({ ...anArticle, version: 2 }))).toMatchObject({
      status: 409,
      code: 'stale_version',
    });
  });

  it('passes refresh=wait on', async () => {
    const { send, writes } = tryApp();
    await send('/v1/articles/a?refresh=wait', put(anArticle));
    await send('/v1/articles/a', put(anArticle));
    await send('/v1/articles/a?refresh=wait', { method: 'DELETE' });
    expect(writes).toEqual([{ refresh: 'wait' }, { refresh: 'none' }, { refresh: 'wait' }]);
  });

  it('refuses an article whose id is not that of its address', async () => {
    const { problem, stored } = tryApp();
    const body = await problem('/v1/articles/a', put({ ...anArticle, id: 'b' }));
    expect(body).toMatchObject({ status: 400, code: 'invalid_article', errors: [{ path: 'id' }] });
    expect(stored.size).toBe(0);
  });

  it('names every field that is wrong at once', async () => {
    const { problem } = tryApp();
    const body = await problem(
      '/v1/articles/a',
      put({
        titel: 'x',
        lead: 5,
        captions: ['a', 1],
        tags: 'x',
        version: 1.5,
        publishedAt: '31/02/2022',
        url: 'javascript:alert(1)',
      }),
    );
    expect(body).toMatchObject({ status: 400, code: 'invalid_article' });
    expect(Object.fromEntries(body.errors?.map(({ path, message }) => [path, message]) ?? [])).toEqual({
      title: 'is missing',
      body: 'is missing',
      lead: 'must be text',
      'captions.1': 'must be text',
      tags: 'must be a list of texts',
      version: 'must be a whole number from 0 to 4503599627370495',
      titel: 'is not a field of an article',
      publishedAt: expect.stringContaining('must be a date of the calendar') as string,
      url: 'must be an address that begins with http:// or https://',
    });
  });

  it.each(['[]', 'null', '"x"', '5'])('refuses the body %s', async (text) => {
    const { problem } = tryApp();
    expect(await problem('/v1/articles/a', { ...put(0), body: text })).toMatchObject({
      status: 400,
      detail: expect.stringContaining('must be an article: a JSON object') as string,
    });
  });

  it.each(['{', '', '{"title": "a"'])('refuses what is no JSON: %s', async (text) => {
    const { problem } = tryApp();
    expect(await problem('/v1/articles/a', { ...put(0), body: text })).toMatchObject({
      status: 400,
      code: 'invalid_article',
      detail: 'The body is not readable as JSON.',
    });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'answers 415 to %s',
    async (type) => {
      const { problem } = tryApp();
      expect(await problem('/v1/articles/a', put(anArticle, { 'Content-Type': type }))).toMatchObject({
        status: 415,
        code: 'unsupported_media_type',
      });
    },
  );

  it('refuses another encoding than UTF-8', async () => {
    const { problem } = tryApp();
    const body = Buffer.from(JSON.stringify({ ...anArticle, title: 'Café' }), 'latin1');
    expect(await problem('/v1/articles/a', { ...put(0), body })).toMatchObject({
      status: 400,
      detail: 'The body is not UTF-8. Send JSON in UTF-8.',
    });
  });

  it('takes null for a field that is not there, the id included', async () => {
    const { send, stored } = tryApp();
    const response = await send('/v1/articles/a', put({ ...anArticle, id: null, lead: null, tags: null }));
    expect(response.status).toBe(201);
    expect(stored.get('a')).toEqual({
      ...anArticle,
      id: 'a',
      captions: [],
      authors: [],
      tags: [],
      publishedAt: '2022-01-21T00:00:00+07:00',
    });
  });

  it('takes application/json with a charset', async () => {
    const { send } = tryApp();
    const type = { 'Content-Type': 'application/json; charset=utf-8' };
    expect((await send('/v1/articles/a', put(anArticle, type))).status).toBe(201);
  });

  it('answers 413 beyond 12 MB, announced or not', async () => {
    const { problem, send } = tryApp();
    const body = JSON.stringify({ ...anArticle, body: 'a'.repeat(12 * 1024 * 1024) });
    const announced = { 'Content-Length': String(body.length) };
    const large = { status: 413, code: 'payload_too_large' };
    expect(await problem('/v1/articles/a', { ...put(0, announced), body })).toMatchObject(large);
    expect(await problem('/v1/articles/a', { ...put(0), body })).toMatchObject(large);
    const fits = JSON.stringify({ ...anArticle, body: 'a'.repeat(2 * 1024 * 1024) });
    expect((await send('/v1/articles/a', { ...put(0), body: fits })).status).toBe(201);
  });

  it.each(['a%20b', 'a'.repeat(129), 'b%C3%A0i', 'a%2Fb', '%ff'])('refuses the id %s', async (id) => {
    const { problem } = tryApp();
    expect(await problem(`/v1/articles/${id}`)).toMatchObject({ status: 400, errors: [{ path: 'id' }] });
  });
});
