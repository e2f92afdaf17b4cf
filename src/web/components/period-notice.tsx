import { periodInQuery } from '../dates/period-in-query.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface PeriodNoticeProps {
  readonly texts: Texts;
  readonly address: PageAddress;
}

/** Offers a month or a year that is named in the query as the time of publication. */
export const PeriodNotice = ({ texts, address }: PeriodNoticeProps) => {
  if (address.has('from', 'to', 'mode')) return null;
  const period = periodInQuery(address.get('q'));
  if (period === null) return null;
  const { q, from, to } = period;
  const name =
    from.slice(0, 7) === to.slice(0, 7) ? texts.month(from) : texts.dates.yearName(from.slice(0, 4));
  return (
    <section class="notices" aria-label={texts.dates.notices}>
      <p class="meant">
        {texts.dates.named}{' '}
        <a href={address.href({ q, from, to })} rel="nofollow">
          {texts.dates.publishedIn(q, name)}
        </a>
      </p>
    </section>
  );
};
