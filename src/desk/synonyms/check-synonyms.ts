import { AppError } from '../../domain/app-error.ts';
import { lineOfSynonyms, SYNONYM_LIMITS, type SynonymsInput } from '../../domain/synonyms.ts';
import { readAbbreviations } from '../../matching/abbreviations.ts';
import type { ListedGroup } from '../../matching/abbreviations.ts';

/** Signs that the file parts its lines by. */
const SIGNS = /[=#\r\n]/u;

export interface CheckedGroup {
  readonly input: SynonymsInput;
  readonly group: ListedGroup;
  /** What may not work as it was meant, in the words of `timbao synonyms check`. */
  readonly doubts: readonly string[];
}

/**
 * Spellings checked as a line of the file is.
 *
 * @throws AppError `invalid_parameters` with the words of `timbao synonyms check`
 */
export const checkSynonyms = ({ spellings, alsoFinds }: SynonymsInput): CheckedGroup => {
  const clean = (side: readonly string[]): string[] =>
    side.map((spelling) => spelling.normalize('NFC').trim());
  const input = { spellings: clean(spellings), alsoFinds: clean(alsoFinds) };
  const each = [...input.spellings, ...input.alsoFinds];
  if (each.length > SYNONYM_LIMITS.spellings)
    throw refused('spellings', `there are more than ${SYNONYM_LIMITS.spellings} spellings`);
  const long = each.find((spelling) => spelling.length > SYNONYM_LIMITS.spelling);
  if (long !== undefined)
    throw refused(
      fieldOf(input, long),
      `"${long.slice(0, 40)}…" is longer than ${SYNONYM_LIMITS.spelling} characters`,
    );
  const unfit = each.find((spelling) => SIGNS.test(spelling));
  if (unfit !== undefined)
    throw refused(fieldOf(input, unfit), `"${unfit}" has a sign that parts spellings: =, # or a line break`);
  const { groups, faults } = readAbbreviations(lineOfSynonyms(input));
  const fatal = faults.find((fault) => fault.fatal);
  const [group] = groups;
  if (fatal !== undefined || group === undefined)
    throw refused(
      'spellings',
      fatal?.message ?? `"${lineOfSynonyms(input)}" has no "=" between two spellings`,
    );
  return { input, group, doubts: faults.map(({ message }) => message) };
};

const fieldOf = ({ spellings }: SynonymsInput, spelling: string): keyof SynonymsInput =>
  spellings.includes(spelling) ? 'spellings' : 'alsoFinds';

const refused = (path: string, message: string): AppError =>
  new AppError('invalid_parameters', `The synonyms cannot be used: ${message}.`, {
    errors: [{ path, message }],
  });
