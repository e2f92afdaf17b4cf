import { divideWords } from '../language/divide-words.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { AndNode, PhraseNode, QueryNode, WordNode } from '../query/ast.ts';
import { tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import { findAbbreviation } from './abbreviations.ts';
import type { Abbreviations, Spelling } from './abbreviations.ts';
import { otherForms, unhyphenated, waysToWrite, withoutCurrency } from './joined-forms.ts';
import type { OtherForm } from './joined-forms.ts';
import { inAnyCase } from './match.ts';
import type { Level, Match, Placed, Sequence, Syllable } from './match.ts';
import type { Marks } from '../domain/reading.ts';

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

const isMarked = (token: Pick<TokenForms, 'exact' | 'folded'>): boolean => token.exact !== token.folded;

/** Whether anything typed into the text carries a mark: then marks were typed on purpose. */
export const hasMarks = (node: QueryNode): boolean => {
  switch (node.type) {
    case 'word':
    case 'phrase':
    case 'prefix':
    case 'wildcard':
      return typedTokens(node.text).some(isMarked);
    case 'and':
    case 'or':
    case 'near':
      return node.children.some(hasMarks);
    case 'not':
    case 'atleast':
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

const choice = (children: readonly Match[]): Match | null => {
  const one = any(children);
  return children.length > 1 && one?.type === 'any' ? { ...one, isChoice: true } : one;
};

const group = (type: 'all' | 'any', children: readonly Match[]): Match | null => {
  const [only] = children;
  if (only === undefined) return null;
  return children.length === 1 ? only : { type, children };
};

const anyPlaced = (parts: readonly (Placed | null)[]): Placed | null => {
  const children = parts.filter((part) => part !== null);
  const [only] = children;
  if (only === undefined) return null;
  return children.length === 1 ? only : { type: 'any', children };
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

const DIGIT = /^\p{Nd}$/u;

/** At most this many ways of writing one phrase, or what was typed as one, are searched for. */
const MAX_SPELLINGS = 8;

/** `e-mail`, `H'Mông`, `Cam-pu-chia`: letters alone, joined by signs that may as well be left out. */
const HYPHENATED = /^[\p{L}\p{M}]+(?:[-\u2010\u2011'’ʼ‘][\p{L}\p{M}]+)+$/u;

/** What tokens `[start, start + length)` may be written as instead. */
interface Piece {
  readonly start: number;
  readonly length: number;
  readonly syllables: readonly Syllable[];
}

/** The syllables `[from, to)`, with some of them written otherwise; a form may reach beyond them. */
const written = (
  syllables: readonly Syllable[],
  way: readonly Piece[],
  from = 0,
  to = syllables.length,
): Syllable[] => {
  const row: Syllable[] = [];
  let at = from;
  for (const piece of way) {
    row.push(...syllables.slice(at, Math.max(at, piece.start)), ...piece.syllables);
    at = piece.start + piece.length;
  }
  return [...row, ...syllables.slice(at, to)];
};

/** The words' tokens, each with the word that it begins in: a telephone number may be several words. */
const partsOf = (words: readonly WordNode[]): readonly (readonly TypedToken[])[] => {
  const parts: TypedToken[][] = words.map(() => []);
  let text = '';
  const ends = words.map((word, i) => {
    // What AND keeps apart is no one number.
    text += `${i === 0 ? '' : word.apart === true ? ' · ' : ' '}${word.text}`;
    return text.length;
  });
  let at = 0;
  for (const token of tokenize(text)) {
    while (token.start >= (ends[at] ?? Infinity)) at++;
    parts[at]?.push({ text: token.text, ...tokenForms(token.text) });
  }
  return parts;
};

/** How a syllable is held against an article's. */
const levelOf = (token: Pick<TokenForms, 'exact' | 'folded'>, marks: Marks): Level => {
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
    level: marks === 'ignored' && !token.isCapital ? 'folded' : 'exact',
    ...(token.isCapital ? { isCapital: true } : {}),
  }));

/** The marks of a part that is never loosened, and read by itself. */
const byItself = (node: QueryNode, marks: Marks): Marks =>
  marks === 'exact' || marks === 'ignored' ? marks : hasMarks(node) ? 'written' : 'folded';

/**
 * Decides what an article must hold for a query to match it.
 *
 * @param marks how they are read in its words
 * @param typed how they are read in its phrases and exclusions, which stay as typed: a phrase is what was asked for, and a
 *   loosened exclusion would drop more articles
 * @returns `null` where the query holds nothing that can be searched for
 */
export const planMatch = (
  root: QueryNode,
  { marks, typed = marks, abbreviations, language }: PlanOptions,
): Match | null => {
  const pieceOf = ({ start, length, texts, isSpelled }: OtherForm, marks: Marks): Piece => ({
    start,
    length,
    syllables: texts.flatMap(typedTokens).map((token) => {
      const read = syllable(token, marks);
      return isSpelled === true && marks !== 'ignored' ? { ...read, level: 'exact' } : read;
    }),
  });

  const formsOf = (tokens: readonly TypedToken[], marks: Marks): readonly Piece[] =>
    otherForms(
      tokens.map((token) => ({ ...token, isOpen: levelOf(token, marks) !== 'exact' })),
      language,
    ).map((form) => pieceOf(form, marks));

  /** All that a phrase, or what was typed as one, may be written as: abbreviations first, then joined and parted forms. */
  const rowsOf = (
    tokens: readonly TypedToken[],
    marks: Marks,
    also: readonly OtherForm[] = [],
  ): Syllable[][] => {
    const pieces: Piece[] = also.map((form) => pieceOf(form, marks));
    const typed = tokens.map((token) => syllable(token, marks));
    const listed = new Set<number>();
    for (let i = 0; i < tokens.length;) {
      const found = findAbbreviation(abbreviations, tokens, i, spellingLevel(marks));
      const length = found?.length ?? 1;
      for (const other of found?.others ?? [])
        pieces.push({ start: i, length, syllables: spelt(other, marks) });
      if (found !== null) for (let at = i; at < i + length; at++) listed.add(at);
      const here = typed[i];
      if (found?.isCapital === true && here !== undefined) typed[i] = { ...here, isCapital: true };
      i += length;
    }
    const forms = formsOf(tokens, marks).filter(({ start }) => !listed.has(start));
    return waysToWrite(tokens.length, [...pieces, ...forms], MAX_SPELLINGS).map((way) => written(typed, way));
  };

  const planPhrase = (node: PhraseNode, marks: Marks): Match | null =>
    any(
      rowsOf(typedTokens(node.text), marks)
        .map((syllables) => sequence(syllables, 'phrase', node.slop))
        .filter(isMatch),
    );

  /** What was typed as one word and is several tokens: `05-CT/TW`, `e-mail`. */
  const planUnit = (word: WordNode, tokens: readonly TypedToken[], marks: Marks): Match | null => {
    const open = tokens.map((token) => ({ ...token, isOpen: levelOf(token, marks) !== 'exact' }));
    const joined = HYPHENATED.test(word.text.normalize('NFC'))
      ? unhyphenated(open, language)
      : withoutCurrency(open);
    const rows = rowsOf(tokens, marks, joined);
    const distinct = [...new Map(rows.map((row) => [row.map(({ text }) => text).join(' '), row])).values()];
    // Beside what it was typed with, a syllable is what it is there: `05-CT/TƯ`.
    const known = distinct.map((row) => (row.length > 1 ? row.map(inAnyCase) : row));
    return any(known.map((row) => sequence(row, 'unit')).filter(isMatch));
  };

  /** Tokens that stand side by side, as the words that they are in the language. */
  const divided = (tokens: readonly TypedToken[], marks: Marks): Match[] => {
    const syllables = tokens.map((token) => syllable(token, marks));
    const lengths = divideWords(
      syllables.map(({ exact, folded, level }) => ({ exact, folded, isOpen: level !== 'exact' })),
      language,
    );
    const forms = formsOf(tokens, marks);
    let from = 0;
    return lengths.flatMap((length) => {
      const [start, end] = [from, from + length];
      from = end;
      const over = forms.filter((form) => form.start < end && form.start + form.length > start);
      const ways = waysToWrite(tokens.length, over, MAX_SPELLINGS).map((way) => {
        // What is written as one, or is one in parts, stands together however far its words may be let apart.
        const isWhole = way.some((form) => form.start <= start && form.start + form.length >= end);
        return sequence(written(syllables, way, start, end), isWhole ? 'unit' : 'word');
      });
      const word = any(ways.filter(isMatch));
      return word === null ? [] : word.type === 'any' ? { ...word, isOneWord: true } : word;
    });
  };

  /** Words that were typed side by side: all are wanted, and a run of them may have another spelling. */
  const planWords = (words: readonly WordNode[], marks: Marks): Match[] => {
    const parts = partsOf(words);
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
      } else if (typed.length > 0) {
        endRun();
        const word = words[i];
        const unit =
          others.length === 0 && word !== undefined
            ? planUnit(word, typed, marks)
            : any(
                [
                  sequence(
                    typed.map((token) => ({
                      ...syllable(token, marks),
                      ...(found?.isCapital === true ? { isCapital: true } : {}),
                    })),
                    end > i + 1 ? 'word' : 'unit',
                  ),
                  ...others.map((other) => sequence(spelt(other, marks), 'unit')),
                ].filter(isMatch),
              );
        if (unit !== null) matches.push(unit);
      }
      i = end > i ? end : i + 1;
    }
    endRun();
    return matches;
  };

  /** `U2*`, `H5N*`: too much else begins with a single letter, and with a single digit more than one is seldom meant. */
  const planShortPrefix = (tokens: readonly TypedToken[], marks: Marks): Match | null => {
    const before = tokens.slice(0, -1);
    const last = tokens.at(-1)?.text ?? '';
    const endings = DIGIT.test(last)
      ? [last, ...Array.from({ length: 10 }, (_, digit) => `${last}${digit}`)]
      : [last];
    return any(
      endings
        .map((ending) =>
          sequence(
            [...before, ...typedTokens(ending)].map((token) => syllable(token, marks)),
            'unit',
          ),
        )
        .filter(isMatch),
    );
  };

  /** What stands side by side, in all the ways to write it, in any letter case: only its place is asked for. */
  const placed = (tokens: readonly TypedToken[], marks: Marks, slop = 0): Placed | null =>
    anyPlaced(
      rowsOf(tokens, marks).map((row) =>
        sequence(row.map(inAnyCase), row.length > 1 ? 'phrase' : 'unit', slop),
      ),
    );

  const planPlaced = (node: QueryNode, marks: Marks): Placed | null => {
    switch (node.type) {
      case 'word':
        return placed(typedTokens(node.text), marks);
      case 'phrase':
        return placed(typedTokens(node.text), marks, node.slop);
      case 'and':
        return placed(partsOf(node.children.filter((child) => child.type === 'word')).flat(), marks);
      case 'or':
        return anyPlaced(node.children.map((child) => planPlaced(child, marks)));
      case 'near': {
        const [left, right] = node.children.map((child) => planPlaced(child, marks));
        if (left === undefined || right === undefined || left === null || right === null)
          return left ?? right ?? null;
        return { type: 'near', distance: node.distance, children: [left, right] };
      }
      case 'prefix':
      case 'wildcard':
      case 'atleast':
      case 'not':
      case 'field':
      case 'date':
        // The parser gives them no place: `hasPlaces`.
        return null;
      default:
        return node satisfies never;
    }
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
        return planPhrase(node, typed);
      case 'prefix': {
        const tokens = typedTokens(node.text);
        const last = tokens.at(-1);
        if (last === undefined) return null;
        if (tokens.length > 1 && Array.from(last.text).length === 1) return planShortPrefix(tokens, marks);
        const { text, exact, folded } = last;
        const level = levelOf(last, marks) === 'folded' ? 'folded' : 'exact';
        // Of 05-CT*, only the end is open.
        const before = tokens.slice(0, -1).map((token) => syllable(token, marks));
        return { type: 'prefix', text, exact, folded, level, before };
      }
      case 'wildcard': {
        const segments = node.text.split('*').map((segment) => tokenForms(segment));
        const joined = {
          exact: segments.map(({ exact }) => exact).join(''),
          folded: segments.map(({ folded }) => folded).join(''),
        };
        const level = levelOf(joined, marks) === 'folded' ? 'folded' : 'exact';
        return { type: 'wildcard', text: node.text, segments, level };
      }
      case 'near':
        return planPlaced(node, typed);
      case 'atleast': {
        const child = planPlaced(node.child, typed);
        return child === null ? null : { type: 'atleast', times: node.times, child };
      }
      case 'and':
        return planAnd(node, marks);
      case 'or':
        return choice(node.children.map((child) => plan(child, marks)).filter(isMatch));
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
