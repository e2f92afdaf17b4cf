import type { Corrector } from '../correction/create-corrector.ts';

/** A run of whole words without its slips; `null` where none is likely. */
export type Mend = (texts: readonly string[]) => readonly string[] | null;

/** So many runs are remembered: of who types a word, the words before it stay the same. */
const MOST_KEPT = 500;

const mended = (texts: readonly string[], corrector: Corrector): readonly string[] | null => {
  const correction = corrector.correct(texts.map((text) => ({ text, fixed: false })));
  if (correction === null) return null;
  const pieces: string[] = [];
  let done = 0;
  for (const { from, to, text } of correction.replacements) {
    pieces.push(...texts.slice(done, from), ...text.split(' '));
    done = to;
  }
  return [...pieces, ...texts.slice(done)];
};

/** Mends as a corrector does, which may be another one each time. */
export const createMender = (): ((corrector: Corrector) => Mend) => {
  let keptOf: Corrector | null = null;
  const kept = new Map<string, readonly string[] | null>();
  return (corrector) => (texts) => {
    if (keptOf !== corrector || kept.size >= MOST_KEPT) kept.clear();
    keptOf = corrector;
    const key = texts.join(' ');
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = mended(texts, corrector);
    kept.set(key, found);
    return found;
  };
};
