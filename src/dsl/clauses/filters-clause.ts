import type { estypes } from '@elastic/elasticsearch';
import type { SearchFilters, Wanted } from '../../domain/search-request.ts';

type FilterName = keyof SearchFilters;
type Query = estypes.QueryDslQueryContainer;

/** The index field of each filter. */
export const FILTER_FIELDS: Readonly<Record<FilterName, string>> = {
  section: 'section',
  author: 'authors',
  tag: 'tags',
  source: 'source',
};

/** Each field's filter that the request has: any of its values. */
export const valueFilters = ({
  filters,
}: Pick<Wanted, 'filters'>): { readonly name: FilterName; readonly clause: Query }[] =>
  Object.entries(FILTER_FIELDS).flatMap(([name, field]) => {
    const values = filters[name as FilterName];
    return values.length === 0
      ? []
      : [{ name: name as FilterName, clause: { terms: { [field]: [...values] } } }];
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
