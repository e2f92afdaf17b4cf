import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bringBack, removeUnpacked, unpackDesk } from '../../../src/desk/backup/restore-desk.ts';
import { deskIndexName } from '../../../src/desk/desk-index.ts';
import { createPinDesk } from '../../../src/desk/pins/pin-desk.ts';
import { createSynonymDesk } from '../../../src/desk/synonyms/synonym-desk.ts';
import { createEngine } from '../../../src/engine/create-engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { chooseBackup, listBackups } from '../../../src/index-lifecycle/backups.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { alertFor, openAlertDesk, type AlertDesk } from '../../support/alert-desk.ts';
import { engineInstalledHere } from '../../support/embedded-here.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import { villageArticle } from '../../support/village-article.ts';
import { startReceiver, type Receiver } from '../../support/webhook-receiver.ts';
import { startBackupEngine, type BackupEngine } from './backup-engine.ts';
import { runBackupCommand } from './run-backup-command.ts';

describe.runIf(await engineInstalledHere())('what editors decide, in backups', { timeout: 600_000 }, () => {
  let embedded: BackupEngine;
  let receiver: Receiver;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [embedded, receiver] = await Promise.all([startBackupEngine(), startReceiver()]);
  }, 600_000);
  beforeEach(() => receiver.reset());
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
    await receiver.close();
    await embedded.dispose();
  }, 600_000);

  /** What a newsroom has open on an engine. */
  const open = (engine: Engine, alias: string) => {
    const alerts = openAlertDesk(engine, alias);
    ends.push(alerts.end);
    return {
      engine,
      alias,
      alerts,
      store: openArticleStore(engine, alias),
      pins: createPinDesk(engine, alias),
      synonyms: createSynonymDesk(engine, alias, () => NO_ABBREVIATIONS),
    };
  };
  type Newsroom = ReturnType<typeof open>;

  const write = ({ store }: Newsroom, id: string, more: object = {}) =>
    putArticle(store, villageArticle(id, { title: `Lũ quét, tin ${id}`, ...more }));

  const newNewsroom = async (): Promise<Newsroom> => {
    const { engine, alias } = await scratchStore(embedded.url());
    ends.push(() => engine.close());
    const newsroom = open(engine, alias);
    const { alerts, pins, synonyms } = newsroom;
    await alerts.services.putAlert(
      null,
      alertFor('lũ quét', { channel: { kind: 'webhook', url: receiver.url } }),
    );
    await alerts.round();
    for (const id of ['a1', 'a2', 'a3']) await write(newsroom, id);
    await alerts.round();
    await pins.create({ queries: ['lũ quét'], first: ['a2'], never: [] });
    await pins.create({ queries: ['bão'], first: [], never: ['a3'] });
    await synonyms.put('ubnd', { spellings: ['UBND', 'ủy ban'], alsoFinds: [] });
    expect(receiver.articles().toSorted()).toEqual(['a1', 'a2', 'a3']);
    return newsroom;
  };

  const backup = ({ alias }: Newsroom, args: readonly string[], answer?: string) =>
    runBackupCommand(embedded, alias, args, answer === undefined ? {} : { answer });

  const done = async (newsroom: Newsroom, ...args: readonly string[]): Promise<string> => {
    const { out, error, status } = await backup(newsroom, args);
    expect(error).toBeNull();
    expect(status).toBe(0);
    return out;
  };

  /** All that editors decided, as they are shown it. */
  const decided = async ({ pins, synonyms, alerts }: Newsroom) => ({
    pins: await pins.list(),
    synonyms: (await synonyms.list()).synonyms,
    alerts: await alerts.services.listAlerts(),
  });

  const leftovers = ({ engine, alias }: Newsroom) => engine.listIndices(`${alias}-desk-*-unpacked`);

  const sent = async (alerts: AlertDesk): Promise<readonly string[]> => {
    receiver.reset();
    await alerts.round();
    return [...receiver.articles()].toSorted();
  };

  test('the data folder deleted, they are back with the articles, and no article is sent twice or missed', async () => {
    const newsroom = await newNewsroom();
    const before = await decided(newsroom);
    // Nobody has looked at it when the backup is made, and its date does not tell that it is new.
    await write(newsroom, 'unseen', { publishedAt: '2001-05-05T08:00:00+07:00' });
    expect(await done(newsroom, 'create')).toContain(', 2 pins, 1 synonyms, 1 alerts, ');
    expect(await done(newsroom, 'list')).toMatch(/ {2}2 pins, 1 synonyms, 1 alerts$/mu);

    await embedded.startAfresh();
    const engine = createEngine({ url: embedded.url() });
    ends.push(() => engine.close());
    const again = open(engine, newsroom.alias);
    expect(await done(again, 'restore', '--dry-run')).toMatch(/^ {2}pins +2 +none +brought back$/mu);
    expect(await engine.listIndices(`${again.alias}*`)).toEqual([]);
    const out = await done(again, 'restore');
    expect(out).toContain('1 alerts are as in the backup, 3 notes of deliveries came back, 0 of which wait');
    expect(await decided(again)).toEqual(before);
    expect(await leftovers(again)).toEqual([]);

    expect(await sent(again.alerts)).toEqual(['unseen']);
    // Those of before, imported once more, and one that is new, whatever its date.
    for (const id of ['a1', 'a2', 'a3', 'unseen']) await write(again, id, { version: 5 });
    await write(again, 'new', { publishedAt: '2001-05-05T08:00:00+07:00' });
    expect(await sent(again.alerts)).toEqual(['new']);
    expect(again.alerts.log.filter((line) => line.startsWith('fault'))).toEqual([]);
  });

  test('the desk’s indices deleted, they come back alone, and what is written meanwhile is sent', async () => {
    const newsroom = await newNewsroom();
    const { alias, engine } = newsroom;
    const before = await decided(newsroom);
    await done(newsroom, 'create');
    await newsroom.alerts.end();
    await write(newsroom, 'between');
    for (const index of await engine.listIndices(`${alias}-desk-*`)) await engine.deleteIndex(index);
    const again = open(engine, alias);
    expect(await decided(again)).toEqual({ pins: [], synonyms: [], alerts: [] });

    const out = await done(again, 'restore', '--without-articles');
    expect(out).not.toContain('articles');
    expect(await decided(again)).toEqual(before);
    expect(await engine.listIndices(`${alias}-v*`)).toHaveLength(1);
    expect(await sent(again.alerts)).toEqual(['between']);
    expect(await sent(again.alerts)).toEqual([]);
  });

  test('what was decided since stays, is told, and gives way where that is asked for', async () => {
    const newsroom = await newNewsroom();
    const { pins, synonyms, alerts } = newsroom;
    const then = await decided(newsroom);
    await done(newsroom, 'create');
    const [first, second] = await pins.list();
    await pins.replace(first?.id ?? '', { queries: ['lũ quét'], first: ['a1'], never: [] });
    await pins.remove(second?.id ?? '');
    await pins.create({ queries: ['mưa'], first: ['a1'], never: [] });
    await synonyms.put('tphcm', { spellings: ['TPHCM', 'thành phố Hồ Chí Minh'], alsoFinds: [] });
    const since = await decided(newsroom);

    const table =
      /^ {2}pins +2 +2 +left as they are: 1 that the backup has not, 1 that it has more, 1 changed\. As in the backup: --desk pins\n {2}synonyms +1 +2 +left as they are: 1 that .*\n {2}alerts +1 +1 +the same$/mu;
    expect(await done(newsroom, 'restore', '--dry-run')).toMatch(table);
    expect(await done(newsroom, 'restore', '--yes')).toMatch(table);
    expect(await done(newsroom, 'restore', '--desk', 'none', '--yes')).not.toContain('editors');
    expect(await decided(newsroom)).toEqual(since);

    const asked = ['restore', '--without-articles', '--desk', 'pins'];
    expect((await backup(newsroom, asked)).error).toMatchObject({ code: 'invalid_parameters' });
    expect(await backup(newsroom, asked, 'no')).toMatchObject({ error: null, status: 1 });
    expect(await done(newsroom, ...asked, '--dry-run')).toContain('replaced by the backup’s: 1 that');
    expect(await decided(newsroom)).toEqual(since);
    expect(await backup(newsroom, asked, 'yes')).toMatchObject({ error: null, status: 0 });
    expect(await decided(newsroom)).toEqual({ ...since, pins: then.pins });

    // What was sent stays sent, also where alerts are put back.
    await write(newsroom, 'later');
    expect(await sent(alerts)).toEqual(['later']);
    await done(newsroom, 'restore', '--without-articles', '--desk', 'all', '--yes');
    expect(await decided(newsroom)).toEqual(then);
    await write(newsroom, 'later', { version: 9 });
    expect(await sent(alerts)).toEqual([]);
    expect(await leftovers(newsroom)).toEqual([]);
    expect((await backup(newsroom, ['restore', '--without-articles', '--desk', 'none'])).error).toMatchObject(
      {
        code: 'invalid_parameters',
      },
    );
  });

  test('what somebody decides while a restore is asked about is not overwritten', async () => {
    const newsroom = await newNewsroom();
    const { engine, alias, pins } = newsroom;
    await done(newsroom, 'create');
    const [pin] = await pins.list();
    await pins.remove(pin?.id ?? '');
    const chosen = chooseBackup(await listBackups(engine, alias));
    const [unpacked] = await unpackDesk(engine, chosen, { alias, replicas: 0 });
    if (unpacked === undefined) throw new Error('There are no pins in it.');
    const [other] = await pins.list();
    await pins.remove(other?.id ?? '');
    const made = { ...(pin ?? { id: '' }), queries: ['khác'] };
    await engine.bulk(
      deskIndexName(alias, 'pins'),
      `${JSON.stringify({ create: { _id: made.id } })}\n${JSON.stringify(made)}\n`,
      { isAlias: false, refresh: 'now' },
    );
    await expect(bringBack(engine, alias, unpacked, null)).rejects.toMatchObject({ code: 'stale_version' });
    expect(await pins.list()).toEqual([made]);
    await removeUnpacked(engine, alias);
    expect(await leftovers(newsroom)).toEqual([]);
  });
});
