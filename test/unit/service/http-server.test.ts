import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { localUrl, startHttpServer, type HttpServer } from '../../../src/service/http-server.ts';
import { AppError } from '../../../src/domain/app-error.ts';

const open: HttpServer[] = [];
const start = async (fetch: () => Promise<Response> | Response, host = '127.0.0.1', port = 0) => {
  const server = await startHttpServer(fetch, { host, port });
  open.push(server);
  return server;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close(0)));
});

const refusal = (starting: Promise<unknown>): Promise<unknown> =>
  starting.then(
    () => null,
    (error: unknown) => error,
  );

describe('startHttpServer', () => {
  it('says so where the port is taken, and names another', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const error = await refusal(start(() => new Response(), '127.0.0.1', port));
    other.close();
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'configuration' });
    expect(String(error)).toContain(`Port ${port} of 127.0.0.1 is taken`);
    expect(String(error)).toContain(`PORT=${port + 1}`);
  });

  it('says so where the address is not this machine’s', async () => {
    const error = await refusal(start(() => new Response(), '192.0.2.1'));
    expect(String(error)).toContain('HOST is “192.0.2.1”, which is no address of this machine');
  });

  it('takes requests on a connection that was without for longer than Node.js keeps one, as proxies do', async () => {
    const server = await start(() => new Response('ok'));
    const socket = connect(server.port, '127.0.0.1');
    let read = '';
    socket.setEncoding('utf8').on('data', (text: string) => (read += text));
    await once(socket, 'connect');
    const ask = async (answers: number): Promise<void> => {
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await expect.poll(() => read.split('HTTP/1.1 200').length - 1, { timeout: 5_000 }).toBe(answers);
    };
    await ask(1);
    // They take a minute; that the rest holds is in what it says.
    expect(read.toLowerCase()).toContain('keep-alive: timeout=75');
    await sleep(7_000);
    await ask(2);
    socket.destroy();
  }, 20_000);

  it('answers as a problem what no app could read', async () => {
    const server = await start(() => new Response('read'));
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write('GET / HTTP/1.1\r\nHost: a b:c\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toContain('"code":"invalid_parameters"');
  });

  it.each([
    ['431', 'headers_too_large', `GET /?q=${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
    ['400', 'invalid_parameters', 'What is this?\r\n\r\n'],
  ])('answers as a problem what Node.js does not read: %s', async (status, code, request) => {
    const server = await start(() => new Response('read'));
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.write(request);
    await once(socket, 'close');
    expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    const [, body = ''] = answer.split('\r\n\r\n');
    expect(JSON.parse(body)).toMatchObject({ status: Number(status), code });
    expect(answer).toContain(`Content-Length: ${Buffer.byteLength(body)}\r\n`);
  });

  it('lets a request that is under way finish, and takes no new one', async () => {
    const server = await start(async () => {
      await sleep(300);
      return new Response('done');
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const pending = fetch(url);
    await sleep(100);
    const closing = server.close(5_000);
    await expect(sleep(50).then(() => fetch(url))).rejects.toThrow();
    expect(await (await pending).text()).toBe('done');
    const answered = Date.now();
    await closing;
    expect(Date.now() - answered).toBeLessThan(1_000);
  });

  it('does not wait for a connection that is only kept alive', async () => {
    const server = await start(() => new Response('done'));
    await (await fetch(`http://127.0.0.1:${server.port}/`)).text();
    const began = Date.now();
    await server.close(5_000);
    expect(Date.now() - began).toBeLessThan(1_000);
  });

  it('cuts off what takes longer than the grace', async () => {
    const server = await start(() => new Promise<Response>(() => {}));
    const pending = refusal(fetch(`http://127.0.0.1:${server.port}/`));
    await sleep(100);
    const began = Date.now();
    await server.close(200);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(await pending).toBeInstanceOf(Error);
  });
});

it.each([
  ['127.0.0.1', 'http://localhost:3000'],
  ['0.0.0.0', 'http://localhost:3000'],
  ['::', 'http://localhost:3000'],
  ['192.0.2.1', 'http://192.0.2.1:3000'],
  ['2001:db8::1', 'http://[2001:db8::1]:3000'],
])('%s is opened as %s', (host, url) => {
  expect(localUrl(host, 3000)).toBe(url);
});
