import type { DateFacetName, SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { AccentList } from './components/accent-list.tsx';
import { DateFilter } from './components/date-filter.tsx';
import { DateNotices } from './components/date-notices.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { FacetLists } from './components/facet-lists.tsx';
import { chipsOf, FilterChips } from './components/filter-chips.tsx';
import { articlePath, HitCard } from './components/hit.tsx';
import { Notices } from './components/notices.tsx';
import { Pages } from './components/pages.tsx';
import { PeriodNotice } from './components/period-notice.tsx';
import { SortLinks } from './components/sort-links.tsx';
import { feedHref, TakeAlong } from './components/take-along.tsx';
import type { TypedDates } from './dates/typed-dates.ts';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';
import { resultsData } from './structured-data.ts';

export interface ResultsPageProps extends PageContext {
  /** The day in Vietnam, `2022-01-21`. */
  readonly today: string;
  readonly request: SearchRequest;
  readonly result: SearchResult;
  /** What the chart counts by. */
  readonly level: DateFacetName;
  readonly dates: TypedDates;
  /** Whether it is counted which of the articles are opened. */
  readonly countsClicks: boolean;
  /** Seconds since these were found, where there was no time to search anew. */
  readonly age?: number;
}

/** What a search has found, and everything to narrow it by. */
export const ResultsPage = (props: ResultsPageProps) => {
  const { texts, address, request, result, level, today, dates, pictures, now, base, crawlers } = props;
  const { countsClicks } = props;
  const { hits, total, facets = {} } = result;
  const { wanted, shown } = request;
  const from = wanted.from?.slice(0, 10) ?? null;
  const to = wanted.to?.slice(0, 10) ?? null;
  const count = total.value === 0 ? texts.total.none : texts.total.some(total.value, total.exact);
  const query = wanted.q.trim();
  const title = query === '' ? count : `${query} – ${count}`;
  // A cursor is good for minutes: the page is at home where the search begins.
  const canonical = base + (address.has('cursor') ? address.href({ cursor: null }) : address.href());
  const chips = chipsOf(texts, address, from, to);
  const first = shown.cursor === undefined ? (shown.page - 1) * shown.size + 1 : null;
  return (
    <Document
      {...props}
      title={title}
      description={texts.total.description(count, query)}
      canonical={canonical}
      noIndex={crawlers === 'start'}
      data={resultsData({
        name: title,
        url: canonical,
        language: texts.code,
        total: total.value,
        first,
        hits,
        addressOf: (id) => base + articlePath(id),
      })}
      feed={feedHref(address)}
      className="results"
      skipTo={texts.skip}
      skipToFilters={texts.skipToFilters}
    >
      <main id="main" tabindex={-1}>
        <div class="summary">
          <h1>
            {count}
            {shown.page > 1 && <span class="page">, {texts.total.page(shown.page)}</span>}
          </h1>
          <a class="jump" href="#filters">
            {texts.filters.open(chips.length)}
          </a>
          {total.value > 1 && <SortLinks texts={texts} address={address} sort={shown.sort} />}
        </div>
        <FilterChips texts={texts} address={address} chips={chips} />
        <DateNotices texts={texts} dates={dates} />
        <PeriodNotice texts={texts} address={address} />
        {!shown.collapse && (
          <p class="unfolded">
            {texts.hit.unfolded} <a href={address.href({ collapse: null })}>{texts.hit.fold}</a>
          </p>
        )}
        <Notices texts={texts} address={address} result={result} age={props.age ?? null} />
        <AccentList texts={texts} address={address} accents={result.query.accents ?? []} />
        {hits.length === 0 ? (
          <EmptyState
            texts={texts}
            address={address}
            wanted={wanted}
            autopsy={result.query.autopsy ?? null}
          />
        ) : (
          <ol
            class="hits"
            start={first ?? undefined}
            data-clicks={countsClicks && query !== '' && first !== null ? wanted.q : undefined}
          >
            {hits.map((hit) => (
              <HitCard texts={texts} address={address} hit={hit} pictures={pictures} now={now} />
            ))}
          </ol>
        )}
        <Pages
          texts={texts}
          address={address}
          page={shown.page}
          size={shown.size}
          total={total.value}
          nextCursor={result.nextCursor ?? null}
        />
      </main>
      <aside id="filters" class="filters" aria-label={texts.filters.label} tabindex={-1}>
        <p class="drawer-head">
          <span>{texts.filters.open(chips.length)}</span>
          <a class="close" href="#main" aria-label={texts.filters.close}>
            ×
          </a>
        </p>
        <DateFilter
          texts={texts}
          address={address}
          level={level}
          buckets={facets[level] ?? []}
          today={today}
          from={from}
          to={to}
          typed={dates}
        />
        <FacetLists texts={texts} address={address} facets={facets} />
        {total.value > 0 && <TakeAlong texts={texts} address={address} />}
        <p class="drawer-foot">
          <a href="#main">{total.value === 0 ? texts.filters.close : texts.filters.show(count)}</a>
        </p>
      </aside>
    </Document>
  );
};
