import { errors } from '@elastic/elasticsearch';
import { AppError } from '../domain/app-error.ts';
import { unreadable } from './answer-shapes.ts';

interface ErrorCause {
  readonly type?: string;
  readonly reason?: string | null;
  readonly root_cause?: readonly ErrorCause[];
  readonly caused_by?: ErrorCause;
  readonly failed_shards?: readonly { readonly reason?: ErrorCause }[];
}

/** Seconds after which it makes sense to try an engine again that is starting or overloaded. */
const RETRY_AFTER = 5;

/**
 * Turns what the client throws into an `AppError`, the only place where that is decided. Elasticsearch's
 * own text goes into `cause`, for logs: it may hold parts of articles and of the query.
 *
 * @param error What was thrown.
 * @param index The index or alias that was asked, if one was.
 */
export const toAppError = (error: unknown, index: string | null = null): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof errors.TimeoutError) {
    return engineTimeout(summary(error));
  }
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    return unavailable('The search engine is out of reach. Check that it runs and try again.', error);
  }
  if (error instanceof errors.ProductNotSupportedError) {
    return new AppError(
      'engine_unreadable',
      'What answers at the search engine’s address is not Elasticsearch. Check ELASTICSEARCH_URL.',
      { retryAfter: RETRY_AFTER, cause: summary(error) },
    );
  }
  if (error instanceof errors.DeserializationError) {
    return unreadable(summary(error));
  }
  if (error instanceof errors.ResponseError) return responseError(error, index);
  return new AppError('internal', 'The call to the search engine failed.', { cause: summary(error) });
};

/**
 * The same for one operation of a bulk request, or one search of several.
 *
 * @param status Its HTTP status.
 * @param cause Elasticsearch's error, with its types.
 */
export const fromStatus = (status: number, cause: unknown, index: string | null): AppError => {
  const error = (typeof cause === 'object' && cause !== null ? cause : {}) as ErrorCause;
  const types = new Set(causesOf(error).map(({ type }) => type));
  const because = new Error(`HTTP ${status}: ${describe(error)}`);
  const named = index === null ? 'The index' : `The index “${index}”`;
  if (types.has('index_not_found_exception')) return indexMissing(index, because);
  if (isShardGone(error)) {
    return new AppError(
      'engine_unavailable',
      `${named} is being moved from one node to another. Try again in a moment.`,
      { retryAfter: RETRY_AFTER, cause: because },
    );
  }
  if (types.has('search_context_missing_exception')) {
    return new AppError('cursor_expired', 'The cursor is too old. Begin the search anew, without a cursor.', {
      cause: because,
    });
  }
  if (isDiskFull(status, error)) {
    return new AppError(
      'storage_full',
      'The search engine’s disk is full or almost so, and it takes no writes: free space there.',
      { retryAfter: 60, cause: because },
    );
  }
  if (types.has('cluster_block_exception') && status !== 503) {
    return isWriteBlock(error)
      ? new AppError('writes_held', exchanged(named), { retryAfter: 1, cause: because })
      : new AppError('engine_rejected', `${named} is closed to this: it is blocked in the search engine.`, {
          cause: because,
        });
  }
  if (status === 429 || status === 502 || status === 503) {
    const message =
      status === 429
        ? 'The search engine has too much to do right now. Try again in a moment.'
        : 'The search engine is not ready yet. Try again in a moment.';
    return new AppError('engine_unavailable', message, { retryAfter: RETRY_AFTER, cause: because });
  }
  if (status === 408 || status === 504) {
    return engineTimeout(because);
  }
  if (causesOf(error).some(({ reason }) => reason?.startsWith('no write index is defined for alias'))) {
    // A partitioned index has come to be behind it in this moment, which is not written to by its alias.
    return new AppError('writes_held', exchanged(named), { retryAfter: 1, cause: because });
  }
  if (types.has('aliases_not_found_exception')) {
    return new AppError(
      'index_mismatch',
      'What the indices are for has changed in this moment: somebody else was first. See: timbao index status',
      { cause: because },
    );
  }
  if (types.has('version_conflict_engine_exception')) {
    return staleVersion(because);
  }
  if (types.has('too_many_nested_clauses') || types.has('too_many_clauses')) {
    return new AppError(
      'query_too_complex',
      'This query is too long or too wide. Use fewer or longer words.',
      {
        cause: because,
      },
    );
  }
  if (status === 413) {
    return new AppError('payload_too_large', 'The search engine takes no request of this size.', {
      cause: because,
    });
  }
  if (status === 401 || status === 403) {
    return new AppError(
      'engine_rejected',
      'The search engine refuses this service’s credentials. Check ELASTICSEARCH_API_KEY, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD.',
      { cause: because },
    );
  }
  return new AppError('engine_rejected', 'The search engine refused the request.', { cause: because });
};

/**
 * What a call ends with whose signal was aborted: `engine_timeout` where that was a time limit, otherwise the
 * signal's own reason.
 */
export const toAbortError = (signal: AbortSignal): Error => {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return engineTimeout(reason);
  }
  return reason instanceof Error ? reason : new DOMException('The caller gave up.', 'AbortError');
};

export const engineTimeout = (cause?: Error): AppError =>
  new AppError('engine_timeout', 'The search engine took too long to answer. Try again in a moment.', {
    retryAfter: RETRY_AFTER,
    cause,
  });

/** Whether one of an error's causes is of Elasticsearch's type `type`, and its text holds `words`. */
export const hasErrorType = (error: unknown, type: string, words = ''): boolean => {
  if (!(error instanceof errors.ResponseError)) return false;
  return causesOf(bodyError(error)).some(
    (cause) => cause.type === type && (cause.reason ?? '').includes(words),
  );
};

/** What Elasticsearch says at the very bottom of an error; empty where it says nothing. Not for readers of the service. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof errors.ResponseError)) return '';
  let cause = bodyError(error);
  while (cause.caused_by !== undefined) cause = cause.caused_by;
  return (cause.reason ?? '').slice(0, 500).replace(/\.$/, '');
};

const exchanged = (named: string): string =>
  `${named} takes no writes right now: it is being exchanged for another. Try again in a moment; where that lasts, see: timbao index status`;

/** The same for whoever finds it out otherwise. */
export const writesHeld = (cause?: Error): AppError =>
  new AppError('writes_held', exchanged('The index'), { retryAfter: 1, cause });

/** What is stored is newer than what came. */
export const staleVersion = (cause?: Error): AppError =>
  new AppError('stale_version', 'A newer version of this article is stored already.', { cause });

/** A shard that left a node while it was searched there; the query then “could not be created” for want of its analyzers. */
const SHARD_GONE: ReadonlySet<string | undefined> = new Set([
  'already_closed_exception',
  'illegal_index_shard_state_exception',
  'index_shard_closed_exception',
]);

const isShardGone = (error: ErrorCause): boolean => causesOf(error).some(({ type }) => SHARD_GONE.has(type));

/** Whether a search failed for shards that have left their node meanwhile: they are somewhere else by now. */
export const isMoved = (error: unknown): boolean =>
  error instanceof errors.ResponseError && isShardGone(bodyError(error));

/** Errors that say something of the request, and nothing of the shard that says it. */
const REFUSALS: ReadonlySet<string | undefined> = new Set([
  'illegal_argument_exception',
  'parse_exception',
  'parsing_exception',
  'query_shard_exception',
  'too_many_clauses',
  'too_many_nested_clauses',
]);

/**
 * Nothing, unless a search was refused by shards that looked at it, while others had nothing to look at: it is no partial
 * answer then.
 *
 * @param failures those of the shards, with Elasticsearch's errors
 * @throws AppError as for a search that all of them refuse
 */
export const assertTaken = (
  failures: readonly { readonly reason?: unknown }[] | undefined,
  index: string | null,
): void => {
  for (const { reason } of failures ?? []) {
    const error = (typeof reason === 'object' && reason !== null ? reason : {}) as ErrorCause;
    if (!isShardGone(error) && causesOf(error).some(({ type }) => REFUSALS.has(type)))
      throw fromStatus(400, error, index);
  }
};

export const indexMissing = (index: string | null, cause?: Error): AppError =>
  new AppError(
    'index_missing',
    `${index === null ? 'The index' : `The index “${index}”`} does not exist. Create it with: timbao index create`,
    { cause },
  );

/**
 * The flood stage of the disk watermark, which the engine lifts by itself once there is room, or no room at all. Of the
 * latter Java tells in a text alone, under whichever error came of it.
 */
const isDiskFull = (status: number, error: ErrorCause): boolean =>
  causesOf(error).some(
    ({ type, reason }) =>
      (type === 'cluster_block_exception' &&
        (status === 429 || (reason ?? '').includes('read-only / allow delete'))) ||
      (reason ?? '').includes('No space left on device'),
  );

/** The block that `Engine.blockWrites` sets, for the moment in which a promotion copies the last writes. */
const isWriteBlock = (error: ErrorCause): boolean =>
  causesOf(error).every(
    ({ type, reason }) => type !== 'cluster_block_exception' || (reason ?? '').includes('index write (api)'),
  );

/** What these mean is said by them alone, also where a proxy answers in Elasticsearch's place. */
const PLAIN_STATUSES: ReadonlySet<number> = new Set([401, 403, 408, 413, 429, 502, 503, 504]);

const responseError = (error: errors.ResponseError, index: string | null): AppError => {
  const status = error.statusCode ?? 500;
  const cause = bodyError(error);
  // Elasticsearch says what is wrong: any other 404 or 500 is somebody else's.
  return Object.keys(cause).length === 0 && !PLAIN_STATUSES.has(status)
    ? unreadable(summary(error))
    : fromStatus(status, cause, index);
};

const bodyError = (error: errors.ResponseError): ErrorCause => {
  const body: unknown = error.body;
  if (typeof body !== 'object' || body === null || !('error' in body)) return {};
  return typeof body.error === 'object' && body.error !== null ? body.error : { reason: String(body.error) };
};

const unavailable = (message: string, error: Error): AppError =>
  new AppError('engine_unavailable', message, { retryAfter: RETRY_AFTER, cause: summary(error) });

/** The client's errors carry whole requests and responses: logs get the sentence, not the articles. */
const summary = (error: unknown): Error => {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new Error(text.slice(0, 1000));
};

const causesOf = (error: ErrorCause): ErrorCause[] => [
  error,
  ...(error.root_cause ?? []).flatMap(causesOf),
  ...(error.failed_shards ?? []).flatMap(({ reason }) => (reason === undefined ? [] : causesOf(reason))),
  ...(error.caused_by === undefined ? [] : causesOf(error.caused_by)),
];

const describe = (error: ErrorCause): string => {
  const deepest = error.root_cause?.[0] ?? error;
  const text = `${deepest.type ?? 'no type'}: ${deepest.reason ?? 'no reason'}`;
  return (error.caused_by === undefined ? text : `${text} (${describe(error.caused_by)})`).slice(0, 1000);
};
