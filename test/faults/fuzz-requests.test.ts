import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seeded } from '../../bench/seeded.ts';
import { randomRequests, type Paths, type RandomRequest } from '../support/random-requests.ts';
import { startOwnService, type OwnService } from './own-service.ts';

/** FUZZ_REQUESTS=1000000 for what counts before a release, FUZZ_SEED for the same requests again. */
const isAsked = process.env['npm_lifecycle_event'] === 'faults';
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? (isAsked ? 20_000 : 2_000));
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const AT_ONCE = 12;
const KEY = 'a-key-for-random-requests';

/** The engine's own words, and stacks. */
const FOREIGN =
  /[a-z]+_exception\b|org\.elasticsearch|java\.(?:lang|util)|node_modules|\bat \S+ \(?(?:file|node):|\.[jt]s:\d+:\d+/;

let own: OwnService;

beforeAll(async () => {
  own = await startOwnService('fuzz', { TIMBAO_API_KEYS: KEY, LOG_LEVEL: 'error' });
});

afterAll(async () => {
  expect(await own.end()).toBe(0);
});

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly error: string | null;
}

const send = ({ method, path, headers, body }: RandomRequest): Promise<Answered> =>
  new Promise((resolve) => {
    const failed = (error: Error): void => resolve({ status: 0, text: '', error: String(error) });
    const { hostname, port } = new URL(own.address);
    const length = body === null ? {} : { 'content-length': body.length };
    const outgoing = request(
      { agent, hostname, port, method, path, headers: { ...headers, ...length }, setHost: false },
      (response) => {
        const parts: Buffer[] = [];
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(parts).toString('latin1'),
              error: null,
            }),
          )
          .on('error', failed);
      },
    ).on('error', failed);
    outgoing.end(body ?? undefined);
  });

/** Signs in at the desk. @returns the cookie */
const signIn = async (): Promise<string> => {
  const response = await fetch(`${own.address}/desk/session`, {
    method: 'POST',
    headers: { Origin: new URL(own.address).origin },
    body: new URLSearchParams({ key: KEY }),
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
};

const faultOf = ({ status, text, error }: Answered): string | null => {
  if (error !== null) return error;
  if (status >= 500 && ![502, 503, 504].includes(status)) return `status ${status}: ${text.slice(0, 300)}`;
  const leak = status >= 400 ? FOREIGN.exec(text) : null;
  return leak === null ? null : `“${leak[0]}” in ${text.slice(0, 300)}`;
};

it(
  `${REQUESTS} random requests to every route: no fault, no connection broken off, nothing of the inside told`,
  { timeout: 60_000 + REQUESTS * 60 },
  async () => {
    const document = JSON.parse(
      (await send({ method: 'GET', path: '/openapi.json', headers: { host: 'localhost' }, body: null })).text,
    ) as Paths;
    const next = randomRequests(document, seeded(SEED), KEY, await signIn());
    const statuses = new Map<number, number>();
    /** Of writes to each part of the desk, so many were taken. */
    const taken = new Map<string, number>();
    const faults: string[] = [];
    let sent = 0;
    const start = performance.now();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (sent < REQUESTS && faults.length < 20) {
          const number = ++sent;
          const asked = next();
          const answer = await send(asked);
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          const [, part] =
            /^\/(?:v1\/)?(pins|synonyms|alerts|clicks|searches|mcp|desk)\b/.exec(asked.path) ?? [];
          if (part !== undefined && asked.method !== 'GET' && answer.status < 400 && answer.status > 0)
            taken.set(part, (taken.get(part) ?? 0) + 1);
          const fault = faultOf(answer);
          if (fault !== null) {
            faults.push(
              `${number}: ${asked.method} ${asked.path} ${JSON.stringify(asked.headers)} ${asked.body?.toString('utf8').slice(0, 300) ?? ''}\n  ${fault}`,
            );
          }
          if (isAsked && number % 50_000 === 0) console.log(`${number} requests`);
        }
      }),
    );
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    const seconds = Math.round((performance.now() - start) / 1_000);
    if (isAsked) console.log(`${sent} requests of seed ${SEED} in ${seconds} s: ${told.join(', ')}`);
    expect(faults, `seed ${SEED}; ${told.join(', ')}`).toEqual([]);
    expect(
      (await send({ method: 'GET', path: '/health', headers: { host: 'localhost' }, body: null })).status,
    ).toBe(200);
    expect(own.service.errors()).not.toMatch(/"level":"?(?:fatal|60)/);
    // So that a slip in what is made does not let everything be refused.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(REQUESTS / 20);
    if (isAsked) console.log([...taken].map(([part, count]) => `${part}: ${count} taken`).join(', '));
    for (const part of ['pins', 'synonyms', 'alerts', 'clicks', 'searches', 'mcp', 'desk'])
      expect(taken.get(part) ?? 0, part).toBeGreaterThan(REQUESTS / 2_000);
  },
);
