import { addUnit, bucketOf, foldedHash, NO_HASH, unitOf } from './folded-hash.ts';
import { callingCode, isPlateDot, phoneEnd } from './number-forms.ts';

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
 * slash, the ties and low lines that UAX #29 calls ExtendNumLet, and small and vertical forms of all these. The
 * masculine ordinal is a letter to Unicode; in newspapers it is the degree sign (`39ºC`).
 */
export const WORD_JOINERS: readonly string[] = [
  ...Array.from(`'’‘ʼ＇:：;；_＿·‧․º`),
  ...Array.from('\u037E\u0387\u200B\u202F\u203F\u2040\u2044\u2054'),
  ...Array.from('\uFE13\uFE33\uFE34\uFE4D\uFE4E\uFE4F\uFE50\uFE52\uFE54\uFE55'),
];

/** Dots before three digits group them; any other dot between digits parts. */
const DOTS: ReadonlySet<string> = new Set(['.', '．']);
/** Commas join two digits and part anything else. */
const COMMAS: ReadonlySet<string> = new Set([',', '，']);

/**
 * Characters that are read as others, one for one: raised and lowered digits are digits (`km²`, `CO₂`), a degree sign
 * with its letter is the letter.
 */
export const READ_AS: ReadonlyMap<string, string> = new Map([
  ...Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (digit, value): [string, string] => [digit, String(value)]),
  ...Array.from('₀₁₂₃₄₅₆₇₈₉', (digit, value): [string, string] => [digit, String(value)]),
  ['℃', 'C'],
  ['℉', 'F'],
]);

// What a character does to a token.
const BREAK = 0;
const LETTER = 1;
const DIGIT = 2;
/** Marks and format characters: they continue a token and never begin one. */
const EXTEND = 3;
const DOT = 4;
const COMMA = 5;
/** A letter of a script other than Latin: its run goes to `Intl.Segmenter`. */
const OTHER_SCRIPT = 6;

const JOINERS = new Set(WORD_JOINERS);
const NUMERAL = /^\p{Nd}$/u;
const CONTINUING = /^[\p{M}\p{Cf}]$/u;
/** UAX #29 counts some modifier symbols as letters beside what is alphabetic. */
const ALPHABETIC =
  /^[\p{Alphabetic}\u02C2-\u02C5\u02D2-\u02D7\u02DE\u02DF\u02E5-\u02E9\u02ED\u02EF-\u02FF]$/u;
const LATIN = /^\p{Script=Latin}$/u;
/** Letters of no one script (µ, 𝐀); those of the Japanese blocks (ー, 〆) only stand in Japanese. */
const COMMON = /^(?![\u3000-\uFFFF])\p{Script=Common}$/u;

function classify(written: string): number {
  const character = READ_AS.get(written) ?? written;
  if (JOINERS.has(character)) return BREAK;
  if (DOTS.has(character)) return DOT;
  if (COMMAS.has(character)) return COMMA;
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
 * run of letters and marks, or a number. Letters and digits part (`U23` is `U`, `23`). A dot before three digits and a
 * comma between digits belong to the number (`1.115`, `123,3`), and so does what groups a telephone number
 * (`0912 345 678`) or a number plate. Everything else parts (`05-CT/TW` is `05`, `CT`, `TW`; `30.4` is `30`, `4`;
 * `TP.HCM` is `TP`, `HCM`). Emoji and symbols are no tokens. Runs of other scripts are cut by `Intl.Segmenter`, which
 * knows the words of Chinese, Japanese and Thai.
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

const ZERO = 0x30;
const PLUS = 0x2b;
const BRACKET = 0x28;
const SPACE = 0x20;

/**
 * {@link tokenize} without making anything of the tokens: for texts of which few tokens matter.
 *
 * @param onToken is told each token's offsets, in order, and the hash of its folded term
 * @param buckets those of the hashes that matter: many tokens with others are passed over. `null`: all are told
 * @param reach so many tokens behind each that has such a hash, or none, are told whatever they are
 */
export function scanTokens(
  text: string,
  onToken: OnToken,
  buckets: Readonly<Uint8Array> | null = null,
  reach = 0,
): void {
  const length = text.length;
  let at = 0;
  /** How much of other scripts was cut into words. */
  let segmented = 0;
  /** How many more are told whatever they are. */
  let near = 0;
  const emit: OnToken = (start, end, hash) => {
    if (buckets !== null) near = hash === NO_HASH || buckets[bucketOf(hash)] === 1 ? reach : near - 1;
    onToken(start, end, hash);
  };
  while (at < length) {
    if (buckets !== null && near <= 0) {
      at = passOver(text, at, buckets);
      if (at === length) return;
    }
    let code = text.charCodeAt(at);
    let unit = plainUnits[code] as number;
    if (unit > 0) {
      // Nearly every token is such letters and nothing else.
      const start = at;
      let hash = 0;
      do {
        hash = addUnit(hash, unit);
        at++;
        if (at === length) break;
        code = text.charCodeAt(at);
        unit = plainUnits[code] as number;
      } while (unit > 0);
      const end = code === SPACE ? at : lettersEnd(text, at);
      if (end > at) {
        learnLetters(text, at, end);
        at = end;
        hash = foldedHash(text, start, end);
      }
      emit(start, at, hash);
      continue;
    }
    if (code === SPACE) {
      at++;
      continue;
    }
    const first = classAt(text, at);
    if (first === LETTER) {
      const start = at;
      at = lettersEnd(text, at);
      learnLetters(text, start, at);
      emit(start, at, foldedHash(text, start, at));
    } else if (first === DIGIT) {
      const start = at;
      if (code === ZERO) at = phoneEnd(text, start);
      if (at > start) emit(start, at, NO_HASH);
      else {
        at = numberEnd(text, start);
        emit(start, at, foldedHash(text, start, at));
      }
    } else if (first === OTHER_SCRIPT) {
      const end = runEnd(text, at);
      const most = Math.min(end, at + MOST_SEGMENTED - segmented);
      segmentRun(text, at, most, emit);
      segmented += most - at;
      at = end;
    } else {
      if (code === PLUS || (code === BRACKET && text.charCodeAt(at + 1) === PLUS)) {
        const call = callingCode(text, at);
        if (call !== null) {
          const end = call.end ?? numberEnd(text, call.digits);
          emit(at, end, NO_HASH);
          at = end;
          continue;
        }
      }
      at += code < TABLE_SIZE ? 1 : unitsAt(text, at);
    }
  }
}

/** Where the letters and what continues them end that go on at `start`. */
function lettersEnd(text: string, start: number): number {
  let at = start;
  for (let kind = classAt(text, at); kind === LETTER || kind === EXTEND; kind = classAt(text, at)) {
    at += unitsAt(text, at);
  }
  return at;
}

/** Of a UTF-16 unit that {@link classAt} has to be asked for. */
const LOOK = -1;
/**
 * What most characters do, class and hash in one look: a letter, once it has been met, has what it adds to a hash; 0 parts
 * tokens and is none.
 */
const plainUnits = new Int16Array(0x1_0000).fill(LOOK);
for (let code = 0; code < TABLE_SIZE; code++) {
  const kind = table[code];
  // A dot or a comma is more than that behind a digit alone.
  const parts = kind === BREAK || kind === DOT || kind === COMMA;
  if (parts && code !== PLUS && code !== BRACKET) plainUnits[code] = 0;
}

function learnLetters(text: string, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < TABLE_SIZE && table[code] === LETTER) plainUnits[code] = unitOf(code) ?? LOOK;
  }
}

/**
 * Where the first token begins whose hash has one of the buckets, or at which all is looked at: what is no plain letter,
 * or the plain letters right before it; the end of the text where there is none. A loop of its own, which calls
 * nothing: where all tokens are told to whoever asks, and only then passed over, a search takes 0.4 ms longer.
 *
 * @param from where no token is under way
 */
function passOver(text: string, from: number, buckets: Readonly<Uint8Array>): number {
  const length = text.length;
  let hash = 0;
  for (let at = from; at < length; at++) {
    const unit = plainUnits[text.charCodeAt(at)] as number;
    if (unit > 0) {
      hash = addUnit(hash, unit);
      continue;
    }
    if (unit === LOOK || buckets[bucketOf(hash)] === 1) {
      const start = plainStart(text, from, at);
      if (unit === LOOK || start < at) return start;
    }
    hash = 0;
  }
  return buckets[bucketOf(hash)] === 1 ? plainStart(text, from, length) : length;
}

/** Where the plain letters begin that end at `end`. */
function plainStart(text: string, from: number, end: number): number {
  let start = end;
  while (start > from && (plainUnits[text.charCodeAt(start - 1)] as number) > 0) start--;
  return start;
}

/** Where the number ends that has a digit at `start`. */
function numberEnd(text: string, start: number): number {
  let at = start;
  let last = DIGIT;
  for (;;) {
    const kind = classAt(text, at);
    if (kind === DOT) {
      if (last !== DIGIT || !(isThousandsDot(text, at) || isPlateDot(text, at))) return at;
    } else if (kind === COMMA) {
      if (last !== DIGIT || classAt(text, at + 1) !== DIGIT) return at;
    } else if (kind !== DIGIT && kind !== EXTEND) return at;
    if (kind !== EXTEND) last = kind;
    at += unitsAt(text, at);
  }
}

/** Three digits and no more: so thousands are written. */
function isThousandsDot(text: string, dot: number): boolean {
  let at = dot + 1;
  for (let digits = 0; digits < 3; digits++) {
    if (classAt(text, at) !== DIGIT) return false;
    at += unitsAt(text, at);
  }
  return classAt(text, at) !== DIGIT;
}

/** Segmenting takes quadratic time, and no sentence is as long: where one is, a word of it may be cut. */
const LONGEST_RUN = 1_000;

/** So much of a text is cut into the words of other scripts. Vietnamese articles quote them; what goes on is skipped. */
const MOST_SEGMENTED = 20_000;

/** The offset itself, or that before where it would cut a surrogate pair. */
function characterStart(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
}

/** Where the run of letters of another script ends that begins at `start`. */
function runEnd(text: string, start: number): number {
  let end = start;
  let kind = OTHER_SCRIPT;
  while (kind === OTHER_SCRIPT || kind === EXTEND) {
    end += unitsAt(text, end);
    kind = classAt(text, end);
  }
  return end;
}

/** Emits the words of a run of another script. */
function segmentRun(text: string, start: number, end: number, emit: OnToken): void {
  segmenter ??= new Intl.Segmenter('vi', { granularity: 'word' });
  for (let from = start; from < end;) {
    const to = end - from > LONGEST_RUN ? characterStart(text, from + LONGEST_RUN) : end;
    for (const { segment, index, isWordLike } of segmenter.segment(text.slice(from, to))) {
      if (isWordLike) emit(from + index, from + index + segment.length, NO_HASH);
    }
    from = to;
  }
}
