import { z } from '@hono/zod-openapi';
import { PROBLEM_CODES, problemExample, statusOf } from '../on-error.ts';

/** One thing that is wrong with what was sent. */
export const fieldError = z
  .object({
    path: z.string().openapi({ description: 'The parameter or field, dotted', example: 'from' }),
    message: z.string().openapi({
      description: 'What is wrong with it',
      example: 'is not a date that exists: "31/02/2022"; write it as 2022, 2022-01, 2022-01-21 …',
    }),
  })
  .openapi('FieldError', { description: 'A parameter or field that is wrong' });

/** RFC 9457 problem details, the body of every error. */
export const problemSchema = z
  .object({
    type: z
      .literal('about:blank')
      .openapi({ description: 'Always about:blank: see code', example: 'about:blank' }),
    title: z.string().openapi({ description: 'The status in words', example: 'Bad Request' }),
    status: z.int().openapi({ description: 'The status of the answer', example: 400 }),
    detail: z.string().openapi({
      description: 'What happened and what to do, for a person',
      example: 'The parameter from is not a date that exists.',
    }),
    code: z
      .enum(PROBLEM_CODES)
      .openapi({ description: 'What happened, for a program', example: 'invalid_parameters' }),
    requestId: z.string().openapi({
      description: 'Also in X-Request-Id and in the log',
      example: '17cb76c9-acd6-4a3e-b122-ed4312471671',
    }),
    errors: z.array(fieldError).optional().openapi({ description: 'Each parameter or field that is wrong' }),
  })
  .openapi('Problem', { description: 'What went wrong: problem details as of RFC 9457' });

const descriptions = {
  400: 'Parameters or fields that cannot be read, each named',
  401: 'No key, or one that is not known',
  403: 'The key lacks the scope; or no keys are set, and the request does not come from this machine',
  404: 'There is none',
  408: 'The body did not arrive in time',
  409: 'A newer version is stored',
  410: 'The cursor is too old: begin the search anew, without one',
  413: 'The body is too large',
  415: 'The body is not of the type that is named here',
  422: 'Reading the article took too long, or too much memory: its markup is not that of an article',
  429: 'Too many requests from one client; Retry-After says when to come back',
  431: 'The address and the headers are longer than 16 KB together',
  500: 'Something went wrong inside the service; its log has more, by the requestId',
  503: 'Cannot be answered just now; Retry-After says when to come back',
  504: 'It took too long',
} as const;

type ProblemStatus = keyof typeof descriptions;

const codesOf = (status: ProblemStatus): string =>
  `code: ${PROBLEM_CODES.filter((code) => statusOf(code) === status).join(', ')}`;

const exampleOf = (status: ProblemStatus): object => {
  const code = PROBLEM_CODES.find((one) => statusOf(one) === status) ?? 'internal';
  return problemExample(code, descriptions[status]);
};

interface ProblemResponse {
  readonly description: string;
  readonly content: {
    readonly 'application/problem+json': { readonly schema: typeof problemSchema; readonly example: object };
  };
}

/** The `responses` of a route for the errors it may give; any may fail with a 431 or a 500. */
export const problems = <S extends ProblemStatus>(
  ...statuses: readonly S[]
): Record<S | 431 | 500, ProblemResponse> => {
  const responses: Partial<Record<ProblemStatus, ProblemResponse>> = {};
  for (const status of [...statuses, 431, 500] as const) {
    responses[status] = {
      description: `${descriptions[status]}. ${codesOf(status)}`,
      content: { 'application/problem+json': { schema: problemSchema, example: exampleOf(status) } },
    };
  }
  return responses as Record<S | 431 | 500, ProblemResponse>;
};
