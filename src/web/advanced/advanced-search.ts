import { PageAddress } from '../page-address.ts';
import type { Language } from '../texts/language.ts';
import { readFields } from './advanced-fields.ts';
import { composeQuery } from './compose-query.ts';

/**
 * The address of the search that the advanced form asks for.
 *
 * @param form what was sent: the fields, the choices, and in `keep` what else the search had, as an address has it
 */
export const advancedSearch = (form: URLSearchParams, language: Language): string => {
  const kept = new PageAddress(new URLSearchParams(form.get('keep') ?? ''));
  const fields = readFields((name) => form.get(name));
  const spoken = kept.get('lang');
  const choice = (name: string): string | null => form.get(name) || null;
  return kept.href({
    q: composeQuery(fields, spoken === 'en' || spoken === 'vi' ? spoken : language) || null,
    mode: null,
    slop: null,
    diacritics: choice('diacritics'),
    relax: choice('relax'),
    sort: choice('sort'),
  });
};
