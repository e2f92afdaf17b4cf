import type { ValueFacetName } from '../../domain/search-request.ts';
import type { Facets, ValueBucket } from '../../domain/search-result.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** How many values are seen at once, and how many in all; the rest is reached by searching for it. */
const SEEN = 6;
const LISTED = 50;
/** A list as long as this can be searched in. */
const SEARCHED = 12;

interface FacetListsProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly facets: Facets;
}

/** Sections, authors, tags and sources of what was found, each of which narrows the search to it. */
export const FacetLists = ({ texts, address, facets }: FacetListsProps) => (
  <>
    {(['section', 'source', 'author', 'tag'] as const).map((name) => (
      <FacetList texts={texts} address={address} name={name} buckets={facets[name] ?? []} />
    ))}
  </>
);

interface FacetListProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  readonly name: ValueFacetName;
  readonly buckets: readonly ValueBucket[];
}

const FacetList = ({ texts, address, name, buckets }: FacetListProps) => {
  const chosen = new Set(address.all(name));
  const countOf = (value: string) => buckets.find((bucket) => bucket.value === value)?.count ?? 0;
  // Values that are filtered by come first, even where nothing is left of them, so that they can be taken back.
  const listed = [
    ...[...chosen].map((value) => ({ value, count: countOf(value) })),
    ...buckets.filter(({ value }) => !chosen.has(value)),
  ].slice(0, Math.max(LISTED, chosen.size));
  if (listed.length === 0) return null;
  const row = ({ value, count }: ValueBucket) => {
    const isChosen = chosen.has(value);
    const values = isChosen ? [...chosen].filter((other) => other !== value) : [...chosen, value];
    return (
      <li>
        <a
          href={address.href({ [name]: values })}
          rel="nofollow"
          aria-current={isChosen ? 'true' : undefined}
        >
          <span class="value" lang="vi">
            {value}
          </span>{' '}
          <span class="count">{texts.number(count)}</span>
        </a>
      </li>
    );
  };
  const rest = listed.slice(SEEN);
  return (
    <section class="facet" aria-labelledby={`facet-${name}`} data-facet>
      <h3 id={`facet-${name}`}>{texts.filters.names[name]}</h3>
      {listed.length >= SEARCHED && (
        <p class="field needs-script">
          <input
            type="search"
            aria-label={texts.filters.findIn(texts.filters.names[name])}
            placeholder={texts.filters.find}
            autocomplete="off"
            spellcheck={false}
            data-find
          />
        </p>
      )}
      <ul>{listed.slice(0, SEEN).map(row)}</ul>
      {rest.length > 0 && (
        <details open={rest.some(({ value }) => chosen.has(value))}>
          <summary>{texts.filters.more(rest.length)}</summary>
          <ul>{rest.map(row)}</ul>
        </details>
      )}
      {listed.length >= SEARCHED && <p class="none" role="status" data-none={texts.filters.noneOf}></p>}
    </section>
  );
};
