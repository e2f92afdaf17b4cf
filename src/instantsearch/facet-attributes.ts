import type { Facets } from '../client/create-client.ts';

export type FacetName = keyof Facets;
/** Facets whose values are names. */
export type NameFacet = 'section' | 'author' | 'tag' | 'source';
/** Facets whose values are days, months and years. */
export type DateFacet = 'year' | 'month' | 'day';

/** What InstantSearch may name, by the facet of the service that it is: names of facets, and fields of a hit. */
const FACETS: Readonly<Record<string, FacetName>> = {
  section: 'section',
  author: 'author',
  authors: 'author',
  tag: 'tag',
  tags: 'tag',
  source: 'source',
  year: 'year',
  month: 'month',
  day: 'day',
  // A number of milliseconds: its range is known to the month.
  publishedAt: 'month',
};

/** What `facets: ['*']` stands for. */
export const ALL_FACETS = ['section', 'author', 'tag', 'source', 'year'] as const;

/** The facet that an attribute stands for; `null` where there is none. */
export const facetOf = (attribute: string): FacetName | null =>
  Object.hasOwn(FACETS, attribute) ? (FACETS[attribute] ?? null) : null;

export const isNameFacet = (facet: FacetName): facet is NameFacet =>
  !['year', 'month', 'day'].includes(facet);

/** Whether the attribute is told in numbers, which ranges and their bounds are made of. */
export const isNumeric = (attribute: string): attribute is 'year' | 'publishedAt' =>
  attribute === 'year' || attribute === 'publishedAt';
