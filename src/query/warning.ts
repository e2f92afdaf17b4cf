import { MAX_SLOP, MAX_TIMES, MIN_PREFIX_LETTERS } from './limits.ts';
import type { QueryWarning, QueryWarningCode } from './ast.ts';

const MESSAGES: Readonly<Record<QueryWarningCode, string>> = {
  unbalanced_quote: 'This quotation mark has no partner. What follows it was searched as words.',
  unbalanced_bracket:
    'This bracket has no partner. An opening one was closed at the end of the query, a closing one ignored.',
  dangling_operator: 'This operator has nothing to join or to exclude here, so it was searched as a word.',
  capital_operator:
    'In a sentence, and in a query all in capitals, VÀ, HOẶC and KHÔNG are searched as words. Write AND, OR and NOT for operators.',
  filter_in_or:
    'An exclusion or a date cannot be one of the alternatives of OR. It was applied to all of them.',
  lone_dash: 'A dash that stands alone excludes nothing. Write it right before the word to exclude.',
  empty_phrase: 'There is nothing to search for between these quotation marks. They were ignored.',
  empty_group: 'There is nothing to search for between these brackets. They were ignored.',
  prefix_too_short: `The star needs ${MIN_PREFIX_LETTERS} letters or digits beside it. It was ignored.`,
  misplaced_star:
    'A star means any part of a syllable only within or beside letters and digits, up to three in one word. This one was ignored.',
  slop_too_large: `Words can be at most ${MAX_SLOP} syllables apart here. ${MAX_SLOP} was used.`,
  times_too_large: `Words can be asked for at most ${MAX_TIMES} times. ${MAX_TIMES} was used.`,
  unfit_operand:
    'NEAR and ATLEAST take words, phrases and alternatives of them. Here NEAR was read as AND, and ATLEAST as brackets.',
  unknown_operator:
    'This looks like an operator, but is none here, so it was searched as a word. Operators are AND, OR, NOT, NEAR/5 and VÀ, HOẶC, KHÔNG, GẦN/5.',
  unreadable_date:
    'This is not a date that exists. It was searched as text. Write 2022, 2022-01, 2022-01-21, 21/01/2022 or 01/2022.',
  empty_field: 'There is nothing right after this colon, so the name was searched as a word. Leave no space.',
  nested_field: 'A field or a date cannot stand within a field. It was searched as text.',
  only_exclusions: 'The query says only what to leave out. Add a word to search for, or a filter.',
  nothing_searchable: 'There is no letter and no digit to search for in the query.',
};

/** A warning with its English message. */
export function warningAt(code: QueryWarningCode, at: number): QueryWarning {
  return { code, message: MESSAGES[code], at };
}
