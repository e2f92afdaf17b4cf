import fc from 'fast-check';

import { isSyllable, TONE_MARKS } from '../../../src/text/syllable.ts';
import { syllableLetters } from '../../../src/text/syllable-table.ts';
import { toNewStyle, toOldStyle } from '../../../src/text/tone-position.ts';

const TONES = Object.values(TONE_MARKS);

/** The rimes whose tone the two styles place differently. */
const STYLED = /oa$|oe$|uy$/;

const everyLetters = [...new Set(syllableLetters())];

const inBothStyles = (letters: string, mark: string): string[] => {
  if (!isSyllable(letters + mark)) return [];
  const modern = toNewStyle(letters + mark);
  return STYLED.test(letters) ? [modern, toOldStyle(modern)] : [modern];
};

/** Every possible syllable with its tone, each in the new and in the old style, in NFC. */
export const everySyllable = (): string[] =>
  everyLetters.flatMap((letters) => TONES.flatMap((mark) => inBothStyles(letters, mark)));

/** One of {@link everySyllable}. */
export const syllable: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...everyLetters), fc.constantFrom(...TONES), fc.boolean())
  .map(([letters, mark, old]) => inBothStyles(letters, mark).at(old ? -1 : 0) ?? '')
  .filter((each) => each !== '');

const plain = fc.oneof(
  { weight: 6, arbitrary: syllable },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' ', ', ', '. ', '\n\n', ' – ', '“', '”', ':', '_', '\u200B', '\u00A0', '…'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('TP.HCM', '05-CT/TW', '1.115', '123,3%', 'U23', 'COVID-19', 'v2.0', '30/4'),
  },
);

const strange = fc.oneof(
  fc.constantFrom('東京', 'ภาษาไทย', 'Москва', '한국', '😀', '👨‍👩‍👧', '🇻🇳', '\u0301', '\uD800', '½', 'm²'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const joined = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));

/** Text as newspapers have it: syllables, numbers, codes, punctuation; often with no space between. */
export const latinText: fc.Arbitrary<string> = joined(plain);

/** The same with what they don't have: other scripts, stray marks, emoji, any Unicode. */
export const text: fc.Arbitrary<string> = joined(
  fc.oneof({ weight: 6, arbitrary: plain }, { weight: 1, arbitrary: strange }),
);

/** The exact term with the tone mark after any letter: every way of misplacing it. */
export function misplacedTones(syllableInNfc: string): string[] {
  const decomposed = syllableInNfc.normalize('NFD');
  const mark = TONES.find((each) => each !== '' && decomposed.includes(each));
  if (mark === undefined) return [syllableInNfc];
  const letters = decomposed.replace(mark, '').match(/\P{M}\p{M}*/gu) ?? [];
  return letters
    .map((_, at) =>
      letters
        .map((letter, i) => (i === at ? letter + mark : letter))
        .join('')
        .normalize('NFC'),
    )
    .filter((_, at) => /[aeiouy]/i.test(letters[at] ?? ''));
}
