import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { identifyProcess, identifySelf, isAlive } from '../../../src/embedded/process-identity.ts';
import { runCommand } from '../../../src/embedded/run-command.ts';

describe.skipIf(process.platform === 'win32')('runCommand', () => {
  const env = { PATH: process.env['PATH'] };

  test('keeps both outputs and the exit status', async () => {
    expect(await runCommand('sh', ['-c', 'echo out; echo err >&2; exit 7'], { env })).toEqual({
      code: 7,
      output: 'out\nerr\n',
    });
  });

  test('a program that is not there', async () => {
    await expect(runCommand('timbao-no-such-program', [], { env })).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('given up: the command and its children are gone when it returns', async () => {
    const abort = new AbortController();
    const note = join(mkdtempSync(join(tmpdir(), 'timbao-run-')), 'child');
    const pids: number[] = [];
    const running = runCommand('sh', ['-c', `sleep 600 & echo $! > ${note}; wait`], {
      env,
      signal: abort.signal,
      onStart: (pid) => pids.push(pid),
    });
    const refused = expect(running).rejects.toThrow('given up');
    await expect.poll(() => existsSync(note) && readFileSync(note, 'utf8').endsWith('\n')).toBe(true);
    pids.push(Number(readFileSync(note, 'utf8')));
    rmSync(dirname(note), { recursive: true });
    expect(pids.map((pid) => identifyProcess(pid) !== undefined)).toEqual([true, true]);
    abort.abort(new Error('given up'));
    await refused;
    await expect.poll(() => pids.map((pid) => identifyProcess(pid))).toEqual([undefined, undefined]);
  });

  test('given up before it began', async () => {
    await expect(
      runCommand('sh', [], { env, signal: AbortSignal.abort(new Error('too late')) }),
    ).rejects.toThrow('too late');
  });
});

describe('process identity', () => {
  test('this process is alive, and not another one of its number', () => {
    expect(isAlive(identifySelf())).toBe(true);
    if (process.platform !== 'win32') expect(isAlive({ pid: process.pid, began: 'long ago' })).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('a process that has ended is gone', async () => {
    const child = spawn('sleep', ['600']);
    const identity = identifyProcess(child.pid ?? 0);
    if (identity === undefined) throw new Error('sleep did not start');
    expect(isAlive(identity)).toBe(true);
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(isAlive(identity)).toBe(false);
  });
});
