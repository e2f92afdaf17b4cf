import { Agent, request } from 'node:http';

/** Turned away for now. */
export class Refused extends Error {
  readonly afterMs: number;

  /** @param afterMs so long whoever is turned away is to wait */
  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

/** Sends one request over kept connections, and reads all of the answer. @throws Error unless it is a 200 */
export type HttpAsker = (path: string, body?: string) => Promise<Buffer>;

/**
 * @param address of HTTP, with user and password, where there are
 * @param headers that go with every request
 */
export const httpAsker = (
  address: string,
  headers: Readonly<Record<string, string>> = {},
): { readonly ask: HttpAsker; readonly close: () => void } => {
  const { hostname, port, username, password } = new URL(address);
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const auth = username === '' ? null : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const ask: HttpAsker = (path, body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          agent,
          hostname,
          port,
          path,
          method: body === undefined ? 'GET' : 'POST',
          ...(auth !== null && { auth }),
          headers: {
            ...headers,
            ...(body !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        (response) => {
          const parts: Buffer[] = [];
          response
            .on('data', (part: Buffer) => parts.push(part))
            .on('error', reject)
            .on('end', () => {
              const answer = Buffer.concat(parts);
              if (response.statusCode === 200) return resolve(answer);
              const message = `${response.statusCode} for ${path}: ${answer.toString().slice(0, 300)}`;
              const after = Number(response.headers['retry-after']);
              reject(after > 0 ? new Refused(message, after * 1_000) : new Error(message));
            });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { ask, close: () => agent.destroy() };
};

/** Sends JSON, or lines of it, to what is set up: not for what is timed. @throws Error unless it is done */
export const httpSender =
  (address: string, headers: Readonly<Record<string, string>> = {}) =>
  async (method: string, path: string, body?: string): Promise<string> => {
    const response = await fetch(new URL(path, address), {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} for ${path}: ${text.slice(0, 300)}`);
    return text;
  };
