import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/engine/create-engine.ts';
import { servedAt, startService } from '../engine/start/run-timbao.ts';
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts';
import { elasticsearchUrl, uniqueIndexName } from '../support/test-engine.ts';
import { deleteAll } from '../support/scratch-store.ts';

const index = uniqueIndexName('survives');
const engine = createEngine({ url: elasticsearchUrl() });

afterAll(async () => {
  await deleteAll(engine, index);
  await engine.close();
});

/** The same as TIMBAO_REQUEST_TIMEOUT; what is done in the background has three times as long for each call. */
const DEADLINE_S = 0.5;

it.each<[string, Fault]>([
  ['silent', { kind: 'silence' }],
  ['stalled', { kind: 'stall' }],
])(
  'an engine that is %s for longer than any call may take ends nothing, and suggestions come again',
  { timeout: 60_000 },
  async (_, fault) => {
    let now: Fault = { kind: 'none' };
    const proxy = await startFaultProxy(elasticsearchUrl(), () => now);
    const service = startService({
      ELASTICSEARCH_URL: proxy.url,
      PORT: '0',
      TIMBAO_INDEX: index,
      TIMBAO_SAMPLES: 'on',
      TIMBAO_REQUEST_TIMEOUT: String(DEADLINE_S),
    });
    try {
      const address = await servedAt(service);
      const metrics = async (): Promise<string> => (await fetch(`${address}/metrics`)).text();
      await vi.waitFor(
        async () => expect(await metrics()).toMatch(/looks_total\{work="suggestions",outcome="done"\} \d/),
        { timeout: 20_000 },
      );
      now = fault;
      await vi.waitFor(
        async () => expect(await metrics()).toMatch(/looks_total\{work="suggestions",outcome="failed"\} \d/),
        { timeout: 20_000 },
      );
      expect((await fetch(`${address}/health`)).status).toBe(200);
      await sleep(DEADLINE_S * 3_000);
      now = { kind: 'none' };
      const title = 'Chợ phiên Pà Cò họp lại sau mùa mưa';
      const written = await fetch(`${address}/v1/articles/sau-khi-im-lang?refresh=wait`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ title, body: title, publishedAt: '2022-01-21' }),
      });
      expect([200, 201]).toContain(written.status);
      await vi.waitFor(
        async () =>
          expect(await (await fetch(`${address}/v1/suggest?q=cho+phien+pa`)).text()).toContain('Pà Cò'),
        { timeout: 40_000, interval: 500 },
      );
      service.send('SIGTERM');
      expect(await service.ended()).toBe(0);
      expect(service.errors()).toContain('"signal":"SIGTERM"');
    } finally {
      service.send('SIGKILL');
      await proxy.close();
    }
  },
);

it('a fault of its own ends the service in good order, with a line in the log and status 1', async () => {
  const stopSignal = fileURLToPath(new URL('../../dist/service/stop-signal.js', import.meta.url));
  const program = `
    const { stopSignal } = await import(${JSON.stringify(stopSignal)});
    const stop = stopSignal(() => console.log('asked'), { onFault: (error) => console.log('told', error.message) });
    setTimeout(() => { throw new Error('nobody foresaw it'); }, 10);
    const alive = setInterval(() => {}, 1000);
    try {
      await stop.asked;
    } catch (error) {
      console.log('stopping for', error.message);
      process.exitCode = 1;
    } finally {
      clearInterval(alive);
      stop.dispose();
    }`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  await expect(run).rejects.toMatchObject({ code: 1 });
  const { stdout } = (await run.catch((error: unknown) => error)) as { stdout: string };
  expect(stdout).toBe('told nobody foresaw it\nstopping for nobody foresaw it\n');
});
