import type { DateFacetName, SearchRequest } from '../domain/search-request.ts';
import type { SearchResult } from '../domain/search-result.ts';
import { AccentList } from './components/accent-list.tsx';
import { AdvancedPanel } from './components/advanced-panel.tsx';
import { DateFilter, QuickRanges } from './components/date-filter.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { FacetLists } from './components/facet-lists.tsx';
import { FilterChips } from './components/filter-chips.tsx';
import { HitCard } from './components/hit.tsx';
import { Notices } from './components/notices.tsx';
import { Pages } from './components/pages.tsx';
import { SearchBox } from './components/search-box.tsx';
import { SortLinks } from './components/sort-links.tsx';
import { feedHref, TakeAlong } from './components/take-along.tsx';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';

interface HomePageProps extends PageContext {
  /** The day in Vietnam, `2022-01-21`. */
  readonly today: string;
}

/** The page before anything is searched for. */
export const HomePage = (props: HomePageProps) => {
  const { texts, address, today } = props;
  return (
    <Document
      {...props}
      title={`${texts.name} – ${texts.search.label}`}
      description={texts.tagline}
      className="home"
      skipTo={texts.skipToContent}
    >
      <main id="main" tabindex={-1}>
        <h1>{texts.name}</h1>
        <p class="tagline">{texts.tagline}</p>
        <SearchBox texts={texts} address={address} focus />
        <AdvancedPanel texts={texts} address={address} />
        <QuickRanges texts={texts} address={address} today={today} year={null} />
        <section class="hints" aria-labelledby="hints-name">
          <h2 id="hints-name">{texts.search.examples}</h2>
          <dl>
            {texts.search.hints.map(([query, what]) => (
              <div>
                <dt>
                  <a href={address.href({ q: query })}>{query}</a>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </main>
    </Document>
  );
};

export interface ResultsPageProps extends PageContext {
  readonly today: string;
  readonly request: SearchRequest;
  readonly result: SearchResult;
  /** What the chart counts by. */
  readonly level: DateFacetName;
  /** Seconds since these were found, where there was no time to search anew. */
  readonly age?: number;
}

/** What a search has found, and everything to narrow it by. */
export const ResultsPage = (props: ResultsPageProps) => {
  const { texts, address, request, result, level, today } = props;
  const { hits, total, facets = {} } = result;
  const { wanted, shown } = request;
  const from = wanted.from?.slice(0, 10) ?? null;
  const to = wanted.to?.slice(0, 10) ?? null;
  const count = total.value === 0 ? texts.total.none : texts.total.some(total.value, total.exact);
  const subject = wanted.q.trim() === '' ? '' : `${wanted.q.trim()} – `;
  return (
    <Document
      {...props}
      title={`${subject}${count} – ${texts.name}`}
      noIndex
      feed={feedHref(address)}
      className="results"
      skipTo={texts.skip}
    >
      <section class="top" aria-label={texts.search.label}>
        <SearchBox texts={texts} address={address} focus={false} />
        <AdvancedPanel texts={texts} address={address} />
      </section>
      <main id="main" tabindex={-1}>
        <div class="summary">
          <h1>
            {count}
            {shown.page > 1 && <span class="page">, {texts.total.page(shown.page)}</span>}
          </h1>
          {total.value > 1 && <SortLinks texts={texts} address={address} sort={shown.sort} />}
          {total.value > 0 && (
            <a class="jump" href="#filters">
              {texts.filters.jump}
            </a>
          )}
        </div>
        <FilterChips texts={texts} address={address} from={from} to={to} />
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
          <ol class="hits" start={shown.cursor === undefined ? (shown.page - 1) * shown.size + 1 : undefined}>
            {hits.map((hit) => (
              <HitCard texts={texts} address={address} hit={hit} />
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
      <aside id="filters" class="filters" aria-label={texts.filters.label}>
        <DateFilter
          texts={texts}
          address={address}
          level={level}
          buckets={facets[level] ?? []}
          today={today}
          from={from}
          to={to}
        />
        <FacetLists texts={texts} address={address} facets={facets} />
        {total.value > 0 && <TakeAlong texts={texts} address={address} />}
      </aside>
    </Document>
  );
};
