import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/domain/app-error.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { startFaultProxy, type Fault, type FaultProxy, type SeenRequest } from '../../support/fault-proxy.ts';
import { elasticsearchUrl, uniqueIndexName } from '../../support/test-engine.ts';

// Two ways to the test run's engine stand for two nodes of a cluster.
let direct: Engine;
const index = uniqueIndexName('nodes');
let faults: [FaultOf, FaultOf];
let proxies: [FaultProxy, FaultProxy];
let engine: Engine;

type FaultOf = Fault | ((request: SeenRequest) => Fault);

const healthy: Fault = { kind: 'none' };
const isLook = ({ path }: SeenRequest): boolean => path.startsWith('/_cluster/health');
/** But for looks at nodes that were left out. */
const asked = (): number[] => proxies.map(({ requests }) => requests.filter((one) => !isLook(one)).length);
const decide = (at: 0 | 1) => (request: SeenRequest) => {
  const fault = faults[at];
  return typeof fault === 'function' ? fault(request) : fault;
};

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
    await startFaultProxy(elasticsearchUrl(), decide(0)),
    await startFaultProxy(elasticsearchUrl(), decide(1)),
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

  it('leaves out one that does not answer in time', async () => {
    const own = createEngine({ url: proxies.map(({ url }) => url), requestTimeoutMs: 2_000 });
    faults[0] = { kind: 'silence' };
    try {
      const outcomes: string[] = [];
      for (let i = 0; i < 6; i++)
        outcomes.push(
          await own.count(index).then(
            () => 'ok',
            (error: AppError) => error.code,
          ),
        );
      expect(outcomes.toSorted()).toEqual(['engine_timeout', 'ok', 'ok', 'ok', 'ok', 'ok']);
    } finally {
      faults[0] = healthy;
      await own.close();
    }
  });

  it('writes to another where one has no master', async () => {
    const own = createEngine({ url: proxies.map(({ url }) => url) });
    const error = {
      type: 'cluster_block_exception',
      reason: 'blocked by: [SERVICE_UNAVAILABLE/2/no master];',
    };
    const refusal: Fault = { kind: 'answer', status: 503, body: { error, status: 503 } };
    faults[0] = ({ path }) => (path.includes('/_bulk') ? refusal : healthy);
    try {
      for (let i = 0; i < 4; i++) expect(await write(own, `m${i}`)).toMatchObject([{ error: null }]);
    } finally {
      faults[0] = healthy;
      await own.close();
    }
  });

  it('asks one again soon that failed under load, and not before it is a part of the cluster', async () => {
    const own = createEngine({ url: proxies.map(({ url }) => url) });
    faults[0] = { kind: 'cut' };
    const looksBefore = proxies[0].requests.filter(isLook).length;
    const countFor = async (ms: number): Promise<number> => {
      const before = asked()[0] as number;
      for (const until = performance.now() + ms; performance.now() < until; await sleep(20))
        await own.count(index);
      return (asked()[0] as number) - before;
    };
    try {
      // More fail at once than may be tried again.
      await Promise.allSettled(Array.from({ length: 60 }, () => own.count(index)));
      faults[0] = (request) =>
        isLook(request)
          ? { kind: 'answer', status: 503, body: { error: 'no master', status: 503 } }
          : healthy;
      expect(await countFor(2_000)).toBe(0);
      const looks = proxies[0].requests.filter(isLook).length - looksBefore;
      expect(looks).toBeGreaterThan(0);
      // Not with every request that goes to another.
      expect(looks).toBeLessThan(4);
      faults[0] = healthy;
      expect(await countFor(5_000)).toBeGreaterThan(0);
    } finally {
      faults[0] = healthy;
      await own.close();
    }
  }, 20_000);

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
