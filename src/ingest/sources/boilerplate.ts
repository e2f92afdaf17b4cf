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
  Đăng nhập
  Đăng ký
  Tìm kiếm
  Menu
  Quảng cáo
  QC
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

/**
 * Headings of lists of other articles: mostly below the article, but some portals put them amid it. Folded: `tin nên đọc`,
 * `các bài viết cùng chuyên mục`, `có thể bạn quan tâm`.
 */
const OTHERS = {
  what: '(?:cac |nhung )?(?:tin bai|tin tuc|tin|bai viet|bai|chuyen de|video|clip|su kien|chu de|noi dung)',
  which: [
    'lien quan',
    '(?:moi|moi cap nhat|moi dang|vua dang|moi hon|cu hon|khac|nong|hot|noi bat|hay|truoc do|da dua|da dang|tham khao|goi y|de xuat|tai tro)',
    '(?:dang |duoc |ban doc )?(?:doc|xem|quan tam) nhieu',
    '(?:dang |duoc |ban doc )?quan tam',
    '(?:nen|dang) (?:doc|xem|chu y|quan tam)',
    'cung (?:chuyen muc|chuyen de|chu de|su kien|tac gia|loai|muc)',
  ],
  alone: [
    'cung (?:chuyen muc|chuyen de|chu de|su kien|tac gia)',
    '(?:doc|xem) nhieu',
    '(?:moi )?(?:xem|doc|tham khao|tim hieu) (?:them|tiep)',
    'moi (?:quy )?(?:ban doc|ban|doc gia|quy vi) (?:xem|doc|tham khao|tim hieu) (?:them|tiep)',
    '(?:co the )?(?:ban|ban doc|doc gia) (?:co the |se |nen |dang |da )?(?:quan tam|chua biet|muon xem|muon doc|thich|bo lo|doc|xem|yeu thich)',
    '(?:dung|khong the|khong nen) bo (?:lo|qua)',
    'danh (?:rieng )?cho ban',
    'goi y (?:danh )?cho ban',
    'dang chu y',
    'moi nhat',
  ],
};
const WHEN = '(?: nhat)?(?: (?:trong )?(?:ngay|tuan|thang|24h|24 gio|hom nay|tren bao|tai day))?';
const LISTS = new RegExp(
  `^(?:${OTHERS.what} (?:${OTHERS.which.join('|')})|${OTHERS.alone.join('|')})${WHEN}$`,
  'u',
);

/** What may head a list of other articles, and as well a part of the article: its place has to tell. */
const LABELS = lines(`
  Nổi bật
  Quan tâm
  Tiêu điểm
  Dòng sự kiện
  Dòng thời sự
  Chuyên đề
  Chủ đề
  Sự kiện
  Tâm điểm
  Thời sự
  Gợi ý
  Liên quan
  Related
  Related news
  Read more
  Most read
  Most viewed
`);

/** Words that may head a part of the article itself, too. */
const BOXES = lines(`
  Ý kiến
  Bình luận
  Phản hồi
  Đánh giá
  Xếp hạng
`);

/** Whether a line above titles of other articles is the heading of their list. */
export const headsOthers = (line: string): boolean => {
  const kind = readBoilerplate(line)?.kind;
  return kind === 'box' || kind === 'list' || LABELS.has(fold(line));
};

/** Lượt xem: 1.234 · 12 bình luận */
const COUNTER =
  /^(?:(?:so )?luot (?:xem|doc|truy cap)(?: \d+)*|\d+(?: \d+)* (?:luot (?:xem|doc)|binh luan|y kien))$/u;

/** Theo dõi Báo Vùng Cao trên Google News · Mời bạn đọc xem thêm tại fanpage … */
const PROMOTION =
  /^(?:(?:hãy )?theo doi|moi (?:quy )?(?:ban doc|doc gia|quy vi)|doc (?:them )?(?:tin|bao)|tai ung dung|bam theo doi).*\b(?:google news|google tin tuc|facebook|fanpage|zalo|youtube|tiktok|telegram|viber|app store|google play)\b/u;

/** >> Một bài khác: a link that has lost its address. */
const LINK = /^(?:>>+|»+)\s*\p{Lu}.*[^.…]$/u;

const TAGS = /^(?:từ khóa|từ khoá|tags?|thẻ|nhãn)\s*:\s*(.*)$/iu;

export type Boilerplate =
  | { readonly kind: 'button' }
  /** It leads to another article, and the text goes on below it. */
  | { readonly kind: 'link' }
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
  const link: Boilerplate | null = LINK.test(line) ? { kind: 'link' } : null;
  if (line.length > 60) return link;
  if (COUNTER.test(whole)) return { kind: 'button' };
  // Ý kiến bạn đọc (12)
  const folded = whole.replace(/ \d+$/u, '');
  if (BUTTONS.has(folded)) return { kind: 'button' };
  if (ENDINGS.has(folded)) return { kind: 'ending' };
  if (LISTS.test(folded)) return { kind: 'list' };
  if (BOXES.has(folded)) return { kind: 'box' };
  return link;
};
