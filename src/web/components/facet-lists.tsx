import type { ValueFacetName } from '../../domain/search-request.ts';
import type { Facets, ValueBucket } from '../../domain/search-result.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

/** How many values are seen at once, and how many in all; the rest is reached by searching for it. */
const SEEN = 6;
const LISTED = 30;

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
  const all = [...chosen].filter((value) => !buckets.some((bucket) => bucket.value === value));
  // A value that is filtered by stays in its list even where nothing is left of it, so that it can be taken back.
  const listed = [...all.map((value) => ({ value, count: 0 })), ...buckets].slice(0, LISTED);
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
          <span class="value">{value}</span> <span class="count">{texts.number(count)}</span>
        </a>
      </li>
    );
  };
  const rest = listed.slice(SEEN);
  return (
    <section class="facet">
      <h3>{texts.filters.names[name]}</h3>
      <ul>{listed.slice(0, SEEN).map(row)}</ul>
      {rest.length > 0 && (
        <details open={rest.some(({ value }) => chosen.has(value))}>
          <summary>{texts.filters.more(rest.length)}</summary>
          <ul>{rest.map(row)}</ul>
        </details>
      )}
    </section>
  );
};
