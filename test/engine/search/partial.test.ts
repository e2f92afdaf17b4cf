import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articlesIndexBody } from '../../../src/analysis/index-body.ts';
import { engineFetch } from '../../support/engine-fetch.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { createSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

// Part of the archive is in a second index behind the same alias. It changes places with one whose shard no node may
// have: a search then lacks that part, and a shard of it fails for real.

let index: SearchIndex;
let second: string;
let broken: string;

const call = async (method: string, path: string, body?: object): Promise<void> => {
  const response = await engineFetch(`${elasticsearchUrl()}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
};

const swap = (out: string, into: string): Promise<void> =>
  index.engine.updateAliases([
    { remove: { index: out, alias: index.alias } },
    { add: { index: into, alias: index.alias } },
  ]);
const takeAway = (): Promise<void> => swap(second, broken);
const bringBack = (): Promise<void> => swap(broken, second);

const there = {
  id: 'con-day',
  title: 'Chợ phiên vùng cao họp sớm',
  body: 'Chợ họp từ lúc trời còn mờ sương, hàng bày kín hai bên đường đất.',
  section: 'Đời sống',
  publishedAt: '2021-03-02',
};
const away = Array.from({ length: 6 }, (_, i) => ({
  id: `vang-${i}`,
  title: `Người tỉnh Sơn Lam đi chợ phiên, buổi ${i}`,
  body: 'Cả tỉnh Sơn Lam cùng về dự phiên chợ cuối năm, người bán kẻ mua tấp nập.',
  section: 'Tỉnh nhà',
  publishedAt: `2021-03-1${i}T00:00:00+07:00`,
  captions: [],
  authors: [],
  tags: [],
}));

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(there);
  second = `${index.index}-second`;
  broken = `${index.index}-broken`;
  await call('PUT', second, { ...articlesIndexBody, aliases: { [index.alias]: {} } });
  await call('PUT', `${broken}?wait_for_active_shards=0`, {
    settings: { ...articlesIndexBody.settings, 'index.routing.allocation.require._name': 'nowhere' },
    mappings: articlesIndexBody.mappings,
  });
  for (const article of away) await call('PUT', `${second}/_doc/${article.id}?refresh=true`, article);
});

afterAll(async () => {
  await call('DELETE', second);
  await call('DELETE', broken);
  await index.close();
});

describe('a search of which a part does not answer', () => {
  it('is partial while it lasts, in hits, facets and what the reading of marks goes by', async () => {
    const whole = { q: 'chợ', facets: 'section' };
    const marks = { q: 'người tinh Sơn Lam' };
    expect(await index.search(whole)).toMatchObject({ partial: false, total: { value: 7 } });

    await takeAway();
    const rest = await index.search(whole);
    expect(rest).toMatchObject({ partial: true, total: { value: 1 } });
    expect(rest.facets?.section).toEqual([{ value: 'Đời sống', count: 1 }]);
    // What is asked about the marks lacks the same part, and so does the did-you-mean.
    expect(await index.search(marks)).toMatchObject({ partial: true, total: { value: 0 } });
    expect(await index.search({ q: 'cho phien' })).toMatchObject({ partial: true });

    await bringBack();
    expect(await index.search(whole)).toMatchObject({ partial: false, total: { value: 7 } });
    // Had the evidence of the half been kept, “tinh” would be taken at its word, and be loosened.
    const again = await index.search(marks);
    expect(again).toMatchObject({ partial: false, total: { value: 6 } });
    expect(again.query.relaxed).toBeNull();
  });
});
