import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the proxy does with one request. */
export type Fault =
  /** Passes it on, and its answer back. */
  | { readonly kind: 'none' }
  /** Answers in the engine's place. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: object }
  /** The same with any bytes and any type: a page of a proxy, nothing at all, half an answer. */
  | { readonly kind: 'answer-text'; readonly status: number; readonly type: string; readonly text: string }
  /** Takes the request and says nothing more. */
  | { readonly kind: 'silence' }
  /** Passes it on so many milliseconds later. */
  | { readonly kind: 'late'; readonly ms: number }
  /** Gives the head of the engine's answer, half of its body, and nothing more. */
  | { readonly kind: 'stall' }
  /** The same, and breaks the connection there. */
  | { readonly kind: 'cut-in-answer' }
  /** The same, and ends its side of the connection there in good order. */
  | { readonly kind: 'half-close' }
  /** Breaks the connection before the engine hears of it. */
  | { readonly kind: 'cut' }
  /** Lets the engine do it, and breaks the connection in place of its answer. */
  | { readonly kind: 'cut-answer' }
  /** Passes it on and changes the answer. */
  | { readonly kind: 'change'; readonly change: (answer: string) => string };

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FaultProxy {
  readonly url: string;
  /** Every request since the start, in order. */
  readonly requests: readonly SeenRequest[];
  /** Those that whoever sent them gave up before they were answered. */
  readonly givenUp: readonly SeenRequest[];
  close(): Promise<void>;
}

/**
 * A proxy before the real engine that goes wrong as told: overload and lost connections, at the moment that a test
 * needs them.
 */
export const startFaultProxy = async (
  engineUrl: string,
  decide: (request: SeenRequest) => Fault,
): Promise<FaultProxy> => {
  const requests: SeenRequest[] = [];
  const givenUp: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    // Whoever waits no longer has broken the connection; the engine may have, too.
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await text(incoming);
    const seen = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body,
    };
    requests.push(seen);
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) givenUp.push(seen);
    });
    const fault = decide(seen);
    if (fault.kind === 'cut') {
      incoming.socket.destroy();
      return;
    }
    if (fault.kind === 'silence') return;
    if (fault.kind === 'late') await sleep(fault.ms);
    if (fault.kind === 'answer-text') {
      outgoing.writeHead(fault.status, { ...HEADERS, 'content-type': fault.type }).end(fault.text);
      return;
    }
    if (fault.kind === 'answer') {
      outgoing.writeHead(fault.status, HEADERS).end(JSON.stringify(fault.body));
      return;
    }
    const answer = await forward(engineUrl, incoming, body);
    if (fault.kind === 'cut-answer') {
      incoming.socket.destroy();
      return;
    }
    if (fault.kind === 'stall' || fault.kind === 'cut-in-answer' || fault.kind === 'half-close') {
      const bytes = Buffer.from(answer.body);
      outgoing.writeHead(answer.status, { ...HEADERS, 'content-length': bytes.length });
      outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
        if (fault.kind === 'cut-in-answer') incoming.socket.destroy();
        if (fault.kind === 'half-close') incoming.socket.end();
      });
      return;
    }
    const changed = fault.kind === 'change' ? fault.change(answer.body) : answer.body;
    outgoing
      .writeHead(
        answer.status,
        incoming.method === 'HEAD' ? answer.headers : { ...answer.headers, ...HEADERS },
      )
      .end(changed);
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    givenUp,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const HEADERS = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };

const forward = (
  engineUrl: string,
  incoming: IncomingMessage,
  body: string,
): Promise<{ status: number; headers: Record<string, string>; body: string }> =>
  new Promise((resolve, reject) => {
    // Said of a connection, and of no other one: an engine that is told `close` does so after its answer, without a word
    // of that, and the next request would be sent into it.
    const { connection: _, ...headers } = incoming.headers;
    const outgoing = request(
      new URL(incoming.url ?? '/', engineUrl),
      { method: incoming.method ?? 'GET', headers: { ...headers, host: new URL(engineUrl).host } },
      (answer) => {
        text(answer).then(
          (answerBody) =>
            resolve({
              status: answer.statusCode ?? 500,
              headers: { 'x-elastic-product': String(answer.headers['x-elastic-product']) },
              body: answerBody,
            }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const text = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};
