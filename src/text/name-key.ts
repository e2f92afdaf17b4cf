import { foldCase } from './syllable.ts';

/**
 * A tone mark, and the letters of its word that come after it; in the syntax that Java's and JavaScript's patterns have
 * in common, for the index's normalizer does the same.
 */
export const TONE_IN_NAME =
  '([\\u0300\\u0301\\u0303\\u0309\\u0323])((?:(?![\\u0300\\u0301\\u0303\\u0309\\u0323])[\\p{L}\\p{M}])+)';

const TONES_IN_NAME = new RegExp(TONE_IN_NAME, 'gu');

/**
 * What the spellings of one name have in common (an author's, a tag's, a section's, a source's): letter case, width,
 * Unicode form and the place of the tone make no difference, everything else does. The index has it in the sub-field
 * `key`; it is to compare by, not to be read.
 */
export const nameKey = (name: string): string => foldCase(name).replace(TONES_IN_NAME, '$2$1');

/**
 * The form in which a name is shown.
 *
 * @param key what {@link nameKey} gives for it
 * @param written forms of this name and of others, the commonest first
 * @returns `null` where none of them is of this name
 */
export const commonestForm = (key: string, written: readonly string[]): string | null =>
  written.find((form) => nameKey(form) === key) ?? null;
