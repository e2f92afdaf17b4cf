import fc from 'fast-check';

import { isSyllable, TONE_MARKS } from '../../../src/text/syllable.ts';
import { syllableLetters } from '../../../src/text/syllable-table.ts';
import { toNewStyle, toOldStyle } from '../../../src/text/tone-position.ts';

const TONES = Object.values(TONE_MARKS);

/** The rimes whose tone the two styles place differently. */
const STYLED = /oa$|oe$|uy$/;

/** Every possible syllable with its tone, each in the new and in the old style, in NFC. */
export const everySyllable: readonly string[] = [...new Set(syllableLetters())].flatMap((letters) =>
  TONES.map((mark) => letters + mark)
    .filter(isSyllable)
    .flatMap((each) => (STYLED.test(letters) ? [toNewStyle(each), toOldStyle(each)] : [toNewStyle(each)])),
);

export const syllable: fc.Arbitrary<string> = fc.constantFrom(...everySyllable);

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
