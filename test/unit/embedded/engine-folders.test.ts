import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canEnter, engineAccount, giveTo } from '../../../src/embedded/engine-account.ts';
import { prepareBackupFolder } from '../../../src/embedded/prepare-backup-folder.ts';
import {
  backupFolder,
  cacheFolder,
  engineFolder,
  icuPluginSources,
} from '../../../src/embedded/engine-folders.ts';

const work = mkdtempSync(join(tmpdir(), 'timbao-folders-'));
chmodSync(work, 0o755);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const other = { uid: 64_920, gid: 64_920 };
const posix = process.platform !== 'win32';

test('the plugin sources are found', () => {
  expect(readdirSync(icuPluginSources())).toContain('plugin-descriptor.properties');
  expect(existsSync(join(icuPluginSources(), 'IcuAnalysisPlugin.java'))).toBe(true);
});

test.skipIf(!posix)(
  'the folder for backups is named without links, whether it is there yet or not',
  async () => {
    mkdirSync(join(work, 'real'));
    symlinkSync(join(work, 'real'), join(work, 'linked'));
    const folder = join(realpathSync(work), 'real', 'backups');
    expect(await backupFolder(join(work, 'linked', 'backups'), undefined)).toBe(folder);
    const prepared = await prepareBackupFolder(join(work, 'linked', 'backups'));
    expect(prepared).toBe(folder);
    expect(lstatSync(folder).mode & 0o777).toBe(0o700);
    expect(lstatSync(folder).uid).toBe(engineAccount()?.uid ?? process.getuid?.());
    // What is there already may be somebody's.
    chmodSync(folder, 0o750);
    expect(await prepareBackupFolder(folder)).toBe(folder);
    expect(lstatSync(folder).mode & 0o777).toBe(0o750);
    // Root has a folder for what cannot be entered.
    if (engineAccount() !== undefined) return;
    writeFileSync(join(work, 'a-file'), '');
    await expect(prepareBackupFolder(join(work, 'a-file', 'backups'))).rejects.toMatchObject({
      code: 'embedded_engine',
      message: expect.stringContaining('TIMBAO_BACKUP_DIR') as string,
    });
  },
);

describe.skipIf(!posix)('run as another account', () => {
  const closed = join(work, 'closed');
  mkdirSync(closed, { mode: 0o700 });

  test('a closed folder on the way is seen; folders yet to be made are not in the way', async () => {
    expect(await canEnter(join(closed, 'a', 'b'), other)).toBe(false);
    expect(await canEnter(join(work, 'a', 'b'), other)).toBe(true);
    expect(await canEnter(join(closed, 'a'), undefined)).toBe(true);
  });

  test('data and cache move to system folders where they could not be entered', async () => {
    expect(await engineFolder(join(work, 'data'), other)).toBe(join(work, 'data', 'engine'));
    const moved = await engineFolder(join(closed, 'data'), other);
    expect(moved).toMatch(/^\/var\/lib\/timbao\/[0-9a-f]{16}$/);
    expect(await engineFolder(join(closed, 'data', '.'), other)).toBe(moved);
    expect(await engineFolder(join(closed, 'data2'), other)).not.toBe(moved);

    expect(await backupFolder(join(closed, 'data-backups'), other)).toMatch(
      /^\/var\/lib\/timbao\/backups-[0-9a-f]{16}$/,
    );

    expect(await cacheFolder({ XDG_CACHE_HOME: work }, other)).toBe(join(work, 'timbao'));
    expect(await cacheFolder({ XDG_CACHE_HOME: closed }, other)).toBe('/var/cache/timbao');
    expect(await cacheFolder({}, other)).toBe('/var/cache/timbao');
    expect(await cacheFolder({ XDG_CACHE_HOME: closed }, undefined)).toBe(join(closed, 'timbao'));
    // The XDG specification: a relative path is no valid one.
    expect(await cacheFolder({ XDG_CACHE_HOME: 'relative' }, other)).toBe('/var/cache/timbao');
  });
});

test.skipIf(engineAccount() === undefined)(
  'root gives away folders with all that is in them, links as links',
  async () => {
    const folder = join(work, 'given');
    mkdirSync(join(folder, 'deep'), { recursive: true });
    writeFileSync(join(folder, 'deep', 'file'), '');
    const outside = join(work, 'outside');
    writeFileSync(outside, '');
    symlinkSync(outside, join(folder, 'link'));
    await giveTo(other, folder);
    for (const path of ['', 'deep', 'deep/file', 'link'])
      expect(lstatSync(join(folder, path)).uid).toBe(other.uid);
    expect(lstatSync(outside).uid).toBe(0);
  },
);
