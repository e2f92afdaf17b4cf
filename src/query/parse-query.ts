import { FUNCTION_TERMS } from '../text/function-words.ts';
import { exactForm } from '../text/syllable.ts';
import type { FieldName, ParsedQuery, QueryNode, QueryWarning } from './ast.ts';
import { and, apart, exclusionsOf, inField, not, or } from './build-node.ts';
import { lexQuery, type OperatorToken, type QueryToken } from './lex-query.ts';
import { warningAt } from './warning.ts';

/**
 * Reads the query language. Any text is a query: what cannot be read as an operator is searched as text, with a
 * warning that says where.
 *
 * ```
 * query       = level
 * level       = alternative { "OR" alternative }         OR binds loosest: syllables stay together
 * alternative = operand { [ "AND" ] operand }
 * operand     = [ "-" | "NOT" ] [ field ":" ] ( word | prefix "*" | phrase [ "~" n ] | "(" level ")" )
 *             | [ "-" | "NOT" ] ( "after" | "before" ) ":" day
 * ```
 *
 * In a level with OR, exclusions and dates outside of brackets hold for all of its alternatives. The tree is in
 * its simplest form: no `and` right below an `and`, no `or` right below an `or`, none with one child.
 *
 * Takes any length and any depth, in linear time unless thousands of brackets are nested; `checkLimits` says
 * whether the result is worth running.
 *
 * @param text in any Unicode form; the tree's own texts are in NFC
 */
export function parseQuery(text: string): ParsedQuery {
  const { tokens, warnings: lexed } = lexQuery(text);
  const warnings: QueryWarning[] = [...lexed];
  const { node, firstExclusion } = parseTokens(readCapitals(text, tokens, warnings), warnings);
  if (node === null && text.trim() !== '') warnings.push(warningAt('nothing_searchable', 0));
  if (node !== null && exclusionsOf(node) !== null)
    warnings.push(warningAt('only_exclusions', firstExclusion));
  return { node, warnings: warnings.toSorted((a, b) => a.at - b.at) };
}

/** So many words of grammar make a sentence of any text, and one of a long one; so does a question mark. */
const SENTENCE = { grammar: 3, words: 9 };

/**
 * Vietnamese operators are everyday words as well. In a text all in capitals, `ĐẢNG VÀ NHÀ NƯỚC`, which is most often a
 * headline that was pasted in, and in a sentence, `Điều nào sau đây KHÔNG phải là nghĩa vụ?`, they are words: `KHÔNG` must
 * not exclude what it stresses. English ones are no Vietnamese words and stay operators, and so do all between
 * abbreviations, `UBND HOẶC HĐND`: what is Vietnamese text has a marked vowel somewhere.
 */
function readCapitals(
  text: string,
  tokens: readonly QueryToken[],
  warnings: QueryWarning[],
): readonly QueryToken[] {
  const words = tokens.flatMap((token) =>
    token.type === 'leaf' && token.node.type !== 'date' ? [token.node.text] : [],
  );
  if (!isInCapitals(words.join(' ')) && !isSentence(text, words)) return tokens;

  const first = tokens.find((token) => token.type === 'operator' && token.vietnamese);
  if (first?.type === 'operator') warnings.push(warningAt('capital_operator', first.node.at.start));
  return tokens.map((token) => (token.type === 'operator' && token.vietnamese ? asWord(token) : token));
}

function isInCapitals(words: string): boolean {
  const text = words.normalize('NFD');
  return !/\p{Ll}/u.test(text) && /\p{Lu}\p{M}/u.test(text);
}

function isSentence(text: string, words: readonly string[]): boolean {
  const grammar = words.filter((word) => FUNCTION_TERMS.has(exactForm(word))).length;
  return (
    grammar >= SENTENCE.grammar ||
    (grammar > 0 && words.length >= SENTENCE.words) ||
    (words.length > 1 && /\?\s*$/.test(text))
  );
}

function asWord({ node }: OperatorToken): QueryToken {
  return { type: 'leaf', node, negated: false, start: node.at.start };
}

/** What stands between two ORs. */
interface Alternative {
  readonly operands: QueryNode[];
  /** Where the first exclusion or date of it stands. */
  filterAt: number | undefined;
}

/** A group that is being read; the whole query is the outermost. */
interface Level {
  readonly negated: boolean;
  readonly field: FieldName | undefined;
  readonly start: number;
  /** Everything in the order it was written, for a level without OR. */
  readonly operands: QueryNode[];
  readonly alternatives: Alternative[];
  /** Exclusions and dates outside of brackets. */
  readonly filters: QueryNode[];
  /** Whether an operand has been read that AND or OR could join to the next. */
  afterOperand: boolean;
  /** Where the NOT stands that has just been read. */
  excludedAt: number | undefined;
  /** Whether an AND has just been read. */
  afterAnd: boolean;
}

function newLevel(start: number, negated: boolean, field: FieldName | undefined): Level {
  const alternatives = [{ operands: [], filterAt: undefined }];
  return {
    negated,
    field,
    start,
    operands: [],
    alternatives,
    filters: [],
    afterOperand: false,
    excludedAt: undefined,
    afterAnd: false,
  };
}

/** A stack of levels instead of recursion: no number of brackets overflows it. */
function parseTokens(
  tokens: readonly QueryToken[],
  warnings: QueryWarning[],
): { node: QueryNode | null; firstExclusion: number } {
  let firstExclusion = Infinity;
  let level = newLevel(0, false, undefined);
  const outer: Level[] = [];

  for (const [index, token] of tokens.entries()) {
    switch (token.type) {
      case 'leaf':
        addOperand(token.node, token);
        break;
      case 'open':
        outer.push(level);
        level = newLevel(token.start, token.negated, token.field);
        break;
      case 'close': {
        const closed = level;
        level = outer.pop() ?? newLevel(0, false, undefined);
        addOperand(nodeOf(closed, warnings), closed, true);
        break;
      }
      case 'operator':
        readOperator(token, tokens[index + 1]);
        break;
      default:
        token satisfies never;
    }
  }
  return { node: level.operands.length === 0 ? null : nodeOf(level, warnings), firstExclusion };

  function addOperand(
    node: QueryNode,
    lead: { negated: boolean; field?: FieldName | undefined; start: number },
    bracketed = false,
  ): void {
    const found = lead.field === undefined ? node : inField(lead.field, node);
    const excluded = lead.negated || level.excludedAt !== undefined;
    const wanted = excluded ? not(found) : found;
    const operand = level.afterAnd ? apart(wanted) : wanted;
    level.afterAnd = false;
    const start = level.excludedAt ?? lead.start;
    if (excluded) firstExclusion = Math.min(firstExclusion, start);

    const alternative = level.alternatives.at(-1);
    if (exclusionsOf(operand) !== null || (operand.type === 'date' && !bracketed)) {
      level.filters.push(operand);
      if (alternative !== undefined) alternative.filterAt ??= start;
    } else alternative?.operands.push(operand);
    level.operands.push(operand);
    level.afterOperand = true;
    level.excludedAt = undefined;
  }

  function readOperator(token: OperatorToken, next: QueryToken | undefined): void {
    const nothingFollows = next === undefined || next.type === 'close';
    if (token.operator === 'not') {
      const joinerFollows = next?.type === 'operator' && next.operator !== 'not';
      if (!nothingFollows && !joinerFollows) {
        level.excludedAt ??= token.node.at.start;
        return;
      }
    } else if (level.afterOperand && !nothingFollows) {
      level.afterOperand = false;
      level.afterAnd = token.operator === 'and';
      if (token.operator === 'or') level.alternatives.push({ operands: [], filterAt: undefined });
      return;
    }
    warnings.push(warningAt('dangling_operator', token.node.at.start));
    addOperand(token.node, { negated: false, start: token.node.at.start });
  }
}

function nodeOf(level: Level, warnings: QueryWarning[]): QueryNode {
  if (level.alternatives.length === 1) return and(level.operands);
  for (const { operands, filterAt } of level.alternatives) {
    if (operands.length === 0 && filterAt !== undefined) warnings.push(warningAt('filter_in_or', filterAt));
  }
  const choices = level.alternatives.flatMap(({ operands }) =>
    operands.length === 0 ? [] : [and(operands)],
  );
  return and(choices.length === 0 ? level.filters : [or(choices), ...level.filters]);
}
