import { expect, it } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';
import { addCall, taskOf } from '../../../src/task.ts';
import { tryApp } from './try-app.ts';

const FOUND: SearchResult = {
  query: { text: '', mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null },
  total: { value: 0, exact: true },
  tookMs: 1,
  partial: false,
  hits: [],
  warnings: [],
};

/** A service whose engine is there, or is not. */
const service = () => {
  const engine = { isThere: true };
  const app = tryApp(
    {},
    {
      searchArticles: (_request, signal) => {
        addCall(taskOf(signal), 1);
        return engine.isThere
          ? Promise.resolve(FOUND)
          : Promise.reject(new AppError('engine_unavailable', 'The engine is away.'));
      },
    },
  );
  const isOpen = async (): Promise<boolean> =>
    /^timbao_breaker_open 1$/m.test(await (await app.send('/metrics')).text());
  return { engine, send: app.send, isOpen };
};

/** One less than the breaker opens at. */
const NEARLY = 9;

it.each(['/', '/advanced?all=l%C5%A9'])('an answer to %s tells that the engine is there', async (page) => {
  const { engine, send, isOpen } = service();
  for (let round = 0; round < 2; round++) {
    engine.isThere = false;
    for (let n = 0; n < NEARLY; n++) await send('/v1/search?q=a');
    expect(await isOpen()).toBe(false);
    engine.isThere = true;
    expect((await send(page)).status).toBe(200);
  }
});

it.each(['/', '/advanced?all=l%C5%A9'])(
  '%s tells that the engine is away, though it is shown',
  async (page) => {
    const { engine, send, isOpen } = service();
    engine.isThere = false;
    for (let n = 0; n <= NEARLY; n++) expect((await send(page)).status).toBe(200);
    expect(await isOpen()).toBe(true);
  },
);
