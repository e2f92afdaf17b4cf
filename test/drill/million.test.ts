import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quantile } from '../../bench/figures.ts';
import type { SearchResult } from '../../src/domain/search-result.ts';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import { servedAt, startService, startTimbao, type Running } from '../engine/start/run-timbao.ts';
import { readArticles } from '../support/read-articles.ts';
import { residentMb } from '../support/resident-mb.ts';
import { scratchStore, type ScratchStore } from '../support/scratch-store.ts';
import { elasticsearchUrl } from '../support/test-engine.ts';
import { recombine, type RecombinedArticle } from './recombined-articles.ts';

/** `DRILL_ARTICLES=20000` tries less. */
const ARTICLES = Number(process.env['DRILL_ARTICLES'] ?? 1_000_000);
const TENTH = Math.floor(ARTICLES / 10);

const MOST_RATIO = 4;
const MOST_RESIDENT_MB = 600;
/** Ten times the titles and names are read, of which those before a limit are as many. */
const MOST_SUGGESTIONS_RATIO = 6;
const SUGGESTIONS_MS = 300_000;
/** Searches of each kind. */
const SEARCHES = 200;

/** However slow the machine: a million articles at a hundred a second. */
const LONGEST_MS = 3 * 3_600_000;

const SAMPLES = fileURLToPath(new URL('../../fixtures/articles', import.meta.url));

let store: ScratchStore;
let articleOf: (number: number) => RecombinedArticle;
let service: Running | undefined;
let small: Figures;
let large: Figures;

interface Imported {
  readonly perSecond: number;
  readonly diskMb: number;
}

/** What one size of the archive came to. */
interface Figures {
  readonly articles: number;
  readonly imported: Imported;
  /** From the start of the process until suggestions are whole; `null`: not within five minutes. */
  readonly suggestionsMs: number | null;
  /** Milliseconds at the client: the median, and what 95 of 100 take at most. */
  readonly search: readonly [number, number];
  readonly facets: readonly [number, number];
  /** The most memory of the process, from its start to its last search. */
  readonly residentMb: number;
  readonly found: number;
}

const settings = () => ({
  ELASTICSEARCH_URL: elasticsearchUrl(),
  TIMBAO_INDEX: store.alias,
  TIMBAO_SAMPLES: 'off',
  LOG_LEVEL: 'warn',
});

/** The articles of some numbers as lines, with how far it has got, every ten seconds. */
function* linesOf(from: number, to: number): Generator<string> {
  const started = performance.now();
  let toldAt = started;
  for (let number = from; number < to; number++) {
    yield `${JSON.stringify(articleOf(number))}\n`;
    const now = performance.now();
    if (now - toldAt < 10_000) continue;
    toldAt = now;
    const perSecond = (1_000 * (number - from)) / (now - started);
    console.log(`${number} of ${ARTICLES} articles, ${perSecond.toFixed(0)} a second`);
  }
}

const importAll = async (from: number, to: number): Promise<Imported> => {
  const started = performance.now();
  const importing = startTimbao(['import', '-', '--format', 'jsonl'], settings(), linesOf(from, to));
  const status = await importing.ended();
  if (status !== 0) throw new Error(`The import ended with ${status}:\n${importing.errors()}`);
  const perSecond = (1_000 * (to - from)) / (performance.now() - started);
  await store.engine.refresh(store.names.read, { timeoutMs: 600_000 });
  return { perSecond, diskMb: (await store.engine.storeSize(store.names.read)) / 1e6 };
};

const json = async <T>(address: string, path: string, parameters: Record<string, string>): Promise<T> => {
  const response = await fetch(new URL(`${path}?${new URLSearchParams(parameters).toString()}`, address));
  if (!response.ok) throw new Error(`${response.status} for ${path} with ${JSON.stringify(parameters)}`);
  return (await response.json()) as T;
};

/** What readers type: two or three neighbouring words of a title. */
const queryOf = (number: number): string => {
  const words = articleOf((number * 7_919) % TENTH).title.split(' ');
  const at = number % Math.max(1, words.length - 3);
  return words.slice(at, at + 2 + (number % 2)).join(' ');
};

const timesOf = async (
  address: string,
  parameters: Record<string, string>,
): Promise<readonly [number, number]> => {
  const times: number[] = [];
  // The first ones without the clock: what runs often is compiled, and what is read often is in memory.
  for (let i = -20; i < SEARCHES; i++) {
    const started = performance.now();
    await json(address, '/v1/search', { q: queryOf(i + 20), ...parameters });
    if (i >= 0) times.push(performance.now() - started);
  }
  return [quantile(times, 0.5), quantile(times, 0.95)];
};

/** Suggestions are whole once they say so, and know the title of an article. */
const untilSuggested = async (address: string, started: number): Promise<number | null> => {
  for (let toldAt = started; performance.now() - started < SUGGESTIONS_MS; await sleep(250)) {
    const q = queryOf(0);
    const { suggestions, partial } = await json<Suggestions>(address, '/v1/suggest', { q });
    if (!partial && suggestions.some(({ kind }) => kind === 'title')) return performance.now() - started;
    if (performance.now() - toldAt < 10_000) continue;
    toldAt = performance.now();
    console.log(`suggestions are read for ${((toldAt - started) / 1_000).toFixed(0)} s`);
  }
  return null;
};

const measure = async (articles: number, imported: Imported): Promise<Figures> => {
  const started = performance.now();
  service = startService({
    ...settings(),
    PORT: '0',
    // What takes long is measured, not refused.
    TIMBAO_REQUEST_TIMEOUT: '60',
    TIMBAO_RATE_LIMIT: '0',
    TIMBAO_RESULT_CACHE: '0',
    TIMBAO_STATS_DAYS: '0',
  });
  const address = await servedAt(service, 600_000);
  let most = 0;
  const watch = setInterval(() => {
    residentMb(address).then(
      (now) => (most = Math.max(most, now)),
      () => {},
    );
  }, 250);
  try {
    const suggestionsMs = await untilSuggested(address, started);
    // Phrases are looked for, and the last of the language is learnt, with nothing else to do.
    await sleep(20_000);
    const search = await timesOf(address, {});
    const facets = await timesOf(address, { facets: 'year,section', size: '1', snippets: '0' });
    // A total is counted up to 10,000, years to the last one.
    const { facets: counted } = await json<SearchResult>(address, '/v1/search', {
      from: '2000',
      facets: 'year',
    });
    const found = (counted?.year ?? []).reduce((sum, { count }) => sum + count, 0);
    return { articles, imported, suggestionsMs, search, facets, residentMb: most, found };
  } finally {
    clearInterval(watch);
    service.send('SIGTERM');
    await service.ended();
  }
};

const row = (name: string, of: (figures: Figures) => number | null, hasRatio = false): string => {
  const [before, now] = [of(small), of(large)];
  const shown = [before, now].map((value) => (value === null ? '–' : value.toFixed(1)).padStart(12)).join('');
  const ratio = hasRatio && before !== null && now !== null ? `${(now / before).toFixed(1)} ×` : '';
  return `${name.padEnd(34)}${shown}${ratio.padStart(9)}`;
};

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  articleOf = recombine((await readArticles([SAMPLES])).articles);
  small = await measure(TENTH, await importAll(0, TENTH));
  large = await measure(ARTICLES, await importAll(TENTH, ARTICLES));
  const lines = [
    row('articles', ({ articles }) => articles, true),
    row('imported a second', ({ imported }) => imported.perSecond, true),
    row('disk, MB', ({ imported }) => imported.diskMb, true),
    row('suggestions whole after, s', ({ suggestionsMs }) => suggestionsMs && suggestionsMs / 1_000, true),
    row('search, ms, median', ({ search }) => search[0], true),
    row('search, ms, 95 of 100', ({ search }) => search[1], true),
    row('year and section, ms, median', ({ facets }) => facets[0], true),
    row('year and section, ms, 95 of 100', ({ facets }) => facets[1], true),
    row('resident, MB, at most', (figures) => figures.residentMb, true),
  ];
  console.log(lines.join('\n'));
}, LONGEST_MS);

afterAll(async () => {
  service?.send('SIGKILL');
  await service?.ended();
  await store.dispose();
});

describe(`an archive of ${ARTICLES} articles`, () => {
  it('has lost none of them', async () => {
    expect(small.found).toBe(TENTH);
    expect(large.found).toBe(ARTICLES);
    const ids = Array.from({ length: 500 }, (_, i) => `bai-${Math.floor((i * ARTICLES) / 500)}`);
    const stored = await store.engine.mget<RecombinedArticle>(store.names.read, ids, { fields: ['title'] });
    expect(stored.map((one) => one?.source.title)).toEqual(
      ids.map((id) => articleOf(Number(id.slice('bai-'.length))).title),
    );
  });

  it(`has suggestions after a start in at most ${MOST_SUGGESTIONS_RATIO} times as long as a tenth of it`, () => {
    expect(large.suggestionsMs).not.toBeNull();
    expect(small.suggestionsMs).not.toBeNull();
    expect((large.suggestionsMs ?? 0) / (small.suggestionsMs ?? 0)).toBeLessThanOrEqual(
      MOST_SUGGESTIONS_RATIO,
    );
  });

  it.each([
    ['searches', ({ search }: Figures) => search],
    ['facets', ({ facets }: Figures) => facets],
  ])(`answers %s at most ${MOST_RATIO} times as slowly as a tenth of it`, (_, timesIn) => {
    for (const at of [0, 1] as const)
      expect(timesIn(large)[at] / timesIn(small)[at]).toBeLessThanOrEqual(MOST_RATIO);
  });

  it(`takes at most ${MOST_RESIDENT_MB} MB of the service`, () => {
    expect(large.residentMb).toBeGreaterThan(0);
    expect(large.residentMb).toBeLessThanOrEqual(MOST_RESIDENT_MB);
  });
});
