import { AppError } from '../domain/app-error.ts';
import { normalizeText } from '../text/normalize-text.ts';
import { tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';
import type { Level } from './match.ts';

/** One way of writing something: `UBND`, or `Ủy ban nhân dân`, as its tokens. */
export type Spelling = readonly (TokenForms & { readonly text: string })[];

/** Spellings that stand for each other. */
export type SpellingGroup = readonly Spelling[];

/** The newsroom's list, ready for look-ups by the first syllable. */
export interface Abbreviations {
  readonly groups: readonly SpellingGroup[];
  /** By the folded form of a spelling's first token: the groups it may open, longest spelling first. */
  readonly byFirst: ReadonlyMap<
    string,
    readonly { readonly spelling: Spelling; readonly group: SpellingGroup }[]
  >;
}

export const NO_ABBREVIATIONS: Abbreviations = { groups: [], byFirst: new Map() };

const readSpelling = (written: string): Spelling =>
  tokenize(normalizeText(written)).map(({ text }) => ({ text, ...tokenForms(text) }));

/** One line of the list with its spellings. */
export interface ListedGroup {
  /** From 1. */
  readonly line: number;
  readonly spellings: SpellingGroup;
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
const faultOf = (content: string, spellings: SpellingGroup): string | null => {
  if (content.includes('\uFFFD')) return `"${content}" is not in UTF-8`;
  if (spellings.length < 2) return `"${content}" has no "=" between two spellings`;
  return spellings.some((spelling) => spelling.length === 0)
    ? `"${content}" has nothing to search for on one side of a "="`
    : null;
};

/**
 * Reads the list of abbreviations: a group a line, its spellings parted by `=`, `#` opens a comment.
 *
 * ```text
 * UBND = Ủy ban nhân dân
 * TP.HCM = TPHCM = Thành phố Hồ Chí Minh
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
    const spellings = content.split('=').map(readSpelling);
    const fault = faultOf(content, spellings);
    if (fault !== null) {
      faults.push({ line, message: fault, fatal: true });
      return;
    }
    const known = new Set(spellings.map(exactOf));
    if (known.size < spellings.length)
      faults.push({ line, message: `"${content}" has one spelling twice`, fatal: false });
    for (const spelling of known) {
      const earlier = lineOf.get(spelling);
      if (earlier === undefined) lineOf.set(spelling, line);
      else {
        const shown = (spellings.find((each) => exactOf(each) === spelling) ?? []).map((each) => each.text);
        const message = `"${shown.join(' ')}" is on line ${earlier} as well; it stands for both`;
        faults.push({ line, message, fatal: false });
      }
    }
    groups.push({ line, spellings });
  });
  return { groups, faults };
};

/**
 * {@link readAbbreviations}, made ready for look-ups.
 *
 * @throws {AppError} `configuration`, naming each line that cannot be read
 */
export const parseAbbreviations = (text: string): Abbreviations => {
  const { groups: listed, faults } = readAbbreviations(text);
  const fatal = faults.filter((fault) => fault.fatal);
  if (fatal.length > 0) {
    const lines = fatal.map(({ line, message }) => `line ${line}: ${message}`);
    throw new AppError(
      'configuration',
      `The list of abbreviations cannot be read: ${lines.join('; ')}. Write one group a line, as in "UBND = Ủy ban nhân dân".`,
    );
  }
  const groups = listed.map(({ spellings }) => spellings);
  const byFirst = new Map<string, { spelling: Spelling; group: SpellingGroup }[]>();
  for (const group of groups) {
    for (const spelling of group) {
      const first = spelling[0]?.folded ?? '';
      const known = byFirst.get(first) ?? [];
      known.push({ spelling, group });
      byFirst.set(
        first,
        known.toSorted((a, b) => b.spelling.length - a.spelling.length),
      );
    }
  }
  return { groups, byFirst };
};

/** Whether a token is one of the list's, by its level: written so, so or without any mark, or with any marks. */
const isSpelt = (token: TokenForms, spelled: TokenForms, level: Level): boolean => {
  if (token.exact === spelled.exact) return true;
  if (level === 'exact' || token.folded !== spelled.folded) return false;
  return level === 'folded' || token.exact === token.folded;
};

/**
 * The longest spelling that begins at `tokens[start]`, and the other ways of writing it.
 *
 * @param level how closely its marks have to be typed
 * @returns `null` where none begins there
 */
export const findAbbreviation = (
  abbreviations: Abbreviations,
  tokens: readonly TokenForms[],
  start: number,
  level: Level,
): { readonly length: number; readonly others: readonly Spelling[] } | null => {
  const fits = (spelling: Spelling): boolean =>
    spelling.every((spelled, i) => {
      const token = tokens[start + i];
      return token !== undefined && isSpelt(token, spelled, level);
    });
  const candidates = abbreviations.byFirst.get(tokens[start]?.folded ?? '') ?? [];
  const longest = candidates.find(({ spelling }) => fits(spelling))?.spelling;
  if (longest === undefined) return null;
  const others = candidates
    .filter(({ spelling }) => spelling.length === longest.length && fits(spelling))
    .flatMap(({ group, spelling }) => group.filter((other) => other !== spelling));
  return { length: longest.length, others };
};
