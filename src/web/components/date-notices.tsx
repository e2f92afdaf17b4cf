import type { TypedDates } from '../dates/typed-dates.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface DateNoticesProps {
  readonly texts: Texts;
  readonly dates: TypedDates;
}

/** That dates were read otherwise than they were typed. */
export const DateNotices = ({ texts, dates }: DateNoticesProps) => {
  const wrong = [dates.from, dates.to].filter(({ isWrong }) => isWrong);
  if (wrong.length === 0 && !dates.isSwapped) return null;
  return (
    <section class="notices" aria-label={texts.dates.notices}>
      {dates.isSwapped && <p>{texts.dates.swapped}</p>}
      {wrong.map(({ text }) => (
        <p>{texts.dates.ignored(text)}</p>
      ))}
    </section>
  );
};
