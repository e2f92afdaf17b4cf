import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../src/engine/engine.ts';
import { createServices, type RunningServices } from '../src/service/create-services.ts';
import { NO_OBSERVER, type Observer } from '../src/service/observer.ts';

export interface ReadServices {
  readonly services: RunningServices;
  /** Aborted by `close`. */
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
}

/**
 * A service's functions in this process, once they have read the archive: seconds of the one thread, beside which nothing is
 * to be measured.
 */
export const readServices = async (engine: Engine, index: string): Promise<ReadServices> => {
  const stopping = new AbortController();
  /** What is read in the background before the first searches are as quick as all others. */
  const unread = new Set<string>(['language', 'suggestions']);
  const onLooked: Observer['onLooked'] = (work, isDone) => {
    if (isDone) unread.delete(work);
  };
  const { signal } = stopping;
  const services = createServices(engine, { index }, { observer: { ...NO_OBSERVER, onLooked }, signal });
  services.start();
  while (unread.size > 0) await sleep(100);
  return {
    services,
    signal,
    close: async () => {
      stopping.abort();
      await services.close();
    },
  };
};
