import {
  append,
  BAR,
  BREVE,
  CIRCUMFLEX,
  hasVowel,
  HORN,
  readKeys,
  withMarkSomewhere,
  type Keyed,
} from './keyed-letters.ts';
import { type Tone } from './syllable.ts';

const TONE_KEYS: Readonly<Record<string, Tone>> = { 1: 'sắc', 2: 'huyền', 3: 'hỏi', 4: 'ngã', 5: 'nặng' };

/** Keys of the longest syllable: `nghie6ng1` and one to spare. */
const LONGEST = 10;

/** Letters first, then at least one of VNI's keys. */
const VNI = /^\p{L}\p{L}*[0-9][\p{L}0-9]*$/u;
/** CO2, BA1, TU5: names and formulas, when all that the digit could be is a tone. */
const CODE = /^(?:\p{Lu}+[1-5]|[csn]o2)$/u;

function read(keyed: Keyed, key: string): Keyed[] {
  const tone = TONE_KEYS[key];
  if (tone !== undefined) return hasVowel(keyed) && keyed.tone === 'ngang' ? [{ ...keyed, tone }] : [];
  switch (key) {
    case '0':
      return keyed.tone === 'ngang' ? [] : [{ ...keyed, tone: 'ngang' }];
    case '6':
      return withMarkSomewhere(keyed, CIRCUMFLEX, 'aeo');
    case '7':
      return withMarkSomewhere(keyed, HORN, 'uo');
    case '8':
      return withMarkSomewhere(keyed, BREVE, 'a');
    case '9':
      return withMarkSomewhere(keyed, BAR, 'd');
    default:
      return [append(keyed, key)];
  }
}

/**
 * Reads a token as VNI keys that were left raw: `d9ang3` → `đảng`, `bo65` → `bộ`, `d9u7o7c5` and `duoc579` → `được`.
 *
 * @returns the syllable in NFC, tone in the old style; `null` where the keys make no possible syllable, and for
 *   names such as `U23`, `A1`, `CO2`. Never throws.
 */
export function decodeVni(token: string): string | null {
  const text = token.normalize('NFC');
  if (text.length > LONGEST || !VNI.test(text) || /^\p{L}\d+$/u.test(text) || CODE.test(text)) return null;
  return readKeys(Array.from(text), read);
}
