import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAPPING_VERSION } from '../../../src/analysis/index-body.ts';
import type { StoredArticle } from '../../../src/domain/stored-article.ts';
import { readReleasedMapping } from '../../../src/index-lifecycle/released-mapping.ts';
import { mismatchIn, verifyIndex } from '../../../src/index-lifecycle/verify-index.ts';
import { putArticle } from '../../../src/ingest/article-store.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { ABBREVIATIONS_FILE } from '../../../src/search/abbreviations-file.ts';
import { searchArticles } from '../../../src/search/search-articles.ts';
import { searchParameters, toSearchRequest } from '../../../src/http/schemas/search-parameters.ts';
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

const search = async (q: string, more: object = {}): Promise<readonly string[]> => {
  const request = toSearchRequest(searchParameters.parse({ q, relax: 'false', ...more }));
  const context = {
    engine: store.engine,
    index: store.names.read,
    abbreviations,
    language: NO_LANGUAGE,
    autopsy: false,
  };
  const { hits } = await searchArticles(context, request);
  return hits.map(({ id }) => id);
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
      await putArticle(store, parseArticle({ ...article, authors: ['Lò Thúy Hoà'], section: 'Thời sự' }));
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

  test('and a rollback leads back', async () => {
    const { error, status } = await runIndexCommand(url, store.alias, ['rollback']);
    expect(error).toBeNull();
    expect(status).toBe(0);
    expect(await verifyIndex(store.engine, store.alias)).toMatchObject({ mappingVersion: 1 });
    expect(await search('sốp cộp')).toEqual(['bai-9']);
  });
});
