import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { AppError, type AppErrorCode, type FieldError } from '../domain/app-error.ts';
import type { Log } from '../create-log.ts';
import type { AppEnv } from './app-env.ts';

/** The codes a caller may meet: those of the domain and those that only HTTP knows. */
export type ProblemCode = AppErrorCode | 'method_not_allowed' | 'headers_too_large';

interface ProblemKind {
  readonly status:
    400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 415 | 422 | 429 | 431 | 500 | 503 | 504;
  /**
   * Said instead of the error's own message, which is written for whoever runs the service and may
   * name its hosts.
   */
  readonly detail?: string;
  /** Seconds, where the error names none. */
  readonly retryAfter?: number;
}

/** What whoever is turned away is told. */
export const OVERLOADED = 'There is more to do right now than can be done in time. Try again in a second.';

const unavailable = 'The search engine cannot answer just now. Try again in a few seconds.';

const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  invalid_parameters: { status: 400 },
  invalid_article: { status: 400 },
  query_too_complex: { status: 400 },
  unauthorized: { status: 401 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  request_timeout: { status: 408 },
  stale_version: { status: 409 },
  payload_too_large: { status: 413 },
  unsupported_media_type: { status: 415 },
  article_too_costly: { status: 422 },
  rate_limited: { status: 429, retryAfter: 1 },
  headers_too_large: { status: 431 },
  cursor_expired: { status: 410 },
  too_many_cursors: { status: 503, retryAfter: 60 },
  starting: { status: 503, retryAfter: 5 },
  overloaded: { status: 503, retryAfter: 1 },
  engine_unavailable: { status: 503, detail: unavailable, retryAfter: 5 },
  writes_held: {
    status: 503,
    detail:
      'The articles are being moved to another index; writes are held for a moment. Try again in a second.',
    retryAfter: 1,
  },
  embedded_engine: { status: 503, detail: unavailable, retryAfter: 30 },
  engine_timeout: {
    status: 504,
    detail: 'The search took too long and was given up. Try again, or narrow it with more words or dates.',
  },
  write_timeout: {
    status: 504,
    detail:
      'The write was not confirmed in time; it may be stored all the same. Send it again: the same article twice does no harm.',
    retryAfter: 5,
  },
  engine_unreadable: {
    status: 503,
    detail: 'The search engine gave an answer that cannot be read. Try again in a few seconds.',
    retryAfter: 5,
  },
  storage_full: {
    status: 503,
    detail:
      'The search engine’s disk is full: nothing can be written until there is room. Searching goes on. Try again later.',
    retryAfter: 60,
  },
  engine_rejected: {
    status: 500,
    detail: 'The search engine did not accept the request. Whoever runs the service finds more in its log.',
  },
  index_missing: {
    status: 503,
    detail: 'The index of articles is not there yet. Try again shortly.',
    retryAfter: 10,
  },
  index_mismatch: {
    status: 503,
    detail: 'The index of articles does not fit this version of the service; it has to be rebuilt.',
    retryAfter: 60,
  },
  configuration: { status: 500, detail: 'The service is set up wrongly. Its log has more.' },
  internal: { status: 500, detail: 'Something went wrong inside the service. Its log has more.' },
};

/** All of them; there is at least one. */
export const PROBLEM_CODES = Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]];

/** The HTTP status that a problem is answered with. */
export const statusOf = (code: ProblemCode): ProblemKind['status'] => problemKinds[code].status;

/** The phrases of RFC 9110: with the type `about:blank` a problem's title is that of its status. */
const titles: Readonly<Record<ProblemKind['status'], string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

interface Told {
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number | undefined;
}

/** What is said to a caller about an error: its own message, unless that is for whoever runs the service. */
export const toProblemDetail = ({ code, message }: AppError): string => problemKinds[code].detail ?? message;

/** Problem details as they are sent. */
export interface ProblemDetails {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly errors?: FieldError[];
}

const detailsOf = (code: ProblemCode, requestId: string, { detail, errors = [] }: Told): ProblemDetails => {
  const kind = problemKinds[code];
  return {
    type: 'about:blank',
    title: titles[kind.status],
    status: kind.status,
    detail: kind.detail ?? detail,
    code,
    requestId,
    ...(errors.length > 0 && { errors: [...errors] }),
  };
};

const problemText = (code: ProblemCode, requestId: string, told: Told): string =>
  JSON.stringify(detailsOf(code, requestId, told));

/** A problem as a caller could meet it, for whoever reads about it. */
export const problemExample = (code: ProblemCode, detail: string): object =>
  JSON.parse(problemText(code, '17cb76c9-acd6-4a3e-b122-ed4312471671', { detail })) as object;

/** A problem with all that HTTP says of it beside its body. */
export interface Problem {
  readonly status: ProblemKind['status'];
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;
}

/** How a problem is put to whoever asked: as JSON to a program, as a page to a reader. */
export type ProblemAnswer = (c: Context<AppEnv>, problem: Problem) => Response | Promise<Response>;

const toProblem = (code: ProblemCode, { detail, errors = [], ...told }: Told): Problem => {
  const kind = problemKinds[code];
  const retryAfter = told.retryAfter ?? kind.retryAfter;
  return {
    status: kind.status,
    code,
    detail: kind.detail ?? detail,
    errors,
    headers: {
      'Cache-Control': 'no-store',
      ...(retryAfter !== undefined && { 'Retry-After': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(kind.status === 401 && { 'WWW-Authenticate': 'Bearer realm="timbao"' }),
    },
  };
};

const problemDetails = (c: Context<AppEnv>, { code, detail, errors, status, headers }: Problem): Response =>
  c.body(problemText(code, c.get('requestId'), { detail, errors }), status, {
    'Content-Type': 'application/problem+json',
    ...headers,
  });

const problem = (c: Context<AppEnv>, code: ProblemCode, told: Told): Response =>
  problemDetails(c, toProblem(code, told));

/**
 * The one place where a failure becomes an HTTP answer: RFC 9457 problem details, unless `answer` puts it otherwise.
 * What was not foreseen is answered without particulars and logged with its cause.
 */
export const createOnError =
  (log: Log, answer: ProblemAnswer = problemDetails): ErrorHandler<AppEnv> =>
  (error, c) => {
    // 499 as web servers log it: nobody is left to read the answer.
    if (c.req.raw.signal.aborted) return c.body(null, 499 as 400);
    const known = toAppError(error);
    logFailure(log, c, error, known);
    const { message: detail, errors, retryAfter } = known;
    return answer(c, toProblem(known.code, { detail, errors, retryAfter }));
  };

const logFailure = (log: Log, c: Context<AppEnv>, error: unknown, { code, message }: AppError): void => {
  const { status } = problemKinds[code];
  if (status < 500) return;
  // That a search doesn't work yet is what /ready is there to answer, to something that asks every few seconds;
  // and that a service starts, or has more to do than it can, is no fault; /metrics counts it.
  const isState = code === 'starting' || code === 'overloaded' || (status === 503 && c.req.path === '/ready');
  const level = isState ? 'debug' : 'error';
  log[level]({ requestId: c.get('requestId'), code, err: error }, message);
};

/** Whether a failure is none of whoever asked. */
export const isOfService = (error: unknown): boolean => statusOf(toAppError(error).code) >= 500;

/** A failure of a part of a request, as its whole would tell it. What was not foreseen is logged. */
export const problemOfPart = (log: Log, c: Context<AppEnv>, error: unknown): ProblemDetails => {
  const known = toAppError(error);
  logFailure(log, c, error, known);
  const { message: detail, errors } = known;
  return detailsOf(known.code, c.get('requestId'), { detail, errors });
};

/** Where there are many of them, nothing else is to be done for each: no error, no trace, no line in the log. */
export const refusal = (c: Context<AppEnv>, code: 'overloaded' | 'engine_unavailable'): Response =>
  problem(c, code, { detail: problemKinds[code].detail ?? OVERLOADED, retryAfter: 1 });

const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'Unexpected error', { cause: error });
};

/** @param page How a reader is told, whose browser asks for pages. */
export const createOnNotFound =
  (page: ProblemAnswer): NotFoundHandler<AppEnv> =>
  (c) => {
    const detail = `There is nothing at ${c.req.path}. GET /docs and /openapi.json list what there is.`;
    const wantsPage = /\btext\/html\b/.test(c.req.header('accept') ?? '') && !c.req.path.startsWith('/v1/');
    return (wantsPage ? page : problemDetails)(c, toProblem('not_found', { detail }));
  };

/** For Hono's `methodNotAllowed`: the path exists, this method of it does not. */
export const onMethodNotAllowed = (c: Context<AppEnv>, methods: readonly string[]): Response => {
  const allowed = methods.join(', ');
  const response = problem(c, 'method_not_allowed', {
    detail: `${c.req.method} does not work on ${c.req.path}. What works there: ${allowed}.`,
  });
  response.headers.set('Allow', allowed);
  return response;
};

/** For the server, where a request is so broken (its Host header, say) that it never reaches the app. */
export const unreadableRequest = (): Response =>
  problemResponse('invalid_parameters', 'The address or the Host header of the request cannot be read.');

/** As `unreadableRequest`, where Node.js gives up reading at 16 KB. */
export const tooLongRequest = (): Response =>
  problemResponse(
    'headers_too_large',
    'The address and the headers of the request are longer than 16 KB together. Ask for less at once: fewer filters, or a shorter query.',
  );

const problemResponse = (code: ProblemCode, detail: string): Response => {
  const requestId = crypto.randomUUID();
  return new Response(problemText(code, requestId, { detail }), {
    status: statusOf(code),
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Request-Id': requestId,
      'Server-Timing': 'total;dur=0',
    },
  });
};
