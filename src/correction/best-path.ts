import type { Reading, Readings } from './find-readings.ts';
import type { Lexicon } from './lexicon.ts';
import type { WordSteps } from './word-steps.ts';

/** A chain of readings, last first. */
export interface Path {
  readonly score: number;
  /** Whether its last word is one with that before: `điện` of `thủy điện`. */
  readonly joined: boolean;
  readonly from: number;
  readonly reading: Reading;
  readonly before: Path | null;
}

/** The likeliest ways to read a run: as typed, and with a slip mended. `null` where there is none. */
export interface BestPaths {
  readonly typed: Path | null;
  readonly mended: Path | null;
}

/** So many ends are followed further at each place … */
const MOST_ENDS = 20;
/** … so many of them to another word with a slip … */
const MOST_MENDED = 3;
/** … and none that is so much less likely than the best (natural log). */
const WIDEST = 12;

const likeliestFirst = (a: Path, b: Path): number => b.score - a.score;

const changesLetters = ({ kind }: Reading): boolean => kind === 'letters' || kind === 'sound';

const isSlipOfOne = (reading: Reading): boolean => changesLetters(reading) || reading.kind === 'marks';

/** Ends of paths at one place, by their last word and whether it is joined to that before. */
type Ends = Map<string, Path>;

const worthFollowing = (ends: Ends): readonly Path[] => {
  const paths = [...ends.values()].toSorted(likeliestFirst);
  const floor = (paths[0]?.score ?? 0) - WIDEST;
  return paths.slice(0, MOST_ENDS).filter(({ score }) => score >= floor);
};

/** The likeliest ways from the first place to another. */
export const bestPaths = (
  readings: Readings,
  end: number,
  { logAfter }: Lexicon,
  steps: WordSteps,
): BestPaths => {
  const typed = new Map<number, Ends>();
  const mended = new Map<number, Ends>();

  const put = (there: Ends, path: Path): void => {
    const key = `${path.joined ? '+' : ''}${path.reading.word?.exact ?? ''}`;
    if (path.score > (there.get(key)?.score ?? -Infinity)) there.set(key, path);
  };

  const extend = (ends: Map<number, Ends>, paths: readonly Path[], from: number, reading: Reading): void => {
    const { to, word, cost } = reading;
    const own = cost + (word === null ? 0 : word.log);
    const edits = changesLetters(reading);
    let before: Path | null = null;
    let score = from === 0 ? 0 : -Infinity;
    let joinedTo: Path | null = null;
    let joinedScore = -Infinity;
    for (const path of paths) {
      // One slip of a letter at a time: of two neighbours that are both mistyped neither is any evidence.
      if (edits && changesLetters(path.reading)) continue;
      const last = path.reading.word;
      const after = last === null || word === null ? 0 : logAfter(last, word);
      const beside = path.score + (last === null ? 0 : steps.beside(path.joined, after));
      if (beside > score) {
        score = beside;
        before = path;
      }
      if (after === 0) continue;
      const joined = path.score + steps.joined(path.joined, after);
      if (joined > joinedScore) {
        joinedScore = joined;
        joinedTo = path;
      }
    }
    if (score === -Infinity) return;
    let there = ends.get(to);
    if (there === undefined) ends.set(to, (there = new Map<string, Path>()));
    put(there, { score: score + own, joined: false, from, reading, before });
    if (joinedTo !== null)
      put(there, { score: joinedScore + own, joined: true, from, reading, before: joinedTo });
  };

  for (const from of [...readings.keys()].toSorted((a, b) => a - b)) {
    const asTyped = worthFollowing(typed.get(from) ?? new Map<string, Path>());
    const withSlip = worthFollowing(mended.get(from) ?? new Map<string, Path>());
    const all = [...asTyped, ...withSlip];
    if (from !== 0 && all.length === 0) continue;
    const likeliest = [...asTyped, ...withSlip.slice(0, MOST_MENDED)];
    for (const reading of readings.get(from) ?? []) {
      if (isSlipOfOne(reading)) extend(mended, likeliest, from, reading);
      else if (reading.kind !== null) extend(mended, all, from, reading);
      else {
        if (from === 0 || asTyped.length > 0) extend(typed, asTyped, from, reading);
        if (withSlip.length > 0) extend(mended, withSlip, from, reading);
      }
    }
  }
  const best = (ends: Map<number, Ends>): Path | null => {
    const paths = [...(ends.get(end)?.values() ?? [])].map((path) =>
      path.reading.word === null ? path : { ...path, score: path.score + steps.end(path.joined) },
    );
    return paths.toSorted(likeliestFirst)[0] ?? null;
  };
  return { typed: best(typed), mended: best(mended) };
};
