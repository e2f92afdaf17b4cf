import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../src/domain/app-error.ts';
import type { At, ParsedQuery, QueryNode } from '../../../src/query/ast.ts';
import { checkLimits } from '../../../src/query/limits.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';
import { hasPlaces } from '../../../src/query/join-near.ts';
import { keyNamed, operatorNamed, timesNamed } from '../../../src/query/vocabulary.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';

type Leaf = Extract<QueryNode, { at: At }>;

/**
 * Everything that holds for the parse of any text whatever.
 *
 * @throws Error that names the property and shows the text, where one does not hold
 */
export function checkQuery(text: string): void {
  const fail = (property: string, detail?: unknown): never => {
    throw new Error(
      `${property}: ${JSON.stringify(text)}${detail === undefined ? '' : ` ${JSON.stringify(detail)}`}`,
    );
  };
  const parsed = parseQuery(text);
  const { node, warnings } = parsed;

  for (const [index, { at, code, message }] of warnings.entries()) {
    if (!Number.isInteger(at) || at < 0 || at >= text.length)
      fail('a warning stands in the text', { code, at });
    if (message === '') fail('a warning has a message', code);
    if (at < (warnings[index - 1]?.at ?? 0)) fail('warnings are in order', warnings);
  }

  if ((node === null) !== (tokenize(text.normalize('NFC')).length === 0))
    fail('there is a node where there is anything to find');
  if (node === null) return;

  const problem = shapeProblem(node);
  if (problem !== null) fail(problem, withoutPlaces(node));
  for (const problemOfPlaces of placeProblems(text, node)) fail(problemOfPlaces, withoutPlaces(node));

  const onlyExclusions = warnings.some(({ code }) => code === 'only_exclusions');
  if (!onlyExclusions && matchesNothingAtAll(node))
    fail('an article without words is not found', printQuery(node));

  const printed = printQuery(node);
  if (!isDeepStrictEqual(withoutPlaces(parseQuery(printed).node), withoutPlaces(node))) {
    fail('what is printed parses to the same tree', printed);
  }
  for (const form of ['NFC', 'NFD'] as const) {
    const other = parseQuery(text.normalize(form));
    if (!isDeepStrictEqual(summary(other), summary(parsed)))
      fail(`${form} parses to the same tree`, summary(other));
  }
  try {
    checkLimits(node);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'query_too_complex') throw error;
  }
}

/** A tree as plain data without the places, for comparisons. */
export function withoutPlaces(node: QueryNode | null): unknown {
  return JSON.parse(JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

function summary({ node, warnings }: ParsedQuery): unknown {
  return { node: withoutPlaces(node), codes: warnings.map(({ code }) => code) };
}

/** What is wrong with the form of a tree that a parse gave, if anything. */
function shapeProblem(node: QueryNode, parent?: QueryNode, inField = false): string | null {
  switch (node.type) {
    case 'and':
    case 'or': {
      if (node.children.length < 2) return `an ${node.type} has two children at least`;
      if (parent?.type === node.type) return `no ${node.type} stands right below its like`;
      const problems = node.children.map((child) => shapeProblem(child, node, inField));
      return problems.find((problem) => problem !== null) ?? null;
    }
    case 'not':
      if (parent !== undefined && parent.type !== 'and')
        return 'an exclusion stands below an and, or is the query';
      if (onlyExcludes(node.child)) return 'an exclusion has something to exclude';
      return shapeProblem(node.child, node, inField);
    case 'field':
      if (inField) return 'no field stands within a field';
      if (onlyExcludes(node.child)) return 'a field has something to find';
      return shapeProblem(node.child, node, true);
    case 'date':
      if (inField) return 'no date stands within a field';
      return node.from === undefined && node.to === undefined ? 'a date has a bound' : null;
    case 'near':
      if (!node.children.every(hasPlaces)) return 'both sides of a near have places';
      if (!(node.distance >= 0 && node.distance <= 20)) return 'distance is within its limits';
      return (
        node.children.map((child) => shapeProblem(child, node, inField)).find((one) => one !== null) ?? null
      );
    case 'atleast':
      if (!hasPlaces(node.child)) return 'what stands several times has places';
      if (!(node.times >= 2 && node.times <= 20)) return 'times are within their limits';
      return shapeProblem(node.child, node, inField);
    case 'word':
    case 'prefix':
    case 'wildcard':
    case 'phrase':
      if (node.text !== node.text.normalize('NFC')) return 'texts are in NFC';
      if (node.type === 'phrase' && !(node.slop >= 0 && node.slop <= 20)) return 'slop is within its limits';
      return tokenize(node.text).length === 0 ? 'a leaf has something to search for' : null;
    default:
      return node satisfies never;
  }
}

function onlyExcludes(node: QueryNode): boolean {
  return node.type === 'not' || (node.type === 'and' && node.children.every(({ type }) => type === 'not'));
}

/** Every token of the text is in a leaf, or is an operator or a key; every leaf's text is that of its place. */
function* placeProblems(text: string, root: QueryNode): Generator<string> {
  const leaves = leavesOf(root);
  for (const leaf of leaves) {
    if (leaf.type === 'date') continue;
    const { start, end } = leaf.at;
    if (!(start >= 0 && start < end && end <= text.length)) yield 'a leaf has a place in the text';
    const written = text.slice(start, end).replace(leaf.type === 'phrase' ? /[~～]\d+\p{Cf}*$/u : /$^/, '');
    if (!isDeepStrictEqual(terms(written.normalize('NFC')), terms(leaf.text)))
      yield 'a leaf has the tokens of its place';
  }
  for (const token of tokenize(text)) {
    // With a mark after it, Intl.Segmenter takes composed Hangul for no word, and so it is no token.
    if (/\p{Script=Hangul}/u.test(token.text)) continue;
    if (leaves.some(({ at }) => at.start <= token.start && token.end <= at.end)) continue;
    // The token alone, or the hyphenated name that it is a part of.
    const around =
      text.slice(0, token.end).match(/[^\p{Z}\p{Cc}\p{Cs}\u200B()（）"＂“”„‟«»〝〞〟]*$/u)?.[0] ?? '';
    const rest = text.slice(token.end).match(/^[^\p{Z}\p{Cc}:：]*[:：]/u)?.[0] ?? '';
    const name = (around + rest)
      // A key may stand right after the slop of a phrase, and after the dash that excludes.
      .replace(/^[~～]\d+/u, '')
      .replace(/^[\p{Pd}\u2212\p{Cf}]+/u, '')
      .replace(/[:：].*$/su, '');
    // NEAR/5 and atleast3( are more than the tokens in them.
    const word = (
      around + (text.slice(token.end).match(/^[^\p{Z}\p{Cc}\p{Cs}\u200B"＂“”„‟«»〝〞〟()（）]*/u)?.[0] ?? '')
    )
      .replace(/^.*[:：]/su, '')
      .replace(/^[~～]\d+/u, '')
      .replace(/^[\p{Pd}\u2212\p{Cf}]+/u, '');
    if (operatorNamed(word.normalize('NFC')) !== undefined || timesNamed(word) !== undefined) continue;
    if (operatorNamed(token.text) === undefined && keyNamed(name) === undefined)
      yield `nothing is lost: ${token.text}`;
  }
}

function terms(text: string): string[] {
  return tokenize(text).map((token) => exactForm(token.text));
}

function leavesOf(node: QueryNode): Leaf[] {
  if ('children' in node) return node.children.flatMap(leavesOf);
  return 'child' in node ? leavesOf(node.child) : [node];
}

/** Whether a tree matches an article that has no word: then it matches everything. A date is a filter, asked for. */
function matchesNothingAtAll(node: QueryNode): boolean {
  switch (node.type) {
    case 'near':
    case 'atleast':
      return false;
    case 'and':
      return node.children.every(matchesNothingAtAll) && !node.children.some(holdsDate);
    case 'or':
      return node.children.some(matchesNothingAtAll);
    case 'not':
      return !matchesNothingAtAll(node.child);
    case 'field':
      return matchesNothingAtAll(node.child);
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'wildcard':
    case 'date':
      return false;
    default:
      return node satisfies never;
  }
}

function holdsDate(node: QueryNode): boolean {
  return leavesOf(node).some(({ type }) => type === 'date');
}
