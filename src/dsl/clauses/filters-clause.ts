import type { estypes } from '@elastic/elasticsearch';
import type { SearchFilters, Wanted } from '../../domain/search-request.ts';

type FilterName = keyof SearchFilters;
type Query = estypes.QueryDslQueryContainer;

/** The index field of each filter: as written, and by a key that all spellings of a name share. */
export const NAME_FIELDS: Readonly<Record<FilterName, { readonly written: string; readonly key: string }>> = {
  section: { written: 'section', key: 'section.key' },
  author: { written: 'authors', key: 'authors.key' },
  tag: { written: 'tags', key: 'tags.key' },
  source: { written: 'source', key: 'source.key' },
};

const FILTER_NAMES = Object.keys(NAME_FIELDS) as FilterName[];

/** Articles without any name; all of an index of mapping version 1, which has no keys. */
export const WITHOUT_KEYS = {
  bool: { must_not: FILTER_NAMES.map((name) => ({ exists: { field: NAME_FIELDS[name].key } })) },
} satisfies Query;

/** Where there is a key, what is written so has it; without one, names are found as they are written. */
const named = (name: FilterName, values: readonly string[]): Query => {
  const { key, written } = NAME_FIELDS[name];
  return {
    bool: {
      should: [{ terms: { [key]: [...values] } }, { terms: { [written]: [...values] } }],
      minimum_should_match: 1,
    },
  };
};

/** Each field's filter that the request has: any of its values. */
export const valueFilters = ({
  filters,
}: Pick<Wanted, 'filters'>): { readonly name: FilterName; readonly clause: Query }[] =>
  FILTER_NAMES.flatMap((name) =>
    filters[name].length === 0 ? [] : [{ name, clause: named(name, filters[name]) }],
  );

/** The request's `from` and `to`, both inclusive; nothing where it has neither. */
export const dateFilters = ({ from, to }: Pick<Wanted, 'from' | 'to'>): Query[] =>
  from === undefined && to === undefined
    ? []
    : [
        {
          range: {
            publishedAt: {
              ...(from === undefined ? {} : { gte: from }),
              ...(to === undefined ? {} : { lte: to }),
            },
          },
        },
      ];

/** The request's own filters: same name = any of the values, different names = all; dates inclusive. */
export const filterClauses = (wanted: Pick<Wanted, 'filters' | 'from' | 'to'>): Query[] => [
  ...valueFilters(wanted).map(({ clause }) => clause),
  ...dateFilters(wanted),
];
