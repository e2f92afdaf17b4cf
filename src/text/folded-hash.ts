import { tokenForms } from './syllable.ts';

/**
 * A number that tokens of one folded term share, told from their characters as they are written, without making
 * the term: of a whole article few tokens have a term that is looked for, and this sorts out the others.
 */

/** What a hash is where it cannot be told character by character: such a token may have any term. */
export const NO_HASH = -1;

/** What a character adds to the hash of its token, but for the folded UTF-16 unit itself. */
const NOT_ASKED = 0;
const ADDS_NOTHING = 1;
const CANNOT_BE_TOLD = 2;

/** Latin folds letter by letter; what lies between and beyond is of other scripts. */
const LATIN_END = 0x0370;
const MORE_LATIN = 0x1e00;
const MORE_LATIN_END = 0x1f00;

const units = new Uint16Array(MORE_LATIN_END).fill(CANNOT_BE_TOLD, LATIN_END, MORE_LATIN);

/** i and y are one term in some syllables, and a dot in a number may fall: a hash takes no notice of either. */
const alike = (unit: number): number => {
  if (unit === 0x69) return 0x79;
  return unit === 0x2e ? ADDS_NOTHING : unit;
};

const learnUnit = (code: number): number => {
  const { folded } = tokenForms(String.fromCharCode(code));
  const unit =
    folded.length === 0 ? ADDS_NOTHING : folded.length === 1 ? alike(folded.charCodeAt(0)) : CANNOT_BE_TOLD;
  units[code] = unit;
  return unit;
};

const foldedUnit = (code: number): number => {
  const known = code < MORE_LATIN_END ? (units[code] as number) : CANNOT_BE_TOLD;
  return known === NOT_ASKED ? learnUnit(code) : known;
};

/** The folded unit that a character adds to its token's hash; `null` where it adds none, or none that can be told alone. */
export const unitOf = (code: number): number | null => {
  const unit = foldedUnit(code);
  return unit > CANNOT_BE_TOLD ? unit : null;
};

/** The hash of a token whose characters before have `hash`, with one more folded unit. Begins with 0. */
export const addUnit = (hash: number, unit: number): number => (Math.imul(hash, 31) + unit) & 0x3fff_ffff;

const addToHash = (hash: number, code: number): number => {
  const unit = foldedUnit(code);
  if (unit > CANNOT_BE_TOLD && hash >= 0) return addUnit(hash, unit);
  return unit === ADDS_NOTHING ? hash : NO_HASH;
};

/** The hash of the token `[start, end)` of a text. */
export const foldedHash = (text: string, start = 0, end = text.length): number => {
  let hash = 0;
  for (let at = start; at < end && hash !== NO_HASH; at++) hash = addToHash(hash, text.charCodeAt(at));
  return hash;
};

const BUCKETS = 1024;

/** Which bucket a hash falls into. */
export const bucketOf = (hash: number): number => hash & (BUCKETS - 1);

/** Tells most tokens of a text apart from those that are looked for. */
export interface FoldedFilter {
  /** Nothing is looked for: no token passes. */
  readonly isEmpty: boolean;
  /**
   * `false`: the token has none of the terms. `true`: it is worth a look.
   *
   * @param hash as `scanTokens` tells it
   */
  readonly passes: (text: string, start: number, hash: number) => boolean;
  /** 1 for each bucket that a hash may have which passes; `null` where any may, whatever its hash. */
  readonly buckets: Readonly<Uint8Array> | null;
}

/**
 * @param terms folded terms that are looked for
 * @param beginnings folded beginnings of terms: all that begins with the same letter passes
 */
export const createFoldedFilter = (
  terms: ReadonlySet<string>,
  beginnings: ReadonlySet<string> = new Set(),
): FoldedFilter => {
  const wanted = new Uint8Array(BUCKETS);
  for (const term of terms) {
    let hash = 0;
    // Not by its characters' own folding: what a token's characters fold to is the term to the letter.
    for (let at = 0; at < term.length; at++) {
      const unit = alike(term.charCodeAt(at));
      if (unit !== ADDS_NOTHING) hash = addUnit(hash, unit);
    }
    wanted[bucketOf(hash)] = 1;
  }
  const initials = new Set([...beginnings].map((beginning) => alike(beginning.charCodeAt(0))));
  const mayBegin = (code: number): boolean => {
    const unit = foldedUnit(code);
    return unit <= CANNOT_BE_TOLD || initials.has(unit) || beginnings.has('');
  };
  return {
    isEmpty: terms.size === 0 && beginnings.size === 0,
    passes: (text, start, hash) =>
      hash === NO_HASH ||
      wanted[bucketOf(hash)] === 1 ||
      (initials.size > 0 && mayBegin(text.charCodeAt(start))),
    buckets: initials.size > 0 ? null : wanted,
  };
};
