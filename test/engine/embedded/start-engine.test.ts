import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { engineCommand } from '../../../src/cli/engine.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import {
  addressWithAccess,
  engineAccessFile,
  readEngineAccess,
} from '../../../src/embedded/engine-access.ts';
import { engineAccount } from '../../../src/embedded/engine-account.ts';
import { readEngineState, writeEngineState, type EngineState } from '../../../src/embedded/engine-state.ts';
import { engineStatus, removeEngineData, stopEngine } from '../../../src/embedded/manage-engine.ts';
import { identifyProcess, isAlive } from '../../../src/embedded/process-identity.ts';
import { startEmbeddedEngine, type StartOptions } from '../../../src/embedded/start-engine.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { engineInstalledHere, jdkHere } from '../../support/embedded-here.ts';
import { runScript } from '../../support/run-script.ts';

const START_SCRIPT = fileURLToPath(new URL('start-script.ts', import.meta.url));
const installed = await engineInstalledHere();
const jdk = await jdkHere();
const posix = process.platform !== 'win32';
const root = engineAccount() !== undefined;
/** A start takes 15 s on two idle cores, and these have company. */
const SLOW = { timeout: 300_000 };

const work = mkdtempSync(join(tmpdir(), 'timbao-start-'));
chmodSync(work, 0o755);
const dataDirs: string[] = [];
afterAll(async () => {
  // Nothing stays behind even where a test has failed.
  for (const dataDir of dataDirs) await removeEngineData(dataDir, { force: true });
  rmSync(work, { recursive: true, force: true });
});

const closed = join(work, 'closed');
const dataDir = newDataDir('data', closed);

function newDataDir(name: string, inside = work): string {
  const dataDir = join(inside, name);
  dataDirs.push(dataDir);
  return dataDir;
}

const HIDE_JDKS = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs none /usr/lib/jvm && exec "$@"', 'sh'];

function canHideJdks(): boolean {
  return (
    process.platform === 'linux' &&
    root &&
    jdk?.home.startsWith('/usr/lib/jvm/') === true &&
    spawnSync(HIDE_JDKS[0] ?? '', [...HIDE_JDKS.slice(1), 'true']).status === 0
  );
}

/** The state of an engine that is up. */
function stateOf(dataDir: string): EngineState {
  const state = readEngineState(dataDir);
  if (state === undefined) throw new Error(`no engine state in ${dataDir}`);
  return state;
}

/** Asks an engine with its password. */
function ask(dataDir: string, path: string, init?: RequestInit): Promise<Response> {
  const access = readEngineAccess(dataDir);
  const { url } = stateOf(dataDir);
  if (access === undefined || url === undefined) throw new Error(`no engine in ${dataDir}`);
  return engineFetch(`${addressWithAccess(url, access)}${path}`, init);
}

interface BreakerStats {
  readonly nodes: Readonly<
    Record<string, { readonly breakers: { readonly parent: { readonly estimated_size_in_bytes: number } } }>
  >;
}

/** What is said of a start that does not succeed. */
async function refusal(options: StartOptions): Promise<string> {
  const error: unknown = await startEmbeddedEngine(options).catch((reason: unknown) => reason);
  if (!(error instanceof AppError)) throw new Error(`no refusal, but ${JSON.stringify(error)}`);
  expect(error.code).toBe('embedded_engine');
  return error.message;
}

function processesOf(state: EngineState): boolean[] {
  return [isAlive(state.launcher), state.server !== undefined && isAlive(state.server)];
}

describe.skipIf(!installed || !posix)('the life of an engine', () => {
  test(
    'stale state, two starts at once, killed starters, a crash: one engine, and in the end none',
    SLOW,
    async () => {
      // A folder that only its owner can enter: root's engine, another user's process, must find another way.
      const closed = join(work, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const dataDir = newDataDir('data', closed);

      // What a killed machine may leave: a state whose port and process number are somebody else's by now.
      const stranger = createServer((_, response) => response.end('{"name":"something else"}'));
      await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
      const address = stranger.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      mkdirSync(dataDir);
      writeEngineState(dataDir, {
        phase: 'running',
        node: 'timbao-gone',
        url: `http://127.0.0.1:${port}`,
        folder: join(dataDir, 'engine'),
        heap: '512m',
        startedAt: '2022-01-21T00:00:00Z',
        launcher: { pid: process.pid, began: 'another time' },
        users: [{ pid: 1, began: 'another time' }],
        kept: false,
      });
      writeFileSync(join(dataDir, 'engine.lock'), JSON.stringify({ pid: 1, began: 'another time' }));

      const first = runScript(START_SCRIPT, { args: [dataDir] });
      await first.until(/Starting Elasticsearch/);
      const second = runScript(START_SCRIPT, { args: [dataDir] });
      const [, url, pid] = await first.until(/READY (\S+) pid (\d+) started/);
      expect((await second.until(/READY (\S+) pid (\d+) reused/)).slice(1)).toEqual([url, pid]);
      expect(second.output()).toMatch(/Another process \(\d+\) is starting or stopping .*; waiting for it/);
      expect(url).not.toContain(`:${port}`);
      stranger.close();

      const state = stateOf(dataDir);
      expect(processesOf(state)).toEqual([true, true]);
      expect(await (await ask(dataDir, '/_cat/plugins')).text()).toContain('analysis-icu');
      expect((await ask(dataDir, '/_cat/allocation')).status).toBe(200);
      // Garbage is no reason to refuse anything: what counts is what requests take.
      const { nodes } = (await (await ask(dataDir, '/_nodes/stats/breaker')).json()) as BreakerStats;
      for (const { breakers } of Object.values(nodes))
        expect(breakers.parent.estimated_size_in_bytes).toBeLessThan(20_000_000);
      expect(state.folder.startsWith(dataDir)).toBe(!root);
      if (root) {
        expect(first.output()).toContain(`can't enter ${dataDir}: its data is kept in ${state.folder}`);
        expect(readFileSync(`/proc/${state.launcher.pid}/status`, 'utf8')).toMatch(/^Uid:\s+64920\s/m);
      }

      // The starter is killed; the other one goes on using the engine.
      first.process.kill('SIGKILL');
      await first.ended;
      expect(await engineStatus(dataDir)).toMatchObject({
        status: 'running',
        url,
        users: [second.process.pid],
      });
      await expect(stopEngine(dataDir)).rejects.toMatchObject({
        code: 'embedded_engine',
        message: expect.stringContaining(`in use by process ${second.process.pid}`),
      });

      // The last user is killed: the engine is an orphan, which the next start finds and takes over.
      second.process.kill('SIGKILL');
      await second.ended;
      expect(await engineStatus(dataDir)).toMatchObject({ status: 'running', url, users: [] });
      const written = await ask(dataDir, '/kept/_doc/1', {
        method: 'PUT',
        body: '{"title":"Sốp Cộp"}',
        headers: { 'content-type': 'application/json' },
      });
      expect(written.status).toBe(201);
      const mine = await startEmbeddedEngine({ dataDir });
      expect(mine).toMatchObject({ url, pid: state.launcher.pid, reused: true });

      // A user that crashes leaves it alone while another one uses it …
      const third = runScript(START_SCRIPT, { args: [dataDir] });
      await third.until(/READY \S+ pid \d+ reused/);
      third.process.kill('SIGUSR2');
      expect(await third.ended).toBe(1);
      expect(third.output()).toContain('crashed on purpose');
      expect(await engineStatus(dataDir)).toMatchObject({ status: 'running', users: [process.pid] });

      // … and so does one that stops; the last one takes it along, even when it crashes.
      const last = runScript(START_SCRIPT, { args: [dataDir] });
      await last.until(/READY \S+ pid \d+ reused/);
      await Promise.all([mine.stop(), mine.stop()]);
      expect(processesOf(state)).toEqual([true, true]);
      last.process.kill('SIGUSR2');
      expect(await last.ended).toBe(1);
      await expect.poll(() => processesOf(state), { timeout: 30_000 }).toEqual([false, false]);
      expect(await engineStatus(dataDir)).toMatchObject({ status: 'stopped' });
      expect(await stopEngine(dataDir)).toBe(false);
      expect(readdirSync(dataDir)).toEqual(root ? ['engine-password'] : ['engine', 'engine-password']);
    },
  );

  test('SIGINT during the start ends the start, and nothing stays', SLOW, async () => {
    const dataDir = newDataDir('interrupted');
    const script = runScript(START_SCRIPT, { args: [dataDir] });
    await expect.poll(() => readEngineState(dataDir)?.phase, { timeout: 60_000 }).toBe('starting');
    const state = stateOf(dataDir);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    script.process.kill('SIGINT');
    expect(await script.ended).toBe('SIGINT');
    expect(isAlive(state.launcher)).toBe(false);
    expect(readEngineState(dataDir)).toBeUndefined();
    expect(existsSync(join(dataDir, 'engine.lock'))).toBe(false);
  });

  test('an aborted start says so', SLOW, async () => {
    const dataDir = newDataDir('aborted');
    const abort = new AbortController();
    const starting = startEmbeddedEngine({ dataDir, signal: abort.signal });
    const refused = expect(starting).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringContaining('was interrupted'),
    });
    await expect.poll(() => readEngineState(dataDir)?.phase, { timeout: 60_000 }).toBe('starting');
    const state = stateOf(dataDir);
    abort.abort();
    await refused;
    expect(isAlive(state.launcher)).toBe(false);
    expect(readEngineState(dataDir)).toBeUndefined();
  });

  test('a starting engine whose starter was killed is cleared away, not waited for', SLOW, async () => {
    const dataDir = newDataDir('orphan');
    mkdirSync(dataDir);
    // A process that never answers stands in for the engine that hangs.
    const hanging = spawn('sleep', ['600'], { stdio: 'ignore' });
    const launcher = identifyProcess(hanging.pid ?? 0);
    if (launcher === undefined) throw new Error('sleep did not start');
    writeEngineState(dataDir, {
      phase: 'starting',
      node: 'timbao-hangs',
      folder: join(dataDir, 'engine'),
      heap: '512m',
      startedAt: new Date().toISOString(),
      launcher,
      users: [],
      kept: false,
    });
    expect(await engineStatus(dataDir)).toMatchObject({
      status: 'silent',
      phase: 'starting',
      pid: launcher.pid,
    });
    expect(await stopEngine(dataDir)).toBe(true);
    expect(isAlive(launcher)).toBe(false);
    expect(readEngineState(dataDir)).toBeUndefined();
  });
});

describe.skipIf(!installed || !posix)("a start that can't be", () => {
  test.skipIf(!canHideJdks())('no JDK on the whole machine: said, with the three ways on', SLOW, async () => {
    const script = runScript(START_SCRIPT, {
      args: [newDataDir('no-jdk')],
      // A view of the machine in which nobody has installed a JDK; gone with the process.
      prefix: HIDE_JDKS,
    });
    await script.ended;
    expect(script.output()).toMatch(
      /^FAILED AppError: No Java Development Kit 21 or later was found.*install a JDK 21 or later.*Docker.*ELASTICSEARCH_URL/,
    );
  });

  test('no memory for the heap: named, with the way out', SLOW, async () => {
    expect(await refusal({ dataDir: newDataDir('heap'), heap: '9000g' })).toMatch(
      /not enough free memory for its heap.*smaller heap/,
    );
  });

  test('a heap that is no size', async () => {
    await expect(startEmbeddedEngine({ dataDir: newDataDir('heap2'), heap: 'much' })).rejects.toMatchObject({
      code: 'embedded_engine',
      message: '"much" is no heap size; write it as 512m or 1g.',
    });
  });

  test('a data folder that is a file', async () => {
    const file = join(work, 'file');
    writeFileSync(file, '');
    await expect(startEmbeddedEngine({ dataDir: file })).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringMatching(/data folder .*file can't be used .*TIMBAO_DATA_DIR/),
    });
  });

  test('unreadable data: the reason is Elasticsearch’s own', SLOW, async () => {
    const dataDir = newDataDir('damaged');
    mkdirSync(join(dataDir, 'engine', 'data', '_state'), { recursive: true });
    writeFileSync(join(dataDir, 'engine', 'data', '_state', 'node-0.st'), 'damaged');
    expect(await refusal({ dataDir })).toMatch(
      /^The embedded Elasticsearch ended while it was starting: \S.*Its logs are in .*logs\.$/,
    );
    expect(readEngineState(dataDir)).toBeUndefined();
  });
});

describe.skipIf(!installed || !posix)('timbao engine', () => {
  const before = process.exitCode;
  afterEach(() => (process.exitCode = before));

  test(
    'start (with the data of the last engine), status, stop, clean; no second engine on the same data',
    SLOW,
    async () => {
      const run = async (...args: string[]): Promise<string> => {
        let text = '';
        const command = engineCommand({
          config: () => ({ dataDir, heap: '256m' }),
          out: { write: (part) => (text += part) },
        });
        await command.exitOverride().parseAsync(args, { from: 'user' });
        return text;
      };

      expect(await run('status')).toMatch(/^Elasticsearch is not running\. Data: /);
      expect(process.exitCode).toBe(3);
      process.exitCode = before;
      expect(await run('stop')).toBe('Elasticsearch was not running.\n');

      expect(await run('start')).toMatch(
        /^Elasticsearch runs: http:\/\/127\.0\.0\.1:\d+\nIts address with its password: timbao engine url\nIt stays until: timbao engine stop\n$/,
      );
      const state = stateOf(dataDir);
      expect(await (await ask(dataDir, '/kept/_doc/1')).json()).toMatchObject({
        _source: { title: 'Sốp Cộp' },
      });
      expect(await run('start')).toMatch(/^Elasticsearch runs already: /);
      const withPassword = (await run('url')).trim();
      expect((await engineFetch(withPassword)).status).toBe(200);
      const { password } = new URL(withPassword);
      expect(password).toMatch(/^[\w-]{43}$/);
      expect(await run('status', '--json')).not.toContain(password);
      expect(await run('status')).toMatch(/heap 256m, since .*\n.*stays until: timbao engine stop/);
      expect(process.exitCode).toBe(before);
      expect(JSON.parse(await run('status', '--json'))).toMatchObject({
        status: 'running',
        kept: true,
        url: state.url,
      });

      // A user that comes and goes does not stop what was started to stay.
      const user = await startEmbeddedEngine({ dataDir });
      expect(user.reused).toBe(true);
      await user.stop();
      expect(processesOf(state)).toEqual([true, true]);

      // The state is lost, the engine is not: a second one on the same data is refused, in plain words.
      rmSync(join(dataDir, 'engine.json'));
      // Put back whatever comes of it: without its state the engine could not be stopped.
      const refused = await refusal({ dataDir }).finally(() => writeEngineState(dataDir, state));
      expect(refused).toMatch(/^Another Elasticsearch already uses the data in .*TIMBAO_DATA_DIR/);
      expect(processesOf(state)).toEqual([true, true]);

      await expect(run('clean')).rejects.toMatchObject({
        code: 'invalid_parameters',
        message: expect.stringContaining('--yes'),
      });
      expect(existsSync(join(state.folder, 'data'))).toBe(true);
      expect(await run('stop', '--force')).toBe('Elasticsearch has stopped.\n');
      expect(processesOf(state)).toEqual([false, false]);
      expect(await run('clean', '--yes')).toBe(`Deleted: ${state.folder}\n`);
      expect(existsSync(state.folder)).toBe(false);
      expect(existsSync(engineAccessFile(dataDir))).toBe(false);
      await expect(run('url')).rejects.toMatchObject({ code: 'embedded_engine' });
    },
  );
});
