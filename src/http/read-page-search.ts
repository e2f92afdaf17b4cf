import { HIT_FIELDS } from '../domain/search-request.ts';
import type { DateFacetName, SearchRequest } from '../domain/search-request.ts';
import { histogramLevel } from '../web/dates/histogram-level.ts';
import { readTypedDates } from '../web/dates/typed-dates.ts';
import type { TypedDates } from '../web/dates/typed-dates.ts';
import type { PageAddress } from '../web/page-address.ts';
import { invalidParameters, toFieldErrors } from './schemas/field-errors.ts';
import { searchParameterNames, searchParameters, toSearchRequest } from './schemas/search-parameters.ts';

/** Two lines of text on a wide screen. */
const SNIPPET_SIZE = 180;

/** What the page asks for, and by what its chart counts. */
export interface PageSearch {
  readonly request: SearchRequest;
  readonly level: DateFacetName;
  /** With the address that is searched: without what is no date. */
  readonly dates: TypedDates;
}

/**
 * The search of a page's address, by the schemas of `GET /v1/search`.
 *
 * @param today the day in Vietnam, `2022-01-21`
 * @throws AppError `invalid_parameters`
 */
export const readPageSearch = (address: PageAddress, today: string): PageSearch => {
  const dates = readTypedDates(address, today);
  const parsed = searchParameters.safeParse(dates.address.searchParameters);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, searchParameterNames));
  // Where a wrong date was all that was asked for, all is shown beside what is wrong with it.
  const { wanted, shown } = toSearchRequest(parsed.data, { mayBeEmpty: dates.address.isBare });
  const level = histogramLevel(dayOf(wanted.from), dayOf(wanted.to), today);
  return {
    level,
    dates,
    request: {
      wanted,
      shown: {
        ...shown,
        snippets: 1,
        snippetSize: SNIPPET_SIZE,
        // The same report in five papers is one find to a reader; whoever wants them all can have them.
        collapse: address.get('collapse') !== 'false',
        facets: [level, 'section', 'author', 'tag', 'source'],
        // On the pages that follow, which marks are meant is settled.
        accents: shown.page === 1 && shown.cursor === undefined,
      },
    },
  };
};

/** The newest of all articles, and how many there are of each year and section. */
export const overviewRequest = (): SearchRequest => {
  const { wanted, shown } = toSearchRequest(searchParameters.parse({}), { mayBeEmpty: true });
  return {
    wanted,
    shown: {
      ...shown,
      size: LATEST,
      snippets: 0,
      fields: HIT_FIELDS.filter((name) => name !== 'highlights'),
      facets: ['year', 'section'],
    },
  };
};

/** The names that most articles have, of each field that has names. */
export const namesRequest = (): SearchRequest => {
  const { wanted, shown } = toSearchRequest(searchParameters.parse({}), { mayBeEmpty: true });
  return {
    wanted,
    shown: {
      ...shown,
      size: 1,
      snippets: 0,
      fields: ['title'],
      facets: ['section', 'author', 'tag', 'source'],
    },
  };
};

/** Whether anything was published from one day to another: what to ask, and its total. */
export const rangeRequest = (from: string, to: string): SearchRequest => {
  const { wanted, shown } = toSearchRequest(searchParameters.parse({ from, to }));
  return { wanted, shown: { ...shown, size: 1, snippets: 0, fields: ['title'] } };
};

/** So many articles are on the bare page. */
const LATEST = 6;

const dayOf = (instant: string | undefined): string | null => instant?.slice(0, 10) ?? null;
