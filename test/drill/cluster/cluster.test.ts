import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { servedAt, startService, type Running } from '../../engine/start/run-timbao.ts';
import type { Cut } from '../../support/cut-proxy.ts';
import { startEngineCluster, type ClusterNode, type EngineCluster } from '../../support/engine-cluster.ts';
import { compareCopies, compareWithControl } from './compare.ts';
import { KNOWN_ARTICLES } from './known-articles.ts';
import { figuresText, startLedger, TURNED_AWAY, type Ledger } from './ledger.ts';
import { readWhile } from './readers.ts';
import { writeWhile } from './writers.ts';

const numberFrom = (name: string, usual: number): number => Number(process.env[name] ?? usual);

/** How the articles are divided among indices, one run for each: `DRILL_PARTITIONS=none`. */
const PARTITIONS = (process.env['DRILL_PARTITIONS'] ?? 'none,year').split(',');
const SEED = numberFrom('DRILL_SEED', 1);
const WRITES_PER_SECOND = numberFrom('DRILL_WRITES', 50);
const SEARCHES_PER_SECOND = numberFrom('DRILL_SEARCHES', 100);
/** Seconds without an event, at the beginning and after each. */
const CALM_S = numberFrom('DRILL_CALM', 20);
/** Seconds that a node is gone, or cut off. */
const AWAY_S = numberFrom('DRILL_AWAY', 30);

const WHOLE_AGAIN_MS = 240_000;
const SERVICE_START_MS = 120_000;
/** After its last write was acknowledged, an article is found within a second. */
const REFRESHED_MS = 2_500;

/** Characters of a service's log that are shown where it went wrong. */
const LAST_WORDS = 5_000;

interface Event {
  readonly name: string;
  /** Seconds from the event on in which there may be errors. */
  readonly boundS: number;
  /** How long it lasts, at least. */
  readonly leastS?: number;
  readonly strike: (cluster: EngineCluster) => Promise<ClusterNode>;
  readonly mend: (cluster: EngineCluster, struck: ClusterNode) => Promise<void>;
}

const restart = (_: EngineCluster, struck: ClusterNode): Promise<void> => struck.start();

const cutOff = (how: Cut, bounds: Pick<Event, 'boundS' | 'leastS'>): Event => ({
  name: `a node’s line is cut (${how})`,
  ...bounds,
  strike: ({ line, nodes }) => {
    line.cut(how);
    return Promise.resolve(nodes.find(({ isBehindProxy }) => isBehindProxy) as ClusterNode);
  },
  mend: ({ line }) => {
    line.heal();
    return Promise.resolve();
  },
});

const ALL_EVENTS: Readonly<Record<string, Event>> = {
  node: {
    name: 'a node is killed',
    boundS: 5,
    strike: async (cluster) => {
      const master = await cluster.master();
      const other = cluster.nodes.find((node) => node !== master && !node.isBehindProxy) as ClusterNode;
      await other.kill();
      return other;
    },
    mend: restart,
  },
  master: {
    name: 'the master is killed',
    boundS: 10,
    strike: async (cluster) => {
      const master = await cluster.master();
      await master.kill();
      return master;
    },
    mend: restart,
  },
  cut: cutOff('broken', { boundS: 10 }),
  // Elasticsearch takes a node that says nothing for gone after three times ten seconds.
  silence: cutOff('silent', { boundS: 45, leastS: 60 }),
};

/** What happens, in order: `DRILL_EVENTS=node,cut`. */
const EVENTS = (process.env['DRILL_EVENTS'] ?? Object.keys(ALL_EVENTS).join(',')).split(',').map((word) => {
  const event = ALL_EVENTS[word];
  if (event === undefined)
    throw new Error(`There is no event “${word}”: ${Object.keys(ALL_EVENTS).join(', ')}.`);
  return event;
});

/** The same from the moment on in which an event is over. */
const BACK_BOUND_S = 10;

/** A machine that turns away a greater part of the searches when nothing is wrong says nothing about times. */
const MOST_TURNED_AWAY = 0.02;

/** Errors that a service has no explanation for: 500 to whoever asked, and never what becomes of a node. */
const UNEXPLAINED = ['engine_rejected', 'internal'];
const MOST_UNEXPLAINED = 5;

const tell = (text: string): void => console.log(text);

let cluster: EngineCluster;

beforeAll(async () => {
  cluster = await startEngineCluster(3);
});

afterAll(() => cluster?.stop());

describe.each(PARTITIONS)('a cluster of three whose articles are partitioned by %s', (partition) => {
  const services: Running[] = [];
  const alias = `drill-${partition}`;
  const addresses: string[] = [];

  beforeAll(async () => {
    for (let n = 0; n < 2; n++) {
      const service = startService({
        ELASTICSEARCH_URL: cluster.nodes.map(({ url }) => url).join(','),
        PORT: '0',
        TIMBAO_INDEX: alias,
        TIMBAO_REPLICAS: '1',
        TIMBAO_SAMPLES: 'off',
        TIMBAO_PARTITION: partition,
        TIMBAO_RATE_LIMIT: '0',
        LOG_LEVEL: 'warn',
      });
      services.push(service);
      addresses.push(await servedAt(service, SERVICE_START_MS));
    }
    const body = KNOWN_ARTICLES.map((article) => `${JSON.stringify(article)}\n`).join('');
    const stored = await fetch(`${addresses[0]}/v1/articles/bulk?refresh=wait`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body,
    });
    expect(await stored.text()).toContain(`"created":${KNOWN_ARTICLES.length}`);
    await cluster.untilGreen(WHOLE_AGAIN_MS);
  });

  afterAll(async () => {
    for (const service of services) service.send('SIGTERM');
    const ends = await Promise.all(services.map((service) => service.ended()));
    // Nothing but the signal has ended them.
    expect(ends).toEqual([0, 0]);
  });

  /** One event after the other; each moment is noted. */
  const goThrough = async (ledger: Ledger): Promise<void> => {
    ledger.onMoment('before', 0);
    await sleep(CALM_S * 1_000);
    for (const { name, boundS, leastS = 0, strike, mend } of EVENTS) {
      ledger.onMoment(name, boundS);
      const master = await cluster.master();
      const struck = await strike(cluster);
      tell(`${name}: ${struck.name}${struck === master ? ', the master' : ''}`);
      await sleep(Math.max(AWAY_S, leastS) * 1_000);
      ledger.onMoment(`${name}: it is back`, BACK_BOUND_S);
      await mend(cluster, struck);
      await cluster.untilGreen(WHOLE_AGAIN_MS);
      await sleep(CALM_S * 1_000);
    }
  };

  it('loses no acknowledged write, finds what there is, and fails for seconds only', async ({
    onTestFailed,
  }) => {
    onTestFailed(() => {
      for (const service of services) tell(`A service has said:\n${service.errors().slice(-LAST_WORDS)}`);
    });
    const ledger = startLedger();
    const stop = new AbortController();
    const writing = writeWhile(addresses, { perSecond: WRITES_PER_SECOND, seed: SEED }, ledger, stop.signal);
    const reading = readWhile(addresses, SEARCHES_PER_SECOND, ledger, stop.signal);
    const happening = goThrough(ledger).finally(() => stop.abort());
    await Promise.allSettled([happening, writing, reading]);
    const figures = ledger.figures();
    for (const one of figures) tell(figuresText(one));
    await happening;
    const unexplained = services.flatMap((service) =>
      service
        .errors()
        .split('\n')
        .filter((line) => UNEXPLAINED.some((code) => line.includes(`"code":"${code}"`))),
    );
    for (const line of unexplained.slice(0, MOST_UNEXPLAINED)) tell(line);
    const written = await writing;
    const wrongSearches = await reading;

    await sleep(REFRESHED_MS);
    const { acknowledged } = written;
    const removed = [...acknowledged.values()].filter(({ isRemoved }) => isRemoved).length;
    for (const address of addresses) {
      await vi.waitFor(async () => expect((await fetch(`${address}/ready`)).status).toBe(200), 30_000);
      expect(await compareWithControl(address, acknowledged)).toEqual([]);
    }
    const { copies, differing } = await compareCopies(cluster, alias);
    tell(
      `${acknowledged.size} articles written, ${removed} of them removed, and ${KNOWN_ARTICLES.length} left alone: as acknowledged, by both services; ${copies} copies alike`,
    );
    expect(differing).toEqual([]);
    expect(written.wrong).toEqual([]);
    expect(wrongSearches).toEqual([]);
    expect(unexplained).toEqual([]);
    const [calm] = figures;
    const turnedAway = calm?.errors.get(`search ${TURNED_AWAY}`) ?? 0;
    const isUpToIt = turnedAway <= MOST_TURNED_AWAY * (turnedAway + (calm?.answered.search ?? 0));
    if (!isUpToIt) tell('This machine does not bear the load: for how long there were errors is not judged.');
    for (const { moment, lastErrorS, answered } of figures) {
      if (isUpToIt)
        expect(lastErrorS ?? 0, `seconds of errors: ${moment.name}`).toBeLessThanOrEqual(moment.boundS);
      expect(answered.search, `searches answered: ${moment.name}`).toBeGreaterThan(0);
      expect(answered.write, `writes acknowledged: ${moment.name}`).toBeGreaterThan(0);
    }
  });
});
