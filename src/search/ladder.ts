import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../domain/answer.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import { hasFilter } from '../domain/search-request.ts';
import type { Corrected, Relaxed, TraceStep } from '../domain/search-result.ts';
import type { StoredArticle } from '../domain/stored-article.ts';
import { buildSearch, countOf } from '../dsl/build-search.ts';
import type { SearchBody } from '../dsl/build-search.ts';
import { withSetsAsTotal } from '../dsl/collapse.ts';
import { scoreOfHalfThePairs } from '../dsl/ranking.ts';
import type { CallOptions } from '../engine/engine.ts';
import { wordsOf } from '../matching/match-text.ts';
import type { Plan } from '../matching/plan-query.ts';
import { rankedSyllables } from '../matching/ranked-syllables.ts';
import type { Reading } from '../domain/reading.ts';
import { asFarAsAnswered } from './as-far-as-answered.ts';
import { isOnlyExclusions } from './read-query.ts';
import type { ReadQuery } from './read-query.ts';
import type { SearchContext } from './search-context.ts';

/** What was asked last, and what came back. */
export interface Found {
  /** What was asked for: as typed, or in a likelier spelling. */
  readonly query: ReadQuery;
  /** `null`: browsing. */
  readonly plan: Plan | null;
  readonly answer: Answer<StoredArticle>;
}

/** What a climb came to. */
export interface Climbed {
  /** `null` where there is nothing to search for. */
  readonly found: Found | null;
  /** An answer lacked a part of the index, be it one that only decided how the query is read. */
  readonly partial: boolean;
  /** In the order in which they were tried. */
  readonly steps: readonly TraceStep[];
}

/** A query, and what of its request the rungs go by. */
interface Asked {
  readonly query: ReadQuery;
  readonly byRelevance: boolean;
}

/** One way to read a query. */
export interface Rung {
  readonly name: string;
  /** `null` where it says nothing about the query. */
  readonly reading: (asked: Asked) => Reading | null;
  /** Whether it is tried after what was found so far; `null`: nothing was asked yet. */
  readonly when: (asked: Asked, found: Found | null) => boolean;
  /** Whether it is tried with `relax=false`, too. */
  readonly isStrict?: true;
  /** In which spelling it reads the query, if not as typed; `null` where there is none. */
  readonly spelling?: (asked: Asked) => ReadQuery | null;
}

/** All of the query, as typed. */
const asTyped = ({ query }: Asked): Reading => ({ marks: query.marks, extent: 'words' });

/** Whether other marks than those typed could be meant. */
const hasLooseMarks = ({ query: { wanted, hasMarks } }: Asked): boolean =>
  wanted.diacritics === 'auto' && hasMarks;

const totalOf = (found: Found | null): number => found?.answer.total.value ?? 0;

const hasNothing = (_: Asked, found: Found | null): boolean => totalOf(found) === 0;

/** Fewer than this is next to nothing. A sentence is met by chance where all its words stand somewhere. */
const NEXT_TO_NOTHING = { words: 4, sentence: 6 };

const isSentence = (asked: Asked): boolean => asked.query.plan(asTyped(asked))?.isSentence === true;

/** From how many articles on nothing need be loosened. */
const enough = (asked: Asked): number => {
  if (!asked.byRelevance) return 1;
  return NEXT_TO_NOTHING[isSentence(asked) ? 'sentence' : 'words'];
};

/** Where the best of many matches has not half of the query's pairs, its words stand there by chance. */
const isByChance = ({ plan, answer }: Found): boolean =>
  plan !== null &&
  plan.isSentence &&
  // The best score is that of a pinned article, which says nothing of the words.
  plan.pins === null &&
  (answer.maxScore ?? Infinity) < scoreOfHalfThePairs(rankedSyllables(plan.match));

const hasTooLittle = (asked: Asked, found: Found | null): boolean =>
  totalOf(found) < enough(asked) || (found !== null && isByChance(found));

/** From so many words on, a sentence is a question: hardly an article has them all. */
const LONG_QUESTION = 9;

const isQuestion = (asked: Asked): boolean => {
  const plan = asked.query.plan(asTyped(asked));
  return asked.byRelevance && plan !== null && plan.isSentence && plan.parts >= LONG_QUESTION;
};

/** Nothing has all words, though it was to be expected: of a question it was not. */
const lacksAll = (asked: Asked, found: Found | null): boolean =>
  hasNothing(asked, found) && !isQuestion(asked);

const mostWords = (asked: Asked): Reading => ({ ...asTyped(asked), extent: 'most' });

/**
 * The ways to read a query, in the order in which they are tried; each is shown where it finds more than those before.
 * Where `relax` is off, only `typed` is. `docs/search.md` tells it in words.
 */
export const RUNGS: readonly Rung[] = [
  {
    name: 'typed',
    isStrict: true,
    reading: asTyped,
    when: (_, found) => found === null,
  },
  {
    name: 'corrected',
    spelling: ({ query }) => query.corrected(),
    reading: asTyped,
    when: (asked, found) => hasTooLittle(asked, found) && !isQuestion(asked),
  },
  {
    name: 'marks at least',
    reading: (asked) => (hasLooseMarks(asked) ? { ...asTyped(asked), marks: 'superset' } : null),
    when: lacksAll,
  },
  {
    name: 'syllables apart',
    reading: (asked) => ({ ...asTyped(asked), extent: 'syllables' }),
    // Where some have the words, those with most of them, the nearest first, have these among them.
    when: (asked, found) =>
      lacksAll(asked, found) || (hasTooLittle(asked, found) && asked.query.plan(mostWords(asked)) === null),
  },
  {
    name: 'guessed',
    // Of a sentence, too little is said by its words to guess at one.
    spelling: (asked) => (isSentence(asked) ? null : asked.query.guessed()),
    reading: asTyped,
    when: hasNothing,
  },
  {
    name: 'most words',
    reading: mostWords,
    when: hasTooLittle,
  },
  {
    name: 'most words and numbers',
    reading: (asked) => ({ ...asTyped(asked), extent: 'some' }),
    when: hasTooLittle,
  },
  {
    name: 'no marks',
    reading: (asked) => (hasLooseMarks(asked) ? { ...asTyped(asked), marks: 'folded' } : null),
    when: hasNothing,
  },
  {
    // Somebody may type some of the marks, and a word that nobody writes.
    name: 'most words, marks at least',
    reading: (asked) => (hasLooseMarks(asked) ? { marks: 'superset', extent: 'most' } : null),
    when: hasNothing,
  },
];

/**
 * What is asked for before all of the query is, because hardly an article will have that; `null` where some may. Its
 * answer tells how many have all: where these are enough, they are asked for after all.
 */
export const firstFor = (
  query: ReadQuery,
  request: SearchRequest,
): { readonly plan: Plan; readonly body: SearchBody } | null => {
  const asked = askedOf(query, request);
  const typed = query.plan(asTyped(asked));
  // Of collapsed sets it could not tell how many have all.
  if (typed === null || !asked.byRelevance || !query.wanted.relax || request.shown.collapse) return null;
  if (!isQuestion(asked) && query.expected(typed) >= 1) return null;
  const plan = query.plan(mostWords(asked));
  return plan === null ? null : { plan, body: buildSearch(request, plan, { [TYPED]: typed }) };
};

/** What was loosened to find something; `null` where nothing was. */
export const relaxedIn = (found: Pick<Found, 'plan' | 'query'> | null): Relaxed | null => {
  if (found === null || found.plan === null) return null;
  const { marks, extent } = found.plan.reading;
  if (extent === 'most' || extent === 'some') return 'words';
  if (extent === 'syllables') return 'syllables';
  return found.query.hasMarks && (marks === 'superset' || marks === 'folded') ? 'marks' : null;
};

/** The likelier spelling that found something; `null` where it was found as typed. */
export const correctedIn = (found: Pick<Found, 'query'> | null, { wanted }: ReadQuery): Corrected | null =>
  found === null || found.query.wanted.q === wanted.q ? null : { from: wanted.q, to: found.query.wanted.q };

/** What to offer instead; nothing that is shown already. */
export const suggestionIn = (found: Pick<Found, 'query'> | null, typed: ReadQuery): string | null => {
  const suggestion = typed.suggestion();
  return suggestion === found?.query.wanted.q ? null : suggestion;
};

/** The name of what is counted beside what is asked for first. */
const TYPED = 'typed';

interface Try {
  readonly rung: Rung;
  readonly query: ReadQuery;
  readonly plan: Plan;
}

/** Where marks can be read otherwise, they need not be: of `chuyên*` all readings are one. */
const isSameSearch = (a: Plan, b: Plan): boolean => isDeepStrictEqual([a.match, a.loose], [b.match, b.loose]);

/** Whether there is anything to search for, or to browse. */
const isAnything = ({ node, wanted }: ReadQuery): boolean =>
  node === null ? wanted.q.trim() === '' : !isOnlyExclusions(node) || hasFilter(wanted);

const askedOf = (query: ReadQuery, { shown }: SearchRequest): Asked => ({
  query,
  byRelevance: shown.sort === 'relevance',
});

/** The rungs that say something about a query, each with its plan. One that asks for the same as another is none. */
export const rungsFor = (query: ReadQuery, request: SearchRequest): readonly Try[] => [
  ...triesFor(query, request, () => true),
];

/**
 * As {@link rungsFor}, made one at a time: most queries need the first alone.
 *
 * @param isWanted asked right before one is made
 */
function* triesFor(
  typed: ReadQuery,
  request: SearchRequest,
  isWanted: (rung: Rung) => boolean,
): Generator<Try, void, void> {
  if (!isAnything(typed)) return;
  const asked = askedOf(typed, request);
  const before: Plan[] = [];
  for (const rung of RUNGS) {
    if ((rung.isStrict === undefined && !typed.wanted.relax) || !isWanted(rung)) continue;
    const query = rung.spelling === undefined ? typed : rung.spelling(asked);
    if (query === null) continue;
    const reading = rung.reading({ ...asked, query });
    const plan = reading === null ? null : query.plan(reading);
    if (plan === null || before.some((other) => other !== plan && isSameSearch(other, plan))) continue;
    before.push(plan);
    yield { rung, query, plan };
  }
}

/**
 * Runs a query as it was typed, and where that finds too little in one reading after another, until one finds enough.
 * Costs one request to the engine, and a second one for all readings that may be needed where the first does not do; a
 * third one where it was to be expected that hardly an article has all words, and enough have.
 *
 * @throws AppError as an engine does
 */
export const climb = async (
  { engine, index }: Pick<SearchContext, 'engine' | 'index'>,
  query: ReadQuery,
  request: SearchRequest,
  options: CallOptions = {},
): Promise<Climbed> => {
  if (!isAnything(query)) return { found: null, partial: false, steps: [] };
  if (query.node === null) {
    const body = buildSearch(request, null);
    const answer = withSetsAsTotal(await engine.search<StoredArticle>(index, body, options));
    return { found: { query, plan: null, answer }, partial: answer.partial, steps: [] };
  }
  const asked = askedOf(query, request);
  const steps: TraceStep[] = [];
  const answers = new Map<Plan, Answer<StoredArticle>>();
  let found: Found | null = null;
  const take = ({ rung, query, plan }: Try): void => {
    const answer = answers.get(plan);
    if (answer === undefined) return;
    const isMore = found === null || answer.total.value > totalOf(found);
    if (isMore) found = { query, plan, answer };
    steps.push({
      rung: rung.name,
      q: query.wanted.q,
      words: wordsOf(plan.match),
      ...plan.reading,
      total: answer.total,
      taken: isMore,
    });
  };
  /** The least that will have been found, as far as it is known. */
  let least: Found | null = null;
  const tries = triesFor(query, request, (rung) => rung.when(asked, least));
  const { value: typed } = tries.next();
  if (typed === undefined) return { found: null, partial: false, steps: [] };
  const ask = async (plan: Plan, body = buildSearch(request, plan)): Promise<Answer<StoredArticle>> => {
    const answer = withSetsAsTotal(await engine.search<StoredArticle>(index, body, options));
    answers.set(plan, answer);
    return answer;
  };
  const first = firstFor(query, request);
  if (first !== null) {
    const loose = await ask(first.plan, first.body);
    const value = countOf(loose, TYPED);
    // Shown as all there is only where no more was found, and then they are the same.
    if (value < enough(asked)) answers.set(typed.plan, { ...loose, total: { value, exact: true } });
  }
  if (!answers.has(typed.plan)) await ask(typed.plan);
  take(typed);
  least = found;
  const others: Try[] = [];
  for (const next of tries) {
    others.push(next);
    const answer = answers.get(next.plan);
    if (answer !== undefined && answer.total.value > totalOf(least)) least = { ...next, answer };
  }
  const extras = asFarAsAnswered();
  const needed = others.filter(({ plan }) => !answers.has(plan));
  if (needed.length > 0) {
    const asking = engine.msearch<StoredArticle>(
      index,
      needed.map(({ plan }) => buildSearch(request, plan)),
      options,
    );
    // The little that was found is better than an error; nothing is not.
    const all = totalOf(found) === 0 ? await asking : await extras(asking, []);
    needed.forEach(({ plan }, i) => {
      const answer = all[i];
      if (answer !== undefined) answers.set(plan, withSetsAsTotal(answer));
    });
  }
  for (const next of others) if (isOfWhatIsFound(next, found) && next.rung.when(asked, found)) take(next);
  const partial = extras.lack() || [...answers.values()].some((answer) => answer.partial);
  return { found, partial, steps };
};

/** What is shown in a likelier spelling does not give way to loosened slips. */
const isOfWhatIsFound = ({ rung, query }: Try, found: Found | null): boolean =>
  rung.spelling !== undefined || found === null || found.query === query;
