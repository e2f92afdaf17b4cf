import { facetOf, isNameFacet, isNumeric } from './facet-attributes.ts';
import type { FacetName, NameFacet } from './facet-attributes.ts';
import type { FilterList, InstantSearchParams } from './instantsearch-types.ts';
import { ALL_TIME, joinedSpan, overlapOf, spanOf, startOfYear } from './time-span.ts';
import type { TimeSpan } from './time-span.ts';
import { EACH_QUOTE } from '../text/quotes.ts';

/** How a search is narrowed. */
export interface Filters {
  /** Any of these names. */
  readonly names: Readonly<Partial<Record<NameFacet, readonly string[]>>>;
  /** `null`: at any time. */
  readonly span: TimeSpan | null;
  /** What only the query language can say, to stand before the query. */
  readonly clauses: readonly string[];
}

/** A name or a time; what it is not is `excluded`. */
interface Condition {
  readonly attribute: string;
  readonly facet: FacetName;
  readonly value: string;
  readonly excluded: boolean;
  readonly span: TimeSpan | null;
}

/** Parameters of Algolia that narrow a search by what is not known here. To leave them out would widen it. */
const UNREADABLE = [
  'filters',
  'tagFilters',
  'aroundLatLng',
  'aroundLatLngViaIP',
  'insideBoundingBox',
  'insidePolygon',
] as const;

const isGiven = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  value !== false &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

/** Any of these; all groups hold. */
interface Group {
  readonly texts: readonly string[];
  /** Whether it was given as a list: what is counted of its facet leaves it out. */
  readonly isList: boolean;
}

const groupsOf = (list: FilterList = []): readonly Group[] =>
  (typeof list === 'string' ? [list] : list).map((each) =>
    typeof each === 'string' ? { texts: [each], isList: false } : { texts: each.map(textOf), isList: true },
  );

/** @throws Error It is a list. */
const textOf = (filter: FilterList): string => {
  if (typeof filter === 'string') return filter;
  throw new Error(`The filter ${JSON.stringify(filter)} lies too deep.`);
};

/** `section:Kinh tế`, `tag:-bão`; a name that itself begins with a dash has a backslash before it. */
const facetCondition = (text: string): Condition => {
  const colon = text.indexOf(':');
  const attribute = text.slice(0, Math.max(colon, 0)).trim();
  const facet = facetOf(attribute);
  const given = text.slice(colon + 1);
  const excluded = given.startsWith('-');
  const value = given.replace(/^(?:-|\\(?=-))/, '').trim();
  const span = facet === null || isNameFacet(facet) ? null : spanOf(value);
  if (facet === null || value === '' || (!isNameFacet(facet) && span === null)) {
    throw new Error(`The facet filter ${JSON.stringify(text)} cannot be read.`);
  }
  return { attribute, facet, value, excluded, span };
};

const COMPARISON = /^\s*(\w+)\s*(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*$/;
const RANGE = /^\s*(\w+)\s*(:)\s*(-?\d+(?:\.\d+)?)\s+TO\s+(-?\d+(?:\.\d+)?)\s*$/i;

/** The instant at which a number of an attribute begins: a year, or a millisecond. */
const startOf = (attribute: 'year' | 'publishedAt', number: number): number => {
  const whole = Math.ceil(number);
  return attribute === 'year' ? startOfYear(whole) : whole;
};

/** `year>=2019`, `publishedAt<1640995200000`, `year:2019 TO 2021`; `null` where nothing can be so. */
const numericSpan = (text: string): TimeSpan | null => {
  const [, attribute = '', operator = '', low = '', high = low] =
    COMPARISON.exec(text) ?? RANGE.exec(text) ?? [];
  if (!isNumeric(attribute)) throw new Error(`The numeric filter ${JSON.stringify(text)} cannot be read.`);
  const start = startOf(attribute, Number(low));
  const end = startOf(attribute, Math.floor(Number(high)) + 1) - 1;
  const span = {
    first: operator === '>' ? startOf(attribute, Math.floor(Number(low)) + 1) : start,
    last: operator === '<' ? start - 1 : end,
  };
  return overlapOf(
    {
      first: operator.startsWith('<') ? ALL_TIME.first : span.first,
      last: operator.startsWith('>') ? ALL_TIME.last : span.last,
    },
    ALL_TIME,
  );
};

/** A condition as it can be typed. Quotes within a name carry nothing. */
const clauseOf = ({ facet, value, excluded }: Condition): string =>
  `${excluded ? '-' : ''}${facet}:"${value.replaceAll(EACH_QUOTE, ' ').trim()}"`;

const apartError = (attribute: string): Error =>
  new Error(`Times of ${attribute} that lie apart cannot be searched for at once: choose one, or a range.`);

/**
 * Reads what narrows a search.
 *
 * Names of one facet that any of may do are a filter of the service. Names that all must hold, that must not, and
 * either of several facets are clauses of the query language: they are found by their words.
 *
 * @returns `null` where nothing can be so, such as a range that ends before it begins
 * @throws Error What cannot be read: it would widen the search to go on without it.
 */
export const readFilters = (params: InstantSearchParams): Filters | null => {
  const unreadable = UNREADABLE.find((name) => isGiven(params[name]));
  if (unreadable !== undefined) {
    throw new Error(`${unreadable} cannot be read: narrow by facetFilters and numericFilters.`);
  }
  const names: Partial<Record<NameFacet, readonly string[]>> = {};
  const clauses: string[] = [];
  let span: TimeSpan | null = ALL_TIME;

  for (const { texts, isList } of groupsOf(params.facetFilters)) {
    const group = texts.map(facetCondition);
    const [first] = group;
    if (first === undefined) continue;
    const spans = group.flatMap((condition) => condition.span ?? []);
    const isPlain = !group.some(({ excluded }) => excluded);
    if (spans.length > 0) {
      const joined = spans.length === group.length && isPlain ? joinedSpan(spans) : null;
      if (joined === null) throw apartError(first.attribute);
      span = overlapOf(span, joined);
    } else if (
      isList &&
      isPlain &&
      isNameFacet(first.facet) &&
      isOfOneFacet(group) &&
      names[first.facet] === undefined
    ) {
      names[first.facet] = group.map(({ value }) => value);
    } else if (group.length === 1) {
      clauses.push(clauseOf(first));
    } else if (isPlain) {
      clauses.push(`(${group.map(clauseOf).join(' OR ')})`);
    } else {
      throw new Error('A facet filter cannot be an exclusion or something else.');
    }
    if (span === null) return null;
  }
  for (const { texts } of groupsOf(params.numericFilters)) {
    if (texts.length === 0) continue;
    const spans = texts.flatMap((text) => numericSpan(text) ?? []);
    const joined = joinedSpan(spans);
    if (joined === null && spans.length > 0) throw apartError(texts.join(', '));
    span = joined === null ? null : overlapOf(span, joined);
    if (span === null) return null;
  }
  return { names, span: span === ALL_TIME ? null : span, clauses };
};

const isOfOneFacet = (group: readonly Condition[]): boolean =>
  group.every(({ facet }) => facet === group[0]?.facet);
