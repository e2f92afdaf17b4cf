import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { buildSearch } from '../../../src/dsl/build-search.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { SILENT_LANGUAGE } from '../../support/silent-language.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import type { Match } from '../../../src/matching/match.ts';
import type { Reading } from '../../../src/domain/reading.ts';
import { climb, correctedIn, relaxedIn, RUNGS, rungsFor } from '../../../src/search/ladder.ts';
import { readQuery } from '../../../src/search/read-query.ts';
import type { Corrector } from '../../../src/correction/create-corrector.ts';
import { anAnswer, recordingEngine } from '../../support/recording-engine.ts';

const NOTHING: Match = { type: 'all', children: [] };

type Parameters = Readonly<Record<string, string>>;

interface More {
  readonly language?: LanguageModel;
  readonly corrector?: Corrector;
}

const read = (parameters: Parameters, { language = SILENT_LANGUAGE, ...more }: More = {}) => {
  const request = toSearchRequest(searchParameters.parse(parameters), { mayBeEmpty: true });
  const context = { abbreviations: NO_ABBREVIATIONS, language, ...more };
  return { request, query: readQuery(context, request.wanted) };
};

/** The names of the rungs that say something about a query. */
const namesFor = (parameters: Parameters): string[] => {
  const { request, query } = read(parameters);
  return rungsFor(query, request).map(({ rung }) => rung.name);
};

/** What an engine answers each rung: how many articles it finds, or its answer; nothing where it is not said. */
type Answers = Readonly<Record<string, number | Answer<never>>>;

/** What is asked first where hardly an article will have all: most words, and how many articles have all. */
const FIRST = 'most words, counting all';

/** Runs a search whose rungs find as many. */
const climbing = async (parameters: Parameters, answers: Answers, more: More = {}) => {
  const { request, query } = read(parameters, more);
  const rungs = rungsFor(query, request);
  const nameOf = (body: object): string => {
    const found = rungs.find(
      ({ plan }) => JSON.stringify(buildSearch(request, plan)) === JSON.stringify(body),
    );
    if (found === undefined) return 'aggs' in body ? FIRST : 'browsing';
    return found.query === query ? found.rung.name : `${found.rung.name}: ${found.query.wanted.q}`;
  };
  const { engine, calls, bodies } = recordingEngine((body) => {
    const answer = answers[nameOf(body)] ?? 0;
    return typeof answer === 'number' ? anAnswer(answer) : answer;
  });
  const { found, partial, steps } = await climb({ engine, index: 'articles' }, query, request);
  const namesOf = (call: (typeof calls)[number]): string[] => call.bodies.map(nameOf);
  return {
    /** What was asked, call by call: a name alone in a search of its own, several in one of many. */
    asked: calls.map((call) => (call.api === 'search' ? namesOf(call)[0] : namesOf(call))),
    bodies,
    request,
    calls,
    found,
    partial,
    steps: steps.map(({ rung, total, taken }) => [rung, total.value, taken]),
    shown: steps.findLast(({ taken }) => taken)?.rung ?? null,
    total: found?.answer.total.value ?? null,
    relaxed: relaxedIn(found),
    corrected: correctedIn(found, query),
  };
};

const MARKED = { q: 'thủy điện xả nước' };
const BARE = { q: 'thuy dien xa nuoc' };
const SENTENCE = { q: 'Ai là mẹ của Messi' };
const QUESTION = { q: 'ai là mẹ của cầu thủ bóng đá Messi người Argentina' };

const MARKS = ['marks at least', 'no marks'];
const ALL = ['typed', 'marks at least', 'most words', 'no marks', 'most words, marks at least'];

describe('the rungs of a query', () => {
  it.each([
    [MARKED, ALL],
    [BARE, ['typed', 'most words']],
    // A word is nothing to leave words out of; a phrase is what was asked for.
    [{ q: 'lũ' }, ['typed', ...MARKS]],
    [{ q: 'lu' }, ['typed']],
    [{ q: '"thủy điện xả nước"' }, ['typed']],
    [{ q: 'thủy điện xả nước', mode: 'phrase' }, ['typed']],
    [{ q: '"thủy điện" lũ' }, ['typed', ...MARKS]],
    [{ ...MARKED, diacritics: 'strict' }, ['typed', 'most words']],
    [{ ...MARKED, diacritics: 'ignore' }, ['typed', 'most words']],
    [{ ...MARKED, relax: 'false' }, ['typed']],
    [{ ...MARKED, sort: 'newest' }, ALL],
    [SENTENCE, ALL],
    [QUESTION, ALL],
    // By date, the newest article that has most of the words would come first: nobody's answer.
    [{ ...QUESTION, sort: 'newest' }, ALL],
    [{ ...QUESTION, relax: 'false' }, ['typed']],
    [{ q: '?!' }, []],
    [{ q: '', from: '2022' }, []],
  ] as const)('%j: %j', (parameters, names) => {
    expect(namesFor(parameters)).toEqual(names);
  });

  it('are read from strict to kind', () => {
    const { request, query } = read(QUESTION);
    expect(rungsFor(query, request).map(({ plan: { reading } }) => [reading.marks, reading.extent])).toEqual([
      ['written', 'words'],
      ['superset', 'words'],
      ['written', 'most'],
      ['folded', 'words'],
      ['superset', 'most'],
    ]);
    for (const { plan } of rungsFor(query, request)) {
      expect(plan.loose === null, plan.reading.extent).toBe(plan.reading.extent !== 'most');
    }
  });

  it('are named each by a name of its own', () => {
    expect(new Set(RUNGS.map(({ name }) => name)).size).toBe(RUNGS.length);
  });
});

describe('a search that finds enough', () => {
  it.each([
    ['marked words', MARKED, 4],
    ['marked words, by date', { ...MARKED, sort: 'newest' }, 1],
    ['words without marks', BARE, 4],
    ['words without marks, by date', { ...BARE, sort: 'newest' }, 1],
    ['marks that make no difference', { ...MARKED, diacritics: 'ignore' }, 4],
    ['a sentence', SENTENCE, 6],
    ['a question by date', { ...QUESTION, sort: 'newest' }, 1],
  ] as const)('is one request: %s', async (_what, parameters, typed) => {
    const { asked, steps, total, relaxed } = await climbing(parameters, { typed });
    expect(asked).toEqual(['typed']);
    expect(steps).toEqual([['typed', typed, true]]);
    expect({ total, relaxed }).toEqual({ total: typed, relaxed: null });
  });

  it('is put to the index that it was to be put to', async () => {
    expect((await climbing(MARKED, { typed: 4 })).calls).toMatchObject([
      { api: 'search', index: 'articles' },
    ]);
  });
});

describe('a search that finds too little', () => {
  it('asks at once for all readings that may be needed', async () => {
    const { asked, calls } = await climbing(MARKED, {});
    expect(asked).toEqual(['typed', ALL.slice(1)]);
    expect(calls).toMatchObject([
      { api: 'search', index: 'articles' },
      { api: 'msearch', index: 'articles' },
    ]);
  });

  it.each([
    ['words without marks', BARE, 2],
    ['marked words, of which one article has all', MARKED, 1],
    ['marks that make no difference', { ...MARKED, diacritics: 'ignore' }, 2],
    ['a sentence', SENTENCE, 5],
  ] as const)('asks for most of the words, where it finds some: %s', async (_what, parameters, typed) => {
    const more = await climbing(parameters, { typed, 'most words': 40 });
    expect(more.asked).toEqual(['typed', ['most words']]);
    expect(more).toMatchObject({ shown: 'most words', total: 40, relaxed: 'words' });
    const same = await climbing(parameters, { typed, 'most words': typed });
    expect(same).toMatchObject({ shown: 'typed', total: typed, relaxed: null });
  });

  it('shows at least the marks typed before fewer words, and these before no marks', async () => {
    const found = { 'marks at least': 4, 'no marks': 9, 'most words': 8, 'most words, marks at least': 7 };
    expect(await climbing(MARKED, found)).toMatchObject({
      shown: 'marks at least',
      total: 4,
      relaxed: 'marks',
      steps: [
        ['typed', 0, true],
        ['marks at least', 4, true],
      ],
    });
    expect(await climbing(MARKED, { ...found, 'marks at least': 0 })).toMatchObject({
      shown: 'most words',
      total: 8,
      relaxed: 'words',
    });
    expect(await climbing(MARKED, { ...found, 'marks at least': 0, 'most words': 0 })).toMatchObject({
      shown: 'no marks',
      total: 9,
      relaxed: 'marks',
    });
    expect(await climbing(MARKED, { 'most words, marks at least': 7 })).toMatchObject({
      shown: 'most words, marks at least',
      total: 7,
      relaxed: 'words',
    });
  });

  it('shows most words of a sentence where other marks find too little', async () => {
    const found = { 'marks at least': 2, 'no marks': 9, 'most words': 30 };
    const { shown, steps } = await climbing(SENTENCE, found);
    expect(shown).toBe('most words');
    expect(steps).toEqual([
      ['typed', 0, true],
      ['marks at least', 2, true],
      ['most words', 30, true],
    ]);
    expect((await climbing(SENTENCE, { ...found, 'most words': 2 })).shown).toBe('marks at least');
  });

  it('shows that nothing was found where nothing is, in any reading', async () => {
    const { total, relaxed, steps } = await climbing(MARKED, {});
    expect({ total, relaxed }).toEqual({ total: 0, relaxed: null });
    expect(steps).toEqual(ALL.map((name, i) => [name, 0, i === 0]));
  });

  it('carries the plan that is shown, with whose body it was asked, and its answer', async () => {
    const answer = anAnswer(4, { maxScore: 2.5 });
    const { request, found, bodies } = await climbing(MARKED, { 'no marks': answer });
    expect(found?.plan?.reading).toEqual({ marks: 'folded', extent: 'words' });
    expect(found?.answer).toEqual(answer);
    expect(bodies).toContainEqual(buildSearch(request, found?.plan ?? null));
  });

  it('is left at that with relax=false', async () => {
    for (const parameters of [MARKED, BARE, SENTENCE, QUESTION]) {
      const { asked, steps, relaxed } = await climbing({ ...parameters, relax: 'false' }, {});
      expect(asked).toEqual(['typed']);
      expect(steps).toEqual([['typed', 0, true]]);
      expect(relaxed).toBeNull();
    }
  });

  it('is asked with the marks that the archive says were left out', async () => {
    const counter = createLanguageCounter();
    for (let i = 0; i < 30; i++) counter.add('Công an tỉnh Sơn La vào cuộc.');
    const { found, asked } = await climbing({ q: 'tinh Sơn La' }, { typed: 4 }, { language: counter.model });
    expect(found?.plan?.reading).toEqual({ marks: 'meant', extent: 'words' });
    expect(asked).toEqual(['typed']);
    const loosened = await climbing({ q: 'tinh Sơn La' }, { 'most words': 2 }, { language: counter.model });
    expect(loosened.found?.plan?.reading).toEqual({ marks: 'meant', extent: 'most' });
  });

  it('counts sets of nearly identical articles where only one of each is shown', async () => {
    const sets = (value: number) => ({ sets: { count: 0, value, buckets: [], within: {} } });
    const typed = anAnswer(10, { aggregations: sets(2) });
    const most = anAnswer(90, { aggregations: sets(7) });
    const { asked, found } = await climbing({ ...BARE, collapse: 'true' }, { typed, 'most words': most });
    expect(asked).toEqual(['typed', ['most words']]);
    expect(found?.answer.total).toEqual({ value: 7, exact: true });
    expect(
      (await climbing({ ...BARE, collapse: 'true' }, { typed: anAnswer(10, { aggregations: sets(4) }) }))
        .asked,
    ).toEqual(['typed']);
  });
});

describe('a search with a slip', () => {
  const SLIP = { q: 'thũy điện xả nước' };
  const meant = 'thủy điện xả nước';
  const corrector: Corrector = {
    correct: (run) =>
      run[0]?.text === 'thũy'
        ? { replacements: [{ from: 0, to: 1, text: 'thủy' }], gain: 5, kinds: ['marks'] }
        : null,
    alternatives: () => [],
    restoreMarks: () => null,
  };
  const CORRECTED = `corrected: ${meant}`;
  const climbed = (answers: Answers, more: Parameters = {}) =>
    climbing({ ...SLIP, ...more }, answers, { corrector });

  it('is corrected where it finds too little, and then named', async () => {
    const { asked, shown, total, relaxed, corrected, found } = await climbed({ [CORRECTED]: 9 });
    expect(asked).toEqual(['typed', expect.arrayContaining([CORRECTED, 'most words'])]);
    expect({ shown, total, relaxed, corrected }).toEqual({
      shown: 'corrected',
      total: 9,
      relaxed: null,
      corrected: { from: SLIP.q, to: meant },
    });
    expect(found?.query.suggestion()).toBeNull();
    expect(await climbed({ typed: 2, [CORRECTED]: 9 })).toMatchObject({ shown: 'corrected', total: 9 });
  });

  it('is left alone where it finds enough, or more', async () => {
    for (const answers of [
      { typed: 4, [CORRECTED]: 9 },
      { typed: 2, [CORRECTED]: 2 },
    ])
      expect(await climbed(answers)).toMatchObject({ shown: 'typed', corrected: null });
    expect(await climbed({ typed: 1, [CORRECTED]: 9 }, { sort: 'newest' })).toMatchObject({
      corrected: null,
    });
    for (const more of [{ relax: 'false' }, { diacritics: 'strict' }])
      expect(await climbed({ [CORRECTED]: 9 }, more)).toMatchObject({ total: 0, corrected: null });
  });

  it('does not give way to loosened slips, where the likelier spelling finds something', async () => {
    expect(await climbed({ [CORRECTED]: 1, 'most words': 50 })).toMatchObject({
      shown: 'corrected',
      total: 1,
      relaxed: null,
      corrected: { from: SLIP.q, to: meant },
      steps: [
        ['typed', 0, true],
        ['corrected', 1, true],
      ],
    });
  });

  it('is loosened as typed, where the likelier spelling finds nothing', async () => {
    const found = { 'most words': 50 };
    expect(await climbed(found)).toMatchObject({ total: 50, relaxed: 'words', corrected: null });
  });

  it('is read in the likeliest other spelling where nothing is found, however little is said for it', async () => {
    const unsure: Corrector = {
      ...corrector,
      correct: () => null,
      alternatives: () => [{ replacements: [{ from: 0, to: 1, text: 'thủy' }], gain: -1, kinds: ['marks'] }],
    };
    const guessing = (answers: Answers, more: Parameters = {}) =>
      climbing({ ...SLIP, ...more }, answers, { corrector: unsure });
    const guessed = `guessed: ${meant}`;
    expect(await guessing({ [guessed]: 4, 'most words': 50 })).toMatchObject({
      shown: 'guessed',
      total: 4,
      corrected: { from: SLIP.q, to: meant },
    });
    expect(await guessing({ typed: 1, [guessed]: 4 })).toMatchObject({ shown: 'typed', corrected: null });
    expect(await guessing({ [guessed]: 4 }, { relax: 'false' })).toMatchObject({ total: 0, corrected: null });
  });
});

describe('a sentence whose words stand there by chance', () => {
  const found = (value: number, maxScore: number | null) => anAnswer(value, { maxScore });

  it('is asked for most of its words, however many have all', async () => {
    const { asked, shown } = await climbing(SENTENCE, { typed: found(50, 0.01), 'most words': 70 });
    expect(asked).toEqual(['typed', ['most words']]);
    expect(shown).toBe('most words');
  });

  it('is not, where the best article has its words side by side, or where none is the best', async () => {
    expect((await climbing(SENTENCE, { typed: found(50, 1_000) })).asked).toEqual(['typed']);
    const byDate = { ...SENTENCE, sort: 'newest' };
    expect((await climbing(byDate, { typed: found(50, null) })).asked).toEqual(['typed']);
  });

  it('is no matter in a few words', async () => {
    expect((await climbing(MARKED, { typed: found(50, 0.01) })).asked).toEqual(['typed']);
  });
});

describe('a query of which hardly an article will have all', () => {
  const answer = (most: number, typed: number) =>
    anAnswer(most, { aggregations: { typed: { count: typed, value: null, buckets: [], within: {} } } });
  const counter = createLanguageCounter();
  for (let i = 0; i < 3_000; i++)
    counter.add('Thủy lợi. Bóng điện. Xả thân. Nước non. Một hai ba bốn năm sáu bảy.');
  counter.add('Lũ quét. Nợ xấu.');
  const language = counter.model;
  const RARE = { q: 'lũ quét nợ xấu' };

  it.each([
    ['a long question', QUESTION, {}],
    ['rare words', RARE, { language }],
  ] as const)(
    'is one request, for most of its words, where few have all: %s',
    async (_what, parameters, more) => {
      const few = await climbing(parameters, { [FIRST]: answer(100, 3) }, more);
      expect(few.asked).toEqual([FIRST]);
      expect(few.steps).toEqual([
        ['typed', 3, true],
        ['most words', 100, true],
      ]);
      expect(few.relaxed).toBe('words');
      const same = await climbing(parameters, { [FIRST]: answer(3, 3) }, more);
      expect(same.asked).toContain(FIRST);
      expect(same).toMatchObject({ shown: 'typed', total: 3, relaxed: null });
    },
  );

  it('asks for no marks, where some have most of its words, be it that none has all', async () => {
    const none = await climbing(QUESTION, { [FIRST]: answer(100, 0) });
    expect(none.asked).toEqual([FIRST]);
    expect(none).toMatchObject({ shown: 'most words', total: 100, relaxed: 'words' });
  });

  it('counts those that have all, within the filters', async () => {
    const { bodies } = await climbing({ ...QUESTION, section: 'Y tế' }, { [FIRST]: answer(100, 5) });
    expect(bodies).toMatchObject([{ aggs: { typed: { filter: {} } } }]);
  });

  it('is asked for all of them where enough articles have these', async () => {
    const { asked, steps, relaxed } = await climbing(QUESTION, { [FIRST]: answer(100, 6), typed: 6 });
    expect(asked).toEqual([FIRST, 'typed']);
    expect(steps).toEqual([['typed', 6, true]]);
    expect(relaxed).toBeNull();
  });

  it('asks nothing twice, where nothing is found at all', async () => {
    const { asked, bodies } = await climbing(QUESTION, {});
    expect(asked).toEqual([FIRST, ['no marks', 'most words, marks at least']]);
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(bodies.length);
  });

  it.each([
    ['common words', { q: 'thủy điện xả nước' }],
    ['by date', { ...RARE, sort: 'newest' }],
    ['never loosened', { ...RARE, relax: 'false' }],
    ['sets of articles', { ...RARE, collapse: 'true' }],
    ['nothing to let go', { q: '"lũ quét nợ xấu"' }],
  ] as const)('is asked for all of it first otherwise: %s', async (_what, parameters) => {
    expect((await climbing(parameters, { typed: 5 }, { language })).asked[0]).toBe('typed');
  });
});

describe('one search', () => {
  it.each([
    'thủy điện',
    'lũ',
    'chuyên*',
    '"đảng bộ" chuyên*',
    'bao -lũ',
    'title:lũ',
    'title:lũ bao',
    '05-CT/TW đ',
  ])('is not asked twice: %s', async (q) => {
    const { bodies } = await climbing({ q }, {});
    const texts = bodies.map((body) => JSON.stringify(body));
    expect(texts).toEqual([...new Set(texts)]);
  });
});

describe('an answer that lacks a part of the index', () => {
  const partial = (value: number) => anAnswer(value, { partial: true });

  it('makes all of it partial, shown or not', async () => {
    expect((await climbing(MARKED, { typed: partial(5) })).partial).toBe(true);
    expect(await climbing(MARKED, { typed: partial(0), 'no marks': 5 })).toMatchObject({
      partial: true,
      shown: 'no marks',
    });
    expect(await climbing(BARE, { typed: 2, 'most words': partial(0) })).toMatchObject({
      partial: true,
      shown: 'typed',
    });
    expect((await climbing({ q: '', from: '2022' }, { browsing: partial(5) })).partial).toBe(true);
  });

  it('is not said of one that lacks nothing', async () => {
    expect((await climbing(MARKED, {})).partial).toBe(false);
    expect((await climbing(MARKED, { typed: 5 })).partial).toBe(false);
    expect((await climbing({ q: '', from: '2022' }, { browsing: 5 })).partial).toBe(false);
  });
});

describe('a search with nothing to search for', () => {
  it.each([
    { q: '?!' },
    { q: '?!', section: 'Y tế' },
    { q: '…', mode: 'phrase' },
    { q: '-bão' },
    { q: '-bão -"lũ quét"' },
  ])('asks nothing: %j', async (parameters) => {
    const { asked, found, partial, steps } = await climbing(parameters, {});
    expect({ asked, found, partial, steps }).toEqual({ asked: [], found: null, partial: false, steps: [] });
  });

  it('browses where filters are given and nothing was typed', async () => {
    const { asked, found, steps } = await climbing({ q: ' ', section: 'Y tế' }, { browsing: 7 });
    expect(asked).toEqual(['browsing']);
    expect(found).toMatchObject({ plan: null, answer: { total: { value: 7 } } });
    expect(steps).toEqual([]);
  });

  it('looks for what exclusions leave of what the filters leave', async () => {
    const { asked, total } = await climbing({ q: '-bão', section: 'Y tế' }, { typed: 7 });
    expect(asked).toEqual(['typed']);
    expect(total).toBe(7);
  });
});

describe('the engine', () => {
  it('is told how each call is bounded', async () => {
    const { request, query } = read(MARKED);
    const { engine, calls } = recordingEngine(0);
    const options = { signal: new AbortController().signal, timeoutMs: 500 };
    await climb({ engine, index: 'articles' }, query, request, options);
    expect(calls.map((call) => [call.api, call.options])).toEqual([
      ['search', options],
      ['msearch', options],
    ]);
  });

  it('fails a search, wherever it does', async () => {
    const { request, query } = read(MARKED);
    const { engine } = recordingEngine(0);
    const failing = async () => {
      throw new AppError('engine_timeout', 'It took too long.');
    };
    const refused = { code: 'engine_timeout' };
    const first = climb({ engine: { ...engine, search: failing }, index: 'articles' }, query, request);
    await expect(first).rejects.toMatchObject(refused);
    const second = climb({ engine: { ...engine, msearch: failing }, index: 'articles' }, query, request);
    await expect(second).rejects.toMatchObject(refused);
  });

  it('fails only the looser readings of what has found a little: that is shown, as a part', async () => {
    const { request, query } = read(MARKED);
    const { engine } = recordingEngine(2);
    const msearch = async () => {
      throw new AppError('engine_timeout', 'It took too long.');
    };
    const { found, partial } = await climb(
      { engine: { ...engine, msearch }, index: 'articles' },
      query,
      request,
    );
    expect(found?.answer.total.value).toBe(2);
    expect(partial).toBe(true);
  });
});

describe('relaxedIn', () => {
  it.each([
    ['lũ quét', 'written', 'words', null],
    ['lũ quet', 'meant', 'words', null],
    ['lũ quét', 'exact', 'words', null],
    ['lũ quét', 'ignored', 'words', null],
    ['lu quet', 'folded', 'words', null],
    ['lũ quét', 'superset', 'words', 'marks'],
    ['lũ quét', 'folded', 'words', 'marks'],
    ['lũ quét', 'written', 'most', 'words'],
    ['lu quet', 'folded', 'most', 'words'],
    ['lũ quét', 'superset', 'most', 'words'],
    ['lũ quét', 'written', 'syllables', 'syllables'],
  ] as const)('of %s, marks %s, %s: %s', (q, marks, extent, expected) => {
    const reading: Reading = { marks, extent };
    const { query } = read({ q });
    const plan = {
      reading,
      match: NOTHING,
      isSentence: false,
      parts: 1,
      loose: null,
      pins: null,
      hasWordField: false,
    };
    expect(relaxedIn({ query, plan })).toBe(expected);
  });
});
