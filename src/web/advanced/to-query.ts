import type { FieldName, QueryNode } from '../../query/ast.ts';
import { and, apart, inField, isOperatorWord, not, or } from '../../query/build-node.ts';
import { hasPlaces } from '../../query/join-near.ts';
import { MAX_SLOP, MAX_TIMES } from '../../query/limits.ts';
import { parseQuery } from '../../query/parse-query.ts';
import { writeQuery } from '../../query/write-query.ts';
import type { Language } from '../texts/language.ts';
import { NO_QUERY } from './advanced-query.ts';
import type { AdvancedField, AdvancedQuery } from './advanced-query.ts';
import { EACH_QUOTE } from '../../text/quotes.ts';

/** The fields of the form that are fields of the query language. */
export const IN_FIELDS: readonly (readonly [AdvancedField, FieldName])[] = [
  ['inTitle', 'title'],
  ['inAuthor', 'author'],
  ['inSection', 'section'],
  ['inSource', 'source'],
  ['inTag', 'tag'],
];

/** What the form asks for, as it is typed into the search box; empty where it asks for nothing. */
export const composeQuery = (query: AdvancedQuery, language: Language): string => {
  const node = toQuery(query);
  return node === null ? '' : writeQuery(node, language);
};

/** What the form asks for, as a tree; `null` where there is nothing to search for. */
export const toQuery = (query: AdvancedQuery): QueryNode | null => {
  const parts = [
    read(query.all),
    phraseOf(query.phrase),
    nearOf(query),
    frequentOf(query),
    anyOf(listed(query.any)),
    ...partsOf(query),
    ...IN_FIELDS.map(([name, field]) => fieldOf(field, query[name])),
    read(query.rest),
    ...listed(query.none).map((item) => not(item)),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : and(parts.map((part, i) => keptApart(part, parts[i - 1])));
};

/** Words of one field do not stand beside those of another, whatever the order of the fields is. */
const keptApart = (node: QueryNode, before: QueryNode | undefined): QueryNode => {
  const last = before?.type === 'and' ? before.children.at(-1) : before;
  return last?.type === 'word' ? apart(node) : node;
};

const read = (text: string): QueryNode | null => parseQuery(text).node;

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

const unquoted = (text: string): string => oneLine(text.replaceAll(EACH_QUOTE, ' '));

const phraseOf = (text: string, slop = 0): QueryNode | null =>
  read(`"${unquoted(text)}"${slop === 0 ? '' : `~${slop}`}`);

/** A word, beginning or ending as it is, everything else as a phrase: signs of the query language are text here. */
const itemOf = (text: string): QueryNode | null => {
  const isQuoted = /^["“„«＂].*["”‟»＂]$/u.test(text.trim());
  const node = isQuoted ? null : read(unquoted(text));
  const isOne = node?.type === 'word' || node?.type === 'prefix' || node?.type === 'wildcard';
  return isOne && !isOperatorWord(node) ? node : phraseOf(text);
};

/** What is separated by commas; a comma between digits is one of a number. */
const listed = (text: string): QueryNode[] =>
  text
    .split(/[;\n]|,(?!\d)|(?<!\d),/u)
    .map(itemOf)
    .filter((item) => item !== null);

const anyOf = (items: readonly QueryNode[]): QueryNode | null => (items.length === 0 ? null : or(items));

const numberOf = (text: string, least: number, most: number, otherwise: string): number => {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number(otherwise);
  return Math.min(Math.max(number, least), most);
};

/** What can be told to be near something: as it is read, or else as a phrase. */
const placedOf = (text: string): QueryNode | null => {
  const node = read(text);
  return node === null || hasPlaces(node) ? node : phraseOf(text);
};

const nearOf = ({ near, nearTo, distance: typed }: AdvancedQuery): QueryNode | null => {
  const distance = numberOf(typed, 0, MAX_SLOP, NO_QUERY.distance);
  const [left, right] = [placedOf(near), placedOf(nearTo)];
  if (left !== null && right !== null) return { type: 'near', distance, children: [left, right] };
  const words = unquoted(left === null ? nearTo : near);
  // A single word is near to nothing.
  return words.includes(' ') ? phraseOf(words, distance) : itemOf(words);
};

const frequentOf = ({ frequent, times }: AdvancedQuery): QueryNode | null => {
  const child = placedOf(frequent);
  const least = numberOf(times, 1, MAX_TIMES, NO_QUERY.times);
  return child === null || least === 1 ? child : { type: 'atleast', times: least, child };
};

const partsOf = ({ part, place }: AdvancedQuery): (QueryNode | null)[] =>
  oneLine(part.replaceAll(/[*＊]/gu, ' '))
    .split(' ')
    .map((letters) => (letters === '' ? null : itemOf(starred(letters, place))));

const starred = (letters: string, place: string): string => {
  if (place === 'end') return `*${letters}`;
  return place === 'within' ? `*${letters}*` : `${letters}*`;
};

/** A field holds neither another nor a date: what has one is text. */
const fieldOf = (field: FieldName, text: string): QueryNode | null => {
  const typed = read(text);
  const node = typed !== null && holdsField(typed) ? phraseOf(text) : typed;
  return node === null ? null : inField(field, node);
};

const holdsField = (node: QueryNode): boolean => {
  if (node.type === 'field' || node.type === 'date') return true;
  if (node.type === 'not') return holdsField(node.child);
  return (node.type === 'and' || node.type === 'or') && node.children.some(holdsField);
};
