import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect as connectTls } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressWithAccess, engineAccessFile } from '../../../src/embedded/engine-access.ts';
import { engineAccount } from '../../../src/embedded/engine-account.ts';
import { readEngineState } from '../../../src/embedded/engine-state.ts';
import { removeEngineData } from '../../../src/embedded/manage-engine.ts';
import { startEmbeddedEngine, type EmbeddedEngine } from '../../../src/embedded/start-engine.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { engineFetch } from '../../support/engine-fetch.ts';

const posix = process.platform !== 'win32';

describe.skipIf(!posix || !(await engineInstalledHere()))('nobody but the owner gets at the engine', () => {
  let work: string;
  let dataDir: string;
  let engine: EmbeddedEngine;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'timbao-access-'));
    chmodSync(work, 0o755);
    dataDir = join(work, 'data');
    engine = await startEmbeddedEngine({ dataDir, shortLived: true });
    url = addressWithAccess(engine.url, engine.access);
    folder = readEngineState(dataDir)?.folder ?? '';
    const written = await engineFetch(`${url}/secrets/_doc/1?refresh=true`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"title":"Sốp Cộp"}',
    });
    expect(written.status).toBe(201);
  }, 300_000);

  afterAll(async () => {
    await engine?.stop();
    if (dataDir !== undefined) await removeEngineData(dataDir, { force: true });
    rmSync(work, { recursive: true, force: true });
  });

  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  });

  /** By Node's own client, which sends any header that it is given: the status. */
  const send = (method: string, path: string, headers: Record<string, string>, body = ''): Promise<number> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, engine.url), { method, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', reject).end(body);
    });

  const everything = '{"query":{"match_all":{}}}';
  const json = { 'content-type': 'application/json' };
  const strangers: [string, Record<string, string>][] = [
    ['a local account without the password', {}],
    ['Elastic’s own account', basic('elastic', '')],
    ['Elastic’s own account with its old default', basic('elastic', 'changeme')],
    ['the right name with another password', basic('timbao', 'x'.repeat(43))],
    ['a key', { authorization: 'ApiKey YTpi' }],
    ['a token', { authorization: 'Bearer YTpi' }],
    ['a web page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page whose name leads here', { host: 'evil.example', origin: 'http://evil.example' }],
    ['whoever claims to be somebody', { 'es-security-runas-user': 'timbao' }],
    ['whoever claims to be a node', { _xpack_security_authentication: 'x' }],
  ];

  test.each(strangers)('%s is refused, and nothing is changed', async (_who, headers) => {
    for (const [method, path, body] of [
      ['GET', '/', ''],
      ['GET', '/secrets/_search', ''],
      ['POST', '/secrets/_delete_by_query?refresh=true', everything],
      ['PUT', '/secrets/_doc/2?refresh=true', '{"title":"không"}'],
      ['DELETE', '/secrets', ''],
      ['POST', '/_bulk', '{"delete":{"_index":"secrets","_id":"1"}}\n'],
      ['GET', '/_cat/indices', ''],
      ['PUT', '/_cluster/settings', '{"persistent":{"xpack.security.enabled":false}}'],
    ] as const) {
      expect([method, path, await send(method, path, { ...json, ...headers }, body)]).toEqual([
        method,
        path,
        401,
      ]);
    }
    // As simple as a page may send it without being asked first.
    const simple = { ...headers, 'content-type': 'text/plain' };
    expect([401, 406, 415]).toContain(await send('POST', '/secrets/_delete_by_query', simple, everything));
    expect(await (await engineFetch(`${url}/secrets/_count`)).json()).toMatchObject({ count: 1 });
  });

  test('a page’s question beforehand is not allowed anything', async () => {
    const response = await fetch(`${engine.url}/secrets/_search`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  test('no node gets in without the engine’s own certificate', async () => {
    const ports = readFileSync(join(folder, 'logs', 'transport.ports'), 'utf8');
    const port = Number(/^127\.0\.0\.1:(\d+)$/m.exec(ports)?.[1]);
    const ended = await new Promise<string>((resolve) => {
      const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
      socket.on('secureConnect', () => socket.write('ES'));
      socket.on('error', (error) => resolve(error.message));
      socket.on('close', () => resolve('closed'));
      socket.on('data', () => resolve('answered'));
    });
    expect(ended).toMatch(/certificate.required|bad.certificate|closed|ECONNRESET/i);
  });

  test('folders and files are the owner’s alone', () => {
    const open: string[] = [];
    const look = (path: string, allowed: number): void => {
      const { mode } = lstatSync(path);
      if ((mode & 0o777 & ~allowed) !== 0) open.push(`${path} ${(mode & 0o777).toString(8)}`);
      if (lstatSync(path).isDirectory()) {
        // Elasticsearch makes its keystore readable for its group, which has no other member.
        for (const name of readdirSync(path))
          look(join(path, name), name === 'elasticsearch.keystore' ? 0o660 : 0o700);
      }
    };
    look(folder, 0o700);
    for (const name of ['engine-password', 'engine.json']) look(join(dataDir, name), 0o600);
    expect(open).toEqual([]);
    // Run by root, the engine's own account passes through, and sees nothing.
    expect(lstatSync(dataDir).mode & 0o777).toBe(engineAccount() === undefined ? 0o700 : 0o710);
  });

  test.skipIf(process.getuid?.() !== 0)('another account of this machine reads none of it', () => {
    const nobody = (...command: string[]) =>
      spawnSync(command[0] ?? '', command.slice(1), { uid: 65_534, gid: 65_534, encoding: 'utf8' });
    for (const path of [
      engineAccessFile(dataDir),
      join(dataDir, 'engine.json'),
      join(folder, 'config', 'users'),
    ]) {
      expect(nobody('cat', path)).toMatchObject({ stdout: '', stderr: expect.stringContaining('denied') });
    }
    expect(nobody('ls', folder).stderr).toContain('denied');
  });

  test('no command line and no log tells the password', () => {
    const told = [engine.access.password];
    const state = readEngineState(dataDir);
    for (const one of [state?.launcher, state?.server]) {
      if (process.platform !== 'linux') break;
      const line = readFileSync(`/proc/${one?.pid}/cmdline`, 'utf8');
      expect(line).toContain('elasticsearch');
      for (const secret of told) expect(line).not.toContain(secret);
    }
    for (const name of readdirSync(join(folder, 'logs'))) {
      expect(readFileSync(join(folder, 'logs', name), 'utf8')).not.toContain(engine.access.password);
    }
    expect(readFileSync(join(dataDir, 'engine.json'), 'utf8')).not.toContain(engine.access.password);
  });
});
