import { AppError } from '../domain/app-error.ts';
import type { CallOptions, Engine } from '../engine/engine.ts';
import type { PointInTime } from '../dsl/point-in-time.ts';

/** How long a point in time is kept from one use to the next. */
export const KEEP_ALIVE_MINUTES = 5;

const KEEP_ALIVE = `${KEEP_ALIVE_MINUTES}m`;
const KEEP_ALIVE_MS = KEEP_ALIVE_MINUTES * 60_000;

/** Of one process. Each holds files and memory of the engine, which itself sets no limit. */
const MOST_OPEN = 200;

/** The last page may be asked for a second time, by a client whose connection broke. */
const LINGER_MS = 30_000;

/** Frozen views of the index: opened, kept while they are used, and closed. */
export interface PointsInTime {
  /** @throws AppError `too_many_cursors`, and as an engine does */
  open(options?: CallOptions): Promise<PointInTime>;
  /** One that an answer has named, perhaps anew: good for another while. */
  keep(id: string): PointInTime;
  /** Closes it now. */
  close(pit: PointInTime): Promise<void>;
  /** Closes it in a while, unless the process ends before: then the engine does. */
  closeLater(pit: PointInTime): void;
}

export const createPointsInTime = (
  engine: Pick<Engine, 'openPointInTime' | 'closePointInTime'>,
  index: string,
  { most = MOST_OPEN, lingerMs = LINGER_MS }: { readonly most?: number; readonly lingerMs?: number } = {},
): PointsInTime => {
  /** Until when the engine keeps each. Those of other processes are here once they were used here. */
  const lapsesAt = new Map<string, number>();
  const keep = (id: string): PointInTime => {
    lapsesAt.set(id, performance.now() + KEEP_ALIVE_MS);
    return { id, keepAlive: KEEP_ALIVE };
  };
  const forgetLapsed = (): void => {
    const now = performance.now();
    for (const [id, at] of lapsesAt) if (at <= now) lapsesAt.delete(id);
  };
  const close = async ({ id }: PointInTime): Promise<void> => {
    lapsesAt.delete(id);
    await engine.closePointInTime(id);
  };
  return {
    open: async (options = {}) => {
      forgetLapsed();
      if (lapsesAt.size >= most) {
        throw new AppError(
          'too_many_cursors',
          'Too many searches are being gone through at the same time. Try again in a minute, or narrow the search so that its first pages suffice.',
          { retryAfter: 60 },
        );
      }
      return keep(await engine.openPointInTime(index, KEEP_ALIVE, options));
    },
    keep,
    close,
    closeLater: (pit) => {
      // Failing is no matter: the engine closes what nobody uses.
      setTimeout(() => void close(pit).catch(() => {}), lingerMs).unref();
    },
  };
};
