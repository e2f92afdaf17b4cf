import { pbkdf2Sync } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  addressWithAccess,
  engineAccessFile,
  ensureEngineAccess,
  readEngineAccess,
  usersLine,
} from '../../../src/embedded/engine-access.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'timbao-access-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a password is made up once, and its file is for its owner alone', async () => {
  expect(readEngineAccess(dataDir)).toBeUndefined();
  const access = await ensureEngineAccess(dataDir);
  expect(access.password).toMatch(/^[\w-]{43}$/);
  expect(readEngineAccess(dataDir)).toEqual(access);
  chmodSync(engineAccessFile(dataDir), 0o644);
  expect(await ensureEngineAccess(dataDir)).toEqual(access);
  if (process.platform !== 'win32') expect(statSync(engineAccessFile(dataDir)).mode & 0o777).toBe(0o600);
});

test.each(['', 'secret', 'a\nb'.padEnd(43, 'x')])(
  'a file that holds %j gets another one',
  async (content) => {
    writeFileSync(engineAccessFile(dataDir), content);
    expect(readEngineAccess(dataDir)).toBeUndefined();
    expect((await ensureEngineAccess(dataDir)).password).toMatch(/^[\w-]{43}$/);
  },
);

test('what Elasticsearch is told is a hash of it, another one each time', async () => {
  const access = await ensureEngineAccess(dataDir);
  const lines = [usersLine(access), usersLine(access)];
  expect(lines[0]).not.toBe(lines[1]);
  for (const line of lines) {
    expect(line).not.toContain(access.password);
    const [, name, iterations, salt, hash] = /^(\w+):\{PBKDF2\}(\d+)\$(.{44})\$(.{44})\n$/.exec(line) ?? [];
    expect(name).toBe(access.username);
    const again = pbkdf2Sync(
      access.password,
      Buffer.from(salt ?? '', 'base64'),
      Number(iterations),
      32,
      'sha512',
    );
    expect(again.toString('base64')).toBe(hash);
  }
});

test('an address that signs in by itself', () => {
  const access = { username: 'timbao', password: 'a-b_c' };
  expect(addressWithAccess('http://127.0.0.1:39421', access)).toBe('http://timbao:a-b_c@127.0.0.1:39421');
});
