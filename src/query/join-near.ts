import type { QueryNode, QueryWarning } from './ast.ts';
import { and, apart } from './build-node.ts';
import { warningAt } from './warning.ts';

/** A NEAR among the operands of a level. */
export interface NearMark {
  readonly type: 'near-mark';
  readonly distance: number;
  /** Where it stands. */
  readonly at: number;
}

export type Operand = QueryNode | NearMark;

/** Whether NEAR and ATLEAST can take it: something of which it can be told where it stands. */
export function hasPlaces(node: QueryNode): boolean {
  switch (node.type) {
    case 'word':
    case 'phrase':
    case 'near':
      return true;
    case 'and':
      return node.children.every(({ type }) => type === 'word');
    case 'or':
      return node.children.every(hasPlaces);
    case 'prefix':
    case 'wildcard':
    case 'atleast':
    case 'not':
    case 'field':
    case 'date':
      return false;
    default:
      return node satisfies never;
  }
}

/**
 * Operands with each NEAR joined to what stands beside it: a phrase, a group, or all the words that were typed side by
 * side, as with OR. Of several the first binds first. One that cannot be joined is read as AND, with a warning.
 */
export function joinNear(operands: readonly Operand[], warnings: QueryWarning[]): readonly QueryNode[] {
  const joined: QueryNode[] = [];
  let left: readonly QueryNode[] = [];
  let mark: NearMark | null = null;
  for (const part of partsOf(operands)) {
    if (!Array.isArray(part)) {
      if (left.length === 0) warnings.push(warningAt('unfit_operand', part.at));
      else mark = part;
      continue;
    }
    const sides = mark === null ? null : ([and(left), and(part)] as const);
    if (mark !== null && sides?.every(hasPlaces) === true) {
      left = [{ type: 'near', distance: mark.distance, children: sides }];
    } else {
      if (mark !== null) warnings.push(warningAt('unfit_operand', mark.at));
      joined.push(...left);
      left = mark === null ? part : part.map((node, i) => (i === 0 ? apart(node) : node));
    }
    mark = null;
  }
  if (mark !== null) warnings.push(warningAt('unfit_operand', mark.at));
  return [...joined, ...left];
}

/** The words that were typed side by side, every other operand by itself, and the marks between them. */
function partsOf(operands: readonly Operand[]): readonly (QueryNode[] | NearMark)[] {
  const parts: (QueryNode[] | NearMark)[] = [];
  let run: QueryNode[] | null = null;
  for (const operand of operands) {
    const isWord = operand.type === 'word';
    if (isWord && run !== null && operand.apart !== true) {
      run.push(operand);
      continue;
    }
    run = isWord ? [operand] : null;
    parts.push(operand.type === 'near-mark' ? operand : (run ?? [operand]));
  }
  return parts;
}
