import type { AutopsyPartKind } from '../../domain/search-result.ts';
import type { QueryWarningCode } from '../../query/ast.ts';

const numbers = new Intl.NumberFormat('vi-VN');
const WEEKDAYS = ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'] as const;

const day = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;

const warnings: Readonly<Record<QueryWarningCode, string>> = {
  unbalanced_quote: 'Dấu ngoặc kép này thiếu dấu đi cùng. Phần sau nó được tìm như các từ thường.',
  unbalanced_bracket: 'Dấu ngoặc này thiếu dấu đi cùng. Ngoặc mở được đóng ở cuối câu, ngoặc đóng bị bỏ qua.',
  dangling_operator: 'Ở đây toán tử này không có gì để nối hay để loại, nên được tìm như một từ.',
  capital_operator:
    'Trong một câu, hoặc khi tất cả viết hoa, VÀ, HOẶC, KHÔNG được tìm như từ thường. Muốn dùng toán tử, hãy viết AND, OR, NOT.',
  filter_in_or: 'Phần loại trừ hoặc ngày tháng không thể là một vế của HOẶC. Nó được áp dụng cho mọi vế.',
  lone_dash: 'Dấu gạch đứng một mình không loại gì cả. Hãy viết nó sát trước từ cần loại.',
  empty_phrase: 'Giữa hai dấu ngoặc kép này không có gì để tìm nên chúng bị bỏ qua.',
  empty_group: 'Trong cặp ngoặc này không có gì để tìm nên nó bị bỏ qua.',
  prefix_too_short: 'Dấu sao cần ít nhất 2 chữ cái hoặc chữ số ở bên cạnh. Dấu này bị bỏ qua.',
  misplaced_star:
    'Dấu sao chỉ thay cho một phần của âm tiết khi đứng sát chữ cái hay chữ số, nhiều nhất ba dấu trong một từ. Dấu này bị bỏ qua.',
  times_too_large: 'Chỉ có thể đòi một từ xuất hiện nhiều nhất 20 lần. Đã dùng 20.',
  unfit_operand:
    'GẦN và ÍT-NHẤT chỉ dùng cho từ, cụm từ và các lựa chọn giữa chúng. Ở đây GẦN được hiểu là VÀ, ÍT-NHẤT như dấu ngoặc.',
  unknown_operator:
    'Trông như toán tử nhưng ở đây không có toán tử này, nên nó được tìm như một từ. Toán tử gồm VÀ, HOẶC, KHÔNG, GẦN/5.',
  slop_too_large: 'Các từ chỉ được cách nhau nhiều nhất 20 âm tiết. Đã dùng 20.',
  unreadable_date:
    'Không có ngày này. Nó được tìm như từ thường. Hãy viết 2022, 01/2022, 21/01/2022 hoặc 2022-01-21.',
  empty_field: 'Ngay sau dấu hai chấm không có gì, nên tên này được tìm như một từ. Đừng để khoảng trắng.',
  nested_field: 'Bên trong một trường không thể có trường khác hay ngày tháng. Nó được tìm như từ thường.',
  only_exclusions: 'Truy vấn chỉ có phần loại trừ. Hãy thêm một từ để tìm, hoặc một bộ lọc.',
  nothing_searchable: 'Truy vấn không có chữ cái hay chữ số nào để tìm.',
};

/** Everything that the page says in Vietnamese; the shape that every other language has. */
export const vietnamese = {
  code: 'vi' as 'vi' | 'en',
  locale: 'vi_VN',
  name: 'Tìm Báo',
  tagline: 'Kho báo tiếng Việt trong một ô tìm. Gõ có dấu hay không dấu đều được.',
  skip: 'Đến kết quả',
  skipToFilters: 'Đến bộ lọc',
  skipToContent: 'Đến nội dung',
  switchTo: { code: 'en' as 'vi' | 'en', label: 'English' },
  number: (value: number) => numbers.format(value),
  day,
  month: (iso: string) => `tháng ${Number(iso.slice(5, 7))}/${iso.slice(0, 4)}`,
  shortMonth: (iso: string) => `T${Number(iso.slice(5, 7))}`,
  /** A day and, where it is not midnight, the time, of an RFC 3339 text in Vietnam time. */
  instant: (text: string) => {
    const weekday = WEEKDAYS[new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? '';
    const time = text.slice(11, 16);
    return `${weekday}, ${day(text)}${time === '00:00' || time === '' ? '' : ` · ${time}`}`;
  },
  articles: (count: number) => `${numbers.format(count)} bài`,
  ago: {
    minutes: (count: number) => `${count} phút trước`,
    hours: (count: number) => `${count} giờ trước`,
    today: 'Hôm nay',
    yesterday: 'Hôm qua',
    days: (count: number) => `${count} ngày trước`,
  },

  home: {
    size: (count: number, newest: string) => `${numbers.format(count)} bài, mới nhất ngày ${newest}`,
    popular: 'Nhiều người tìm',
    sections: 'Chuyên mục',
    latest: 'Mới đăng',
  },

  search: {
    label: 'Tìm trong kho báo',
    placeholder: 'chuyển đổi số, "đảng bộ huyện", 05-CT/TW…',
    button: 'Tìm',
    clear: 'Xóa ô tìm',
    suggestions: 'Gợi ý',
    recent: 'Tìm gần đây',
    forgetRecent: 'Xóa danh sách tìm gần đây',
    noSuggestions: 'Không có gợi ý',
    /** `{count}` stands for how many; so do such names in all texts that the script fills in. */
    someSuggestions: '{count} gợi ý, dùng phím mũi tên để chọn',
    kinds: {
      section: 'chuyên mục',
      author: 'tác giả',
      tag: 'thẻ',
      phrase: '',
      popular: 'nhiều người tìm',
      title: 'tiêu đề',
      article: 'đọc bài',
    } as Readonly<Record<string, string>>,
    loading: 'Đang tìm…',
    examples: 'Các cách tìm',
    hints: [
      ['thuy dien', 'gõ không dấu cũng thấy “thủy điện”, “thuỷ điện”'],
      ['thur ddieenj', 'quên bật bộ gõ cũng không sao'],
      ['"chi bộ bản"', 'đúng nguyên cụm từ này'],
      ['bão HOẶC lũ -covid', 'một trong hai, bỏ bài có “covid”'],
      ['chuyên*', 'các âm tiết bắt đầu bằng “chuyên”'],
      ['05-CT/TW', 'số hiệu văn bản, ngày tháng, con số'],
      ['tiêu-đề:"chuyển đổi số"', 'chỉ tìm trong tiêu đề'],
      ['lũ quét từ:2019 đến:2022', 'đăng trong khoảng thời gian này'],
    ] as readonly (readonly [string, string])[],
    languageHelp: 'Cách viết truy vấn',
  },

  advanced: {
    label: 'Tìm nâng cao',
    about:
      'Điền những ô cần thiết: trang sẽ viết truy vấn và cho biết có bao nhiêu bài. Ô nào cũng nhận chữ không dấu.',
    groups: {
      words: 'Từ ngữ',
      places: 'Vị trí và số lần',
      fields: 'Chỉ tìm trong',
      ways: 'Cách tìm',
      kept: 'Bộ lọc đang dùng',
    },
    fields: {
      all: 'Có mọi từ này',
      phrase: 'Có đúng cụm từ này',
      any: 'Có một trong các từ',
      none: 'Không có các từ',
      near: 'Có từ này',
      nearTo: 'Gần từ này',
      distance: 'Cách nhau nhiều nhất (âm tiết)',
      frequent: 'Nhắc nhiều lần đến',
      times: 'Ít nhất (lần)',
      part: 'Âm tiết có chữ',
      place: 'Chữ ấy đứng',
      inTitle: 'Tiêu đề',
      inAuthor: 'Tên tác giả',
      inSection: 'Tên chuyên mục',
      inSource: 'Tên nguồn',
      inTag: 'Thẻ',
      rest: 'Phần khác của truy vấn',
    },
    hints: {
      any: 'Cách nhau bằng dấu phẩy',
      none: 'Cách nhau bằng dấu phẩy',
      nearTo: 'Để trống: các từ của ô trước đứng gần nhau',
      rest: 'Phần này không có ô riêng nên được giữ nguyên như đã viết.',
    } as Readonly<Record<string, string>>,
    placeholders: {
      all: 'chuyển đổi số',
      phrase: 'năng lực lãnh đạo',
      any: 'bão, lũ quét, sạt lở',
      none: 'covid, dịch bệnh',
      near: 'lũ quét',
      nearTo: 'Sơn La',
      frequent: 'sạt lở',
      part: 'chuyên',
      inTitle: 'khai giảng',
      inAuthor: 'Thu Hiên',
    } as Readonly<Record<string, string>>,
    places: { start: 'ở đầu', end: 'ở cuối', within: 'ở bất cứ đâu' },
    preview: {
      label: 'Truy vấn',
      nothing: 'Chưa có gì để tìm.',
      onlyFilters: 'Không có từ nào, chỉ có bộ lọc.',
      uncounted: 'Lúc này chưa đếm được số bài. Bạn vẫn có thể tìm.',
      update: 'Xem trước',
      counting: 'Đang đếm…',
    },
    choices: {
      diacritics: {
        label: 'Dấu',
        options: ['Theo dấu đã gõ, nới khi cần', 'Đúng từng dấu', 'Không xét dấu'],
      },
      relax: { label: 'Khi có quá ít bài', options: ['Nới dấu và nới từ', 'Không nới gì cả'] },
      sort: { label: 'Sắp xếp', options: ['Phù hợp nhất', 'Mới nhất', 'Cũ nhất'] },
    },
    language: [
      ['đảng bộ huyện', 'mọi từ này; đứng cạnh nhau và ở tiêu đề thì lên trước'],
      ['"đảng bộ huyện"', 'đúng cụm từ này'],
      ['"chi bộ bản"~3', 'các từ này cách nhau nhiều nhất 3 âm tiết'],
      ['-covid  -"học tập"', 'không có từ, cụm từ này'],
      ['lũ HOẶC lụt', 'một trong hai'],
      ['(bão HOẶC lũ) "Sơn La"', 'ngoặc để gộp'],
      ['lũ GẦN/5 "Sơn La"', 'cách nhau nhiều nhất 5 âm tiết, trước sau đều được'],
      ['ít-nhất3(sạt lở)', 'có ít nhất 3 lần trong bài'],
      ['chuyên*  *viên  chu*n', 'các âm tiết có phần đầu, phần cuối như vậy'],
      ['tiêu-đề:  tác-giả:  chuyên-mục:  thẻ:  nguồn:', 'tìm trong phần đó'],
      ['từ:2021-12 đến:31/01/2022', 'đăng trong khoảng này'],
      ['05-CT/TW  30/4  TP.HCM  123,3%', 'là từ như mọi từ khác'],
    ] as readonly (readonly [string, string])[],
  },

  total: {
    none: 'Không tìm thấy bài nào',
    some: (value: number, exact: boolean) =>
      exact ? `${numbers.format(value)} bài` : `Hơn ${numbers.format(value)} bài`,
    description: (count: string, query: string) =>
      query === '' ? `${count} trong kho báo.` : `${count} trong kho báo cho “${query}”.`,
    page: (page: number) => `trang ${numbers.format(page)}`,
    took: (ms: number) => `${numbers.format(ms)} mili giây`,
    partial: 'Một phần kho báo chưa kịp trả lời: có thể còn bài khác. Hãy thử lại sau giây lát.',
  },

  notices: {
    label: 'Lưu ý về truy vấn',
    earlier: (seconds: number) =>
      `Đang có quá nhiều người tìm: đây là kết quả của ${numbers.format(seconds)} giây trước. Hãy tải lại trang sau giây lát.`,
    didYouMean: 'Có phải bạn muốn tìm:',
    corrected: 'Hầu như không có bài nào khớp đúng điều bạn gõ. Đây là kết quả cho:',
    searchTyped: 'Tìm đúng',
    relaxed: {
      marks: 'Không có bài nào khớp đúng từng dấu, nên dấu đã được nới.',
      syllables: 'Không đủ bài có đúng các từ này, nên các âm tiết có thể đứng rời nhau.',
      words: 'Không đủ bài có mọi từ, nên bài có hầu hết các từ cũng được đưa ra.',
    },
    searchExactly: 'Chỉ tìm đúng như đã gõ',
    at: (position: number) => `Vị trí ${position}:`,
    warnings,
  },

  sort: {
    label: 'Sắp xếp',
    relevance: 'Phù hợp nhất',
    newest: 'Mới nhất',
    oldest: 'Cũ nhất',
  },

  hit: {
    read: (host: string) => `Đọc tại ${host}`,
    cite: 'Sao chép trích dẫn',
    cited: 'Đã sao chép',
    citeFailed: 'Không sao chép được',
    unfolded: 'Đang hiện cả những bài gần giống nhau.',
    fold: 'Gộp lại',
    pinned: 'Tòa soạn chọn',
    similar: (count: number) => `và ${numbers.format(count)} bài gần giống`,
  },

  article: {
    skip: 'Đến bài báo',
    back: 'Về kết quả tìm',
    beside: 'Về bài này',
    updated: 'Sửa lúc',
    captions: 'Chú thích ảnh',
    shareAndCite: 'Chia sẻ và trích dẫn',
    marks: (count: number) => `${numbers.format(count)} chỗ khớp`,
    mark: (place: number) => `Chỗ khớp thứ ${place}`,
    place: '{place} / {count}',
    previousMark: 'Chỗ khớp trước',
    nextMark: 'Chỗ khớp sau',
    keys: 'Phím n: chỗ sau, p: chỗ trước',
    related: 'Bài liên quan',
    copyLink: 'Sao chép liên kết',
    share: 'Chia sẻ',
    version: (version: number) => `bản ${numbers.format(version)}`,
  },

  pages: {
    label: 'Trang kết quả',
    previous: 'Trang trước',
    next: 'Trang sau',
    current: (page: number, last: number) => `Trang ${numbers.format(page)} / ${numbers.format(last)}`,
    first: 'Về trang đầu',
  },

  filters: {
    label: 'Lọc kết quả',
    open: (count: number) => (count === 0 ? 'Bộ lọc' : `Bộ lọc (${count})`),
    close: 'Đóng bộ lọc',
    show: (count: string) => `Xem ${count}`,
    find: 'Tìm trong danh sách',
    findIn: (name: string) => `Tìm trong danh sách ${name.toLowerCase()}`,
    noneOf: 'Không có mục nào như vậy.',
    readings: { mode: 'Đúng nguyên cụm', diacritics: 'Đúng từng dấu', relax: 'Đúng như đã gõ' },
    active: 'Bộ lọc đang dùng',
    remove: (what: string) => `Bỏ lọc ${what}`,
    removeAll: 'Bỏ mọi bộ lọc',
    names: { section: 'Chuyên mục', author: 'Tác giả', tag: 'Thẻ', source: 'Nguồn' },
    more: (count: number) => `Thêm ${numbers.format(count)}`,
    chosen: 'đang chọn',
    since: (text: string) => `Từ ${text}`,
    until: (text: string) => `Đến ${text}`,
    between: (from: string, to: string) => `${from} – ${to}`,
  },

  dates: {
    label: 'Thời gian đăng',
    from: 'Từ ngày',
    to: 'Đến ngày',
    notices: 'Lưu ý về ngày tháng',
    placeholder: 'nn/mm/nnnn',
    calendar: (field: string) => `${field}: mở lịch`,
    wrong: (text: string) => `Không có ngày “${text}”. Hãy gõ như 21/01/2022, 01/2022 hoặc 2022.`,
    ignored: (text: string) => `Bỏ qua “${text}” vì không phải là ngày có thật.`,
    named: 'Chỉ tìm trong thời gian này?',
    publishedIn: (query: string, period: string) => `${query}, đăng trong ${period}`,
    swapped: 'Ngày bắt đầu ở sau ngày kết thúc, nên hai ngày đã được đổi chỗ.',
    apply: 'Áp dụng',
    quick: 'Chọn nhanh',
    thisWeek: 'Tuần này',
    thisMonth: 'Tháng này',
    thisYear: 'Năm nay',
    newYear: (name: string, year: number) => `Tết ${name} ${year}`,
    chart: { year: 'Số bài theo năm', month: 'Số bài theo tháng', day: 'Số bài theo ngày' },
    summary: (count: string, first: string, last: string, most: string, mostCount: string) =>
      `${count} từ ${first} đến ${last}; nhiều nhất là ${most}: ${mostCount}.`,
    yearName: (iso: string) => `năm ${iso}`,
    dayName: (iso: string) => `ngày ${day(iso)}`,
    bar: (name: string, count: string) => `${name}: ${count}`,
    howTo: 'Bấm hoặc kéo qua các cột',
    selected: '{first} – {last}: {count} bài',
    table: 'Xem dạng bảng',
    tableTime: 'Thời gian',
    tableCount: 'Số bài',
    allTime: 'Mọi thời gian',
  },

  accents: { label: 'Chọn dấu cho từng từ' },

  empty: {
    forQuery: 'Không bài nào khớp với',
    nearest: 'Gần nhất:',
    drop: (parts: string) => `bỏ ${parts}`,
    parts: 'Vì sao không có kết quả?',
    part: 'Phần của truy vấn',
    alone: 'Số bài có từ này',
    without: 'Nếu bỏ từ này',
    kinds: {
      word: 'từ',
      words: 'các từ',
      phrase: 'cụm từ',
      prefix: 'phần đầu',
      group: 'một trong',
      exclusion: 'loại',
      field: 'trường',
      dates: 'thời gian',
      section: 'chuyên mục',
      author: 'tác giả',
      tag: 'thẻ',
      source: 'nguồn',
    } as Readonly<Record<AutopsyPartKind, string>>,
    ways: 'Cũng có thể',
    withoutFilters: 'Bỏ mọi bộ lọc, giữ nguyên truy vấn',
    withoutDates: 'Tìm ở mọi thời gian',
    relax: 'Cho phép nới dấu và nới từ',
    ignoreMarks: 'không xét dấu',
    asWords: 'các từ không cần đứng cạnh nhau',
    advice: [
      'Xem lại chính tả, hoặc gõ không dấu.',
      'Dùng ít từ hơn, hoặc từ chung hơn.',
      'Bỏ dấu ngoặc kép để không cần đúng nguyên cụm.',
    ] as readonly string[],
  },

  error: {
    titles: {
      400: 'Không đọc được yêu cầu này',
      404: 'Không có trang này',
      405: 'Không dùng được cách này ở đây',
      429: 'Quá nhiều lượt tìm',
      500: 'Có lỗi bên trong dịch vụ',
      503: 'Lúc này chưa tìm được',
      504: 'Tìm quá lâu',
    } as Readonly<Record<number, string>>,
    details: {
      400: 'Một phần của địa chỉ không đúng. Hãy sửa lại rồi tìm lần nữa.',
      404: 'Địa chỉ này không dẫn đến đâu. Bài có thể đã được gỡ.',
      405: 'Trang này chỉ để xem.',
      429: 'Bạn vừa tìm quá nhiều lần trong một giây. Chờ một lát rồi thử lại.',
      500: 'Chưa trả lời được. Người quản trị sẽ thấy nguyên nhân trong nhật ký của dịch vụ.',
      503: 'Dịch vụ tìm kiếm chưa sẵn sàng hoặc tạm thời không trả lời. Hãy thử lại sau vài giây.',
      504: 'Tìm kiếm mất quá nhiều thời gian. Hãy thử lại, hoặc thu hẹp bằng thêm từ hay ngày.',
    } as Readonly<Record<number, string>>,
    tooComplex: 'Truy vấn quá phức tạp. Hãy bớt từ, bớt ngoặc hoặc bớt dấu sao.',
    parameters: {
      q: 'Truy vấn quá dài, hoặc để trống mà không có bộ lọc nào. Hãy viết ngắn hơn 512 ký tự.',
      from: '“Từ ngày” không phải là ngày có thật hoặc sau “Đến ngày”. Hãy viết như 21/01/2022, 01/2022 hoặc 2022.',
      to: '“Đến ngày” không phải là ngày có thật. Hãy viết như 21/01/2022, 01/2022 hoặc 2022.',
      page: 'Không có trang này: chỉ xem được đến bài thứ 10.000.',
    } as Readonly<Record<string, string>>,
    parameter: (name: string) => `Giá trị của “${name}” không dùng được.`,
    tryAgain: 'Thử lại',
    home: 'Về trang tìm',
    requestId: 'Mã yêu cầu',
  },

  takeAlong: {
    label: 'Tải kết quả',
    csv: 'Bảng tính (CSV)',
    ndjson: 'JSON từng dòng (NDJSON)',
    feed: 'Theo dõi bài mới (Atom)',
    keyTitle: 'Cần khóa để tải',
    key: 'Khóa của tòa soạn',
    send: 'Tải về',
    cancel: 'Hủy',
    forbidden: 'Dịch vụ này chưa có khóa nào, nên chỉ tải được ngay trên máy chạy dịch vụ.',
  },

  demo: {
    title: 'Ô tìm để nhúng vào trang khác',
    skip: 'Đến ô tìm',
    about: 'Ô này là thẻ <timbao-search>, như trên trang của bạn. Hãy thử gõ không dấu.',
    fictional: 'Tờ báo này, người và nơi chốn trong đó đều là hư cấu.',
    snippet: 'Sao chép vào trang của bạn',
    cors: 'Trang ở nơi khác chỉ gọi được dịch vụ khi địa chỉ của nó có trong TIMBAO_CORS_ORIGINS.',
  },

  shortcuts: {
    label: 'Phím tắt',
    keys: [
      ['/', 'Đến ô tìm'],
      ['j', 'Bài sau'],
      ['k', 'Bài trước'],
      ['Enter', 'Mở bài đang chọn'],
      ['n', 'Chỗ khớp sau trong bài'],
      ['p', 'Chỗ khớp trước trong bài'],
      ['?', 'Mở bảng này'],
      ['Esc', 'Đóng'],
    ] as readonly (readonly [string, string])[],
    on: 'Dùng phím tắt',
    close: 'Đóng',
  },

  footer: {
    api: 'API cho lập trình viên',
    about: 'Tìm Báo là phần mềm nguồn mở.',
  },
};

/** What a language has to say: the same names, the same functions. */
export type Texts = typeof vietnamese;
