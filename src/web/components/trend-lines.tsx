import type { Trends } from '../../domain/trends.ts';
import type { Texts } from '../texts/vietnamese.ts';
import type { Measure, TrendsTexts } from '../texts/trends-texts.ts';

const HEIGHT = 240;
const LABEL_HEIGHT = 28;
/** The lines have a scale of their own, which is stretched to the width that there is. */
const WIDTH = 1_000;
const MOST_LABELS = 8;
/** What a scale may end with: one, two or five, with zeros. */
const ROUND = [1, 2, 5, 10];

interface TrendLinesProps {
  readonly texts: Texts;
  readonly words: TrendsTexts;
  readonly trends: Trends;
  readonly measure: Measure;
  readonly nameOf: (value: string) => string;
}

/** Searches over time as lines; the same as a table is below. */
export const TrendLines = ({
  texts,
  words,
  trends: { periods, trends },
  measure,
  nameOf,
}: TrendLinesProps) => {
  const values = trends.map((trend) => (measure === 'share' ? trend.shares : trend.counts));
  const top = roundUp(Math.max(...values.flat(), 0));
  const label = (value: number): string => (measure === 'share' ? words.percent(value) : texts.number(value));
  const y = (value: number): number => HEIGHT - (value / top) * (HEIGHT - 20);
  const step = Math.ceil(periods.length / MOST_LABELS);
  const middle = (index: number): number => (index + 0.5) / periods.length;
  return (
    <svg
      class="trend-lines"
      width="100%"
      height={HEIGHT + LABEL_HEIGHT}
      role="img"
      aria-labelledby="trends-name"
    >
      {[0, top / 2, top].map((value) => (
        <>
          <line class={value === 0 ? 'axis' : 'grid'} x1="0" x2="100%" y1={y(value)} y2={y(value)} />
          {Number.isInteger(value) || measure === 'share' ? (
            <text class="scale" x="0" y={y(value) - 4}>
              {label(value)}
            </text>
          ) : null}
        </>
      ))}
      <svg width="100%" height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        {trends.map(({ q }, i) => (
          <polyline
            class={`trend trend-${i + 1}`}
            points={pointsOf(values[i] ?? [], middle, y)}
            vector-effect="non-scaling-stroke"
          >
            <title>{q}</title>
          </polyline>
        ))}
      </svg>
      {periods.map(({ value }, i) =>
        i % step === 0 ? (
          <text
            class={Math.floor(i / step) % 2 === 1 ? 'minor' : undefined}
            x={`${(middle(i) * 100).toFixed(2)}%`}
            y={HEIGHT + 18}
          >
            {nameOf(value)}
          </text>
        ) : null,
      )}
    </svg>
  );
};

/** Of a single period a line across all of it. */
const pointsOf = (
  values: readonly number[],
  middle: (index: number) => number,
  y: (value: number) => number,
): string => {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return `0,${y(only)} ${WIDTH},${y(only)}`;
  return values.map((value, i) => `${(middle(i) * WIDTH).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
};

const roundUp = (value: number): number => {
  if (value <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((factor) => factor * ten >= value) ?? 10) * ten;
};
