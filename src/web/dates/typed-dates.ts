import type { InstantRange } from '../../query/date-range.ts';
import { parseSearchDate } from '../../query/relative-day.ts';
import type { PageAddress } from '../page-address.ts';

/** One of the two date fields. */
export interface TypedDate {
  /** As it was typed; empty where nothing was. */
  readonly text: string;
  /** Whether that is no date; then nothing is narrowed by it. */
  readonly isWrong: boolean;
}

/** What an address has for dates, read kindly. */
export interface TypedDates {
  readonly from: TypedDate;
  readonly to: TypedDate;
  /** Whether the later one stood first; they have changed places. */
  readonly isSwapped: boolean;
  /** The address without what is no date, and with the earlier date first: what every link leads on from. */
  readonly address: PageAddress;
}

/**
 * The dates of an address. One that is no date is left out of the search rather than ending it: its field says so.
 *
 * @param today the day in Vietnam
 */
export const readTypedDates = (address: PageAddress, today: string): TypedDates => {
  const texts = { from: address.get('from'), to: address.get('to') };
  const read = (text: string): InstantRange | null => (text === '' ? null : parseSearchDate(text, today));
  const [first, last] = [read(texts.from), read(texts.to)];
  const from = { text: texts.from, isWrong: texts.from !== '' && first === null };
  const to = { text: texts.to, isWrong: texts.to !== '' && last === null };
  if (first !== null && last !== null && Date.parse(first.from) > Date.parse(last.to)) {
    const swapped = address.changed({ from: texts.to, to: texts.from });
    return { from: to, to: from, isSwapped: true, address: swapped };
  }
  const clean =
    from.isWrong || to.isWrong
      ? address.changed({ ...(from.isWrong && { from: null }), ...(to.isWrong && { to: null }) })
      : address;
  return { from, to, isSwapped: false, address: clean };
};
