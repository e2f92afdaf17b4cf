import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLoadClient, type Answered, type LoadClient } from './load-client.ts';
import { startOwnService, type OwnService } from './own-service.ts';
import { cpuSeconds, type CpuSeconds } from '../support/cpu-seconds.ts';
import { residentMb } from '../support/resident-mb.ts';
import { elasticsearchUrl } from '../support/test-engine.ts';

// What a machine does in a second is its own: this is for `npm run faults` and `npm run load`, which print it.
const isAsked = ['faults', 'load'].includes(process.env['npm_lifecycle_event'] ?? '');

/** How long each load lasts; LOAD_SECONDS=600 for what counts before a release. */
const SECONDS = Number(process.env['LOAD_SECONDS'] ?? 20);

/** Megabytes of answers that are kept; LOAD_KEPT=32: as the service comes. */
const KEPT = process.env['LOAD_KEPT'] ?? '0';

/** How often so much as can be done is asked for. */
const TIMES = [2, 4];

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

const searchPath = (n: number): string =>
  `/v1/search?${new URLSearchParams({ q: QUERIES[n % QUERIES.length] ?? '', facets: 'year' }).toString()}`;

const quantile = (numbers: readonly number[], share: number): number =>
  Math.round([...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0);

const timesOf = (answers: readonly Answered[], status: number): readonly number[] =>
  answers.filter((answer) => answer.status === status).map(({ ms }) => ms);

/** Of how many cores each was at work. */
const coresOf = (before: CpuSeconds, after: CpuSeconds, seconds: number): string =>
  (['service', 'engine', 'client'] as const)
    .map((who) => `${who} ${((after[who] - before[who]) / seconds).toFixed(2)}`)
    .join(', ');

/** Asks for /health ten times a second until told to stop. */
const startProbing = (client: LoadClient) => {
  const answers: Answered[] = [];
  let isOver = false;
  const probing = (async () => {
    while (!isOver) {
      answers.push(await client.get('/health'));
      await sleep(100);
    }
  })();
  return async (): Promise<readonly Answered[]> => {
    isOver = true;
    await probing;
    return answers;
  };
};

describe.skipIf(!isAsked)(
  'under more load than can be borne',
  { timeout: (SECONDS * TIMES.length * 2 + 120) * 1_000 },
  () => {
    let own: OwnService;
    let client: LoadClient;

    beforeAll(async () => {
      // Each search is one: what is kept costs next to nothing.
      own = await startOwnService('load', { TIMBAO_RESULT_CACHE: KEPT });
      client = createLoadClient(own.address, searchPath);
      await client.closedLoop(4, 8);
    });

    afterAll(async () => {
      await own.end();
      client.close();
    });

    it('most of what can be done is done, the rest is turned away at once, and probes are answered', async () => {
      const alone = quantile(timesOf(await client.closedLoop(1, 5), 200), 0.99);
      let most = 0;
      const cpu = () => cpuSeconds(own.address, elasticsearchUrl());
      for (const clients of [4, 8, 16]) {
        const cpuBefore = await cpu();
        const done = timesOf(await client.closedLoop(clients, 6), 200).length / 6;
        most = Math.max(most, done);
        console.log(
          `closed loop, ${clients} clients: ${Math.round(done)} a second; cores: ${coresOf(cpuBefore, await cpu(), 6)}`,
        );
      }
      for (const times of TIMES) {
        const before = await residentMb(own.address);
        // Where this process is late itself, so are its figures.
        const ownDelay = monitorEventLoopDelay({ resolution: 5 });
        ownDelay.enable();
        const stopProbing = startProbing(client);
        const cpuBefore = await cpu();
        const answers = await client.openLoop(most * times, SECONDS);
        const cores = coresOf(cpuBefore, await cpu(), SECONDS);
        const health = (await stopProbing()).map(({ ms }) => ms);
        ownDelay.disable();
        const [accepted, shed] = [timesOf(answers, 200), timesOf(answers, 503)];
        const goodput = accepted.length / SECONDS / most;
        const p99 = quantile(accepted, 0.99);
        console.log(
          [
            `${times} × ${Math.round(most)} a second for ${SECONDS} s:`,
            `  answered ${Math.round(accepted.length / SECONDS)} a second, ${Math.round(goodput * 100)} % of the most`,
            `  accepted p50 ${quantile(accepted, 0.5)} p99 ${p99} ms, ${(p99 / alone).toFixed(1)} × ${alone} ms alone`,
            `  refused  ${shed.length}, p50 ${quantile(shed, 0.5)} p99 ${quantile(shed, 0.99)} ms; others ${answers.length - accepted.length - shed.length}`,
            `  /health  p50 ${quantile(health, 0.5)} p99 ${quantile(health, 0.99)} worst ${quantile(health, 1)} ms`,
            `  cores    ${cores}`,
            `  memory   ${before} → ${await residentMb(own.address)} MB; the client itself was late by p99 ${Math.round(ownDelay.percentile(99) / 1e6)} worst ${Math.round(ownDelay.max / 1e6)} ms`,
          ].join('\n'),
        );
        // At the edge of its time one may be a 504.
        expect(accepted.length + shed.length).toBeGreaterThan(answers.length * 0.98);
        expect(goodput).toBeGreaterThan(0.5);
      }
    });
  },
);
