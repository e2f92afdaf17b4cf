/** Where Vietnamese portals and common systems keep the parts of an article: CSS selectors, the surest first. */

export const BODY = [
  '[itemprop="articleBody"]',
  '.fck_detail',
  '.singular-content',
  '.the-article-body',
  '.detail-content-body',
  '.detail-cmain',
  '.detail__content',
  '.detail-content',
  '.content-detail',
  '.content_detail',
  '.maincontent',
  '.article__body',
  '.article-body',
  '.article-content',
  '.article__content',
  '#article-body',
  '#ArticleContent',
  '.news-content',
  '.newsdetail-content',
  '.entry-content',
  '.post-content',
  '.td-post-content',
  '.journal-content-article',
  '.noidung',
  '.noi-dung',
  '.chi-tiet',
  '.bodytext',
  '#noidung',
  '#content_detail',
  '#divNewsDetails',
].join(', ');

export const TITLE = [
  '[itemprop="headline"]',
  'h1.title-detail',
  'h1.detail-title',
  'h1.article__title',
  'h1.article-title',
  'h1.title',
  'h1',
].join(', ');

/** The same in pages that have none of these. */
export const OLD_TITLE =
  '.MsoTitle, .tieude, .tieu-de, .tieu_de, .entry-title, .post-title, .news-title, .title-news, .article-title, .detail-title';

export const LEAD = [
  '.sapo',
  '.detail-sapo',
  '.singular-sapo',
  '.article__sapo',
  '.article-sapo',
  '.the-article-summary',
  '.chapeau',
  '.chappeau',
  '.news-sapo',
  '.content-detail-sapo',
  '.description',
  'h2.lead',
  '.lead',
  '.trich-dan',
  '.tom-tat',
  '.entry-summary',
].join(', ');

export const DATE = [
  '[itemprop="datePublished"]',
  'time',
  '.detail-time',
  '.article__meta',
  '.article-date',
  '.bread-crumb-detail__time',
  '.publish-date',
  '.post-date',
  '.entry-date',
  '.date',
  '.time',
  '.ngay-dang',
  '.ngaydang',
  '.datetime',
].join(', ');

export const AUTHOR = [
  '[itemprop="author"]',
  '[rel="author"]',
  '.detail-author',
  '.article__author',
  '.author_mail',
  '.author-name',
  'article header address a',
  '.author',
  '.byline',
  '.tac-gia',
  '.tacgia',
].join(', ');

export const TAGS =
  '[rel="tag"], [rel~="tag"]:not([rel~="category"]), .tags a, .tag-list a, .list-tag a, .tags-box a, .tu-khoa a, .detail-tag a';

/** Where WordPress names the sections of a post. */
export const CATEGORIES = 'a[rel~="category"]';

export const PATH = '.breadcrumb a, .breadcrumbs a, .bread-crumb a, [itemtype$="BreadcrumbList"] a';

/** Elements that hold no text, or what is beside an article. */
export const BESIDE_TEXT: readonly string[] = [
  'script',
  'style',
  'noscript',
  'template',
  'nav',
  'aside',
  'footer',
  'form',
];

/** Never part of an article's text. */
export const JUNK = [
  ...BESIDE_TEXT,
  'iframe',
  'button',
  'svg',
  '[role="navigation"]',
  '[role="complementary"]',
  '[role="search"]',
  '[type^="Related"]',
  '.wp-embedded-content',
  '.wp-block-latest-posts',
].join(', ');

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** Words of a class or an id that name what pages put beside and below an article. */
const JUNK_WORDS = words(`
  related relate relatednews relatedpost relatedposts lienquan tinlienquan bailienquan
  share sharing social socials addthis sharethis likebox fb
  comment comments binhluan ykien breadcrumb breadcrumbs menu nav navbar
  sidebar banner ads adv advertisement quangcao qc newsletter subscribe rating vote
  toolbar print readmore xemthem docthem tags taglist tukhoa paging pagination
  mostread mostview hotnews tinmoi tinkhac cungchuyenmuc tincungmuc signature
  teaser promo recommend recommended recommendation popular trending footer copyright wiki
`);
/** The same in two words. */
const JUNK_PAIRS = words(`
  lien-quan tin-moi tin-khac cung-chuyen cung-muc quang-cao binh-luan y-kien
  xem-them doc-them read-more tu-khoa tag-list most-read most-view bread-crumb
  author-box like-box see-more doc-nhieu chia-se same-category other-news list-tag
  editors-choice insert-wiki tin-lienquan bai-khac xem-nhieu
`);

/** Of these, what may as well name a part of the text: what is shared, printed, or stands below a banner. */
const WEAK = words('share sharing social socials fb print toolbar vote rating tags paging banner');

/**
 * Whether a class or an id names something beside the article.
 *
 * @param isText It holds running text: then words that may mean a part of an article don't count.
 */
export const namesJunk = (names: string, { isText = false } = {}): boolean =>
  names.split(/\s+/u).some((name) => {
    // `has-sidebar` has it beside itself.
    if (/^(?:has|no|with|without)[-_]/iu.test(name)) return false;
    const words = name
      .replace(/([a-z])([A-Z])/gu, '$1-$2')
      .toLowerCase()
      .split(/[-_]+/u);
    return words.some(
      (word, at) =>
        (JUNK_WORDS.has(word) && !(isText && WEAK.has(word))) ||
        JUNK_PAIRS.has(`${word}-${words[at + 1] ?? ''}`),
    );
  });

/** Whether the names of an element’s classes say that it is a quotation. */
export const namesQuote = (names: string): boolean => /quote|trich-?dan/iu.test(names);
