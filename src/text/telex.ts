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

/** Words written so in Vietnamese newspapers that would also be keys of a syllable. */
const PLAIN_WORDS = new Set(
  `as bar bass bees boong bus car cars case cow ddos gas goong has his how is laser law laws loong max mix moong moon
   new news now nor or ox pass res sars see sees sex sos soong tax taxes tees too toong us was wow xoong yes`.split(
    /\s+/,
  ),
);

function read(keyed: Keyed, key: string): Keyed[] {
  const lower = key.toLowerCase();
  const { letters } = keyed;
  const tone = TONE_KEYS[lower];
  if (tone !== undefined && hasVowel(keyed)) {
    // After a vowel these letters are no coda, so the key can only be the tone.
    return keyed.tone === 'ngang' ? [{ ...keyed, tone }] : [];
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
      // The third o takes the second one's effect back: xooong is xoong.
      if (lower === 'o' && last?.base === 'o' && last.mark === CIRCUMFLEX) {
        ways.push(append(withMark(keyed, letters.length - 1, ''), key));
      }
      return [...ways, literal];
    }
    case 'w': {
      const ways = [...withMarkSomewhere(keyed, HORN, 'uo'), ...withMarkSomewhere(keyed, BREVE, 'a')];
      // Without a vowel to mark, w is ư itself: nhwng.
      if (!letters.some((letter) => isVowel(letter) && letter.mark === '')) {
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
