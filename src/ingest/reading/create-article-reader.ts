import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import { AppError } from '../../domain/app-error.ts';
import { unreadPage } from '../sources/read-page.ts';
import type { ArticleReader } from './article-reader.ts';
import { refused, toRefusal } from './refusal.ts';
import { runTask, type TaskInput, type TaskName, type TaskOutcome, type TaskValue } from './reading-tasks.ts';
import type { SentTask } from './reading-worker.ts';
import { packageFile } from '../../package-file.ts';

export interface ArticleReaderOptions {
  /** Bytes or characters up to which an article is read at once, in some milliseconds: 16,384. */
  readonly smallest?: number;
  /** Milliseconds that one may take on another thread: 10,000. */
  readonly timeoutMs?: number;
  /** Megabytes that one may take there: 512. */
  readonly memoryMb?: number;
}

/** Compiled: a thread runs no TypeScript. */
const WORKER = packageFile('dist', 'ingest', 'reading', 'reading-worker.js');

/** One is left for everything else; more than two would hold more memory than they save time. */
const MOST_THREADS = Math.max(1, Math.min(2, availableParallelism() - 1));
/** A thread that has nothing to do is ended after this. */
const IDLE_MS = 30_000;

/** Makes a reader of articles; its threads come to be when something large is to be read. */
export const createArticleReader = ({
  smallest = 16 * 1024,
  timeoutMs = 10_000,
  memoryMb = 512,
}: ArticleReaderOptions = {}): ArticleReader => {
  let pool: Piscina<SentTask, TaskOutcome<TaskName>> | null = null;
  const open = () =>
    (pool ??= new Piscina({
      filename: pathToFileURL(WORKER).href,
      name: 'read',
      minThreads: 0,
      maxThreads: MOST_THREADS,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    }));
  const takeTurn = createTurns(MOST_THREADS);

  const send = async <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
  ): Promise<TaskOutcome<Name>> => {
    const leave = await takeTurn();
    const late = new AbortController();
    // From when it begins: how long it waited for its turn is not its own fault.
    const timer = setTimeout(() => late.abort(), timeoutMs);
    try {
      return (await open().run({ name, input }, { signal: late.signal })) as TaskOutcome<Name>;
    } catch (error) {
      if (late.signal.aborted)
        return { refusal: toRefusal(tooCostly(`took more than ${timeoutMs / 1_000} seconds`)) };
      if (isOutOfMemory(error))
        return { refusal: toRefusal(tooCostly(`took more than ${memoryMb} MB of memory`)) };
      throw error;
    } finally {
      clearTimeout(timer);
      leave();
    }
  };
  const run = async <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    size: number,
  ): Promise<TaskValue<Name>> => {
    const outcome = size <= smallest ? runTask(name, input) : await send(name, input);
    if ('refusal' in outcome) throw refused(outcome.refusal);
    return outcome.value;
  };

  return {
    readBody: (json, id) => run('body', [json, id], json.length),
    readLine: async (json) => {
      try {
        return await run('line', [json], json.length);
      } catch (error) {
        if (error instanceof AppError) return { id: null, asked: { refusal: toRefusal(error) } };
        throw error;
      }
    },
    readRecord: (record) => run('record', [record], sizeOf(record)),
    readPage: async (text, name, options) => {
      try {
        return await run('page', [text, name, options], text.length);
      } catch (error) {
        if (error instanceof AppError) return unreadPage(text, name, options, error.message);
        throw error;
      }
    },
    close: async () => {
      await pool?.destroy();
      pool = null;
    },
  };
};

const tooCostly = (why: string): AppError =>
  new AppError(
    'article_too_costly',
    `It ${why} to be read and was given up: its markup is not that of an article. Send its text without markup.`,
  );

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** The characters of a record's texts: what is in lists is small, or no article. */
const sizeOf = (record: unknown): number =>
  typeof record === 'object' && record !== null
    ? Object.values(record).reduce<number>(
        (sum, value) => sum + (typeof value === 'string' ? value.length : 0),
        0,
      )
    : 0;

/** So many at once; the others wait, first come first served. @returns what waits for a turn and gives how to end it */
const createTurns = (most: number): (() => Promise<() => void>) => {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) taken--;
    else next();
  };
  return async () => {
    if (taken < most) taken++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
};
