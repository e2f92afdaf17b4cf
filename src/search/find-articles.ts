import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { buildLooseSearch, buildSearch, countsOf } from '../dsl/build-search.ts';
import { withSetsAsTotal } from '../dsl/collapse.ts';
import { scoreOfHalfThePairs } from '../dsl/ranking.ts';
import { loosenWords, SENTENCE } from '../matching/loosen-words.ts';
import type { LooseMatch } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { hasMarks, planMatch } from '../matching/plan-match.ts';
import type { MarksStep } from '../matching/plan-match.ts';
import type { ParsedQuery } from '../query/ast.ts';
import { totalOf } from '../results/shape-result.ts';
import type { EngineAnswer } from '../results/shape-result.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { findMeantUnmarked } from './mark-evidence.ts';
import { hasFilter, isOnlyExclusions } from './read-query.ts';
import type { SearchContext } from './search-articles.ts';

/** How a query was read in the end: all it takes to ask the same again, for what comes after the first page. */
export interface Reading {
  readonly step: MarksStep;
  /** Whether unmarked syllables beside marked ones were meant as written. */
  readonly meantUnmarked: boolean;
  /** Whether most of the words suffice. */
  readonly words: boolean;
}

/** What was run, and what came back. */
export interface Found {
  readonly match: Match | null;
  readonly relaxed: 'marks' | 'words' | null;
  readonly reading: Reading;
  readonly answer: EngineAnswer;
}

const AS_TYPED: Reading = { step: 'typed', meantUnmarked: true, words: false };

const NOTHING: Found = {
  match: null,
  relaxed: null,
  reading: AS_TYPED,
  answer: {
    timed_out: false,
    _shards: { total: 1, successful: 1, failed: 0 },
    hits: { total: { value: 0, relation: 'eq' }, hits: [] },
  },
};

/**
 * A search by relevance that finds fewer than this has found next to nothing: words are loosened. A sentence is met
 * by chance where all its words stand somewhere, so that a few such articles are no answer yet.
 */
const NEXT_TO_NOTHING = { words: 3, sentence: 6 };

/** From so many words on, a query is a question: hardly an article has them all, so most are asked for at once. */
const LONG_QUESTION = 9;

/** Where the best of many matches has not half of the query's pairs, its words stand there by chance. */
const byChance = ({ match, answer }: Found): boolean =>
  match !== null && (answer.hits.max_score ?? Infinity) < scoreOfHalfThePairs(rankedSyllables(match));

const wordsOf = (match: Match | null): number => (match?.type === 'all' ? match.children.length : 1);

const longQuestion = (match: Match | null): { match: Match; loose: LooseMatch } | null => {
  const loose = match === null ? null : loosenWords(match);
  return match === null || loose === null || wordsOf(match) < LONG_QUESTION ? null : { match, loose };
};

/**
 * Runs a query as it was typed, and where little or nothing is found, loosened step by step: marks first, then
 * words. `docs/search.md` says when and how far.
 */
export const findArticles = async (
  { engine, index, abbreviations }: SearchContext,
  request: SearchRequest,
  { node }: ParsedQuery,
  signal: AbortSignal | undefined,
): Promise<Found> => {
  const options = signal === undefined ? {} : { signal };
  const run = async (body: object) => withSetsAsTotal(await engine.search<Article>(index, body, options));
  // What cannot be searched for finds nothing; only an empty query shows all that the filters leave.
  const browsing = node === null && request.q.trim() === '';
  if (browsing) {
    const answer = await run(buildSearch(request, null));
    return { match: null, relaxed: null, reading: AS_TYPED, answer };
  }
  if (node === null || (isOnlyExclusions(node) && !hasFilter(request))) return NOTHING;

  const marksMatter = request.diacritics === 'auto' && hasMarks(node);
  let meantUnmarked = true;
  const plan = (step: MarksStep) =>
    planMatch(node, {
      diacritics: request.diacritics,
      step,
      meantUnmarked: () => meantUnmarked,
      abbreviations,
    });
  const at = async (step: MarksStep): Promise<Found> => {
    const match = plan(step);
    if (match === null) return NOTHING;
    return {
      match,
      relaxed: step === 'typed' ? null : 'marks',
      reading: { step, meantUnmarked, words: false },
      answer: await run(buildSearch(request, match)),
    };
  };
  const count = ({ answer }: Found): number => totalOf(answer).value;

  // Most who type marks type all of them: the search as written runs while the evidence is gathered.
  const asWritten = plan('typed');
  const evidence = marksMatter ? findMeantUnmarked({ engine, index }, node, signal) : meantUnmarked;
  const early = wordsOf(asWritten) < LONG_QUESTION ? at('typed') : null;
  const [earlyFound, judged] = await Promise.all([early, evidence]);
  meantUnmarked = judged;
  const typed = plan('typed');
  const atTyped = async () =>
    earlyFound !== null && isDeepStrictEqual(typed, asWritten) ? earlyFound : at('typed');

  const byRelevance = request.sort === 'relevance';
  // In a few words, marks are typed to be met: while an article has them, none without them is shown.
  const isSentence = wordsOf(typed) >= SENTENCE;
  const careful = request.diacritics !== 'ignore' && hasMarks(node) && !isSentence;
  const little = NEXT_TO_NOTHING[isSentence ? 'sentence' : 'words'];
  const enough = byRelevance && !careful ? little : 1;
  const question = request.relax && byRelevance ? longQuestion(typed) : null;
  if (question !== null) {
    const { match, loose } = question;
    const exact = { typed: match, folded: plan('folded') ?? match };
    const answer = await run(buildLooseSearch(request, match, loose, exact));
    const counts = countsOf(answer, exact);
    const tooFew = counts.typed < enough && (counts.typed > 0 || counts.folded === 0);
    if (tooFew && totalOf(answer).value > counts.typed) {
      const reading: Reading = { step: 'typed', meantUnmarked, words: true };
      return { match, relaxed: 'words', reading, answer };
    }
  }

  let found = await atTyped();
  if (!request.relax) return found;
  if (count(found) === 0 && marksMatter) {
    const folded = await at('folded');
    if (count(folded) > 0) {
      const superset = await at('superset');
      found = count(superset) > 0 ? superset : folded;
    }
  }
  if (found.match === null || (count(found) >= enough && !(isSentence && byChance(found)))) return found;
  const loose = loosenWords(found.relaxed === 'marks' ? found.match : (typed ?? found.match));
  if (loose === null) return found;
  const words: Found = {
    match: found.match,
    relaxed: 'words',
    reading: { ...found.reading, words: true },
    answer: await run(buildLooseSearch(request, found.match, loose)),
  };
  return count(words) > count(found) ? words : found;
};
