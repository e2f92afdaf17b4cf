import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { digestOfKey } from '../../../src/http/keys/api-key.ts';
import { openKeysFile } from '../../../src/service/keys-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'timbao-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'keys.json');

const write = (...names: string[]): void => {
  const keys = names.map((name) => ({
    name,
    sha256: digestOfKey(name).toString('hex'),
    scopes: ['write'],
  }));
  writeFileSync(`${path}.new`, JSON.stringify({ keys }));
  renameSync(`${path}.new`, path);
};

test('a file that is not there, or cannot be read, ends the start', () => {
  expect(() => openKeysFile(path, {})).toThrow(/cannot be opened.*TIMBAO_KEYS_FILE/);
  writeFileSync(path, '{}');
  expect(() => openKeysFile(path, {})).toThrow(/cannot be read/);
});

test(
  'a changed file counts within seconds; one that cannot be read leaves the keys as they were, and is told',
  { timeout: 20_000 },
  async () => {
    write('one', 'two');
    const faults: unknown[] = [];
    const keys = openKeysFile(path, { onFault: (error) => faults.push(error) });
    const names = () => keys().map(({ name }) => name);
    expect(names()).toEqual(['one', 'two']);
    write('two');
    await expect.poll(names, { timeout: 5_000 }).toEqual(['two']);
    writeFileSync(path, '{"keys":[{"name":"thr');
    await expect
      .poll(
        () => {
          names();
          return faults.length;
        },
        { timeout: 5_000 },
      )
      .toBe(1);
    expect(names()).toEqual(['two']);
    rmSync(path);
    await expect
      .poll(
        () => {
          names();
          return faults.length;
        },
        { timeout: 5_000 },
      )
      .toBe(2);
    expect(names()).toEqual(['two']);
    write('three');
    await expect.poll(names, { timeout: 5_000 }).toEqual(['three']);
  },
);
