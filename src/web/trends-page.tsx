import { TREND_INTERVALS } from '../domain/trends.ts';
import type { TrendInterval, Trends } from '../domain/trends.ts';
import { warningText } from './components/notices.tsx';
import { TrendLines } from './components/trend-lines.tsx';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';
import { MEASURES, trendsTexts, type Measure, type TrendsTexts } from './texts/trends-texts.ts';
import type { Texts } from './texts/vietnamese.ts';

/** So many fields for searches at the least, and at the most. */
const FIELDS = { least: 3, most: 8 };

interface TrendsPageProps extends PageContext {
  readonly queries: readonly string[];
  /** What is compared, and how, as an address has it. */
  readonly comparison: string;
  readonly interval: TrendInterval;
  readonly measure: Measure;
  /** `null` before anything is compared. */
  readonly trends: Trends | null;
  /** The path of the same as CSV. */
  readonly csv: string;
  /** The page in the other language. */
  readonly switched: string;
}

/** Searches compared over time. */
export const TrendsPage = (props: TrendsPageProps) => {
  const { texts, queries, interval, measure, trends, csv, switched } = props;
  const words = trendsTexts[texts.code];
  const title = queries.length === 0 ? words.title : `${queries.join(' · ')} – ${words.title}`;
  return (
    <Document
      {...props}
      title={title}
      description={words.about}
      canonical={props.base + props.path + (props.comparison === '' ? '' : `?${props.comparison}`)}
      noIndex={props.crawlers === 'start'}
      className="trends"
      skipTo={texts.skipToContent}
      languageHref={switched}
      hasSearch={false}
    >
      <main id="main" tabindex={-1}>
        <h1>{words.title}</h1>
        <p>{words.about}</p>
        <TrendsForm {...props} words={words} />
        {trends === null ? null : trends.periods.length === 0 ? (
          <p role="status">{words.nothing}</p>
        ) : (
          <figure>
            <figcaption id="trends-name">{words.chart[measure]}</figcaption>
            {trends.partial && <p role="status">{words.partial}</p>}
            <TrendLines
              texts={texts}
              words={words}
              trends={trends}
              measure={measure}
              nameOf={(value) => periodName(texts, words, interval, value, true)}
            />
            <Legend {...props} trends={trends} />
            <Figures {...props} words={words} trends={trends} />
            <p>
              <a href={csv} download="trends.csv">
                {words.csv}
              </a>
            </p>
          </figure>
        )}
      </main>
    </Document>
  );
};

const TrendsForm = ({
  texts,
  words,
  address,
  queries,
  interval,
  measure,
}: TrendsPageProps & { readonly words: TrendsTexts }) => {
  const fields = Math.min(FIELDS.most, Math.max(FIELDS.least, queries.length + 1));
  return (
    <form class="compare" action="/trends" method="get">
      {address
        .except('q', 'from', 'to', 'sort', 'relax', 'collapse', 'size', 'page', 'cursor')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
      <div class="columns">
        {Array.from({ length: fields }, (_, i) => (
          <div class="field">
            <label for={`trends-q${i + 1}`}>{words.search(i + 1)}</label>
            <input id={`trends-q${i + 1}`} name="q" type="text" value={queries[i] ?? ''} maxlength={512} />
          </div>
        ))}
        <div class="field">
          <label for="trends-from">{texts.dates.from}</label>
          <input id="trends-from" name="from" type="text" value={address.get('from')} />
        </div>
        <div class="field">
          <label for="trends-to">{texts.dates.to}</label>
          <input id="trends-to" name="to" type="text" value={address.get('to')} />
        </div>
        <div class="field">
          <label for="trends-interval">{words.interval}</label>
          <select id="trends-interval" name="interval">
            {TREND_INTERVALS.map((one) => (
              <option value={one} selected={one === interval}>
                {words.intervals[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="trends-show">{words.measure}</label>
          <select id="trends-show" name="show">
            {MEASURES.map((one) => (
              <option value={one} selected={one === measure}>
                {words.measures[one]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <button type="submit">{words.compare}</button>
    </form>
  );
};

/** Which line is which, how many each finds, and what was not read as typed. */
const Legend = ({ texts, address, trends }: TrendsPageProps & { readonly trends: Trends }) => (
  <ul class="legend">
    {trends.trends.map(({ q, total, warnings }, i) => (
      <li>
        <svg width="32" height="12" aria-hidden="true">
          <line class={`trend trend-${i + 1}`} x1="0" x2="32" y1="6" y2="6" />
        </svg>
        <a href={address.href({ q, relax: 'false', collapse: 'false' }, '/')}>{q}</a> {texts.articles(total)}
        {warnings.map((warning) => (
          <span class="warning">{warningText(texts, warning)}</span>
        ))}
      </li>
    ))}
  </ul>
);

/** The figures; each leads to the search of its period. */
const Figures = ({
  texts,
  words,
  address,
  interval,
  trends: { periods, trends },
}: TrendsPageProps & { readonly words: TrendsTexts; readonly trends: Trends }) => (
  <details class="table">
    <summary>{words.table}</summary>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.period}</th>
            <th scope="col">{words.published}</th>
            {trends.map(({ q }) => (
              <th scope="col">{q}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map(({ value, from, to, published }, i) => (
            <tr>
              <th scope="row">{periodName(texts, words, interval, value)}</th>
              <td>{texts.number(published)}</td>
              {trends.map(({ q, counts, shares }) => (
                <td>
                  {counts[i] === 0 ? (
                    texts.number(0)
                  ) : (
                    <a href={address.href({ q, from, to, relax: 'false', collapse: 'false' }, '/')}>
                      {texts.number(counts[i] ?? 0)} ({words.percent(shares[i] ?? 0)})
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);

/** @param isShort below the lines, where there is little room */
const periodName = (
  texts: Texts,
  words: TrendsTexts,
  interval: TrendInterval,
  value: string,
  isShort = false,
): string => {
  switch (interval) {
    case 'year':
      return isShort ? value : texts.dates.yearName(value);
    case 'month':
      return isShort ? `${value.slice(5)}/${value.slice(0, 4)}` : texts.month(value);
    case 'week':
      return isShort ? texts.day(value) : words.week(texts.day(value));
    case 'day':
      return texts.day(value);
    default:
      return interval satisfies never;
  }
};
