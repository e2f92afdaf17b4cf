import type { TrendInterval } from '../../domain/trends.ts';
import type { Language } from './language.ts';

/** What of the figures the lines show. */
export const MEASURES = ['count', 'share'] as const;

export type Measure = (typeof MEASURES)[number];

/** What the page of trends says. */
export interface TrendsTexts {
  readonly title: string;
  readonly about: string;
  readonly search: (number: number) => string;
  readonly interval: string;
  readonly intervals: Readonly<Record<TrendInterval, string>>;
  readonly measure: string;
  readonly measures: Readonly<Record<Measure, string>>;
  readonly compare: string;
  readonly chart: Readonly<Record<Measure, string>>;
  readonly published: string;
  readonly period: string;
  readonly week: (day: string) => string;
  readonly percent: (share: number) => string;
  readonly nothing: string;
  readonly table: string;
  readonly csv: string;
  readonly partial: string;
}

const percentIn = (locale: string) => {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumSignificantDigits: 2 });
  return (share: number): string => format.format(share);
};

/** In each language of the pages. */
export const trendsTexts: Readonly<Record<Language, TrendsTexts>> = {
  vi: {
    title: 'So sánh theo thời gian',
    about:
      'So sánh tối đa tám truy vấn: mỗi truy vấn có bao nhiêu bài, và chiếm tỉ lệ nào trong tất cả các bài đã đăng. Không nới gì cả.',
    search: (number) => `Truy vấn ${number}`,
    interval: 'Theo',
    intervals: { day: 'ngày', week: 'tuần', month: 'tháng', year: 'năm' },
    measure: 'Hiện',
    measures: { count: 'số bài', share: 'tỉ lệ trong các bài đã đăng' },
    compare: 'So sánh',
    chart: { count: 'Số bài theo thời gian', share: 'Tỉ lệ trong các bài đã đăng theo thời gian' },
    published: 'Đã đăng',
    period: 'Thời gian',
    week: (day) => `tuần từ ${day}`,
    percent: percentIn('vi'),
    nothing: 'Không có bài nào được đăng trong khoảng này.',
    table: 'Bảng số liệu',
    csv: 'Tải bảng tính (CSV)',
    partial: 'Một phần kho báo chưa kịp trả lời: có thể còn bài khác. Hãy thử lại sau giây lát.',
  },
  en: {
    title: 'Compare over time',
    about:
      'Compares up to eight queries: how many articles each finds, and which part of all that was published. Nothing is loosened.',
    search: (number) => `Query ${number}`,
    interval: 'By',
    intervals: { day: 'day', week: 'week', month: 'month', year: 'year' },
    measure: 'Show',
    measures: { count: 'articles', share: 'part of all that was published' },
    compare: 'Compare',
    chart: { count: 'Articles over time', share: 'Part of all that was published, over time' },
    published: 'Published',
    period: 'Time',
    week: (day) => `week of ${day}`,
    percent: percentIn('en'),
    nothing: 'Nothing was published in this time.',
    table: 'The figures as a table',
    csv: 'Download for a spreadsheet (CSV)',
    partial: 'Part of the archive did not answer in time: there may be more articles. Try again in a moment.',
  },
};
