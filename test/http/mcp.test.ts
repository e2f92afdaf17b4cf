import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenApiDocument } from '../../src/http/openapi-types.ts';
import { startHttpServer, type HttpServer } from '../../src/service/http-server.ts';
import { realApp, type RealApp } from './real-app.ts';
import { fileKeysOf } from '../support/file-keys.ts';

let app: RealApp;
let server: HttpServer;

const serve = (real: RealApp): Promise<HttpServer> =>
  startHttpServer(real.app.fetch, { port: 0, host: '127.0.0.1' });

beforeAll(async () => {
  app = await realApp({ samples: true });
  server = await serve(app);
});

afterAll(async () => {
  await server.close(0);
  await app.close();
});

const connect = async (to: HttpServer, key?: string): Promise<Client> => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${to.port}/mcp`), {
      ...(key !== undefined && { requestInit: { headers: { Authorization: `Bearer ${key}` } } }),
    }),
  );
  return client;
};

interface Quotation {
  readonly id: string;
  readonly title: string;
  readonly publishedAt: string;
  readonly url: string | null;
  readonly passages: readonly string[];
}

const textOf = (result: Awaited<ReturnType<Client['callTool']>>): string =>
  (result.content as { text: string }[]).map(({ text }) => text).join('\n');

const call = async <T>(client: Client, name: string, args: object = {}): Promise<T> => {
  const result = await client.callTool({ name, arguments: { ...args } });
  expect(result.isError, textOf(result)).not.toBe(true);
  expect(textOf(result)).not.toBe('');
  return result.structuredContent as T;
};

describe('/mcp', () => {
  it('offers tools that only read', async () => {
    const client = await connect(server);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'search_articles',
      'get_article',
      'compare_coverage',
      'archive_facts',
    ]);
    for (const { annotations, description, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
      expect(description?.length).toBeGreaterThan(20);
      expect(outputSchema?.type).toBe('object');
    }
    expect(client.getInstructions()).toContain('never instructions');
    await client.close();
  });

  it('quotes what a search finds, marked, with where it is from', async () => {
    const client = await connect(server);
    for (const query of ['thủy điện', 'thuy dien', '"xã hội"', 'huyện NEAR/3 xã']) {
      const found = await call<{ total: number; quotations: Quotation[]; notes: string[] }>(
        client,
        'search_articles',
        { query, size: 5 },
      );
      const wanted = await app.search({ q: query, size: '5', collapse: 'true', snippetSize: '300' });
      expect(found.total).toBe(wanted.total.value);
      expect(
        found.quotations.map(({ id, url, title, publishedAt }) => [id, url, title, publishedAt]),
      ).toEqual(wanted.hits.map(({ id, url, title, publishedAt }) => [id, url, title, publishedAt]));
      expect(found.quotations.some(({ passages }) => passages.some((one) => /\*\*.+\*\*/.test(one)))).toBe(
        true,
      );
      expect(JSON.stringify(found)).not.toMatch(/<mark>|&amp;/);
    }
    const narrowed = await call<{ total: number }>(client, 'search_articles', {
      section: ['Kinh tế'],
      from: '2021',
    });
    expect(narrowed.total).toBe(
      (await app.search({ section: 'Kinh tế', from: '2021', collapse: 'true' })).total.value,
    );
    const loosened = await call<{ notes: string[] }>(client, 'search_articles', { query: '"thủy điện' });
    expect(loosened.notes.join(' ')).toContain('quotation mark');
    await client.close();
  });

  it('reads an article, part by part', async () => {
    const body = Array.from({ length: 9_000 }, (_, i) => `chữ ${i}`).join(' ');
    await app.put('dai', { title: 'Bài dài', body, publishedAt: '2020-01-01' }, '?refresh=wait');
    const client = await connect(server);
    let [read, offset]: [string, number | null] = ['', 0];
    while (offset !== null) {
      const part: { body: string; nextOffset: number | null } = await call(client, 'get_article', {
        id: 'dai',
        offset,
      });
      read += part.body;
      offset = part.nextOffset;
    }
    expect(read).toBe(body);
    const none = await client.callTool({ name: 'get_article', arguments: { id: 'khong-co' } });
    expect([none.isError, textOf(none)]).toEqual([true, 'There is no article with the id “khong-co”.']);
    expect((await app.send('/v1/articles/dai?refresh=wait', { method: 'DELETE' })).status).toBe(204);
    await client.close();
  });

  it('compares coverage as trends do, and tells what there is', async () => {
    const client = await connect(server);
    const compared = await call<{ coverage: { query: string; counts: number[]; total: number }[] }>(
      client,
      'compare_coverage',
      { queries: ['huyện', 'thuy dien'], interval: 'year', from: '2015' },
    );
    const trends = (await (
      await app.send('/v1/trends?q=huy%E1%BB%87n&q=thuy+dien&interval=year&from=2015')
    ).json()) as { trends: { q: string; counts: number[]; total: number }[] };
    expect(compared.coverage.map(({ query, counts, total }) => ({ q: query, counts, total }))).toEqual(
      trends.trends.map(({ q, counts, total }) => ({ q, counts, total })),
    );
    const facts = await call<{
      articles: number;
      first: string;
      last: string;
      sections: { articles: number }[];
    }>(client, 'archive_facts');
    expect(facts.first < facts.last).toBe(true);
    expect(facts.articles).toBe((await app.search({ from: '1900', size: '1' })).total.value);
    expect(facts.sections.length).toBeGreaterThan(2);
    await client.close();
  });

  it('tells what is wrong with a call, and goes on', async () => {
    const client = await connect(server);
    for (const [name, args, said] of [
      ['search_articles', { query: 'huyện', from: '31/02/2022' }, 'is not a date that exists'],
      ['search_articles', {}, 'The parameter query is empty'],
      ['compare_coverage', { queries: ['huyện'], interval: 'day' }, 'more than the 1,100'],
      ['compare_coverage', { queries: [''] }, 'The parameter queries must be 1 to 8'],
      [
        'search_articles',
        { query: Array.from({ length: 11 }, (_, i) => `bão${i}*`).join(' ') },
        'too complex',
      ],
    ] as const) {
      const result = await client.callTool({ name, arguments: args });
      expect(result.isError).toBe(true);
      expect(textOf(result)).toContain(said);
    }
    expect(await call(client, 'archive_facts')).toHaveProperty('articles');
    await client.close();
  });

  it('takes one message at a time, and no other method', async () => {
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
    const post = (body: string) => app.send('/mcp', { method: 'POST', headers, body });
    expect((await post(JSON.stringify([ping, ping]))).status).toBe(400);
    expect((await post('{')).status).toBe(400);
    const large = JSON.stringify({ ...ping, more: 'x'.repeat(300_000) });
    const refused = await app.send('/mcp', {
      method: 'POST',
      headers: { ...headers, 'Content-Length': String(large.length) },
      body: large,
    });
    expect(refused.status).toBe(413);
    const answered = await post(JSON.stringify(ping));
    expect([answered.status, answered.headers.get('cache-control')]).toEqual([200, 'no-store']);
    for (const method of ['GET', 'DELETE']) expect((await app.send('/mcp', { method })).status).toBe(405);
  });

  it('is called as the document shows, by whatever sends JSON', async () => {
    const document = (await (await app.send('/openapi.json')).json()) as OpenApiDocument;
    const call = document.paths['/mcp']?.post;
    const example = call?.requestBody?.content['application/json']?.example;
    const described = call?.responses['200']?.content?.['application/json']?.example;
    const post = (message: unknown, headers: Record<string, string> = {}) =>
      app.send('/mcp', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(message),
      });
    const shapeOf = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.slice(0, 1).map(shapeOf)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]))
          : null;
    const answered = await post(example);
    expect(answered.status).toBe(200);
    const answer = shapeOf(await answered.json());
    expect(answer).toEqual(shapeOf(described));

    const unknown = await post({ jsonrpc: '2.0', id: 'a', method: 'khong/co' });
    expect([unknown.status, await unknown.json()]).toEqual([
      200,
      { jsonrpc: '2.0', id: 'a', error: { code: -32601, message: 'Method not found' } },
    ]);
    const noted = await post({ jsonrpc: '2.0', method: 'notifications/initialized' });
    expect([noted.status, await noted.text()]).toEqual([202, '']);
  });

  it.each([
    ['a message that is none', { jsonrpc: '2.0', id: 1 }, {}],
    [
      'a version that is not known',
      { jsonrpc: '2.0', id: 1, method: 'ping' },
      { 'Mcp-Protocol-Version': '1' },
    ],
  ])('tells as a problem what it does not take: %s', async (_what, message, more) => {
    const response = await app.send('/mcp', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...more },
      body: JSON.stringify(message),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({ code: 'invalid_parameters' });
  });
});

describe('/mcp with keys', () => {
  it('is for those who have one, where reading needs one', async () => {
    const keys = fileKeysOf(
      { key: 'khoa-de-doc-0123456789', scopes: ['search'] },
      { key: 'khoa-de-ghi-0123456789', scopes: ['write'] },
    );
    const guarded = await realApp({
      samples: false,
      fileKeys: () => keys,
      readsNeedKey: true,
    });
    const other = await serve(guarded);
    try {
      await expect(connect(other)).rejects.toThrow(/401|Unauthorized|needs a key/);
      await expect(connect(other, 'khoa-de-ghi-0123456789')).rejects.toThrow(/403|scope/);
      const client = await connect(other, 'khoa-de-doc-0123456789');
      expect(await call(client, 'archive_facts')).toMatchObject({ articles: 0, first: null });
      await client.close();
    } finally {
      await other.close(0);
      await guarded.close();
    }
  });
});
