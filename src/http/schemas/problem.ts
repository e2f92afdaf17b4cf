import { z } from '@hono/zod-openapi';

/** RFC 9457 problem details, the body of every error. */
export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'Bad Request' }),
    status: z.int().openapi({ example: 400 }),
    detail: z.string().openapi({ description: 'What happened and what to do, for a person' }),
    code: z.string().openapi({ description: 'What happened, for a program', example: 'invalid_parameters' }),
    requestId: z.string().openapi({ description: 'Also in X-Request-Id and in the log' }),
    errors: z
      .array(z.object({ path: z.string().openapi({ example: 'from' }), message: z.string() }))
      .optional()
      .openapi({ description: 'Each parameter or field that is wrong' }),
  })
  .openapi('Problem');

const descriptions = {
  400: 'Parameters or fields that cannot be read, each named',
  401: 'No key, or one that is not known',
  403: 'No keys are set, and the request does not come from this machine',
  404: 'There is none',
  409: 'A newer version is stored',
  410: 'The cursor is too old: begin the search anew, without one',
  413: 'The body is too large',
  415: 'The body is not of the type that is named here',
  429: 'Too many requests; Retry-After says when to come back',
  503: 'Cannot search just now; Retry-After says when to come back',
  504: 'The search took too long',
} as const;

type ProblemStatus = keyof typeof descriptions;

interface ProblemResponse {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: typeof problemSchema } };
}

/** The `responses` of a route for the errors it may give. */
export const problems = <S extends ProblemStatus>(...statuses: readonly S[]): Record<S, ProblemResponse> => {
  const responses: Partial<Record<ProblemStatus, ProblemResponse>> = {};
  for (const status of statuses) {
    responses[status] = {
      description: descriptions[status],
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  }
  return responses as Record<S, ProblemResponse>;
};
