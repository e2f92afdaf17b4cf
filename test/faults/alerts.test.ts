import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readEngineState } from '../../src/embedded/engine-state.ts';
import { removeEngineData, stopEngine } from '../../src/embedded/manage-engine.ts';
import { servedAt, startService, startTimbao, type Running } from '../engine/start/run-timbao.ts';
import { engineInstalledHere } from '../support/embedded-here.ts';
import { startReceiver, type Receiver } from '../support/webhook-receiver.ts';

const isAsked = process.env['npm_lifecycle_event'] === 'faults';

/** Half of them are what somebody wants to be told of. */
const ARTICLES = isAsked ? 5_000 : 200;
const WRITERS = 8;
const ENGINE_START_MS = 240_000;
/** From the last write on, until all is sent: a lease may have to end first. */
const PATIENCE_MS = 180_000;

const dataDir = mkdtempSync(join(tmpdir(), 'timbao-alerts-'));
let settings: Record<string, string> = {};
let receiver: Receiver;
const services: { running: Running; address: string }[] = [];

const startOne = async (at: number): Promise<void> => {
  const running = startService({ ...settings, PORT: '0', TIMBAO_SAMPLES: 'off' });
  services[at] = { running, address: await servedAt(running, ENGINE_START_MS) };
};

const addressOf = (n: number): string => services[n % services.length]?.address ?? '';

beforeAll(async () => {
  receiver = await startReceiver();
  settings = {
    TIMBAO_DATA_DIR: dataDir,
    TIMBAO_ALLOW_PRIVATE_WEBHOOKS: 'on',
    TIMBAO_REQUEST_TIMEOUT: '5',
    LOG_LEVEL: 'warn',
  };
  await startOne(0);
  await startOne(1);
}, 2 * ENGINE_START_MS);

afterAll(async () => {
  for (const { running } of services) running.send('SIGTERM');
  await Promise.all(services.map(({ running }) => running.ended()));
  await stopEngine(dataDir).catch(() => {});
  await removeEngineData(dataDir, { force: true }).catch(() => {});
  rmSync(dataDir, { recursive: true, force: true });
  await receiver.close();
}, 120_000);

const sendJson = async (method: string, path: string, body: object, at = 0): Promise<number> => {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) };
  return (await fetch(`${addressOf(at)}${path}`, init)).status;
};

const isWanted = (n: number): boolean => n % 2 === 0;

/** Writes it until that is acknowledged, by whichever service answers. */
const write = async (n: number): Promise<void> => {
  const article = {
    title: isWanted(n) ? `Lũ quét, tin số ${n}` : `Nắng ráo, tin số ${n}`,
    body: 'Tin từ bản.',
    publishedAt: new Date(Date.now() - 1_000).toISOString(),
  };
  for (let tries = n; ; tries++) {
    const status = await sendJson('PUT', `/v1/articles/tin-${n}`, article, tries).catch(() => 0);
    if (status === 200 || status === 201) return;
    await sleep(200);
  }
};

const timbao = async (...args: string[]): Promise<void> => {
  const command = startTimbao(args, settings);
  const status = await command.ended();
  if (status !== 0)
    throw new Error(`timbao ${args.join(' ')} ended with ${status}:\n${command.out()}${command.errors()}`);
};

/** What goes wrong, and is done, in the middle, by how much is written then. */
const events: readonly (readonly [number, string, () => Promise<void>])[] = [
  [
    0.2,
    'the first service is killed',
    async () => {
      services[0]?.running.send('SIGKILL');
      await startOne(0);
    },
  ],
  [
    0.4,
    'the engine is killed',
    () => {
      const pid = readEngineState(dataDir)?.server?.pid;
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      return Promise.resolve();
    },
  ],
  [
    0.6,
    'the index is rebuilt, and the second service killed meanwhile',
    async () => {
      // The engine is back when this succeeds.
      await vi.waitFor(() => timbao('index', 'rebuild'), { timeout: ENGINE_START_MS, interval: 2_000 });
      services[1]?.running.send('SIGKILL');
      await timbao('index', 'promote');
      await startOne(1);
    },
  ],
];

it.runIf(engineInstalledHere())(
  'of articles written while services and their engine are killed and the index is exchanged, each is sent and noted once',
  { timeout: 30 * 60_000 },
  async () => {
    const alert = {
      name: 'Lũ quét',
      search: { q: 'lũ quét' },
      channel: { kind: 'webhook', url: receiver.url },
      throttle: 'at once',
    };
    expect(await sendJson('PUT', '/v1/alerts/lu', alert)).toBe(201);
    const told: string[] = [];
    const happening: Promise<void>[] = [];
    let done = 0;
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < ARTICLES) {
        await write(next++);
        done++;
        const [at, what, run] = events[told.length] ?? [];
        if (at === undefined || what === undefined || run === undefined || done < at * ARTICLES) continue;
        told.push(what);
        // One after the other, and the writers go on.
        happening.push((happening.at(-1) ?? Promise.resolve()).then(run));
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, work));
    await Promise.all(happening);
    const expected = Array.from({ length: ARTICLES }, (_, n) => n).filter(isWanted);
    const ids = expected.map((n) => `tin-${n}`).toSorted();
    const arrived = (): string[] => [...new Set(receiver.articles())].toSorted();
    await vi.waitFor(() => expect(arrived()).toEqual(ids), { timeout: PATIENCE_MS, interval: 500 });

    const get = async <T>(path: string): Promise<T> =>
      (await (await fetch(`${addressOf(0)}${path}`)).json()) as T;
    interface Listed {
      readonly total: number;
      readonly deliveries: readonly { readonly article: { readonly id: string }; readonly state: string }[];
    }
    await vi.waitFor(
      async () => expect((await get<Listed>('/v1/alerts/lu/deliveries?state=sent')).total).toBe(ids.length),
      { timeout: 30_000 },
    );
    const noted: string[] = [];
    for (let page = 1; noted.length < ids.length; page++) {
      const { total, deliveries } = await get<Listed>(`/v1/alerts/lu/deliveries?size=100&page=${page}`);
      expect(total).toBe(ids.length);
      noted.push(...deliveries.map(({ article }) => article.id));
    }
    expect(noted.toSorted()).toEqual(ids);
    const preview = await get<{
      readonly total: number;
      readonly messages: readonly { readonly articles: readonly { readonly id: string }[] }[];
    }>('/v1/alerts/lu/preview?size=1000');
    expect(preview.total).toBe(ids.length);
    const foretold = preview.messages.flatMap(({ articles }) => articles.map(({ id }) => id));
    expect(foretold.filter((id) => !ids.includes(id))).toEqual([]);
    const again = receiver.articles().length - ids.length;
    console.log(`${ids.length} of ${ARTICLES} articles sent, ${again} of them twice; ${told.join('; ')}`);
  },
);
