import { isSyllable, isSyllableSkeleton } from './syllable.ts';

const VOWEL_FIRST = /^[aeiouy]/i;
const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u;
const MOST_PARTS = 4;
const MOST_CANDIDATES = 8;
/** Two letters are an abbreviation or a slip, not two syllables. */
const SHORTEST = 3;
/** Four of the longest syllables (`nghiêng`). */
const LONGEST = 28;
const LONGEST_SYLLABLE = 7;

/**
 * Rescues a missing space: the ways to read a token as two to four syllables. `sơnla` gives `[sơn, la]`; where marks
 * are missing, parts may be syllables without theirs (`vietnam`: `[viet, nam]`).
 *
 * @returns at most 8 candidates, parts in NFC and in the case typed: fewest parts first, among those the ones whose
 *   parts are written in full, then begin with a consonant; none where the token has fewer
 *   than three letters, is itself a syllable or is not made of letters alone
 */
export function splitGlued(token: string): string[][] {
  const text = token.normalize('NFC');
  if (text.length < SHORTEST || text.length > LONGEST || !LETTERS_ONLY.test(text) || isSyllableSkeleton(text))
    return [];
  for (let parts = 2; parts <= MOST_PARTS; parts++) {
    const found = splitInto(text, parts);
    if (found.length > 0) {
      return found
        .map((candidate) => ({ candidate, rank: rank(candidate) }))
        .sort((a, b) => b.rank - a.rank)
        .slice(0, MOST_CANDIDATES)
        .map(({ candidate }) => candidate);
    }
  }
  return [];
}

function splitInto(text: string, parts: number): string[][] {
  if (parts === 1) return text.length <= LONGEST_SYLLABLE && isSyllableSkeleton(text) ? [[text]] : [];
  const found: string[][] = [];
  for (let end = Math.min(LONGEST_SYLLABLE, text.length - parts + 1); end >= 1; end--) {
    const head = text.slice(0, end);
    if (!isSyllableSkeleton(head)) continue;
    for (const tail of splitInto(text.slice(end), parts - 1)) found.push([head, ...tail]);
  }
  return found;
}

/** Parts written in full count most, then parts that begin with a consonant, then how long the shortest part is. */
function rank(parts: readonly string[]): number {
  const whole = parts.filter(isSyllable).length;
  const consonants = parts.filter((part) => !VOWEL_FIRST.test(part.normalize('NFD'))).length;
  return whole * 100 + consonants * 10 + Math.min(...parts.map((part) => part.length));
}
