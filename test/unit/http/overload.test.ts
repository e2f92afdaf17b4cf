import { describe, expect, it } from 'vitest';
import type { SearchResult } from '../../../src/domain/search-result.ts';
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
