import { boundedCache } from '../text/bounded-cache.ts';
import { exactForm, foldedForm } from '../text/syllable.ts';
import { tokenize, type Token } from '../text/tokenize.ts';
import type { ComparedText } from './compared-text.ts';

/** A number that a headline tells, as `12 người`; no date, hour or number in a series. */
interface Figure {
  readonly number: string;
  /** What it counts: the syllable after it, `%`, or an empty text at the end of a sentence. */
  readonly unit: string;
  /** `Gần 1.000`: says the same as `998`. */
  readonly isRough: boolean;
}

/** The numbers by which a report that goes on is told from the one before: its toll, its price, its score. */
export interface Figures {
  readonly title: readonly Figure[];
  /** Of the lead or the first paragraph. */
  readonly opening: readonly Figure[];
  /** All numbers of lead and body, each with what it counts. */
  readonly stated: ReadonlySet<string>;
  /** All numbers of title, lead and body, dates as well. */
  readonly numbers: ReadonlySet<string>;
}

/** So many syllables of an opening are a headline's business. */
const OPENING = 60;

const NUMBER = /^\d+(?:[.,]\d+)*$/u;
const YEAR = /^(?:19|20)\d\d$/u;

/** Small numbers in words. `một` is an article, `năm` a year more often than five. */
const IN_WORDS: ReadonlyMap<string, string> = new Map(
  ['hai', 'ba', 'bốn', 'sáu', 'bảy', 'tám', 'chín', 'mười'].map((word, i) => [
    word.normalize('NFC'),
    String([2, 3, 4, 6, 7, 8, 9, 10][i]),
  ]),
);

/** With their marks: `cáp` is no `cấp`. */
const formsOf = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(exactForm));

/** Before a number that is a date, an hour, a place or the place in a series: it counts nothing. */
const BEFORE_NAMES = formsOf(
  'ngày tháng năm thứ mùng rằm sáng trưa chiều tối đêm hôm lúc hồi quý tuần kỳ bài trang tập phần số mục khóa lần điều ' +
    'khoản phút quận phường tổ khu đường lộ cấp hạng lớp khối nhóm đội vòng trận ga km',
);
const AFTER_HOURS = formsOf('giờ h phút giây');
const ROUGHLY = formsOf('gần hơn khoảng trên dưới chừng xỉ độ cỡ');

/** What stands between the parts of a date, a code or a score: `21/2`, `05-CT/TW`. */
const JOINED_BEFORE = /[/\-–.:]$/u;
const JOINED_AFTER = /^[/\-–:]\S/u;
/** What a number alone in brackets stands between: `(2)` is the second of a series. */
const BRACKET_BEFORE = /[([]\s*$/u;
const BRACKET_AFTER = /^\s*[)\]]/u;

/** The number that a syllable is; `null` for most. */
const numberOf = boundedCache(
  (token: string): string | null =>
    IN_WORDS.get(token.normalize('NFC').toLowerCase()) ?? (NUMBER.test(token) ? foldedForm(token) : null),
);

interface Read {
  readonly figures: readonly Figure[];
  readonly numbers: readonly string[];
}

const readFigures = (text: string, tokens: readonly Token[] = tokenize(text)): Read => {
  const figures: Figure[] = [];
  const numbers: string[] = [];
  for (const [i, { text: token, start, end }] of tokens.entries()) {
    const number = numberOf(token);
    if (number === null) continue;
    numbers.push(number);
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const gapBefore = text.slice(before?.end ?? 0, start);
    const gapAfter = text.slice(end, after?.start ?? text.length);
    const [last, next] = [exactForm(before?.text ?? ''), exactForm(after?.text ?? '')];
    const isName =
      YEAR.test(token) ||
      BEFORE_NAMES.has(last) ||
      AFTER_HOURS.has(next) ||
      JOINED_BEFORE.test(gapBefore) ||
      JOINED_AFTER.test(gapAfter + (after?.text ?? '')) ||
      (BRACKET_BEFORE.test(gapBefore) && BRACKET_AFTER.test(gapAfter));
    if (isName) continue;
    const unit = gapAfter.startsWith('%') ? '%' : gapAfter === ' ' ? foldedForm(next) : '';
    figures.push({ number, unit, isRough: ROUGHLY.has(last) });
  }
  return { figures, numbers };
};

const keyOf = ({ number, unit }: Figure): string => `${number} ${unit}`;

/**
 * @param text lead and body
 * @param tokens those of the text that are looked at
 */
export const figuresOf = (
  { title, lead = '', body }: ComparedText,
  text: string,
  tokens: readonly Token[],
): Figures => {
  const headline = readFigures(title);
  const all = readFigures(text, tokens);
  const first = lead.trim() === '' ? (body.trimStart().split('\n\n', 1)[0] ?? '') : lead;
  const end = tokenize(first.slice(0, OPENING * 10))[OPENING]?.start ?? first.length;
  return {
    title: headline.figures,
    opening: readFigures(first.slice(0, end)).figures,
    stated: new Set(all.figures.map(keyOf)),
    numbers: new Set([...headline.numbers, ...all.numbers]),
  };
};

/** Whether a text says so anywhere. */
const states = ({ title, stated, numbers }: Figures, figure: Figure): boolean =>
  figure.unit === ''
    ? numbers.has(figure.number)
    : stated.has(keyOf(figure)) || title.some((other) => keyOf(other) === keyOf(figure));

const isNoneOf = (figure: Figure, others: readonly Figure[]): boolean =>
  others.every(({ number }) => number !== figure.number);

/** A title may leave away what it counts: `Số người chết tăng lên 15`. */
const countSame = (one: Figure, other: Figure, inTitles: boolean): boolean =>
  one.unit === other.unit ? one.unit !== '' || inTitles : inTitles && (one.unit === '' || other.unit === '');

/** Whether of one thing two headlines give two numbers, one of which the other text does not have at all. */
const disagree = (a: Figures, b: Figures, headlineOf: (figures: Figures) => readonly Figure[]): boolean =>
  headlineOf(a).some(
    (one) =>
      isNoneOf(one, headlineOf(b)) &&
      headlineOf(b).some(
        (other) =>
          isNoneOf(other, headlineOf(a)) &&
          one.isRough === other.isRough &&
          countSame(one, other, headlineOf(a) === a.title) &&
          (!states(b, one) || !states(a, other)),
      ),
  );

/** Whether the title of one has a number out of its text that the other has nowhere: `Số người chết tăng lên 15`. */
const hasNews = (a: Figures, b: Figures): boolean =>
  a.title.some((figure) => a.stated.has(keyOf(figure)) && !b.numbers.has(figure.number));

/**
 * Whether the headlines of two texts give other numbers for one thing: 12 dead and 15 dead are two reports, however
 * alike their wording. Dates, hours and numbers of pages say nothing.
 */
export const tellOtherwise = (a: Figures, b: Figures): boolean =>
  disagree(a, b, ({ title }) => title) ||
  disagree(a, b, ({ opening }) => opening) ||
  hasNews(a, b) ||
  hasNews(b, a);

/** A text that is the same where the headlines give the same numbers. */
export const figuresKey = ({ title, opening }: Figures): string =>
  [...new Set([...title, ...opening].map(keyOf))].toSorted().join('|');
