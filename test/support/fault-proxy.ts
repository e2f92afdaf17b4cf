import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the proxy does with one request. */
export type Fault =
  /** Passes it on, and its answer back. */
  | { readonly kind: 'none' }
  /** Answers in the engine's place. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: object }
  /** Breaks the connection before the engine hears of it. */
  | { readonly kind: 'cut' }
  /** Lets the engine do it, and breaks the connection in place of its answer. */
  | { readonly kind: 'cut-answer' }
  /** Passes it on and changes the answer. */
  | { readonly kind: 'change'; readonly change: (answer: string) => string };

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface FaultProxy {
  readonly url: string;
  /** Every request since the start, in order. */
  readonly requests: readonly SeenRequest[];
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
  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing);
  });

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await text(incoming);
    const seen = { method: incoming.method ?? '', path: incoming.url ?? '', body };
    requests.push(seen);
    const fault = decide(seen);
    if (fault.kind === 'cut') {
      incoming.socket.destroy();
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
    const outgoing = request(
      new URL(incoming.url ?? '/', engineUrl),
      { method: incoming.method ?? 'GET', headers: { ...incoming.headers, host: new URL(engineUrl).host } },
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
