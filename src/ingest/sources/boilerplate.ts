import { foldDiacritics } from '../../text/fold-diacritics.ts';

/** Folded, so that `Từ khóa`, `Từ khoá` and `TU KHOA` are one. */
const lines = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .trim()
      .split(/\s*\n\s*/u)
      .map(fold),
  );

const fold = (line: string): string =>
  foldDiacritics(line.toLowerCase())
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();

/** Buttons and counters: never part of an article, wherever they stand. */
const BUTTONS = lines(`
  In trang
  In trang này
  In bài
  In bài viết
  In ấn
  Bản in
  Chia sẻ
  Chia sẻ bài viết
  Chia sẻ bài viết này
  Chia sẻ qua email
  Chia sẻ lên Facebook
  Chia sẻ Facebook
  Facebook
  Zalo
  Twitter
  Gửi email
  Gửi email cho bạn bè
  Gửi cho bạn bè
  Gửi bài viết
  Email
  Lưu bài viết
  Sao chép liên kết
  Nghe đọc bài
  Nghe bài viết
  Cỡ chữ
  Cỡ chữ A A
  A A A
  A A
  Về đầu trang
  Lên đầu trang
  Đầu trang
  Về trang trước
  Quay lại
  Trở về
  Trở lại
  Trang chủ
  Về trang chủ
  Quảng cáo
  Advertisement
`);

/** From here on it is no longer the article: comments, and forms to find others. */
const ENDINGS = lines(`
  Tìm kiếm theo ngày
  Tìm theo ngày
  Xem theo ngày
  Xem tin theo ngày
  Ý kiến bạn đọc
  Ý kiến của bạn
  Ý kiến bình luận
  Gửi bình luận
  Gửi bình luận của bạn
  Viết bình luận
  Bình luận của bạn
  Gửi ý kiến
  Gửi phản hồi
  Đánh giá bài viết
  Theo dõi chúng tôi
`);

/** Lists of other articles: mostly below the article, but some portals put them amid it. */
const LISTS = lines(`
  Tin đọc nhiều
  Đọc nhiều
  Đọc nhiều nhất
  Bài đọc nhiều
  Tin xem nhiều
  Xem nhiều
  Xem nhiều nhất
  Tin mới nhất
  Tin mới cập nhật
  Bài mới nhất
  Mới nhất
  Tin nóng
  Tin nổi bật
  Bài nổi bật
  Tin mới hơn
  Những tin mới hơn
  Tin cũ hơn
  Những tin cũ hơn
  Tin đã đưa
  Các tin đã đưa
  Tin khác
  Các tin khác
  Tin bài khác
  Các bài khác
  Bài khác
  Bài viết khác
  Các bài viết khác
  Tin tức khác
  Các tin cùng chuyên mục
  Tin cùng chuyên mục
  Cùng chuyên mục
  Bài cùng chuyên mục
  Cùng chủ đề
  Tin cùng chủ đề
  Đừng bỏ lỡ
  Đáng chú ý
  Có thể bạn quan tâm
  Có thể bạn muốn xem
  Bạn có thể quan tâm
  Dành cho bạn
  Gợi ý cho bạn
`);

/** Boxes with other articles' titles, and words that may head a part of the article itself. */
const BOXES = lines(`
  Ý kiến
  Bình luận
  Phản hồi
  Đánh giá
  Xếp hạng
  Tin mới
  Tin liên quan
  Tin bài liên quan
  Tin, bài liên quan
  Các tin liên quan
  Bài liên quan
  Các bài liên quan
  Bài viết liên quan
  Các bài viết liên quan
  Tin tức liên quan
  Xem thêm
  Đọc thêm
`);

/** Lượt xem: 1.234 · 12 bình luận */
const COUNTER =
  /^(?:(?:so )?luot (?:xem|doc|truy cap)(?: \d+)*|\d+(?: \d+)* (?:luot (?:xem|doc)|binh luan|y kien))$/u;

/** Theo dõi Báo Vùng Cao trên Google News · Mời bạn đọc xem thêm tại fanpage … */
const PROMOTION =
  /^(?:(?:hãy )?theo doi|moi (?:quy )?(?:ban doc|doc gia|quy vi)|doc (?:them )?(?:tin|bao)|tai ung dung|bam theo doi).*\b(?:google news|google tin tuc|facebook|fanpage|zalo|youtube|tiktok|telegram|viber|app store|google play)\b/u;

const TAGS = /^(?:từ khóa|từ khoá|tags?|thẻ|nhãn)\s*:\s*(.*)$/iu;

export type Boilerplate =
  | { readonly kind: 'button' }
  | { readonly kind: 'ending' }
  | { readonly kind: 'list' }
  | { readonly kind: 'box' }
  /** The line names the article's tags, and nothing follows it. */
  | { readonly kind: 'tags'; readonly tags: readonly string[] };

/**
 * What a line of a portal's page is that belongs to the page and not to the article. Whole lines alone count: a
 * sentence with the same words is the article's own.
 *
 * @param line In NFC, on one line.
 */
export const readBoilerplate = (line: string): Boilerplate | null => {
  if (line.length > 300) return null;
  const tags = TAGS.exec(line)?.[1];
  if (tags !== undefined) {
    return { kind: 'tags', tags: tags.split(/\s*[,;#]\s*/u).filter((tag) => tag !== '') };
  }
  if (line.length > 160) return null;
  const whole = fold(line);
  if (PROMOTION.test(whole)) return { kind: 'button' };
  if (line.length > 60) return null;
  if (COUNTER.test(whole)) return { kind: 'button' };
  // Ý kiến bạn đọc (12)
  const folded = whole.replace(/ \d+$/u, '');
  if (BUTTONS.has(folded)) return { kind: 'button' };
  if (ENDINGS.has(folded)) return { kind: 'ending' };
  if (LISTS.has(folded)) return { kind: 'list' };
  if (BOXES.has(folded)) return { kind: 'box' };
  return null;
};
