import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredArticle } from '../../../src/domain/stored-article.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { writeArticles, type WriteRequest } from '../../../src/ingest/bulk-writer.ts';
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

/** Of which so much is added that what has it is another report. */
const REST =
  'Trước đó, xã đã hai lần báo huyện rằng dây cáp bị gỉ và ván mặt cầu mục, nhưng chưa có kinh phí sửa chữa. Người dân tự góp tiền thay từng tấm ván, đặt biển chỉ cho năm người qua một lượt và cấm xe máy. Sau vụ việc, tỉnh yêu cầu rà soát toàn bộ cầu treo dân sinh, dừng ngay những cây không bảo đảm an toàn, đồng thời bố trí đò ngang cho học sinh đi lại trong mùa khô.';

/** Words of it: with the more, two in five are other ones than without any; with the fewer, what has them is like both. */
const LONGER = { others: 60, copy: 18 };

const UNLIKE =
  'Giá cà phê nhân xô ở Đắk Lắk sáng nay tăng thêm 800 đồng một kilôgam so với hôm qua, lên mức cao nhất kể từ đầu vụ. Các đại lý ở Cư M’gar cho biết người trồng còn giữ lại khoảng một phần ba sản lượng, chờ giá lên nữa rồi mới bán; doanh nghiệp xuất khẩu phải gom hàng từ nhiều nơi để kịp giao trong tháng.';

const report = (id: string, title: string, body = BODY) =>
  parseArticle({ id, title, body, captions: [], authors: [], tags: [], publishedAt: '2022-02-21' });

const setOf = async (id: string): Promise<string | undefined> =>
  (await store.engine.get<StoredArticle>(store.names.read, id))?.source.likeness?.set;

type Report = ReturnType<typeof report>;

const put = async (...reports: readonly Report[]): Promise<void> => {
  for (const one of reports) await putArticle(store, one);
  await store.engine.refresh(store.names.read);
};

const putTogether = async (...reports: readonly Report[]): Promise<void> => {
  async function* requests(): AsyncGenerator<WriteRequest<null>> {
    for (const article of reports) yield { tag: null, article };
  }
  for await (const { error } of writeArticles(store, requests())) expect(error).toBeNull();
  await store.engine.refresh(store.names.read);
};

/** Another process, which has written none of what there is. */
const startAnother = (): void => {
  store = { ...store, ...openArticleStore(store.engine, store.alias) };
};

describe.each([
  ['one by one', put],
  ['together', putTogether],
])('%s', (_, putAll) => {
  it('a new toll begins a set of its own, to which its copies go; a copy without numbers does not join the two', async () => {
    await put(report('a1', 'Sập cầu treo, 7 người chết'), report('plain', 'Sập cầu treo ở Huổi Lụ'));
    await put(report('b1', 'Sập cầu treo, 9 người chết'));
    startAnother();
    await putAll(
      report('b2', 'Cầu treo đứt cáp: 9 người chết'),
      report('a2', 'Cầu treo đứt cáp: 7 người chết'),
    );
    const [a1, a2, b1, b2, plain] = await Promise.all(['a1', 'a2', 'b1', 'b2', 'plain'].map(setOf));
    expect(a2).toBe(a1);
    expect(plain).toBe(a1);
    expect(b2).toBe(b1);
    expect(b1).not.toBe(a1);
  });

  it('a copy goes to the set of the one that is most alike, which is not that of the many', async () => {
    const words = REST.split(' ');
    const longer = (id: string, count: number): Report =>
      report(id, 'Sập cầu treo', `${BODY}\n\n${words.slice(0, count).join(' ')}`);
    const others = Array.from({ length: 12 }, (_, i) => longer(`other-${i}`, LONGER.others + (i % 4)));
    await put(...others, report('least', 'Sập cầu treo'));
    expect(await setOf('least')).not.toBe(await setOf('other-0'));
    startAnother();
    await putAll(longer('copy', LONGER.copy), report('apart', 'Giá cà phê', UNLIKE));
    expect(await setOf('copy')).toBe(await setOf('least'));
    expect([await setOf('least'), await setOf('other-0')]).not.toContain(await setOf('apart'));
  });
});

it('copies are told of more articles than one search finds', async () => {
  const notices = Array.from({ length: 1_050 }, (_, i) =>
    report(`notice-${i}`, `Tin cầu treo ngày thứ ${i}`),
  );
  await putTogether(...notices);
  startAnother();
  const changed = BODY.replace('tiếng kêu', 'tiếng hô').replace('gay trong đêm', 'gay trong tối');
  await putTogether(report('a', 'Cầu treo Huổi Lụ', changed), report('b', 'Giá cà phê', UNLIKE));
  const sets = new Set(await Promise.all(['notice-0', 'notice-1049', 'a'].map(setOf)));
  expect(sets.size).toBe(1);
  expect(sets).not.toContain(await setOf('b'));
});

it('an article that is brought up to date leaves the copies of what it was, which follow when they are', async () => {
  await put(report('a1', 'Sập cầu treo, 7 người chết'), report('a2', 'Cầu treo đứt cáp: 7 người chết'));
  expect(await setOf('a2')).toBe(await setOf('a1'));
  await put(report('a1', 'Sập cầu treo, 9 người chết'));
  expect(await setOf('a2')).not.toBe(await setOf('a1'));
  await put(report('a2', 'Cầu treo đứt cáp: 9 người chết'));
  expect(await setOf('a2')).toBe(await setOf('a1'));
});
