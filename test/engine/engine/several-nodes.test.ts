import { connect, createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../../support/fault-proxy.ts';
import { elasticsearchUrl, uniqueIndexName } from '../../support/test-engine.ts';

// Two ways to the test run's engine stand for two nodes of a cluster.
let direct: Engine;
const index = uniqueIndexName('nodes');
let faults: [Fault, Fault];
let proxies: [FaultProxy, FaultProxy];
let engine: Engine;

const healthy: Fault = { kind: 'none' };
const asked = (): number[] => proxies.map(({ requests }) => requests.length);

/** An address at which nothing listens. */
const nowhere = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
};

beforeAll(async () => {
  direct = createEngine({ url: elasticsearchUrl() });
  await direct.createIndex(index, { mappings: { properties: { n: { type: 'integer' } } } });
  faults = [healthy, healthy];
  proxies = [
    await startFaultProxy(elasticsearchUrl(), () => faults[0]),
    await startFaultProxy(elasticsearchUrl(), () => faults[1]),
  ];
});

afterAll(async () => {
  await engine.close();
  for (const proxy of proxies) await proxy.close();
  await direct.deleteIndex(index);
  await direct.close();
});

const write = (to: Engine, id: string) =>
  to.bulk(index, `${JSON.stringify({ index: { _id: id } })}\n{"n":1}\n`, { isAlias: false });

describe('an engine of several nodes', () => {
  it('asks each of them', async () => {
    engine = createEngine({ url: proxies.map(({ url }) => url) });
    for (let i = 0; i < 6; i++) await engine.count(index);
    for (const count of asked()) expect(count).toBeGreaterThanOrEqual(2);
  });

  it.each<[string, Fault]>([
    ['breaks off', { kind: 'cut' }],
    ['is starting', { kind: 'answer', status: 503, body: { error: 'starting', status: 503 } }],
  ])('reads from another where one %s, and leaves that one out', async (_, fault) => {
    const own = createEngine({ url: proxies.map(({ url }) => url) });
    faults[0] = fault;
    try {
      for (let i = 0; i < 4; i++) expect(await own.count(index)).toBe(0);
      const before = asked();
      for (let i = 0; i < 6; i++) expect(await own.count(index)).toBe(0);
      const after = asked();
      expect((after[0] as number) - (before[0] as number)).toBe(0);
      expect((after[1] as number) - (before[1] as number)).toBe(6);
    } finally {
      faults[0] = healthy;
      await own.close();
    }
  });

  it('writes to another where one cannot be reached, and never sends twice what may have been done', async () => {
    const gone = createEngine({ url: [await nowhere(), proxies[1].url] });
    for (let i = 0; i < 4; i++) await write(gone, `a${i}`);
    await gone.close();
    await direct.refresh(index);
    expect(await direct.count(index)).toBe(4);

    const own = createEngine({ url: proxies.map(({ url }) => url) });
    faults = [{ kind: 'cut-answer' }, { kind: 'cut-answer' }];
    const before = asked();
    try {
      await expect(write(own, 'b')).rejects.toMatchObject({ code: 'engine_unavailable' });
      const sent = asked().map((count, at) => count - (before[at] as number));
      expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
    } finally {
      faults = [healthy, healthy];
      await own.close();
    }
  });

  it('says so where none can be reached, and comes back with the first that can', async () => {
    const urls = [await nowhere(), await nowhere()];
    const own = createEngine({ url: urls });
    await expect(own.count(index)).rejects.toMatchObject({ code: 'engine_unavailable' });
    await expect(write(own, 'c')).rejects.toMatchObject({ code: 'engine_unavailable' });
    const { port } = new URL(urls[1] as string);
    const target = Number(new URL(proxies[0].url).port);
    const back = createServer((socket) => {
      const onward = connect(target, '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const one of [socket, onward]) one.on('error', () => {});
    }).listen(Number(port), '127.0.0.1');
    try {
      await new Promise((resolve) => back.once('listening', resolve));
      const { clusterName } = await own.info();
      expect(clusterName).not.toBe('');
    } finally {
      back.close();
      await own.close();
    }
  });
});
