import { boundedCache } from './bounded-cache.ts';
import { foldDiacritics } from './fold-diacritics.ts';
import { ungrouped } from './number-forms.ts';
import { isStopFinal, syllableLetters } from './syllable-table.ts';

/** The index terms of one token. */
export interface TokenForms {
  /** Letter marks and tone kept, case and spelling habits removed; NFD, the tone mark last: `đang\u0309`. */
  readonly exact: string;
  /** `exact` without its tone: `đang` (letter marks kept, NFD). */
  readonly toneless: string;
  /** No marks at all: `dang`. */
  readonly folded: string;
}

/** The six tones: level (unmarked), grave, acute, hook, tilde, dot below. */
export type Tone = 'ngang' | 'huyền' | 'sắc' | 'hỏi' | 'ngã' | 'nặng';

/** The combining tone marks, by tone. */
export const TONE_MARKS: Readonly<Record<Tone, string>> = {
  ngang: '',
  huyền: '\u0300',
  sắc: '\u0301',
  hỏi: '\u0309',
  ngã: '\u0303',
  nặng: '\u0323',
};

const TONES = Object.keys(TONE_MARKS) as Tone[];
const TONE_OF_MARK = new Map(TONES.map((tone) => [TONE_MARKS[tone], tone]));
/** Every tone, and the two that a syllable ending in p, t, c, ch can have. */
const ALL_MARKS = TONES.map((tone) => TONE_MARKS[tone]);
const STOP_MARKS = [TONE_MARKS.sắc, TONE_MARKS.nặng];

const ASCII = /^\p{ASCII}*$/u;
const ETH = /[\u00D0\u00F0\u0189\u0256]/g;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** A number that has something in it that only groups its digits. */
const GROUPED = /^(?:\+|[\d(].*[ \u00A0.)-])/u;
/** Case folding, which is how the index compares letters, makes these others of small letters. */
const OLD_CYRILLIC = /[\u1C80-\u1C88]/gu;
const CHEROKEE = /[\u13F8-\u13FD\uAB70-\uABBF]/gu;
const DEGREES = /[℃℉]/gu;
const TONE_INSIDE = /([\u0300\u0301\u0303\u0309\u0323])([^\u0300\u0301\u0303\u0309\u0323]+)/g;
const ANY_TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
/** The consonants after which i and y are two spellings of one open syllable, and one term. */
export const OPEN_ONSETS = ['h', 'k', 'l', 'm', 's', 't', 'v', 'qu'] as const;
const OPEN_ONSET = OPEN_ONSETS.join('|');
const OPEN_I = new RegExp(`^(${OPEN_ONSET})i([\u0300\u0301\u0303\u0309\u0323]?)$`);
const OPEN_Y = new RegExp(`^(?:${OPEN_ONSET})y$`);
const VIETNAMESE_MARK = /[\u0300-\u0303\u0306\u0309\u031B\u0323\u0111]/;
const LETTER_MARK = /[\u0302\u0306\u031B]/;

/** Compatibility case folding (Unicode's NFKC_Casefold) with eth read as đ; NFD. */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .replace(ETH, 'đ')
    .normalize('NFKC')
    .replace(IGNORABLE, '')
    .toLowerCase()
    .replace(OLD_CYRILLIC, (letter) => letter.toUpperCase().toLowerCase())
    .replace(CHEROKEE, (letter) => letter.toUpperCase())
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .normalize('NFD')
    .replaceAll('\u0345', 'ι');
}

function exactOf(token: string): string {
  const folded = foldCase(token.replace(DEGREES, (sign) => (sign === '℃' ? 'c' : 'f')));
  if (GROUPED.test(folded)) return ungrouped(folded);
  return folded.replace(TONE_INSIDE, '$2$1').replace(OPEN_I, '$1y$2');
}

const formsCache = boundedCache((token: string): TokenForms => {
  const exact = exactOf(token);
  // Folding can make an open syllable of what had a foreign mark: kï folds to ki, which is ky.
  const folded = foldDiacritics(exact).replace(OPEN_I, '$1y$2');
  return { exact, toneless: exact.replace(ANY_TONE, ''), folded };
});

/**
 * Whether a folded term has a y that may be written i: as a part of a longer token it is one then (`kĩ` is `ky`, `kĩsư` is
 * `kisu`).
 */
export const mayBeWrittenWithI = (folded: string): boolean => OPEN_Y.test(folded);

/** The three index terms of a token, as the index's analyzers give them. */
export const tokenForms: (token: string) => TokenForms = formsCache;

/**
 * The term that two spellings of the same syllable share: case, width, Unicode form, tone position, i/y in an
 * open syllable and thousands dots make no difference; every mark does.
 */
export function exactForm(token: string): string {
  return formsCache(token).exact;
}

/** {@link exactForm} without the tone: `đảng`, `đáng`, `đang` all give `đang`. NFD. */
export function tonelessForm(token: string): string {
  return formsCache(token).toneless;
}

/** The term without any mark: `đảng`, `đăng`, `dạng` all give `dang`. */
export function foldedForm(token: string): string {
  return formsCache(token).folded;
}

/** Whether a token was typed with any Vietnamese mark: a tone, or that of ă â ê ô ơ ư đ. */
export function carriesMarks(token: string): boolean {
  return VIETNAMESE_MARK.test(formsCache(token).exact);
}

/** The tone a token carries, wherever in it the mark stands; `ngang` where there is none. */
export function toneOf(token: string): Tone {
  const { exact } = formsCache(token);
  return TONE_OF_MARK.get(exact.slice(-1)) ?? 'ngang';
}

/** The exact terms of all syllables that are alike but for their marks, by folded form, tones left out. */
let lettersByFolded: Map<string, string[]> | undefined;
let knownLetters: Set<string> | undefined;

function letters(): { known: Set<string>; byFolded: Map<string, string[]> } {
  if (knownLetters === undefined || lettersByFolded === undefined) {
    knownLetters = new Set();
    lettersByFolded = new Map();
    for (const spelling of syllableLetters()) {
      const toneless = exactOf(spelling);
      if (knownLetters.has(toneless)) continue;
      knownLetters.add(toneless);
      const folded = foldDiacritics(toneless);
      const alike = lettersByFolded.get(folded);
      if (alike === undefined) lettersByFolded.set(folded, [toneless]);
      else alike.push(toneless);
    }
  }
  return { known: knownLetters, byFolded: lettersByFolded };
}

/** Splits an exact term into its letters and its tone mark (`''` for none). */
function splitTone(exact: string): { base: string; mark: string } {
  const last = exact.slice(-1);
  return TONE_OF_MARK.has(last) && last !== ''
    ? { base: exact.slice(0, -1), mark: last }
    : { base: exact, mark: '' };
}

/**
 * Whether a token is a possible Vietnamese syllable as written: onset, rime and tone go together by the rules of
 * the orthography. Many possible syllables are no words; most English words are not possible syllables.
 */
export function isSyllable(token: string): boolean {
  const { base, mark } = splitTone(formsCache(token).exact);
  if (!letters().known.has(base)) return false;
  return mark === TONE_MARKS.sắc || mark === TONE_MARKS.nặng || !isStopFinal(base);
}

/**
 * Whether `wide` has the letters of `narrow` and, letter by letter, at least its marks. Both NFD, toneless.
 *
 * @param begins `wide` may have further letters: those of `narrow` begin it
 */
export function hasMarksOf(wide: string, narrow: string, begins = false): boolean {
  let at = 0;
  for (let i = 0; i < narrow.length; i++) {
    const want = narrow.charAt(i);
    let have = wide.charAt(at);
    if (have !== want && LETTER_MARK.test(have) && !LETTER_MARK.test(want)) {
      at++;
      have = wide.charAt(at);
    }
    if (have !== want && !(want === 'd' && have === 'đ')) return false;
    at++;
  }
  return begins || at === wide.length || (at === wide.length - 1 && LETTER_MARK.test(wide.charAt(at)));
}

const supersetCache = boundedCache((token: string): readonly string[] => {
  const { exact, folded } = formsCache(token);
  const { base, mark } = splitTone(exact);
  const forms = [exact];
  for (const candidate of letters().byFolded.get(folded) ?? []) {
    if (!hasMarksOf(candidate, base)) continue;
    const marks = isStopFinal(candidate) ? STOP_MARKS : ALL_MARKS;
    for (const tone of mark === '' ? marks : [mark]) {
      const form = candidate + tone;
      if (form !== exact && marks.includes(tone)) forms.push(form);
    }
  }
  return forms;
}, 4096);

/**
 * The exact terms of all possible syllables that have at least the marks of the token: letter by letter its
 * letter marks, and its tone if it has one, any tone otherwise. `duong` gives đường, dương, đương …; `dảng`
 * gives dảng, đảng, dẳng, đẳng …
 *
 * @returns the token's own exact term first, whatever it is; 36 terms at most (for `dan`, `don`)
 */
export function supersetForms(token: string): readonly string[] {
  return supersetCache(token);
}

/**
 * Whether a token can be read as a syllable when marks may be missing: `viet`, `đuong`, `tinh`.
 */
export function isSyllableSkeleton(token: string): boolean {
  return supersetForms(token).length > 1 || isSyllable(token);
}
