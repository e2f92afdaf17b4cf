import { addToHash, foldedHash, NO_HASH } from './folded-hash.ts';

/** One searchable unit of a text; in Vietnamese, a syllable. */
export interface Token {
  /** The raw slice `[start, end)` of the text, as written. */
  readonly text: string;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset after the last unit. */
  readonly end: number;
}

/**
 * Characters that Unicode's word boundaries (UAX #29) keep inside a word, but that part words in newspapers:
 * `Hải Phòng:tin`, `học_sinh`, `d’Ivoire`. The index's first char filter turns each into a space, one for one.
 * Beside quotes, colons and semicolons: middle dots, the zero-width and the narrow no-break space, the fraction
 * slash, the ties and low lines that UAX #29 calls ExtendNumLet, and small and vertical forms of all these.
 */
export const WORD_JOINERS: readonly string[] = [
  ...Array.from(`'’‘ʼ＇:：;；_＿·‧․`),
  ...Array.from('\u037E\u0387\u200B\u202F\u203F\u2040\u2044\u2054'),
  ...Array.from('\uFE13\uFE33\uFE34\uFE4D\uFE4E\uFE4F\uFE50\uFE52\uFE54\uFE55'),
];

/** Characters that join two digits and part anything else. */
export const NUMBER_JOINERS: readonly string[] = ['.', ',', '．', '，'];

// What a character does to a token.
const BREAK = 0;
const LETTER = 1;
const DIGIT = 2;
/** Marks and format characters: they continue a token and never begin one. */
const EXTEND = 3;
const NUMBER_JOINER = 4;
/** A letter of a script other than Latin: its run goes to `Intl.Segmenter`. */
const OTHER_SCRIPT = 5;

const JOINERS = new Set(WORD_JOINERS);
const NUMBER_JOINER_SET = new Set(NUMBER_JOINERS);
const NUMERAL = /^\p{Nd}$/u;
const CONTINUING = /^[\p{M}\p{Cf}]$/u;
/** UAX #29 counts some modifier symbols as letters beside what is alphabetic. */
const ALPHABETIC =
  /^[\p{Alphabetic}\u02C2-\u02C5\u02D2-\u02D7\u02DE\u02DF\u02E5-\u02E9\u02ED\u02EF-\u02FF]$/u;
const LATIN = /^\p{Script=Latin}$/u;
/** Letters of no one script (µ, 𝐀); those of the Japanese blocks (ー, 〆) only stand in Japanese. */
const COMMON = /^(?![\u3000-\uFFFF])\p{Script=Common}$/u;

function classify(character: string): number {
  if (JOINERS.has(character)) return BREAK;
  if (NUMBER_JOINER_SET.has(character)) return NUMBER_JOINER;
  if (NUMERAL.test(character)) return DIGIT;
  if (CONTINUING.test(character)) return EXTEND;
  if (!ALPHABETIC.test(character)) return BREAK;
  return LATIN.test(character) || COMMON.test(character) ? LETTER : OTHER_SCRIPT;
}

/** Latin with its extensions, and general punctuation, are looked up; the rest of Unicode is asked for once. */
const TABLE_SIZE = 0x2100;
const table = new Uint8Array(TABLE_SIZE);
for (let code = 0; code < TABLE_SIZE; code++) table[code] = classify(String.fromCharCode(code));
const rest = new Map<number, number>();

/** Class of the UTF-16 unit at `at`; of both for a surrogate pair. The end of the text parts like a space. */
function classAt(text: string, at: number): number {
  if (at >= text.length) return BREAK;
  const code = text.charCodeAt(at);
  if (code < TABLE_SIZE) return table[code] ?? BREAK;
  const point = text.codePointAt(at) ?? 0;
  let found = rest.get(point);
  if (found === undefined) {
    found = point >= 0xd800 && point <= 0xdfff ? BREAK : classify(String.fromCodePoint(point));
    rest.set(point, found);
  }
  return found;
}

/** How many UTF-16 units the character at `at` takes. */
function unitsAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}

let segmenter: Intl.Segmenter | undefined;

/**
 * Cuts a text into its searchable tokens, at the same places as the index's analyzers do: a token is a maximal
 * run of letters, marks and digits; one `.` or `,` between two digits belongs to the number (`1.115`, `123,3`);
 * everything else parts (`05-CT/TW` is `05`, `CT`, `TW`; `TP.HCM` is `TP`, `HCM`). Emoji and symbols are no
 * tokens. Runs of other scripts are cut by `Intl.Segmenter`, which knows the words of Chinese, Japanese and Thai.
 *
 * @param text any text, NFC or NFD
 * @returns tokens in order, with offsets into `text` as given
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  scanTokens(text, (start, end) => tokens.push({ text: text.slice(start, end), start, end }));
  return tokens;
}

type OnToken = (start: number, end: number, hash: number) => void;

/**
 * {@link tokenize} without making anything of the tokens: for texts of which few tokens matter.
 *
 * @param emit is told each token's offsets, in order, and the hash of its folded term
 */
export function scanTokens(text: string, emit: OnToken): void {
  const length = text.length;
  /** Class of the last letter: digits belong to the script that was written before them. */
  let script = BREAK;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const first = code < TABLE_SIZE ? (table[code] as number) : classAt(text, at);
    if (first === BREAK) {
      at += code < TABLE_SIZE ? 1 : unitsAt(text, at);
      continue;
    }
    if (first === OTHER_SCRIPT) {
      at = segmentRun(text, at, at, emit);
      script = OTHER_SCRIPT;
      continue;
    }
    if (first !== LETTER && first !== DIGIT) {
      at += unitsAt(text, at);
      continue;
    }
    const start = at;
    let kind = first;
    let lastIsDigit = false;
    let hasLetter = false;
    // Nearly every token is letters of the table and nothing else.
    let hash = 0;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code >= TABLE_SIZE || table[code] !== LETTER) break;
      hash = addToHash(hash, code);
      at++;
    }
    if (at > start) {
      hasLetter = true;
      script = LETTER;
      kind = classAt(text, at);
      if (kind === BREAK || kind === NUMBER_JOINER) {
        emit(start, at, hash);
        continue;
      }
    }
    do {
      if (kind === LETTER) {
        // In `Москва 5G` the 5 belongs to what was written before it.
        if (!hasLetter && script === OTHER_SCRIPT && at > start) break;
        hasLetter = true;
        script = LETTER;
        lastIsDigit = false;
      } else if (kind === DIGIT) lastIsDigit = true;
      else if (kind === NUMBER_JOINER) {
        if (!lastIsDigit || classAt(text, at + 1) !== DIGIT) break;
      } else if (kind !== EXTEND) break;
      at += unitsAt(text, at);
      kind = classAt(text, at);
    } while (at < length);
    if (at < length && kind === OTHER_SCRIPT && script !== LETTER) {
      at = segmentRun(text, start, at, emit);
      script = OTHER_SCRIPT;
    } else emit(start, at, foldedHash(text, start, at));
  }
}

/**
 * Emits the words of a run of another script.
 *
 * @param start where the run begins: at its first letter, or at a number before it
 * @param at its first letter
 * @returns the end of the run
 */
function segmentRun(text: string, start: number, at: number, emit: OnToken): number {
  let end = at;
  let lastIsDigit = false;
  while (end < text.length) {
    const kind = classAt(text, end);
    if (kind === OTHER_SCRIPT) lastIsDigit = false;
    else if (kind === DIGIT) lastIsDigit = true;
    else if (kind === NUMBER_JOINER) {
      if (!lastIsDigit || classAt(text, end + 1) !== DIGIT) break;
    } else if (kind !== EXTEND) break;
    end += unitsAt(text, end);
  }
  segmenter ??= new Intl.Segmenter('vi', { granularity: 'word' });
  for (const { segment, index, isWordLike } of segmenter.segment(text.slice(start, end))) {
    if (isWordLike) emit(start + index, start + index + segment.length, NO_HASH);
  }
  return end;
}
