import { FUNCTION_TERMS } from '../text/function-words.ts';
import { exactForm } from '../text/syllable.ts';
import type { FieldName, ParsedQuery, QueryNode, QueryWarning } from './ast.ts';
import { and, apart, exclusionsOf, inField, not, or } from './build-node.ts';
import { hasPlaces, joinNear, type Operand } from './join-near.ts';
import {
  lexQuery,
  type LeafToken,
  type OpenToken,
  type OperatorToken,
  type QueryToken,
} from './lex-query.ts';
import { seemsOperator } from './vocabulary.ts';
import { warningAt } from './warning.ts';

/**
 * Reads the query language. Any text is a query: what cannot be read as an operator is searched as text, with a
 * warning that says where.
 *
 * ```
 * query       = level
 * level       = alternative { "OR" alternative }         OR binds loosest: syllables stay together
 * alternative = operand { [ "AND" | "NEAR/" n ] operand }  NEAR joins what stands beside it, words side by side as one
 * operand     = [ "-" | "NOT" ] [ field ":" ]
 *               ( word | word with "*" | phrase [ "~" n ] | [ "atleast" n ] "(" level ")" )
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
  const read = readCapitals(text, tokens, warnings);
  warnings.push(...unknownOperators(read));
  const { node, firstExclusion } = parseTokens(read, warnings);
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

/**
 * Upper-case words between others that were probably meant as operators: those of other systems, and Vietnamese ones
 * without their marks. In a query all in capitals nothing is said by them.
 */
function unknownOperators(tokens: readonly QueryToken[]): QueryWarning[] {
  const isLeaf = (token: QueryToken | undefined): token is LeafToken => token?.type === 'leaf';
  const isLower = tokens.some(
    (token) => isLeaf(token) && token.node.type !== 'date' && /\p{Ll}/u.test(token.node.text),
  );
  return tokens.flatMap((token, i) => {
    const isBetween =
      (isLeaf(tokens[i - 1]) || tokens[i - 1]?.type === 'close') &&
      (isLeaf(tokens[i + 1]) || tokens[i + 1]?.type === 'open');
    const isUnknown =
      isLower &&
      isBetween &&
      isLeaf(token) &&
      token.node.type === 'word' &&
      !token.negated &&
      token.field === undefined &&
      seemsOperator(token.node.text);
    return isUnknown ? [warningAt('unknown_operator', token.start)] : [];
  });
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
  readonly operands: Operand[];
  /** Where the first exclusion or date of it stands. */
  filterAt: number | undefined;
}

/** A group that is being read; the whole query is the outermost. */
interface Level {
  readonly negated: boolean;
  readonly field: FieldName | undefined;
  /** How often an article must hold it. */
  readonly times: number | undefined;
  readonly start: number;
  /** Everything in the order it was written, for a level without OR. */
  readonly operands: Operand[];
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

function newLevel(start: number, { negated = false, field, times }: Partial<OpenToken> = {}): Level {
  const alternatives = [{ operands: [], filterAt: undefined }];
  return {
    negated,
    field,
    times,
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
  let level = newLevel(0);
  const outer: Level[] = [];

  for (const [index, token] of tokens.entries()) {
    switch (token.type) {
      case 'leaf':
        addOperand(token.node, token);
        break;
      case 'open':
        outer.push(level);
        level = newLevel(token.start, token);
        break;
      case 'close': {
        const closed = level;
        level = outer.pop() ?? newLevel(0);
        addOperand(atLeast(closed, nodeOf(closed, warnings), warnings), closed, true);
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
      if (token.operator === 'near') {
        const mark = { type: 'near-mark', distance: token.distance, at: token.node.at.start } as const;
        level.operands.push(mark);
        level.alternatives.at(-1)?.operands.push(mark);
      }
      if (token.operator === 'or') level.alternatives.push({ operands: [], filterAt: undefined });
      return;
    }
    warnings.push(warningAt('dangling_operator', token.node.at.start));
    addOperand(token.node, { negated: false, start: token.node.at.start });
  }
}

/** What stands in brackets, as often as it is asked for. */
function atLeast({ times = 1, start }: Level, child: QueryNode, warnings: QueryWarning[]): QueryNode {
  if (times <= 1) return child;
  if (hasPlaces(child)) return { type: 'atleast', times, child };
  warnings.push(warningAt('unfit_operand', start));
  return child;
}

function nodeOf(level: Level, warnings: QueryWarning[]): QueryNode {
  if (level.alternatives.length === 1) return and(joinNear(level.operands, warnings));
  const alternatives = level.alternatives.map(({ operands, filterAt }) => ({
    operands: joinNear(operands, warnings),
    filterAt,
  }));
  for (const { operands, filterAt } of alternatives) {
    if (operands.length === 0 && filterAt !== undefined) warnings.push(warningAt('filter_in_or', filterAt));
  }
  const choices = alternatives.flatMap(({ operands }) => (operands.length === 0 ? [] : [and(operands)]));
  return and(choices.length === 0 ? level.filters : [or(choices), ...level.filters]);
}
