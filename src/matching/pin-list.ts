import type { AppliedPins, Pin } from '../domain/pin.ts';
import { PIN_LIMITS } from '../domain/pin.ts';
import type { Marks } from '../domain/reading.ts';
import type { QueryNode } from '../query/ast.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { TokenForms } from '../text/syllable.ts';
import { typedTokens } from './plan-match.ts';

interface ListedQuery {
  readonly pin: Pin;
  readonly query: string;
  readonly tokens: readonly TokenForms[];
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Pins, ready for look-ups by the folded words of a query. */
export interface PinList {
  readonly byWords: ReadonlyMap<string, readonly ListedQuery[]>;
  /** When any of them begins or ends, in milliseconds since 1970. */
  readonly turns: readonly number[];
}

export const NO_PINS: PinList = { byWords: new Map(), turns: [] };

/** The pins as they stand at an instant, RFC 3339. */
export interface PinsAt {
  readonly list: PinList;
  readonly at: string;
}

/** The words of a query that is made of nothing else, quoted or not; `null` where it asks for more, or for nothing. */
const plainWords = (node: QueryNode | null): readonly TokenForms[] | null => {
  const texts = node === null ? null : plainTexts(node);
  const tokens = texts?.flatMap(typedTokens) ?? [];
  return tokens.length === 0 ? null : tokens;
};

const plainTexts = (node: QueryNode): readonly string[] | null => {
  switch (node.type) {
    case 'word':
    case 'phrase':
      return [node.text];
    case 'and': {
      const texts = node.children.map(plainTexts);
      return texts.includes(null) ? null : texts.flatMap((each) => each ?? []);
    }
    case 'prefix':
    case 'wildcard':
    case 'near':
    case 'atleast':
    case 'or':
    case 'not':
    case 'field':
    case 'date':
      return null;
    default:
      return node satisfies never;
  }
};

const keyOf = (tokens: readonly TokenForms[]): string => tokens.map(({ folded }) => folded).join(' ');

/** Whether pins can be found by a query: it is nothing but words. */
export const isPinnable = (query: string): boolean => plainWords(parseQuery(query).node) !== null;

/** @param pins where several apply to a query, the articles of the earlier one come first */
export const preparePins = (pins: readonly Pin[]): PinList => {
  const byWords = new Map<string, ListedQuery[]>();
  for (const pin of pins) {
    const from = pin.from === undefined ? -Infinity : Date.parse(pin.from);
    const until = pin.until === undefined ? Infinity : Date.parse(pin.until);
    for (const query of pin.queries) {
      const tokens = plainWords(parseQuery(query).node);
      if (tokens === null) continue;
      const key = keyOf(tokens);
      byWords.set(key, [...(byWords.get(key) ?? []), { pin, query, tokens, from, until }]);
    }
  }
  const turns = pins.flatMap(({ from, until }) =>
    [from, until].flatMap((instant) => (instant === undefined ? [] : Date.parse(instant))),
  );
  return { byWords, turns };
};

/** How many of the beginnings and ends have passed: as long as it is the same, the same pins apply. */
export const turnsBefore = ({ list, at }: PinsAt): number => {
  const instant = Date.parse(at);
  return list.turns.filter((turn) => turn <= instant).length;
};

const isMarked = ({ exact, folded }: TokenForms): boolean => exact !== folded;

/** Whether a syllable that was typed stands for one of a pin's: as it is read, so it is met. */
const meets = (typed: TokenForms, pinned: TokenForms, marks: Marks): boolean => {
  if (typed.exact === pinned.exact || marks === 'ignored') return true;
  return !isMarked(typed) && marks !== 'exact' && marks !== 'written';
};

/**
 * The pins that a query meets: its words are theirs, whatever their case, spelling habits and quotes. Marks that were
 * typed must be theirs; a syllable without any meets one with marks wherever it is read so (`marks`).
 *
 * @returns `null` where none applies
 */
export const findPins = ({ list, at }: PinsAt, node: QueryNode | null, marks: Marks): AppliedPins | null => {
  if (list.byWords.size === 0) return null;
  const typed = plainWords(node);
  if (typed === null) return null;
  const instant = Date.parse(at);
  const met = (list.byWords.get(keyOf(typed)) ?? []).filter(
    ({ tokens, from, until }) =>
      from <= instant &&
      instant < until &&
      tokens.every((token, i) => meets(typed[i] ?? token, token, marks)),
  );
  const pins = new Map(met.map(({ pin, query }) => [pin, query]));
  if (pins.size === 0) return null;
  const never = distinct([...pins.keys()].flatMap((pin) => pin.never));
  return {
    pins: [...pins].map(([{ id }, query]) => ({ id, query })),
    first: firstOf(
      [...pins.keys()].flatMap((pin) => pin.first),
      never,
    ),
    never,
  };
};

/** What applies to a query in another spelling: the pins of what was typed, then its own. */
export const joinPins = (typed: AppliedPins | null, own: AppliedPins | null): AppliedPins | null => {
  if (typed === null || own === null) return typed ?? own;
  const never = distinct([...typed.never, ...own.never]);
  const known = new Set(typed.pins.map(({ id }) => id));
  return {
    pins: [...typed.pins, ...own.pins.filter(({ id }) => !known.has(id))],
    first: firstOf([...typed.first, ...own.first], never),
    never,
  };
};

const firstOf = (ids: readonly string[], never: readonly string[]): string[] =>
  distinct(ids)
    .filter((id) => !never.includes(id))
    .slice(0, PIN_LIMITS.articles);

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];
