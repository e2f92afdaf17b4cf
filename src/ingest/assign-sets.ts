import { inSlices } from '../in-slices.ts';
import type { Article } from '../domain/article.ts';
import { BANDS_FIELD, type Likeness, type StoredArticle } from '../domain/stored-article.ts';
import type { FoundDocument } from '../domain/answer.ts';
import type { CallOptions, Searcher } from '../engine/engine.ts';
import {
  areNearlySame,
  fingerprintSteps,
  isUpdate,
  likenessOf,
  likenessTerms,
  type Fingerprint,
  type LikenessTerms,
} from '../likeness/fingerprint.ts';

/** Tells each article that is written the set of those with nearly the same text. */
export interface SetAssigner {
  /**
   * The likeness of each article by its id. One that was in a set stays in it as long as its text is nearly the same;
   * otherwise it goes to the set of the most alike article there is, or begins one. A set with an article that it
   * brings up to date, or that brings it up to date, is never its own, whichever others there are in it.
   *
   * @param index where articles with nearly the same text are looked for
   * @throws AppError as a search does
   */
  assign(
    index: string,
    articles: readonly Article[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, Likeness>>;
}

/** An article that another may be nearly the same as. */
interface Candidate {
  readonly id: string;
  readonly set: string;
  readonly fingerprint: Fingerprint;
}

interface Written extends Candidate {
  readonly bands: readonly string[];
}

/** Articles found at once by all bands of a batch; where there are more, each is asked for by itself. */
const MANY = 1_000;

/** The articles that have most bands in common with one; of a template there may be thousands with a few. */
const NEAREST = 8;

/**
 * What was written last is known here before a search finds it: more than can be on its way and within a refresh. Some
 * 2 kB each.
 */
const REMEMBERED = 3_000;

type StoredText = Pick<StoredArticle, 'title' | 'lead' | 'body' | 'likeness'>;

/** What of a stored article it takes to compare it. */
const COMPARED = ['title', 'lead', 'body', 'likeness.set'];

export const createSetAssigner = (engine: Searcher): SetAssigner => {
  const written = new Map<string, Written>();
  const byBand = new Map<string, readonly Written[]>();

  const forget = (entry: Written): void => {
    written.delete(entry.id);
    for (const band of entry.bands) {
      const others = (byBand.get(band) ?? []).filter((other) => other !== entry);
      if (others.length === 0) byBand.delete(band);
      else byBand.set(band, others);
    }
  };
  const remember = (entry: Written): void => {
    const before = written.get(entry.id);
    if (before !== undefined) forget(before);
    written.set(entry.id, entry);
    // Of a text that comes by the thousand, such as a notice without news, the last few stand for all.
    for (const band of entry.bands) {
      byBand.set(band, [...(byBand.get(band) ?? []), entry].slice(-NEAREST));
    }
    const oldest = written.size > REMEMBERED ? written.values().next().value : undefined;
    if (oldest !== undefined) forget(oldest);
  };

  return {
    assign: async (index, articles, options = {}) => {
      // Searches are answered in between.
      const prints = await inSlices(printAll(articles));
      const stored = await findStored(engine, index, prints, options);
      const likeness = new Map<string, Likeness>();
      for (const { id, fingerprint, bands, key, keyOfUpdate } of prints) {
        const itself = written.get(id);
        const lately = new Set(bands.flatMap((band) => byBand.get(band) ?? []));
        if (itself !== undefined) lately.add(itself);
        // Of one that was written again since, the index may still have the text before.
        const before = (stored.get(id) ?? []).filter((candidate) => !written.has(candidate.id));
        const candidates = [...lately, ...before];
        const refused = setsToldOtherwise(id, fingerprint, candidates);
        const found = setOf(
          id,
          fingerprint,
          candidates.filter((candidate) => !refused.has(candidate.set)),
        );
        // The same text under another toll has the same key.
        const set = found ?? (refused.has(key) ? keyOfUpdate : key);
        likeness.set(id, { bands, set });
        remember({ id, set, fingerprint, bands });
      }
      return likeness;
    },
  };
};

interface Print extends LikenessTerms {
  readonly id: string;
  readonly fingerprint: Fingerprint;
}

function* printAll(articles: readonly Article[]): Generator<void, readonly Print[]> {
  const prints: Print[] = [];
  for (const article of articles) {
    const fingerprint = yield* fingerprintSteps(article);
    yield;
    prints.push({ id: article.id, fingerprint, ...likenessTerms(fingerprint) });
    yield;
  }
  return prints;
}

/** The sets of articles that tell the same with other numbers; of the article itself only its new text counts. */
const setsToldOtherwise = (
  id: string,
  fingerprint: Fingerprint,
  candidates: readonly Candidate[],
): ReadonlySet<string> =>
  new Set(
    candidates.flatMap((candidate) =>
      candidate.id !== id && isUpdate(candidate.fingerprint, fingerprint) ? [candidate.set] : [],
    ),
  );

/** The set of the article itself if it is there, otherwise of the one that is most alike; `null` where none is. */
const setOf = (id: string, fingerprint: Fingerprint, candidates: readonly Candidate[]): string | null => {
  const [nearest] = candidates
    .filter((candidate) => areNearlySame(candidate.fingerprint, fingerprint))
    .map((candidate) => ({
      ...candidate,
      likeness: candidate.id === id ? 2 : likenessOf(candidate.fingerprint, fingerprint),
    }))
    .sort((a, b) => b.likeness - a.likeness || (a.set < b.set ? -1 : 1));
  return nearest?.set ?? null;
};

/** For each article, by its id, those of the index that it has bands in common with. */
const findStored = async (
  engine: Searcher,
  index: string,
  prints: readonly Print[],
  options: CallOptions,
): Promise<ReadonlyMap<string, readonly Candidate[]>> => {
  const near = prints.length > 1 ? await idsNear(engine, index, prints, options) : null;
  if (near === null) return nearestOfEach(engine, index, prints, options);
  const ids = [...new Set([...near.values()].flat())];
  if (ids.length === 0) return new Map();
  const { hits } = await engine.search<StoredText>(
    index,
    // More than ids: what has moved from one index to another is in both for a while.
    { size: MANY, track_total_hits: false, _source: COMPARED, query: { ids: { values: ids } } },
    options,
  );
  const candidates = new Map((await inSlices(candidatesOf(hits))).map((one) => [one.id, one] as const));
  return new Map(
    [...near].map(([id, nearest]) => [id, nearest.flatMap((other) => candidates.get(other) ?? [])]),
  );
};

/**
 * For each article, by its id, the ids of the nearest ones of the index: hardly one in ten has any, and one search
 * tells of all.
 *
 * @returns `null` where there are more than one search tells
 */
const idsNear = async (
  engine: Searcher,
  index: string,
  prints: readonly Print[],
  options: CallOptions,
): Promise<ReadonlyMap<string, readonly string[]> | null> => {
  const { hits } = await engine.search<StoredText>(
    index,
    {
      size: MANY,
      track_total_hits: false,
      _source: [BANDS_FIELD],
      query: { bool: { filter: { terms: { [BANDS_FIELD]: prints.flatMap(({ bands }) => bands) } } } },
    },
    options,
  );
  if (hits.length === MANY) return null;
  const withBand = new Map<string, Set<string>>();
  for (const { id, source } of hits)
    for (const band of source?.likeness?.bands ?? [])
      withBand.set(band, (withBand.get(band) ?? new Set()).add(id));
  return new Map(
    prints.map(({ id, bands }) => [id, mostCommon(bands.flatMap((band) => [...(withBand.get(band) ?? [])]))]),
  );
};

/** Those that are there most often. */
const mostCommon = (ids: readonly string[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, NEAREST)
    .map(([id]) => id);
};

/** As {@link findStored}, asked for each by itself. */
const nearestOfEach = async (
  engine: Searcher,
  index: string,
  prints: readonly Print[],
  options: CallOptions,
): Promise<ReadonlyMap<string, readonly Candidate[]>> => {
  const answers = await engine.msearch<StoredText>(
    index,
    prints.map(({ bands }) => ({
      size: NEAREST,
      track_total_hits: false,
      _source: COMPARED,
      // Its score is the number of bands in common.
      query: {
        bool: {
          should: bands.map((band) => ({ constant_score: { filter: { term: { [BANDS_FIELD]: band } } } })),
        },
      },
    })),
    options,
  );
  const candidates = await inSlices(candidatesOfEach(answers.map(({ hits }) => hits)));
  return new Map(prints.map(({ id }, i) => [id, candidates[i] ?? []]));
};

function* candidatesOfEach(
  hits: readonly (readonly FoundDocument<StoredText>[])[],
): Generator<void, readonly (readonly Candidate[])[]> {
  const candidates: (readonly Candidate[])[] = [];
  for (const each of hits) candidates.push(yield* candidatesOf(each));
  return candidates;
}

function* candidatesOf(hits: readonly FoundDocument<StoredText>[]): Generator<void, readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { id, source } of hits) {
    const set = source?.likeness?.set;
    if (source === null || set === undefined) continue;
    candidates.push({ id, set, fingerprint: yield* fingerprintSteps(source) });
    yield;
  }
  return candidates;
}
