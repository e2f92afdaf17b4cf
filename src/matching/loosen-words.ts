import { isFunctionWord } from './function-words.ts';
import type { Match } from './match.ts';

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

/** So many of the telling words of a long query suffice in any case: a patient tells a whole story. */
const ENOUGH = 4;

/**
 * How many of a query's telling words suffice. Of a few words all but one, of two both; of a long query or a sentence
 * fewer, for what is asked for is named by few of its words.
 */
export const mostOf = (telling: number, isLong: boolean): number => {
  if (isLong) return Math.min(Math.max(1, Math.floor(telling * 0.4)), ENOUGH);
  return telling <= 2 ? telling : telling - 1;
};

/** Whether a part may be missing. Of several spellings, none is a phrase unless all are. */
const isWord = (match: Match): boolean => {
  switch (match.type) {
    case 'syllable':
    case 'prefix':
      return true;
    case 'sequence':
      return match.as !== 'phrase';
    case 'all':
    case 'any':
      return match.children.every(isWord);
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
    case 'sequence':
      return match.syllables.some(isNumber);
    case 'all':
      return match.children.some(isNumber);
    case 'any':
      return match.children.every(isNumber);
    case 'not':
    case 'field':
    case 'dates':
      return false;
    default:
      return match satisfies never;
  }
};

/**
 * @param keepNumbers whether those of its words that are numbers are required: who types one means it
 * @returns `null` where no word can be done without; with numbers let go, also where there is none beside other words
 */
export const loosenWords = (match: Match, keepNumbers: boolean): LooseMatch | null => {
  if (match.type !== 'all') return null;
  const all = match.children.filter(isWord);
  const numbers = all.filter(isNumber);
  const hasOthers = numbers.length < all.length;
  if (!keepNumbers && (numbers.length === 0 || !hasOthers)) return null;
  const kept = keepNumbers && hasOthers ? numbers : [];
  const words = all.filter((word) => !kept.includes(word));
  const telling = words.filter((word) => !isGrammar(word));
  const counted = telling.length > 0 ? telling : words;
  const enough = mostOf(counted.length + kept.length, all.length >= LONG || isSentence(match));
  const least = Math.max(1, enough - kept.length);
  if (least >= words.length) return null;
  return { required: match.children.filter((child) => !words.includes(child)), words: counted, least };
};
