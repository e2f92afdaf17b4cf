import { PageAddress } from '../page-address.ts';
import type { PageParameter } from '../page-address.ts';
import type { Language } from '../texts/language.ts';
import { formPairs, NO_QUERY, readForm } from './advanced-query.ts';
import type { AdvancedQuery } from './advanced-query.ts';
import { decomposeQuery } from './from-query.ts';
import { composeQuery } from './to-query.ts';

/** Where the form is. */
export const ADVANCED_PATH = '/advanced';

/** What the form is filled in with, and the search that it asks for. */
export interface AdvancedSearch {
  readonly query: AdvancedQuery;
  /** The address of the search. */
  readonly address: PageAddress;
}

/** What the fields of the form are instead of. */
const WRITTEN: Partial<Record<PageParameter, null>> = {
  q: null,
  mode: null,
  slop: null,
  page: null,
  cursor: null,
};

/**
 * The search of an address of the form: filled in, as it is sent, or with a search that is taken apart.
 *
 * @param language that of the operators
 */
export const readAdvancedSearch = (parameters: URLSearchParams, language: Language): AdvancedSearch => {
  const given = new PageAddress(parameters);
  const { query, dates } = given.has('q')
    ? takeApart(given, language)
    : { query: readForm(parameters), dates: {} };
  const q = composeQuery(query, language);
  return { query, address: given.changed({ ...WRITTEN, ...dates, q: q === '' ? null : q }) };
};

/** The form's own address, filled in: what can be sent on. */
export const formAddress = ({ query, address }: AdvancedSearch, lang?: Language): string => {
  const kept = address.href({ q: null, ...(lang !== undefined && { lang }) }, ADVANCED_PATH);
  const filled = new URLSearchParams(formPairs(query)).toString();
  if (filled === '') return kept;
  return `${kept}${kept.includes('?') ? '&' : '?'}${filled}`;
};

const takeApart = (address: PageAddress, language: Language): ReturnType<typeof decomposeQuery> => {
  const q = address.get('q');
  if (address.get('mode') === 'phrase') {
    const distance = address.get('slop');
    const isLoose = /^\d+$/.test(distance) && Number(distance) > 0;
    return { query: { ...NO_QUERY, ...(isLoose ? { near: q, distance } : { phrase: q }) }, dates: {} };
  }
  return decomposeQuery(q, language, { hasDates: address.has('from', 'to') });
};
