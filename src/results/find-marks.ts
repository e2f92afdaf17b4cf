import type { Match, Prefix, Sequence, Syllable, Wildcard } from '../matching/match.ts';
import { prefixTest } from '../matching/prefix-pattern.ts';
import { isCapitalWord } from '../text/capital-words.ts';
import { createFoldedFilter } from '../text/folded-hash.ts';
import type { FoldedFilter } from '../text/folded-hash.ts';
import { supersetForms } from '../text/syllable.ts';
import { createNearTest, type NearTest } from './near-marks.ts';
import {
  syllableTest,
  tightestEnd,
  tokenizeFor,
  type TestedSequence,
  type TokenTest,
} from './tokenized-text.ts';
import { pieceEnd } from '../text/piece-end.ts';

/** A stretch of a text that a search is about. */
export interface Mark {
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Which part of the query it answers; equal for the same part, so that different parts can be counted. */
  readonly key: string;
}

/** A sequence with its key. */
interface MarkedSequence extends TestedSequence {
  readonly key: string;
}

/** Everything of a match that can be seen in a text, made ready once for all texts of a result. */
export interface Marker {
  readonly exact: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
  /** Exact terms of what is only meant in capitals. */
  readonly capitals: ReadonlySet<string>;
  readonly prefixes: readonly { readonly key: string; readonly test: TokenTest }[];
  readonly sequences: readonly MarkedSequence[];
  /** What is only meant near something else. */
  readonly nears: readonly NearTest[];
  /** How many tokens behind the one that it begins with a sequence may look at. */
  readonly reach: number;
  /** Lets pass what any of these can begin with. */
  readonly filter: FoldedFilter;
}

/** Which of an article's texts are to be marked: a `title:` search marks only the title. */
export type MarkedPart = 'title' | 'text';

/** Makes a match ready for `findMarks`. Exclusions and dates mark nothing. */
export const createMarker = (match: Match | null, part: MarkedPart): Marker => {
  const exact = new Set<string>();
  const folded = new Set<string>();
  const capitals = new Set<string>();
  const prefixes: { key: string; test: TokenTest }[] = [];
  const sequences: MarkedSequence[] = [];
  const nears: NearTest[] = [];
  const terms = new Set<string>();
  const beginnings = new Set<string>();

  const addSyllable = (syllable: Syllable) => {
    terms.add(syllable.folded);
    if (syllable.isCapital === true) capitals.add(syllable.exact);
    else if (syllable.level === 'folded') folded.add(syllable.folded);
    else if (syllable.level === 'exact') exact.add(syllable.exact);
    else for (const form of supersetForms(syllable.text)) exact.add(form);
  };
  const addPrefix = (prefix: Prefix) => {
    const key = `${prefix.text}*`;
    const test = prefixTest(prefix);
    const [first] = prefix.before;
    if (first === undefined) {
      beginnings.add(prefix.folded);
      prefixes.push({ key, test });
    } else {
      terms.add(first.folded);
      sequences.push({ key, tests: [...prefix.before.map(syllableTest), test], slop: 0 });
    }
  };
  const addWildcard = (wildcard: Wildcard) => {
    beginnings.add(wildcard.segments[0]?.folded ?? '');
    prefixes.push({ key: wildcard.text, test: prefixTest(wildcard) });
  };
  const addSequence = ({ syllables, slop }: Sequence) => {
    terms.add(syllables[0]?.folded ?? '');
    sequences.push({
      key: syllables.map((syllable) => syllable.folded).join(' '),
      tests: syllables.map(syllableTest),
      slop,
    });
  };

  const add = (node: Match): void => {
    switch (node.type) {
      case 'syllable':
        addSyllable(node);
        return;
      case 'sequence':
        addSequence(node);
        return;
      case 'prefix':
        addPrefix(node);
        return;
      case 'wildcard':
        addWildcard(node);
        return;
      case 'near': {
        const near = createNearTest(node);
        for (const term of near.terms) terms.add(term);
        nears.push(near);
        return;
      }
      case 'atleast':
        add(node.child);
        return;
      case 'all':
      case 'any':
        node.children.forEach(add);
        return;
      case 'field':
        if (node.field === 'title' && part === 'title') add(node.child);
        return;
      case 'not':
      case 'dates':
        return;
      default:
        node satisfies never;
    }
  };
  if (match !== null) add(match);
  const reach = Math.max(
    0,
    ...sequences.map(({ tests, slop }) => tests.length - 1 + slop),
    ...nears.map((near) => near.reach),
  );
  const filter = createFoldedFilter(terms, beginnings);
  return { exact, folded, capitals, prefixes, sequences, nears, reach, filter };
};

/** What parts two words that are written as one: signs, but no space, and nothing that is a word itself. */
const SIGNS_ALONE = /^[^\s\p{L}\p{N}]*$/u;

/** Marks that touch or are separated by signs alone are one: `05-CT/TW`, `TP.HCM`. */
const joinMarks = (text: string, marks: readonly Mark[]): Mark[] => {
  const joined: Mark[] = [];
  for (const mark of marks) {
    const last = joined.at(-1);
    if (last !== undefined && (mark.start < last.end || SIGNS_ALONE.test(text.slice(last.end, mark.start)))) {
      if (mark.end > last.end) joined[joined.length - 1] = { ...last, end: mark.end };
    } else {
      joined.push(mark);
    }
  }
  return joined;
};

/** What begins in one piece may end so far in the next. */
const OVERLAP = 2 * 1024;

/** So many marks of one text are enough: nobody looks at more, and each costs memory. */
const MOST_MARKS = 10_000;

/**
 * The stretches of a text that answer the search, in order, none overlapping; of a text as long as a book the first
 * {@link MOST_MARKS}.
 */
export function* findMarks(text: string, marker: Marker): Generator<void, readonly Mark[]> {
  if (marker.filter.isEmpty) return [];
  const marks: Mark[] = [];
  for (let from = 0; from < text.length && marks.length < MOST_MARKS;) {
    const to = pieceEnd(text, from);
    for (const { start, end, key } of marksIn(text.slice(from, to + OVERLAP), marker)) {
      if (from + start >= to) break;
      marks.push({ start: from + start, end: from + end, key });
    }
    from = to;
    if (from < text.length) yield;
  }
  return joinMarks(text, marks.slice(0, MOST_MARKS));
}

const marksIn = (text: string, marker: Marker): readonly Mark[] => {
  const { exact, folded, capitals, prefixes, sequences, nears, filter, reach } = marker;
  const tokens = tokenizeFor(text, filter, reach);
  const marks: Mark[] = [];
  for (const i of tokens.passing) {
    const start = tokens.startOf(i);
    const form = tokens.formsAt(i);
    let end = -1;
    let key = '';
    for (const sequence of sequences) {
      const last = tightestEnd(tokens, sequence, i);
      if (last < 0) continue;
      const stretch = tokens.endOf(last);
      if (stretch > end) {
        end = stretch;
        key = sequence.key;
      }
    }
    if (end < 0) {
      const isMeant =
        exact.has(form.exact) ||
        folded.has(form.folded) ||
        (capitals.has(form.exact) && isCapitalWord(text, start, tokens.endOf(i)));
      if (isMeant) {
        end = tokens.endOf(i);
        key = form.folded;
      } else {
        const prefix = prefixes.find(({ test }) => test(form));
        if (prefix === undefined) continue;
        end = tokens.endOf(i);
        key = prefix.key;
      }
    }
    marks.push({ start, end, key });
  }
  if (nears.length === 0) return marks;
  const near = nears.flatMap(({ key, spansIn }) =>
    spansIn(tokens).map(([first, last]) => ({ start: tokens.startOf(first), end: tokens.endOf(last), key })),
  );
  return [...marks, ...near].sort((a, b) => a.start - b.start || b.end - a.end);
};
