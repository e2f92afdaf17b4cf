import { NO_LANGUAGE, SETTLED_TOKENS } from '../language/language-model.ts';
import type { LanguageModel } from '../language/language-model.ts';
import { countOf, pairCountOf } from '../language/meant-term.ts';
import type { MeantTerm } from '../language/meant-term.ts';
import { FUNCTION_TERMS } from '../text/function-words.ts';
import { foldedForm, isSyllableSkeleton, mayBeWrittenWithI, tokenForms } from '../text/syllable.ts';
import { splitGlued } from '../text/split-glued.ts';

/** A token as it was typed. */
export interface FormToken extends MeantTerm {
  readonly text: string;
}

/** How a stretch of tokens is written as well: `ô` `tô` as `ôtô`, `ôtô` as `ô` `tô`. */
export interface OtherForm {
  /** The first of the tokens, and how many they are. */
  readonly start: number;
  readonly length: number;
  readonly texts: readonly string[];
  /** Whether these are known with all their marks, however few were typed. */
  readonly isSpelled?: true;
}

/** Words of more syllables are not written as one. */
const MOST_JOINED = 4;
/** Where little is known of the language, so many neighbours at most are tried without being known. */
const MOST_TRIED = 3;
/** Marks being open, what stands side by side at least so often, of the rarer of two, belongs together. */
const COHESION = 0.05;
/** Once may be a slip. */
const NOT_BY_CHANCE = 2;
/** A word that is hardly ever written as one is a slip where it is. */
const WORTH_TRYING = 1 / 200;
/** Longer ones are not cut in two without being known: hardly a name or a loan word is. */
const LONGEST_TRIED = 7;

const LETTERS = /^[\p{L}\p{M}]+$/u;
const NUMBER = /^\p{Nd}/u;

/** Whether what the archive is not known to hold may be in it all the same; of no archive at all nothing is said. */
const mayHoldMore = (model: LanguageModel): boolean => model !== NO_LANGUAGE && model.tokens < SETTLED_TOKENS;

const tokenOf = (text: string, isOpen: boolean): FormToken => ({ text, ...tokenForms(text), isOpen });

/**
 * Whether the archive writes these side by side, and not by chance. Syllables whose marks are open stand beside each
 * other by chance as well (`lớn đơn` in `london`), a letter that is none (`e` in `e-mail`) does not.
 */
const belongTogether = (parts: readonly FormToken[], model: LanguageModel): boolean =>
  parts.slice(1).every((part, i) => {
    const before = parts[i] ?? part;
    const pairs = pairCountOf(before, part, model);
    if (pairs < NOT_BY_CHANCE) return false;
    if (!part.isOpen || ![before, part].every(({ text }) => text.length > 1 && isSyllableSkeleton(text)))
      return true;
    return pairs >= COHESION * Math.min(countOf(before, model), countOf(part, model));
  });

/** `false`: the archive has no token that folds to what the parts make together, which is seen without making it. */
const mayBeCounted = (parts: readonly FormToken[], model: LanguageModel): boolean => {
  const folded = parts.map((part) => part.folded).join('');
  return (
    folded.length <= 3 ||
    parts.some((part) => mayBeWrittenWithI(part.folded)) ||
    model.countFolded(folded) > 0
  );
};

/**
 * Whether neighbours may be met by the one word that they make together. What may as well be one syllable never is
 * (`to an` is no `toàn`), and syllables without marks only where they belong together (`co me` is no `come`).
 *
 * @param mayTry whether one that the archive does not know may be there all the same
 */
const isJoint = (parts: readonly FormToken[], model: LanguageModel, mayTry: boolean): boolean => {
  const [first] = parts;
  if (
    first === undefined ||
    !parts.every(({ text, isOpen }) => LETTERS.test(text) && isOpen === first.isOpen)
  )
    return false;
  if (!mayTry && !mayBeCounted(parts, model)) return false;
  const joined = tokenOf(parts.map(({ text }) => text).join(''), first.isOpen);
  const count = countOf(joined, model);
  if (count === 0 && !mayTry) return false;
  if (isSyllableSkeleton(joined.text)) return false;
  if (count === 0) return true;
  const [rarest] = parts
    .slice(1)
    .map((part, i) => pairCountOf(parts[i] ?? part, part, model))
    .toSorted((a, b) => a - b);
  if (count < (rarest ?? 0) * WORTH_TRYING) return false;
  const mayBeChance = first.isOpen && parts.every(({ text }) => isSyllableSkeleton(text));
  return !mayBeChance || mayTry || belongTogether(parts, model);
};

/**
 * The words that neighbours make when they are written as one: `ô tô` is `ôtô`, `xi măng` `ximăng`, `Wi-Fi` `WiFi`.
 *
 * @param tokens typed side by side
 * @param start where the word begins
 * @param model tells which of them are written; one that knows too little leaves the shorter ones to be tried
 */
export const joinedForms = (
  tokens: readonly FormToken[],
  start: number,
  model: LanguageModel,
): readonly OtherForm[] => {
  const forms: OtherForm[] = [];
  const mayTry =
    mayHoldMore(model) &&
    tokens.length <= MOST_TRIED &&
    !tokens.some(({ exact }) => FUNCTION_TERMS.has(exact));
  for (let length = 2; length <= MOST_JOINED && start + length <= tokens.length; length++) {
    const parts = tokens.slice(start, start + length);
    if (isJoint(parts, model, mayTry))
      forms.push({ start, length, texts: [parts.map(({ text }) => text).join('')] });
  }
  return forms;
};

/**
 * The one word that is made by what was typed with signs in it: `e-mail`, `H'Mông`, `Cam-pu-chia`; unless the archive
 * tells that it has none (`Nội-Lào` of `Hà Nội-Lào Cai`).
 */
export const unhyphenated = (tokens: readonly FormToken[], model: LanguageModel): readonly OtherForm[] => {
  if (tokens.length < 2 || tokens.length > MOST_JOINED) return [];
  if (!tokens.every(({ text }) => LETTERS.test(text))) return [];
  const joined = tokenOf(
    tokens.map(({ text }) => text).join(''),
    tokens.some(({ isOpen }) => isOpen),
  );
  return model.tokens < SETTLED_TOKENS || countOf(joined, model) > 0
    ? [{ start: 0, length: tokens.length, texts: [joined.text] }]
    : [];
};

/** `VnIndex`, `HMông`: a capital within a word begins another. */
const HUMP = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{Lu}\p{M}*)(?=\p{Lu}\p{M}*\p{Ll})/u;

/** All ways to cut a word in two, letters with their marks. */
const inTwo = (text: string): string[][] => {
  const letters = text.match(/\P{M}\p{M}*/gu) ?? [];
  return letters.slice(1).map((_, i) => [letters.slice(0, i + 1).join(''), letters.slice(i + 1).join('')]);
};

const VOWEL = '[aeiouy]';
const CONSONANT = '[b-df-hj-np-tv-xzđ]';
/** `wi|fi`, `e|mail`, `h|mông`, `vn|index`: halves that could each be said. */
const SPOKEN = new RegExp(
  `^(?:${CONSONANT}*${VOWEL}+${CONSONANT}*\\|${CONSONANT}[hlr]?${VOWEL}|${CONSONANT}\\|${CONSONANT}[hlr]?${VOWEL}|${CONSONANT}{2}\\|${VOWEL})`,
  'iu',
);

/**
 * The ways to write one word as several: `ôtô` as `ô tô`, `VnIndex` as `Vn Index`, `email` as `e mail`. What can be a
 * syllable is none: `toan` stays one.
 *
 * @param model tells which parts stand side by side; one that knows too little leaves the likely ones to be tried
 */
export const partedForms = (token: FormToken, model: LanguageModel): readonly (readonly string[])[] => {
  const text = token.text.normalize('NFC');
  if (text.length < 3 || !LETTERS.test(text) || isSyllableSkeleton(text)) return [];
  const humps = text.split(HUMP);
  if (humps.length > 1) return humps.length <= MOST_JOINED ? [humps] : [];
  const glued = splitGlued(text);
  const isKnown = (way: readonly string[]): boolean =>
    belongTogether(
      way.map((part) => tokenOf(part, token.isOpen)),
      model,
    );
  const known = [...glued, ...inTwo(text)].filter(isKnown);
  // Capitals are an abbreviation.
  const mayTry = mayHoldMore(model) && known.length === 0 && text !== text.toUpperCase();
  const tried = !mayTry
    ? []
    : glued.length > 0
      ? glued.slice(0, 1)
      : inTwo(text).filter((way) => text.length <= LONGEST_TRIED && SPOKEN.test(foldedForm(way.join('|'))));
  return [...new Map([...known, ...tried].map((way) => [way.join(' '), way])).values()];
};

/** How the currency is written behind an amount. */
const CURRENCY: readonly (readonly [written: string, other: string])[] = [
  ['đ', 'đồng'],
  ['đồng', 'đ'],
];
/** 120.000: the dots are there, and it is no year or number of a house. */
const AMOUNT = /^\p{Nd}{1,3}(?:[.．]\p{Nd}{3})+$/u;

/** `120.000đ` is `120.000 đồng`: only behind a number. An amount that nothing follows is met with its currency as well. */
const currencyForms = (tokens: readonly FormToken[], start: number): readonly OtherForm[] => {
  const amount = tokens[start];
  if (amount === undefined || !NUMBER.test(amount.folded)) return [];
  const unit = tokens[start + 1];
  const others = CURRENCY.filter(([written]) => {
    const { exact, folded } = tokenForms(written);
    return unit !== undefined && (unit.exact === exact || (unit.isOpen && unit.folded === folded));
  });
  if (others.length > 0)
    return others.map(([, other]) => ({
      start,
      length: 2,
      texts: [amount.text, other],
      isSpelled: true,
    }));
  return unit === undefined && AMOUNT.test(amount.text)
    ? [{ start, length: 1, texts: [amount.text, 'đ'], isSpelled: true }]
    : [];
};

/** What an amount with its currency may be written as where nothing else was typed: `120.000đ`. */
export const withoutCurrency = (tokens: readonly FormToken[]): readonly OtherForm[] => {
  const [amount, unit] = tokens;
  return tokens.length === 2 && amount !== undefined && unit?.exact === 'đ' && AMOUNT.test(amount.text)
    ? [{ start: 0, length: 2, texts: [amount.text] }]
    : [];
};

/** All other forms of tokens that were typed side by side. */
export const otherForms = (tokens: readonly FormToken[], model: LanguageModel): readonly OtherForm[] =>
  tokens.flatMap((token, start) => [
    ...joinedForms(tokens, start, model),
    ...partedForms(token, model).map((texts) => ({ start, length: 1, texts })),
    ...currencyForms(tokens, start),
  ]);

/**
 * The ways to write a row of tokens with some of their other forms, none of them overlapping: the first has none.
 *
 * @param most ways at most
 */
export const waysToWrite = <Form extends Pick<OtherForm, 'start' | 'length'>>(
  tokens: number,
  forms: readonly Form[],
  most: number,
): readonly (readonly Form[])[] => {
  let ways: readonly (readonly Form[])[] = [[]];
  const ordered = forms.toSorted((a, b) => a.start - b.start);
  for (const form of ordered) {
    if (form.start + form.length > tokens) continue;
    const more = ways
      .filter((way) => way.every((other) => other.start + other.length <= form.start))
      .map((way) => [...way, form]);
    ways = [...ways, ...more].slice(0, most);
  }
  return ways;
};
