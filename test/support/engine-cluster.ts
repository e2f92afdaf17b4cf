import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { addressWithAccess, type EngineAccess } from '../../src/embedded/engine-access.ts';
import { engineAccount, giveTo } from '../../src/embedded/engine-account.ts';
import { inheritedEnvironment } from '../../src/embedded/engine-environment.ts';
import { endEngine, launchEngine } from '../../src/embedded/engine-process.ts';
import { installEngine } from '../../src/embedded/install-engine.ts';
import { locateJdk } from '../../src/embedded/locate-jdk.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from '../../src/embedded/process-identity.ts';
import { killGroup } from '../../src/embedded/run-command.ts';
import { ensureTransportCertificate } from '../../src/embedded/transport-certificate.ts';
import {
  engineLayout,
  writeEngineConfig,
  type EngineLayout,
} from '../../src/embedded/write-engine-config.ts';
import { startCutProxy, type CutProxy } from './cut-proxy.ts';

/** One of the processes of a cluster. */
export interface ClusterNode {
  readonly name: string;
  /** With its password; the same after each start. */
  readonly url: string;
  /** Asks this node alone, with the rights of its only user. */
  readonly client: Client;
  /** Whether what the others send it goes through the proxy of the cluster. */
  readonly isBehindProxy: boolean;
  /** SIGKILL; returns when its process is gone. */
  kill(): Promise<void>;
  /** Starts it on what it has stored; returns when it answers, as a part of the cluster or not yet. */
  start(): Promise<void>;
}

/** Several nodes of the embedded engine on this machine, with security and TLS between them. */
export interface EngineCluster {
  readonly nodes: readonly ClusterNode[];
  /** The way of the last node's connections from the others. */
  readonly line: CutProxy;
  /** The elected master, as the nodes that answer have it. */
  master(): Promise<ClusterNode>;
  /** Waits until all nodes are in it, and all shards and their copies are there. */
  untilGreen(timeoutMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** The machine may have much else to do. */
const START_MS = 480_000;
const POLL_MS = 200;
const HEAP = '512m';

/** The cluster's only user: it listens on loopback, and is gone after the test. */
const ACCESS: EngineAccess = { username: 'drill', password: 'd'.repeat(43) };

/** @param size 3, so that two are a majority */
export const startEngineCluster = async (size: number): Promise<EngineCluster> => {
  const work = await mkdtemp(join(tmpdir(), 'timbao-cluster-'));
  // mkdtemp's folders are closed, and run by root, the engine is another user.
  await chmod(work, 0o755);
  const env = inheritedEnvironment();
  const account = engineAccount();
  const jdk = await locateJdk(env, account);
  const home = await installEngine({ jdk, env, account, onProgress: () => {} });
  const { signal } = new AbortController();
  // One for all: a node believes those that have its own.
  const certificate = await ensureTransportCertificate(join(work, 'transport'), { jdk, env, signal });
  const ports = await freePorts(size * 2);
  const places = Array.from({ length: size }, (_, at) => ({
    name: `drill-${at + 1}`,
    http: ports[at] ?? 0,
    transport: ports[size + at] ?? 0,
  }));
  const line = await startCutProxy(places.at(-1)?.transport ?? 0);

  const makeNode = async (at: number): Promise<ClusterNode & { end(): Promise<void> }> => {
    const { name, http, transport } = places[at] as (typeof places)[number];
    const isBehindProxy = at === size - 1;
    const layout = engineLayout(join(work, name));
    const address = `http://127.0.0.1:${http}`;
    await mkdir(layout.root);
    let launcher: ProcessIdentity | undefined;
    const url = addressWithAccess(address, ACCESS);
    const client = new Client({ node: address, auth: ACCESS, maxRetries: 0, requestTimeout: 10_000 });
    const killNow = (): void => killGroup(launcher?.pid, 'SIGKILL');
    process.once('exit', killNow);

    const start = async (): Promise<void> => {
      await writeEngineConfig(layout, name, {
        port: http,
        access: ACCESS,
        certificate,
        heap: HEAP,
        shortLived: true,
      });
      const yml = join(layout.config, 'elasticsearch.yml');
      const settings = (await readFile(yml, 'utf8'))
        .split('\n')
        .filter((setting) => !/^(?:discovery|transport)\./.test(setting));
      const clusterSettings = {
        'transport.port': transport,
        ...(isBehindProxy && { 'transport.publish_port': line.port }),
        'discovery.seed_hosts': places.map((place, other) =>
          other === size - 1 ? `127.0.0.1:${line.port}` : `127.0.0.1:${place.transport}`,
        ),
        // Looked at by a cluster that is yet to be, and by nobody later.
        'cluster.initial_master_nodes': places.map((place) => place.name),
      };
      const lines = Object.entries(clusterSettings).map(
        ([setting, value]) => `${setting}: ${JSON.stringify(value)}`,
      );
      await writeFile(yml, [...settings, ...lines, ''].join('\n'));
      for (const folder of [layout.config, layout.logs, layout.temp, layout.data, layout.root])
        await giveTo(account, folder);
      const child = await launchEngine({ home, layout, jdk, env, account });
      launcher = identifyProcess(child.pid ?? 0) ?? { pid: child.pid ?? 0, began: '' };
      const deadline = performance.now() + START_MS;
      while ((await client.info().catch(() => null)) === null) {
        if (!isAlive(launcher) || performance.now() > deadline)
          throw new Error(`The node ${name} did not start:\n${await lastWords(layout)}`);
        await sleep(POLL_MS);
      }
    };
    return {
      name,
      url,
      client,
      isBehindProxy,
      start,
      kill: async () => {
        killNow();
        while (launcher !== undefined && isAlive(launcher)) await sleep(20);
      },
      end: async () => {
        process.off('exit', killNow);
        await client.close();
        if (launcher !== undefined) await endEngine(launcher, undefined);
      },
    };
  };

  const nodes: Awaited<ReturnType<typeof makeNode>>[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.end()));
    await line.close();
    await rm(work, { recursive: true, force: true });
  };
  const firstAnswer = async <T>(ask: (client: Client) => Promise<T>): Promise<T> =>
    Promise.any(nodes.map(({ client }) => ask(client)));

  const cluster: EngineCluster = {
    nodes,
    line,
    master: async () => {
      const [entry] = await firstAnswer((client) => client.cat.master({ format: 'json' }));
      const master = nodes.find(({ name }) => name === entry?.node);
      if (master === undefined) throw new Error('The cluster has no master.');
      return master;
    },
    untilGreen: async (timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      const isGreen = async (): Promise<boolean> => {
        const health = await firstAnswer((client) =>
          client.cluster.health({ wait_for_status: 'green', wait_for_nodes: String(size), timeout: '5s' }),
        ).catch(() => null);
        return health !== null && health.status === 'green' && !health.timed_out;
      };
      while (!(await isGreen())) {
        if (performance.now() > deadline)
          throw new Error(`The cluster was not whole again within ${timeoutMs / 1000} s.`);
        await sleep(POLL_MS);
      }
    },
    stop,
  };
  try {
    for (let at = 0; at < size; at++) nodes.push(await makeNode(at));
    await Promise.all(nodes.map((node) => node.start()));
    await cluster.untilGreen(START_MS);
    return cluster;
  } catch (error) {
    await stop();
    throw error;
  }
};

/** What a node has said: its console, and the end of its log. */
const lastWords = async ({ console, log }: EngineLayout): Promise<string> => {
  const texts = await Promise.all([console, log].map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.map((text) => text.slice(-4_000)).join('\n');
};

/**
 * Below those that systems give to connections: a node that was killed must find its own free when it is back.
 */
const LEAST_PORT = 15_000;
const PORTS = 15_000;

const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports: number[] = [];
  for (let port = LEAST_PORT + Math.floor(Math.random() * PORTS); ports.length < count; port++) {
    if (port >= LEAST_PORT + PORTS) port = LEAST_PORT;
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    ports.push(port);
  }
  return ports;
};
