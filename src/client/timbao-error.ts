import type { FieldError, Problem } from './interface-types.ts';

/** What went wrong: as the service says, or why nothing of it was heard. */
export type TimbaoErrorCode =
  Problem['code'] | 'network' | 'timeout' | 'unexpected_answer' | 'incomplete_answer';

/** A call that failed. Programs go by `code`, people by `message`. */
export class TimbaoError extends Error {
  readonly code: TimbaoErrorCode;
  /** The HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** What the service said, where it did. */
  readonly problem: Problem | null;
  /** Seconds after which another try makes sense, where the service said so. */
  readonly retryAfter: number | null;

  constructor(
    code: TimbaoErrorCode,
    message: string,
    more: {
      readonly status?: number;
      readonly problem?: Problem;
      readonly retryAfter?: number | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'TimbaoError';
    this.code = code;
    this.status = more.status ?? 0;
    this.problem = more.problem ?? null;
    this.retryAfter = more.retryAfter ?? null;
  }

  /** Each parameter or field that is wrong. */
  get errors(): readonly FieldError[] {
    return this.problem?.errors ?? [];
  }

  /** Names the request in the service's log. */
  get requestId(): string | null {
    return this.problem?.requestId ?? null;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

const secondsOf = (header: string | null): number | null =>
  header !== null && /^\d+$/.test(header) ? Number(header) : null;

/** The error that an answer stands for which is no success. */
export const errorOf = async (response: Response): Promise<TimbaoError> => {
  const { status, headers } = response;
  const retryAfter = secondsOf(headers.get('retry-after'));
  const text = await response.text().catch(() => '');
  try {
    const body: unknown = JSON.parse(text);
    if (isProblem(body))
      return new TimbaoError(body.code, body.detail, { status, problem: body, retryAfter });
  } catch {
    // No JSON: what a proxy says, most likely.
  }
  return new TimbaoError('unexpected_answer', `The answer was ${status}, which the service does not give.`, {
    status,
    retryAfter,
  });
};
