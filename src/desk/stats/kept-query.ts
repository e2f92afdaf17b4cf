import { operatorNamed } from '../../query/vocabulary.ts';
import { cleanLine } from '../../text/clean-line.ts';
import { foldDiacritics } from '../../text/fold-diacritics.ts';
import { normalizeText } from '../../text/normalize-text.ts';

/** What is kept of a query. */
export interface KeptQuery {
  /** As typed, in NFC, with single spaces. */
  readonly text: string;
  /** The same for all spellings of one search: without marks, in lower case but for its operators. */
  readonly key: string;
}

/** Longer ones are pasted texts, which may say anything about anybody. */
const LONGEST = 80;

/** What may tell of one person. Rather too much is withheld than too little. */
const PERSONAL: readonly RegExp[] = [
  // An e-mail address, or the name of an account.
  /@\S/u,
  // A web address: what stands in one may be a key to something.
  /:\/\//u,
  // Nine digits or more, however they are parted: telephones, identity cards, tax codes, bank accounts and cards.
  /\d(?:[ .\-–()]{0,2}\d){8,}/u,
  // A passport.
  /(?<![\p{L}\p{N}])\p{L}\d{7,8}(?!\p{N})/u,
  // A vehicle's plate: 29A-123.45.
  /(?<![\p{L}\p{N}])\d{2} ?-? ?\p{L}{1,2}\d? ?[-.]? ?\d{3}\.?\d{2}(?!\p{N})/u,
];

/**
 * What of a query goes into the statistics; `null` where nothing may: it is long, or looks like something of a person's
 * own. A person's name looks like any other: of those the small counts are not shown.
 */
export const keptQuery = (typed: string): KeptQuery | null => {
  if (typed.length > 4 * LONGEST) return null;
  const text = cleanLine(normalizeText(typed));
  const digits = text.replace(/\p{Nd}/gu, (digit) => foldDiacritics(digit));
  if (text === '' || text.length > LONGEST || PERSONAL.some((pattern) => pattern.test(digits))) return null;
  return { text, key: keyOf(text) };
};

const keyOf = (text: string): string =>
  foldDiacritics(
    text
      .split(' ')
      .map((word) => (operatorNamed(word) === undefined ? word.toLowerCase() : word))
      .join(' '),
  );
