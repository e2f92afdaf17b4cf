import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import type { Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { tooLongRequest, unreadableRequest } from '../http/on-error.ts';

export interface HttpServer {
  /** The port it got, which PORT=0 leaves open. */
  readonly port: number;
  /** Takes no more connections, lets the requests under way finish, and cuts off what takes too long. */
  close(graceMs: number): Promise<void>;
}

/**
 * An upload takes as long as it takes; Node.js would end it after five minutes. The head of a request has one. A connection
 * without requests is closed later than proxies close theirs (after a minute): else a request may be on its way to one that
 * is being closed.
 */
const TIMEOUTS = { requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000 };

/** A connection on which nothing moves for so long is given up: its other end may be gone without a word. */
const SILENCE_MS = 5 * 60_000;

/** Connections that wait while the thread is busy: of those that find no place, the system would let some try for a minute. */
const BACKLOG = 4_096;

type Fetch = Parameters<typeof getRequestListener>[0];

/** @throws AppError `configuration` where the address cannot be listened on, with the way out. */
export const startHttpServer = async (
  fetch: Fetch,
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<HttpServer> => {
  const answer = getRequestListener(fetch, { errorHandler: unreadableRequest });
  const server = createServer(TIMEOUTS, (request, response) => void answer(request, response));
  server.setTimeout(SILENCE_MS);
  server.on('clientError', (error, socket) => void answerUnread(error, socket));
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
  } catch (error) {
    throw cannotListen(error, port, host);
  }
  return { port: (server.address() as AddressInfo).port, close: (graceMs) => closeServer(server, graceMs) };
};

/** What Node.js itself gave up reading: without this it would close the connection with a bare status, or none. */
const answerUnread = async (error: NodeJS.ErrnoException, socket: Duplex): Promise<void> => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const response = error.code === 'HPE_HEADER_OVERFLOW' ? tooLongRequest() : unreadableRequest();
  const body = await response.text();
  const headers = [
    ...response.headers,
    ['Content-Length', String(Buffer.byteLength(body))],
    ['Connection', 'close'],
  ];
  const lines = headers.map(([name = '', value = '']) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}\r\n${lines.join('')}\r\n${body}`,
  );
};

const closeServer = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    // A kept-alive connection that has just had its last answer would hold the server open for seconds.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });

const cannotListen = (error: unknown, port: number, host: string): AppError => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new AppError(
        'configuration',
        `Port ${port} of ${host} is taken by another program, perhaps by Tìm Báo already. Stop that one, or choose another port: PORT=${port + 1}.`,
        { cause: error },
      );
    case 'EACCES':
      return new AppError(
        'configuration',
        `Port ${port} needs more rights than this user has. Choose one from 1024 up, such as PORT=3000.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new AppError(
        'configuration',
        `HOST is “${host}”, which is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for every one of its addresses.`,
        { cause: error },
      );
    default:
      return new AppError('internal', `The service could not listen on port ${port} of ${host}.`, {
        cause: error,
      });
  }
};

/** The address to open in a browser on this machine. */
export const localUrl = (host: string, port: number): string => {
  const everyone = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' || host === '::1';
  const name = everyone ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
};
