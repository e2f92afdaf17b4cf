/**
 * A query as the advanced form has it, each part a text as typed; empty where nothing is wanted. `to-query.ts` makes a
 * query of it, `from-query.ts` makes it of a query.
 */
export interface AdvancedQuery {
  /** Words that all have to be there; may hold anything of the query language. */
  readonly all: string;
  /** One phrase, with or without quotation marks. */
  readonly phrase: string;
  /** Alternatives, separated by commas. */
  readonly any: string;
  /** What may not be there, separated by commas. */
  readonly none: string;
  /** What stands near `nearTo`, within `distance` syllables; without that, words near each other. */
  readonly near: string;
  readonly nearTo: string;
  readonly distance: string;
  /** What is there `times` times at least. */
  readonly frequent: string;
  readonly times: string;
  /** Letters of a syllable, and where in it they stand. */
  readonly part: string;
  readonly place: string;
  readonly inTitle: string;
  readonly inAuthor: string;
  readonly inSection: string;
  readonly inSource: string;
  readonly inTag: string;
  /** Parts of a query that no other field has, as they are written. */
  readonly rest: string;
}

export type AdvancedField = keyof AdvancedQuery;

/** Where in a syllable letters can stand. */
export const PLACES = ['start', 'end', 'within'] as const;

export const NO_QUERY: AdvancedQuery = {
  all: '',
  phrase: '',
  any: '',
  none: '',
  near: '',
  nearTo: '',
  distance: '5',
  frequent: '',
  times: '3',
  part: '',
  place: 'start',
  inTitle: '',
  inAuthor: '',
  inSection: '',
  inSource: '',
  inTag: '',
  rest: '',
};

const FIELDS = Object.keys(NO_QUERY) as AdvancedField[];

/** The parts of a form that was filled in, each by its name. */
export const readForm = (form: URLSearchParams): AdvancedQuery =>
  Object.fromEntries(
    FIELDS.map((name) => [name, form.get(name) ?? NO_QUERY[name]]),
  ) as unknown as AdvancedQuery;

/** As it stands in an address: what is as it is unless told otherwise is left out. */
export const formPairs = (query: AdvancedQuery): [AdvancedField, string][] =>
  FIELDS.flatMap((name): [AdvancedField, string][] =>
    query[name] === NO_QUERY[name] ? [] : [[name, query[name]]],
  );
