import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertIndices } from '../../../src/desk/alerts/alert-indices.ts';
import { readPosition } from '../../../src/desk/alerts/position.ts';
import { exchangeIndices } from '../../../src/index-lifecycle/exchange-indices.ts';
import { followIndex } from '../../../src/index-lifecycle/follow-index.ts';
import { findRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { startRebuild, type Copying } from '../../../src/index-lifecycle/rebuild-index.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { renewDocument } from '../../../src/ingest/renew-document.ts';
import { alertFor, openAlertDesk, type AlertDesk } from '../../support/alert-desk.ts';
import { currentMapping, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { startReceiver, type Receiver } from '../../support/webhook-receiver.ts';

let receiver: Receiver;
let store: ScratchStore;
let desk: AlertDesk;
let written = 0;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

beforeEach(async () => {
  receiver.reset();
  written = 0;
  store = await scratchStore(elasticsearchUrl(), { shards: 2 });
  desk = openAlertDesk(store.engine, store.alias);
  // Those of before nobody is told of, whichever index they are in.
  await write('cu', 30);
  await desk.services.putAlert('lu', alertFor('lũ', { channel: { kind: 'webhook', url: receiver.url } }));
});
afterEach(async () => {
  await desk.end();
  await store.dispose();
});

const write = async (name: string, count: number, version?: number): Promise<string[]> => {
  const ids = Array.from({ length: count }, (_, i) => `${name}-${i}`);
  for (const id of ids) {
    const article = {
      id,
      title: `Lũ, tin số ${++written}`,
      body: 'Mưa to.',
      captions: [],
      authors: [],
      tags: [],
      publishedAt: new Date(Date.now() - 60_000).toISOString(),
      ...(version !== undefined && { version }),
    };
    await putArticle(store, article, { refresh: 'none' });
  }
  return ids;
};

const rebuild = async (): Promise<Copying> => {
  const options = { alias: store.alias, shards: 3, replicas: 0, mapping: currentMapping };
  const copying = await startRebuild(store.engine, options, renewDocument);
  return { ...copying, state: await followIndex(store.engine, copying.plan, copying.state) };
};

const promote = (copying: Copying) => exchangeIndices(store.engine, store.alias, copying);

const told = (): string[] => [...receiver.articles()].toSorted();

describe('another index in the place of the one that was followed', () => {
  it('leaves nothing out that was written before, meanwhile and after, and tells nothing of before the alert', async () => {
    const expected = await write('truoc', 5);
    await desk.round();
    const copying = await rebuild();
    expected.push(...(await write('trong', 5)));
    await promote(copying);
    expected.push(...(await write('sau', 5)));
    await desk.round();
    await desk.sendDue();
    expect(told()).toEqual(expected.toSorted());
    const { position } = (await readPosition(store.engine, alertIndices(store.alias).deliveries)) ?? {};
    expect(position).toMatchObject({ place: { index: copying.plan.target }, passing: null });
  });

  it('that came while no service ran is found', async () => {
    const expected = await write('truoc', 3);
    await desk.round();
    await desk.end();
    expected.push(...(await write('vang', 3)));
    const copying = await rebuild();
    await promote(copying);
    expected.push(...(await write('vang-sau', 3)));
    desk = openAlertDesk(store.engine, store.alias);
    await desk.round();
    await desk.sendDue();
    expect(told()).toEqual(expected.toSorted());
  });

  it('that is followed by the first again, as after a rollback, is told of once', async () => {
    const first = await rebuild();
    await promote(first);
    const expected = await write('moi', 3);
    await desk.round();
    const roles = await findRoles(store.engine, store.alias);
    expect(roles?.former).toBe(store.index);
    const back = await rebuild();
    await promote(back);
    expected.push(...(await write('lai', 3)));
    await desk.round();
    await desk.sendDue();
    expect(told()).toEqual(expected.toSorted());
  });

  it('is looked through by dates where the former one was removed before it was followed to its end', async () => {
    await desk.round();
    await desk.end();
    const copying = await rebuild();
    const expected = await write('moi', 3);
    await promote(copying);
    await store.engine.deleteIndex(store.index);
    desk = openAlertDesk(store.engine, store.alias);
    await desk.round();
    await desk.sendDue();
    for (const id of expected) expect(told()).toContain(id);
  });
});

describe('of two services on one index', () => {
  it('one alone sends, and the other takes over where that is gone', async () => {
    const other = openAlertDesk(store.engine, store.alias, { termMs: 2_000 });
    const first = openAlertDesk(store.engine, store.alias, { termMs: 2_000 });
    try {
      await first.round();
      const ids = await write('a', 3);
      await Promise.all([first.round(), other.round()]);
      await first.round();
      expect(told()).toEqual(ids.toSorted());
      expect(other.log).toEqual([]);
      await first.end();
      ids.push(...(await write('b', 3)));
      await other.round();
      expect(told()).toEqual(ids.toSorted());
      expect(other.log.filter((line) => !line.startsWith('noted'))).toEqual(['sent 3']);
    } finally {
      await first.end();
      await other.end();
    }
  });

  it('that which was halted for too long goes on from where the other got to', async () => {
    const halted = openAlertDesk(store.engine, store.alias, { termMs: 60_000 });
    try {
      await halted.round();
      // As if its lease had been over: another one has taken it, and looked on.
      const { deliveries } = alertIndices(store.alias);
      const [lease] = await store.engine.mget<object>(deliveries, ['lease:alerts']);
      const until = new Date(0).toISOString();
      await store.engine.bulk(
        deliveries,
        `${JSON.stringify({ index: { _id: 'lease:alerts' } })}\n${JSON.stringify({ ...lease?.source, owner: 'khac', until })}\n`,
        { isAlias: false },
      );
      const ids = await write('a', 3);
      await desk.round();
      expect(told()).toEqual(ids.toSorted());
      await halted.findNews();
      ids.push(...(await write('b', 2)));
      await halted.round();
      await desk.round();
      expect(told()).toEqual(ids.toSorted());
    } finally {
      await halted.end();
    }
  });
});
