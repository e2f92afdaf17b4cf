import { hasEscapes } from './escaped-utf8.ts';
import { mendBytes, mendChance } from './mend-bytes.ts';
import type { CharacterSample, Mended, MendOptions } from './mended.ts';
import { repairMisread } from './repair-misread.ts';

/**
 * Puts right texts that were decoded with {@link decodeEscaped}, and Unicode that was made of bytes of another encoding
 * by mistake (`§¶ng bé`, `Ä‘áº£ng`). What they are is told by all of them together; where that is not clear, nothing is
 * guessed. Valid UTF-8 that has Vietnamese letters is what it says.
 */
export const mendTexts = (texts: readonly string[], options: MendOptions = {}): Mended => {
  const isEscaped = texts.some(hasEscapes);
  if (!isEscaped && options.forced?.startsWith('utf-') === true) return { texts, note: null };
  const decoded = isEscaped ? mendBytes(texts, options) : mendChance(texts, options);
  if ('problem' in decoded) return decoded;
  const repaired = repairMisread(decoded.texts, options.forced);
  if ('problem' in repaired) return repaired;
  const notes = [decoded.note, repaired.note].filter((note) => note !== null);
  if (notes.length === 0) return { texts, note: null };
  return { texts: repaired.texts, note: notes.join(', '), ...sampleOf(texts, repaired.texts) };
};

const SAMPLE = 40;

/** From the beginning of the word that differs first. */
const sampleOf = (
  before: readonly string[],
  after: readonly string[],
): { readonly sample?: CharacterSample } => {
  const at = before.findIndex((text, index) => text !== after[index]);
  const [was = '', is = ''] = [before[at], after[at]];
  let differs = 0;
  while (differs < was.length && was[differs] === is[differs]) differs++;
  const start = was.slice(0, differs).search(/\S*$/u);
  const shown = (text: string): string => {
    const words = text.slice(start, start + SAMPLE).replace(/\s+/gu, ' ');
    return text.length > start + SAMPLE ? `${words}…` : words.trim();
  };
  return at === -1 ? {} : { sample: { before: shown(was), after: shown(is) } };
};
