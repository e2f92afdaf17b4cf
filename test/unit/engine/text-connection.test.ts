import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { errors } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TextConnection } from '../../../src/engine/text-connection.ts';

let answer: (response: ServerResponse) => void = (response) => response.end();
const server = createServer((_, response) => answer(response));
let connection: TextConnection;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  connection = new TextConnection({ url: new URL(`http://127.0.0.1:${port}`), timeout: 5_000 });
});

afterAll(async () => {
  await connection.close();
  server.close();
});

const OPTIONS = { requestId: 1, name: 'test', context: null };
const ask = () => connection.request({ method: 'GET', path: '/' }, OPTIONS);

describe('answers of the engine', () => {
  it.each([
    ['nothing', ''],
    ['ASCII', '{"a":1}'],
    [
      'Vietnamese, both ways of writing it',
      `{"a":"${'thuỷ điện '.repeat(9_000)}${'Đà Nẵng'.normalize('NFD')}"}`,
    ],
    ['what needs two units, a null, and a mark at the beginning', '\uFEFF"😀 𝐀\u0000"'],
  ])('of %s are read as they are', async (_, text) => {
    answer = (response) => response.end(text);
    expect(await ask()).toMatchObject({ statusCode: 200, body: text });
  });

  it('are put together of what comes piece by piece, also within a letter', async () => {
    const bytes = Buffer.from('"Thuỷ điện Hoà Bình"');
    answer = (response) => {
      const next = (at: number): void => {
        if (at === bytes.length) response.end();
        else response.write(bytes.subarray(at, at + 1), () => setImmediate(next, at + 1));
      };
      next(0);
    };
    expect((await ask()).body).toBe('"Thuỷ điện Hoà Bình"');
  });

  it('that are no UTF-8 have what is none replaced, as Node.js does', async () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0xe1, 0xba],
      [0xed, 0xa0, 0x80],
    ]) {
      answer = (response) => response.end(Buffer.from(bytes));
      expect((await ask()).body).toBe(Buffer.from(bytes).toString());
    }
  });

  it('that are packed are left to the client', async () => {
    const packed = gzipSync('{"a":"điện"}');
    answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const { body } = await ask();
    expect(Buffer.from(body as Uint8Array).equals(packed)).toBe(true);
  });

  it('that are streamed are given as streams', async () => {
    answer = (response) => response.end('điện');
    const { body } = await connection.request({ method: 'GET', path: '/' }, { ...OPTIONS, asStream: true });
    const parts: Buffer[] = [];
    for await (const part of body) parts.push(Buffer.from(part as Uint8Array));
    expect(Buffer.concat(parts).toString()).toBe('điện');
  });

  it('that break off are an error of the connection, with what happened to it', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"a":', () => response.destroy());
    };
    await expect(ask()).rejects.toThrow(errors.ConnectionError);
    // And the next one is answered.
    answer = (response) => response.end('{}');
    expect((await ask()).body).toBe('{}');
  });

  it('are waited for no longer once nobody wants them', async () => {
    const leaving = new AbortController();
    answer = (response) => {
      response.writeHead(200);
      response.write('{', () => leaving.abort());
    };
    await expect(
      connection.request({ method: 'GET', path: '/' }, { ...OPTIONS, signal: leaving.signal }),
    ).rejects.toThrow(Error);
  });
});
