import type { Context, MiddlewareHandler } from 'hono';
import { startDeadline } from '../../deadline.ts';
import { AppError } from '../../domain/app-error.ts';
import { NOTHING_ASKED, type Admission } from '../admission/admission.ts';
import type { Work } from '../admission/work.ts';
import type { AppEnv } from '../app-env.ts';
import { beginTask } from '../../task.ts';
import type { Services } from '../services.ts';
import { assertScope } from './api-keys.ts';

/** Stands before every route that needs the engine, and gives its handler the services and its time. */
export type Asks = (work: Work, instead?: Instead) => MiddlewareHandler<AppEnv>;

/** What is answered where there is no place for the work, or no engine; `null`: nothing, and the request is turned away. */
export type Instead = (c: Context<AppEnv>) => Response | Promise<Response> | null;

export interface AsksOptions {
  /** `null` while the service starts: so the port is taken, and `/health` answers, during a long start. */
  readonly services: () => Services | null;
  readonly admission: Admission;
  /** Whether reading, too, is for those alone who have a key for it. */
  readonly readsNeedKey?: boolean;
  /** Milliseconds in which whatever reads is answered: 10,000. */
  readonly requestTimeoutMs?: number;
}

/** A write that has reached the engine is better waited for than sent again. */
export const WRITE_FACTOR = 3;

/** Longer than this no probe waits for an answer. */
const PROBE_MS = 5_000;

/** A handler that has not ended by itself so long after its deadline is not waited for any more. */
const GRACE_MS = 500;

export const createAsks =
  ({ services, admission, readsNeedKey = false, requestTimeoutMs = 10_000 }: AsksOptions): Asks =>
  (work, instead = () => null) => {
    const limitMs = limitOf(work, requestTimeoutMs);
    const needsKey = readsNeedKey && isReading(work);
    return async (c, next) => {
      if (needsKey) assertScope(c, 'search');
      const { caller } = c.var;
      const portion = caller.kind === 'key' ? caller.key.within : null;
      const current = services();
      if (current === null) {
        throw new AppError('starting', 'The service is starting. Try again in a few seconds.');
      }
      const deadline = startDeadline(limitMs, () => late(work), c.req.raw.signal);
      const { signal } = deadline;
      const task = beginTask(signal, c.get('requestId'));
      c.set('services', portion === null ? current : current.within(portion));
      let leave: (error?: unknown) => void;
      try {
        leave = await admission.enter(work, signal);
      } catch (error) {
        // Of many that are turned away, none may leave a timer behind.
        deadline.end();
        const answer = error instanceof AppError ? instead(c) : null;
        if (answer === null) throw error;
        return answer;
      }
      const end = once((error?: unknown) => {
        deadline.end();
        leave(error === undefined && task.calls === 0 ? NOTHING_ASKED : error);
      });
      c.set('deadline', deadline);
      c.set('admit', () => admission.enter('batch', signal));
      c.set('endStream', end);
      try {
        await Promise.race([next(), overdue(signal)]);
      } catch (error) {
        end(error);
        throw error;
      }
      // For whoever has this key, and for nobody after them.
      if ((needsKey || portion !== null) && isReading(work)) c.res.headers.set('Cache-Control', 'no-store');
      // What is streamed goes on; its client may still leave.
      if (!isStream(work) || c.error !== undefined || c.res.body === null) end(c.error);
      return undefined;
    };
  };

/** What shows articles; an export has a scope of its own. */
const isReading = (work: Work): boolean =>
  work === 'search' || work === 'page' || work === 'batch' || work === 'suggest' || work === 'read';

const isStream = (work: Work): boolean => work === 'export' || work === 'upload';

const once = (run: (error?: unknown) => void): ((error?: unknown) => void) => {
  let isDone = false;
  return (error) => {
    if (isDone) return;
    isDone = true;
    run(error);
  };
};

const limitOf = (work: Work, readMs: number): number => {
  switch (work) {
    case 'write':
      return readMs * WRITE_FACTOR;
    case 'upload':
      return Infinity;
    case 'probe':
      return Math.min(readMs, PROBE_MS);
    case 'search':
    case 'page':
    case 'batch':
    case 'suggest':
    case 'read':
    case 'export':
      return readMs;
    default:
      return work satisfies never;
  }
};

const late = (work: Work): AppError =>
  work === 'write'
    ? new AppError('write_timeout', 'The write was not confirmed in time.')
    : new AppError('engine_timeout', 'The request could not be answered in time.');

/** Never fulfilled; rejected once a signal has been aborted for a while. */
const overdue = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const giveUp = (): void => {
      setTimeout(() => reject(signal.reason as Error), GRACE_MS).unref();
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
