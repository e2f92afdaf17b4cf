import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { Suggestion } from '../../../src/domain/suggestion.ts';
import { viewNow } from '../../../src/domain/visibility.ts';
import { deleteArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { createCompletions } from '../../../src/search/completions.ts';
import { countHits } from '../../../src/search/count-hits.ts';
import { createReader } from '../../../src/search/reader.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { countingProcess, DAY_MS } from './counting.ts';

let store: ScratchStore;
let over: AbortController;
let now: number;

beforeEach(async () => {
  store = await scratchStore(elasticsearchUrl());
  over = new AbortController();
  now = Date.parse('2026-11-29T12:00:00+07:00');
});

afterEach(async () => {
  over.abort();
  await store.dispose();
});

const UNTAUGHT = createCorrector(NO_LANGUAGE);

const article = (id: string, more: Partial<Article> = {}): Article => ({
  id,
  title: 'Chuyện ở bản',
  body: 'Người dân làm mộc nhĩ xứ lạnh.',
  captions: [],
  authors: [],
  tags: [],
  publishedAt: '2026-11-01T00:00:00+07:00',
  ...more,
});

const put = async (...articles: readonly Article[]): Promise<void> => {
  for (const one of articles) await putArticle(store, one);
  await store.engine.refresh(store.names.read);
};

/** Statistics of the articles' index, and completions that look when they are told to. */
const open = () => {
  const clock = () => now;
  const statistics = countingProcess(store.engine, store.alias, {
    now,
    countHits: (queries, options) =>
      countHits(
        {
          engine: createReader(store.engine, viewNow(clock)),
          index: store.names.read,
          abbreviations: parseAbbreviations(''),
          language: NO_LANGUAGE,
        },
        queries,
        options,
      ),
  });
  const completions = createCompletions(store.engine, store.names.read, () => UNTAUGHT, {
    everyMs: 3_600_000,
    pause: 0,
    findPopular: statistics.findPopular,
    clock,
    signal: over.signal,
  });
  return {
    ...statistics,
    popular: completions.popular,
    look: () => completions.look(),
    suggested: (typed: string): readonly Suggestion[] =>
      completions.complete({ typed, most: 8, lang: 'vi' }).suggestions,
  };
};

const told = ({ kind, text, count, id }: Suggestion) => [kind, text, count, id];

describe('popular searches', () => {
  it('are suggested in the commonest spelling that finds something, by how often they are made', async () => {
    await put(article('a1'), article('a2', { body: 'Mộc nhĩ, mộc mạc.' }));
    const { search, write, look, suggested, popular } = open();
    search('moc nhi', 20);
    search('mộc nhĩ', 6);
    search('mộc mạc', 8);
    search('mộc qqqq', 50);
    search('mộc nhĩ -lạnh', 50);
    search('title:mộc', 50);
    search('mộc xứ lạnh', 4);
    await write();
    await look();
    expect(suggested('moc').map(told)).toEqual([
      ['popular', 'mộc nhĩ', 2, null],
      ['popular', 'mộc mạc', 1, null],
    ]);
    expect(suggested('nhi').map(({ text, q, highlight }) => [text, q, highlight])).toEqual([
      ['mộc nhĩ', 'mộc nhĩ', 'mộc <mark>nhĩ</mark>'],
    ]);
    expect(popular()).toEqual([
      { q: 'mộc nhĩ', searches: 26, hits: 2 },
      { q: 'mộc mạc', searches: 8, hits: 1 },
    ]);
  });

  it('count what readers see: nothing that is embargoed, withdrawn or removed, from the moment on that it is', async () => {
    await put(
      article('a1', { visibleUntil: '2026-11-30T00:00:00+07:00' }),
      article('a2'),
      article('kin', { visibleFrom: '2027-01-01T00:00:00+07:00' }),
      article('kin-2', { body: 'Bí mật chưa đăng.', publishedAt: '2027-01-01T00:00:00+07:00' }),
    );
    const { search, write, look, suggested, popular } = open();
    search('mộc nhĩ', 6);
    search('bí mật', 9);
    await write();
    await look();
    expect(suggested('moc').map(told)).toEqual([['popular', 'mộc nhĩ', 2, null]]);
    expect(suggested('bi mat')).toEqual([]);
    now += DAY_MS;
    expect([suggested('moc'), popular()]).toEqual([[], []]);
    await look();
    expect(suggested('moc').map(told)).toEqual([['popular', 'mộc nhĩ', 1, null]]);
    await deleteArticle(store, 'a2');
    await store.engine.refresh(store.names.read);
    await look();
    expect([suggested('moc'), popular()]).toEqual([[], []]);
  });

  it('that are phrases, names or titles are suggested as these, and come the earlier for it', async () => {
    await put(
      article('a1', { title: 'Mộc Châu vào mùa', section: 'Mộc bản' }),
      article('a2', { title: 'Mộc mạc', body: 'Mộc bản.' }),
      ...['a3', 'a4', 'a5'].map((id) => article(id, { title: `Mộc lan nở ${id}` })),
    );
    const { search, write, look, suggested } = open();
    await look();
    expect(suggested('mộc')[0]?.text).not.toBe('Mộc mạc');
    search('mộc mạc', 500);
    search('mộc bản', 9);
    await write();
    // What is searched for is looked at anew with what is written.
    await put(article('a6', { title: 'Tin khác' }));
    await look();
    const [first] = suggested('mộc');
    expect(told(first as Suggestion)).toEqual(['title', 'Mộc mạc', 1, 'a2']);
    expect(suggested('mộc b').map(({ kind }) => kind)).toEqual(['popular', 'section']);
  });
});
