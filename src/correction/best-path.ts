import type { SlipKind } from './correction.ts';
import type { Reading, Readings } from './find-readings.ts';
import type { Lexicon } from './lexicon.ts';

/** A chain of readings, last first. */
export interface Path {
  readonly score: number;
  readonly from: number;
  readonly reading: Reading;
  readonly before: Path | null;
}

/** So many ends are followed further at each place … */
const MOST_ENDS = 20;
/** … and none that is so much less likely than the best (natural log). */
const WIDEST = 12;

const likeliestFirst = (a: Path, b: Path): number => b.score - a.score;

const changesLetters = (kind: SlipKind | null): boolean => kind === 'letters' || kind === 'sound';

/**
 * The likeliest way from one place to another.
 *
 * @returns `null` where there is none
 */
export const bestPath = (readings: Readings, end: number, { logAfter }: Lexicon): Path | null => {
  /** By place, then by the word that a path ends with. */
  const ends = new Map<number, Map<string, Path>>();
  for (const from of [...readings.keys()].toSorted((a, b) => a - b)) {
    const reached = [...(ends.get(from)?.values() ?? [])].toSorted(likeliestFirst);
    if (reached.length === 0 && from !== 0) continue;
    const floor = (reached[0]?.score ?? 0) - WIDEST;
    const followed = reached.slice(0, MOST_ENDS).filter(({ score }) => score >= floor);
    for (const reading of readings.get(from) ?? []) {
      const { to, word, cost, kind } = reading;
      let best: Path | null = null;
      let score = followed.length === 0 ? 0 : -Infinity;
      for (const path of followed) {
        const last = path.reading.word;
        // One slip of a letter at a time: two neighbours that are both mistyped are mended where one of them is.
        if (changesLetters(kind) && changesLetters(path.reading.kind)) continue;
        const so = path.score + (last === null || word === null ? 0 : logAfter(last, word));
        if (so <= score) continue;
        score = so;
        best = path;
      }
      if (score === -Infinity) continue;
      score += cost + (word === null ? 0 : word.log);
      let there = ends.get(to);
      if (there === undefined) ends.set(to, (there = new Map<string, Path>()));
      const key = word?.exact ?? '';
      if (score > (there.get(key)?.score ?? -Infinity))
        there.set(key, { score, from, reading, before: best });
    }
  }
  return [...(ends.get(end)?.values() ?? [])].toSorted(likeliestFirst)[0] ?? null;
};
