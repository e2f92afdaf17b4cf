import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an address of the site does. Without a status it is 200. */
export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Answers to `If-None-Match` and `If-Modified-Since` with 304, by this tag. */
  readonly etag?: string;
  /** In place of the body: never ends, never answers, breaks off. */
  readonly fault?: 'endless' | 'silent' | 'torn';
}

/** A site on this machine that does what a test tells it to, and keeps a record of what it was asked. */
export interface UnrulySite {
  /** `http://127.0.0.1:40000` */
  readonly origin: string;
  readonly port: number;
  /** By path, with the query. What is not there is 404. */
  readonly answers: Map<string, SiteAnswer>;
  /** The paths asked for, in order, with their status: `/tin.html 200`. */
  readonly asked: string[];
  /** When each was asked, in milliseconds. */
  readonly askedAt: number[];
  close(): Promise<void>;
}

export const startUnrulySite = async (): Promise<UnrulySite> => {
  const answers = new Map<string, SiteAnswer>();
  const asked: string[] = [];
  const askedAt: number[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const answer = answers.get(path) ?? { status: 404, body: 'Không tìm thấy' };
    const isSame = answer.etag !== undefined && request.headers['if-none-match'] === answer.etag;
    const status = isSame ? 304 : (answer.status ?? 200);
    asked.push(`${path} ${status}`);
    askedAt.push(Date.now());
    respond(request, response, answer, status);
  });
  // All of 127.0.0.0/8: a second address of this machine is another host.
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    answers,
    asked,
    askedAt,
    close: () => close(server),
  };
};

const respond = (
  request: IncomingMessage,
  response: ServerResponse,
  { headers = {}, body = '', etag, fault }: SiteAnswer,
  status: number,
): void => {
  if (fault === 'silent') return;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    ...(etag === undefined ? {} : { etag }),
    ...headers,
  });
  if (fault === 'torn') {
    response.write(body);
    setTimeout(() => request.socket.destroy(), 20);
    return;
  }
  if (fault === 'endless') {
    const more = setInterval(() => response.write('x'.repeat(64 * 1024)), 1);
    response.on('close', () => clearInterval(more));
    return;
  }
  response.end(status === 304 ? undefined : body);
};

const close = async (server: Server): Promise<void> => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
