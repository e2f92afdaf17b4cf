import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAPPING_VERSION } from '../../../src/analysis/index-body.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { listBackups, REPOSITORY, type Backup } from '../../../src/index-lifecycle/backups.ts';
import { findRoles, requireRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { deleteArticle, getArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { createNewsroom } from '../index-lifecycle/newsroom.ts';
import { readWhile } from '../index-lifecycle/readers.ts';
import { compareAll, faultsOf } from '../index-lifecycle/rebuild-under-load.ts';
import { runIndexCommand } from '../index-lifecycle/run-index-command.ts';
import { servedAt, startService, startTimbao, type Running } from '../start/run-timbao.ts';
import { startBackupEngine, type BackupEngine } from './backup-engine.ts';
import { runBackupCommand, type BackupSettings } from './run-backup-command.ts';
import { villageArticle } from '../../support/village-article.ts';

/** So many have what the readers search for. */
const LOAD_ARTICLES = 1_600;

const isPosix = process.platform !== 'win32';

/** Every document of an index with its version and the number of its write, as it is stored. */
interface Kept {
  readonly version: number;
  readonly seqNo: number;
  readonly source: object | null;
}

const documents = async (engine: Engine, index: string): Promise<Map<string, Kept>> => {
  await engine.refresh(index);
  const { hits } = await engine.search<object>(index, {
    size: 10_000,
    version: true,
    seq_no_primary_term: true,
  });
  return new Map(hits.map(({ id, version, seqNo, source }) => [id, { version, seqNo, source }]));
};

const filled = async (
  store: ScratchStore,
  count = 30,
  more: (n: number) => object = () => ({}),
): Promise<void> => {
  for (let n = 0; n < count; n++)
    await putArticle(
      store,
      villageArticle(`a${n}`, { ...(n % 2 === 0 ? {} : { version: n * 10 }), ...more(n) }),
    );
  await deleteArticle(store, 'a3');
  await deleteArticle(store, 'a4');
  await deleteArticle(store, 'never', { version: 5 });
};

describe.runIf(await engineInstalledHere())('backups, on an embedded engine', { timeout: 600_000 }, () => {
  let engine: BackupEngine;
  const stores: ScratchStore[] = [];
  const running: Running[] = [];

  beforeAll(async () => {
    engine = await startBackupEngine();
  }, 600_000);
  afterAll(async () => {
    for (const process of running) process.send('SIGKILL');
    await Promise.all(running.map((process) => process.ended()));
    for (const store of stores) await store.engine.close();
    await engine.dispose();
  }, 600_000);

  const newStore = async (
    ...options: Parameters<typeof scratchStore> extends [string, ...infer R] ? R : []
  ) => {
    const store = await scratchStore(engine.url(), ...options);
    stores.push(store);
    return store;
  };
  const backup = ({ alias }: ScratchStore, args: readonly string[], settings?: BackupSettings) =>
    runBackupCommand(engine, alias, args, settings);
  const made = async (store: ScratchStore): Promise<Backup> => {
    const ran = await backup(store, ['create']);
    expect(ran).toMatchObject({ error: null, status: 0 });
    const newest = (await listBackups(store.engine, store.alias)).at(-1);
    if (newest === undefined) throw new Error('There is no backup.');
    return newest;
  };
  /** The command line as it is built, with a repository that is so slow that there is time for something. */
  const slowly = (store: ScratchStore, ...args: readonly string[]): Running => {
    const settings = {
      location: engine.backupDir,
      max_snapshot_bytes_per_sec: '100kb',
      max_restore_bytes_per_sec: '100kb',
    };
    const started = startTimbao(['backup', ...args], {
      ELASTICSEARCH_URL: engine.url(),
      TIMBAO_INDEX: store.alias,
      TIMBAO_BACKUP_REPOSITORY: JSON.stringify({ type: 'fs', settings }),
    });
    running.push(started);
    return started;
  };
  /** Articles that take some seconds with that. */
  const large = (): object => ({ body: randomBytes(30_000).toString('base64').replaceAll(/[+/]/g, ' ') });

  test('the data folder deleted, a fresh engine restores every article, tombstone and version', async () => {
    const store = await newStore({ shards: 2 });
    await filled(store, 40);
    // The live index is one that has been rebuilt, and has a former one beside it.
    expect(
      await runIndexCommand(engine.url(), store.alias, ['rebuild', '--promote'], { shards: 2 }),
    ).toMatchObject({
      status: 0,
    });
    await putArticle(store, villageArticle('late', { version: 7 }));
    const { live } = await requireRoles(store.engine, store.alias);
    const before = await documents(store.engine, live);
    expect(before.size).toBe(42);

    const created = await backup(store, ['create', '--name', 'nightly']);
    expect(created).toMatchObject({ error: null, status: 0 });
    expect(created.out).toMatch(
      new RegExp(`^nightly has 39 articles and 3 tombstones, [\\d.]+ MB, of ${live}\\.$`, 'mu'),
    );
    // A folder of its own, outside of the one that is deleted, and for its owner alone.
    expect(engine.backupDir.startsWith(`${engine.dataDir}/`)).toBe(false);
    if (isPosix) {
      expect(lstatSync(engine.backupDir).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(engine.backupDir))
        expect(lstatSync(join(engine.backupDir, name)).mode & 0o077, name).toBe(0);
    }

    await engine.startAfresh();
    const fresh = await scratchStoreOf(store);
    expect(await findRoles(fresh.engine, store.alias)).toBeNull();
    const listed = await backup(fresh, ['list']);
    expect(listed).toMatchObject({ error: null, status: 0 });
    expect(listed.out).toMatch(/^nightly +20\d\d-\S+Z +whole +39 +3 +[\d.]+ MB +version \d +nothing$/mu);

    // Nothing is there that could be lost: nobody is asked.
    const { out, error, status } = await backup(fresh, ['restore']);
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}articles +39 +39$/mu);
    expect(out).toMatch(/^ {2}checksum +([0-9a-f]{16}) +\1$/mu);
    const roles = await requireRoles(fresh.engine, store.alias);
    expect(out).toContain(`${roles.live} is live.`);
    expect(roles).toMatchObject({ next: null, former: null });
    expect(roles.live).not.toBe(live);
    expect(await fresh.engine.getAlias(fresh.names.write)).toEqual([
      { index: roles.live, isWriteIndex: true },
    ]);
    expect(await documents(fresh.engine, roles.live)).toEqual(before);
    expect((await verifyIndex(fresh.engine, store.alias)).differences).toEqual([]);
    expect((await runIndexCommand(engine.url(), store.alias, ['status'])).status).toBe(0);
    // Versions count as before: what is older than what is stored or removed stays out.
    await expect(putArticle(fresh, villageArticle('late', { version: 6 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    await expect(putArticle(fresh, villageArticle('a3', { version: 30 }))).rejects.toMatchObject({
      code: 'stale_version',
    });
    expect(await putArticle(fresh, villageArticle('late', { version: 8 }))).toBe('updated');
  });

  const scratchStoreOf = async ({ alias }: ScratchStore): Promise<ScratchStore> => {
    const { createEngine } = await import('../../../src/engine/create-engine.ts');
    const { openArticleStore } = await import('../../../src/ingest/open-article-store.ts');
    const client = createEngine({ url: engine.url() });
    const store = { ...openArticleStore(client, alias), alias, index: '', dispose: () => client.close() };
    stores.push(store);
    return store;
  };

  test('what is newer in the live index is told, and taken along', async () => {
    const store = await newStore();
    await filled(store);
    await made(store);
    await putArticle(store, villageArticle('new'));
    await putArticle(store, villageArticle('a1', { version: 99, title: 'Bản a1 sửa lại' }));
    await putArticle(store, villageArticle('a0', { title: 'Bản a0 sửa lại' }));
    await deleteArticle(store, 'a5');
    await deleteArticle(store, 'a6');
    // Gone without a trace, as by a fault of the disk: no version keeps it out.
    await store.engine.bulk(store.index, `${JSON.stringify({ delete: { _id: 'a7' } })}\n`, {
      isAlias: false,
    });
    const before = await documents(store.engine, store.index);

    expect((await backup(store, ['restore'])).error).toMatchObject({ code: 'invalid_parameters' });
    const dry = await backup(store, ['restore', '--dry-run']);
    expect(dry).toMatchObject({ error: null, status: 0 });
    const told = `The live index ${store.index} has what the backup has not: 1 articles more, 2 in another version, 2 removed.\nThe backup brings back 1 that it lacks, or has in an older version.\n`;
    expect(dry.out).toContain(told);
    expect(dry.out).toMatch(/removed again: this was a dry run\.\n$/u);
    const declined = await backup(store, ['restore'], { answer: 'no' });
    expect(declined).toMatchObject({ status: 1 });
    expect(await store.engine.listIndices(`${store.alias}-v*`)).toEqual([store.index]);
    expect(await documents(store.engine, store.index)).toEqual(before);

    const { out, error, status } = await backup(store, ['restore'], { answer: 'yes' });
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(out).toContain(told);
    expect(out).toMatch(/is live\. \S+ is kept as the former one/u);
    const roles = await requireRoles(store.engine, store.alias);
    expect(roles).toMatchObject({ next: null, former: store.index });
    expect((await getArticle(store, 'a7'))?.id).toBe('a7');
    expect((await getArticle(store, 'a1'))?.title).toBe('Bản a1 sửa lại');
    expect((await getArticle(store, 'a0'))?.title).toBe('Bản a0 sửa lại');
    expect(await getArticle(store, 'a5')).toBeNull();
    expect(await getArticle(store, 'a6')).toBeNull();
    expect((await getArticle(store, 'new'))?.id).toBe('new');
    // And another time, from an index that is not the one of the backup.
    const again = await backup(store, ['restore', '--yes']);
    expect(again).toMatchObject({ error: null, status: 0 });
    expect(again.out).toContain('1 articles more, 2 in another version, 2 removed.');
    expect(again.out).not.toContain('brings back');
    expect((await getArticle(store, 'a0'))?.title).toBe('Bản a0 sửa lại');
    expect(await getArticle(store, 'a6')).toBeNull();
  });

  test('a partitioned archive is in it with all of its partitions', async () => {
    const store = await newStore({ partition: 'year' });
    for (let n = 0; n < 20; n++)
      await putArticle(
        store,
        villageArticle(`a${n}`, { publishedAt: `${2015 + (n % 4)}-05-01`, version: 1 }),
      );
    await deleteArticle(store, 'a3');
    const before = await documents(store.engine, store.index);
    await made(store);
    await putArticle(store, villageArticle('new', { publishedAt: '2011-05-01' }));
    await putArticle(store, villageArticle('a4', { publishedAt: '2011-06-01', version: 2 }));

    expect(await backup(store, ['restore', '--yes'])).toMatchObject({ error: null, status: 0 });
    const taken = (await requireRoles(store.engine, store.alias)).live;
    expect(taken).not.toBe(store.index);
    expect(await store.engine.listIndices(`${taken}.*`)).toEqual(
      [2011, 2015, 2016, 2017, 2018].map((year) => `${taken}.${year}`),
    );
    expect((await getArticle(store, 'a4'))?.publishedAt.slice(0, 4)).toBe('2011');
    // What is copied from one partition after another gets other numbers.
    const unnumbered = async (index: string) =>
      new Map(
        [...(await documents(store.engine, index))].map(([id, { version, source }]) => [
          id,
          { version, source },
        ]),
      );
    expect(await unnumbered(taken)).toEqual(await unnumbered(store.index));
    expect(await backup(store, ['restore', '--as-it-was', '--yes'])).toMatchObject({
      error: null,
      status: 0,
    });
    const { live } = await requireRoles(store.engine, store.alias);
    expect(await documents(store.engine, live)).toEqual(before);
    expect(await putArticle(store, villageArticle('a4', { publishedAt: '2012-06-01', version: 3 }))).toBe(
      'updated',
    );
    expect(await store.engine.count(live)).toBe(before.size);
  });

  test('as it was: exactly the backup, and a rollback leads back to what was live', async () => {
    const store = await newStore();
    await filled(store);
    const before = await documents(store.engine, store.index);
    await made(store);
    for (let n = 10; n < 20; n++) await deleteArticle(store, `a${n}`);
    await putArticle(store, villageArticle('new'));
    const damaged = await documents(store.engine, store.index);

    const { out, error } = await backup(store, ['restore', '--as-it-was', '--yes']);
    expect(error).toBeNull();
    expect(out).toContain('1 articles more, 0 in another version, 10 removed');
    expect(out).toContain('That is left out');
    const { live } = await requireRoles(store.engine, store.alias);
    expect(await documents(store.engine, live)).toEqual(before);
    await putArticle(store, villageArticle('after', { version: 3 }));

    expect(await runIndexCommand(engine.url(), store.alias, ['rollback', '--force'])).toMatchObject({
      error: null,
    });
    const back = await documents(store.engine, store.index);
    expect(back.delete('after')).toBe(true);
    expect(back).toEqual(damaged);
  });

  test('a backup of mapping version 1 is restored by this version, and rebuilt', async () => {
    const store = await newStore({ mapping: await readReleasedMapping(1) });
    await filled(store);
    const before = await documents(store.engine, store.index);
    const { name } = await made(store);
    // Beside an index of this version, as a service that was started afresh makes it.
    await runIndexCommand(engine.url(), store.alias, ['rebuild', '--promote']);
    expect((await backup(store, ['restore', name, '--yes'])).error).toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringContaining('--as-it-was') as string,
    });
    const { out, error } = await backup(store, ['restore', name, '--as-it-was', '--yes']);
    expect(error).toBeNull();
    expect(out).toContain('nothing that the backup has not');
    expect(out).toContain('It has mapping version 1.');
    const { live } = await requireRoles(store.engine, store.alias);
    expect(live).toMatch(/-v1-/u);
    expect(await documents(store.engine, live)).toEqual(before);
    const rebuilt = await runIndexCommand(engine.url(), store.alias, ['rebuild', '--promote', '--full']);
    expect(rebuilt).toMatchObject({ error: null, status: 0 });
    expect(await verifyIndex(store.engine, store.alias)).toMatchObject({
      mappingVersion: MAPPING_VERSION,
      differences: [],
    });
    expect(await store.engine.count(store.alias)).toBe(before.size);
  });

  test('a live index that cannot be read is exchanged unchecked', async () => {
    const store = await newStore();
    await filled(store);
    const before = await documents(store.engine, store.index);
    await made(store);
    const { out, error } = await backup(store, ['restore', '--unchecked', '--yes']);
    expect(error).toBeNull();
    expect(out).toContain('was not looked at');
    const { live, former } = await requireRoles(store.engine, store.alias);
    expect(former).toBe(store.index);
    expect(await documents(store.engine, live)).toEqual(before);
  });

  test('--keep removes the oldest, and what is not ours stays', async () => {
    const [store, other] = [await newStore(), await newStore()];
    await filled(store, 6);
    await filled(other, 6);
    const theirs = await made(other);
    await store.engine.snapshots.start(REPOSITORY, `foreign-${store.alias}`, {
      indices: [store.index],
      notes: {},
    });
    const names: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { name } = await made(store);
      names.push(name);
    }
    const { out, status } = await backup(store, ['create', '--keep', '2']);
    expect(status).toBe(0);
    expect(out.match(/^Removed .*$/gmu)).toEqual(names.slice(0, 3).map((name) => `Removed ${name}.`));
    const left = await listBackups(store.engine, store.alias);
    expect(left).toHaveLength(2);
    expect(left[0]?.name).toBe(names[3]);
    expect((await listBackups(store.engine, other.alias)).map(({ name }) => name)).toEqual([theirs.name]);
    expect((await store.engine.snapshots.list(REPOSITORY)).map(({ name }) => name)).toContain(
      `foreign-${store.alias}`,
    );

    expect((await backup(store, ['delete', theirs.name, '--yes'])).error).toMatchObject({
      code: 'not_found',
    });
    expect((await backup(store, ['delete', names[3] ?? ''])).error).toMatchObject({
      code: 'invalid_parameters',
    });
    expect((await backup(store, ['delete', names[3] ?? ''], { answer: 'no' })).status).toBe(1);
    expect((await backup(store, ['delete', names[3] ?? '', '--dry-run'])).out).toContain('dry run');
    expect(await listBackups(store.engine, store.alias)).toHaveLength(2);
    expect((await backup(store, ['delete', names[3] ?? '', '--yes'])).out).toContain(`Removed ${names[3]}.`);
    expect(await listBackups(store.engine, store.alias)).toHaveLength(1);
  });

  test('what cannot be says what, and what to do', async () => {
    const store = await newStore();
    await filled(store, 3);
    const refusal = async (args: readonly string[], config?: BackupSettings['config']) => {
      const { error, out } = await backup(store, args, config === undefined ? {} : { config });
      expect(out).toBe('');
      return error;
    };
    expect(await refusal(['restore', 'nothing', '--yes'])).toMatchObject({ code: 'not_found' });
    expect(await refusal(['restore', '--yes'])).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('timbao backup create') as string,
    });
    expect((await backup(store, ['create', '--name', `once-${store.alias}`])).status).toBe(0);
    expect(await refusal(['create', '--name', `once-${store.alias}`])).toMatchObject({
      code: 'invalid_parameters',
      message: expect.stringContaining('already') as string,
    });
    expect(await refusal(['create', '--name', 'Ơ hay'])).toMatchObject({ code: 'invalid_parameters' });
    const remote = {
      kind: 'remote' as const,
      urls: [engine.url()],
      auth: null,
      caFile: null,
      caFingerprint: null,
    };
    expect(await refusal(['create'], { engine: remote })).toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('TIMBAO_BACKUP_REPOSITORY') as string,
    });
    expect(
      await refusal(['list'], {
        backupRepository: { type: 'fs', settings: { location: '/somewhere/else' } },
      }),
    ).toMatchObject({ code: 'configuration', message: expect.stringContaining('path.repo') as string });
    expect(
      await refusal(['list'], { backupRepository: { type: 's3', settings: { bucket: 'paper' } } }),
    ).toMatchObject({ code: 'configuration', message: expect.stringContaining('s3') as string });
    const rebuilt = await runIndexCommand(engine.url(), store.alias, ['rebuild']);
    expect(rebuilt.status).toBe(0);
    expect(await refusal(['restore', `once-${store.alias}`, '--yes'])).toMatchObject({
      code: 'index_mismatch',
      message: expect.stringContaining('rebuild --abandon') as string,
    });
  });

  test('Ctrl-C ends a backup and a restore, and leaves nothing of either', async () => {
    const store = await newStore();
    await filled(store, 30, large);
    const create = slowly(store, 'create');
    await create.said(/ of [\d.]+ MB/u);
    create.send('SIGINT');
    expect(await create.ended(), create.errors()).toBe(1);
    expect(create.errors()).toContain('Stopped; nothing is left of the backup.');
    expect(await listBackups(store.engine, store.alias)).toEqual([]);

    await made(store);
    const restoring = slowly(store, 'restore', '--yes');
    await restoring.said(/ of [\d.]+ MB/u);
    expect(await store.engine.listIndices(`${store.alias}-v*`)).toHaveLength(2);
    restoring.send('SIGINT');
    expect(await restoring.ended(), restoring.errors()).toBe(1);
    expect(restoring.errors()).toContain('the live index is as it was');
    expect(await store.engine.listIndices(`${store.alias}-v*`)).toEqual([store.index]);
  });

  test('kill -9 of a restore leaves a leftover, which prune removes; the live index stays', async () => {
    const store = await newStore();
    await filled(store, 30, large);
    await made(store);
    const restoring = slowly(store, 'restore', '--yes');
    await restoring.said(/ of [\d.]+ MB/u);
    restoring.send('SIGKILL');
    await restoring.ended();
    expect(await requireRoles(store.engine, store.alias)).toMatchObject({ live: store.index, next: null });
    expect((await runIndexCommand(engine.url(), store.alias, ['prune', '--yes'])).error).toBeNull();
    expect(await store.engine.listIndices(`${store.alias}-v*`)).toEqual([store.index]);
  });

  test('restored under searches and writes: no gap, and nothing that was acknowledged is lost', async () => {
    const store = await newStore();
    const service = startService({
      ELASTICSEARCH_URL: engine.url(),
      TIMBAO_INDEX: store.alias,
      TIMBAO_SAMPLES: 'off',
      PORT: '0',
    });
    running.push(service);
    const address = await servedAt(service, 120_000);
    const newsroom = createNewsroom(LOAD_ARTICLES);
    await newsroom.fill(address);
    await made(store);
    const stop = new AbortController();
    const writing = newsroom.write(
      Array.from({ length: 4 }, () => () => address),
      15,
      stop.signal,
    );
    const reading = readWhile(address, 10, LOAD_ARTICLES, stop.signal);
    await sleep(3_000);
    const { error, out } = await backup(store, ['restore', '--yes']);
    await sleep(2_000);
    stop.abort();
    const [writes, reads] = await Promise.all([writing, reading]);
    expect(error).toBeNull();
    expect(out).toContain('is live.');
    expect(reads.failed).toEqual([]);
    expect(reads.searches).toBeGreaterThan(20);
    expect(writes.wrong).toEqual([]);
    expect(writes.updated).toBeGreaterThan(0);
    expect(faultsOf(await compareAll(store.engine, store.alias, newsroom.expected))).toEqual([]);
  });

  test('a damaged backup is refused, and the live index is left alone', async () => {
    const store = await newStore();
    await filled(store, 30, large);
    const { name, index } = await made(store);
    const files = filesIn(join(engine.backupDir, 'indices'))
      .filter((file) => file.includes('__'))
      .sort((a, b) => lstatSync(b).size - lstatSync(a).size);
    // Of all that is in the repository, as a disk that goes bad would.
    for (const file of files) if (lstatSync(file).size > 5_000) damage(file);
    const { error } = await backup(store, ['restore', '--yes']);
    expect(error).toMatchObject({ code: 'engine_rejected' });
    expect(error?.message).toContain(
      `The backup ${name} is damaged and cannot be restored: CorruptIndexException`,
    );
    expect(await store.engine.listIndices(`${store.alias}-v*`)).toEqual([index]);
    expect(await requireRoles(store.engine, store.alias)).toMatchObject({ live: index, next: null });

    // Its description, too.
    for (const file of readdirSync(engine.backupDir))
      if (file.startsWith('snap-')) damage(join(engine.backupDir, file));
    const listed = await backup(store, ['list']);
    expect(listed.status).toBe(1);
    expect(listed.out).toMatch(new RegExp(`^${name} +unknown +DAMAGED`, 'mu'));
    expect((await backup(store, ['restore', name, '--yes'])).error).toMatchObject({
      code: 'engine_rejected',
    });
    expect((await backup(store, ['delete', name, '--yes'])).error).toBeNull();
  });
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const damage = (file: string): void => {
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  for (let at = middle; at < Math.min(middle + 64, bytes.length); at++) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
};
