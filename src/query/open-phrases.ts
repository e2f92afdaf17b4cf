import { tokenize } from '../text/tokenize.ts';
import type { PhraseNode, QueryNode } from './ast.ts';
import { and } from './build-node.ts';

const wordsOf = ({ text, at }: PhraseNode): QueryNode =>
  and(tokenize(text).map((token) => ({ type: 'word', text: token.text, at })));

/** A query that asks for the words of its phrases, wherever they stand. What it excludes stays a phrase. */
export const openPhrases = (node: QueryNode): QueryNode => {
  switch (node.type) {
    case 'phrase':
      return wordsOf(node);
    case 'and':
      return and(node.children.map(openPhrases));
    case 'or':
      return { type: 'or', children: node.children.map(openPhrases) };
    case 'field':
      return { ...node, child: openPhrases(node.child) };
    case 'word':
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'not':
    case 'date':
      return node;
    default:
      return node satisfies never;
  }
};
