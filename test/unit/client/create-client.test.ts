import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient, TimbaoError } from '../../../src/client/create-client.ts';
import type { BulkResult, Client, ClientOptions, Write } from '../../../src/client/create-client.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A client of a server that gives these answers one after the other, the last of them for ever. */
const clientOf = async (
  answers: readonly Answer[],
  options: Partial<ClientOptions> = {},
): Promise<{ client: Client; asked: string[]; origin: string }> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answers[Math.min(asked.length, answers.length) - 1]?.(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return { client: createClient({ baseUrl: origin, ...options }), asked, origin };
};

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json(
    { type: 'about:blank', title: 'No', status, detail: 'Plainly said.', code, requestId: 'r' },
    status,
    headers,
  );

const breakOff: Answer = (_, response) => {
  response.destroy();
};

const failure = async (promise: Promise<unknown>): Promise<TimbaoError> => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TimbaoError)) throw new Error(`No TimbaoError: ${String(error)}`);
  return error;
};

describe('an address', () => {
  it('has every parameter, lists repeated, what is undefined left out', async () => {
    const { client, asked } = await clientOf([json({})]);
    await client.search({
      q: 'bão & lũ',
      section: ['Kinh tế', 'Xã hội'],
      facets: 'year',
      relax: false,
      size: undefined,
    });
    const query =
      'q=b%C3%A3o+%26+l%C5%A9&section=Kinh+t%E1%BA%BF&section=X%C3%A3+h%E1%BB%99i&facets=year&relax=false';
    expect(asked).toEqual([`GET /v1/search?${query}`]);
  });

  it('may lie below a path, and takes ids as they are', async () => {
    const { client, asked, origin } = await clientOf([json({ id: 'a:b', status: 'created' })]);
    await client.putArticle({ id: 'a:b', title: 'T', body: 'B', publishedAt: '2022' });
    for (const baseUrl of [`${origin}/search`, `${origin}/search/`, new URL('/search', origin)]) {
      await createClient({ baseUrl }).analyze('x');
    }
    expect(asked).toEqual([
      'PUT /v1/articles/a%3Ab',
      ...Array.from({ length: 3 }, () => 'GET /search/v1/analyze?text=x'),
    ]);
  });
});

describe('a call', () => {
  it('that is refused says why', async () => {
    const body = {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'From is wrong.',
      code: 'invalid_parameters',
      requestId: 'r-1',
      errors: [{ path: 'from', message: 'is wrong' }],
    };
    const { client, asked } = await clientOf([json(body, 400)]);
    const error = await failure(client.search({ q: 'a', from: 'x' }));
    expect(error).toMatchObject({
      name: 'TimbaoError',
      code: 'invalid_parameters',
      status: 400,
      message: 'From is wrong.',
      requestId: 'r-1',
    });
    expect(error.errors).toEqual(body.errors);
    expect(asked).toHaveLength(1);
  });

  it('is sent again where the service says when, and where it broke off', async () => {
    const later = { 'Retry-After': '0' };
    for (const first of [problem(429, 'rate_limited', later), problem(503, 'starting', later), breakOff]) {
      const { client, asked } = await clientOf([first, json({ suggestions: [] })]);
      expect(await client.suggest({ q: 'a' })).toEqual({ suggestions: [] });
      expect(asked).toHaveLength(2);
    }
  });

  it('is sent no more often than that, nor where it would come to the same', async () => {
    const later = { 'Retry-After': '0' };
    const often = await clientOf([problem(503, 'engine_unavailable', later)], { retries: 3 });
    expect(await failure(often.client.search({ q: 'a' }))).toMatchObject({
      code: 'engine_unavailable',
      status: 503,
    });
    expect(often.asked).toHaveLength(4);
    for (const answer of [
      problem(504, 'engine_timeout'),
      problem(500, 'internal'),
      problem(503, 'index_mismatch', { 'Retry-After': '60' }),
    ]) {
      const { client, asked } = await clientOf([answer]);
      await failure(client.search({ q: 'a' }));
      expect(asked).toHaveLength(1);
    }
  });

  it('that nobody answers times out, and is not sent again', async () => {
    let sent = 0;
    const counting = (url: string, init: RequestInit): Promise<Response> => {
      sent += 1;
      return fetch(url, init);
    };
    const { client } = await clientOf([() => {}], { timeoutMs: 50, fetch: counting });
    expect(await failure(client.search({ q: 'a' }))).toMatchObject({ code: 'timeout', status: 0 });
    expect(sent).toBe(1);
  });

  it('that reaches nobody says so', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}`, retries: 0 });
    expect(await failure(client.search({ q: 'a' }))).toMatchObject({ code: 'network', status: 0 });
    expect(await client.isReady()).toBe(false);
  });

  it('ends when it is aborted: before, while it waits, and between two tries', async () => {
    const reason = new Error('typed on');
    const { client, asked } = await clientOf([() => {}]);
    await expect(client.search({ q: 'a' }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toHaveLength(0);
    const controller = new AbortController();
    const waiting = client.search({ q: 'a' }, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(waiting).rejects.toBe(reason);
    const later = await clientOf([problem(503, 'starting', { 'Retry-After': '30' })]);
    const second = new AbortController();
    const between = later.client.search({ q: 'a' }, { signal: second.signal });
    setTimeout(() => second.abort(reason), 100);
    await expect(between).rejects.toBe(reason);
  });

  it('that something else answers says so', async () => {
    const proxy: Answer = (_, response) =>
      void response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
    const { client } = await clientOf([proxy]);
    expect(await failure(client.search({ q: 'a' }))).toMatchObject({
      code: 'unexpected_answer',
      status: 502,
      problem: null,
    });
    const page: Answer = (_, response) =>
      void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Sign in</h1>');
    expect(await failure((await clientOf([page])).client.search({ q: 'a' }))).toMatchObject({
      code: 'incomplete_answer',
    });
  });
});

it('an export that ends too soon is an error, after all that came', async () => {
  const line = { id: 'a', title: 'T', body: 'B', captions: [], authors: [], tags: [], publishedAt: '2022' };
  const { client, asked } = await clientOf([
    (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson', 'X-Total-Count': '2' });
      response.end(`${JSON.stringify(line)}\n`);
    },
  ]);
  const articles = client.exportArticles({ q: 'bão' });
  expect((await articles.next()).value).toEqual(line);
  await expect(articles.next()).rejects.toMatchObject({ code: 'incomplete_answer' });
  expect(asked).toEqual(['GET /v1/export?q=b%C3%A3o&format=ndjson']);
});

describe('an upload', () => {
  const read = async (results: AsyncGenerator<BulkResult, unknown, void>): Promise<BulkResult[]> => {
    const all: BulkResult[] = [];
    for await (const result of results) all.push(result);
    return all;
  };
  const writes: Write[] = [{ delete: 'a' }, { delete: 'b', version: 3 }];

  it('that is cut off before its sums is an error, after all results that came', async () => {
    const { client } = await clientOf([
      (_, response) =>
        void response
          .writeHead(200, { 'Content-Type': 'application/x-ndjson' })
          .end('{"line":1,"id":"a","status":"deleted"}\n'),
    ]);
    const results = client.writeArticles(writes);
    expect((await results.next()).value).toEqual({ line: 1, id: 'a', status: 'deleted' });
    await expect(results.next()).rejects.toMatchObject({ code: 'incomplete_answer' });
  });

  it('of nothing asks nothing', async () => {
    const { client, asked } = await clientOf([json({})]);
    expect(await read(client.writeArticles([]))).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('reads no further than it stores', async () => {
    const { client } = await clientOf([problem(403, 'forbidden')]);
    let taken = 0;
    const endless = function* (): Generator<Write> {
      for (;;) yield { delete: `n-${taken++}` };
    };
    expect(await failure(read(client.writeArticles(endless())))).toMatchObject({ code: 'forbidden' });
    expect(taken).toBeLessThan(1_100);
  });
});
