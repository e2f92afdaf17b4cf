import { AppError } from '../domain/app-error.ts';
import type { QueryNode } from './ast.ts';

/** The longest query text that an address may have, in characters. */
export const MAX_QUERY_LENGTH = 512;

/** The longest one that may be posted: an editor's list of names, joined by OR. */
export const MAX_POSTED_QUERY_LENGTH = 2_000;

/** The furthest that `"…"~n` reaches; a larger n is read as this one. */
export const MAX_SLOP = 20;

/** A prefix shorter than this would match too much of the index to mean anything. */
export const MIN_PREFIX_LETTERS = 2;

/**
 * Words, phrases, prefixes and dates together. A text of 2,000 characters has some 450 syllables, so that no pasted
 * text of a readable length is refused.
 */
export const MAX_CLAUSES = 500;

/** Each word with a star is expanded from the index's own terms, which costs far more than a word does. */
export const MAX_PREFIXES = 10;

/** For one that begins with a star all terms there are have to be looked at. */
export const MAX_OPEN_BEGINNINGS = 3;

/** The most stars that one word can have. */
export const MAX_STARS = 3;

/** The most that `atleast3(…)` can ask for; a larger number is read as this one. */
export const MAX_TIMES = 20;

/** NEAR and ATLEAST together: each looks at where its words stand in every article that has them. */
export const MAX_PROXIMITIES = 20;

/** Levels of and, or, not and field below one another; brackets that change nothing add none. */
export const MAX_DEPTH = 10;

/**
 * Refuses a query that would cost too much to run, by the name of the limit it breaks.
 *
 * @throws AppError `query_too_complex`, with one sentence that says what to shorten
 */
export function checkLimits(node: QueryNode | null): void {
  let clauses = 0;
  let prefixes = 0;
  let openBeginnings = 0;
  let proximities = 0;
  // A list instead of recursion: the tree to be refused may be deeper than the call stack is.
  const waiting: { node: QueryNode; depth: number }[] = node === null ? [] : [{ node, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = childrenOf(next.node);
    if (children.length === 0) clauses += 1;
    if (next.node.type === 'prefix' || next.node.type === 'wildcard') prefixes += 1;
    if (next.node.type === 'wildcard' && next.node.text.startsWith('*')) openBeginnings += 1;
    if (next.node.type === 'near' || next.node.type === 'atleast') proximities += 1;
    const depth = next.depth + 1;
    if (children.length > 0 && depth > MAX_DEPTH) {
      refuse(`its brackets are nested more than ${MAX_DEPTH} levels deep`, 'Use fewer brackets.');
    }
    for (const child of children) waiting.push({ node: child, depth });
  }
  if (clauses > MAX_CLAUSES) {
    refuse(`it has ${clauses} words and phrases, ${MAX_CLAUSES} are the most`, 'Leave some out.');
  }
  if (prefixes > MAX_PREFIXES) {
    refuse(
      `it has ${prefixes} words with *, ${MAX_PREFIXES} are the most`,
      'Write some of them out in full.',
    );
  }
  if (openBeginnings > MAX_OPEN_BEGINNINGS) {
    refuse(
      `it has ${openBeginnings} words beginning with *, ${MAX_OPEN_BEGINNINGS} are the most`,
      'Write some of them out in full.',
    );
  }
  if (proximities > MAX_PROXIMITIES) {
    refuse(
      `it has NEAR and ATLEAST ${proximities} times, ${MAX_PROXIMITIES} are the most`,
      'Leave some out.',
    );
  }
}

/** What stands within a part of a query; nothing within a word. */
export function childrenOf(node: QueryNode): readonly QueryNode[] {
  switch (node.type) {
    case 'and':
    case 'or':
    case 'near':
      return node.children;
    case 'not':
    case 'atleast':
    case 'field':
      return [node.child];
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'wildcard':
    case 'date':
      return [];
    default:
      node satisfies never;
      return [];
  }
}

function refuse(what: string, remedy: string): never {
  const message = `The query is too complex: ${what}. ${remedy}`;
  throw new AppError('query_too_complex', message, { errors: [{ path: 'q', message }] });
}
