import { divideWords } from '../language/divide-words.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { AndNode, PhraseNode, QueryNode, WordNode } from '../query/ast.ts';
import { tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import { findAbbreviation } from './abbreviations.ts';
import type { Abbreviations, Spelling } from './abbreviations.ts';
import type { Level, Match, Sequence, Syllable } from './match.ts';
import type { Marks } from './reading.ts';

export interface PlanOptions {
  readonly marks: Marks;
  readonly typed?: Marks;
  readonly abbreviations: Abbreviations;
  /** Tells which neighbours are one word. */
  readonly language: LanguageModel;
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

const sequence = (
  syllables: readonly Syllable[],
  as: Sequence['as'],
  slop = 0,
): Syllable | Sequence | null => {
  const [only] = syllables;
  if (only === undefined) return null;
  return syllables.length === 1 ? only : { type: 'sequence', syllables, slop, as };
};

/** At most this many ways of writing one phrase are searched for. */
const MAX_PHRASE_SPELLINGS = 8;

/** How a syllable is held against an article's. */
const levelOf = (token: TokenForms, marks: Marks): Level => {
  switch (marks) {
    case 'exact':
    case 'written':
      return 'exact';
    case 'meant':
      return isMarked(token) ? 'exact' : 'folded';
    case 'superset':
      return isMarked(token) ? 'superset' : 'folded';
    case 'folded':
    case 'ignored':
      return 'folded';
    default:
      return marks satisfies never;
  }
};

/** How closely an abbreviation, or what it stands for, has to be typed as it is on the list. */
const spellingLevel = (marks: Marks): Level => {
  if (marks === 'exact') return 'exact';
  return marks === 'folded' || marks === 'ignored' ? 'folded' : 'superset';
};

const syllable = (token: TypedToken, marks: Marks): Syllable => ({
  type: 'syllable',
  text: token.text,
  exact: token.exact,
  folded: token.folded,
  level: levelOf(token, marks),
});

/** Another spelling out of the list: it is written there with its marks, so it is matched with them. */
const spelt = (spelling: Spelling, marks: Marks): Syllable[] =>
  spelling.map((token) => ({
    type: 'syllable',
    text: token.text,
    exact: token.exact,
    folded: token.folded,
    level: marks === 'ignored' ? 'folded' : 'exact',
  }));

/** The marks of a part that is never loosened, and read by itself. */
const byItself = (node: QueryNode, marks: Marks): Marks =>
  marks === 'exact' || marks === 'ignored' ? marks : hasMarks(node) ? 'written' : 'folded';

/**
 * Decides what an article must hold for a query to match it.
 *
 * @param marks how they are read in all of it
 * @param typed how they are read in what it excludes, which stays as typed: loosened, it would drop more articles
 * @returns `null` where the query holds nothing that can be searched for
 */
export const planMatch = (
  root: QueryNode,
  { marks, typed = marks, abbreviations, language }: PlanOptions,
): Match | null => {
  const planPhrase = (node: PhraseNode, marks: Marks): Match | null => {
    const tokens = typedTokens(node.text);
    let spellings: Syllable[][] = [[]];
    for (let i = 0; i < tokens.length;) {
      const found = findAbbreviation(abbreviations, tokens, i, spellingLevel(marks));
      const length = found?.length ?? 1;
      const typed = tokens.slice(i, i + length).map((token) => syllable(token, marks));
      const ways = [typed, ...(found?.others ?? []).map((other) => spelt(other, marks))];
      spellings = spellings.flatMap((head) => ways.map((way) => [...head, ...way]));
      spellings = spellings.slice(0, MAX_PHRASE_SPELLINGS);
      i += length;
    }
    return any(spellings.map((syllables) => sequence(syllables, 'phrase', node.slop)).filter(isMatch));
  };

  /** Tokens that stand side by side, as the words that they are in the language. */
  const divided = (tokens: readonly TypedToken[], marks: Marks): Match[] => {
    const syllables = tokens.map((token) => syllable(token, marks));
    const lengths = divideWords(
      syllables.map(({ exact, folded, level }) => ({ exact, folded, open: level !== 'exact' })),
      language,
    );
    let at = 0;
    return lengths.flatMap((length) => {
      const word = sequence(syllables.slice(at, at + length), 'word');
      at += length;
      return word ?? [];
    });
  };

  /** Words that were typed side by side: all are wanted, and a run of them may have another spelling. */
  const planWords = (words: readonly WordNode[], marks: Marks): Match[] => {
    const parts = words.map((word) => typedTokens(word.text));
    const tokens = parts.flat();
    const starts: number[] = [];
    for (let i = 0, at = 0; i < parts.length; at += parts[i]?.length ?? 0, i++) starts.push(at);
    const matches: Match[] = [];
    /** Those since the last one that stands for itself. */
    let run: TypedToken[] = [];
    const endRun = (): void => {
      if (run.length > 0) matches.push(...divided(run, marks));
      run = [];
    };
    for (let i = 0; i < parts.length;) {
      const start = starts[i] ?? 0;
      const found = findAbbreviation(abbreviations, tokens, start, spellingLevel(marks));
      const end = found === null ? -1 : [...starts, tokens.length].indexOf(start + found.length);
      const typed = end > i ? tokens.slice(start, start + (found?.length ?? 0)) : (parts[i] ?? []);
      const others = end > i ? (found?.others ?? []) : [];
      const [only] = typed;
      if (words[i]?.apart === true) endRun();
      if (others.length === 0 && typed.length === 1 && only !== undefined) {
        run.push(only);
      } else {
        endRun();
        const ways = [
          sequence(
            typed.map((token) => syllable(token, marks)),
            end > i + 1 ? 'word' : 'unit',
          ),
          ...others.map((other) => sequence(spelt(other, marks), 'unit')),
        ];
        const either = any(ways.filter(isMatch));
        if (either !== null) matches.push(either);
      }
      i = end > i ? end : i + 1;
    }
    endRun();
    return matches;
  };

  const planAnd = (node: AndNode, marks: Marks): Match | null => {
    const matches: Match[] = [];
    let words: WordNode[] = [];
    for (const child of node.children) {
      if (child.type === 'word') {
        words.push(child);
        continue;
      }
      matches.push(...planWords(words, marks));
      words = [];
      const match = plan(child, marks);
      if (match !== null) matches.push(match);
    }
    matches.push(...planWords(words, marks));
    return all(matches);
  };

  const plan = (node: QueryNode, marks: Marks): Match | null => {
    switch (node.type) {
      case 'word':
        return all(planWords([node], marks));
      case 'phrase':
        return planPhrase(node, marks);
      case 'prefix': {
        const tokens = typedTokens(node.text);
        const last = tokens.at(-1);
        if (last === undefined) return null;
        const { text, exact, folded } = last;
        const level = levelOf(last, marks) === 'folded' ? 'folded' : 'exact';
        // Of 05-CT*, only the end is open.
        const before = tokens.slice(0, -1).map((token) => syllable(token, marks));
        return { type: 'prefix', text, exact, folded, level, before };
      }
      case 'and':
        return planAnd(node, marks);
      case 'or':
        return any(node.children.map((child) => plan(child, marks)).filter(isMatch));
      case 'not': {
        const child = plan(node.child, typed);
        return child === null ? null : { type: 'not', child };
      }
      case 'field': {
        const child = planMatch(node.child, { marks: byItself(node.child, marks), abbreviations, language });
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

  return plan(root, marks);
};
