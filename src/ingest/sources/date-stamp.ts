import { readDateLine, saysToday, type DateLine } from './date-line.ts';

/** A date that opens a text, as systems put it before a lead. */
export interface DateStamp {
  readonly line: DateLine;
  /** The date line as it is written. */
  readonly written: string;
  /** What follows it. */
  readonly rest: string;
}

/** How far into a text a date line may reach. */
const LONGEST = 100;
/** Less is a label or a name beside the date. */
const SHORTEST_REST = 30;
/** A break, a dash or a bar, a full stop, or nothing: a comma goes on with the sentence (`Ngày 21/1/2022, Sở Y tế …`). */
const PARTED = /\s*(?:\n|[-–—|:•.])\s*(?=[\p{Lu}“"'(])|\s+(?=[\p{Lu}“"])/gu;
/** What goes on with the time: 8:30 GMT+7, 8:30 PM. */
const GOES_ON = /^(?:\(?(?:GMT|UTC)|(?:AM|PM|SA|CH)(?![\p{L}]))/u;
/** What a system puts before a date, or a site in brackets: `(Báo Vùng Cao) - 21/01/2022`. */
const LABELLED =
  /^(?:\(|(?:cập nhật|đăng|xuất bản|ngày (?:đăng|xuất bản|cập nhật))(?![\p{L}])|(?:thứ|chủ nhật|cn|t[2-7])(?![\p{L}]))/iu;
/** `Lúc 8h30 ngày 21/1/2022 Công an huyện …`, `Ngày 21/1 …`: when something happened. */
const TELLS = /^(?:vào|lúc|hồi|khoảng|sáng|trưa|chiều|tối|đêm|ngày (?!đăng|xuất bản|cập nhật))/iu;

/**
 * Reads the date line that a text begins with: `21/01/2022 08:30 - Sau nhiều năm …`. It tells a time, a weekday or what it is
 * the date of; a day alone, as sentences begin with, is none.
 *
 * @param text In NFC; line breaks count.
 * @returns `null` for a text that begins with no date line, and for one that is nothing else.
 */
export const readDateStamp = (text: string): DateStamp | null => {
  if (!/\d{4}/u.test(text.slice(0, LONGEST)) || TELLS.test(text)) return null;
  for (const { 0: parting, index } of text.matchAll(PARTED)) {
    if (index > LONGEST) return null;
    const [written, rest] = [text.slice(0, index), text.slice(index + parting.length)];
    if (index === 0 || GOES_ON.test(rest) || rest.length < SHORTEST_REST || saysToday(written)) continue;
    const line = /\d{4}/u.test(written) ? readDateLine(written.replace(/\s+/gu, ' ')) : null;
    if (line === null) continue;
    return line.hasTime || LABELLED.test(written) || parting.includes('\n') ? { line, written, rest } : null;
  }
  return null;
};
