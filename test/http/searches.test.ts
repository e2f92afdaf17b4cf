import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchResult } from '../../src/domain/search-result.ts';
import { realApp, type RealApp } from './real-app.ts';
import { fileKeysOf } from '../support/file-keys.ts';

interface Answers {
  readonly answers: readonly {
    readonly result?: SearchResult;
    readonly problem?: { readonly status: number; readonly code: string; readonly errors?: object[] };
  }[];
}

let app: RealApp;

beforeAll(async () => {
  app = await realApp({ samples: true });
});

afterAll(() => app.close());

const post = (body: unknown, headers: Record<string, string> = {}, to = app): Promise<Response> =>
  to.send('/v1/searches', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const ask = async (searches: readonly unknown[]): Promise<Answers['answers']> => {
  const response = await post({ searches });
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return ((await response.json()) as Answers).answers;
};

const comparable = (result: SearchResult | undefined): object => ({ ...result, tookMs: 0, nextCursor: '' });

describe('POST /v1/searches', () => {
  it('answers each search as GET /v1/search does, in order', async () => {
    const searches = [
      { q: 'thủy điện', size: 3, facets: ['year', 'section'] },
      { q: 'thuy dien', diacritics: 'strict', relax: false },
      { q: '"xã hội"', sort: 'newest', from: 2021, snippets: 1, collapse: true },
      { section: ['Kinh tế'], size: 5, page: 2 },
      { q: 'khong co chu nay zzz', explain: true },
      { q: null, section: 'Kinh tế', facets: 'year' },
    ];
    const answers = await ask(searches);
    expect(answers).toHaveLength(searches.length);
    for (const [i, search] of searches.entries()) {
      const parameters = Object.entries(search).flatMap(([name, value]) =>
        value === null ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
      );
      const response = await app.send(`/v1/search?${new URLSearchParams(parameters).toString()}`);
      expect(comparable(answers[i]?.result)).toEqual(comparable((await response.json()) as SearchResult));
    }
  });

  it('keeps what is wrong with one search from the others', async () => {
    const answers = await ask([
      { q: 'huyện' },
      { q: 'huyện', form: '2022' },
      { q: 'huyện', from: '31/02/2022', size: 0 },
      {},
      'huyện',
      { q: 'x'.repeat(2_001) },
      { q: '('.repeat(20) },
      { q: 'huyện', cursor: 'none' },
      { q: 'huyện', relax: 'perhaps' },
    ]);
    expect(answers[0]?.result?.total.value).toBeGreaterThan(0);
    expect(answers.slice(1).map(({ problem }) => [problem?.status, problem?.errors?.length])).toEqual([
      [400, 1],
      [400, 2],
      [400, 1],
      [400, undefined],
      [400, 1],
      // Brackets alone are no error: there is nothing to search for.
      [undefined, undefined],
      [400, 1],
      [400, 1],
    ]);
    expect(answers[6]?.result?.warnings.length).toBeGreaterThan(0);
  });

  it('takes queries of 2,000 characters: a list of names, and a text that was pasted in', async () => {
    const names = Array.from({ length: 90 }, (_, i) => `"Lò Văn ${String(i).padStart(3, '0')}"`);
    const list = `${names.join(' OR ')} OR "thủy điện"`.slice(0, 2_000);
    const text = 'huyện thủy điện xây dựng đường '.repeat(63).slice(0, 1_950);
    expect(list.length).toBeGreaterThan(1_200);
    const answers = await ask([{ q: list }, { q: text }]);
    expect(answers[0]?.result?.total).toEqual((await app.search({ q: '"thủy điện"' })).total);
    expect(answers[1]).toHaveProperty('result');
    const tooLong = await app.send(`/v1/search?q=${encodeURIComponent(list)}`);
    expect(tooLong.status).toBe(400);
  });

  it.each([
    ['no JSON', 'huyện'],
    ['no object', [{ q: 'huyện' }]],
    ['no searches', { searches: [] }],
    ['something else', { searches: { q: 'huyện' } }],
    ['too many', { searches: Array.from({ length: 51 }, () => ({ q: 'huyện' })) }],
    ['a misspelt name', { searches: [{ q: 'huyện' }], search: [] }],
  ])('refuses a body that is %s', async (_what, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'invalid_parameters' });
  });

  it('refuses other types and what is too large', async () => {
    expect((await post({ searches: [{ q: 'huyện' }] }, { 'Content-Type': 'text/plain' })).status).toBe(415);
    const large = JSON.stringify({ searches: [{ q: 'x'.repeat(1_100_000) }] });
    const headers = { 'Content-Length': String(large.length) };
    expect((await post(large, headers)).status).toBe(413);
  });

  it('answers fifty', async () => {
    const searches = Array.from({ length: 50 }, (_, i) => ({ q: i % 2 === 0 ? 'huyện' : 'xã', size: 1 }));
    const answers = await ask(searches);
    expect(answers.map(({ result }) => result?.query.text)).toEqual(searches.map(({ q }) => q));
  });
});

describe('POST /v1/searches with keys', () => {
  it('asks for the scopes that a search asks for', async () => {
    const keys = fileKeysOf(
      { key: 'khoa-search-0123456789', scopes: ['search'] },
      { key: 'khoa-preview-0123456789', scopes: ['search', 'preview'] },
    );
    const guarded = await realApp({
      samples: false,
      fileKeys: () => keys,
      readsNeedKey: true,
    });
    try {
      const body = { searches: [{ q: 'a' }, { q: 'a', preview: true }] };
      const asked = async (key: string | null) =>
        post(body, key === null ? {} : { Authorization: `Bearer khoa-${key}-0123456789` }, guarded);
      expect((await asked(null)).status).toBe(401);
      for (const [key, status] of [
        ['search', 403],
        ['preview', undefined],
      ] as const) {
        const { answers } = (await (await asked(key)).json()) as Answers;
        expect(answers.map(({ problem }) => problem?.status)).toEqual([undefined, status]);
      }
    } finally {
      await guarded.close();
    }
  });

  it('fails as a whole where nothing could be answered', async () => {
    const gone = await realApp({ samples: false });
    await gone.close();
    const response = await post({ searches: [{ q: 'a' }, { q: 'b' }] }, {}, gone);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).not.toBeNull();
  });
});
