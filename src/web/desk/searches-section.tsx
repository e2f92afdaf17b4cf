import {
  STATISTICS_KINDS,
  type SearchStatistics,
  type StatisticsKind,
} from '../../domain/search-statistics.ts';
import type { PageContext } from '../document.tsx';
import { deskTexts } from '../texts/desk-texts.ts';

interface SearchesProps extends Pick<PageContext, 'texts' | 'address'> {
  readonly kind: StatisticsKind;
  readonly days: number;
  readonly spans: readonly number[];
  /** `null` where nothing is counted, or this key is not told. */
  readonly found: SearchStatistics | null;
  readonly isCounted: boolean;
}

const PATH = '/desk/searches';

/** What readers search for most, in vain, or more than before. */
export const SearchesSection = ({ texts, address, kind, days, spans, found, isCounted }: SearchesProps) => {
  const words = deskTexts[texts.code].searches;
  const to = (one: StatisticsKind, span: number): string =>
    address.home(PATH, { kind: one, days: String(span) });
  const numbers = new Intl.NumberFormat(texts.code);
  const share = new Intl.NumberFormat(texts.code, { style: 'percent' });
  const told = (value: number | null, format = numbers): string =>
    value === null ? '·' : format.format(value);
  if (found === null) return <p>{isCounted ? words.notYours : words.off}</p>;
  return (
    <>
      <p>{words.about(found.atLeast)}</p>
      <nav class="actions" aria-label={words.kindOf}>
        {STATISTICS_KINDS.map((one) => (
          <a href={to(one, days)} aria-current={one === kind ? 'true' : undefined}>
            {words.kinds[one]}
          </a>
        ))}
      </nav>
      <nav class="actions" aria-label={words.span}>
        {spans.map((span) => (
          <a href={to(kind, span)} aria-current={span === days ? 'true' : undefined}>
            {words.days(span)}
          </a>
        ))}
      </nav>
      <p>{words.total(told(found.total.searches), told(found.total.withoutHits, share))}</p>
      {found.partial && <p class="alert">{words.partial}</p>}
      {found.searches.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <div class="table" tabindex={0} role="region" aria-label={words.kinds[kind]}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.query}</th>
                <th scope="col">{words.times}</th>
                {kind === 'rising' && <th scope="col">{words.before}</th>}
                <th scope="col">{words.hits}</th>
                <th scope="col">{words.clicks}</th>
                <th scope="col">{words.rank}</th>
              </tr>
            </thead>
            <tbody>
              {found.searches.map((one) => (
                <tr>
                  <th scope="row" lang="vi">
                    <a href={address.href({ q: one.q })}>{one.q}</a>
                  </th>
                  <td>{numbers.format(one.searches)}</td>
                  {kind === 'rising' && <td>{told(one.before ?? null)}</td>}
                  <td>{numbers.format(Math.round(one.hits))}</td>
                  <td>{told(one.clickRate, share)}</td>
                  <td>{told(one.meanRank === null ? null : Math.round(10 * one.meanRank) / 10)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
};
