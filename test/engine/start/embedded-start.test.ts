import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { engineStatus } from '../../../src/embedded/manage-engine.ts';
import { identifyProcess } from '../../../src/embedded/process-identity.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { servedAt, startService, startTimbao, type Running } from './run-timbao.ts';

/** An engine's own start takes a while, more so beside other tests. */
const BOOT_MS = 240_000;

const page = fileURLToPath(new URL('../../../fixtures/articles/dang-bo-muong-ang.txt', import.meta.url));

let dataDir: string;
const running: Running[] = [];

const settings = () => ({ TIMBAO_DATA_DIR: dataDir, PORT: '0' });

const started = <T extends Running>(process: T): T => {
  running.push(process);
  return process;
};

const total = async (address: string, query: string): Promise<number> => {
  const response = await fetch(`${address}/v1/search?${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return ((await response.json()) as SearchResult).total.value;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'timbao-start-'));
  await chmod(dataDir, 0o755);
});

afterAll(async () => {
  for (const process of running) {
    process.send('SIGTERM');
    await process.ended();
  }
  await rm(dataDir, { recursive: true, force: true });
});

it.skipIf(!(await engineInstalledHere()))(
  'npm start alone: engine, index and samples; shared with the command line; gone after Ctrl-C; there again',
  { timeout: 3 * BOOT_MS },
  async () => {
    const first = started(startService(settings()));
    const address = await servedAt(first, BOOT_MS);
    const samples = await total(address, 'from=2000');
    expect(samples).toBeGreaterThanOrEqual(61);

    const engine = await engineStatus(dataDir);
    if (engine.status !== 'running') throw new Error(`The engine is ${engine.status}.`);
    expect(engine.users).toEqual([first.pid]);

    // The command line uses the engine that runs, and leaves it running.
    const again = started(startTimbao(['import', page], settings()));
    expect(await again.ended(), again.errors()).toBe(0);
    expect(again.out()).toContain('1 unchanged');
    expect(again.errors()).not.toContain('Starting Elasticsearch');
    const found = started(startTimbao(['search', 'muong', 'ang'], settings()));
    expect(await found.ended(), found.errors()).toBe(0);
    expect(found.out()).toContain('Mường Ảng');
    expect(await engineStatus(dataDir)).toMatchObject({ status: 'running', pid: engine.pid });

    const id = 'bvc-20210715-nhan-song-ma-xuat-khau';
    expect((await fetch(`${address}/v1/articles/${id}?refresh=wait`, { method: 'DELETE' })).status).toBe(204);
    first.send('SIGINT');
    expect(await first.ended()).toBe(0);
    expect(identifyProcess(engine.pid)).toBeUndefined();
    expect((await engineStatus(dataDir)).status).toBe('stopped');
    await expect(fetch(engine.url)).rejects.toThrow();

    const second = started(startService(settings()));
    const sameAddress = await servedAt(second, BOOT_MS);
    expect(second.out()).not.toMatch(/Created|Loaded/);
    expect(await total(sameAddress, 'from=2000')).toBe(samples - 1);
    second.send('SIGTERM');
    expect(await second.ended()).toBe(0);
    expect((await engineStatus(dataDir)).status).toBe('stopped');
  },
);
