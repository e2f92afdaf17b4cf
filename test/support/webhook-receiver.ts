import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a receiver answers: with 204 unless told otherwise. */
export interface ReceiverAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isSilent?: boolean;
}

/** Where webhooks arrive. */
export interface Receiver {
  readonly url: string;
  readonly requests: Received[];
  answer: ReceiverAnswer;
  /** The ids of articles that were taken, in order, with those that came again. */
  readonly articles: () => readonly string[];
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

interface Body {
  readonly data: {
    readonly alert: { readonly id: string };
    readonly articles: readonly { readonly id: string }[];
  };
}

/** What a webhook says. */
export const saidBy = ({ body }: Received): Body['data'] => (JSON.parse(body) as Body).data;

/** A server on this machine that takes webhooks down. */
export const startReceiver = async (): Promise<Receiver> => {
  const taken: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const { status = 204, headers: more = {}, isSilent = false } = receiver.answer;
      const received = { headers, body: Buffer.concat(parts).toString('utf8') };
      receiver.requests.push(received);
      if (isSilent) return;
      if (status < 300) taken.push(received);
      response.writeHead(status, more).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    requests: [],
    answer: {},
    articles: () => taken.flatMap((one) => saidBy(one).articles.map(({ id }) => id)),
    reset: () => {
      receiver.requests.length = 0;
      taken.length = 0;
      receiver.answer = {};
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return receiver;
};
