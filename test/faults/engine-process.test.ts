import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addressWithAccess, readEngineAccess } from '../../src/embedded/engine-access.ts';
import { readEngineState } from '../../src/embedded/engine-state.ts';
import { removeEngineData, stopEngine } from '../../src/embedded/manage-engine.ts';
import { servedAt, startService, type Running } from '../engine/start/run-timbao.ts';
import { engineInstalledHere } from '../support/embedded-here.ts';
import { engineFetch } from '../support/engine-fetch.ts';
import { residentMb } from '../support/resident-mb.ts';

const isAsked = process.env['npm_lifecycle_event'] === 'faults';

/** How long the engine's process stands still. */
const STANDSTILL_MS = isAsked ? 60_000 : 5_000;

const DEADLINE_MS = 2_000;
/** The machine may have other things to do. */
const SLACK_MS = 2_000;
/** Within which all works again once the engine does. */
const RECOVERY_MS = 5_000;
const ENGINE_START_MS = 240_000;

/** Room for an engine with little in it; so much of it is filled up within a moment. */
const DISK_MB = 512;

const dataDir = mkdtempSync(join(tmpdir(), 'timbao-process-'));
const filler = join(dataDir, 'filler');

/** A disk of its own, where this machine lets us have one. */
const mountDisk = (): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', dataDir], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
};

/** @param share of the disk that is left free, of 1 */
const fillDisk = async (share: number): Promise<void> => {
  const missing = ({ bavail, blocks, bsize } = statfsSync(dataDir)): number =>
    Math.floor(bavail - blocks * share) * bsize;
  try {
    for (let bytes = missing(); bytes > 0; bytes = missing()) {
      await appendFile(filler, Buffer.alloc(Math.min(bytes, 16_000_000)));
    }
  } catch (error) {
    // The engine was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
};

const hasDisk = mountDisk();
let service: Running;
let address = '';

const start = async (): Promise<void> => {
  service = startService({
    TIMBAO_DATA_DIR: dataDir,
    PORT: '0',
    TIMBAO_SAMPLES: 'on',
    TIMBAO_REQUEST_TIMEOUT: String(DEADLINE_MS / 1_000),
    LOG_LEVEL: 'warn',
  });
  address = await servedAt(service, ENGINE_START_MS);
  await vi.waitFor(async () => expect((await ask('/ready')).status).toBe(200), { timeout: 30_000 });
};

interface Asked {
  readonly status: number;
  readonly code: string;
  readonly ms: number;
}

const ask = async (path: string, init: RequestInit = {}): Promise<Asked> => {
  const begin = performance.now();
  const response = await fetch(`${address}${path}`, init);
  const body = await response.text();
  const code = response.ok ? '' : (JSON.parse(body) as { code: string }).code;
  return { status: response.status, code, ms: performance.now() - begin };
};

const put = (id: string): Promise<Asked> =>
  ask(`/v1/articles/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: `Tin ${id}`, body: 'Bản đã có điện.', publishedAt: '2022-01-21' }),
  });

const search = (): Promise<Asked> => ask('/v1/search?q=chuyen+doi+so');

const warmUp = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.all([search(), search(), search(), search()]);
};

const serverPid = (): number => {
  const server = readEngineState(dataDir)?.server;
  if (server === undefined) throw new Error('The engine’s process is not known.');
  return server.pid;
};

/** The engine looks every half minute how full its disk is; for this, as often as it can. */
const lookAtDiskOften = async (): Promise<void> => {
  const [url, access] = [readEngineState(dataDir)?.url, readEngineAccess(dataDir)];
  if (url === undefined || access === undefined) throw new Error('The engine’s address is not known.');
  const response = await engineFetch(`${addressWithAccess(url, access)}/_cluster/settings`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ persistent: { 'cluster.info.update.interval': '10s' } }),
  });
  expect(response.status, await response.text()).toBe(200);
};

/** Four that write one article after the other, and note which of them were acknowledged. */
const startWriting = (name: string) => {
  const acknowledged: string[] = [];
  let isOver = false;
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; !isOver; n++) {
      const id = `${name}-${writer}-${n}`;
      const { status } = await put(id).catch(() => ({ status: 0 }));
      if (status === 200 || status === 201) acknowledged.push(id);
      else await sleep(100);
    }
  });
  return {
    acknowledged,
    stop: async (): Promise<void> => {
      isOver = true;
      await Promise.all(writers);
    },
  };
};

/** Seconds until a write is taken. */
const writtenAgain = async (): Promise<string> => {
  const since = performance.now();
  await vi.waitFor(async () => expect((await put('room')).status).toBeLessThan(300), {
    timeout: 180_000,
    interval: 500,
  });
  return ((performance.now() - since) / 1_000).toFixed(1);
};

const findAll = async (ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    await vi.waitFor(async () => expect((await ask(`/v1/articles/${id}`)).status, id).toBe(200), {
      timeout: RECOVERY_MS,
    });
  }
};

const told = (text: string): void => {
  if (isAsked) console.log(text);
};

describe.runIf(await engineInstalledHere())('the engine’s own process', () => {
  beforeAll(async () => {
    // mkdtemp's folders are closed, and run by root, the engine is another user.
    chmodSync(dataDir, 0o755);
    await start();
  }, ENGINE_START_MS + 60_000);

  afterAll(async () => {
    rmSync(filler, { force: true });
    service.send('SIGTERM');
    const status = await service.ended();
    await stopEngine(dataDir, { force: true });
    if (hasDisk) execFileSync('umount', ['-l', dataDir]);
    else await removeEngineData(dataDir, { force: true });
    rmSync(dataDir, { recursive: true, force: true });
    // Nothing but the signal has ended it.
    expect(status).toBe(0);
    expect(service.errors()).not.toContain('A fault that nobody foresaw');
  }, 120_000);

  it(
    `stands still for ${STANDSTILL_MS / 1_000} s: all is answered in time, and nothing is left of it`,
    { timeout: STANDSTILL_MS + 120_000 },
    async () => {
      await warmUp();
      const before = await residentMb(address);
      const pid = serverPid();
      process.kill(pid, 'SIGSTOP');
      const answers: Promise<Asked & { readonly limitMs: number }>[] = [];
      let healthMs = 0;
      const until = performance.now() + STANDSTILL_MS;
      for (let n = 0; performance.now() < until; n++) {
        const within = async (limitMs: number, asked: Promise<Asked>) => ({ ...(await asked), limitMs });
        answers.push(within(DEADLINE_MS, search()));
        answers.push(within(DEADLINE_MS, ask('/ready')));
        if (n % 5 === 0) answers.push(within(DEADLINE_MS * 3, put(`still-${n}`)));
        healthMs = Math.max(healthMs, (await ask('/health')).ms);
        await sleep(100);
      }
      process.kill(pid, 'SIGCONT');
      const since = performance.now();
      await expect
        .poll(async () => (await search()).status, { timeout: RECOVERY_MS, interval: 100 })
        .toBe(200);
      const recoveredMs = performance.now() - since;
      const all = await Promise.all(answers);
      for (const { status, code, ms, limitMs } of all) {
        expect(ms, `${status} ${code}`).toBeLessThan(limitMs + SLACK_MS);
        // Whatever the engine was still to answer as it went on.
        if (status < 300) continue;
        expect([503, 504]).toContain(status);
        expect(code).toMatch(/^(?:engine_(?:timeout|unavailable)|write_timeout|overloaded)$/);
      }
      await warmUp();
      const after = await residentMb(address);
      told(
        `engine stopped for ${STANDSTILL_MS / 1_000} s: ${all.length} answered, the last after ${Math.round(Math.max(...all.map(({ ms }) => ms)))} ms; /health worst ${Math.round(healthMs)} ms; searched again after ${Math.round(recoveredMs)} ms; memory ${before} → ${after} MB`,
      );
      expect(healthMs).toBeLessThan(SLACK_MS);
      expect(after).toBeLessThan(before + 60);
    },
  );

  it('is killed under writes: it is started again, and no acknowledged write is lost', async () => {
    const writing = startWriting('engine');
    await vi.waitFor(() => expect(writing.acknowledged.length).toBeGreaterThan(20), { timeout: 60_000 });
    process.kill(serverPid(), 'SIGKILL');
    const atKill = writing.acknowledged.length;
    const since = performance.now();
    await vi.waitFor(() => expect(writing.acknowledged.length).toBeGreaterThan(atKill + 20), {
      timeout: ENGINE_START_MS,
      interval: 100,
    });
    told(`engine killed: written again after ${((performance.now() - since) / 1_000).toFixed(1)} s`);
    await writing.stop();
    await findAll(writing.acknowledged);
    expect((await search()).status).toBe(200);
  }, 400_000);

  it('outlives the service, which is killed under writes and loses none that it acknowledged', async () => {
    const writing = startWriting('service');
    await vi.waitFor(() => expect(writing.acknowledged.length).toBeGreaterThan(20), { timeout: 60_000 });
    const engine = serverPid();
    service.send('SIGKILL');
    expect(await service.ended()).toBe('SIGKILL');
    await writing.stop();
    await start();
    expect(serverPid()).toBe(engine);
    await findAll(writing.acknowledged);
    expect((await put('after-the-service')).status).toBe(201);
  }, 400_000);

  it.runIf(hasDisk)(
    'has a disk past its flood stage: writes are told so, searching goes on, and all is well once there is room',
    async () => {
      const writing = startWriting('flood');
      await vi.waitFor(() => expect(writing.acknowledged.length).toBeGreaterThan(20), { timeout: 60_000 });
      await lookAtDiskOften();
      await fillDisk(0.03);
      await vi.waitFor(async () => expect(await put('full')).toMatchObject({ code: 'storage_full' }), {
        timeout: 90_000,
        interval: 500,
      });
      expect((await search()).status).toBe(200);
      await writing.stop();
      rmSync(filler);
      told(`flood stage: written again after ${await writtenAgain()} s`);
      await findAll(writing.acknowledged);
    },
    400_000,
  );

  it.runIf(hasDisk)(
    'has a disk that is full to the last byte: all is answered in time, and no acknowledged write is lost',
    async () => {
      const writing = startWriting('full');
      await vi.waitFor(() => expect(writing.acknowledged.length).toBeGreaterThan(20), { timeout: 60_000 });
      await fillDisk(0);
      for (let i = 0; i < 10; i++) {
        for (const { status, code, ms } of await Promise.all([search(), put(`byte-${i}`)])) {
          expect(ms, `${status} ${code}`).toBeLessThan(DEADLINE_MS * 3 + SLACK_MS);
          if (status >= 300) expect([503, 504], code).toContain(status);
        }
        await sleep(500);
      }
      await writing.stop();
      rmSync(filler);
      told(`full disk: written again after ${await writtenAgain()} s`);
      await findAll(writing.acknowledged);
    },
    400_000,
  );
});
