import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import { AppError } from '../../../src/domain/app-error.ts';
import type { Article } from '../../../src/domain/article.ts';
import type { Suggestions } from '../../../src/domain/suggestion.ts';
import { deleteArticle, putArticle } from '../../../src/ingest/article-store.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import {
  createCompletions,
  type Completions,
  type CompletionsOptions,
} from '../../../src/search/completions.ts';
import type { FollowedEngine } from '../../../src/search/follow-articles.ts';
import { createKeptTitles, type KeptTitles } from '../../../src/search/kept-titles.ts';
import { openArticleStore } from '../../../src/ingest/open-article-store.ts';
import { ensureIndex } from '../../../src/index-lifecycle/create-index.ts';
import { removeDocument } from '../../support/documents.ts';
import { currentMapping, scratchStore, type ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

let store: ScratchStore;
let over: AbortController;

beforeEach(async () => {
  store = await scratchStore(elasticsearchUrl());
  over = new AbortController();
});

afterEach(async () => {
  over.abort();
  await store.dispose();
});

const article = (id: string, title: string, more: Partial<Article> = {}): Article => ({
  id,
  title,
  body: 'Nội dung bài viết.',
  captions: [],
  authors: [],
  tags: [],
  publishedAt: '2022-01-21T00:00:00+07:00',
  ...more,
});

const put = async (...articles: readonly Article[]): Promise<void> => {
  for (const one of articles) await putArticle(store, one);
  await store.engine.refresh(store.names.read);
};

const UNTAUGHT = createCorrector(NO_LANGUAGE);

const complete = (completions: Completions, typed: string, most = 8): Suggestions =>
  completions.complete({ typed, most, lang: 'en' });

/** Completions that look only when told to. */
const open = (mostTitles = 1_000, more: CompletionsOptions = {}, engine: FollowedEngine = store.engine) =>
  createCompletions(engine, store.names.read, () => UNTAUGHT, {
    everyMs: 3_600_000,
    pause: 0,
    mostTitles,
    signal: over.signal,
    onFault: (error) => {
      throw error;
    },
    ...more,
  });

/** What was written before is found after the second look. */
const catchUp = async (completions: Completions): Promise<void> => {
  await store.engine.refresh(store.names.read);
  await completions.look();
  await completions.look();
};

const textsOf = (completions: Completions, typed: string): string[] =>
  complete(completions, typed).suggestions.map(({ text }) => text);

describe('completions of an index', () => {
  it('are its titles, sections, authors and tags, each with a query that finds it', async () => {
    await put(
      article('a1', 'Chợ phiên "Mường Lát" mở lại - đông vui', {
        section: 'Chợ & phố',
        authors: ['Chu Thị Mỷ'],
        tags: ['chợ phiên'],
      }),
      article('a2', 'KHÔNG khoan nhượng với lâm tặc', { section: 'Chợ & phố' }),
    );
    const completions = open();
    await completions.look();
    const { suggestions, partial } = complete(completions, 'ch', 8);
    expect(partial).toBe(false);
    expect(suggestions.map(({ text, kind, count }) => ({ text, kind, count }))).toEqual([
      { text: 'Chợ & phố', kind: 'section', count: 2 },
      { text: 'chợ phiên', kind: 'tag', count: 1 },
      { text: 'Chợ phiên "Mường Lát" mở lại - đông vui', kind: 'title', count: 1 },
      { text: 'Chu Thị Mỷ', kind: 'author', count: 1 },
    ]);
    expect(suggestions.map(({ q }) => q)).toEqual([
      'section:"Chợ phố"',
      'tag:"chợ phiên"',
      'chợ phiên mường lát mở lại đông vui',
      'author:"Chu Thị Mỷ"',
    ]);
    expect(completions.complete({ typed: 'ch', most: 8, lang: 'vi' }).suggestions.map(({ q }) => q)).toEqual([
      'chuyên-mục:"Chợ phố"',
      'thẻ:"chợ phiên"',
      'chợ phiên mường lát mở lại đông vui',
      'tác-giả:"Chu Thị Mỷ"',
    ]);
    expect(complete(completions, 'khong', 1).suggestions[0]?.q).toBe('không khoan nhượng với lâm tặc');
    expect(suggestions[0]?.highlight).toBe('<mark>Ch</mark>ợ &amp; phố');
  });

  it('follow what is written, replaced and removed', async () => {
    await put(article('a1', 'Mùa hoa ban'), article('a2', 'Mùa lúa chín'));
    const completions = open();
    await completions.look();
    expect(textsOf(completions, 'mua').toSorted()).toEqual(['Mùa hoa ban', 'Mùa lúa chín']);

    await put(article('a3', 'Mùa cam ngọt'), article('a1', 'Mưa đá ở bản'));
    await catchUp(completions);
    expect(textsOf(completions, 'mua').toSorted()).toEqual(['Mùa cam ngọt', 'Mùa lúa chín', 'Mưa đá ở bản']);

    await deleteArticle(store, 'a2');
    await catchUp(completions);
    expect(textsOf(completions, 'mua').toSorted()).toEqual(['Mùa cam ngọt', 'Mưa đá ở bản']);
  });

  it('are one of all spellings of a name, in the commonest, with all of its articles', async () => {
    const spellings = ['Lò Thúy Hoà', 'Lò Thuý Hòa', 'Lò Thuý Hòa', 'LÒ THÚY HOÀ'];
    await put(...spellings.map((author, i) => article(`a${i}`, `Bài số ${i}`, { authors: [author] })));
    const completions = open();
    await completions.look();
    const found = complete(completions, 'lo thuy').suggestions;
    expect(found.map(({ kind, text, count }) => [kind, text, count])).toEqual([['author', 'Lò Thuý Hòa', 4]]);
  });

  it('lead to the article of a title, the newest there is', async () => {
    await put(
      article('a1', 'Mùa hoa ban', { url: 'https://bao.vn/1' }),
      article('a2', 'Mùa hoa ban', { publishedAt: '2022-02-01T00:00:00+07:00' }),
    );
    const completions = open();
    await completions.look();
    const first = () => complete(completions, 'mua hoa').suggestions[0];
    expect(first()).toMatchObject({ kind: 'title', count: 2, id: 'a2', url: null });

    await deleteArticle(store, 'a2');
    await catchUp(completions);
    expect(first()).toMatchObject({ kind: 'title', count: 1, id: 'a1', url: 'https://bao.vn/1' });
    await put(article('a1', 'Mùa hoa ban', { url: 'https://bao.vn/moi' }));
    await catchUp(completions);
    expect(first()).toMatchObject({ id: 'a1', url: 'https://bao.vn/moi' });
  });

  it('follow names and phrases, too', async () => {
    await put(article('a1', 'Đường lên Sốp Cộp', { tags: ['vùng biên'] }));
    const completions = open();
    await completions.look();
    expect(textsOf(completions, 'sop c')).toEqual(['Đường lên Sốp Cộp']);
    expect(textsOf(completions, 'vung b')).toEqual(['vùng biên']);
    await put(
      article('a2', 'Xuân về trên đất Sốp Cộp'),
      article('a1', 'Đường lên Sốp Cộp', { tags: ['biên giới'] }),
    );
    await catchUp(completions);
    expect(complete(completions, 'sop c', 1).suggestions[0]).toMatchObject({
      text: 'Sốp Cộp',
      kind: 'phrase',
      count: 2,
    });
    expect(textsOf(completions, 'vung b')).toEqual([]);
    expect(textsOf(completions, 'bien g')).toEqual(['biên giới']);
  });

  it('read all anew where articles are gone without a trace, or the alias has moved', async () => {
    await put(article('a1', 'Mùa hoa ban'), article('a2', 'Mùa lúa chín'));
    const completions = open();
    await completions.look();
    await removeDocument(store.engine, store.index, 'a2', { isAlias: false });
    await put(article('a3', 'Mùa cam ngọt'));
    for (let i = 0; i < 4; i++) await catchUp(completions);
    expect(textsOf(completions, 'mua').toSorted()).toEqual(['Mùa cam ngọt', 'Mùa hoa ban']);

    const { index } = await ensureIndex(store.engine, {
      alias: `${store.alias}-next`,
      shards: 2,
      replicas: 0,
      mapping: currentMapping,
    });
    const next = openArticleStore(store.engine, `${store.alias}-next`);
    for (let i = 0; i < 6; i++) await putArticle(next, article(`b${i}`, `Mùa thứ ${i}`));
    await store.engine.refresh(next.names.read);
    await store.engine.updateAliases([
      { remove: { index: store.index, alias: store.names.read } },
      { add: { index, alias: store.names.read } },
    ]);
    await completions.look();
    expect(textsOf(completions, 'mua thu')).toHaveLength(6);
    expect(textsOf(completions, 'mua hoa')).toEqual([]);

    await deleteArticle(next, 'b0');
    await putArticle(next, article('b1', 'Mùa gặt'));
    await store.engine.refresh(next.names.read);
    await catchUp(completions);
    expect(textsOf(completions, 'mua')).toContain('Mùa gặt');
    expect(textsOf(completions, 'mua')).not.toContain('Mùa thứ 0');
    expect(textsOf(completions, 'mua')).not.toContain('Mùa thứ 1');
  });

  it('keep the newest titles where there are more than they may hold', async () => {
    await put(
      article('a1', 'Tin cũ', { publishedAt: '2001-01-01T00:00:00+07:00' }),
      article('a2', 'Tin giữa', { publishedAt: '2011-01-01T00:00:00+07:00' }),
      article('a3', 'Tin mới', { publishedAt: '2021-01-01T00:00:00+07:00' }),
    );
    const completions = open(2);
    await completions.look();
    expect(textsOf(completions, 'tin')).toEqual(['Tin mới', 'Tin giữa']);
  });

  it('say that they are not whole until everything was read, and never wait', async () => {
    await put(article('a1', 'Mùa hoa ban'));
    const completions = open();
    expect(complete(completions, 'mua', 8)).toEqual({ query: 'mua', suggestions: [], partial: true });
    await completions.look();
    expect(complete(completions, 'mua', 8).partial).toBe(false);
  });

  it('know the titles where names cannot be counted, and names where titles cannot be read', async () => {
    await put(article('a1', 'Mùa hoa ban', { tags: ['mùa xuân'] }));
    const failing = (isRefused: (body: object) => boolean): FollowedEngine => ({
      ...store.engine,
      search: (index, body, options) =>
        isRefused(body)
          ? Promise.reject(new AppError('engine_timeout', 'Too slow.'))
          : store.engine.search(index, body, options),
    });
    let refused = true;
    const withoutNames = open(
      1_000,
      {},
      failing((body) => refused && 'aggs' in body),
    );
    await expect(withoutNames.look()).rejects.toMatchObject({ code: 'engine_timeout' });
    expect(textsOf(withoutNames, 'mua')).toEqual(['Mùa hoa ban']);
    expect(complete(withoutNames, 'mua').partial).toBe(true);
    refused = false;
    await withoutNames.look();
    expect(textsOf(withoutNames, 'mua').toSorted()).toEqual(['Mùa hoa ban', 'mùa xuân']);
    expect(complete(withoutNames, 'mua').partial).toBe(false);

    const withoutTitles = open(
      1_000,
      {},
      failing((body) => !('aggs' in body)),
    );
    await expect(withoutTitles.look()).rejects.toMatchObject({ code: 'engine_timeout' });
    expect(textsOf(withoutTitles, 'mua')).toEqual(['mùa xuân']);
    expect(complete(withoutTitles, 'mua').partial).toBe(true);
  });
});

describe('completions that another instance has read', () => {
  const TOO_MUCH = 'What is kept was not to be read anew.';

  /** An engine that does not read all articles, or all that it is not told to. */
  const unread = (): FollowedEngine => ({
    ...store.engine,
    search: (index, body, options) =>
      JSON.stringify(body).includes('"sort":[{"publishedAt"')
        ? Promise.reject(new Error(TOO_MUCH))
        : store.engine.search(index, body, options),
  });

  const keptHere = (): KeptTitles => createKeptTitles(store.engine, `${store.alias}-learnt`);
  const keeping = (engine: FollowedEngine = store.engine, more: CompletionsOptions = {}): Completions =>
    open(1_000, { kept: keptHere(), keptFrom: 1, ...more }, engine);

  it('are there with what was written since, and without what is hidden by now', async () => {
    let now = Date.parse('2022-02-01T12:00:00+07:00');
    const clock = (): number => now;
    await put(
      article('a1', 'Mùa hoa ban', { url: 'https://bao.vn/1' }),
      article('a2', 'Mùa lúa chín'),
      article('a3', 'Mùa cam ngọt', { visibleUntil: '2022-02-02T00:00:00+07:00' }),
      article('a4', 'Mùa gặt', { publishedAt: '2022-02-02T00:00:00+07:00' }),
      article('a5', 'Mùa thi', { visibleUntil: '2022-02-04T00:00:00+07:00' }),
      article('a6', '!!!'),
    );
    await keeping(store.engine, { clock }).look();
    await deleteArticle(store, 'a2');
    await putArticle(store, article('a7', 'Mùa nước nổi'));
    now = Date.parse('2022-02-03T12:00:00+07:00');

    const second = keeping(unread(), { clock });
    expect(complete(second, 'mua').suggestions).toEqual([]);
    await second.look();
    expect(textsOf(second, 'mua').toSorted()).toEqual(['Mùa gặt', 'Mùa hoa ban', 'Mùa nước nổi', 'Mùa thi']);
    expect(complete(second, 'mua hoa', 1).suggestions[0]).toMatchObject({
      id: 'a1',
      url: 'https://bao.vn/1',
    });
    expect(complete(second, 'mua').partial).toBe(false);
    expect(second.areSeen(['a1', 'a6', 'a7'])).toBe(true);
    expect(second.areSeen(['a2'])).toBe(false);
    now = Date.parse('2022-02-04T12:00:00+07:00');
    expect(textsOf(second, 'mua thi')).toEqual([]);

    await put(article('a8', 'Mùa mưa'));
    await catchUp(second);
    expect(textsOf(second, 'mua mua')).toEqual(['Mùa mưa']);
  });

  it('are read by itself where they are of another index, in another form, or not all there', async () => {
    await put(article('a1', 'Mùa hoa ban'));
    await keeping().look();
    const kept = keptHere();
    const head = await kept.find();
    expect(head).toMatchObject({ parts: 1 });
    const index = `${store.alias}-learnt`;
    const replace = async (id: string, source: object | null): Promise<void> => {
      const lines = source === null ? [{ delete: { _id: id } }] : [{ index: { _id: id } }, source];
      await store.engine.bulk(index, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
        isAlias: false,
      });
    };
    /** What an instance reads that starts now. */
    const read = async (): Promise<'kept' | 'all' | 'all, after a fault'> => {
      const faults: unknown[] = [];
      const onFault = (error: unknown): void => void faults.push(error);
      const isKept = await keeping(unread(), { onFault })
        .look()
        .then(
          () => true,
          (error: unknown) => !String(error).includes(TOO_MUCH),
        );
      const other = keeping(store.engine, { onFault, keptFrom: 100 });
      await other.look();
      expect(textsOf(other, 'mua')).toEqual(['Mùa hoa ban']);
      if (isKept) return 'kept';
      return faults.length === 0 ? 'all' : 'all, after a fault';
    };
    expect(await read()).toBe('kept');
    await replace('titles', { ...head, format: 99 });
    expect(await read()).toBe('all');
    const positions = head?.positions.map((position) => ({ ...position, index: 'articles-v2-elsewhere' }));
    await replace('titles', { ...head, positions });
    expect(await read()).toBe('all');
    const ahead = head?.positions.map((position) => ({ ...position, known: position.known + 9 }));
    await replace('titles', { ...head, positions: ahead });
    expect(await read()).toBe('all');
    await replace('titles', { ...head });
    await replace(`titles:${head?.edition}:0`, null);
    expect(await read()).toBe('all, after a fault');
  });

  it('are kept by one instance alone, and anew once many have changed', async () => {
    await put(article('a1', 'Mùa hoa ban'));
    const editions = async (): Promise<string | undefined> => (await keptHere().find())?.edition;
    const first = keeping();
    await Promise.all([first.look(), keeping().look()]);
    const edition = await editions();
    expect(edition).toBeDefined();
    await keeping().look();
    expect(await editions()).toBe(edition);

    await put(article('a2', 'Mùa lúa chín'), article('a3', 'Mùa cam ngọt'));
    await catchUp(keeping());
    expect(await editions()).not.toBe(edition);
    await store.engine.refresh(`${store.alias}-learnt`);
    // The head and one part: nothing is left of those before.
    expect(await store.engine.count(`${store.alias}-learnt`)).toBe(2);
  });
});
