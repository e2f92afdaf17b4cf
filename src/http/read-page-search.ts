import type { DateFacetName, SearchRequest } from '../domain/search-request.ts';
import { histogramLevel } from '../web/dates/histogram-level.ts';
import type { PageAddress } from '../web/page-address.ts';
import { invalidParameters, toFieldErrors } from './schemas/field-errors.ts';
import { searchParameterNames, searchParameters, toSearchRequest } from './schemas/search-parameters.ts';

/** A line of text on a wide screen; what fits there is worth showing. */
const SNIPPET_SIZE = 200;

/** What the page asks for, and by what its chart counts. */
export interface PageSearch {
  readonly request: SearchRequest;
  readonly level: DateFacetName;
}

/**
 * The search of a page's address, by the schemas of `GET /v1/search`.
 *
 * @param today the day in Vietnam, `2022-01-21`
 * @throws AppError `invalid_parameters`
 */
export const readPageSearch = (address: PageAddress, today: string): PageSearch => {
  const parsed = searchParameters.safeParse(address.searchParameters);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, searchParameterNames));
  const { wanted, shown } = toSearchRequest(parsed.data);
  const level = histogramLevel(dayOf(wanted.from), dayOf(wanted.to), today);
  return {
    level,
    request: {
      wanted,
      shown: {
        ...shown,
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

const dayOf = (instant: string | undefined): string | null => instant?.slice(0, 10) ?? null;
