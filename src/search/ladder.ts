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
import type { Reading } from '../matching/reading.ts';
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
  readonly body: SearchBody;
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
  /** Another reading whose finds are counted among its own: where they suffice, it is that which is shown. */
  readonly unless?: (asked: Asked) => Reading;
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
  (answer.maxScore ?? Infinity) < scoreOfHalfThePairs(rankedSyllables(plan.match));

const hasTooLittle = (asked: Asked, found: Found | null): boolean =>
  totalOf(found) < enough(asked) || (found !== null && isByChance(found));

/** From so many words on, a query is a question: hardly an article has them all. */
const LONG_QUESTION = 9;

const isLongQuestion = (asked: Asked): boolean => {
  const plan = asked.query.plan(asTyped(asked));
  return plan !== null && plan.isSentence && plan.parts >= LONG_QUESTION;
};

/**
 * The ways to read a query, in the order in which they are tried; each is shown where it finds more than those before.
 * Where `relax` is off, only `typed` is. `docs/search.md` tells it in words.
 */
export const RUNGS: readonly Rung[] = [
  {
    name: 'question',
    reading: (asked) =>
      asked.byRelevance && isLongQuestion(asked) ? { ...asTyped(asked), extent: 'most' } : null,
    when: (_, found) => found === null,
    unless: asTyped,
  },
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
    when: hasTooLittle,
  },
  {
    name: 'marks at least',
    reading: (asked) => (hasLooseMarks(asked) ? { ...asTyped(asked), marks: 'superset' } : null),
    when: hasNothing,
  },
  {
    name: 'syllables apart',
    reading: (asked) => ({ ...asTyped(asked), extent: 'syllables' }),
    // Where some have the words, those with most of them, the nearest first, have these among them.
    when: (asked, found) =>
      hasNothing(asked, found) ||
      (hasTooLittle(asked, found) && asked.query.plan({ ...asTyped(asked), extent: 'most' }) === null),
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
    reading: (asked) => ({ ...asTyped(asked), extent: 'most' }),
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

/** The name of what a rung counts beside its own. */
const TYPED = 'typed';

interface Try {
  readonly rung: Rung;
  readonly query: ReadQuery;
  readonly plan: Plan;
  readonly body: SearchBody;
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
    const counted = rung.unless === undefined ? null : query.plan(rung.unless(asked));
    const body = buildSearch(request, plan, counted === null ? {} : { [TYPED]: counted.match });
    yield { rung, query, plan, body };
  }
}

/**
 * Runs a query as it was typed, and where that finds too little in one reading after another, until one finds enough.
 * Costs one request to the engine, and a second one for all readings that may be needed where the first does not do.
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
    return { found: { query, plan: null, body, answer }, partial: answer.partial, steps: [] };
  }
  const asked = askedOf(query, request);
  const steps: TraceStep[] = [];
  const answers = new Map<Plan, Answer<StoredArticle>>();
  let found: Found | null = null;
  const take = ({ rung, query, plan, body }: Try): void => {
    const answer = answers.get(plan);
    if (answer === undefined) return;
    const isMore = found === null || answer.total.value > totalOf(found);
    const taken = isMore && (rung.unless === undefined || isBetterThanCounted(asked, answer));
    if (taken) found = { query, plan, body, answer };
    steps.push({
      rung: rung.name,
      q: query.wanted.q,
      words: wordsOf(plan.match),
      ...plan.reading,
      total: answer.total,
      taken,
    });
  };
  const tries = triesFor(query, request, (rung) => rung.when(asked, found));
  // One at a time, until there is something that could be shown; then all at once that may be needed instead.
  while (found === null) {
    const { value: next } = tries.next();
    if (next === undefined) break;
    answers.set(next.plan, withSetsAsTotal(await engine.search<StoredArticle>(index, next.body, options)));
    take(next);
  }
  const others = [...tries];
  const extras = asFarAsAnswered();
  const needed = others.filter(({ plan }) => !answers.has(plan));
  if (needed.length > 0) {
    const asking = engine.msearch<StoredArticle>(
      index,
      needed.map(({ body }) => body),
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

/** Of a reading that counted the finds of a stricter one: whether these are too few, and its own are more. */
const isBetterThanCounted = (asked: Asked, answer: Answer): boolean => {
  const typed = countOf(answer, TYPED);
  return typed < enough(asked) && answer.total.value > typed;
};
