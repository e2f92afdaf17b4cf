import type { Diacritics } from '../domain/search-request.ts';
import type { AndNode, PhraseNode, QueryNode, WordNode } from '../query/ast.ts';
import { tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import { findAbbreviation } from './abbreviations.ts';
import type { Abbreviations, Spelling } from './abbreviations.ts';
import type { Level, Match, Sequence, Syllable } from './match.ts';

/** How far the marks of an `auto` query are loosened: as typed, at least those typed, none. */
export type MarksStep = 'typed' | 'superset' | 'folded';

export interface PlanOptions {
  readonly diacritics: Diacritics;
  readonly step: MarksStep;
  /**
   * Whether an unmarked syllable, written in a query that has marks elsewhere, was meant as written: `an` in
   * `công an tỉnh` was, `tinh` in `tinh Sơn La` was not.
   */
  readonly meantUnmarked: (exact: string) => boolean;
  readonly abbreviations: Abbreviations;
  /** For a part of a query: whether any mark was typed in all of it. */
  readonly marked?: boolean;
}

interface TypedToken extends TokenForms {
  readonly text: string;
}

/** The tokens of something typed, with their index terms. */
export const typedTokens = (text: string): readonly TypedToken[] =>
  tokenize(text).map((token) => ({ text: token.text, ...tokenForms(token.text) }));

const isMarked = (token: TokenForms): boolean => token.exact !== token.folded;

/** Whether anything typed into the text carries a mark: then marks were typed on purpose. */
export const hasMarks = (node: QueryNode): boolean => {
  switch (node.type) {
    case 'word':
    case 'phrase':
    case 'prefix':
      return typedTokens(node.text).some(isMarked);
    case 'and':
    case 'or':
      return node.children.some(hasMarks);
    case 'not':
      return hasMarks(node.child);
    // A field's value is read by itself: `tác-giả:quang` stays unmarked beside `lũ quét`.
    case 'field':
    case 'date':
      return false;
    default:
      return node satisfies never;
  }
};

const all = (children: readonly Match[]): Match | null => group('all', children);
const any = (children: readonly Match[]): Match | null => group('any', children);

const group = (type: 'all' | 'any', children: readonly Match[]): Match | null => {
  const [only] = children;
  if (only === undefined) return null;
  return children.length === 1 ? only : { type, children };
};

const isMatch = <T extends Match>(match: T | null): match is T => match !== null;

const sequence = (syllables: readonly Syllable[], slop = 0, quoted = false): Syllable | Sequence | null => {
  const [only] = syllables;
  if (only === undefined) return null;
  return syllables.length === 1 ? only : { type: 'sequence', syllables, slop, quoted };
};

/** At most this many ways of writing one phrase are searched for. */
const MAX_PHRASE_SPELLINGS = 8;

/**
 * Decides what an article must hold for a query to match it.
 *
 * @returns `null` where the query holds nothing that can be searched for
 */
export const planMatch = (root: QueryNode, options: PlanOptions): Match | null => {
  const { marked, ...byItself } = options;
  const { diacritics, abbreviations } = options;
  const anyMarks = diacritics === 'auto' && (marked ?? hasMarks(root));

  const levelOf = (token: TokenForms, step: MarksStep): Level => {
    if (diacritics === 'strict') return 'exact';
    if (diacritics === 'ignore' || !anyMarks || step === 'folded') return 'folded';
    if (isMarked(token)) return step === 'typed' ? 'exact' : 'superset';
    return step === 'typed' && options.meantUnmarked(token.exact) ? 'exact' : 'folded';
  };

  /** How closely an abbreviation, or what it stands for, has to be typed as it is on the list. */
  const spellingLevel = (step: MarksStep): Level => {
    if (diacritics === 'strict') return 'exact';
    return diacritics === 'ignore' || !anyMarks || step === 'folded' ? 'folded' : 'superset';
  };

  const syllable = (token: TypedToken, step: MarksStep): Syllable => ({
    type: 'syllable',
    text: token.text,
    exact: token.exact,
    folded: token.folded,
    level: levelOf(token, step),
  });

  /** Another spelling out of the list: it is written there with its marks, so it is matched with them. */
  const spelt = (spelling: Spelling): Syllable[] =>
    spelling.map((token) => ({
      type: 'syllable',
      text: token.text,
      exact: token.exact,
      folded: token.folded,
      level: diacritics === 'ignore' ? 'folded' : 'exact',
    }));

  const planPhrase = (node: PhraseNode, step: MarksStep): Match | null => {
    const tokens = typedTokens(node.text);
    let spellings: Syllable[][] = [[]];
    for (let i = 0; i < tokens.length;) {
      const found = findAbbreviation(abbreviations, tokens, i, spellingLevel(step));
      const length = found?.length ?? 1;
      const typed = tokens.slice(i, i + length).map((token) => syllable(token, step));
      const ways = [typed, ...(found?.others ?? []).map(spelt)];
      spellings = spellings.flatMap((head) => ways.map((way) => [...head, ...way]));
      spellings = spellings.slice(0, MAX_PHRASE_SPELLINGS);
      i += length;
    }
    return any(spellings.map((syllables) => sequence(syllables, node.slop, true)).filter(isMatch));
  };

  /** Words that stand side by side: each is wanted, and a run of them may have another spelling. */
  const planWords = (words: readonly WordNode[], step: MarksStep): Match[] => {
    const parts = words.map((word) => typedTokens(word.text));
    const tokens = parts.flat();
    const starts: number[] = [];
    for (let i = 0, at = 0; i < parts.length; at += parts[i]?.length ?? 0, i++) starts.push(at);
    const matches: Match[] = [];
    for (let i = 0; i < parts.length;) {
      const start = starts[i] ?? 0;
      const found = findAbbreviation(abbreviations, tokens, start, spellingLevel(step));
      const end = found === null ? -1 : [...starts, tokens.length].indexOf(start + found.length);
      const wordCount = end > i ? end - i : 1;
      const typed = parts
        .slice(i, i + wordCount)
        .map((part) => sequence(part.map((token) => syllable(token, step))))
        .filter(isMatch);
      const others = end > i ? (found?.others ?? []) : [];
      if (others.length === 0) {
        matches.push(...typed);
      } else {
        const ways = [all(typed), ...others.map((other) => sequence(spelt(other)))];
        const either = any(ways.filter(isMatch));
        if (either !== null) matches.push(either);
      }
      i += wordCount;
    }
    return matches;
  };

  const planAnd = (node: AndNode, step: MarksStep): Match | null => {
    const matches: Match[] = [];
    let words: WordNode[] = [];
    for (const child of node.children) {
      if (child.type === 'word') {
        words.push(child);
        continue;
      }
      matches.push(...planWords(words, step));
      words = [];
      const match = plan(child, step);
      if (match !== null) matches.push(match);
    }
    matches.push(...planWords(words, step));
    return all(matches);
  };

  const plan = (node: QueryNode, step: MarksStep): Match | null => {
    switch (node.type) {
      case 'word':
        return all(planWords([node], step));
      case 'phrase':
        return planPhrase(node, step);
      case 'prefix': {
        const tokens = typedTokens(node.text);
        const last = tokens.at(-1);
        if (last === undefined) return null;
        const { text, exact, folded } = last;
        const level = levelOf(last, step) === 'folded' ? 'folded' : 'exact';
        // Of 05-CT*, only the end is open.
        const before = tokens.slice(0, -1).map((token) => syllable(token, step));
        return { type: 'prefix', text, exact, folded, level, before };
      }
      case 'and':
        return planAnd(node, step);
      case 'or':
        return any(node.children.map((child) => plan(child, step)).filter(isMatch));
      case 'not': {
        // What is unwanted stays as it was typed: loosening it would drop more articles, not find more.
        const child = plan(node.child, 'typed');
        return child === null ? null : { type: 'not', child };
      }
      case 'field': {
        const child = planMatch(node.child, { ...byItself, step: 'typed', meantUnmarked: () => true });
        return child === null ? null : { type: 'field', field: node.field, child };
      }
      case 'date':
        return {
          type: 'dates',
          ...(node.from === undefined ? {} : { from: node.from }),
          ...(node.to === undefined ? {} : { to: node.to }),
        };
      default:
        return node satisfies never;
    }
  };

  return plan(root, options.step);
};
