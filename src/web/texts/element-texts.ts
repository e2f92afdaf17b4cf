import type { Relaxed } from '../../domain/search-result.ts';
import type { ComboboxTexts } from '../client-texts.ts';

/** What the embedded element says; apart from the page's texts, so that a portal's readers load these alone. */
export interface ElementTexts {
  readonly locale: string;
  readonly label: string;
  readonly placeholder: string;
  readonly button: string;
  readonly loading: string;
  readonly found: string;
  readonly foundMoreThan: string;
  readonly none: string;
  readonly advice: string;
  readonly didYouMean: string;
  readonly corrected: string;
  readonly relaxed: Readonly<Record<Relaxed, string>>;
  readonly partial: string;
  readonly more: string;
  readonly results: string;
  readonly tryAgain: string;
  readonly errors: {
    readonly unreachable: string;
    readonly unreadable: string;
    readonly tooMany: string;
    readonly tooSlow: string;
    readonly other: string;
  };
  readonly combobox: ComboboxTexts;
}

const vi: ElementTexts = {
  locale: 'vi-VN',
  label: 'Tìm bài báo',
  placeholder: 'Gõ có dấu hay không dấu',
  button: 'Tìm',
  loading: 'Đang tìm…',
  found: '{count} bài',
  foundMoreThan: 'Hơn {count} bài',
  none: 'Không tìm thấy bài nào.',
  advice: 'Hãy xem lại chính tả, dùng ít từ hơn, hoặc gõ không dấu.',
  didYouMean: 'Có phải bạn muốn tìm:',
  corrected: 'Hầu như không có bài nào khớp đúng điều bạn gõ. Đây là kết quả cho:',
  relaxed: {
    marks: 'Không có bài nào khớp đúng từng dấu, nên dấu đã được nới.',
    syllables: 'Không đủ bài có đúng các từ này, nên các âm tiết có thể đứng rời nhau.',
    words: 'Không đủ bài có mọi từ, nên bài có hầu hết các từ cũng được đưa ra.',
  },
  partial: 'Một phần kho báo chưa kịp trả lời: có thể còn bài khác. Hãy thử lại sau giây lát.',
  more: 'Xem thêm',
  results: 'Kết quả tìm',
  tryAgain: 'Thử lại',
  errors: {
    unreachable: 'Không gọi được dịch vụ tìm kiếm. Hãy kiểm tra kết nối mạng, hoặc thử lại sau ít phút.',
    unreadable: 'Không đọc được truy vấn này. Hãy viết ngắn và đơn giản hơn.',
    tooMany: 'Bạn vừa tìm quá nhiều lần. Chờ một lát rồi thử lại.',
    tooSlow: 'Dịch vụ tìm kiếm trả lời quá lâu. Hãy thử lại, hoặc thêm từ để thu hẹp.',
    other: 'Lúc này chưa tìm được. Hãy thử lại sau vài giây.',
  },
  combobox: {
    suggestions: 'Gợi ý',
    recent: 'Tìm gần đây',
    forgetRecent: 'Xóa danh sách tìm gần đây',
    none: 'Không có gợi ý',
    some: '{count} gợi ý, dùng phím mũi tên để chọn',
    kinds: {
      section: 'chuyên mục',
      author: 'tác giả',
      tag: 'thẻ',
      popular: 'nhiều người tìm',
      title: 'tiêu đề',
      article: 'đọc bài',
    },
  },
};

const en: ElementTexts = {
  locale: 'en-GB',
  label: 'Search articles',
  placeholder: 'With or without diacritics',
  button: 'Search',
  loading: 'Searching…',
  found: '{count} found',
  foundMoreThan: 'More than {count} found',
  none: 'No article was found.',
  advice: 'Check the spelling, use fewer words, or leave the diacritics out.',
  didYouMean: 'Did you mean:',
  corrected: 'Hardly anything has what you typed. These are the results for:',
  relaxed: {
    marks: 'No article has exactly these diacritics, so diacritics were loosened.',
    syllables: 'Too few articles have these words, so their syllables may stand apart.',
    words: 'Too few articles have all the words, so those with most of them are shown, too.',
  },
  partial: 'Part of the archive did not answer in time: there may be more articles. Try again in a moment.',
  more: 'Show more',
  results: 'Search results',
  tryAgain: 'Try again',
  errors: {
    unreachable:
      'The search service cannot be reached. Check your connection, or try again in a few minutes.',
    unreadable: 'This search cannot be read. Make it shorter and simpler.',
    tooMany: 'You have searched too often. Wait a moment and try again.',
    tooSlow: 'The search service took too long. Try again, or narrow the search with more words.',
    other: 'Searching does not work just now. Try again in a few seconds.',
  },
  combobox: {
    suggestions: 'Suggestions',
    recent: 'Recent searches',
    forgetRecent: 'Forget recent searches',
    none: 'No suggestions',
    some: '{count} suggestions, use the arrow keys to choose',
    kinds: {
      section: 'section',
      author: 'author',
      tag: 'tag',
      popular: 'popular',
      title: 'title',
      article: 'open article',
    },
  },
};

/** The element's texts in a language of BCP 47 (`en-GB`); Vietnamese where it is not English. */
export const elementTexts = (language: string): ElementTexts => (/^en\b/i.test(language) ? en : vi);
