import { exactForm, TONE_MARKS } from '../text/syllable.ts';

const CIRCUMFLEX = '\u0302';
const BREVE = '\u0306';
const HORN = '\u031B';

/** What a key does that is no letter: a tone, a mark on some vowel, or the bar of đ. */
type KeyEffect =
  { readonly tone: string } | { readonly mark: string; readonly vowels: string } | { readonly bar: true };

const TELEX_TONES: Readonly<Record<string, string>> = {
  s: TONE_MARKS.sắc,
  f: TONE_MARKS.huyền,
  r: TONE_MARKS.hỏi,
  x: TONE_MARKS.ngã,
  j: TONE_MARKS.nặng,
};
const VNI_KEYS: Readonly<Record<string, readonly KeyEffect[]>> = {
  1: [{ tone: TONE_MARKS.sắc }],
  2: [{ tone: TONE_MARKS.huyền }],
  3: [{ tone: TONE_MARKS.hỏi }],
  4: [{ tone: TONE_MARKS.ngã }],
  5: [{ tone: TONE_MARKS.nặng }],
  6: [{ mark: CIRCUMFLEX, vowels: 'aeo' }],
  7: [{ mark: HORN, vowels: 'uo' }],
  8: [{ mark: BREVE, vowels: 'a' }],
  9: [{ bar: true }],
};
const VOWEL = /[aeiouyăâêôơư]/;

const telexEffects = (key: string, before: string): readonly KeyEffect[] => {
  const tone = TELEX_TONES[key];
  if (tone !== undefined) return VOWEL.test(before) ? [{ tone }] : [];
  if (key === 'w')
    return [
      { mark: HORN, vowels: 'uo' },
      { mark: BREVE, vowels: 'a' },
    ];
  if ('aeo'.includes(key)) return before.includes(key) ? [{ mark: CIRCUMFLEX, vowels: key }] : [];
  if (key === 'd') return before.startsWith('d') ? [{ bar: true }] : [];
  return [];
};

const vniEffects = (key: string): readonly KeyEffect[] => VNI_KEYS[key] ?? [];

/** A word while its keys are read: letters in NFC, the tone apart. */
interface Reading {
  readonly letters: string;
  readonly tone: string;
}

const applied = ({ letters, tone }: Reading, effect: KeyEffect): readonly Reading[] => {
  if ('tone' in effect) return tone === '' ? [{ letters, tone: effect.tone }] : [];
  if ('bar' in effect) return letters.startsWith('d') ? [{ letters: `đ${letters.slice(1)}`, tone }] : [];
  const found: Reading[] = [];
  if (effect.mark === HORN) {
    if (letters.includes('uo')) found.push({ letters: letters.replace('uo', 'ươ'), tone });
    if (letters.includes('ưo')) return [{ letters: letters.replace('ưo', 'ươ'), tone }];
    if (!VOWEL.test(letters)) found.push({ letters: `${letters}ư`, tone });
  }
  for (const vowel of effect.vowels) {
    const marked = (vowel + effect.mark).normalize('NFC');
    for (const at of new Set([letters.lastIndexOf(vowel), letters.indexOf(vowel)]))
      if (at >= 0) found.push({ letters: letters.slice(0, at) + marked + letters.slice(at + 1), tone });
  }
  return found;
};

/** So many readings of one word are followed. */
const MOST_READINGS = 64;

const readKeys = (
  typed: string,
  effects: (key: string, before: string) => readonly KeyEffect[],
  always: boolean,
): readonly string[] => {
  let readings: readonly Reading[] = [{ letters: '', tone: '' }];
  let before = '';
  for (const key of typed.toLowerCase().normalize('NFC')) {
    const found = effects(key, before);
    readings = readings
      .flatMap((reading) => [
        ...found.flatMap((effect) => applied(reading, effect)),
        ...(found.length > 0 && always ? [] : [{ letters: reading.letters + key, tone: reading.tone }]),
      ])
      .slice(0, MOST_READINGS);
    before += key;
  }
  return [...new Set(readings.map(({ letters, tone }) => exactForm(letters + tone)))];
};

const TELEX = /aa|ee|oo|[aeiouyăâêôơư].*[sfrxjwaeo]|^d.*d|^[^aeiouy]+w/;
const VNI = /^\p{L}+\d[\p{L}\d]*$/u;
/** CO2, BA1: names and formulas. */
const CODE = /^(?:\p{Lu}+\d|[csn]o2|\p{L}\d+)$/u;
/** Keys of the longest syllable: `nghieengs` and some to spare. */
const LONGEST = 10;

/** The exact terms that Telex keys left raw may have been meant as: `ddangr` → `đảng`. Many are no words. */
export const telexReadings = (typed: string): readonly string[] => {
  const lower = typed.toLowerCase();
  if (lower.length < 2 || lower.length > LONGEST || !TELEX.test(lower)) return [];
  return readKeys(lower, telexEffects, false);
};

/**
 * As {@link telexReadings}, of VNI keys: `d9ang3`. Empty for `CO2`, `A1`: codes.
 *
 * @param all whether all of the query is taken for keys, codes as well: `o73`
 */
export const vniReadings = (typed: string, all = false): readonly string[] => {
  const lower = typed.toLowerCase();
  if (lower.length > LONGEST || !VNI.test(lower)) return [];
  if (!all && (!VOWEL.test(lower) || CODE.test(typed) || CODE.test(lower))) return [];
  const readings = readKeys(lower, vniEffects, true);
  return readings.filter((reading) => !/\d/.test(reading));
};
