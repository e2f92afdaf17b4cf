/** Every way in which a request can fail, by name. `http/on-error.ts` alone maps them to HTTP. */
export type AppErrorCode =
  | 'invalid_parameters'
  | 'invalid_article'
  | 'article_too_costly'
  | 'query_too_complex'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'stale_version'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'overloaded'
  | 'request_timeout'
  | 'cursor_expired'
  | 'too_many_cursors'
  | 'starting'
  | 'engine_unavailable'
  | 'writes_held'
  | 'engine_timeout'
  | 'engine_unreadable'
  | 'storage_full'
  | 'write_timeout'
  | 'engine_rejected'
  | 'index_missing'
  | 'index_mismatch'
  | 'configuration'
  | 'embedded_engine'
  | 'internal';

/** One thing that is wrong with an input, and where. */
export interface FieldError {
  /** The parameter or the field, dotted: `from`, `captions.2`. */
  readonly path: string;
  readonly message: string;
}

/** An error whose message is written for the person who reads it and says what to do. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly errors: readonly FieldError[];
  /** Seconds after which another try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { errors?: readonly FieldError[]; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** Whether something failed in this one way. */
export const hasCode = (error: unknown, code: AppErrorCode): error is AppError =>
  error instanceof AppError && error.code === code;

/** Whether trying the same again later can help. */
export const isTransient = (error: unknown): error is AppError =>
  error instanceof AppError && TRANSIENT.has(error.code);

const TRANSIENT: ReadonlySet<AppErrorCode> = new Set([
  'engine_unavailable',
  'engine_timeout',
  'engine_unreadable',
  'storage_full',
  'write_timeout',
  'writes_held',
]);
