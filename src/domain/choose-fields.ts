import { HIT_FIELDS } from './search-request.ts';
import type { HitField } from './search-request.ts';
import type { ChosenHit, Hit, SearchResult } from './search-result.ts';

/** A result whose hits carry no more than was asked for. */
export type ChosenResult = Omit<SearchResult, 'hits'> & { readonly hits: readonly ChosenHit[] };

export const chooseFields = (result: SearchResult, fields: readonly HitField[]): ChosenResult => {
  const unwanted = HIT_FIELDS.filter((name) => !fields.includes(name));
  return unwanted.length === 0
    ? result
    : { ...result, hits: result.hits.map((hit) => without(hit, unwanted)) };
};

const without = (hit: Hit, names: readonly HitField[]): ChosenHit => {
  const chosen: { -readonly [Name in keyof ChosenHit]: ChosenHit[Name] } = { ...hit };
  for (const name of names) delete chosen[name];
  return chosen;
};
