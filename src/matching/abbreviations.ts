import { AppError } from '../domain/app-error.ts';
import { lineOfSynonyms } from '../domain/synonyms.ts';
import { normalizeText } from '../text/normalize-text.ts';
import { isSyllable, tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { Level } from './match.ts';

/** One token of a spelling. */
export interface SpelledToken extends TokenForms {
  readonly text: string;
  /**
   * Whether it says what it says in capitals alone: `TƯ` is trung ương, `tư` is a syllable of half the language. Such a
   * spelling is one token.
   */
  readonly isCapital: boolean;
}

/** One way of writing something: `UBND`, or `Ủy ban nhân dân`, as its tokens. */
export type Spelling = readonly SpelledToken[];

/** Spellings that stand for each other. */
export type SpellingGroup = readonly Spelling[];

/** The newsroom's list, ready for look-ups by the first syllable. */
export interface Abbreviations {
  readonly groups: readonly ListedGroup[];
  /** By the folded form of a spelling's first token: those it may open, longest first, and what else to look for. */
  readonly byFirst: ReadonlyMap<
    string,
    readonly { readonly spelling: Spelling; readonly others: readonly Spelling[] }[]
  >;
}

export const NO_ABBREVIATIONS: Abbreviations = { groups: [], byFirst: new Map() };

/** Two letters at least, all capitals: a single one may begin a sentence. */
const CAPITALS = /^(?:\p{Lu}\p{M}*){2,}$/u;

const readSpelling = (written: string): Spelling => {
  const tokens = tokenize(normalizeText(written));
  return tokens.map(({ text }) => ({
    text,
    ...tokenForms(text),
    isCapital: tokens.length === 1 && CAPITALS.test(text) && isSyllable(text),
  }));
};

/** One line of the list with its spellings. */
export interface ListedGroup {
  /** From 1. */
  readonly line: number;
  readonly spellings: SpellingGroup;
  /** What is found by them as well, and does not find them: behind `=>`. */
  readonly alsoFinds: SpellingGroup;
}

/** One line of the list that cannot be used, or not as it was perhaps meant. */
export interface ListFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** `false` where the line is used all the same. */
  readonly fatal: boolean;
}

const exactOf = (spelling: Spelling): string => spelling.map(({ exact }) => exact).join(' ');

/** What is wrong with a line by itself; `null` where nothing is. */
const faultOf = (
  content: string,
  sides: number,
  spellings: SpellingGroup,
  alsoFinds: SpellingGroup,
): string | null => {
  if (content.includes('\uFFFD')) return `"${content}" is not in UTF-8`;
  if (sides > 2) return `"${content}" has "=>" more than once`;
  if (spellings.length + alsoFinds.length < 2) return `"${content}" has no "=" between two spellings`;
  return [...spellings, ...alsoFinds].some((spelling) => spelling.length === 0)
    ? `"${content}" has nothing to search for on one side of a "="`
    : null;
};

/** A spelling as it was written, but for its spaces. */
export const spelled = (spelling: Spelling): string => spelling.map(({ text }) => text).join(' ');

/** What is said of a spelling that something else of the list has, too. */
const isElsewhere = (spelling: Spelling, place: string): string =>
  `"${spelled(spelling)}" is ${place} as well; it stands for both`;

/** What may not work as it was meant; the line is used all the same. */
const doubtsAbout = (content: string, spellings: SpellingGroup, alsoFinds: SpellingGroup): string[] => {
  const doubts: string[] = [];
  const each = [...spellings, ...alsoFinds];
  if (new Set(each.map(exactOf)).size < each.length) doubts.push(`"${content}" has one spelling twice`);
  for (const spelling of each) {
    const [only] = spelling;
    if (only === undefined || spelling.length > 1) continue;
    if (only.isCapital) {
      doubts.push(
        `"${only.text}" is an everyday syllable in small letters: it is only read so, and only found, where it is in capitals`,
      );
    } else if (isSyllable(only.text)) {
      doubts.push(
        `"${only.text}" is an everyday syllable: every article that has it is found; write it in capitals, or leave it out`,
      );
    }
  }
  return doubts;
};

/**
 * Reads the list of abbreviations: a group a line, its spellings separated by `=`, `#` opens a comment. What stands behind
 * `=>` is found by those before it, and does not find them.
 *
 * ```text
 * UBND = Ủy ban nhân dân
 * TP.HCM = TPHCM = Thành phố Hồ Chí Minh
 * miền Trung => Bắc Trung Bộ
 * ```
 *
 * @returns the groups of the lines that can be read, and what is wrong with lines; both in the list's order
 */
export const readAbbreviations = (
  text: string,
): { readonly groups: readonly ListedGroup[]; readonly faults: readonly ListFault[] } => {
  const groups: ListedGroup[] = [];
  const faults: ListFault[] = [];
  const lineOf = new Map<string, number>();
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  lines.forEach((written, index) => {
    const line = index + 1;
    const content = written.replace(/#.*$/u, '').trim();
    if (content === '') return;
    const sides = content.split('=>');
    const [spellings = [], alsoFinds = []] = sides.map((side) => side.split('=').map(readSpelling));
    const fault = faultOf(content, sides.length, spellings, alsoFinds);
    if (fault !== null) {
      faults.push({ line, message: fault, fatal: true });
      return;
    }
    for (const message of doubtsAbout(content, spellings, alsoFinds))
      faults.push({ line, message, fatal: false });
    const known = new Set(spellings.map(exactOf));
    for (const spelling of known) {
      const earlier = lineOf.get(spelling);
      if (earlier === undefined) lineOf.set(spelling, line);
      else {
        const again = spellings.find((each) => exactOf(each) === spelling) ?? [];
        faults.push({ line, message: isElsewhere(again, `on line ${earlier}`), fatal: false });
      }
    }
    groups.push({ line, spellings, alsoFinds });
  });
  return { groups, faults };
};

/**
 * {@link readAbbreviations}, made ready for look-ups.
 *
 * @throws {AppError} `configuration`, naming each line that cannot be read
 */
export const parseAbbreviations = (text: string): Abbreviations => {
  const { groups, faults } = readAbbreviations(text);
  const fatal = faults.filter((fault) => fault.fatal);
  if (fatal.length > 0) {
    const lines = fatal.map(({ line, message }) => `line ${line}: ${message}`);
    throw new AppError(
      'configuration',
      `The list of abbreviations cannot be read: ${lines.join('; ')}. Write one group a line, as in "UBND = Ủy ban nhân dân".`,
    );
  }
  return abbreviationsOf(groups);
};

/** Groups, whichever list they are of, made ready for look-ups. What several of them have stands for all of theirs. */
export const abbreviationsOf = (groups: readonly ListedGroup[]): Abbreviations => {
  const byFirst = new Map<string, { spelling: Spelling; others: readonly Spelling[] }[]>();
  for (const { spellings, alsoFinds } of groups) {
    for (const spelling of spellings) {
      const first = spelling[0]?.folded ?? '';
      const others = [...spellings.filter((other) => other !== spelling), ...alsoFinds];
      const known = [...(byFirst.get(first) ?? []), { spelling, others }];
      byFirst.set(
        first,
        known.toSorted((a, b) => b.spelling.length - a.spelling.length),
      );
    }
  }
  return { groups, byFirst };
};

/** A group as a line of the list. */
export const writeGroup = ({ spellings, alsoFinds }: Omit<ListedGroup, 'line'>): string =>
  lineOfSynonyms({ spellings: spellings.map(spelled), alsoFinds: alsoFinds.map(spelled) });

/** Groups that a spelling may be in besides, and how it is told where they are: `on line 12`. */
export interface OtherGroup {
  readonly place: string;
  readonly group: ListedGroup;
}

/** What is to be known of the spellings of a group that others have, too; in the words of the list's check. */
export const spellingsElsewhere = (group: ListedGroup, others: readonly OtherGroup[]): string[] => {
  const places = new Map<string, string>();
  for (const other of others)
    for (const spelling of other.group.spellings)
      if (!places.has(exactOf(spelling))) places.set(exactOf(spelling), other.place);
  return group.spellings.flatMap((spelling) => {
    const place = places.get(exactOf(spelling));
    return place === undefined ? [] : [isElsewhere(spelling, place)];
  });
};

/** What was typed, as the list is asked about it. */
export interface ListedToken extends TokenForms {
  readonly text: string;
}

/** A syllable in capitals between others of the kind is part of a line in capitals: `ĐẦU TƯ CÔNG`. */
const standsOut = (tokens: readonly ListedToken[], at: number): boolean =>
  [tokens[at - 1], tokens[at + 1]].every(
    (beside) => beside === undefined || !CAPITALS.test(beside.text) || !isSyllable(beside.text),
  );

/** Whether a token is one of the list's, by its level: written so, so or without any mark, or with any marks. */
const isSpelt = (
  tokens: readonly ListedToken[],
  at: number,
  spelled: SpelledToken,
  level: Level,
): boolean => {
  const token = tokens[at];
  if (token === undefined) return false;
  if (spelled.isCapital)
    return token.exact === spelled.exact && CAPITALS.test(token.text) && standsOut(tokens, at);
  if (token.exact === spelled.exact) return true;
  if (level === 'exact' || token.folded !== spelled.folded) return false;
  return level === 'folded' || token.exact === token.folded;
};

/** A spelling that was found, and the other ways of writing it. */
export interface FoundSpelling {
  /** How many tokens it takes. */
  readonly length: number;
  /** Whether it only says so in capitals. */
  readonly isCapital: boolean;
  readonly others: readonly Spelling[];
}

/**
 * The longest spelling that begins at `tokens[start]`, and the other ways of writing it.
 *
 * @param level how closely its marks have to be typed
 * @returns `null` where none begins there
 */
export const findAbbreviation = (
  abbreviations: Abbreviations,
  tokens: readonly ListedToken[],
  start: number,
  level: Level,
): FoundSpelling | null => {
  const fits = (spelling: Spelling): boolean =>
    spelling.every((spelled, i) => isSpelt(tokens, start + i, spelled, level));
  const candidates = abbreviations.byFirst.get(tokens[start]?.folded ?? '') ?? [];
  const longest = candidates.find(({ spelling }) => fits(spelling))?.spelling;
  if (longest === undefined) return null;
  const others = candidates
    .filter(({ spelling }) => spelling.length === longest.length && fits(spelling))
    .flatMap((found) => found.others);
  return { length: longest.length, isCapital: longest[0]?.isCapital === true, others };
};
