import { isFunctionWord } from './function-words.ts';
import type { Match } from './match.ts';
import { hasWords } from './set-apart.ts';

/** A match of which most parts suffice. */
export interface LooseMatch {
  /** What an article must hold all the same: phrases, exclusions, fields, dates. */
  readonly required: readonly Match[];
  /** The words that say what is looked for, of which `least` suffice; those of grammar may all be missing. */
  readonly words: readonly Match[];
  readonly least: number;
}

/** From so many words on, a query is long: a few words more or less do not matter. */
const LONG = 6;

/** A shorter query with so many words of grammar is a question: nobody types them into a search for words. */
const QUESTION = 3;

/** So many of the telling parts of a long query suffice in any case: a patient tells a whole story. */
const ENOUGH = 4;

/** What a query is made of, for how much of it suffices: a few syllables, many or a sentence, or its words. */
export type Parts = 'few' | 'many' | 'words';

/**
 * How many of a query's telling parts suffice. Of a few syllables all but one, of two both; of a long query or a
 * sentence fewer, for what is asked for is named by few of them. Of words half: each says more than its syllables do.
 */
export const mostOf = (telling: number, parts: Parts): number => {
  switch (parts) {
    case 'few':
      return telling <= 2 ? telling : telling - 1;
    case 'many':
      return Math.min(Math.max(1, Math.floor(telling * 0.4)), ENOUGH);
    case 'words':
      return Math.min(Math.ceil(telling / 2), ENOUGH);
    default:
      return parts satisfies never;
  }
};

/** Whether a part may be missing. Of several spellings, none is a phrase unless all are. */
const isWord = (match: Match): boolean => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
    case 'wildcard':
      return true;
    case 'sequence':
      return match.as !== 'phrase';
    case 'all':
    case 'any':
      return match.children.every(isWord);
    case 'near':
    case 'atleast':
    case 'not':
    case 'field':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};

const isGrammar = (word: Match): boolean => word.type === 'syllable' && isFunctionWord(word);

/** Whether a query is read as a sentence: it has words that are there for the grammar, not for what it is about. */
export const isSentence = (match: Match): boolean => {
  if (match.type !== 'all') return false;
  const words = match.children.length;
  const grammar = match.children.filter(isGrammar).length;
  return grammar >= QUESTION || (words >= LONG && grammar > 0);
};

const DIGIT = /\d/;

/** Whether a part is a number or has one in it: `2019`, `100/2019/NĐ-CP`, `U23`. */
const isNumber = (match: Match): boolean => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
      return DIGIT.test(match.folded);
    case 'wildcard':
      return DIGIT.test(match.text);
    case 'sequence':
      return match.syllables.some(isNumber);
    case 'all':
      return match.children.some(isNumber);
    case 'any':
      return match.children.every(isNumber);
    case 'near':
    case 'atleast':
    case 'not':
    case 'field':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};

/** Of fewer words, half is one: too little is said by it. */
const FEWEST_WORDS = 3;

/**
 * What is loosened of a query: its words, where there are several; otherwise its syllables, and of a sentence, whose
 * words are too many, and often not the article's.
 *
 * @param apart the same with its words taken apart
 */
export const whatToLoosen = (match: Match, apart: Match): Match =>
  match.type === 'all' &&
  hasWords(match) &&
  !isSentence(apart) &&
  match.children.filter((child) => isWord(child) && !isGrammar(child)).length >= FEWEST_WORDS
    ? match
    : apart;

/**
 * @param match what is loosened: of words, or of syllables
 * @param keepNumbers whether numbers among a few words are required: who types one means it; a long query may have
 *   them, as any of its words
 * @returns `null` where no word can be done without; with numbers let go, also where that makes no difference
 */
export const loosenWords = (match: Match, keepNumbers: boolean): LooseMatch | null => {
  if (match.type !== 'all') return null;
  const all = match.children.filter(isWord);
  const parts = partsOf(match, all.length);
  const numbers = all.filter(isNumber);
  const isKept = parts !== 'many' && numbers.length > 0 && numbers.length < all.length;
  if (!keepNumbers && !isKept) return null;
  const kept = keepNumbers && isKept ? numbers : [];
  const words = all.filter((word) => !kept.includes(word));
  const telling = words.filter((word) => !isGrammar(word));
  const counted = telling.length > 0 ? telling : words;
  const least = Math.max(1, mostOf(counted.length + kept.length, parts) - kept.length);
  if (least >= words.length) return null;
  return { required: match.children.filter((child) => !words.includes(child)), words: counted, least };
};

const partsOf = (match: Match, count: number): Parts => {
  if (hasWords(match)) return 'words';
  return count >= LONG || isSentence(match) ? 'many' : 'few';
};
