import { canBecome, type TypedSyllable } from '../text/typed-syllable.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A typed syllable with all that it can become. */
export interface Slot {
  /** The numbers of the syllables that it can become. */
  readonly ids: readonly number[];
  /** By the number of a syllable: 1 where it can become that one. */
  readonly fits: Uint8Array;
}

/** So many syllables are remembered: people who type send each of theirs again and again. */
const MOST_KEPT = 256;

/**
 * Finds what typed syllables can become, once for all indexes that are searched: a single letter can become thousands
 * of syllables.
 */
export const createSlots = (vocabulary: Vocabulary): ((syllable: TypedSyllable) => Slot) => {
  const kept = new Map<string, Slot>();
  let keptAt = 0;

  const find = (syllable: TypedSyllable): Slot => {
    const fits = new Uint8Array(vocabulary.size);
    const ids: number[] = [];
    for (const { folded } of syllable.readings) {
      for (const id of vocabulary.idsOf(folded, syllable.open)) {
        if (fits[id] === 1 || !canBecome(syllable, vocabulary.formsOf(id))) continue;
        fits[id] = 1;
        ids.push(id);
      }
    }
    return { ids, fits };
  };

  return (syllable) => {
    const { open, readings, tone, exact, isMarked } = syllable;
    // Those of slips have many readings, and do not come again.
    if (readings.length > 2) return find(syllable);
    if (keptAt !== vocabulary.size || kept.size >= MOST_KEPT) kept.clear();
    keptAt = vocabulary.size;
    const letters = readings.flatMap(({ folded, toneless }) => [folded, toneless]);
    const key = [open, isMarked, tone, exact, ...letters].join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const slot = find(syllable);
    kept.set(key, slot);
    return slot;
  };
};
