import { boundedCache } from '../text/bounded-cache.ts';
import { hashText } from '../text/hash-text.ts';
import { foldedForm } from '../text/syllable.ts';
import { tokenize, type Token } from '../text/tokenize.ts';
import type { ComparedText } from './compared-text.ts';
import { figuresKey, figuresOf, tellOtherwise, type Figures } from './figures.ts';

/** What of a text is compared with that of another: sets of hashes, in ascending order, without repetition. */
export interface Fingerprint {
  /** Of every three syllables in a row, without marks and case. */
  readonly shingles: Uint32Array;
  /** Of its numbers: they tell apart what is written from one template. */
  readonly numbers: Uint32Array;
  /** Of its names: runs of capitals within sentences. */
  readonly names: Uint32Array;
  /** What its headline tells in numbers. */
  readonly figures: Figures;
}

const SHINGLE = 3;

/** A text shorter than this is compared with its title: a line like `Mời quý vị xem video` stands under many. */
const SHORT = 60;

/** So many syllables are compared; what is longer is alike by its beginning. */
const LONGEST = 20_000;
/** Characters in which so many are found. */
const LONGEST_TEXT = LONGEST * 8;

const mix = (hash: number): number => {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
};

const DIGIT = /\p{N}/u;
const CAPITAL = /^\p{Lu}/u;

const readToken = boundedCache((token: string) => ({
  hash: hashText(foldedForm(token)),
  isNumber: DIGIT.test(token),
  isCapital: CAPITAL.test(token),
}));

const toSet = (hashes: Uint32Array): Uint32Array => {
  hashes.sort();
  let length = 0;
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i] ?? 0;
    if (length === 0 || hashes[length - 1] !== hash) hashes[length++] = hash;
  }
  return hashes.slice(0, length);
};

/** What begins a sentence, where a capital means nothing. */
const SENTENCE_START = /[.!?…:\n“"«(]\s*$/u;

/** What an article's text is told apart by: its lead and body; a short one with its title. In steps, since it may be long. */
export function* fingerprintSteps(compared: ComparedText): Generator<void, Fingerprint> {
  const { title, lead = '', body } = compared;
  const text = `${lead}\n${body}`.slice(0, LONGEST_TEXT);
  const tokens: readonly Token[] = tokenize(text).slice(0, LONGEST);
  yield;
  const figures = figuresOf(compared, text, tokens);
  yield;
  if (tokens.length >= SHORT) return { ...fingerprint(text, tokens), figures };
  const whole = `${title}\n${text}`;
  return { ...fingerprint(whole, tokenize(whole)), figures };
}

/** {@link fingerprintSteps}, in one go. */
export const fingerprintOf = (compared: ComparedText): Fingerprint => {
  const steps = fingerprintSteps(compared);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

const fingerprint = (text: string, tokens: readonly Token[]): Omit<Fingerprint, 'figures'> => {
  const hashes = new Uint32Array(tokens.length);
  const numbers: number[] = [];
  const names: number[] = [];
  let name = 0;
  let length = 0;
  let startsSentence = false;
  const endName = (): void => {
    // One capital at the beginning of a sentence is no name.
    if (length > 1 || (length === 1 && !startsSentence)) names.push(name);
    length = 0;
    name = 0;
  };
  let before = 0;
  for (const [i, { text: token, start, end }] of tokens.entries()) {
    const { hash, isNumber, isCapital } = readToken(token);
    hashes[i] = hash;
    if (isNumber) numbers.push(hash);
    if (length > 0 && (!isCapital || start - before !== 1 || text[before] !== ' ')) endName();
    if (isCapital) {
      if (length === 0) startsSentence = i === 0 || SENTENCE_START.test(text.slice(before, start));
      name = mix(name ^ hash);
      length++;
    }
    before = end;
  }
  endName();

  // A text of one or two syllables is one shingle.
  const shingles = new Uint32Array(Math.max(1, hashes.length - SHINGLE + 1));
  for (let at = 0; at < shingles.length; at++) {
    let shingle = 0x9e3779b9;
    for (let i = at; i < at + SHINGLE; i++) shingle = mix(shingle ^ (hashes[i] ?? 0));
    shingles[at] = shingle;
  }
  return {
    shingles: toSet(shingles),
    numbers: toSet(Uint32Array.from(numbers)),
    names: toSet(Uint32Array.from(names)),
  };
};

/** Of all their shingles, two texts that are nearly the same have at least this share in common. */
const LEAST_ALIKE = 0.7;
/** Of the numbers of the one that has fewer, this share must be the other's, too; fewer than two prove nothing. */
const LEAST_NUMBERS = { share: 0.6, from: 2 };
/** The same for names, which are written in more ways than numbers are. */
const LEAST_NAMES = { share: 0.5, from: 3 };

const common = (a: Uint32Array, b: Uint32Array): number => {
  let count = 0;
  let j = 0;
  for (let i = 0; i < a.length; i++) {
    const value = a[i] ?? 0;
    while (j < b.length && (b[j] ?? 0) < value) j++;
    if (b[j] === value) count++;
  }
  return count;
};

const agree = (a: Uint32Array, b: Uint32Array, least: { share: number; from: number }): boolean => {
  const fewer = Math.min(a.length, b.length);
  return fewer < least.from || common(a, b) >= least.share * fewer;
};

/** Which share of all their shingles two texts have in common: 1 where they are the same but for marks and case. */
export const likenessOf = (a: Fingerprint, b: Fingerprint): number => {
  const both = common(a.shingles, b.shingles);
  return both / (a.shingles.length + b.shingles.length - both);
};

const areAlike = (a: Fingerprint, b: Fingerprint): boolean =>
  likenessOf(a, b) >= LEAST_ALIKE &&
  agree(a.numbers, b.numbers, LEAST_NUMBERS) &&
  agree(a.names, b.names, LEAST_NAMES);

/**
 * Whether two texts are nearly the same: one story printed twice, with other words here and there, a paragraph more
 * or less, another by-line. Two stories of one template, such as the prices of two weeks, are not: their numbers or
 * names differ. Nor is the report of the next hour: its headline has other numbers.
 */
export const areNearlySame = (a: Fingerprint, b: Fingerprint): boolean =>
  areAlike(a, b) && !tellOtherwise(a.figures, b.figures);

/** Whether one is the other brought up to date: the same wording with other numbers in the headline. */
export const isUpdate = (a: Fingerprint, b: Fingerprint): boolean =>
  areAlike(a, b) && tellOtherwise(a.figures, b.figures);

/**
 * MinHash: of each of 60 orders of all shingles the first that a text has, in 15 bands of four. Two texts that have
 * 70 % of their shingles in common share at least one band in 98 of 100 cases, with 80 % practically always; two with
 * 20 % in 2 of 100.
 */
const BANDS = 15;
const ROWS = 4;

const FACTORS = Uint32Array.from({ length: BANDS * ROWS }, (_, i) => mix(0x1000_0000 + i) | 1);
const OFFSETS = Uint32Array.from({ length: BANDS * ROWS }, (_, i) => mix(0x2000_0000 + i));

/** The first shingle in each of the orders. */
const firstShingles = (shingles: Uint32Array): number[] => {
  const first: number[] = [];
  for (let order = 0; order < BANDS * ROWS; order++) {
    const factor = FACTORS[order] ?? 0;
    const offset = OFFSETS[order] ?? 0;
    let least = 0xffff_ffff;
    for (let i = 0; i < shingles.length; i++) {
      const value = Math.imul((shingles[i] ?? 0) ^ offset, factor) >>> 0;
      if (value < least) least = value;
    }
    first.push(least);
  }
  return first;
};

/** Terms of an index: texts that are nearly the same have at least one of them in common. */
export interface LikenessTerms {
  readonly bands: readonly string[];
  /** The same for the same text, and practically never for another. */
  readonly key: string;
  /** The same, and another where the headline has other numbers. */
  readonly keyOfUpdate: string;
}

export const likenessTerms = ({ shingles, figures }: Fingerprint): LikenessTerms => {
  const first = firstShingles(shingles);
  const digest = (values: readonly number[], seed: number): string =>
    values
      .reduce((hash, value) => mix(hash ^ value), seed)
      .toString(36)
      .padStart(7, '0');
  const key = digest(first, 0x5bd1e995) + digest(first, 0x27d4eb2f);
  return {
    bands: Array.from(
      { length: BANDS },
      (_, band) => `${band.toString(36)}${digest(first.slice(band * ROWS, (band + 1) * ROWS), band + 1)}`,
    ),
    key,
    keyOfUpdate: key + digest([hashText(figuresKey(figures))], 0x165667b1),
  };
};
