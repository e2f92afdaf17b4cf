import { describe, expect, test } from 'vitest';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { checkDates } from '../../../src/ingest/check-dates.ts';
import { importArticles, type ImportEvent } from '../../../src/ingest/import-articles.ts';

const article = (title: string, others: object = {}) => ({
  id: 'a',
  title,
  body: 'Đoạn một.',
  publishedAt: '2022-01-21',
  ...others,
});

const importAll = async (articles: readonly object[], allowsEmbargo = false): Promise<ImportEvent[]> => {
  const events: ImportEvent[] = [];
  const records = async function* () {
    for (const [at, each] of articles.entries()) yield { from: `tin:${at}`, bytes: 1, article: each };
  };
  await importArticles(null, records(), (event) => void events.push(event), { allowsEmbargo });
  return events;
};
const statuses = async (articles: readonly object[], allowsEmbargo = false): Promise<string[]> =>
  (await importAll(articles, allowsEmbargo)).map(({ status }) => status);

describe('two articles with one id', () => {
  test('the second is a conflict, with its dead letter', async () => {
    const [first, second] = await importAll([article('Điện về bản'), article('Chợ phiên đông vui')]);
    expect([first?.status, second?.status]).toEqual(['valid', 'failed']);
    expect(second?.error?.message).toContain('“a”');
    expect(second?.error?.message).toContain('tin:0');
    expect(second?.deadLetter?.article).toMatchObject({ title: 'Chợ phiên đông vui' });
  });

  test('the same article again, with other spaces, letter case or body, is none', async () => {
    const again = [article('Điện về bản'), article('ĐIỆN VỀ  BẢN', { body: 'Đoạn hai.' })];
    expect(await statuses(again)).toEqual(['valid', 'valid']);
  });

  test('nor is one with something added to its title', async () => {
    expect(await statuses([article('Điện về bản'), article('Điện về bản (sửa)')])).toEqual([
      'valid',
      'valid',
    ]);
    expect(await statuses([article('Bài số 1'), article('Bài số 12')])).toEqual(['valid', 'failed']);
    expect(await statuses([article('Điện về bản'), article('Bản về điện')])).toEqual(['valid', 'failed']);
    expect(await statuses([article('…'), article('Điện về bản')])).toEqual(['valid', 'failed']);
  });

  test('nor are versions of one, nor what comes after a removal', async () => {
    const versions = [article('Điện về bản', { version: 1 }), article('Bản đã có điện', { version: 2 })];
    expect(await statuses(versions)).toEqual(['valid', 'valid']);
    expect(await statuses([article('Điện'), { delete: 'a' }, article('Chợ')])).toEqual(
      Array.from({ length: 3 }, () => 'valid'),
    );
  });
});

describe('dates that cannot be', () => {
  const limits = { now: Date.parse('2022-01-21T00:00:00Z'), allowsEmbargo: false };
  const on = (publishedAt: string, updatedAt?: string) =>
    parseArticle(article('Điện', { publishedAt, ...(updatedAt === undefined ? {} : { updatedAt }) }));

  test.each(['1899-12-31', '2022-01-24', '2034-01-28', '1970-01-01T00:00:00Z'])('%s', (day) => {
    expect(() => checkDates(on(day), limits)).toThrow('“publishedAt”');
  });

  test.each(['1900-01-01', '1970-01-01', '2022-01-21', '2022-01-22'])('%s can', (day) => {
    expect(checkDates(on(day), limits)).toEqual({ article: on(day), warnings: [] });
  });

  test('an embargo is said to be one', async () => {
    expect(checkDates(on('2022-03-01'), { ...limits, allowsEmbargo: true }).warnings).toEqual([]);
    expect(await statuses([article('Điện', { publishedAt: '2099-01-01' })], true)).toEqual(['valid']);
    const saying = article('Điện', { publishedAt: '2022-03-01', visibleFrom: '2022-03-01' });
    expect(checkDates(parseArticle(saying), limits).warnings).toEqual([]);
  });

  test('of a last change is left out', () => {
    const { article, warnings } = checkDates(on('2022-01-20', '2038-01-19'), limits);
    expect(article).toEqual(on('2022-01-20'));
    expect(warnings).toHaveLength(1);
  });
});
