import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { viewNow } from '../../../src/domain/visibility.ts';
import { relatedArticles } from '../../../src/search/related-articles.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

/** What the days of two singers are filled with: hardly a word in common. */
const COUPLE = [
  [
    'Thào Mẩy nhớ Lềnh Phử',
    'Rời bản vài hôm để thu thanh dưới phố, cô gái nhắn rằng rất mong được về. Hai người định nuôi thêm một đàn dê.',
  ],
  [
    'Lềnh Phử dựng nhà cho Thào Mẩy',
    'Gỗ pơ mu được đưa xuống núi bằng trâu kéo; thợ mộc cả vùng đến giúp một tay, cơm rượu suốt tuần.',
  ],
  [
    'Thào Mẩy và Lềnh Phử hát ở chợ tình',
    'Đêm Khâu Vai chật kín người nghe, tiếng khèn vang tới sáng, máy ảnh nháy liên hồi quanh sân khấu tre.',
  ],
  [
    'Vắng Lềnh Phử, Thào Mẩy lên sân khấu một mình',
    'Khán giả thị xã tặng hoa rất lâu sau bài cuối; ban tổ chức phải kê thêm ghế ở hành lang.',
  ],
] as const;

/** Everything else that is in the paper. */
const OTHERS = [
  [
    'Giá ngô hạt nhích lên',
    'Thương lái gom hàng từ sớm, kho ở cửa khẩu gần đầy; nông dân chưa vội bán vì chờ giá cuối vụ.',
  ],
  [
    'Trường nội trú mở thư viện',
    'Hai nghìn đầu sách được quyên góp; học trò thay nhau làm thủ thư vào giờ ra chơi.',
  ],
  ['Sửa đường tránh lũ', 'Máy xúc làm việc hai ca, taluy được kè rọ đá; xe khách tạm đi đường vòng qua đèo.'],
  [
    'Đàn ong rừng về bản',
    'Người già bảo đó là điềm lành; thanh niên làm khói lấy mật, chia đều cho các nhà.',
  ],
  ['Thi kéo co ngày hội', 'Đội nữ thắng hai ván liền; trọng tài thổi còi muộn làm cả sân cười ồ.'],
  ['Tiêm phòng cho trâu bò', 'Cán bộ thú y đi từng nhà, ghi sổ tay, phát thêm thuốc khử trùng chuồng trại.'],
] as const;

const article = (id: string, title: string, body: string, more: Partial<Article> = {}): Article =>
  parseArticle({ id, title, body, captions: [], authors: [], tags: [], publishedAt: '2022-02-21', ...more });

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  const articles = [
    ...COUPLE.map(([title, body], i) =>
      article(`couple-${i}`, title, `${body} Thào Mẩy kể lại như vậy, còn Lềnh Phử chỉ cười.`),
    ),
    ...OTHERS.map(([title, body], i) =>
      article(`other-${i}`, title, `${body} Tin của Giàng Seo Vư`, {
        authors: ['Giàng Seo Vư'],
        tags: [`chuyện ${i}`, 'trong ngày'],
      }),
    ),
    article(
      'tagged-0',
      'Chợ phiên đông nghịt người',
      'Hàng thổ cẩm bày kín lối, khách miền xuôi mặc cả bằng tay.',
      { tags: ['hội xuân', 'vùng biên'] },
    ),
    article('tagged-1', 'Pháo đất nổ giòn', 'Lũ trẻ nặn đất sét từ chiều, tiếng nổ nào cũng được vỗ tay.', {
      tags: ['hội xuân', 'vùng biên'],
    }),
    article(
      'beckham-0',
      'Ronaldinho không muốn con chụp ảnh',
      'Danh thủ viết thư cho nhà trường. Ronaldinho nói trẻ con cần được yên, và Ronaldinho sẽ tự đưa đón.',
    ),
    article(
      'beckham-1',
      'Ronaldinho xỏ giày trở lại',
      'Trận giao hữu gây quỹ chật kín khán đài, ai cũng mong một cú sút phạt. Ronaldinho vào sân phút cuối.',
    ),
  ];
  for (const one of articles) await putArticle(store, one);
  await store.engine.refresh(store.names.read);
});

afterAll(() => store.dispose());

const relatedTo = async (id: string): Promise<string[]> => {
  const found = await relatedArticles(
    { engine: store.engine, index: store.names.read, view: viewNow(Date.now) },
    id,
    { size: 10 },
  );
  return (found?.related ?? []).map((one) => one.id);
};

describe('articles related to one', () => {
  it.each(COUPLE.map((_, i) => i))(
    'about two people are all others about them, and no more: %i',
    async (i) => {
      const others = COUPLE.map((_, other) => `couple-${other}`).filter((id) => id !== `couple-${i}`);
      expect((await relatedTo(`couple-${i}`)).toSorted()).toEqual(others);
    },
  );

  it('are not those that only have the same author', async () => {
    for (const i of OTHERS.keys()) expect(await relatedTo(`other-${i}`)).toEqual([]);
  });

  it('share an editor’s tags, or a name in their titles', async () => {
    expect(await relatedTo('tagged-0')).toEqual(['tagged-1']);
    expect(await relatedTo('beckham-0')).toEqual(['beckham-1']);
  });

  it('are found for one that no search finds yet', async () => {
    await putArticle(
      store,
      article('fresh', 'Thào Mẩy tìm Lềnh Phử', 'Thào Mẩy đi khắp chợ hỏi Lềnh Phử ở đâu.'),
    );
    expect(await relatedTo('fresh')).toContain('couple-0');
  });
});
