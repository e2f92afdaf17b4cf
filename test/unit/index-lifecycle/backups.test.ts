import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAPPING_VERSION } from '../../../src/analysis/index-body.ts';
import {
  backupNotes,
  chooseBackup,
  expiredBackups,
  type Backup,
} from '../../../src/index-lifecycle/backups.ts';
import { createChecksum } from '../../../src/index-lifecycle/checksum.ts';
import { compareDigests, type IndexDigest } from '../../../src/index-lifecycle/digest-index.ts';

const digest: IndexDigest = { articles: 10, tombstones: 2, checksum: '0123456789abcdef', writes: 20 };

const backup = (n: number, state: Backup['state'], more: Partial<Backup> = {}): Backup => ({
  name: `backup-${n}`,
  state,
  index: 'articles-v2-20220121t083000123z',
  mappingVersion: MAPPING_VERSION,
  startedAt: new Date(Date.UTC(2022, 0, 1 + n)).toISOString(),
  digest,
  uuid: 'a',
  desk: null,
  bytes: 1,
  failures: [],
  ...more,
});

const anyBackups = fc
  .array(fc.constantFrom<Backup['state']>('running', 'complete', 'partial', 'failed', 'unreadable'), {
    maxLength: 20,
  })
  .map((states) => states.map((state, n) => backup(n, state)));

test('retention keeps the newest that are whole, and whatever is newer, running or unreadable', () => {
  fc.assert(
    fc.property(anyBackups, fc.integer({ min: 1, max: 10 }), (backups, keep) => {
      const expired = new Set(expiredBackups(backups, keep));
      const left = backups.filter((each) => !expired.has(each));
      const whole = backups.filter(({ state }) => state === 'complete');
      expect(left.filter(({ state }) => state === 'complete')).toEqual(whole.slice(-keep));
      for (const { state } of expired) expect(['complete', 'partial', 'failed']).toContain(state);
      // Nothing goes where there is nothing whole that is newer.
      const newest = whole.at(-1);
      for (const each of expired)
        expect(backups.indexOf(each)).toBeLessThan(newest === undefined ? -1 : backups.indexOf(newest));
      expect(expiredBackups(left, keep)).toEqual([]);
    }),
  );
});

test('the newest that is whole is restored, or the one that is named', () => {
  const backups = [backup(0, 'complete'), backup(1, 'complete'), backup(2, 'partial'), backup(3, 'running')];
  expect(chooseBackup(backups).name).toBe('backup-1');
  expect(chooseBackup(backups, 'backup-0').name).toBe('backup-0');
  for (const name of ['backup-2', 'backup-3'])
    expect(() => chooseBackup(backups, name)).toThrow(/cannot be restored/u);
  expect(() => chooseBackup(backups, 'backup-9')).toThrow(/There is no backup “backup-9”/u);
  expect(() => chooseBackup([])).toThrow(/timbao backup create/u);
  const tooNew = backup(4, 'complete', { mappingVersion: MAPPING_VERSION + 1 });
  expect(() => chooseBackup([tooNew])).toThrow(/the version that made it/u);
});

test('what is noted on a snapshot fits into it', () => {
  const most = { articles: 2 ** 52, tombstones: 2 ** 52, checksum: 'f'.repeat(16), writes: 2 ** 52 };
  // Elasticsearch takes 1,024 bytes.
  const desk = { pins: 2 ** 52, synonyms: 2 ** 52, alerts: 2 ** 52 };
  expect(JSON.stringify(backupNotes('a'.repeat(100), 'u'.repeat(22), most, desk)).length).toBeLessThan(512);
});

test('a restored index is as its backup says, to the last document, unless writes came in between', () => {
  expect(compareDigests(digest, digest).isSame).toBe(true);
  expect(compareDigests(digest, { ...digest, articles: 9 }).isSame).toBe(false);
  expect(compareDigests(digest, { ...digest, tombstones: 3 }).isSame).toBe(false);
  expect(compareDigests(digest, { ...digest, checksum: 'f' }).isSame).toBe(false);
  const later = { articles: 11, tombstones: 3, checksum: 'f', writes: 21 };
  expect(compareDigests(digest, later)).toMatchObject({ isSame: true, writesMeanwhile: 1 });
  expect(compareDigests(digest, { ...later, articles: 8 }).isSame).toBe(false);
  // Fewer writes than were counted: part of it is missing, whatever the numbers are.
  expect(compareDigests(digest, { ...digest, writes: 19 }).isSame).toBe(false);
});

test('a checksum is that of what was added, in whatever order', () => {
  const sumOf = (texts: readonly string[]): string => {
    const sum = createChecksum();
    for (const text of texts) sum.add(text);
    return sum.text();
  };
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (texts, more) => {
      const sum = sumOf(texts);
      expect(sum).toMatch(/^[0-9a-f]{16}$/u);
      expect(sumOf([...texts].reverse())).toBe(sum);
      expect(sumOf([...texts, more])).not.toBe(sum);
    }),
  );
});
