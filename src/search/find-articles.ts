import type { Article } from '../domain/article.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { buildLooseSearch, buildSearch, countsOf } from '../dsl/build-search.ts';
import { withSetsAsTotal } from '../dsl/collapse.ts';
import { scoreOfHalfThePairs } from '../dsl/ranking.ts';
import { isSentence, loosenWords } from '../matching/loosen-words.ts';
import type { Match } from '../matching/match.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import { hasMarks, planMatch } from '../matching/plan-match.ts';
import type { MarksStep } from '../matching/plan-match.ts';
import type { ParsedQuery, QueryNode } from '../query/ast.ts';
import { totalOf } from '../results/shape-result.ts';
import type { EngineAnswer } from '../results/shape-result.ts';
import { literalMatch } from './literal-match.ts';
import { findMeantUnmarked, lacksMarks } from './mark-evidence.ts';
import { hasFilter, isOnlyExclusions } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

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
  /** How many articles hold the query to the letter; absent where that was not counted. */
  readonly literally?: number;
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
const isByChance = ({ match, answer }: Found): boolean =>
  isSentence(match) &&
  match !== null &&
  (answer.hits.max_score ?? Infinity) < scoreOfHalfThePairs(rankedSyllables(match));

const isLongQuestion = (match: Match | null): boolean =>
  match?.type === 'all' && match.children.length >= LONG_QUESTION && isSentence(match);

/** How the marks of a query are read. */
type Marks = Pick<Reading, 'step' | 'meantUnmarked'>;

/** One query on its way to the engine, to be asked in one reading after another. */
interface Asking {
  readonly request: SearchRequest;
  readonly node: QueryNode;
  readonly plan: (marks: Marks) => Match | null;
  /** What else is counted among the articles that a match finds. */
  readonly counted: (match: Match) => Readonly<Record<string, Match>>;
  readonly run: (body: object) => Promise<EngineAnswer>;
}

const count = ({ answer }: Found): number => totalOf(answer).value;

const literallyOf = (
  answer: EngineAnswer,
  counted: Readonly<Record<string, Match>>,
): Pick<Found, 'literally'> => {
  const { literally } = countsOf(answer, counted);
  return literally === undefined ? {} : { literally };
};

/** The articles that hold all of it. */
const askForAll = async ({ request, plan, counted, run }: Asking, marks: Marks): Promise<Found> => {
  const match = plan(marks);
  if (match === null) return NOTHING;
  const counts = counted(match);
  const answer = await run(buildSearch(request, match, counts));
  return {
    match,
    ...literallyOf(answer, counts),
    relaxed: marks.step === 'typed' ? null : 'marks',
    reading: { ...marks, words: false },
    answer,
  };
};

/**
 * Runs a query as it was typed, and where little or nothing is found, loosened step by step: marks first, then
 * words. `docs/search.md` says when and how far.
 */
export const findArticles = async (
  context: SearchContext,
  request: SearchRequest,
  { node }: ParsedQuery,
  signal: AbortSignal | undefined,
): Promise<Found> => {
  const { engine, index, abbreviations } = context;
  const options = signal === undefined ? {} : { signal };
  const run = async (body: object) => withSetsAsTotal(await engine.search<Article>(index, body, options));
  // What cannot be searched for finds nothing; only an empty query shows all that the filters leave.
  const browsing = node === null && request.q.trim() === '';
  if (browsing) {
    const answer = await run(buildSearch(request, null));
    return { match: null, relaxed: null, reading: AS_TYPED, answer };
  }
  if (node === null || (isOnlyExclusions(node) && !hasFilter(request))) return NOTHING;

  const { diacritics } = request;
  const plan = ({ step, meantUnmarked }: Marks) =>
    planMatch(node, { diacritics, step, meantUnmarked: () => meantUnmarked, abbreviations });
  const literal = literalMatch(context, request, node);
  const counted = (match: Match): Readonly<Record<string, Match>> =>
    literal === null || !isOpen(match) ? {} : { literally: literal };
  const asking: Asking = { request, node, plan, counted, run };
  const { typed, asTyped } = await readMarks(asking, context, signal);
  const enough = enoughFor(request, node, plan(typed));

  const question = await askLongQuestion(asking, typed, enough);
  if (question !== null) return question;
  const found = await asTyped();
  if (!request.relax) return found;
  const kind = count(found) === 0 && marksMatter(request, node) ? await loosenMarks(asking, typed) : null;
  const shown = kind ?? found;
  if (count(shown) >= enough && !isByChance(shown)) return shown;
  const loosened = await loosenTheWords(asking, found, shown);
  if (count(loosened) > 0 || !marksMatter(request, node)) return loosened;
  // Most of the words, and of marks at least those typed: somebody may type some of them, and a word that nobody writes.
  const marks: Marks = { ...typed, step: 'superset' };
  const nearly = { ...found, match: plan(marks), reading: { ...marks, words: false } };
  return loosenTheWords(asking, nearly, found);
};

/** Whether a match lets syllables have other marks than typed: then marks may be suggested. */
const isOpen = (match: Match): boolean => rankedSyllables(match).some(({ level }) => level !== 'exact');

const marksMatter = ({ diacritics }: SearchRequest, node: QueryNode): boolean =>
  diacritics === 'auto' && hasMarks(node);

/** How the marks of the query as typed are read, and the search that comes of it, perhaps on its way already. */
const readMarks = async (
  asking: Asking,
  context: SearchContext,
  signal: AbortSignal | undefined,
): Promise<{ readonly typed: Marks; readonly asTyped: () => Promise<Found> }> => {
  const { request, node, plan } = asking;
  const evidence = marksMatter(request, node) ? findMeantUnmarked(context, node, signal) : true;
  // Most who type marks type all of them, and it shows where they do not: while the evidence is gathered, the
  // search that will most likely be wanted is under way.
  const likely = typeof evidence === 'boolean' ? evidence : !lacksMarks(node);
  const ask = (meantUnmarked: boolean) => askForAll(asking, { step: 'typed', meantUnmarked });
  const early = isLongQuestion(plan({ step: 'typed', meantUnmarked: likely })) ? null : ask(likely);
  // One that turns out not to be wanted may fail unheard.
  early?.catch(() => undefined);
  const meantUnmarked = await evidence;
  return {
    typed: { step: 'typed', meantUnmarked },
    asTyped: () => (meantUnmarked === likely && early !== null ? early : ask(meantUnmarked)),
  };
};

/** From how many articles on nothing need be loosened. */
const enoughFor = ({ sort, diacritics }: SearchRequest, node: QueryNode, typed: Match | null): number => {
  // In a few words, marks are typed to be met: while an article has them, none without them is shown.
  const sentence = isSentence(typed);
  const careful = diacritics !== 'ignore' && hasMarks(node) && !sentence;
  return sort === 'relevance' && !careful ? NEXT_TO_NOTHING[sentence ? 'sentence' : 'words'] : 1;
};

/** Asks for most of the words at once; `null` where it is no long question, or all of its words are enough. */
const askLongQuestion = async (asking: Asking, typed: Marks, enough: number): Promise<Found | null> => {
  const { request, plan, counted, run } = asking;
  const match = plan(typed);
  const loose = request.relax && request.sort === 'relevance' && match !== null ? loosenWords(match) : null;
  if (match === null || loose === null || !isLongQuestion(match)) return null;
  const exact = { typed: match };
  const answer = await run(buildLooseSearch(request, match, loose, { ...exact, ...counted(match) }));
  const asTyped = countsOf(answer, exact).typed;
  if (asTyped >= enough || totalOf(answer).value <= asTyped) return null;
  const reading = { ...typed, words: true };
  return { match, relaxed: 'words', reading, answer, ...literallyOf(answer, counted(match)) };
};

/** The articles that have at least the marks typed, or else any marks; `null` where none has the words at all. */
const loosenMarks = async (asking: Asking, typed: Marks): Promise<Found | null> => {
  const folded = await askForAll(asking, { ...typed, step: 'folded' });
  if (count(folded) === 0) return null;
  const superset = await askForAll(asking, { ...typed, step: 'superset' });
  return count(superset) > 0 ? superset : folded;
};

/** The articles that have most of the words of what was asked, where they are more than those found so far. */
const loosenTheWords = async ({ request, run }: Asking, asked: Found, found: Found): Promise<Found> => {
  const { match } = asked;
  const loose = match === null ? null : loosenWords(match);
  if (match === null || loose === null) return found;
  const words: Found = {
    ...asked,
    relaxed: 'words',
    reading: { ...asked.reading, words: true },
    answer: await run(buildLooseSearch(request, match, loose)),
  };
  return count(words) > count(found) ? words : found;
};
