import { LRUCache } from 'lru-cache';
import type { Searcher } from '../engine/engine.ts';
import { typedTokens } from '../matching/plan-match.ts';
import { typedNodes } from '../matching/typed-nodes.ts';
import { typedRuns } from '../matching/typed-runs.ts';
import type { QueryNode } from '../query/ast.ts';
import { isPartial } from '../results/shape-result.ts';
import { isSyllableSkeleton } from '../text/syllable.ts';
import type { TokenForms } from '../text/syllable.ts';

/** How often two syllables stand side by side in the index: as typed, and whatever their marks. */
interface PairCount {
  readonly typed: number;
  readonly folded: number;
}

/** Pairs are common property of a language and hardly change: they are asked for once in a while. */
const counts = () => new LRUCache<string, PairCount>({ max: 20_000, ttl: 10 * 60_000 });
const countsByIndex = new Map<string, LRUCache<string, PairCount>>();

/**
 * Below this share of its neighbour pair, an unmarked spelling is taken for one whose marks were left out:
 * `tinh Sơn` is nearly always `tỉnh Sơn`.
 */
const LITERAL_SHARE = 0.2;

const isMarked = (token: TokenForms): boolean => token.exact !== token.folded;

/** What the engine answers of its filters. */
interface PairBuckets {
  readonly buckets: Readonly<Record<string, { readonly doc_count: number } | undefined>>;
}

const keyOf = (a: TokenForms, b: TokenForms): string => `${a.exact} ${b.exact}`;

/** Of the pairs, what is remembered. */
const remembered = (index: string): LRUCache<string, PairCount> => {
  const known = countsByIndex.get(index) ?? counts();
  countsByIndex.set(index, known);
  return known;
};

const ask = async (
  engine: Searcher,
  index: string,
  missing: readonly (readonly [typed: string, folded: string])[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, PairCount>> => {
  const filters = Object.fromEntries(
    missing.flatMap(([typed, folded], i) => [
      [`typed${i}`, { match_phrase: { text: typed } }],
      [`folded${i}`, { term: { 'text.pairs': folded } }],
    ]),
  );
  const answer = await engine.search(
    index,
    { size: 0, track_total_hits: false, aggs: { pairs: { filters: { filters } } } },
    signal === undefined ? {} : { signal },
  );
  const { buckets } = (answer.aggregations as unknown as { pairs: PairBuckets }).pairs;
  const count = (name: string): number => buckets[name]?.doc_count ?? 0;
  const asked = new Map<string, PairCount>();
  missing.forEach(([typed], i) => {
    const pair = { typed: count(`typed${i}`), folded: count(`folded${i}`) };
    asked.set(typed, pair);
    // What a part of the index says is good for this search alone.
    if (!isPartial(answer)) remembered(index).set(typed, pair);
  });
  return asked;
};

const doubtful = (token: TokenForms): boolean => !isMarked(token) && isSyllableSkeleton(token.exact);

/** What was typed side by side, as tokens. */
const runsOf = (node: QueryNode): readonly (readonly TokenForms[])[] =>
  typedRuns(node).map((run) => typedNodes(run).flatMap(({ text }) => typedTokens(text)));

/**
 * For a query that carries marks on some syllables only: whether the others were meant as written. Judged by the
 * index's own text: each unmarked syllable is compared in its commonest pair of neighbours.
 *
 * @returns at once where all that it takes is remembered. Without evidence against it, `true`. Who leaves out one mark leaves out others: then no unmarked syllable
 *   is taken at its word.
 */
export const findMeantUnmarked = (
  { engine, index }: { readonly engine: Searcher; readonly index: string },
  node: QueryNode,
  signal?: AbortSignal,
): boolean | Promise<boolean> => {
  const runs = runsOf(node);
  const pairs = new Map<string, string>();
  for (const run of runs) {
    for (let i = 0; i + 1 < run.length; i++) {
      const [a, b] = [run[i] as TokenForms, run[i + 1] as TokenForms];
      if (doubtful(a) || doubtful(b)) pairs.set(keyOf(a, b), `${a.folded} ${b.folded}`);
    }
  }
  const known = new Map<string, PairCount>();
  for (const typed of pairs.keys()) {
    const count = remembered(index).get(typed);
    if (count !== undefined) known.set(typed, count);
  }
  const missing = [...pairs].filter(([typed]) => !known.has(typed));
  if (missing.length === 0) return isMeant(runs, known);
  return ask(engine, index, missing, signal).then((asked) => isMeant(runs, new Map([...known, ...asked])));
};

/** By the counts of all pairs with a doubtful syllable. */
const isMeant = (runs: readonly (readonly TokenForms[])[], known: ReadonlyMap<string, PairCount>): boolean =>
  !runs.some((run) =>
    run.some((token, i) => {
      if (!doubtful(token)) return false;
      const neighbours = [
        ...(i > 0 ? [known.get(keyOf(run[i - 1] as TokenForms, token))] : []),
        ...(i + 1 < run.length ? [known.get(keyOf(token, run[i + 1] as TokenForms))] : []),
      ].filter((pair) => pair !== undefined);
      const commonest = neighbours.reduce((best, pair) => (pair.folded > best.folded ? pair : best), {
        typed: 0,
        folded: 0,
      });
      return commonest.folded > 0 && commonest.typed < commonest.folded * LITERAL_SHARE;
    }),
  );

/**
 * Whether at least half of the syllables of a query lack marks that they could have: in a text that has its marks
 * it is a quarter. A guess at what `findMeantUnmarked` will say, to have a search ready.
 */
export const lacksMarks = (node: QueryNode): boolean => {
  const tokens = runsOf(node).flat();
  return tokens.filter(doubtful).length * 2 >= tokens.length;
};
