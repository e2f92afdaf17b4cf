import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredArticle } from '../../../src/domain/stored-article.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;

beforeEach(async () => {
  store = await scratchStore(elasticsearchUrl());
});

afterEach(() => store.dispose());

const BODY = [
  'Theo ông Giàng A Sùng, trưởng bản Huổi Lụ, đoàn đón dâu đang qua cầu thì một bên cáp tuột khỏi trụ neo, mặt cầu lật nghiêng và hất mọi người xuống lòng suối cạn toàn đá hộc. Dân bản nghe tiếng kêu chạy ra, dùng cáng tre chuyển người bị nạn lên đường lớn.',
  'Bệnh viện đa khoa huyện Nậm Pồ huy động toàn bộ bác sĩ, điều dưỡng cấp cứu ngay trong đêm; những ca nặng được chuyển về tỉnh bằng xe của bộ đội biên phòng. Cầu dài 54 mét, được đưa vào sử dụng năm 2012.',
].join('\n\n');

const report = (id: string, title: string) =>
  parseArticle({ id, title, body: BODY, captions: [], authors: [], tags: [], publishedAt: '2022-02-21' });

const setOf = async (id: string): Promise<string | undefined> =>
  (await store.engine.get<StoredArticle>(store.names.read, id))?.source.likeness?.set;

const put = async (...reports: readonly ReturnType<typeof report>[]): Promise<void> => {
  for (const one of reports) await putArticle(store, one);
  await store.engine.refresh(store.names.read);
};

it('a new toll begins a set of its own, to which its copies go; a copy without numbers does not join the two', async () => {
  await put(report('a1', 'Sập cầu treo, 7 người chết'), report('plain', 'Sập cầu treo ở Huổi Lụ'));
  await put(report('b1', 'Sập cầu treo, 9 người chết'));
  // Another process, which has written none of them.
  store = { ...store, ...openArticleStore(store.engine, store.alias) };
  await put(report('b2', 'Cầu treo đứt cáp: 9 người chết'), report('a2', 'Cầu treo đứt cáp: 7 người chết'));
  const [a1, a2, b1, b2, plain] = await Promise.all(['a1', 'a2', 'b1', 'b2', 'plain'].map(setOf));
  expect(a2).toBe(a1);
  expect(plain).toBe(a1);
  expect(b2).toBe(b1);
  expect(b1).not.toBe(a1);
});

it('an article that is brought up to date leaves the copies of what it was, which follow when they are', async () => {
  await put(report('a1', 'Sập cầu treo, 7 người chết'), report('a2', 'Cầu treo đứt cáp: 7 người chết'));
  expect(await setOf('a2')).toBe(await setOf('a1'));
  await put(report('a1', 'Sập cầu treo, 9 người chết'));
  expect(await setOf('a2')).not.toBe(await setOf('a1'));
  await put(report('a2', 'Cầu treo đứt cáp: 9 người chết'));
  expect(await setOf('a2')).toBe(await setOf('a1'));
});
