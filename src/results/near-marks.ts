import type { Near, Placed } from '../matching/match.ts';
import { textOf } from '../matching/match-text.ts';
import { syllableTest, tightestEnd, type TokenizedText } from './tokenized-text.ts';

/** The numbers of the first and the last token of something. */
type Span = readonly [first: number, last: number];

/** What is near each other in a text, made ready once for all texts of a result. */
export interface NearTest {
  readonly key: string;
  /** Folded terms that its parts begin with. */
  readonly terms: readonly string[];
  /** How many tokens behind the first it may end. */
  readonly reach: number;
  /** What of a text is to be marked: each of its parts that is near the other. */
  readonly spansIn: (text: TokenizedText) => readonly Span[];
}

/** Somewhere that a part of it stands. */
interface Occurrence {
  readonly first: number;
  readonly last: number;
  /** What it is made of; nothing where it is marked itself. */
  readonly parts: readonly Occurrence[];
}

interface PlacedTest {
  readonly terms: readonly string[];
  readonly reach: number;
  /** In the order of their first tokens. */
  readonly occurrencesIn: (text: TokenizedText) => readonly Occurrence[];
}

export const createNearTest = (near: Near): NearTest => {
  const { terms, reach, occurrencesIn } = nearTest(near);
  return {
    key: textOf(near),
    terms,
    reach,
    spansIn: (text) => spansOf(occurrencesIn(text)),
  };
};

const spansOf = (occurrences: readonly Occurrence[]): Span[] => {
  const seen = new Set<Occurrence>();
  const spans: Span[] = [];
  const visit = (one: Occurrence): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if (one.parts.length === 0) spans.push([one.first, one.last]);
    else one.parts.forEach(visit);
  };
  occurrences.forEach(visit);
  return spans;
};

const testOf = (match: Placed): PlacedTest => {
  switch (match.type) {
    case 'syllable':
      return sequenceTest([match], 0);
    case 'sequence':
      return sequenceTest(match.syllables, match.slop);
    case 'any': {
      const tests = match.children.map(testOf);
      return {
        terms: tests.flatMap(({ terms }) => terms),
        reach: Math.max(...tests.map(({ reach }) => reach)),
        occurrencesIn: (text) => inOrder(tests.flatMap(({ occurrencesIn }) => occurrencesIn(text))),
      };
    }
    case 'near':
      return nearTest(match);
    default:
      return match satisfies never;
  }
};

const sequenceTest = (syllables: readonly Parameters<typeof syllableTest>[0][], slop: number): PlacedTest => {
  const sequence = { tests: syllables.map(syllableTest), slop };
  return {
    terms: [syllables[0]?.folded ?? ''],
    reach: syllables.length - 1 + slop,
    occurrencesIn: (text) =>
      text.passing.flatMap((first) => {
        const last = tightestEnd(text, sequence, first);
        return last < 0 ? [] : [{ first, last, parts: [] }];
      }),
  };
};

const nearTest = ({ distance, children }: Near): PlacedTest => {
  const [left, right] = [testOf(children[0]), testOf(children[1])];
  return {
    terms: [...left.terms, ...right.terms],
    reach: left.reach + right.reach + distance + 1,
    occurrencesIn: (text) => pairsOf(left.occurrencesIn(text), right.occurrencesIn(text), distance),
  };
};

/** Each of one side with each of the other that is near, whichever comes first; of several of one extent one. */
const pairsOf = (
  left: readonly Occurrence[],
  right: readonly Occurrence[],
  distance: number,
): readonly Occurrence[] => {
  const pairs: Occurrence[] = [];
  for (const one of left) {
    for (const other of right) {
      if (other.first - one.last - 1 > distance) break;
      if (one.first - other.last - 1 > distance) continue;
      const first = Math.min(one.first, other.first);
      const last = Math.max(one.last, other.last);
      pairs.push({ first, last, parts: [one, other] });
    }
  }
  return inOrder(pairs);
};

/** By their first tokens; of those from one token to another only the first. */
const inOrder = (occurrences: readonly Occurrence[]): readonly Occurrence[] => {
  const sorted = occurrences.toSorted((a, b) => a.first - b.first || a.last - b.last);
  const parts = new Map<string, Occurrence>();
  for (const one of sorted) {
    const place = `${one.first} ${one.last}`;
    const known = parts.get(place);
    if (known === undefined) parts.set(place, one);
    else if (known.parts.length > 0) parts.set(place, { ...known, parts: [...known.parts, ...one.parts] });
  }
  return [...parts.values()];
};
