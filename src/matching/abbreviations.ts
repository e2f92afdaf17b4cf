import { AppError } from '../domain/app-error.ts';
import { normalizeText } from '../text/normalize-text.ts';
import { tokenForms } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';
import { tokenize } from '../text/tokenize.ts';

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

/**
 * Reads the list of abbreviations: a group a line, its spellings parted by `=`, `#` opens a comment.
 *
 * ```text
 * UBND = Ủy ban nhân dân
 * TP.HCM = TPHCM = Thành phố Hồ Chí Minh
 * ```
 *
 * @throws {AppError} `configuration`, naming each line that has fewer than two spellings
 */
export const parseAbbreviations = (text: string): Abbreviations => {
  const groups: SpellingGroup[] = [];
  const faults: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const content = line.replace(/#.*$/, '').trim();
    if (content === '') return;
    const spellings = content.split('=').map(readSpelling);
    if (spellings.length < 2 || spellings.some((spelling) => spelling.length === 0)) {
      faults.push(`line ${index + 1} ("${content}")`);
      return;
    }
    groups.push(spellings);
  });
  if (faults.length > 0) {
    throw new AppError(
      'configuration',
      `The list of abbreviations cannot be read: ${faults.join(', ')}. Write one group a line, as in "UBND = Ủy ban nhân dân".`,
    );
  }
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

/** Whether a token was written as `spelled` is, or without its marks. */
const writtenAs = (token: TokenForms, spelled: TokenForms): boolean =>
  token.exact === spelled.exact || (token.exact === token.folded && token.folded === spelled.folded);

/**
 * The longest spelling that begins at `tokens[start]`, and the other ways of writing it.
 *
 * @returns `null` where none begins there
 */
export const findAbbreviation = (
  abbreviations: Abbreviations,
  tokens: readonly TokenForms[],
  start: number,
): { readonly length: number; readonly others: readonly Spelling[] } | null => {
  const fits = (spelling: Spelling): boolean =>
    spelling.every((spelled, i) => {
      const token = tokens[start + i];
      return token !== undefined && writtenAs(token, spelled);
    });
  const candidates = abbreviations.byFirst.get(tokens[start]?.folded ?? '') ?? [];
  const longest = candidates.find(({ spelling }) => fits(spelling))?.spelling;
  if (longest === undefined) return null;
  const others = candidates
    .filter(({ spelling }) => spelling.length === longest.length && fits(spelling))
    .flatMap(({ group, spelling }) => group.filter((other) => other !== spelling));
  return { length: longest.length, others };
};
