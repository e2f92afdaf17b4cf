import { CACHE_CONTROL } from './middleware/caching.ts';
import { exampleOf } from './openapi-example.ts';
import type { Header, Operation, OpenApiDocument, Response } from './openapi-types.ts';

/** Headers of every answer, and of some. */
const HEADERS = {
  'X-Request-Id': {
    description: 'Names the request in the log; one that the client sends (letters, digits, -, _, =) is kept',
    schema: { type: 'string', example: '17cb76c9-acd6-4a3e-b122-ed4312471671' },
  },
  'Server-Timing': {
    description: 'Milliseconds that the answer took',
    schema: { type: 'string', example: 'total;dur=7.4' },
  },
  'Retry-After': {
    description: 'Seconds after which another try makes sense',
    schema: { type: 'integer', minimum: 1, example: 5 },
  },
  'RateLimit-Policy': {
    description: 'Requests (q) in seconds (w) that a client may make; on every answer where there is a limit',
    schema: { type: 'string', example: '"default";q=25;w=1' },
  },
  RateLimit: {
    description:
      'How many of them are left (r), for so many seconds (t); on every answer where there is a limit',
    schema: { type: 'string', example: '"default";r=0;t=1' },
  },
  'WWW-Authenticate': {
    description: 'How to send a key',
    schema: { type: 'string', example: 'Bearer realm="timbao"' },
  },
} as const;

type HeaderName = keyof typeof HEADERS;

const headersOf = (status: string): readonly HeaderName[] => [
  'X-Request-Id',
  'Server-Timing',
  ...(status === '429' || status === '503' ? (['Retry-After'] as const) : []),
  ...(status === '429' ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
  ...(status === '401' ? (['WWW-Authenticate'] as const) : []),
];

const references = (status: string): Record<string, { $ref: string }> =>
  Object.fromEntries(headersOf(status).map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** What can be asked for again with `If-None-Match`. */
const revalidated = (one: Operation): Operation => ({
  ...one,
  responses: {
    ...Object.fromEntries(
      Object.entries(one.responses).map(([status, answer]) => [
        status,
        status === '200' ? { ...answer, headers: { ...answer.headers, ETag } } : answer,
      ]),
    ),
    304: { description: 'What the client has is still right: its ETag was sent as If-None-Match' },
  },
});

const ETag: Header = {
  description: 'Stands for what the answer says; absent where that lacks a part of the index',
  required: false,
  schema: { type: 'string', example: 'W/"n4bQgYhMfWWaL-qgxVrQFa"' },
};

const METHODS = ['get', 'put', 'post', 'delete'] as const;

/**
 * Completes the document that the routes make: the headers of every answer, and an example of everything that is
 * sent, put together from the examples of its fields.
 */
export const completeDocument = (made: OpenApiDocument): OpenApiDocument => {
  const { webhooks: _none, ...document } = made;
  const schemas = document.components?.schemas ?? {};
  const withExample = <T extends { readonly schema?: object; readonly example?: unknown }>(media: T): T => {
    if (media.example !== undefined || media.schema === undefined) return media;
    const example = exampleOf(media.schema, schemas);
    return example === undefined ? media : { ...media, example };
  };
  const withExamples = <T extends object>(content: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(content).map(([type, media]) => [type, withExample(media)]));
  const response = (status: string, one: Response): Response => ({
    ...one,
    headers: { ...references(status), ...one.headers },
    ...(one.content !== undefined && { content: withExamples(one.content) }),
  });
  const operation = (made: Operation, path: string, method: string): Operation => {
    const one = method === 'get' && path in CACHE_CONTROL ? revalidated(made) : made;
    return {
      ...one,
      ...(one.requestBody !== undefined && {
        requestBody: { ...one.requestBody, content: withExamples(one.requestBody.content) },
      }),
      responses: Object.fromEntries(
        Object.entries(one.responses).map(([status, answer]) => [status, response(status, answer)]),
      ),
    };
  };
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, item]) => [
      path,
      {
        ...item,
        ...Object.fromEntries(
          METHODS.flatMap((method) => {
            const one = item[method];
            return one === undefined ? [] : [[method, operation(one, path, method)]];
          }),
        ),
      },
    ]),
  );
  return { ...document, components: { ...document.components, headers: HEADERS }, paths };
};
