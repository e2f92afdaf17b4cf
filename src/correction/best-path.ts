import type { Reading, Readings } from './find-readings.ts';
import type { Probabilities } from './lexicon.ts';

/** A chain of readings, last first. */
export interface Path {
  readonly score: number;
  readonly from: number;
  readonly reading: Reading;
  readonly before: Path | null;
}

/** So many ends are followed further at each place … */
const MOST_ENDS = 30;
/** … and none that is so much less likely than the best (natural log). */
const WIDEST = 14;

/**
 * The likeliest way from one place to another.
 *
 * @returns `null` where there is none
 */
export const bestPath = (readings: Readings, end: number, likelihood: Probabilities): Path | null => {
  const ends = new Map<number, Map<string | null, Path>>();
  for (const from of [...readings.keys()].toSorted((a, b) => a - b)) {
    const reached = ends.get(from);
    if (reached === undefined && from !== 0) continue;
    const best = [...(reached?.values() ?? [])].toSorted((a, b) => b.score - a.score);
    const floor = (best[0]?.score ?? 0) - WIDEST;
    const followed: readonly (Path | null)[] =
      from === 0 ? [null] : best.slice(0, MOST_ENDS).filter(({ score }) => score >= floor);
    for (const reading of readings.get(from) ?? []) {
      const { to, term, cost } = reading;
      let there = ends.get(to);
      if (there === undefined) ends.set(to, (there = new Map<string | null, Path>()));
      let found: Path | null = null;
      for (const before of followed) {
        const so = before === null ? 0 : before.score;
        const last = before === null ? null : before.reading.term;
        const score = so + cost + (term === null ? 0 : likelihood.log(term, last));
        if (found === null || score > found.score) found = { score, from, reading, before };
      }
      const known = there.get(term);
      if (found !== null && (known === undefined || found.score > known.score)) there.set(term, found);
    }
  }
  let best: Path | null = null;
  for (const path of ends.get(end)?.values() ?? []) if (best === null || path.score > best.score) best = path;
  return best;
};
