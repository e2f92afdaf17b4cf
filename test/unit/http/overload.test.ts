import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { digestOfKey, type ApiKey } from '../../../src/http/keys/api-key.ts';
import { tryApp, type ProblemBody } from './try-app.ts';

/** An app with a single place for searches, which are answered when told to. */
const crowded = () => {
  const answers: ((result: SearchResult) => void)[] = [];
  const app = tryApp(
    { mostSearches: 1 },
    { searchArticles: () => new Promise((resolve) => answers.push(resolve)) },
  );
  return { ...app, answers };
};

const timers = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

describe('more searches than there are places for', () => {
  it('are turned away at once, in good form, and leave nothing behind', async () => {
    const { send, logged } = crowded();
    const before = timers();
    const waiting = Array.from({ length: 100 }, () => send('/v1/search?q=a'));
    // One is under way and 64 wait, until their time is up.
    const refused = await Promise.all(waiting.slice(65));
    for (const answer of refused) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('x-request-id')).toBe(((await answer.json()) as ProblemBody).requestId);
    }
    await Promise.all(waiting.slice(1, 65));
    const start = performance.now();
    for (let i = 0; i < 50; i++) await Promise.all([send('/v1/search?q=b'), send('/v1/search?q=c')]);
    expect((performance.now() - start) / 50).toBeLessThan(60);
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
    // That of the one under way alone.
    expect(timers() - before).toBeLessThanOrEqual(2);
  });

  it('are turned away before their parameters are read, and other paths are not', async () => {
    const { send } = crowded();
    const all = Array.from({ length: 66 }, () => send('/v1/search?q=a'));
    await all[65];
    const crowd = Array.from({ length: 4 }, () => send('/v1/search?q=a'));
    expect((await send('/v1/search?size=none')).status).toBe(503);
    expect((await send('/v1/analyze?text=chuyen')).status).toBe(200);
    expect((await send('/health')).status).toBe(200);
    await Promise.all(crowd);
  });
});

describe('searches of an engine that answers nothing', () => {
  it('are turned away before their parameters are read, without a line in the log for each', async () => {
    const { send, logged } = tryApp(
      {},
      { searchArticles: () => Promise.reject(new AppError('engine_timeout', 'It took too long.')) },
    );
    for (let i = 0; i < 10; i++) expect((await send('/v1/search?q=a')).status).toBe(504);
    const faults = (): number => logged.filter(({ level }) => level === 'error').length;
    const before = faults();
    const refused = await Promise.all(Array.from({ length: 20 }, () => send('/v1/search?size=none')));
    for (const answer of refused) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      expect(await answer.json()).toMatchObject({
        code: 'engine_unavailable',
        detail: expect.stringContaining('search engine') as string,
      });
    }
    expect(faults()).toBe(before);
  });
});

describe('where there is no place any more', () => {
  /** An app that answers until it is told to stop, and whose articles are seen as told. */
  const filling = (fileKeys: (() => readonly ApiKey[]) | null = null) => {
    const never = new Promise<SearchResult>(() => {});
    let isFull = false;
    let areSeen = true;
    const asked: string[][] = [];
    const app = tryApp(
      { mostSearches: 1 },
      {
        searchArticles: ({ wanted: { q, mode, diacritics } }) =>
          isFull
            ? never
            : Promise.resolve({
                query: { text: q, mode, diacritics, relaxed: null, corrected: null },
                total: { value: 0, exact: true },
                tookMs: 1,
                partial: q === 'partly',
                hits: [],
                warnings: [],
              }),
        suggest: ({ typed }) =>
          Promise.resolve({
            query: typed,
            suggestions: [
              {
                text: 'Chợ phiên',
                kind: 'title',
                count: 1,
                highlight: 'Chợ phiên',
                q: 'Chợ phiên',
                id: 'cho-phien',
                url: null,
              },
            ],
            partial: false,
          }),
        areSeen: (ids) => {
          asked.push([...ids]);
          return areSeen;
        },
      },
      fileKeys,
    );
    return {
      ...app,
      asked,
      fill: async (): Promise<void> => {
        isFull = true;
        void app.send('/v1/search?q=for-ever');
        // Who waits in vain makes it a crowd.
        expect((await app.send('/v1/search?q=b')).status).toBe(503);
      },
      hide: (): void => {
        areSeen = false;
      },
    };
  };

  it('a page that was shown a moment ago is shown again, and says so', async () => {
    const { send, fill, hide } = filling();
    const before = await send('/?q=cho&lang=en');
    expect(before.headers.has('age')).toBe(false);
    await send('/?q=partly&lang=en');
    await fill();
    const again = await send('/?q=cho&lang=en');
    expect(again.status).toBe(200);
    expect(Number(again.headers.get('age'))).toBeGreaterThanOrEqual(1);
    expect(again.headers.get('warning')).toContain('110');
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await again.text()).toMatch(/these results are \d+ seconds old/);
    expect(await before.text()).not.toContain('seconds old');
    for (const other of ['/?q=partly&lang=en', '/?q=other']) {
      expect((await send(other)).status, other).toBe(503);
    }
    hide();
    expect((await send('/?q=cho&lang=en')).status).toBe(503);
  });

  it('suggestions that were made a moment ago are made again, others are not', async () => {
    const { send, fill, hide, asked } = filling();
    const first = await (await send('/v1/suggest?q=cho')).json();
    await fill();
    const again = await send('/v1/suggest?q=cho');
    expect(again.status).toBe(200);
    expect(again.headers.has('age')).toBe(true);
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(await again.json()).toEqual(first);
    expect(asked.at(-1)).toEqual(['cho-phien']);
    expect((await send('/v1/suggest?q=ch')).status).toBe(503);
    hide();
    expect((await send('/v1/suggest?q=cho')).status).toBe(503);
  });

  it('what a key shows a part of the archive of is kept for nobody, and it is shown nothing of others', async () => {
    const key = 'khoa-cua-mot-ban-0123456789';
    const { send, fill } = filling(() => [
      {
        name: 'ban',
        digest: digestOfKey(key),
        scopes: new Set(['search'] as const),
        expiresAt: null,
        within: { filters: { section: ['Thể thao'] } } as unknown as ApiKey['within'],
      },
    ]);
    const headers = { Authorization: `Bearer ${key}` };
    expect((await send('/?q=cho', { headers })).status).toBe(200);
    expect((await send('/?q=bao')).status).toBe(200);
    expect((await send('/v1/suggest?q=cho', { headers })).status).toBe(200);
    expect((await send('/v1/suggest?q=bao')).status).toBe(200);
    await fill();
    expect((await send('/?q=cho')).status).toBe(503);
    expect((await send('/?q=bao', { headers })).status).toBe(503);
    expect((await send('/v1/suggest?q=cho')).status).toBe(503);
    expect((await send('/v1/suggest?q=bao', { headers })).status).toBe(503);
    expect((await send('/?q=bao')).status).toBe(200);
    expect((await send('/v1/suggest?q=bao')).status).toBe(200);
  });
});
