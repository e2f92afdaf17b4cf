import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttpServer, type HttpServer } from '../../src/service/http-server.ts';
import type { BulkResult, BulkSummary } from '../../src/http/schemas/bulk-schema.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;
let server: HttpServer;

beforeAll(async () => {
  real = await realApp({ samples: false });
  server = await startHttpServer(real.app.fetch, { port: 0, host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close(0);
  await real.close();
});

const NDJSON = { 'Content-Type': 'application/x-ndjson' };

const article = (id: string, more: object = {}): string =>
  JSON.stringify({ id, title: 'Thông xe cầu', body: 'Cầu mới.', publishedAt: '2022-01-21', ...more });

const read = (text: string): { results: BulkResult[]; summary: BulkSummary['summary'] | undefined } => {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as BulkResult | BulkSummary);
  const results = lines.filter((line): line is BulkResult => 'line' in line);
  const last = lines.at(-1);
  return { results, summary: last !== undefined && 'summary' in last ? last.summary : undefined };
};

const upload = async (lines: readonly string[], query = '') => {
  const response = await real.send(`/v1/articles/bulk${query}`, {
    method: 'POST',
    headers: NDJSON,
    body: lines.join('\n'),
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/x-ndjson');
  const { results, summary } = read(await response.text());
  // Lines in = results out, in order, and the counts add up: this holds for every upload here.
  const { lines: sum = -1, ...counts } = summary ?? {};
  expect(results.map(({ line }) => line)).toEqual(lines.map((_, at) => at + 1));
  expect(sum).toBe(lines.length);
  expect(Object.values(counts).reduce((total, count) => total + count, 0)).toBe(sum);
  return { results, summary };
};

const stored = async (id: string): Promise<number> => (await real.send(`/v1/articles/${id}`)).status;

describe('lines', () => {
  it('are created, updated, deleted, stale or failed, in order', async () => {
    const { results, summary } = await upload([
      article('b-1', { version: 2 }),
      article('b-2'),
      article('b-1', { version: 1 }),
      article('b-1', { version: 3 }),
      '{"delete":"b-2"}',
      '{"delete":"b-2"}',
      '{"delete":"b-never"}',
      article('b-2'),
      '{"delete":"b-1"}',
      article('b-1', { version: 3 }),
      article('b-1', { version: 4 }),
      '{"delete":"b-1","version":3}',
      '{"delete":"b-1","version":6}',
      '{"delete":"b-1","version":5}',
      article('b-1', { version: 6 }),
      '{"delete":"b-3","version":2}',
      article('b-3', { version: 2 }),
      article('b-1', { version: 7 }),
    ]);
    expect(results.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'b-1 created',
      'b-2 created',
      'b-1 stale',
      'b-1 updated',
      'b-2 deleted',
      'b-2 deleted',
      'b-never deleted',
      'b-2 created',
      'b-1 deleted',
      // A revision that is not newer than what was removed does not bring it back when it comes late.
      'b-1 stale',
      'b-1 created',
      'b-1 stale',
      'b-1 deleted',
      'b-1 deleted',
      'b-1 stale',
      'b-3 deleted',
      'b-3 stale',
      'b-1 created',
    ]);
    expect(results[2]?.error?.code).toBe('stale_version');
    expect(summary).toEqual({ lines: 18, created: 5, updated: 1, deleted: 7, stale: 5, failed: 0 });
    expect([await stored('b-1'), await stored('b-2'), await stored('b-never')]).toEqual([200, 200, 404]);
  });

  it('that are wrong are results of their own and end nothing', async () => {
    const lines = [
      article('w-1'),
      '',
      '   \t',
      '{"id":"w-2",',
      'null',
      '[]',
      '"w-3"',
      article('w-4', { section: 5 }),
      article('w-5', { headline: 'Tít' }),
      article('w 6'),
      article('w-7', { title: null }),
      article('w-8', { body: 'x'.repeat(13 * 1024 * 1024) }),
      '{"delete":7}',
      '{"delete":"w-1","version":"7"}',
      '{"delete":"w-1","id":"w-1"}',
      '{"delete":".."}',
      `${article('w-9')}\r`,
      article('w-10'),
    ];
    const { results } = await upload(lines);
    expect(results.map(({ status }) => status)).toEqual([
      'created',
      ...Array.from({ length: 15 }, () => 'failed'),
      'created',
      'created',
    ]);
    expect(results.map(({ id }) => id)).toEqual([
      'w-1',
      ...Array.from({ length: 6 }, () => null),
      'w-4',
      'w-5',
      'w 6',
      'w-7',
      null,
      null,
      'w-1',
      'w-1',
      '..',
      'w-9',
      'w-10',
    ]);
    expect(results[7]?.error).toMatchObject({
      code: 'invalid_article',
      errors: [{ path: 'section', message: expect.any(String) }],
    });
    expect(results[8]?.error?.errors).toEqual([
      { path: 'headline', message: 'is not a field of an article' },
    ]);
    expect(results[11]?.error?.code).toBe('payload_too_large');
    expect(await stored('w-1')).toBe(200);
  });

  it('that are no UTF-8 fail, with those around them stored', async () => {
    const response = await real.send('/v1/articles/bulk', {
      method: 'POST',
      headers: NDJSON,
      body: Buffer.concat([
        Buffer.from(`\ufeff${article('u-1')}\n`),
        Buffer.from(`${article('u-2', { title: 'café' })}\n`, 'latin1'),
        Buffer.from(`${article('u-3')}\n`),
      ]),
    });
    const { results } = read(await response.text());
    expect(results.map(({ status }) => status)).toEqual(['created', 'failed', 'created']);
  });

  it('may be none', async () => {
    const response = await real.send('/v1/articles/bulk', { method: 'POST', headers: NDJSON });
    expect(read(await response.text())).toEqual({
      results: [],
      summary: { lines: 0, created: 0, updated: 0, deleted: 0, stale: 0, failed: 0 },
    });
  });

  it('can be found once answered, with refresh=wait', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => article(`f-${at}`, { title: 'Khau Phạ' }));
    await upload(lines, '?refresh=wait');
    expect((await real.search({ q: '"khau phạ"' })).total.value).toBe(500);
    await upload(['{"delete":"f-0"}'], '?refresh=wait');
    expect((await real.search({ q: '"khau phạ"' })).total.value).toBe(499);
  });
});

describe('a request', () => {
  const status = async (headers: Record<string, string>, query = ''): Promise<number> =>
    (await real.send(`/v1/articles/bulk${query}`, { method: 'POST', headers, body: article('r') })).status;

  it('is of a type of JSON lines', async () => {
    expect(await status({ 'Content-Type': 'application/json' })).toBe(415);
    expect(await status({ 'Content-Type': 'application/x-www-form-urlencoded' })).toBe(415);
    expect(await status({ ...NDJSON, 'Content-Encoding': 'gzip' })).toBe(415);
    expect(await status({ 'Content-Type': 'application/jsonl' })).toBe(200);
    expect(await status({ 'Content-Type': 'application/x-ndjson; charset=utf-8' })).toBe(200);
  });

  it('has no other parameter than refresh=wait', async () => {
    expect(await status(NDJSON, '?refresh=now')).toBe(400);
    expect(await status(NDJSON, '?refesh=wait')).toBe(400);
  });

  it('needs a key, as every write', async () => {
    const foreign = await real.app.request(
      'http://localhost/v1/articles/bulk',
      { method: 'POST', headers: NDJSON, body: article('k') },
      { incoming: { socket: { remoteAddress: '192.0.2.7' } } },
    );
    expect(foreign.status).toBe(403);
  });
});

/** An upload over a socket, with both directions in the test's hands. */
const open = async (): Promise<{ sent: ClientRequest; answer: IncomingMessage }> => {
  const sent = request({
    port: server.port,
    host: '127.0.0.1',
    path: '/v1/articles/bulk',
    method: 'POST',
    headers: NDJSON,
  });
  sent.on('error', () => {});
  sent.flushHeaders();
  const answer = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
  answer.on('error', () => {});
  return { sent, answer };
};

describe('the stream', () => {
  it('answers each line while the upload stays open, before the next is sent', async () => {
    const { sent, answer } = await open();
    expect(answer.statusCode).toBe(200);
    const results = createInterface({ input: answer })[Symbol.asyncIterator]();
    for (let line = 1; line <= 3; line++) {
      // In two parts, cut inside of a character.
      const bytes = Buffer.from(`${article(`d-${line}`)}\n`);
      const middle = bytes.indexOf(Buffer.from('ô')) + 1;
      sent.write(bytes.subarray(0, middle));
      await sleep(5);
      sent.write(bytes.subarray(middle));
      const result = await results.next();
      expect(JSON.parse(String(result.value))).toEqual({ line, id: `d-${line}`, status: 'created' });
      expect(await stored(`d-${line}`)).toBe(200);
    }
    sent.end();
    expect(JSON.parse(String((await results.next()).value))).toMatchObject({ summary: { lines: 3 } });
    expect((await results.next()).done).toBe(true);
  });

  it('cut off by the client in the middle has stored all that was answered, and the service goes on', async () => {
    const { sent, answer } = await open();
    const ids: string[] = [];
    let text = '';
    answer.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) ids.push((JSON.parse(line) as BulkResult).id ?? '');
      if (ids.length >= 700) sent.destroy();
    });
    for (let line = 0; line < 5_000 && !sent.destroyed; line++) {
      if (!sent.write(`${article(`c-${line}`)}\n`)) await sleep(1);
    }
    while (!sent.destroyed) await sleep(5);
    expect(ids.length).toBeGreaterThanOrEqual(700);
    const found = await real.engine.mget(real.alias, ids);
    expect(found.filter((one) => one === null)).toHaveLength(0);
    expect((await upload([article('c-after')])).results[0]?.status).toBe('created');
  });

  it('reads no further than a few batches ahead of what the client reads', async () => {
    const total = 20_000;
    let taken = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (taken === total) controller.close();
        else controller.enqueue(Buffer.from(`no json ${taken++}\n`));
      },
    });
    const response = await real.send('/v1/articles/bulk', {
      method: 'POST',
      headers: NDJSON,
      body,
      duplex: 'half',
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await sleep(500);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(1_000);
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += Buffer.from(part.value).toString();
    }
    expect(taken).toBe(total);
    expect(read(text).summary).toMatchObject({ lines: total, failed: total });
  });

  it('ends without a summary where it breaks', async () => {
    let cut = (): void => {};
    const response = await real.send('/v1/articles/bulk', {
      method: 'POST',
      headers: NDJSON,
      body: new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(Buffer.from(`${article('e-1')}\n`));
          cut = () => controller.error(new Error('cut'));
        },
      }),
      duplex: 'half',
    });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const first = await reader.read();
    expect(JSON.parse(Buffer.from(first.value ?? []).toString())).toMatchObject({
      line: 1,
      status: 'created',
    });
    cut();
    await expect(reader.read()).rejects.toThrow('cut');
    expect(await stored('e-1')).toBe(200);
  });
});
