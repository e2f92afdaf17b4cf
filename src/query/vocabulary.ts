import { exactForm } from '../text/syllable.ts';
import type { FieldName } from './ast.ts';

export type Operator = 'and' | 'or' | 'not';

/** An operator as written. Vietnamese ones are everyday words as well, which matters in all-capital text. */
export interface OperatorName {
  readonly operator: Operator;
  readonly vietnamese: boolean;
}

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

/** `AND OR NOT VÀ HOẶC KHÔNG`: upper case only, in any Unicode form and with the tone on either vowel. */
export function operatorNamed(word: string): OperatorName | undefined {
  return word.length <= LONGEST_KEY && word === word.toUpperCase()
    ? OPERATORS.get(exactForm(word))
    : undefined;
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
