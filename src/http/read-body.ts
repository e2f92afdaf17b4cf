import type { Context, MiddlewareHandler } from 'hono';
import { AppError } from '../domain/app-error.ts';
import { createRoom } from './admission/room.ts';
import type { AppEnv } from './app-env.ts';

/** Reads bodies of JSON, of which only so much is held at once. */
export interface BodyReader {
  /** For before a route has a place: what says that it is too large is refused at once. */
  readonly refuseTooLarge: MiddlewareHandler<AppEnv>;
  /**
   * Reads the body of a request and works on it. Where there is no room for a large one it waits, unread, until there is.
   *
   * @throws AppError `unsupported_media_type` · `payload_too_large` · `request_timeout` · `overloaded`
   */
  readonly withBody: <T>(c: Context<AppEnv>, work: (bytes: Uint8Array) => Promise<T>) => Promise<T>;
}

export interface BodyLimits {
  /** Bytes of one body. */
  readonly most: number;
  /** What is said of a body that has more. */
  readonly tooLarge: string;
  /** Whether JSON may be called plain text, as browsers send what needs no leave of another origin. */
  readonly isPlain?: boolean;
}

/** So many bytes of bodies are held at once. What is made of one takes some times as much. */
const ROOM = 48 * 1024 * 1024;
/** Smaller ones need no room: there are only so many places for writes. */
const SMALL = 256 * 1024;

export const createBodyReader = ({ most, tooLarge, isPlain = false }: BodyLimits): BodyReader => {
  const room = createRoom(ROOM);
  const refuse = (): never => {
    throw new AppError('payload_too_large', tooLarge);
  };
  return {
    refuseTooLarge: async (c, next) => {
      if (declaredLength(c) > most) refuse();
      await next();
    },
    withBody: async (c, work) => {
      requireJson(c, isPlain);
      const { signal } = c.var.deadline;
      const declared = declaredLength(c);
      // Who does not say how long it is may send as much as there can be.
      const expected = Number.isNaN(declared) ? most : declared;
      const leave = expected <= SMALL ? null : await room.take(expected, signal).catch(noRoom);
      try {
        const bytes = await inTime(readBytes(c.req.raw.body, most, refuse), signal);
        return await work(bytes);
      } finally {
        leave?.();
      }
    },
  };
};

const requireJson = (c: Context<AppEnv>, isPlain: boolean): void => {
  const type = c.req.header('content-type') ?? '';
  if (/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) return;
  if (isPlain && /^text\/plain\s*(?:;|$)/i.test(type)) return;
  throw new AppError('unsupported_media_type', 'Send the body as Content-Type: application/json.');
};

/** @returns `NaN` for a body that comes in chunks */
const declaredLength = (c: Context<AppEnv>): number => {
  if (c.req.raw.body === null) return 0;
  return c.req.header('transfer-encoding') === undefined
    ? Number.parseInt(c.req.header('content-length') ?? '', 10)
    : Number.NaN;
};

const readBytes = async (
  body: ReadableStream<Uint8Array> | null,
  most: number,
  refuse: () => never,
): Promise<Uint8Array> => {
  if (body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > most) refuse();
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const noRoom = (reason: unknown): never => {
  throw reason instanceof AppError
    ? new AppError('overloaded', 'Too many large articles are being stored at once. Try again in a second.', {
        cause: reason,
      })
    : (reason as Error);
};

/** A body that comes a byte at a time is not waited for longer than the answer may take. */
const inTime = <T>(body: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => {
      const reason: unknown = signal.reason;
      reject(
        reason instanceof AppError
          ? new AppError('request_timeout', 'The body of the request did not arrive in time.', {
              cause: reason,
            })
          : (reason as Error),
      );
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    body.then(resolve, reject);
  });
