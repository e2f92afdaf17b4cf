import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { compression } from '../../../src/http/middleware/compression.ts';
import { streamText } from '../../../src/http/stream-text.ts';

const LONG = { text: 'Nước về trên sông, lúa lên xanh. '.repeat(100) };

const app = new Hono()
  .use(compression())
  .get('/long', (c) => c.json(LONG))
  .get('/short', (c) => c.json({ text: 'ngắn' }))
  .get('/image', (c) => c.body(new Uint8Array(5_000), 200, { 'Content-Type': 'image/png' }));

const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('an answer', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
    ['*', 'br', brotliDecompressSync],
  ])('for a client that takes %s comes as %s', async (accepted, encoding, decompress) => {
    const response = await app.request('/long', { headers: { 'Accept-Encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    const bytes = await bytesOf(response);
    expect(bytes.length).toBeLessThan(500);
    expect(JSON.parse(decompress(bytes).toString())).toEqual(LONG);
  });

  it.each([
    ['/long', ''],
    ['/long', 'identity'],
    ['/long', 'gzip;q=0'],
    ['/long', 'deflate, zstd'],
    ['/short', 'gzip'],
    ['/image', 'gzip'],
  ])('%s for a client that takes “%s” comes as it is', async (path, accepted) => {
    const response = await app.request(path, { headers: { 'Accept-Encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect((await bytesOf(response)).length).toBeGreaterThan(10);
  });

  it('to HEAD has no body', async () => {
    const response = await app.request('/long', { method: 'HEAD', headers: { 'Accept-Encoding': 'gzip' } });
    expect((await bytesOf(response)).length).toBe(0);
  });
});

/** A promise that is settled from outside. */
const gateOf = () => {
  let resolve = (): void => {};
  let reject = (_reason: Error): void => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve: () => resolve(), reject: (reason: Error) => reject(reason) };
};

describe('a stream', () => {
  /** Each line waits until it is let go. */
  const stream = () => {
    const gates = Array.from({ length: 3 }, () => gateOf());
    let ended = false;
    const source = async function* (): AsyncGenerator<string, void, void> {
      try {
        for (const [i, gate] of gates.entries()) {
          await gate.promise;
          yield `{"line":${i}}\n`;
        }
      } finally {
        ended = true;
      }
    };
    const faults: unknown[] = [];
    const lines = new Hono().use(compression()).get('/lines', (c) =>
      c.body(
        streamText(
          source(),
          (fault) => faults.push(fault),
          () => {},
        ),
        200,
        { 'Content-Type': 'application/x-ndjson' },
      ),
    );
    return {
      gates,
      faults,
      ended: async (): Promise<void> => {
        for (let i = 0; !ended && i < 600; i++) await sleep(20);
        expect(ended).toBe(true);
      },
      get: () => lines.request('/lines', { headers: { 'Accept-Encoding': 'gzip' } }),
    };
  };

  it('has each line come through at once', async () => {
    const { gates, get } = stream();
    const response = await get();
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const gunzip = createGunzip().setEncoding('utf8');
    let seen = '';
    gunzip.on('data', (text: string) => (seen += text));
    for (const [i, gate] of gates.entries()) {
      gate.resolve();
      // Read on until the line is there; the next one is not even made yet.
      for (let tries = 0; !seen.includes(`{"line":${i}}\n`) && tries < 50; tries++) {
        const { value } = await reader.read();
        if (value !== undefined) await new Promise((resolve) => gunzip.write(value, resolve));
        await sleep(1);
      }
      expect(seen.split('\n')).toHaveLength(i + 2);
    }
  });

  it('breaks where its source breaks', async () => {
    const { gates, faults, get } = stream();
    const response = await get();
    gates[0]?.resolve();
    gates[1]?.reject(new Error('Broken.'));
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(faults).toHaveLength(1);
  });

  it('ends its source when the client leaves', async () => {
    const { gates, ended, get } = stream();
    const response = await get();
    gates[0]?.resolve();
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.cancel();
    for (const gate of gates) gate.resolve();
    await ended();
  });
});
