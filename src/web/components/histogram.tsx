import type { DateFacetName } from '../../domain/search-request.ts';
import type { DateBucket } from '../../domain/search-result.ts';
import type { HistogramTexts } from '../client-texts.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

const HEIGHT = 96;
const LABEL_HEIGHT = 24;
/** A few bars are not made wider than this part of the chart. */
const WIDEST_BAR = 16;
/** As many labels as fit below a wide chart; every second one is left out on a narrow screen. */
const MOST_LABELS = 12;

interface HistogramProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly level: DateFacetName;
  readonly buckets: readonly DateBucket[];
}

/**
 * How many articles there are of each year, month or day. Each bar is a link that narrows the search to it;
 * `client/histogram.ts` adds dragging and arrow keys. The same as a table is below.
 */
export const Histogram = ({ texts, address, level, buckets }: HistogramProps) => {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return null;
  const most = buckets.reduce((a, b) => (b.count > a.count ? b : a));
  const sum = buckets.reduce((total, { count }) => total + count, 0);
  const name = (bucket: DateBucket) => bucketName(texts, level, bucket.value);
  const narrowed = ({ from, to }: DateBucket) => address.href({ from, to });
  const width = 100 / buckets.length;
  const bar = Math.min(width * 0.8, WIDEST_BAR);
  const step = Math.ceil(buckets.length / MOST_LABELS);
  // Of months every January is named, with its year.
  const january = level === 'month' ? buckets.findIndex(({ value }) => value.endsWith('-01')) : 0;
  const firstLabel = Math.max(january, 0) % step;
  const found = buckets.filter(({ count }) => count > 0);
  return (
    <figure class="histogram" data-histogram data-texts={JSON.stringify(histogramTexts(texts))}>
      <figcaption>
        <span id="histogram-name">{texts.dates.chart[level]}</span>
        <span class="unseen">
          .{' '}
          {texts.dates.summary(
            texts.articles(sum),
            name(first),
            name(last),
            name(most),
            texts.articles(most.count),
          )}
        </span>
        <span class="selection needs-script" data-selection></span>
      </figcaption>
      <svg
        class="bars"
        width="100%"
        height={HEIGHT + LABEL_HEIGHT}
        role="group"
        aria-labelledby="histogram-name"
      >
        {buckets.map((bucket, index) => {
          const height = bucket.count === 0 ? 0 : Math.max(3, (bucket.count / most.count) * (HEIGHT - 8));
          const area = (
            <>
              <rect class="area" x={percent(index * width)} y="0" width={percent(width)} height={HEIGHT} />
              <rect
                class="bar"
                x={percent((index + 0.5) * width - bar / 2)}
                y={(HEIGHT - height).toFixed(1)}
                width={percent(bar)}
                height={height.toFixed(1)}
              />
            </>
          );
          return bucket.count === 0 ? null : (
            <a
              href={narrowed(bucket)}
              data-from={bucket.from}
              data-to={bucket.to}
              data-count={bucket.count}
              data-name={name(bucket)}
              aria-label={texts.dates.bar(name(bucket), texts.articles(bucket.count))}
            >
              {area}
            </a>
          );
        })}
        <line class="axis" x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        <g class="labels" aria-hidden="true">
          {buckets.map((bucket, index) =>
            index % step === firstLabel ? (
              <text
                class={Math.floor(index / step) % 2 === 1 && buckets.length > 6 ? 'minor' : undefined}
                x={percent((index + 0.5) * width)}
                y={HEIGHT + 17}
              >
                {barLabel(texts, level, bucket.value)}
              </text>
            ) : null,
          )}
        </g>
      </svg>
      <details class="table">
        <summary>{texts.dates.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.dates.tableTime}</th>
              <th scope="col">{texts.dates.tableCount}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((bucket) => (
              <tr>
                <th scope="row">
                  <a href={narrowed(bucket)}>{name(bucket)}</a>
                </th>
                <td>{texts.number(bucket.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};

const percent = (value: number): string => `${Number(value.toFixed(3))}%`;

const bucketName = (texts: Texts, level: DateFacetName, value: string): string =>
  level === 'year'
    ? texts.dates.yearName(value)
    : level === 'month'
      ? texts.month(value)
      : texts.dates.dayName(value);

/** Below a bar, where there is little room. */
const barLabel = (texts: Texts, level: DateFacetName, value: string): string =>
  level === 'day'
    ? String(Number(value.slice(8, 10)))
    : level === 'year' || value.endsWith('-01')
      ? value.slice(0, 4)
      : texts.shortMonth(value);

const histogramTexts = ({ code, dates }: Texts): HistogramTexts => ({
  howTo: dates.howTo,
  selected: dates.selected,
  locale: code === 'vi' ? 'vi-VN' : 'en',
});
