import { canBecome, type TypedSyllable } from '../text/typed-syllable.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A typed syllable with all that it can become. */
export interface Slot {
  readonly syllable: TypedSyllable;
  /** The numbers of the syllables that it can become. */
  readonly ids: readonly number[];
  /** By the number of a syllable: 1 where it can become that one. */
  readonly fits: Uint8Array;
}

/** Found once for all indexes that are searched: the first letter of a word can become thousands of syllables. */
export const slotsOf = (typed: readonly TypedSyllable[], vocabulary: Vocabulary): readonly Slot[] =>
  typed.map((syllable) => {
    const fits = new Uint8Array(vocabulary.size);
    const ids: number[] = [];
    for (const { folded } of syllable.readings) {
      for (const id of vocabulary.idsOf(folded, syllable.open)) {
        if (fits[id] === 1 || !canBecome(syllable, vocabulary.formsOf(id))) continue;
        fits[id] = 1;
        ids.push(id);
      }
    }
    return { syllable, ids, fits };
  });
