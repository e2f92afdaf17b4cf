import { foldDiacritics } from './fold-diacritics.ts';
import { foldedForm, hasMarksOf, TONE_MARKS, tokenForms, type TokenForms } from './syllable.ts';

/** A syllable of a search box, complete or still being typed. */
export interface TypedSyllable {
  /** Whether letters may follow. */
  readonly open: boolean;
  /** The ways to read its letters: as they stand, and as the index spells an open syllable (`ki` is `ky`). */
  readonly readings: readonly TypedLetters[];
  /** Its tone mark; `''` where none is typed (yet). */
  readonly tone: string;
  /** The exact term that it must be; `null` where marks may be missing. */
  readonly exact: string | null;
  /** Whether it is one of those typed with marks, so that its d is no đ. */
  readonly isMarked: boolean;
}

export interface TypedLetters {
  /** Without marks: what the folded form of the whole one is, or begins with. */
  readonly folded: string;
  /** With the letters' own marks as far as they are typed, without tone. NFD. */
  readonly toneless: string;
}

const TONE = new RegExp(`[${Object.values(TONE_MARKS).join('')}]`, 'g');
const ETH = /[\u00D0\u00F0\u0189\u0256]/g;

const lettersOf = (token: string): string =>
  token.normalize('NFKC').replace(ETH, 'đ').toLowerCase().normalize('NFD').replace(TONE, '');

/**
 * @param open whether letters may follow
 * @param loose whether marks may be missing from one that carries some
 */
export const typedSyllable = (token: string, open: boolean, loose = false): TypedSyllable => {
  const { exact, toneless, folded } = tokenForms(token);
  const spelt = { folded, toneless };
  // The tone stands at the end of a term; with two of them it is no syllable, and no tone is asked for.
  const tone = exact.match(TONE)?.length === 1 ? exact.slice(-1) : '';
  const isMarked = exact !== folded && !loose;
  if (!open) return { open, readings: [spelt], tone, exact: isMarked ? exact : null, isMarked };
  const letters = lettersOf(token);
  const asTyped = { folded: foldDiacritics(letters), toneless: letters };
  const readings = asTyped.toneless === toneless ? [spelt] : [asTyped, spelt];
  return { open, readings, tone, exact: null, isMarked };
};

/** An unmarked d at the beginning, where đ stands as well. */
const isPlainD = (letters: string): boolean => letters.startsWith('d');

/**
 * Whether what is typed is, or can become, the whole syllable: its letters in order, each with at least the marks
 * typed, and the tone if one is typed. `sop` can become `sốp` and `sớp`, `sốp` only itself, `đuo` `đường`. Of those
 * with marks, one that is complete is only itself, and d is typed before all that follows: `dươ` is no `đường`.
 */
export const canBecome = (
  { open, readings, tone, exact, isMarked }: TypedSyllable,
  whole: TokenForms,
): boolean =>
  (exact === null || whole.exact === exact) &&
  (tone === '' || whole.exact.endsWith(tone)) &&
  (!isMarked || readings.some(({ toneless }) => isPlainD(toneless)) === isPlainD(whole.toneless)) &&
  readings.some(
    ({ folded, toneless }) =>
      (open ? whole.folded.startsWith(folded) : whole.folded === folded) &&
      hasMarksOf(whole.toneless, toneless, open),
  );

/**
 * How much of a written syllable the typed one covers.
 *
 * @param written NFC
 * @returns UTF-16 units from its beginning: all of it for one that is complete
 */
export const typedLength = ({ open, readings }: TypedSyllable, written: string): number => {
  if (!open) return written.length;
  const whole = foldedForm(written);
  const fitting = readings.filter(({ folded }) => whole.startsWith(folded));
  const letters = Math.max(...(fitting.length > 0 ? fitting : readings).map(({ folded }) => folded.length));
  let covered = 0;
  let at = 0;
  for (const character of written) {
    const folded = foldDiacritics(lettersOf(character));
    // A mark of its own belongs to the letter before it.
    if (covered >= letters && folded !== '') break;
    covered += folded.length;
    at += character.length;
  }
  return at;
};
