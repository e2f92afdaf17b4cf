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

/** Each field's filter that the request has: any of its values. */
export const valueFilters = ({
  filters,
}: Pick<Wanted, 'filters'>): { readonly name: FilterName; readonly clause: Query }[] =>
  Object.entries(NAME_FIELDS).flatMap(([name, { key }]) => {
    const values = filters[name as FilterName];
    return values.length === 0
      ? []
      : [{ name: name as FilterName, clause: { terms: { [key]: [...values] } } }];
  });

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
