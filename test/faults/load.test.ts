import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Agent, request } from 'node:http';
import { createEngine } from '../../src/engine/create-engine.ts';
import { servedAt, startService, type Running } from '../engine/start/run-timbao.ts';
import { elasticsearchUrl, uniqueIndexName } from '../support/test-engine.ts';

// What a machine does in a second is its own: this is for `npm run faults`, which prints it.
const isAsked = process.env['npm_lifecycle_event'] === 'faults';

/** How long each load lasts; LOAD_SECONDS=600 for what counts before a release. */
const SECONDS = Number(process.env['LOAD_SECONDS'] ?? 20);

const QUERIES = [
  'chuyen doi so',
  'lãnh đạo',
  'ban na pong',
  '"chuyển đổi số"',
  'thủy lợi',
  'giao vien',
  'covid',
  'san xuat',
];

interface Answered {
  readonly status: number;
  readonly ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

const get = (url: string): Promise<Answered> =>
  new Promise((resolve) => {
    const start = performance.now();
    const done = (status: number): void => resolve({ status, ms: performance.now() - start });
    request(url, { agent }, (response) => {
      response.resume().on('end', () => done(response.statusCode ?? 0));
    })
      .on('error', () => done(0))
      .end();
  });

const quantile = (numbers: readonly number[], share: number): number =>
  Math.round([...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0);

describe.skipIf(!isAsked)(
  'under more load than can be borne',
  { timeout: (SECONDS * 4 + 120) * 1_000 },
  () => {
    const index = uniqueIndexName('load');
    let service: Running;
    let address = '';

    const searchUrl = (n: number): string =>
      `${address}/v1/search?${new URLSearchParams({ q: QUERIES[n % QUERIES.length] ?? '', facets: 'year' }).toString()}`;
    const memory = async (): Promise<number> => {
      const text = await (await fetch(`${address}/metrics`)).text();
      return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1e6);
    };

    const closedLoop = async (clients: number, seconds: number): Promise<readonly Answered[]> => {
      const answers: Answered[] = [];
      const until = performance.now() + seconds * 1_000;
      let n = 0;
      await Promise.all(
        Array.from({ length: clients }, async () => {
          while (performance.now() < until) answers.push(await get(searchUrl(n++)));
        }),
      );
      return answers;
    };
    const openLoop = async (perSecond: number, seconds: number): Promise<readonly Answered[]> => {
      const asking: Promise<Answered>[] = [];
      const start = performance.now();
      while (performance.now() - start < seconds * 1_000) {
        const due = ((performance.now() - start) / 1_000) * perSecond;
        while (asking.length < due) asking.push(get(searchUrl(asking.length)));
        await sleep(5);
      }
      return Promise.all(asking);
    };

    beforeAll(async () => {
      service = startService({
        ELASTICSEARCH_URL: elasticsearchUrl(),
        PORT: '0',
        TIMBAO_INDEX: index,
        TIMBAO_SAMPLES: 'on',
        LOG_LEVEL: 'warn',
      });
      address = await servedAt(service);
      await closedLoop(4, 5);
    });

    afterAll(async () => {
      service.send('SIGTERM');
      await service.ended();
      agent.destroy();
      const engine = createEngine({ url: elasticsearchUrl() });
      for (const name of await engine.listIndices(`${index}-v*`)) await engine.deleteIndex(name);
      await engine.close();
    });

    it('most of what can be done is done, the rest is turned away at once, and probes are answered', async () => {
      const alone = await closedLoop(1, 5);
      const unloaded = quantile(
        alone.map(({ ms }) => ms),
        0.99,
      );
      let best = 0;
      for (const clients of [4, 8, 16]) {
        const done = (await closedLoop(clients, 6)).filter(({ status }) => status === 200).length / 6;
        best = Math.max(best, done);
        console.log(`closed loop, ${clients} clients: ${Math.round(done)} a second`);
      }
      const before = await memory();
      for (const times of [2, 4]) {
        const health: Answered[] = [];
        const loading = openLoop(best * times, SECONDS);
        let isOver = false;
        const probing = (async () => {
          while (!isOver) {
            health.push(await get(`${address}/health`));
            await sleep(100);
          }
        })();
        const answers = await loading;
        isOver = true;
        await probing;
        const of = (status: number): number[] =>
          answers.filter((answer) => answer.status === status).map(({ ms }) => ms);
        const [accepted, shed] = [of(200), of(503)];
        const share = accepted.length / SECONDS / best;
        const worst = Math.max(...health.map(({ ms }) => ms));
        console.log(
          `${times} × ${Math.round(best)} a second: ${Math.round(accepted.length / SECONDS)} a second answered (${Math.round(share * 100)} % of the best), ` +
            `p50 ${quantile(accepted, 0.5)} p99 ${quantile(accepted, 0.99)} ms (alone ${unloaded}); ${shed.length} turned away, p50 ${quantile(shed, 0.5)} p99 ${quantile(shed, 0.99)} ms; ` +
            `others ${answers.length - accepted.length - shed.length}; /health p99 ${quantile(
              health.map(({ ms }) => ms),
              0.99,
            )} worst ${Math.round(worst)} ms; memory ${before} → ${await memory()} MB`,
        );
        // At the edge of its time one may be a 504.
        expect(accepted.length + shed.length).toBeGreaterThan(answers.length * 0.98);
        expect(share).toBeGreaterThan(0.5);
      }
    });
  },
);
