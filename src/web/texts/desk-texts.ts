import type { AlertChannelKind, DeliveryState } from '../../domain/alert.ts';
import type { StatisticsKind } from '../../domain/search-statistics.ts';
import type { Language } from './language.ts';

/** What the pages of the desk say. */
export interface DeskTexts {
  readonly title: string;
  readonly sections: string;
  readonly signIn: {
    readonly title: string;
    readonly about: string;
    readonly key: string;
    readonly enter: string;
    readonly leave: string;
    readonly wrong: string;
  };
  readonly cancel: string;
  readonly edit: string;
  readonly remove: string;
  readonly reallyRemove: string;
  readonly save: string;
  readonly done: Readonly<Record<'saved' | 'removed', string>>;
  /** That somebody else was faster, or that it is gone. */
  readonly stale: string;
  readonly gone: string;
  readonly errors: string;
  readonly pins: {
    readonly title: string;
    readonly about: string;
    readonly none: string;
    readonly all: string;
    readonly create: string;
    readonly edit: string;
    readonly queries: string;
    readonly queriesHint: string;
    readonly find: string;
    readonly search: string;
    readonly found: string;
    readonly nothingFound: string;
    readonly first: string;
    readonly never: string;
    readonly noArticles: string;
    readonly putFirst: string;
    readonly putNever: string;
    readonly up: string;
    readonly down: string;
    readonly drop: string;
    readonly from: string;
    readonly until: string;
    readonly timeHint: string;
    readonly unseen: string;
    readonly removing: string;
    readonly states: Readonly<Record<'coming' | 'active' | 'over', string>>;
    readonly span: (from: string | null, until: string | null) => string;
    readonly wrong: Readonly<Record<'queries' | 'first' | 'never' | 'from' | 'until', string>>;
    readonly tooMany: string;
  };
  readonly synonyms: {
    readonly title: string;
    readonly about: string;
    readonly none: string;
    readonly all: string;
    readonly create: string;
    readonly edit: string;
    readonly line: string;
    readonly lineHint: string;
    readonly warnings: string;
    readonly file: (count: number) => string;
    readonly removing: string;
  };
  readonly alerts: {
    readonly title: string;
    readonly about: string;
    readonly none: string;
    readonly all: string;
    readonly create: string;
    readonly edit: string;
    readonly name: string;
    readonly query: string;
    readonly queryHint: string;
    readonly channel: string;
    readonly channels: Readonly<Record<AlertChannelKind, string>>;
    readonly to: string;
    readonly toHint: string;
    readonly throttle: string;
    readonly throttles: Readonly<Record<'at once' | 'hourly' | 'daily', string>>;
    readonly time: string;
    readonly enabled: string;
    readonly off: string;
    /** Before the secret itself. */
    readonly secret: string;
    readonly removing: string;
    readonly preview: string;
    readonly wouldHave: (total: number, days: number) => string;
    readonly deliveries: string;
    readonly nothingSent: string;
    readonly states: Readonly<Record<DeliveryState, string>>;
    readonly resend: string;
  };
  readonly searches: {
    readonly title: string;
    readonly about: (atLeast: number) => string;
    readonly off: string;
    readonly notYours: string;
    readonly none: string;
    readonly partial: string;
    readonly kindOf: string;
    readonly kinds: Readonly<Record<StatisticsKind, string>>;
    readonly span: string;
    readonly days: (count: number) => string;
    readonly total: (searches: string, withoutHits: string) => string;
    readonly query: string;
    readonly times: string;
    readonly before: string;
    readonly hits: string;
    readonly clicks: string;
    readonly rank: string;
  };
}

/** In each language of the pages. */
export const deskTexts: Readonly<Record<Language, DeskTexts>> = {
  vi: {
    title: 'Bàn biên tập',
    sections: 'Các mục của bàn biên tập',
    signIn: {
      title: 'Vào bàn biên tập',
      about: 'Cần một khóa có quyền desk. Hỏi người quản trị dịch vụ nếu bạn chưa có.',
      key: 'Khóa',
      enter: 'Vào',
      leave: 'Ra',
      wrong: 'Khóa này không vào được: không đúng, đã hết hạn, hoặc không có quyền desk.',
    },
    cancel: 'Thôi',
    edit: 'Sửa',
    remove: 'Xóa',
    reallyRemove: 'Đúng, xóa đi',
    save: 'Lưu',
    done: { saved: 'Đã lưu. Có hiệu lực ngay.', removed: 'Đã xóa.' },
    stale: 'Người khác vừa sửa mục này. Hãy mở lại rồi sửa tiếp.',
    gone: 'Mục này không còn nữa.',
    errors: 'Chưa lưu được. Hãy xem lại những chỗ được đánh dấu.',
    pins: {
      title: 'Bài ghim',
      about:
        'Với một truy vấn, đưa vài bài lên đầu theo thứ tự bạn chọn, hoặc không bao giờ hiện một bài. Bài ghim được tính trong số bài tìm thấy dù không có từ nào khớp; bài chưa đến giờ đăng hay đã gỡ thì vẫn không ai thấy.',
      none: 'Chưa ghim bài nào.',
      all: 'Đã ghim',
      create: 'Ghim mới',
      edit: 'Sửa bài ghim',
      queries: 'Truy vấn, mỗi dòng một truy vấn',
      queriesHint: 'Chỉ gồm từ. Không phân biệt hoa thường, kiểu bỏ dấu; người tìm gõ không dấu cũng gặp.',
      find: 'Tìm bài để ghim',
      search: 'Tìm',
      found: 'Bài tìm thấy',
      nothingFound: 'Không tìm thấy bài nào.',
      first: 'Lên đầu, theo thứ tự này',
      never: 'Không bao giờ hiện',
      noArticles: 'Chưa có bài nào.',
      putFirst: 'Lên đầu',
      putNever: 'Không hiện',
      up: 'Lên',
      down: 'Xuống',
      drop: 'Bỏ',
      from: 'Bắt đầu',
      until: 'Kết thúc',
      timeHint: 'Giờ Việt Nam; để trống là luôn luôn.',
      unseen: 'bài này hiện không ai thấy, hoặc khóa của bạn không xem được',
      removing: 'Xóa bài ghim này?',
      states: { coming: 'chưa đến giờ', active: 'đang có hiệu lực', over: 'đã hết hạn' },
      span: (from, until) =>
        [from === null ? '' : `từ ${from}`, until === null ? '' : `đến ${until}`].filter(Boolean).join(' '),
      wrong: {
        queries: 'Cần ít nhất một truy vấn, chỉ gồm từ: không có toán tử, trường, ngày, và không loại gì.',
        first: 'Chọn ít nhất một bài, nhiều nhất hai mươi.',
        never: 'Một bài không thể vừa lên đầu vừa không bao giờ hiện; nhiều nhất hai mươi bài.',
        from: 'Đây không phải là một thời điểm.',
        until: 'Phải là một thời điểm sau lúc bắt đầu.',
      },
      tooMany: 'Đã có quá nhiều bài ghim. Hãy xóa những bài đã hết hạn.',
    },
    synonyms: {
      title: 'Từ đồng nghĩa',
      about:
        'Những cách viết thay được cho nhau, thêm vào danh sách trong tệp của tòa soạn. Cách viết có ở cả hai nơi thì có nghĩa của cả hai.',
      none: 'Chưa thêm gì ngoài danh sách trong tệp.',
      all: 'Đã thêm',
      create: 'Thêm mới',
      edit: 'Sửa',
      line: 'Các cách viết',
      lineHint: 'Hai chiều: UBND = Ủy ban nhân dân. Một chiều: miền Trung => Bắc Trung Bộ.',
      warnings: 'Lưu ý',
      file: (count) => `Danh sách trong tệp (${count} dòng)`,
      removing: 'Xóa dòng này?',
    },
    alerts: {
      title: 'Báo tin',
      about:
        'Có bài mới khớp với một truy vấn thì được báo: qua webhook, qua thư, hoặc trong một luồng Atom. Mỗi bài báo một lần, cho đến khi nội dung đổi khác; bài chưa đến giờ đăng thì đợi đến giờ.',
      none: 'Chưa có mục báo tin nào.',
      all: 'Đã đặt',
      create: 'Đặt mới',
      edit: 'Sửa',
      name: 'Tên',
      query: 'Truy vấn',
      queryHint: 'Gõ như ở ô tìm kiếm. Không nới, không sửa lỗi gõ.',
      channel: 'Báo qua',
      channels: { webhook: 'webhook', email: 'thư điện tử', feed: 'Atom' },
      to: 'Gửi đến',
      toHint:
        'Địa chỉ https:// của webhook, hoặc các địa chỉ thư cách nhau bằng dấu phẩy. Với Atom thì để trống.',
      throttle: 'Khi nào',
      throttles: { 'at once': 'ngay', hourly: 'gom mỗi giờ', daily: 'gom mỗi ngày, lúc' },
      time: 'Giờ gửi, nếu gom mỗi ngày (giờ Việt Nam)',
      enabled: 'Đang bật',
      off: 'đã tắt',
      secret: 'Đã lưu. Khóa ký của webhook, chỉ hiện lần này:',
      removing: 'Xóa mục báo tin này?',
      preview: 'Thử 30 ngày qua',
      wouldHave: (total, days) => `Trong ${days} ngày qua đã có ${total} bài được báo. Mới nhất:`,
      deliveries: 'Đã gửi',
      nothingSent: 'Chưa gửi gì.',
      states: { waiting: 'đang chờ', sent: 'đã gửi', dead: 'gửi không được' },
      resend: 'Gửi lại',
    },
    searches: {
      title: 'Bạn đọc tìm gì',
      about: (atLeast) => `Đếm theo giờ, không ghi lại ai tìm. Số nhỏ hơn ${atLeast} không hiện (·).`,
      off: 'Dịch vụ này không đếm truy vấn (TIMBAO_STATS_DAYS=0).',
      notYours: 'Khóa của bạn chỉ xem một phần kho báo, nên không xem được số liệu của cả kho báo.',
      none: 'Chưa có truy vấn nào đủ nhiều để hiện.',
      partial: 'Một phần chỉ mục không trả lời: có thể còn nữa.',
      kindOf: 'Loại truy vấn',
      kinds: { top: 'nhiều nhất', empty: 'không có kết quả', rising: 'đang tăng' },
      span: 'Khoảng thời gian',
      days: (count) => `${count} ngày`,
      total: (searches, withoutHits) => `Tất cả: ${searches} lượt tìm, ${withoutHits} không có kết quả.`,
      query: 'Truy vấn',
      times: 'Lượt tìm',
      before: 'Trước đó',
      hits: 'Kết quả',
      clicks: 'Tỉ lệ mở bài',
      rank: 'Thứ hạng bài được mở',
    },
  },
  en: {
    title: 'The desk',
    sections: 'Sections of the desk',
    signIn: {
      title: 'Sign in to the desk',
      about: 'It needs a key with the scope desk. Whoever runs the service can give you one.',
      key: 'Key',
      enter: 'Sign in',
      leave: 'Sign out',
      wrong: 'This key does not open the desk: it is wrong, has expired, or lacks the scope desk.',
    },
    cancel: 'Cancel',
    edit: 'Edit',
    remove: 'Remove',
    reallyRemove: 'Yes, remove it',
    save: 'Save',
    done: { saved: 'Saved. It holds from now on.', removed: 'Removed.' },
    stale: 'Somebody else has just changed this. Open it again, then change it.',
    gone: 'This is not there any more.',
    errors: 'Not saved. See what is marked below.',
    pins: {
      title: 'Pins',
      about:
        'For a query, put articles first in the order you choose, or never show an article. Pinned articles count among what is found even where no word of theirs matches; what is embargoed or withdrawn stays hidden all the same.',
      none: 'Nothing is pinned yet.',
      all: 'Pinned',
      create: 'New pin',
      edit: 'Edit the pin',
      queries: 'Queries, one a line',
      queriesHint: 'Words alone. Any case and spelling habit; readers who type no marks meet them, too.',
      find: 'Find articles to pin',
      search: 'Find',
      found: 'Articles found',
      nothingFound: 'No article was found.',
      first: 'First, in this order',
      never: 'Never shown',
      noArticles: 'No article yet.',
      putFirst: 'Put first',
      putNever: 'Never show',
      up: 'Up',
      down: 'Down',
      drop: 'Take out',
      from: 'Begins',
      until: 'Ends',
      timeHint: 'Vietnam time; empty is always.',
      unseen: 'nobody sees this article now, or your key does not show it',
      removing: 'Remove this pin?',
      states: { coming: 'not begun', active: 'in force', over: 'over' },
      span: (from, until) =>
        [from === null ? '' : `from ${from}`, until === null ? '' : `until ${until}`]
          .filter(Boolean)
          .join(' '),
      wrong: {
        queries: 'It needs a query, and each must be words alone: no operators, fields, dates or exclusions.',
        first: 'Choose one article at least, and twenty at most.',
        never: 'An article cannot come first and never be shown; twenty articles at most.',
        from: 'This is no time.',
        until: 'It must be a time after the beginning.',
      },
      tooMany: 'There are too many pins. Remove those that are over.',
    },
    synonyms: {
      title: 'Synonyms',
      about:
        'Spellings that stand for each other, beside those of the newsroom’s file. A spelling that is in both stands for both.',
      none: 'Nothing beside the file yet.',
      all: 'Added',
      create: 'New entry',
      edit: 'Edit',
      line: 'Spellings',
      lineHint: 'Two-way: UBND = Ủy ban nhân dân. One-way: miền Trung => Bắc Trung Bộ.',
      warnings: 'Note',
      file: (count) => `The list of the file (${count} lines)`,
      removing: 'Remove this entry?',
    },
    alerts: {
      title: 'Alerts',
      about:
        'What a query finds from now on is told: to a webhook, by mail, or in an Atom feed. Each article once, until its text is another; an embargoed one when its time comes.',
      none: 'No alert yet.',
      all: 'All alerts',
      create: 'New alert',
      edit: 'Edit the alert',
      name: 'Name',
      query: 'Query',
      queryHint: 'As in the search box. Nothing is loosened or corrected.',
      channel: 'Told by',
      channels: { webhook: 'webhook', email: 'mail', feed: 'Atom feed' },
      to: 'Sent to',
      toHint:
        'The https:// address of the webhook, or mail addresses separated by commas. Empty for an Atom feed.',
      throttle: 'When',
      throttles: { 'at once': 'at once', hourly: 'gathered by the hour', daily: 'gathered by the day, at' },
      time: 'The time, where it is by the day (Vietnam)',
      enabled: 'On',
      off: 'off',
      secret: 'Saved. What the webhook is signed with, shown this once:',
      removing: 'Remove this alert?',
      preview: 'Try the last 30 days',
      wouldHave: (total, days) =>
        `In the last ${days} days it would have told of ${total} articles. The newest:`,
      deliveries: 'What was sent',
      nothingSent: 'Nothing was sent yet.',
      states: { waiting: 'waiting', sent: 'sent', dead: 'could not be sent' },
      resend: 'Send again',
    },
    searches: {
      title: 'What readers look for',
      about: (atLeast) => `Counted by the hour, without who searched. Less than ${atLeast} is not shown (·).`,
      off: 'This service does not count searches (TIMBAO_STATS_DAYS=0).',
      notYours: 'Your key shows a part of the archive, and these figures are of all of it.',
      none: 'No search was made often enough to be shown.',
      partial: 'A part of the index did not answer: there may be more.',
      kindOf: 'Which searches',
      kinds: { top: 'most made', empty: 'without results', rising: 'rising' },
      span: 'How long',
      days: (count) => `${count} days`,
      total: (searches, withoutHits) => `All: ${searches} searches, ${withoutHits} without results.`,
      query: 'Query',
      times: 'Searches',
      before: 'Before',
      hits: 'Results',
      clicks: 'Articles opened a search',
      rank: 'Place of what was opened',
    },
  },
};
