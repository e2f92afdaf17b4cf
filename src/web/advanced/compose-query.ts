import type { Language } from '../texts/language.ts';
import { DEFAULT_DISTANCE } from './advanced-fields.ts';
import type { AdvancedFields } from './advanced-fields.ts';

const WORDS: Readonly<Record<Language, { or: string; title: string; author: string }>> = {
  vi: { or: 'HOẶC', title: 'tiêu-đề', author: 'tác-giả' },
  en: { or: 'OR', title: 'title', author: 'author' },
};

const QUOTES = /["“”„‟«»＂]/gu;

/** What the advanced form asks for in the query language, with the operators' names of a language. */
export const composeQuery = (fields: AdvancedFields, language: Language): string => {
  const words = WORDS[language];
  const any = listed(fields.any).map(quoted);
  const near = withoutQuotes(fields.near);
  const distance = /^\d{1,2}$/.test(fields.distance) ? fields.distance : DEFAULT_DISTANCE;
  return [
    oneLine(fields.all),
    phrase(fields.phrase),
    // A single word is near to nothing.
    near === '' ? '' : near.includes(' ') ? `"${near}"~${distance}` : quoted(near),
    any.length > 1 ? `(${any.join(` ${words.or} `)})` : (any[0] ?? ''),
    inField(words.title, fields.title),
    inField(words.author, fields.author),
    ...listed(fields.none).map((text) => `-${quoted(text)}`),
  ]
    .filter((part) => part !== '')
    .join(' ');
};

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

const withoutQuotes = (text: string): string => oneLine(text.replaceAll(QUOTES, ' '));

const phrase = (text: string): string => {
  const words = withoutQuotes(text);
  return words === '' ? '' : `"${words}"`;
};

/** Alternatives parted by commas; a comma between digits is one of a number. */
const listed = (text: string): string[] =>
  text
    .split(/[;\n]|,(?!\d)|(?<!\d),/u)
    .map(withoutQuotes)
    // Signs alone can't be searched for: an OR beside them would have nothing to join.
    .filter((item) => /[\p{L}\p{N}]/u.test(item));

/** One word as it is, several as a phrase; a sign of the query language counts as text here. */
const quoted = (text: string): string =>
  !OPERATOR.test(text) && /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}/.,%*-]*$/u.test(text) ? text : `"${text}"`;

/** As operators they stand between what the fields hold; within one they are words. */
const OPERATOR = /^(?:AND|OR|NOT|VÀ|HOẶC|KHÔNG)$/u;

const inField = (name: string, text: string): string => {
  const words = oneLine(text);
  if (words === '') return '';
  const isOne = !words.includes(' ') || /^"[^"]*"$/.test(words);
  return isOne ? `${name}:${words}` : `${name}:(${words})`;
};
