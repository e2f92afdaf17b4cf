import { foldedForm } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { ComparedText } from './fingerprint.ts';

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

const foldedSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').map(foldedForm));

/** Before a number that is a date, an hour or the place in a series: it is the same thing under another number. */
const BEFORE_DATES = foldedSet(
  'ngày tháng năm thứ mùng rằm sáng trưa chiều tối đêm hôm lúc hồi quý tuần kỳ bài trang tập phần số mục khóa lần điều ' +
    'khoản phút',
);
const AFTER_HOURS = foldedSet('giờ h phút giây');
const ROUGHLY = foldedSet('gần hơn khoảng trên dưới chừng xỉ độ cỡ');

/** What stands between the parts of a date, a code or a score: `21/2`, `05-CT/TW`. */
const JOINED_BEFORE = /[/\-–.:]$/u;
const JOINED_AFTER = /^[/\-–:]\S/u;

interface Read {
  readonly figures: readonly Figure[];
  readonly numbers: readonly string[];
}

const readFigures = (text: string): Read => {
  const tokens = tokenize(text);
  const figures: Figure[] = [];
  const numbers: string[] = [];
  for (const [i, { text: token, start, end }] of tokens.entries()) {
    const inWords = IN_WORDS.get(token.normalize('NFC').toLowerCase());
    const number = inWords ?? (NUMBER.test(token) ? foldedForm(token) : null);
    if (number === null) continue;
    numbers.push(number);
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const gapBefore = text.slice(before?.end ?? 0, start);
    const gapAfter = text.slice(end, after?.start ?? text.length);
    const [last, next] = [foldedForm(before?.text ?? ''), foldedForm(after?.text ?? '')];
    const isDate =
      (inWords === undefined && YEAR.test(token)) ||
      BEFORE_DATES.has(last) ||
      AFTER_HOURS.has(next) ||
      JOINED_BEFORE.test(gapBefore) ||
      JOINED_AFTER.test(gapAfter + (after?.text ?? ''));
    if (isDate) continue;
    const unit = gapAfter.startsWith('%') ? '%' : gapAfter === ' ' ? next : '';
    figures.push({ number, unit, isRough: ROUGHLY.has(last) });
  }
  return { figures, numbers };
};

const keyOf = ({ number, unit }: Figure): string => `${number} ${unit}`;

export const figuresOf = ({ title, lead = '', body }: ComparedText): Figures => {
  const headline = readFigures(title);
  const text = readFigures(`${lead}\n\n${body}`);
  const first = lead.trim() === '' ? (body.trimStart().split('\n\n', 1)[0] ?? '') : lead;
  const end = tokenize(first.slice(0, OPENING * 10))[OPENING]?.start ?? first.length;
  return {
    title: headline.figures,
    opening: readFigures(first.slice(0, end)).figures,
    stated: new Set(text.figures.map(keyOf)),
    numbers: new Set([...headline.numbers, ...text.numbers]),
  };
};

/** Whether a text says so anywhere. */
const states = ({ title, stated, numbers }: Figures, figure: Figure): boolean =>
  figure.unit === ''
    ? numbers.has(figure.number)
    : stated.has(keyOf(figure)) || title.some((other) => keyOf(other) === keyOf(figure));

const isNoneOf = (figure: Figure, others: readonly Figure[]): boolean =>
  others.every(({ number }) => number !== figure.number);

/** Whether of one thing two headlines give two numbers, one of which the other text does not have at all. */
const disagree = (a: Figures, b: Figures, headlineOf: (figures: Figures) => readonly Figure[]): boolean =>
  headlineOf(a).some(
    (one) =>
      isNoneOf(one, headlineOf(b)) &&
      headlineOf(b).some(
        (other) =>
          isNoneOf(other, headlineOf(a)) &&
          one.isRough === other.isRough &&
          (one.unit === other.unit || one.unit === '' || other.unit === '') &&
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
