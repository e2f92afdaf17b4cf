import type { DateFacetName } from '../../domain/search-request.ts';
import type { DateBucket } from '../../domain/search-result.ts';
import { typedDay } from '../../domain/days.ts';
import type { TypedDate, TypedDates } from '../dates/typed-dates.ts';
import { wholeYear } from '../dates/period-label.ts';
import { quickRanges } from '../dates/quick-ranges.ts';
import type { QuickRange } from '../dates/quick-ranges.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { Histogram } from './histogram.tsx';

interface DateFilterProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly level: DateFacetName;
  readonly buckets: readonly DateBucket[];
  readonly today: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly typed: TypedDates;
}

/** When: the chart to narrow by, the way back out of it, two fields, and the stretches asked for most. */
export const DateFilter = ({ texts, address, level, buckets, today, from, to, typed }: DateFilterProps) => {
  const year = from !== null && to !== null && from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : null;
  const isWholeYear = from !== null && to !== null && wholeYear(from, to) !== null;
  return (
    <section class="dates" aria-labelledby="dates-name">
      <h2 id="dates-name">{texts.dates.label}</h2>
      {(from !== null || to !== null) && (
        <p class="wider">
          <a href={address.href({ from: null, to: null })}>{texts.dates.allTime}</a>
          {year !== null && !isWholeYear && (
            <a href={address.href({ from: `${year}-01-01`, to: `${year}-12-31` })}>
              {texts.dates.yearName(year)}
            </a>
          )}
        </p>
      )}
      <Histogram texts={texts} address={address} level={level} buckets={buckets} />
      <form class="range" action="/" method="get" data-tidy>
        {address.except('from', 'to', 'page', 'cursor').map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <DateField name="from" value={shownDay(from)} typed={typed.from} texts={texts} />
        <DateField name="to" value={shownDay(to)} typed={typed.to} texts={texts} />
        <button type="submit">{texts.dates.apply}</button>
      </form>
      <QuickRanges texts={texts} address={address} ranges={quickRanges(texts, today, year)} />
    </section>
  );
};

interface DateFieldProps {
  readonly texts: Texts;
  readonly name: 'from' | 'to';
  /** What it holds where what was typed is a date. */
  readonly value: string;
  readonly typed: TypedDate;
}

const shownDay = (day: string | null): string => (day === null ? '' : typedDay(day));

/** A field that dates are typed into; `client/date-picker.ts` opens the browser's calendar beside it. */
export const DateField = ({ texts, name, value, typed }: DateFieldProps) => (
  <div class="field date" data-date>
    <label for={name}>{texts.dates[name]}</label>
    <div class="typed">
      <input
        id={name}
        name={name}
        type="text"
        autocomplete="off"
        placeholder={texts.dates.placeholder}
        value={typed.isWrong ? typed.text : value}
        aria-invalid={typed.isWrong ? 'true' : undefined}
        aria-describedby={typed.isWrong ? `${name}-wrong` : undefined}
      />
      <input type="date" tabindex={-1} aria-hidden="true" min="1800-01-01" max="2199-12-31" />
      <button
        class="calendar needs-script"
        type="button"
        aria-label={texts.dates.calendar(texts.dates[name])}
      >
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path
            d="M3 5h14v12H3zM3 8.5h14M7 3v3.5M13 3v3.5"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
          />
        </svg>
      </button>
    </div>
    {typed.isWrong && (
      <p class="wrong" id={`${name}-wrong`} role="alert">
        {texts.dates.wrong(typed.text)}
      </p>
    )}
  </div>
);

interface QuickRangesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly ranges: readonly QuickRange[];
}

/** This week, this month, this year, Tết. */
export const QuickRanges = ({ texts, address, ranges }: QuickRangesProps) =>
  ranges.length === 0 ? null : (
    <nav class="quick" aria-label={texts.dates.quick}>
      <ul>
        {ranges.map(({ label, from, to }) => (
          <li>
            <a
              href={address.href({ from, to })}
              aria-current={address.get('from') === from && address.get('to') === to ? 'true' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
