import type { Marks } from '../domain/reading.ts';
import type { Diacritics } from '../domain/search-request.ts';

/** The marks of a query as typed, before anything is known of its unmarked syllables. */
export const marksAsTyped = (diacritics: Diacritics, hasMarks: boolean): Marks => {
  switch (diacritics) {
    case 'strict':
      return 'exact';
    case 'ignore':
      return 'ignored';
    case 'auto':
      return hasMarks ? 'written' : 'folded';
    default:
      return diacritics satisfies never;
  }
};
