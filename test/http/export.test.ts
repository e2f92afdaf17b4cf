import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServices } from '../../src/service/create-services.ts';
import { exportCommand } from '../../src/cli/export-command.ts';
import { startHttpServer } from '../../src/service/http-server.ts';
import { importCommand } from '../../src/cli/import-command.ts';
import { AppError } from '../../src/domain/app-error.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createApp } from '../../src/http/create-app.ts';
import { openArticleStore } from '../../src/ingest/open-article-store.ts';
import { writeLines } from '../../src/ingest/write-lines.ts';
import { configOf, scratchStore, type ScratchStore } from '../support/scratch-store.ts';
import { elasticsearchUrl } from '../support/test-engine.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;
let empty: ScratchStore;
let folder: string;

/** More than several batches hold. */
const MORE = 400;

const upload = (engine: Engine, alias: string, text: string) =>
  writeLines(
    openArticleStore(engine, alias),
    (async function* () {
      yield Buffer.from(text);
    })(),
    { refresh: 'wait' },
  );

beforeAll(async () => {
  real = await realApp({ samples: true });
  empty = await scratchStore(elasticsearchUrl());
  folder = await mkdtemp(join(tmpdir(), 'timbao-export-'));
  const lines = Array.from({ length: MORE }, (_, i) =>
    JSON.stringify({
      id: `xuat-${i}`,
      title: `Kho thóc số ${i} của bản`,
      body:
        i === 7
          ? 'Thẻ &lt;b&gt;đậm&lt;/b&gt; được gõ nguyên văn, kho thóc vẫn đầy.'
          : `Kho thóc ${'đầy ắp '.repeat(i % 50)}`,
      publishedAt: `20${10 + (i % 13)}-0${1 + (i % 9)}-11`,
      ...(i % 3 === 0 && { version: i }),
    }),
  );
  lines.push('{"delete":"xuat-3","version":9}', '{"delete":"chua-tung-co","version":4}');
  for await (const { error } of upload(real.engine, real.alias, `${lines.join('\n')}\n`))
    expect(error).toBeNull();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await empty.dispose();
  await real.close();
});

const exported = async (query = ''): Promise<{ text: string; headers: Headers }> => {
  const response = await real.send(`/v1/export${query}`);
  expect(response.status).toBe(200);
  return { text: await response.text(), headers: response.headers };
};

const idsIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { id: string }).id);

/** Rows of a CSV file, by RFC 4180. */
const rowsOf = (csv: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

describe('GET /v1/export', () => {
  it('has every article that the search has, in its order', async () => {
    for (const search of ['q=kho+th%C3%B3c&sort=newest', 'q=kho+thoc', 'from=2019&to=2021', 'q=lanh+dao']) {
      const { text, headers } = await exported(`?${search}`);
      const ids: string[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page = await real.search({
          ...Object.fromEntries(new URLSearchParams(search)),
          size: '100',
          cursor,
        });
        ids.push(...page.hits.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(idsIn(text), search).toEqual(ids);
      expect(headers.get('x-total-count')).toBe(String(ids.length));
      expect(headers.get('content-type')).toBe('application/x-ndjson');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('has everything where nothing is asked for', async () => {
    const { text, headers } = await exported();
    expect(idsIn(text)).toHaveLength(real.count + MORE - 1);
    expect(headers.get('x-total-count')).toBe(String(real.count + MORE - 1));
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="timbao-\d{4}-\d\d-\d\d\.jsonl"$/,
    );
  });

  it('says what was loosened, and is empty where nothing is found or can be searched for', async () => {
    expect((await exported('?q=kho+thóc')).headers.has('x-query-relaxed')).toBe(false);
    const loosened = await exported(`?q=${encodeURIComponent('dảng "Mường Ảng"')}`);
    expect(loosened.headers.get('x-query-relaxed')).toBe('marks');
    expect(loosened.headers.has('x-query-corrected')).toBe(false);
    for (const q of ['"không có câu này"', '???', '-thóc']) {
      const { text, headers } = await exported(`?q=${encodeURIComponent(q)}`);
      expect({ text, total: headers.get('x-total-count') }, q).toEqual({ text: '', total: '0' });
    }
  });

  it('says in which likelier spelling it was found, and has what that finds', async () => {
    const { text, headers } = await exported(`?q=${encodeURIComponent('kho thốc')}`);
    expect(decodeURIComponent(headers.get('x-query-corrected') ?? '')).toBe('kho thóc');
    expect(headers.has('x-query-relaxed')).toBe(false);
    const meant = await exported(`?q=${encodeURIComponent('kho thóc')}`);
    expect(meant.headers.has('x-query-corrected')).toBe(false);
    expect(headers.get('x-total-count')).toBe(meant.headers.get('x-total-count'));
    expect(text).toBe(meant.text);
    const typed = await exported(`?relax=false&q=${encodeURIComponent('kho thốc')}`);
    expect([typed.text, typed.headers.get('x-query-corrected')]).toEqual(['', null]);
  });

  it('makes the same index again, removals and all: byte by byte', async () => {
    const { text } = await exported('?removals=true');
    expect(text.endsWith('{"delete":"chua-tung-co","version":4}\n{"delete":"xuat-3","version":9}\n')).toBe(
      true,
    );
    expect(text.includes('&lt;b>')).toBe(true);
    for await (const { error } of upload(empty.engine, empty.alias, text)) expect(error).toBeNull();
    const services = createServices(empty.engine, { index: empty.alias });
    const app = createApp({
      config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const again = await app.request(
      'http://localhost/v1/export?removals=true',
      {},
      {
        incoming: { socket: { remoteAddress: '127.0.0.1' } },
      },
    );
    expect((await again.text()) === text).toBe(true);
  });

  it('is a table as CSV', async () => {
    const { text, headers } = await exported('?q=kho+th%C3%B3c&format=csv&sort=oldest');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    // `text()` takes the mark away that tells Excel what it is.
    const bytes = new Uint8Array(await (await real.send('/v1/export?format=csv&to=2010')).arrayBuffer());
    expect(Buffer.from(bytes.subarray(0, 3)).toString('hex')).toBe('efbbbf');
    const [head, ...rows] = rowsOf(text);
    expect(head?.slice(0, 3)).toEqual(['id', 'publishedAt', 'title']);
    expect(rows).toHaveLength(Number(headers.get('x-total-count')));
    expect(rows.every(({ length }) => length === head?.length)).toBe(true);
    const { text: lines } = await exported('?q=kho+th%C3%B3c&sort=oldest');
    expect(rows.map(([id]) => id)).toEqual(idsIn(lines));
    expect(rows.find(([id]) => id === 'xuat-7')?.at(-1)).toBe(
      'Thẻ <b>đậm</b> được gõ nguyên văn, kho thóc vẫn đầy.',
    );
  });

  it('needs a key, and refuses what it cannot do by name', async () => {
    const away = await real.app.request(
      'http://paper.example/v1/export',
      {},
      {
        incoming: { socket: { remoteAddress: '203.0.113.9' } },
      },
    );
    expect(away.status).toBe(403);
    for (const [query, path] of [
      ['size=5', 'size'],
      ['format=xlsx', 'format'],
      ['removals=true&q=thóc', 'removals'],
      ['removals=true&format=csv', 'removals'],
      ['from=2022&to=2021', 'from'],
    ]) {
      const response = await real.send(`/v1/export?${query}`);
      const { errors } = (await response.json()) as { errors: { path: string }[] };
      expect({ status: response.status, path: errors[0]?.path }, query).toEqual({ status: 400, path });
    }
  });
});

describe('an export that ends otherwise', () => {
  /** A service over a real socket, whose engine tells which points in time are open, and may fail. */
  const serve = async (failAt: number) => {
    const engine = createEngine({ url: elasticsearchUrl() });
    const open = new Set<string>();
    let searches = 0;
    const watched: Engine = {
      ...engine,
      search: async (index, body, options) => {
        // An export walks in a point in time and takes whole articles; what is read in the background does not do both.
        const isExport = index === null && !('_source' in body && Array.isArray(body._source));
        if (isExport && ++searches === failAt) throw new AppError('engine_unavailable', 'Away.');
        return engine.search(index, body, options);
      },
      openPointInTime: async (...args) => {
        const id = await engine.openPointInTime(...args);
        open.add(id);
        return id;
      },
      closePointInTime: async (id, options) => {
        await engine.closePointInTime(id, options);
        open.delete(id);
      },
    };
    const services = createServices(watched, { index: real.alias });
    const app = createApp({
      config: { apiKeys: [], corsOrigins: [], rateLimit: 0, trustProxy: 0, insecureLoopback: true },
      services: () => services,
      log: pino({ level: 'silent' }),
    });
    const server = await startHttpServer(app.fetch, { port: 0, host: '127.0.0.1' });
    return {
      url: `http://127.0.0.1:${server.port}/v1/export`,
      open,
      searches: () => searches,
      freed: async (): Promise<void> => {
        for (let i = 0; open.size > 0 && i < 600; i++) await sleep(50);
        expect(open.size).toBe(0);
      },
      close: async () => {
        await server.close(0);
        await engine.close();
      },
    };
  };

  it('breaks the connection where something fails on the way: never a file that looks complete', async () => {
    const service = await serve(4);
    try {
      const response = await fetch(service.url);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
      await service.freed();
    } finally {
      await service.close();
    }
  });

  it('is an error like any other where nothing was sent yet', async () => {
    const service = await serve(1);
    try {
      const response = await fetch(service.url);
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      await service.freed();
    } finally {
      await service.close();
    }
  });

  it('lets go of the engine when the client leaves, or asked for the head alone', async () => {
    const service = await serve(0);
    try {
      const head = await fetch(service.url, { method: 'HEAD' });
      expect(head.headers.get('x-total-count')).toBe(String(real.count + MORE - 1));
      await service.freed();
      const leave = new AbortController();
      const response = await fetch(service.url, { signal: leave.signal });
      await response.body?.getReader().read();
      leave.abort();
      await service.freed();
    } finally {
      await service.close();
    }
  });
});

describe('timbao export', () => {
  const run = async (alias: string, ...args: string[]): Promise<{ out: string; err: string }> => {
    let err = '';
    const out = new PassThrough();
    const chunks: Buffer[] = [];
    out.on('data', (chunk: Buffer) => chunks.push(chunk));
    const deps = {
      connect: () => {
        const engine = createEngine({ url: elasticsearchUrl() });
        return Promise.resolve({ engine, close: () => engine.close() });
      },
      config: { ...configOf(alias), abbreviationsFile: null },
      out,
      err: { write: (text: string) => (err += text) },
    };
    const [name, ...rest] = args;
    const command =
      name === 'import'
        ? importCommand({ ...deps, out: { write: (text: string) => (err += text) } })
        : exportCommand(deps);
    const status = process.exitCode;
    await command.exitOverride().parseAsync(rest, { from: 'user' });
    process.exitCode = status;
    return { out: Buffer.concat(chunks).toString(), err };
  };

  const checksum = (err: string): string => /SHA-256 ([0-9a-f]{64})/.exec(err)?.[1] ?? err;

  it('writes what timbao import makes the same corpus of', async () => {
    const store = await scratchStore(elasticsearchUrl());
    try {
      const [first, second] = [join(folder, 'mot.jsonl'), join(folder, 'hai.jsonl')];
      const { err } = await run(real.alias, 'export', '-o', first);
      expect(err).toMatch(
        new RegExp(`^${real.count + MORE - 1} articles, [\\d,]+ bytes in .*mot\\.jsonl\\.\nSHA-256 `),
      );
      expect((await run(store.alias, 'import', first)).err).toContain(`${real.count + MORE - 1}`);
      const again = await run(store.alias, 'export', '-o', second);
      expect(checksum(again.err)).toBe(checksum(err));
      expect((await readFile(first)).equals(await readFile(second))).toBe(true);
      expect((await readFile(second, 'utf8')) === (await exported()).text).toBe(true);
    } finally {
      await store.dispose();
    }
  });

  it('writes a search to standard output, in either form', async () => {
    const { out, err } = await run(
      real.alias,
      'export',
      'kho',
      'thóc',
      '--sort',
      'oldest',
      '--format',
      'csv',
    );
    const { text } = await exported('?q=kho+th%C3%B3c&format=csv&sort=oldest');
    expect(out === `\u{FEFF}${text}`).toBe(true);
    expect(err).toMatch(/^\d+ articles, [\d,]+ bytes\.\nSHA-256 [0-9a-f]{64}\n$/);
  });

  it('says what is in the way of a file, and leaves none behind', async () => {
    const before = await readdir(folder);
    const error: unknown = await run(real.alias, 'export', '-o', join(folder, 'khong-co', 'x.jsonl')).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'configuration', message: expect.stringContaining('ENOENT') });
    expect(await readdir(folder)).toEqual(before);
  });
});
