import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../src/engine/engine.ts';
import { createServices, type RunningServices } from '../src/service/create-services.ts';
import { NO_OBSERVER, type Observer } from '../src/service/observer.ts';

/** What reads in the background before the first searches are as quick as all others. */
const READING = new Set(['language', 'suggestions']);

/**
 * A service's functions in this process, once they have read the archive: seconds of the one thread, beside which nothing is
 * to be measured.
 */
export const readServices = async (
  engine: Engine,
  index: string,
): Promise<{ readonly services: RunningServices; readonly close: () => Promise<void> }> => {
  const stopping = new AbortController();
  const unread = new Set<string>(READING);
  const onLooked: Observer['onLooked'] = (work, isDone) => {
    if (isDone) unread.delete(work);
  };
  const { signal } = stopping;
  const services = createServices(engine, { index }, { observer: { ...NO_OBSERVER, onLooked }, signal });
  services.start();
  while (unread.size > 0) await sleep(100);
  return {
    services,
    close: async () => {
      stopping.abort();
      await services.close();
    },
  };
};
