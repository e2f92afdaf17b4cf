import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import type { Article } from '../../../src/domain/article.ts';
import { hiddenAt } from '../../../src/domain/visibility.ts';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { NO_ABBREVIATIONS } from '../../../src/matching/abbreviations.ts';
import { learnLanguage } from '../../../src/search/archive-language.ts';
import { createCompletions } from '../../../src/search/completions.ts';
import { createReader } from '../../../src/search/reader.ts';
import { createServices } from '../../../src/service/create-services.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

const T = Date.parse('2025-03-01T08:00:00+07:00');
const SECOND = 1_000;
const at = (ms: number): string => new Date(ms).toISOString();

const stores: ScratchStore[] = [];

/** An index of these articles. */
const storeOf = async (articles: readonly Article[], mapping?: 1): Promise<ScratchStore> => {
  const store = await scratchStore(
    elasticsearchUrl(),
    mapping === undefined ? {} : { mapping: await readReleasedMapping(mapping) },
  );
  stores.push(store);
  await waitUntilReady(store.engine, store.index);
  for (const article of articles) await putArticle(store, article);
  await store.engine.refresh(store.names.read);
  return store;
};

afterAll(async () => {
  for (const store of stores) await store.dispose();
});

const article = (id: string, more: object = {}): Article =>
  parseArticle({
    id,
    title: `Cầu treo ${id}`,
    body: 'Cầu treo Huổi Hốc thông xe.',
    publishedAt: '2022-01-21',
    ...more,
  });

const seenAt = async (
  { engine, names }: ScratchStore,
  instant: string,
  preview = false,
): Promise<string[]> => {
  const { hits } = await searchArticles(
    {
      engine: createReader(engine, { at: instant, preview }),
      index: names.read,
      abbreviations: NO_ABBREVIATIONS,
      language: NO_LANGUAGE,
    },
    toSearchRequest(searchParameters.parse({ q: 'cầu treo', sort: 'oldest', size: '100' })),
  );
  return hits.map(({ id }) => id).toSorted();
};

describe('the engine hides what is hidden', () => {
  /** Around T, where the seconds are that matter; also between two of them. */
  const moment = fc.integer({ min: -6, max: 6 }).map((halves) => at(T + halves * 500));
  const times = fc.record(
    { publishedAt: moment, visibleFrom: moment, visibleUntil: moment },
    { requiredKeys: ['publishedAt'] },
  );

  it('at every second, whatever says when it is seen', async () => {
    const all = fc.sample(times, { numRuns: 120, seed: 7 }).map((one, i) => article(`x${i}`, one));
    const store = await storeOf(all);
    for (let second = -4; second <= 4; second++) {
      const instant = at(T + second * SECOND);
      const seen = all.filter((one) => hiddenAt(one, instant) === null).map(({ id }) => id);
      expect(await seenAt(store, instant), instant).toEqual(seen.toSorted().slice(0, 100));
      expect(await seenAt(store, instant, true)).toHaveLength(100);
    }
  });

  it('by the day of publication alone where an index is of the first mapping', async () => {
    const store = await storeOf([article('cu'), article('moi', { publishedAt: at(T) })], 1);
    expect(await seenAt(store, at(T - SECOND))).toEqual(['cu']);
    expect(await seenAt(store, at(T))).toEqual(['cu', 'moi']);
    await expect(putArticle(store, article('kin', { visibleFrom: at(T) }))).rejects.toThrow();
    expect(await seenAt(store, at(T))).toEqual(['cu', 'moi']);
  });
});

describe('what becomes visible, or is withdrawn, at a second', () => {
  const articles = [
    article('den', { visibleFrom: at(T), title: 'Khánh thành cầu treo Pá Uôn', section: 'Mới Mở' }),
    article('dang', { publishedAt: at(T), title: 'Khánh thành đường Pá Uôn' }),
    article('rut', { visibleUntil: at(T), title: 'Khánh thành trường Pá Uôn', section: 'Đã Đóng' }),
    article('con', { title: 'Khánh thành trạm xá Pá Uôn' }),
  ];
  let now = T - SECOND;
  const clock = () => now;
  let store: ScratchStore;
  const signal = new AbortController();

  beforeAll(async () => {
    store = await storeOf(articles);
  });
  afterAll(() => signal.abort());

  it('is so in searches, pages and related articles without a restart, and walks go on as they began', async () => {
    now = T - 1;
    const services = createServices(store.engine, { index: store.alias }, { clock, signal: signal.signal });
    const never = new AbortController().signal;
    const request = (more: object = {}) =>
      toSearchRequest(searchParameters.parse({ q: 'khánh thành', sort: 'oldest', ...more }));
    const found = async (): Promise<string[]> =>
      (await services.searchArticles(request(), never)).hits.map(({ id }) => id).toSorted();
    const got = async (): Promise<string[]> => {
      const ids = articles.map(({ id }) => id);
      const each = await Promise.all(
        ids.map(async (id) => [
          await services.getArticle(id, { preview: false }, never),
          await services.viewArticle(id, null, never),
          await services.relatedArticles(id, { size: 5 }, never),
        ]),
      );
      return ids
        .filter((_, i) => {
          const answers = each[i] ?? [];
          expect(new Set(answers.map((answer) => answer === null)).size, ids[i]).toBe(1);
          return answers[0] !== null;
        })
        .toSorted();
    };
    expect(await found()).toEqual(['con', 'rut']);
    expect(await got()).toEqual(['con', 'rut']);
    const begun = await services.searchArticles(request({ size: '1' }), never);
    const exported = await services.exportArticles(request(), never);
    now = T;
    expect(await found()).toEqual(['con', 'dang', 'den']);
    expect(await got()).toEqual(['con', 'dang', 'den']);
    const rest = await services.searchArticles(request({ size: '5', cursor: begun.nextCursor ?? '' }), never);
    expect([...begun.hits, ...rest.hits].map(({ id }) => id).toSorted()).toEqual(['con', 'rut']);
    const ids: string[] = [];
    for await (const { id } of exported.articles) ids.push(id);
    await exported.close();
    expect(ids.toSorted()).toEqual(['con', 'rut']);
    expect(exported.total).toBe(2);
  });

  it('comes into the suggestions, and goes from them', async () => {
    now = T - SECOND;
    const completions = createCompletions(
      store.engine,
      store.names.read,
      () => createCorrector(NO_LANGUAGE),
      { everyMs: 3_600_000, pause: 0, clock, signal: signal.signal },
    );
    const titles = (typed: string): string[] =>
      completions
        .complete({ typed, most: 20, lang: 'en' })
        .suggestions.filter(({ kind }) => kind === 'title')
        .map(({ id }) => id ?? '')
        .toSorted();
    const names = (typed: string): number =>
      completions
        .complete({ typed, most: 20, lang: 'en' })
        .suggestions.filter(({ kind }) => kind === 'section').length;
    await completions.look();
    expect(titles('khánh th')).toEqual(['con', 'rut']);
    const seen = (): boolean[] => ['con', 'rut', 'den'].map((id) => completions.areSeen([id]));
    expect(seen()).toEqual([true, true, false]);
    expect([names('mới m'), names('đã đ')]).toEqual([0, 1]);
    now = T;
    // Without a look.
    expect(seen()).toEqual([true, false, false]);
    expect(titles('khánh th')).toEqual(['con']);
    await completions.look();
    expect(titles('khánh th')).toEqual(['con', 'dang', 'den']);
    expect(seen()).toEqual([true, false, true]);
    expect([names('mới m'), names('đã đ')]).toEqual([1, 0]);
  });

  it('is counted into the language when it comes, once', async () => {
    const fresh = await storeOf([
      article('con', { body: 'Xã đã họp.' }),
      article('den', { visibleFrom: at(T), body: 'Vonfram ở Pá Uôn.' }),
      article('rut', { visibleUntil: at(T - SECOND), body: 'Komatsuri.' }),
    ]);
    now = T - SECOND;
    const language = learnLanguage(fresh.engine, fresh.names.read, {
      everyMs: 3_600_000,
      clock,
      signal: signal.signal,
    });
    await language.look();
    const counts = (): number[] => {
      const { language: model } = language.current();
      return [model.tokens];
    };
    const [before = 0] = counts();
    await language.look();
    expect(counts()).toEqual([before]);
    now = T;
    await language.look();
    const [after = 0] = counts();
    expect(after).toBeGreaterThan(before);
    const told: number[][] = [];
    const whole = learnLanguage(fresh.engine, fresh.names.read, {
      clock,
      signal: signal.signal,
      onRead: (articles, of) => told.push([articles, of]),
    });
    await whole.look();
    expect(told).toEqual([[2, 2]]);
    expect(after).toBe(whole.current().language.tokens);
    now = T + 5 * SECOND;
    await language.look();
    expect(counts()).toEqual([after]);
  });
});
