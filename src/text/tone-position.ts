import { boundedCache } from './bounded-cache.ts';
import { isSyllable, TONE_MARKS } from './syllable.ts';
import { tokenize } from './tokenize.ts';

/** Where the tone of oa, oe and uy stands: `hoà, khoẻ, thuỷ` (new) or `hòa, khỏe, thủy` (old, most papers). */
export type ToneStyle = 'new' | 'old';

const TONE = new RegExp(`[${Object.values(TONE_MARKS).join('')}]`);
/** A letter and its marks, in NFD. */
const LETTERS = /\P{M}\p{M}*/gu;
const VOWEL = /^[aeiouy]/i;
const MARKED = /[\u0302\u0306\u031B]/;
const ASCII = /^\p{ASCII}*$/u;

/**
 * The letter that carries the tone, by the rules of the orthography: a vowel with a mark of its own before any
 * other (the second of ươ); the last vowel before a final consonant; the middle one of three; of two the first,
 * but in oa, oe, uy the second in the new style. The u of qu and the i of gi belong to the onset.
 *
 * @param letters one a letter, lower case, NFD, without tones
 * @returns its index, -1 where there is no vowel
 */
function toneIndex(letters: readonly string[], style: ToneStyle): number {
  let first = letters.findIndex((letter) => VOWEL.test(letter));
  if (first < 0) return -1;
  const isVowel = (at: number): boolean => VOWEL.test(letters[at] ?? '');
  const onsetTakes = (consonant: string, vowel: string): boolean =>
    first === 1 && letters[0] === consonant && letters[1] === vowel && isVowel(2);
  // In giê- the i is the rime's (giếng = gi + iêng), but there the tone goes to ê in any case.
  if (onsetTakes('q', 'u') || onsetTakes('g', 'i')) first++;
  let after = first;
  while (isVowel(after)) after++;
  for (let at = after - 1; at >= first; at--) if (MARKED.test(letters[at] ?? '')) return at;
  const count = after - first;
  if (count === 1) return first;
  if (after < letters.length) return after - 1;
  if (count >= 3) return first + 1;
  const pair = `${letters[first] ?? ''}${letters[first + 1] ?? ''}`;
  return style === 'new' && (pair === 'oa' || pair === 'oe' || pair === 'uy') ? first + 1 : first;
}

/** A single token with its tone where the style puts it; what is no possible syllable is left as it is. */
function placeTone(token: string, style: ToneStyle): string {
  const decomposed = token.normalize('NFD');
  const mark = TONE.exec(decomposed)?.[0];
  if (mark === undefined || !isSyllable(token)) return token;
  const letters = decomposed.replace(TONE, '').match(LETTERS) ?? [];
  const at = toneIndex(
    letters.map((letter) => letter.toLowerCase()),
    style,
  );
  if (at < 0) return token;
  return letters
    .map((letter, i) => (i === at ? letter + mark : letter))
    .join('')
    .normalize('NFC');
}

const placed = {
  new: boundedCache((token) => placeTone(token, 'new'), 4096),
  old: boundedCache((token) => placeTone(token, 'old'), 4096),
};

function restyle(text: string, style: ToneStyle): string {
  const composed = text.normalize('NFC');
  if (ASCII.test(composed)) return composed;
  let out = '';
  let done = 0;
  for (const token of tokenize(composed)) {
    const restyled = placed[style](token.text);
    if (restyled === token.text) continue;
    out += composed.slice(done, token.start) + restyled;
    done = token.end;
  }
  return out + composed.slice(done);
}

/**
 * A syllable or running text with every tone where the new style puts it (`hoà, khoẻ, thuỷ`), misplaced ones
 * repaired (`vịêt` → `việt`, `qúy` → `quý`). Case is kept, and i and y as written. What is no possible
 * Vietnamese syllable is left alone.
 *
 * @returns NFC, exactly as long as `text.normalize('NFC')`: offsets into the one hold in the other
 */
export function toNewStyle(text: string): string {
  return restyle(text, 'new');
}

/** {@link toNewStyle}, but as the old style has it: `hòa, khỏe, thủy`. */
export function toOldStyle(text: string): string {
  return restyle(text, 'old');
}
