import type { PopularSearch } from '../domain/search-statistics.ts';
import type { Hit, ValueBucket } from '../domain/search-result.ts';
import { AdvancedLink } from './components/advanced-link.tsx';
import { QuickRanges } from './components/date-filter.tsx';
import { Headlines } from './components/headlines.tsx';
import { SearchBox } from './components/search-box.tsx';
import type { QuickRange } from './dates/quick-ranges.ts';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';

/** What there is to be searched. */
export interface ArchiveOverview {
  /** How many articles. */
  readonly size: number;
  readonly sections: readonly ValueBucket[];
  readonly latest: readonly Hit[];
  /** Those that hold something. */
  readonly ranges: readonly QuickRange[];
  /** What many readers search for, the most frequent first. */
  readonly popular: readonly PopularSearch[];
}

interface HomePageProps extends PageContext {
  /** `null` where the archive cannot be asked now: the box is there all the same. */
  readonly overview: ArchiveOverview | null;
}

/** So many sections are shown; the others are in the filters of any search. */
const SECTIONS = 12;

/** So many popular searches are shown. */
const POPULAR = 10;

/** The page before anything is searched for. */
export const HomePage = (props: HomePageProps) => {
  const { texts, address, base, overview, pictures, now } = props;
  const newest = overview?.latest[0];
  return (
    <Document
      {...props}
      title={texts.search.label}
      description={texts.tagline}
      canonical={base + address.home()}
      noIndex={false}
      feed="/v1/feed.atom"
      className="home"
      skipTo={texts.skipToContent}
      hasSearch={false}
    >
      <main id="main" tabindex={-1}>
        <h1>{texts.name}</h1>
        <p class="tagline">{texts.tagline}</p>
        <SearchBox texts={texts} address={address} focus />
        <AdvancedLink texts={texts} address={address} />
        {overview !== null && newest !== undefined && (
          <p class="size">{texts.home.size(overview.size, texts.day(newest.publishedAt))}</p>
        )}
        {overview !== null && <QuickRanges texts={texts} address={address} ranges={overview.ranges} />}
        {overview !== null && overview.popular.length > 0 && (
          <nav class="popular" aria-labelledby="popular-name">
            <h2 id="popular-name">{texts.home.popular}</h2>
            <ul>
              {overview.popular.slice(0, POPULAR).map(({ q }) => (
                <li>
                  <a href={address.href({ q })} lang="vi">
                    {q}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {overview !== null && overview.sections.length > 0 && (
          <nav class="sections" aria-labelledby="sections-name">
            <h2 id="sections-name">{texts.home.sections}</h2>
            <ul>
              {overview.sections.slice(0, SECTIONS).map(({ value, count }) => (
                <li>
                  <a href={address.href({ section: value })}>
                    <span lang="vi">{value}</span> <span class="count">{texts.number(count)}</span>
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {newest !== undefined && (
          <section class="latest" aria-labelledby="latest-name">
            <h2 id="latest-name">{texts.home.latest}</h2>
            <Headlines
              texts={texts}
              address={address}
              articles={overview?.latest ?? []}
              pictures={pictures}
              now={now}
            />
          </section>
        )}
        <section class="hints" aria-labelledby="hints-name">
          <h2 id="hints-name">{texts.search.examples}</h2>
          <dl>
            {texts.search.hints.map(([query, what]) => (
              <div>
                <dt>
                  <a href={address.href({ q: query })} lang="vi">
                    {query}
                  </a>
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
