import type { DateFacetName } from '../../domain/search-request.ts';
import type { DateBucket } from '../../domain/search-result.ts';
import { typedDay } from '../dates/days.ts';
import { wholeYear } from '../dates/period-label.ts';
import { quickRanges } from '../dates/quick-ranges.ts';
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
}

/** When: the chart to narrow by, the way back out of it, two fields, and the stretches asked for most. */
export const DateFilter = ({ texts, address, level, buckets, today, from, to }: DateFilterProps) => {
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
        {address.except('from', 'to', 'page').map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <DateField label={texts.dates.from} name="from" value={from} texts={texts} />
        <DateField label={texts.dates.to} name="to" value={to} texts={texts} />
        <button type="submit">{texts.dates.apply}</button>
      </form>
      <QuickRanges texts={texts} address={address} today={today} year={year} />
    </section>
  );
};

interface DateFieldProps {
  readonly texts: Texts;
  readonly label: string;
  readonly name: 'from' | 'to';
  /** A day, or whatever was typed where that is none. */
  readonly value: string | null;
}

const DateField = ({ texts, label, name, value }: DateFieldProps) => (
  <p class="field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      placeholder="21/01/2022"
      title={texts.dates.format}
      value={value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? typedDay(value) : (value ?? '')}
    />
  </p>
);

interface QuickRangesProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly today: string;
  readonly year: string | null;
}

/** This week, this month, this year, Tết. */
export const QuickRanges = ({ texts, address, today, year }: QuickRangesProps) => (
  <nav class="quick" aria-label={texts.dates.quick}>
    <ul>
      {quickRanges(texts, today, year).map(({ label, from, to }) => (
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
