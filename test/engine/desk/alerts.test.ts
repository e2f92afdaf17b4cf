import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { alertIndices } from '../../../src/desk/alerts/alert-indices.ts';
import { readAlert, writeAlert } from '../../../src/desk/alerts/alert-store.ts';
import type { Article } from '../../../src/domain/article.ts';
import { deleteArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { alertFor, openAlertDesk, type AlertDesk } from '../../support/alert-desk.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { saidBy, startReceiver, type Receiver } from '../../support/webhook-receiver.ts';

let receiver: Receiver;
let store: ScratchStore;
let desk: AlertDesk;
let now = 0;
const clock = () => now;
const at = (time: string): void => {
  now = Date.parse(time);
};

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());

beforeEach(async () => {
  at('2026-03-01T08:30:00+07:00');
  receiver.reset();
  store = await scratchStore(elasticsearchUrl());
  desk = openAlertDesk(store.engine, store.alias, { clock });
});
afterEach(async () => {
  await desk.end();
  await store.dispose();
});

const webhook = () => ({ channel: { kind: 'webhook', url: receiver.url } }) as const;

const article = (id: string, title: string, more: Partial<Article> = {}): Article => ({
  id,
  title,
  body: 'Sáng nay mưa to ở thượng nguồn.',
  captions: [],
  authors: [],
  tags: [],
  publishedAt: '2026-03-01T08:00:00+07:00',
  ...more,
});

const put = (one: Article) => putArticle(store, one, { refresh: 'none' });

const statesOf = async (id: string): Promise<string[]> => {
  const list = await desk.services.listDeliveries(id, { size: 100, from: 0 });
  return (list?.deliveries ?? []).map((one) => `${one.article.id} ${one.state}`).toSorted();
};

describe('an article that is written after an alert was made', () => {
  it('is sent where it has what is searched for, and only then', async () => {
    await put(article('cu', 'Lũ quét năm ngoái'));
    await desk.services.putAlert('lu', alertFor('lũ quét', webhook()));
    await put(article('moi', 'Lũ quét ở Mường La'));
    await put(article('khac', 'Nắng to ở Mường La'));
    await desk.round();
    expect(receiver.articles()).toEqual(['moi']);
    expect(await statesOf('lu')).toEqual(['moi sent']);
    await desk.round();
    expect(receiver.requests).toHaveLength(1);
  });

  it('is sent by its words alone: nothing of a search is loosened', async () => {
    await desk.services.putAlert('lu', alertFor('lũ quét kinh hoàng', webhook()));
    await desk.services.putAlert('thuong', alertFor('lu quet', webhook()));
    await put(article('moi', 'Lũ quét ở Mường La'));
    await desk.round();
    expect(receiver.requests.map((one) => saidBy(one).alert.id)).toEqual(['thuong']);
  });

  it('is sent once, until its text is another', async () => {
    await desk.services.putAlert('lu', alertFor('lũ quét', webhook()));
    await put(article('a', 'Lũ quét ở Mường La', { version: 1 }));
    await desk.round();
    await put(article('a', 'LŨ QUÉT ở Mường La!', { version: 2, tags: ['lũ'], section: 'Thời sự' }));
    await desk.round();
    expect(receiver.articles()).toEqual(['a']);
    await put(article('a', 'Lũ quét ở Mường La: hai người mất tích', { version: 3 }));
    await desk.round();
    expect(receiver.articles()).toEqual(['a', 'a']);
    await put(article('a', 'Lũ quét ở Mường La', { version: 4 }));
    await desk.round();
    expect(receiver.articles()).toEqual(['a', 'a']);
  });

  it('is not sent where it is older than the alert wants', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', { ...webhook(), maxAgeDays: 30 }));
    await put(article('cu', 'Lũ năm xưa', { publishedAt: '2010-05-06T00:00:00+07:00' }));
    await put(article('moi-hien', 'Lũ vừa hiện', { publishedAt: '2010-05-06', visibleFrom: '2026-02-27' }));
    await put(article('moi', 'Lũ hôm nay'));
    await desk.round();
    expect(receiver.articles().toSorted()).toEqual(['moi', 'moi-hien']);
  });

  it('is not sent where it was removed before', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    await put(article('a', 'Lũ'));
    await deleteArticle(store, 'a', { refresh: 'none' });
    await desk.round();
    await put(article('b', 'Lũ'));
    await desk.findNews();
    await deleteArticle(store, 'b', { refresh: 'none' });
    await desk.sendDue();
    expect(receiver.requests).toEqual([]);
    expect(await statesOf('lu')).toEqual([]);
  });
});

describe('what is hidden', () => {
  it('is sent when it comes to be seen, and never before', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    await put(article('cam-van', 'Lũ', { visibleFrom: '2026-03-01T09:00:00+07:00' }));
    await put(article('ngay-mai', 'Lũ', { publishedAt: '2026-03-02T06:00:00+07:00' }));
    await put(article('rut', 'Lũ', { visibleUntil: '2026-03-01T08:29:00+07:00' }));
    await desk.round();
    at('2026-03-01T08:59:59+07:00');
    await desk.round();
    expect(receiver.requests).toEqual([]);
    at('2026-03-01T09:00:00+07:00');
    await desk.round();
    expect(receiver.articles()).toEqual(['cam-van']);
    at('2026-03-03T09:00:00+07:00');
    await desk.round();
    expect(receiver.articles()).toEqual(['cam-van', 'ngay-mai']);
  });

  it('is not sent where it is withdrawn before it is due, and is when it is back', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', { ...webhook(), throttle: 'hourly' }));
    await put(article('a', 'Lũ', { version: 1 }));
    await desk.round();
    await put(article('a', 'Lũ', { version: 2, visibleUntil: '2026-03-01T08:45:00+07:00' }));
    at('2026-03-01T09:00:00+07:00');
    await desk.round();
    expect(receiver.requests).toEqual([]);
    await put(article('a', 'Lũ', { version: 3 }));
    await desk.round();
    at('2026-03-01T10:00:00+07:00');
    await desk.round();
    expect(receiver.articles()).toEqual(['a']);
  });
});

describe('a throttle', () => {
  it.each([
    ['hourly', '2026-03-01T08:59:59+07:00', '2026-03-01T09:00:00+07:00'],
    ['daily 07:00', '2026-03-02T06:59:59+07:00', '2026-03-02T07:00:00+07:00'],
  ] as const)('%s gathers what came until then', async (throttle, before, due) => {
    await desk.services.putAlert('lu', alertFor('lũ', { ...webhook(), throttle }));
    await put(article('a', 'Lũ', { publishedAt: '2026-03-01T08:10:00+07:00' }));
    await desk.round();
    await put(article('b', 'Lũ nữa', { publishedAt: '2026-03-01T08:20:00+07:00' }));
    at(before);
    await desk.round();
    expect(receiver.requests).toEqual([]);
    at(due);
    await desk.round();
    expect(receiver.requests).toHaveLength(1);
    expect(receiver.articles()).toEqual(['b', 'a']);
  });
});

describe('a receiver that is away', () => {
  it('gets what it missed once it is back, under the same id', async () => {
    receiver.answer = { status: 503 };
    await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    await put(article('a', 'Lũ'));
    await desk.round();
    expect(await statesOf('lu')).toEqual(['a waiting']);
    receiver.answer = {};
    await desk.round();
    expect(receiver.articles()).toEqual([]);
    now += 10_000;
    await desk.round();
    expect(receiver.articles()).toEqual(['a']);
    expect(new Set(receiver.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('is given up after many tries, and may be tried again by hand', async () => {
    receiver.answer = { status: 500 };
    await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    await put(article('a', 'Lũ'));
    for (let tries = 0; tries < 12; tries++) {
      await desk.round();
      now += 30 * 3_600_000;
    }
    const list = await desk.services.listDeliveries('lu', { state: 'dead', size: 10, from: 0 });
    expect(list?.deliveries).toMatchObject([
      {
        article: { id: 'a', title: 'Lũ' },
        state: 'dead',
        tries: 9,
        reason: 'answered with 500',
        dueAt: null,
      },
    ]);
    expect(receiver.requests).toHaveLength(9);
    receiver.answer = {};
    expect(await desk.services.resendDelivery('lu', list?.deliveries[0]?.id ?? '')).toBe(true);
    await desk.round();
    expect(receiver.articles()).toEqual(['a']);
    expect(await desk.services.resendDelivery('lu', list?.deliveries[0]?.id ?? '')).toBe(false);
  });
});

describe('an alert', () => {
  it('that is switched off, or removed, sends nothing more', async () => {
    const hourly = { ...webhook(), throttle: 'hourly' } as const;
    await desk.services.putAlert('tat', alertFor('lũ', hourly));
    await desk.services.putAlert('xoa', alertFor('lũ', hourly));
    await put(article('a', 'Lũ'));
    await desk.round();
    await desk.services.putAlert('tat', { ...alertFor('lũ', hourly), enabled: false });
    expect(await desk.services.deleteAlert('xoa')).toBe(true);
    expect(await desk.services.deleteAlert('xoa')).toBe(false);
    at('2026-03-01T09:00:00+07:00');
    await desk.round();
    expect(receiver.requests).toEqual([]);
  });

  it('that has become a feed sends nothing of what was still to be sent', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', { ...webhook(), throttle: 'hourly' }));
    await put(article('a', 'Lũ'));
    await desk.findNews();
    await desk.services.putAlert('lu', alertFor('lũ'));
    at('2026-03-01T09:30:00+07:00');
    await desk.round();
    expect(receiver.requests).toEqual([]);
    expect(await statesOf('lu')).toEqual(['a sent']);
  });

  it('that is made anew under an id begins anew', async () => {
    await desk.services.putAlert('lu', alertFor('lũ'));
    await put(article('a', 'Lũ'));
    await desk.round();
    expect(await statesOf('lu')).toEqual(['a sent']);
    await desk.services.deleteAlert('lu');
    await desk.services.putAlert('lu', alertFor('lũ'));
    expect(await statesOf('lu')).toEqual([]);
  });

  it('tells its secret when it is made, and keeps it when it is changed', async () => {
    const made = await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    expect(made).toMatchObject({ isNew: true, secret: expect.stringMatching(/^whsec_/) as string });
    const changed = await desk.services.putAlert('lu', alertFor('lũ quét', webhook()));
    expect(changed).toMatchObject({ isNew: false, secret: null });
    expect(JSON.stringify(await desk.services.listAlerts())).not.toContain('whsec_');
  });

  it.each(['', '   ', '-lũ', '!!!'])('that asks for nothing is refused: “%s”', async (q) => {
    await expect(desk.services.putAlert(null, alertFor(q))).rejects.toMatchObject({
      code: 'invalid_parameters',
    });
  });

  it('sees no more than the key that it was made with, whoever changes it', async () => {
    const part = { filters: { section: ['Kinh tế'], author: [], tag: [], source: [] } };
    const partner = desk.servicesOf(part);
    await partner.putAlert('gia', alertFor('giá', webhook()));
    await desk.services.putAlert('rieng', alertFor('giá', webhook()));
    await desk.services.putAlert('gia', alertFor('giá xăng', webhook()));
    await put(article('trong', 'Giá xăng', { section: 'Kinh tế' }));
    await put(article('ngoai', 'Giá xăng', { section: 'Xã hội' }));
    await desk.round();
    const told = receiver.requests.flatMap((one) => {
      const { alert, articles } = saidBy(one);
      return articles.map(({ id }) => `${alert.id} ${id}`);
    });
    expect(told.toSorted()).toEqual(['gia trong', 'rieng ngoai', 'rieng trong']);
    expect((await partner.listAlerts()).map(({ id }) => id)).toEqual(['gia']);
    expect(await partner.getAlert('rieng')).toBeNull();
    expect(await partner.previewAlert('rieng', { days: 1, size: 10 })).toBeNull();
    expect(await partner.listDeliveries('rieng', { size: 10, from: 0 })).toBeNull();
    expect(await partner.alertedArticles('rieng', 10)).toBeNull();
    expect(await partner.deleteAlert('rieng')).toBe(false);
    await expect(partner.putAlert('rieng', alertFor('giá'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('that the engine refuses keeps no other from being run, and says so', async () => {
    await desk.services.putAlert('lu', alertFor('lũ', webhook()));
    await desk.services.putAlert('hong', alertFor('lũ', webhook()));
    // As a release of the engine might refuse it that takes less.
    const { record, place } = (await readAlert(store.engine, alertIndices(store.alias), 'hong')) ?? fail();
    const search = { ...record.alert.search, from: 'chưa bao giờ' };
    const broken = { ...record, alert: { ...record.alert, search } };
    expect(await writeAlert(store.engine, alertIndices(store.alias), broken, place)).toBe(true);
    await put(article('a', 'Lũ'));
    await desk.round();
    expect(receiver.requests.map((one) => saidBy(one).alert.id)).toEqual(['lu']);
    expect(desk.log).toContain('faulty hong engine_rejected');
    expect((await desk.services.getAlert('hong'))?.fault).toEqual(expect.any(String));
  });
});

describe('a dry run', () => {
  it('tells what is sent, grouped as it is', async () => {
    const titles = ['Lũ ở Mường La', 'Nắng ở Yên Châu', 'Lũ ở Sông Mã', 'Lũ ở Bắc Yên'];
    await desk.services.putAlert('lu', alertFor('lũ', { ...webhook(), throttle: 'hourly', maxAgeDays: 30 }));
    for (const [i, title] of titles.entries()) {
      const publishedAt = `2026-03-01T${String(8 + i).padStart(2, '0')}:10:00+07:00`;
      await put(article(`a-${i}`, title, { publishedAt }));
    }
    await put(article('cu', 'Lũ xưa', { publishedAt: '2026-01-01' }));
    for (let hour = 8; hour <= 14; hour++) {
      at(`2026-03-01T${String(hour).padStart(2, '0')}:30:00+07:00`);
      await desk.round();
    }
    const preview = await desk.services.previewAlert('lu', { days: 30, size: 100 });
    const foretold = preview?.messages.map(({ articles }) => articles.map(({ id }) => id)) ?? [];
    expect(foretold.toReversed()).toEqual(
      receiver.requests.map((one) => saidBy(one).articles.map(({ id }) => id)),
    );
    expect(preview).toMatchObject({ days: 30, total: 3 });
  });
});

const fail = (): never => {
  throw new Error('There is no such alert.');
};
