import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { withFileLock } from '../../../src/embedded/file-lock.ts';
import { runScript } from '../../support/run-script.ts';

const LOCK_SCRIPT = fileURLToPath(new URL('lock-script.ts', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'timbao-lock-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let path = '';
let number = 0;
beforeEach(() => {
  number += 1;
  path = join(work, `${number}.lock`);
});

test('one at a time, each in turn, and no lock afterwards', async () => {
  let inside = 0;
  let most = 0;
  const results = await Promise.all(
    [1, 2, 3, 4, 5].map((name) =>
      withFileLock(path, {}, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(20);
        inside -= 1;
        return name;
      }),
    ),
  );
  expect(results).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(1);
  expect(existsSync(path)).toBe(false);
});

test('released when the work fails', async () => {
  await expect(withFileLock(path, {}, () => Promise.reject(new Error('work failed')))).rejects.toThrow(
    'work failed',
  );
  expect(existsSync(path)).toBe(false);
});

test('another process holds it: said once with its number, then waited for', async () => {
  const holder = runScript(LOCK_SCRIPT, { args: [path, '700'] });
  await holder.until(/LOCKED/);
  const waited: number[] = [];
  await withFileLock(path, { onWait: (pid) => waited.push(pid) }, async () => {
    expect(holder.output()).toContain('RELEASED');
  });
  expect(waited).toEqual([holder.process.pid]);
});

test('a killed process holds it no more; of many who wait, one at a time gets it', async () => {
  const holder = runScript(LOCK_SCRIPT, { args: [path, '600000'] });
  await holder.until(/LOCKED/);
  const log: string[] = [];
  const waiting = ['a', 'b', 'c'].map((name) =>
    withFileLock(path, {}, async () => {
      log.push(`${name} in`);
      await sleep(30);
      log.push(`${name} out`);
    }),
  );
  await sleep(300);
  expect(log).toEqual([]);
  holder.process.kill('SIGKILL');
  await Promise.all(waiting);
  expect(log).toHaveLength(6);
  for (let at = 0; at < log.length; at += 2) expect(log[at + 1]).toBe(log[at]?.replace('in', 'out'));
  expect(readdirSync(work).filter((name) => name.startsWith(`${number}.`))).toEqual([]);
});

test('the lock of another process that had the same number is stale', async () => {
  writeFileSync(path, JSON.stringify({ pid: process.pid, began: 'long ago' }));
  await expect(withFileLock(path, {}, () => Promise.resolve('got it'))).resolves.toBe('got it');
});

test('a file that was never written to its end is waited for a while, and then stale', async () => {
  writeFileSync(path, '');
  let entered = false;
  const waiting = withFileLock(path, {}, () => Promise.resolve((entered = true)));
  await sleep(400);
  expect(entered).toBe(false);
  const old = new Date(Date.now() - 60_000);
  utimesSync(path, old, old);
  expect(await waiting).toBe(true);
});

test('waiting can be given up', async () => {
  const holder = runScript(LOCK_SCRIPT, { args: [path, '600000'] });
  await holder.until(/LOCKED/);
  const abort = new AbortController();
  const waiting = withFileLock(path, { signal: abort.signal, onWait: () => abort.abort() }, () =>
    Promise.resolve(),
  );
  await expect(waiting).rejects.toThrow(/abort/i);
  expect(existsSync(path)).toBe(true);
  holder.process.kill('SIGKILL');
});
