import type { Context } from 'hono';
import { AppError, type AppErrorCode } from '../domain/app-error.ts';
import type { AppEnv } from './app-env.ts';

/**
 * The body of a request as JSON. Bytes that are no UTF-8 are refused, where a lenient reader would store
 * `�` for every letter of another encoding.
 *
 * @param code of the error where it cannot be read
 * @throws AppError `unsupported_media_type` · `invalid_article` or `code` · `request_timeout`
 */
export const readJson = async (
  c: Context<AppEnv>,
  code: 'invalid_article' | 'invalid_parameters' = 'invalid_article',
): Promise<unknown> => {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(c.req.header('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as Content-Type: application/json.');
  }
  const bytes = await inTime(c.req.arrayBuffer(), c.var.deadline.signal);
  const text = decode(bytes, code);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError(code, 'The body is not readable as JSON.', { cause: error });
  }
};

/** A body that comes a byte at a time is not waited for longer than the answer may take. */
const inTime = (body: Promise<ArrayBuffer>, signal: AbortSignal): Promise<ArrayBuffer> =>
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

const decode = (bytes: ArrayBuffer, code: AppErrorCode): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError(code, 'The body is not UTF-8. Send JSON in UTF-8.', { cause: error });
  }
};
