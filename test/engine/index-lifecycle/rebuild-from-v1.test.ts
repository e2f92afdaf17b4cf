import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAPPING_VERSION } from '../../../src/analysis/index-body.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import type { StoredArticle } from '../../../src/domain/stored-article.ts';
import { requireRoles } from '../../../src/index-lifecycle/index-roles.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { mismatchIn, verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { putArticle, deleteArticle } from '../../../src/ingest/article-store.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { viewNow } from '../../../src/domain/visibility.ts';
import { createReader } from '../../../src/search/reader.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { runIndexCommand } from './run-index-command.ts';

// The way from an index as released first to the mapping of today: its articles stay, and are found in more forms.

const url = elasticsearchUrl();
const abbreviations = parseAbbreviations(readFileSync(ABBREVIATIONS_FILE, 'utf8'));
let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(url, { mapping: await readReleasedMapping(1) });
});
afterAll(() => store.dispose());

const TEXTS = [
  'Lứa U23 tập trung sớm ở Mỹ Đình',
  'Xe ôtô nối đuôi nhau trên đèo',
  'Thịt lợn 120.000đ một ký',
  'Rừng rộng 12 km² cháy',
  'Dịp lễ 30.4 và 1.5 năm nay',
  'Xe khách 82B-002.45 lao xuống vực',
  'Báo tin về số 0912.345.678 ngay',
  'Bệnh viện Nhi TƯ khám cho trẻ',
  'Quỹ đầu tư mạo hiểm ra mắt',
  'Đảng bộ huyện Sốp Cộp đổi mới',
];

/** What is found in an index of today; with one of the first version, nothing. */
const FORMS = [
  ['U-23', 0],
  ['120.000', 2],
  ['12 km2', 3],
  ['30/4', 4],
  ['82B-00245', 5],
  ['0912 345 678', 6],
  ['"bệnh viện nhi trung ương"', 7],
] as const;

const resultOf = (q: string, more: object = {}): Promise<SearchResult> => {
  const request = toSearchRequest(searchParameters.parse({ q, relax: 'false', ...more }));
  const context = {
    engine: createReader(store.engine, viewNow(Date.now)),
    index: store.names.read,
    abbreviations,
    language: NO_LANGUAGE,
    autopsy: false,
  };
  return searchArticles(context, request);
};

const search = async (q: string, more: object = {}): Promise<readonly string[]> =>
  (await resultOf(q, more)).hits.map(({ id }) => id);

/** Names as the sample articles have them, with the spellings of one that are told apart without keys. */
const AUTHORS = ['Lò Thúy Hoà', 'Lò Thuý Hòa', 'LÒ THÚY HOÀ'];
const authorOf = (i: number): string => AUTHORS[i < 5 ? 0 : i < 8 ? 1 : 2] ?? '';

const FACETS = { facets: 'author,section,tag,source,year', size: '1', from: '2000' };

/** Every bucket's count is the total of the search narrowed to it. */
const expectToNarrow = async (more: object): Promise<void> => {
  const { facets = {} } = await resultOf('', { ...FACETS, ...more });
  for (const name of ['author', 'section', 'tag', 'source'] as const) {
    for (const { value, count } of facets[name] ?? []) {
      const { total } = await resultOf('', { size: '1', ...more, [name]: value });
      expect([name, value, total.value]).toEqual([name, value, count]);
    }
  }
};

const stored = async (): Promise<readonly (readonly [string, StoredArticle | undefined])[]> => {
  await store.engine.refresh(store.names.read);
  return Promise.all(
    TEXTS.map(async (_, i) => {
      const found = await store.engine.get<StoredArticle>(store.names.read, `bai-${i}`);
      return [`bai-${i}`, found?.source] as const;
    }),
  );
};

describe.sequential('from mapping version 1', { timeout: 120_000 }, () => {
  let before: Awaited<ReturnType<typeof stored>>;

  test('an index of it is as released, and served; what to do is said', async () => {
    for (const [i, body] of TEXTS.entries()) {
      const article = { id: `bai-${i}`, title: `Tin số ${i}`, body, publishedAt: '2022-01-21' };
      const names = { authors: [authorOf(i)], section: i < 4 ? 'Thời sự' : 'Xã hội', tags: [`thẻ ${i % 2}`] };
      await putArticle(store, parseArticle({ ...article, ...names, source: 'Báo Vùng Cao' }));
    }
    before = await stored();
    expect(store.index).toMatch(/-v1-/u);
    const verified = await verifyIndex(store.engine, store.alias);
    expect(verified).toMatchObject({ mappingVersion: 1, differences: [] });
    expect(mismatchIn(verified, MAPPING_VERSION)).toMatch(
      /mapping version 1, .*timbao index rebuild --promote$/u,
    );
    const { out } = await runIndexCommand(url, store.alias, ['status']);
    expect(out).toContain(`comes with mapping version ${MAPPING_VERSION}. Get there, while it serves, with:`);
    expect(await search('sốp cộp')).toEqual(['bai-9']);
    expect(await search('đầu tư')).toEqual(['bai-8']);
    // Not found yet, and no error either.
    const known = '0912 345 678';
    for (const [q, article] of FORMS)
      expect(await search(q), q).toEqual(q === known ? [`bai-${article}`] : []);
  });

  test('in it, names filter and are counted as they are written', async () => {
    const { facets } = await resultOf('', FACETS);
    expect(facets).toEqual({
      author: [
        { value: 'Lò Thúy Hoà', count: 5 },
        { value: 'Lò Thuý Hòa', count: 3 },
        { value: 'LÒ THÚY HOÀ', count: 2 },
      ],
      section: [
        { value: 'Xã hội', count: 6 },
        { value: 'Thời sự', count: 4 },
      ],
      tag: [
        { value: 'thẻ 0', count: 5 },
        { value: 'thẻ 1', count: 5 },
      ],
      source: [{ value: 'Báo Vùng Cao', count: 10 }],
      year: [{ value: '2022', from: '2022-01-01', to: '2022-12-31', count: 10 }],
    });
    for (const more of [{}, { section: 'Xã hội' }, { author: AUTHORS[1] }, { collapse: 'true' }])
      await expectToNarrow(more);
    expect(await search('', { section: 'Thời sự', tag: 'thẻ 0', source: 'Báo Vùng Cao' })).toHaveLength(2);
    expect(await search('', { author: 'Lò Thúy Hoà', size: '20' })).toHaveLength(5);
    // By their words they are found in any spelling; so is an author's name, with all of his articles.
    expect(await search('author:"lò thúy hòa"', { size: '20' })).toHaveLength(10);
    expect(await search('lo thuy hoa', { size: '20' })).toHaveLength(10);
  });

  test('a rebuild leads to the mapping of today, with every article', async () => {
    const { out, error, status } = await runIndexCommand(url, store.alias, [
      'rebuild',
      '--promote',
      '--full',
    ]);
    expect(error).toBeNull();
    expect(out).toMatch(/^ {2}articles +10 +10 +the same$/mu);
    expect(out).toMatch(/^ {2}contents +10 compared +all there are +the same$/mu);
    expect(`${status} ${out}`).toMatch(/^0 /u);
    const verified = await verifyIndex(store.engine, store.alias);
    expect(verified).toMatchObject({ mappingVersion: MAPPING_VERSION, differences: [] });
    expect(mismatchIn(verified, MAPPING_VERSION)).toBeNull();
    expect(await stored()).toEqual(before);
  });

  test.each(FORMS)('%s is found then', async (q, article) => {
    expect(await search(q)).toEqual([`bai-${article}`]);
  });

  test('spellings of one name are one then, as a filter and as a facet', async () => {
    const { facets } = await resultOf('', FACETS);
    expect(facets?.author).toEqual([{ value: 'Lò Thúy Hoà', count: 10 }]);
    expect(facets?.section?.map(({ count }) => count)).toEqual([6, 4]);
    for (const author of [...AUTHORS, 'lò thúy hòa'])
      expect(await search('', { author, size: '20' }), author).toHaveLength(10);
    for (const more of [{}, { section: 'Xã hội' }, { collapse: 'true' }]) await expectToNarrow(more);
  });

  describe('while articles are hidden by what version 1 has no fields for', () => {
    const HIDDEN = {
      'kin-den': { visibleFrom: '2100-01-01' },
      'kin-rut': { visibleUntil: '2023-01-01' },
      'kin-se-rut': { visibleUntil: '2100-01-01' },
      // Nothing is lost of this one.
      'da-den': { visibleFrom: '2023-01-01' },
    };
    const live = async (): Promise<number | null | undefined> =>
      (await verifyIndex(store.engine, store.alias)).mappingVersion;
    const seen = async (): Promise<readonly string[]> => {
      await store.engine.refresh(store.names.read);
      return [...(await search('cầu phao'))].toSorted();
    };

    beforeAll(async () => {
      for (const [id, times] of Object.entries(HIDDEN)) {
        const article = { id, title: 'Cầu phao mới', body: 'Bà con qua sông.', publishedAt: '2022-01-21' };
        await putArticle(store, parseArticle({ ...article, ...times }));
      }
    });
    afterAll(async () => {
      for (const id of Object.keys(HIDDEN)) await deleteArticle(store, id);
    });

    test.each([
      [[]],
      [['--force']],
      [['--unchecked']],
      [['--show-hidden', '2']],
      [['--unchecked', '--show-hidden', '2']],
    ])('a rollback %j is refused, and says what would be seen', async (flags) => {
      const { error, out } = await runIndexCommand(url, store.alias, ['rollback', ...flags]);
      expect(error?.message).toMatch(
        /-v1-.* has no place for visibleFrom and visibleUntil: 3 articles would be seen .*--show-hidden 3$/u,
      );
      expect(error?.message).toContain('kin-se-rut');
      expect(out).toBe('');
      expect(await live()).toBe(MAPPING_VERSION);
      expect(await seen()).toEqual(['da-den', 'kin-se-rut']);
      // Writes are let go on.
      await putArticle(
        store,
        parseArticle({ id: 'thu', title: 'Thử', body: '…', publishedAt: '2022-01-21' }),
      );
      await deleteArticle(store, 'thu');
    });

    test('with the number of them it leads back, and says so; what was live hides them still', async () => {
      const { error, out, status } = await runIndexCommand(url, store.alias, [
        'rollback',
        '--show-hidden',
        '3',
      ]);
      expect(error).toBeNull();
      expect(status).toBe(0);
      expect(out).toContain('In it 3 articles are seen by everybody that were hidden');
      expect(await live()).toBe(1);
      expect(await seen()).toEqual(['da-den', 'kin-den', 'kin-rut', 'kin-se-rut']);
      const again = await runIndexCommand(url, store.alias, ['rollback']);
      expect(again.error).toBeNull();
      expect(await live()).toBe(MAPPING_VERSION);
      expect(await seen()).toEqual(['da-den', 'kin-se-rut']);
    });
  });

  test('where the live index cannot be read, what it hides cannot be told either', async () => {
    const broken = await scratchStore(url, { mapping: await readReleasedMapping(1) });
    try {
      await putArticle(
        broken,
        parseArticle({ id: 'tin', title: 'Tin', body: 'Tin.', publishedAt: '2022-01-21' }),
      );
      const rebuilt = await runIndexCommand(url, broken.alias, ['rebuild', '--promote']);
      expect(rebuilt.status).toBe(0);
      const { live, former } = await requireRoles(broken.engine, broken.alias);
      await engineFetch(`${url}/${live}/_close`, { method: 'POST' });
      const back = (...flags: readonly string[]) =>
        runIndexCommand(url, broken.alias, ['rollback', '--unchecked', ...flags]);
      for (const flags of [[], ['--show-hidden', '1000000']])
        expect((await back(...flags)).error?.message).toMatch(/cannot be told.*--show-hidden all$/u);
      expect((await requireRoles(broken.engine, broken.alias)).live).toBe(live);
      expect(await back('--show-hidden', 'all')).toMatchObject({ error: null, status: 0 });
      expect((await requireRoles(broken.engine, broken.alias)).live).toBe(former);
      // A closed index is not listed, and would be left behind.
      await broken.engine.deleteIndex(live);
    } finally {
      await broken.dispose();
    }
  });

  test('and a rollback leads back', async () => {
    const { error, status } = await runIndexCommand(url, store.alias, ['rollback']);
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(await verifyIndex(store.engine, store.alias)).toMatchObject({ mappingVersion: 1 });
    expect(await search('sốp cộp')).toEqual(['bai-9']);
    expect(await search('', { author: 'Lò Thúy Hoà', size: '20' })).toHaveLength(5);
    expect((await resultOf('', FACETS)).facets?.author).toHaveLength(3);
  });
});
