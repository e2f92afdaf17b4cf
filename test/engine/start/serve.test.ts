import { once } from 'node:events';
import { connect as connectSocket, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { ensureIndex } from '../../../src/index-lifecycle/create-index.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { elasticsearchUrl, uniqueIndexName } from '../../support/test-engine.ts';
import { servedAt, startService, startTimbao, type Running } from './run-timbao.ts';
import { deleteAll } from '../../support/scratch-store.ts';

const url = elasticsearchUrl();
const engine = createEngine({ url });
const running: Running[] = [];
const indices: string[] = [];

/** A service of the shared engine, on any free port, with an index of its own unless one is named. */
const start = (settings: Readonly<Record<string, string>> = {}): Running & { readonly index: string } => {
  const index = settings['TIMBAO_INDEX'] ?? uniqueIndexName('serve');
  indices.push(index);
  const service = startService({ ELASTICSEARCH_URL: url, PORT: '0', TIMBAO_INDEX: index, ...settings });
  running.push(service);
  return { ...service, index };
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const search = async (address: string, query: string): Promise<SearchResult> => {
  const response = await fetch(`${address}/v1/search?${query}`);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as SearchResult;
};

afterEach(async () => {
  for (const service of running.splice(0)) {
    service.send('SIGKILL');
    await service.ended();
  }
});

afterAll(async () => {
  for (const index of new Set(indices)) await deleteAll(engine, index);
  await engine.close();
});

describe('npm start', { timeout: 60_000 }, () => {
  it('creates the index, loads the samples, and prints addresses that find something', async () => {
    const service = start({ TIMBAO_SAMPLES: 'on' });
    const address = await servedAt(service);
    expect(service.out()).toMatch(/Created the index serve-\w+-v\d+-\d+t\d+z\./);
    const [, loaded] = /Loaded (\d+) sample articles/.exec(service.out()) ?? [];
    expect(Number(loaded)).toBeGreaterThanOrEqual(61);
    expect(service.out()).not.toContain('Warning');

    const printed = [...service.out().matchAll(/^ {2}(http:\S+)/gm)].map(([, link]) => link ?? '');
    expect(printed).toHaveLength(3);
    for (const link of printed) {
      const response = await fetch(link);
      expect(response.status, link).toBe(200);
      if (link.includes('/v1/search')) {
        const { total, hits } = (await response.json()) as SearchResult;
        expect(total.value, link).toBeGreaterThan(0);
        expect(JSON.stringify(hits), link).toContain('<mark>');
      }
    }
    expect((await fetch(`${address}/ready`)).status).toBe(200);

    service.send('SIGINT');
    expect(await service.ended()).toBe(0);
    expect(service.out()).toContain('Stopping …');
    expect(service.out()).toMatch(/Stopped\.\n$/);
  });

  it('serves an index of mapping version 1 as well as it can be, and says that a rebuild is due', async () => {
    const alias = uniqueIndexName('serve');
    await ensureIndex(engine, { alias, shards: 1, replicas: 0, mapping: await readReleasedMapping(1) });
    const service = start({ TIMBAO_INDEX: alias, TIMBAO_SAMPLES: 'on' });
    const address = await servedAt(service);
    const due = /mapping version 1, .*timbao index rebuild --promote/u;
    expect(service.out()).toMatch(/^Warning: /mu);
    expect(service.out()).toMatch(due);
    const ready = await fetch(`${address}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      code: 'index_mismatch',
      detail: expect.stringContaining('rebuilt') as string,
    });

    const { facets } = await search(address, 'from=2000&facets=section,author,tag,source&size=1');
    for (const name of ['section', 'author', 'tag', 'source'] as const) {
      const [first] = facets?.[name] ?? [];
      expect(first?.count, name).toBeGreaterThan(0);
      const narrowed = await search(address, `${name}=${encodeURIComponent(first?.value ?? '')}&size=1`);
      expect(narrowed.total.value, name).toBe(first?.count);
    }
  });

  it('keeps what is there: a second start loads nothing and loses nothing', async () => {
    const first = start({ TIMBAO_SAMPLES: 'on' });
    const address = await servedAt(first);
    const before = await search(address, 'from=2019&size=1');
    await fetch(`${address}/v1/articles/${before.hits[0]?.id}?refresh=wait`, { method: 'DELETE' });
    first.send('SIGTERM');
    expect(await first.ended()).toBe(0);

    const second = start({ TIMBAO_SAMPLES: 'on', TIMBAO_INDEX: first.index });
    const after = await search(await servedAt(second), 'from=2019&size=1');
    expect(after.total.value).toBe(before.total.value - 1);
    expect(second.out()).not.toMatch(/Created|Loaded/);
  });

  it.each([{}, { TIMBAO_SAMPLES: 'off' }])(
    'loads nothing into somebody’s cluster unasked: %j',
    async (settings) => {
      const service = start(settings);
      const address = await servedAt(service);
      expect(service.out()).toContain('serves 0 articles');
      expect(service.out()).not.toContain('Loaded');
      expect((await search(address, 'from=2019')).total).toEqual({ value: 0, exact: true });
    },
  );

  it('finishes the request that is under way when it is told to stop', async () => {
    const service = start();
    const { hostname, port } = new URL(await servedAt(service));
    const body = JSON.stringify({ title: 'Cầu mới', body: 'Thông xe.', publishedAt: '2022-01-21' });
    const socket = connectSocket(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(
      `PUT /v1/articles/cau HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 10)}`,
    );
    await sleep(300);
    service.send('SIGTERM');
    await service.said('Stopping …');
    await sleep(300);
    socket.write(body.slice(10));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(await service.ended()).toBe(0);
    expect((await engine.get(service.index, 'cau'))?.source).toMatchObject({ title: 'Cầu mới' });
  });

  it('takes one Ctrl-C told twice for one, and a second one for the end', async () => {
    const service = start();
    const { hostname, port } = new URL(await servedAt(service));
    // Half a request: the stop waits for the rest of it.
    const socket = connectSocket(Number(port), hostname).on('error', () => {});
    socket.write(
      'PUT /v1/articles/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await sleep(300);
    service.send('SIGINT');
    service.send('SIGINT');
    await service.said('Stopping …');
    await sleep(1_500);
    expect(service.out()).not.toContain('Stopped.');
    service.send('SIGINT');
    expect(await service.ended()).toBe(130);
    socket.destroy();
  });

  it('answers while it waits for its engine, and stops when told to', async () => {
    const port = await freePort();
    const service = start({ ELASTICSEARCH_URL: 'http://127.0.0.1:1', PORT: String(port) });
    await service.said('Waiting for Elasticsearch at http://127.0.0.1:1');
    const at = `http://127.0.0.1:${port}`;
    expect((await fetch(`${at}/health`)).status).toBe(200);
    for (const path of ['/ready', '/v1/search?q=a', '/v1/articles/a']) {
      const response = await fetch(`${at}${path}`);
      expect(response.status, path).toBe(503);
      expect(response.headers.get('retry-after'), path).toBe('5');
    }
    service.send('SIGINT');
    expect(await service.ended()).toBe(0);
  });

  it('says where its port is taken, before it touches the engine', async () => {
    const first = start();
    const { port } = new URL(await servedAt(first));
    const second = start({ PORT: port });
    expect(await second.ended()).toBe(2);
    expect(second.errors()).toContain(`Port ${port} of 127.0.0.1 is taken`);
    expect(await engine.getAlias(second.index)).toEqual([]);
  });

  it('names every wrong setting and starts nothing', async () => {
    const service = start({ PORT: 'http', TIMBAO_SHARDS: '0' });
    expect(await service.ended()).toBe(2);
    expect(service.errors()).toContain('PORT must be');
    expect(service.errors()).toContain('TIMBAO_SHARDS must be');
    expect(service.errors()).not.toMatch(/\bat .*\.js:/);
  });

  it('warns of a setting that is misspelt', async () => {
    const service = start({ TIMBAO_API_KEY: 'a-key-long-enough' });
    await servedAt(service);
    expect(service.out()).toContain('Warning: TIMBAO_API_KEY is no setting of Tìm Báo');
  });
});

describe('timbao', { timeout: 60_000 }, () => {
  const timbao = (args: readonly string[], settings: Readonly<Record<string, string>> = {}): Running => {
    const command = startTimbao(args, { ELASTICSEARCH_URL: url, ...settings });
    running.push(command);
    return command;
  };

  it('search finds what the service finds, as text and as JSON', async () => {
    const service = start({ TIMBAO_SAMPLES: 'on' });
    const address = await servedAt(service);
    const expected = await search(address, 'q=chuyen+doi+so&size=3');
    const settings = { TIMBAO_INDEX: service.index };

    const json = timbao(['search', 'chuyen', 'doi', 'so', '--size', '3', '--json'], settings);
    expect(await json.ended()).toBe(0);
    const found = JSON.parse(json.out()) as SearchResult;
    expect(found.hits.map(({ id }) => id)).toEqual(expected.hits.map(({ id }) => id));
    expect(found.total).toEqual(expected.total);

    const text = timbao(['search', 'chuyen doi so', '--size', '3'], settings);
    expect(await text.ended()).toBe(0);
    expect(text.out()).toContain(`${expected.total.value} articles, showing 1–3`);
    expect(text.out()).toContain(expected.hits[0]?.id);
    expect(text.out()).not.toMatch(/<mark>|&amp;|&quot;/);
  });

  it('search says where there is no index, and ends with 3', async () => {
    const command = timbao(['search', 'bản'], { TIMBAO_INDEX: uniqueIndexName('none') });
    expect(await command.ended()).toBe(3);
    expect(command.errors()).toContain('does not exist. Create it with: timbao index create');
  });

  it('search says where there is no engine, and ends with 3', async () => {
    const command = timbao(['search', 'bản'], { ELASTICSEARCH_URL: 'http://127.0.0.1:1' });
    expect(await command.ended()).toBe(3);
    expect(command.errors()).toBe(
      'Elasticsearch at http://127.0.0.1:1 does not answer. Check that it runs, and ELASTICSEARCH_URL.\n',
    );
  });

  it.each([
    [['search', '--from', 'soon', 'bản'], 'The parameter from is not a date'],
    [['search'], 'The parameter q is empty'],
    [['serach', 'bản'], "unknown command 'serach'"],
    [['search', '--fast', 'bản'], "unknown option '--fast'"],
    [['serve', '--port', 'x'], 'PORT must be a whole number'],
  ])('%j ends with 2', async (args, message) => {
    const command = timbao(args);
    expect(await command.ended()).toBe(2);
    expect(command.errors()).toContain(message);
  });

  it('config shows what is in force, and fails where that is wrong', async () => {
    const command = timbao(['config'], { PORT: '0x10', TIMBAO_API_KEYS: 'sesame-sesame-sesame' });
    expect(await command.ended()).toBe(2);
    expect(command.out()).toMatch(/^PORT +0x10 +environment$/m);
    expect(command.out()).not.toContain('sesame');
    expect(command.errors()).toContain('PORT must be a whole number from 0 to 65535; it is "0x10".');
  });

  it('help ends with 0', async () => {
    const command = timbao(['--help']);
    expect(await command.ended()).toBe(0);
    for (const name of ['serve', 'search', 'config']) expect(command.out()).toContain(`  ${name} `);
  });
});
