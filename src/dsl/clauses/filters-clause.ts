import type { estypes } from '@elastic/elasticsearch';
import type { SearchRequest } from '../../domain/search-request.ts';

/** The index field of each filter. */
const FILTER_FIELDS = { section: 'section', author: 'authors', tag: 'tags', source: 'source' } as const;

/** The request's own filters: same name = any of the values, different names = all; dates inclusive. */
export const filterClauses = (
  request: Pick<SearchRequest, 'filters' | 'from' | 'to'>,
): estypes.QueryDslQueryContainer[] => {
  const clauses: estypes.QueryDslQueryContainer[] = [];
  for (const [name, field] of Object.entries(FILTER_FIELDS)) {
    const values = request.filters[name as keyof typeof FILTER_FIELDS];
    if (values.length > 0) clauses.push({ terms: { [field]: [...values] } });
  }
  if (request.from !== undefined || request.to !== undefined) {
    clauses.push({
      range: {
        publishedAt: {
          ...(request.from === undefined ? {} : { gte: request.from }),
          ...(request.to === undefined ? {} : { lte: request.to }),
        },
      },
    });
  }
  return clauses;
};
