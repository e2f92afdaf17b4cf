import {
  append,
  BAR,
  BREVE,
  CIRCUMFLEX,
  hasVowel,
  HORN,
  isVowel,
  readKeys,
  withMark,
  withMarkSomewhere,
  type Keyed,
} from './keyed-letters.ts';
import { isSyllableSkeleton, type Tone } from './syllable.ts';

const TONE_KEYS: Readonly<Record<string, Tone>> = { s: 'sắc', f: 'huyền', r: 'hỏi', x: 'ngã', j: 'nặng' };

/** Keys of the longest syllable: `nghieengs` and one to spare. */
const LONGEST = 10;

/** Words that stand so in Vietnamese text and would also be the keys of a syllable. */
const PLAIN_WORDS = new Set(
  `air as bar bass best boong box bus caf car cast cost cow dos down fast gas goong hamas has his host how if is last
   las law lee les list los low luis lux maps mass max mix moong moon most must now of or past per post queen
   room sar see sex sir six soon sos tax teen test this town trust us vest visas war was west xoong
   wow`.split(/\s+/),
);

const VOWEL_KEY = /^[aeiouy]$/i;

function read(keyed: Keyed, key: string, next: string): Keyed[] {
  const lower = key.toLowerCase();
  const { letters } = keyed;
  const tone = TONE_KEYS[lower];
  if (tone !== undefined && hasVowel(keyed)) {
    if (keyed.tone !== 'ngang') return [];
    // After a vowel these letters are no coda, so the key can only be the tone. But between two vowels they make a
    // foreign word (taxi, visa), unless a mark was typed before (giuwxa).
    const last = letters.at(-1);
    const betweenVowels = last !== undefined && isVowel(last) && VOWEL_KEY.test(next);
    return betweenVowels && !hasMark(keyed) ? [] : [{ ...keyed, tone }];
  }
  const literal = append(keyed, key);
  switch (lower) {
    case 'f':
    case 'j':
      return [];
    case 'z':
      return keyed.tone === 'ngang' ? [] : [{ ...keyed, tone: 'ngang' }];
    case 'a':
    case 'e':
    case 'o': {
      const ways = withMarkSomewhere(keyed, CIRCUMFLEX, lower);
      const last = letters.at(-1);
      // Away from its letter the key is no proof that keys were meant: congo, ana. A tone or another mark is.
      if (last?.base !== lower && keyed.tone === 'ngang' && !hasMark(keyed) && !isToneKey(next))
        ways.length = 0;
      // The third o takes the second one's effect back: xooong is xoong.
      if (lower === 'o' && last?.base === 'o' && last.mark === CIRCUMFLEX) {
        ways.push(append(withMark(keyed, letters.length - 1, ''), key));
      }
      return [...ways, literal];
    }
    case 'w': {
      const ways = [...withMarkSomewhere(keyed, HORN, 'uo'), ...withMarkSomewhere(keyed, BREVE, 'a')];
      // Without a vowel to mark, w is ư itself: nhwng. TW, MW, kW are abbreviations.
      if (
        !letters.some((letter) => isVowel(letter) && letter.mark === '') &&
        (letters.length !== 1 || next !== '')
      ) {
        ways.push(append(keyed, key === 'W' ? 'Ư' : 'ư'));
      }
      return ways;
    }
    case 'd':
      return letters[0]?.base === 'd' && letters[0].mark === '' ? [withMark(keyed, 0, BAR)] : [literal];
    default:
      return [literal];
  }
}

const hasMark = ({ letters }: Keyed): boolean => letters.some(({ mark }) => mark !== '');
const isToneKey = (key: string): boolean => key.toLowerCase() in TONE_KEYS;

/**
 * Reads a token as Telex keys that were left raw because the input method was off: `ddangr` → `đảng`, `booj` → `bộ`,
 * `dduwowcj`, `dduocwj` and `duowcjd` → `được`, `nhwng` → `nhưng`. Keys may stand in the middle or at the end, and
 * some marks may be typed already (`đangr`). Case is kept letter by letter.
 *
 * @returns the syllable in NFC, tone in the old style (`hòa`); `null` where the keys make no possible syllable, or
 *   where the token is a plain word as it stands. Never throws.
 */
export function decodeTelex(token: string): string | null {
  const keys = Array.from(token.normalize('NFC'));
  if (keys.length < 2 || keys.length > LONGEST || !/^\p{L}+$/u.test(token.normalize('NFC'))) return null;
  const lower = token.toLowerCase();
  if (PLAIN_WORDS.has(lower)) return null;
  // oong is a rime of a few borrowed words, but far more often the keys of ông.
  if (isSyllableSkeleton(token) && !/^[a-z]*oo(?:ng|c)$/.test(lower)) return null;
  return readKeys(keys, read);
}
