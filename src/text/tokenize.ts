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
 * Beside quotes and colons: middle dots, zero-width space, fraction slash, narrow no-break space and the ties
 * and low lines that UAX #29 calls ExtendNumLet, and the full-width and small forms of colon and semicolon.
 */
export const WORD_JOINERS: readonly string[] = [
  ...Array.from(`'’‘ʼ＇:：;；_＿·‧․`),
  '\u0387',
  '\u200B',
  '\u202F',
  '\u203F',
  '\u2040',
  '\u2044',
  '\u2054',
  '\uFE13',
  '\uFE33',
  '\uFE34',
  '\uFE4D',
  '\uFE4E',
  '\uFE4F',
  '\uFE52',
  '\uFE55',
  '\uFF0E',
];

// What a UTF-16 unit does to a token.
const BREAK = 0;
const LETTER = 1;
const DIGIT = 2;
/** Marks and format characters: they continue a token and never begin one. */
const EXTEND = 3;
/** `.` and `,`: they join two digits. */
const NUMBER_JOINER = 4;
/** A letter of a script other than Latin: its run goes to `Intl.Segmenter`. */
const OTHER_SCRIPT = 5;
const SURROGATE = 6;

const LATIN_OR_COMMON_LETTER = /^(?=\p{Alphabetic})[\p{Script=Latin}\p{Script=Common}]$/u;
const JOINERS = new Set(WORD_JOINERS);

function classify(character: string): number {
  if (JOINERS.has(character)) return BREAK;
  if (/^[.,\uFF0C]$/u.test(character)) return NUMBER_JOINER;
  if (/^\p{Nd}$/u.test(character)) return DIGIT;
  if (/^[\p{M}\p{Cf}]$/u.test(character)) return EXTEND;
  if (LATIN_OR_COMMON_LETTER.test(character)) return LETTER;
  // Halfwidth katakana's sound marks and the prolonged sound mark are Common, but only mean something there.
  if (/^\p{Alphabetic}$/u.test(character)) return OTHER_SCRIPT;
  return BREAK;
}

/** Latin with its extensions, and general punctuation, are looked up; the rest of Unicode is asked for. */
const TABLE_SIZE = 0x2100;
const table = new Uint8Array(TABLE_SIZE);
for (let code = 0; code < TABLE_SIZE; code++) table[code] = classify(String.fromCharCode(code));
const rest = new Map<number, number>();

function classOf(code: number): number {
  if (code < TABLE_SIZE) return table[code] ?? BREAK;
  if (code >= 0xd800 && code <= 0xdfff) return SURROGATE;
  let found = rest.get(code);
  if (found === undefined) {
    found = classify(String.fromCharCode(code));
    rest.set(code, found);
  }
  return found;
}

let segmenter: Intl.Segmenter | undefined;

/** Class of the character at `at`, and its length in units. */
function classAt(text: string, at: number): { kind: number; units: number } {
  const kind = classOf(text.charCodeAt(at));
  if (kind !== SURROGATE) return { kind, units: 1 };
  const point = text.codePointAt(at) ?? 0;
  if (point < 0x10000) return { kind: BREAK, units: 1 };
  return { kind: classify(String.fromCodePoint(point)), units: 2 };
}

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
  const length = text.length;
  let at = 0;
  while (at < length) {
    const first = classOf(text.charCodeAt(at));
    if (first !== LETTER && first !== DIGIT) {
      if (first === OTHER_SCRIPT || first === SURROGATE) {
        at = otherScriptOrSkip(text, at, at, tokens);
      } else at++;
      continue;
    }
    const start = at;
    let hasLetter = first === LETTER;
    let lastIsDigit = first === DIGIT;
    let end = ++at;
    let handedOver = false;
    while (at < length) {
      const kind = classOf(text.charCodeAt(at));
      if (kind === LETTER) {
        hasLetter = true;
        lastIsDigit = false;
      } else if (kind === DIGIT) {
        lastIsDigit = true;
      } else if (kind === NUMBER_JOINER) {
        if (!lastIsDigit || at + 1 >= length || classOf(text.charCodeAt(at + 1)) !== DIGIT) break;
      } else if (kind === OTHER_SCRIPT || kind === SURROGATE) {
        // Digits belong to the script they stand with; a Latin word ends where another script begins.
        const next = classAt(text, at);
        if (next.kind === LETTER || next.kind === DIGIT || next.kind === EXTEND) {
          if (next.kind === LETTER) hasLetter = true;
          lastIsDigit = next.kind === DIGIT || (next.kind === EXTEND && lastIsDigit);
          at += next.units;
          end = at;
          continue;
        }
        if (next.kind === OTHER_SCRIPT && !hasLetter) {
          at = otherScriptOrSkip(text, start, at, tokens);
          handedOver = true;
        }
        break;
      } else if (kind === BREAK) break;
      end = ++at;
    }
    if (!handedOver) tokens.push({ text: text.slice(start, end), start, end });
  }
  return tokens;
}

/**
 * Emits the words of the run of another script that begins at `from` (and has been found to hold up to `at`),
 * or steps over a character that is none.
 *
 * @returns where to go on
 */
function otherScriptOrSkip(text: string, from: number, at: number, tokens: Token[]): number {
  let end = at;
  let found = false;
  let lastIsDigit = false;
  while (end < text.length) {
    const { kind, units } = classAt(text, end);
    if (kind === OTHER_SCRIPT) {
      found = true;
      lastIsDigit = false;
    } else if (kind === DIGIT) {
      if (!found) break;
      lastIsDigit = true;
    } else if (kind === NUMBER_JOINER) {
      if (!lastIsDigit || end + 1 >= text.length || classAt(text, end + 1).kind !== DIGIT) break;
    } else if (kind !== EXTEND || !found) break;
    end += units;
  }
  if (!found) {
    const { kind, units } = classAt(text, at);
    if (kind !== LETTER && kind !== DIGIT) return at + units;
    // A Latin letter or a digit beyond the BMP (𝐀, 𝟙).
    tokens.push({ text: text.slice(at, at + units), start: at, end: at + units });
    return at + units;
  }
  segmenter ??= new Intl.Segmenter('vi', { granularity: 'word' });
  for (const piece of segmenter.segment(text.slice(from, end))) {
    if (!piece.isWordLike) continue;
    const start = from + piece.index;
    tokens.push({ text: piece.segment, start, end: start + piece.segment.length });
  }
  return end;
}
