import { exactForm, foldedForm } from '../text/syllable.ts';
import type { FieldName } from './ast.ts';

/** An operator as written. */
export type OperatorName =
  | {
      readonly operator: 'and' | 'or' | 'not';
      /** Vietnamese ones are everyday words as well, which matters in all-capital text. */
      readonly vietnamese: boolean;
    }
  | { readonly operator: 'near'; readonly vietnamese: false; readonly distance: number };

/** What stands before a colon: a field to search in, or one side of a range of dates. */
export type QueryKey = FieldName | 'after' | 'before';

const OPERATORS: ReadonlyMap<string, OperatorName> = new Map([
  [exactForm('AND'), { operator: 'and', vietnamese: false }],
  [exactForm('OR'), { operator: 'or', vietnamese: false }],
  [exactForm('NOT'), { operator: 'not', vietnamese: false }],
  [exactForm('VÀ'), { operator: 'and', vietnamese: true }],
  [exactForm('HOẶC'), { operator: 'or', vietnamese: true }],
  [exactForm('KHÔNG'), { operator: 'not', vietnamese: true }],
]);

const DASHES = /[\p{Pd}\u2212]/gu;

const KEYS: ReadonlyMap<string, QueryKey> = new Map([
  ['title', 'title'],
  ['author', 'author'],
  ['section', 'section'],
  ['tag', 'tag'],
  ['source', 'source'],
  ['after', 'after'],
  ['before', 'before'],
  [spelling('tiêu-đề'), 'title'],
  [spelling('tác-giả'), 'author'],
  [spelling('chuyên-mục'), 'section'],
  [spelling('thẻ'), 'tag'],
  [spelling('nguồn'), 'source'],
  [spelling('từ'), 'after'],
  [spelling('đến'), 'before'],
  ['tieu-de', 'title'],
  ['tac-gia', 'author'],
  ['chuyen-muc', 'section'],
  ['the', 'tag'],
  ['nguon', 'source'],
  ['tu', 'after'],
  ['den', 'before'],
]);

const VIETNAMESE_FIELDS: Readonly<Record<FieldName, string>> = {
  title: 'tiêu-đề',
  author: 'tác-giả',
  section: 'chuyên-mục',
  tag: 'thẻ',
  source: 'nguồn',
};

const LONGEST_KEY = 32;

/** `NEAR/5`, with what stands before the slash and after it. */
const DISTANT = /^(\p{Lu}[\p{Lu}\p{M}]*)[/／](\p{Nd}{1,4})$/u;
const NEAR: ReadonlySet<string> = new Set(['NEAR', 'GẦN'].map(exactForm));

/** `AND OR NOT NEAR/5 VÀ HOẶC KHÔNG GẦN/5`: upper case only, in any Unicode form and with the tone on either vowel. */
export function operatorNamed(word: string): OperatorName | undefined {
  if (word.length > LONGEST_KEY || word !== word.toUpperCase()) return undefined;
  const [, name, distance] = DISTANT.exec(word) ?? [];
  if (name === undefined) return OPERATORS.get(exactForm(word));
  return NEAR.has(exactForm(name))
    ? { operator: 'near', vietnamese: false, distance: Number(distance?.normalize('NFKC')) }
    : undefined;
}

/** How other systems call theirs: with a number, or without. */
const FOREIGN =
  /^(?:XOR|AND ?NOT|BUT ?NOT|BUT|(?:NEAR|ONEAR|WITHIN|ADJ|PRE|SAME|W|N|P)[/／]?\d*|W[/／][SP])$/u;
/** What is taken for a word where it has no number: `W`, `N`, `P` are initials. */
const INITIAL = /^[WNP]\d*$/u;
/** What the operators are without their marks. */
const UNMARKED: ReadonlySet<string> = new Set([...OPERATORS.keys(), ...NEAR].map((name) => foldedForm(name)));

/** Whether an upper-case word was probably meant as an operator: `HOAC`, `XOR`, `ADJ5`, `W/5`. */
export function seemsOperator(word: string): boolean {
  if (word.length > LONGEST_KEY || word !== word.toUpperCase() || operatorNamed(word) !== undefined)
    return false;
  const [name = ''] = word.split(/[/／]/u, 1);
  return (FOREIGN.test(word) && !INITIAL.test(word)) || UNMARKED.has(foldedForm(name));
}

const TIMES = /^(?:atleast|at-least|ít-nhất|it-nhat)(\d{1,4})$/u;

/** The number of `atleast3`, `ít-nhất3` before a bracket; in any case, Unicode form and kind of dash. */
export function timesNamed(word: string): number | undefined {
  if (word.length > LONGEST_KEY) return undefined;
  const times = TIMES.exec(word.normalize('NFC').toLowerCase().replace(DASHES, '-'))?.[1];
  return times === undefined ? undefined : Number(times);
}

/**
 * The key that a name before a colon stands for: in any case, Unicode form and tone style, with all of its marks
 * or with none. Half of them will not do: `tư:`, `đền:` and `thể:` are words.
 */
export function keyNamed(name: string): QueryKey | undefined {
  return name.length <= LONGEST_KEY ? KEYS.get(spelling(name)) : undefined;
}

/** What the spellings of one name share: its syllables' exact forms, and one kind of dash. */
function spelling(name: string): string {
  return name.replace(DASHES, '-').split('-').map(exactForm).join('-');
}

/** The name of a field as it is written before a colon. */
export function fieldKey(field: FieldName, lang: 'en' | 'vi'): string {
  return lang === 'vi' ? VIETNAMESE_FIELDS[field] : field;
}
