import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Log } from '../../create-log.ts';
import { AppError } from '../../domain/app-error.ts';
import type { LineResult } from '../../ingest/write-lines.ts';
import type { AppEnv } from '../app-env.ts';
import { requireScope } from '../middleware/api-keys.ts';
import { toProblemDetail } from '../on-error.ts';
import { writeParameters } from '../schemas/article-schema.ts';
import { bulkResult, bulkSummary, type BulkResult, type BulkSummary } from '../schemas/bulk-schema.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import type { Asks } from '../middleware/asks.ts';
import { streamText } from '../stream-text.ts';

/** JSON lines have no registered type; these are what senders call them. */
const JSON_LINES = /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonl|jsonlines|x-jsonlines)\s*(?:;|$)/i;

/** How many of the fields that are wrong a result names. */
const MOST_ERRORS = 20;

export const bulkRoutes = (asks: Asks, { log }: { readonly log: Log }) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(writeParameters.shape)) }).openapi(
    createRoute({
      method: 'post',
      path: '/v1/articles/bulk',
      operationId: 'writeArticles',
      tags: ['Articles'],
      summary: 'Store and remove many articles: JSON lines in, one result a line out, both streamed',
      description:
        'Each line is an article with its id, or {"delete":"id"}, which may name a version: {"delete":"id","version":7}. Every line has one result, in order, whatever is in it; the last line is the summary. Results come while the upload goes on and have to be read then: no more is read than a few batches ahead of them. An answer without the summary was cut off; what has a result is stored.',
      security: [{ apiKey: [] }],
      middleware: [requireScope('write'), asks('upload')] as const,
      request: {
        query: writeParameters,
        body: {
          required: true,
          content: {
            'application/x-ndjson': {
              schema: {
                type: 'string',
                example:
                  '{"id":"bao-1","title":"…","body":"…","publishedAt":"2022-01-21"}\n{"delete":"bao-2"}\n{"delete":"bao-3","version":7}\n',
              },
            },
          },
        },
      },
      responses: {
        200: {
          description: 'One result a line, then the summary',
          content: { 'application/x-ndjson': { schema: z.union([bulkResult, bulkSummary]) } },
        },
        ...problems(400, 401, 403, 415, 429, 503),
      },
    }),
    (c) => {
      requireJsonLines(c.req.header('content-type'), c.req.header('content-encoding'));
      const results = c.var.services.writeLines(bodyChunks(c.req.raw.body), {
        refresh: c.req.valid('query').refresh ?? 'none',
        signal: c.var.deadline.signal,
      });
      const onFault = (err: unknown): void => {
        // A client that goes away in the middle is no fault of the service.
        if (c.req.raw.signal.aborted) return;
        log.error({ requestId: c.get('requestId'), err }, 'An upload was broken off');
      };
      return c.body(streamText(toJsonLines(results), onFault, c.var.endStream), 200, {
        'Content-Type': 'application/x-ndjson',
        'Cache-Control': 'no-store',
        // Proxies that collect answers before they pass them on would hold up the upload.
        'X-Accel-Buffering': 'no',
      }) as never;
    },
  );

const requireJsonLines = (type = '', encoding = 'identity'): void => {
  if (!JSON_LINES.test(type)) {
    throw new AppError(
      'unsupported_media_type',
      'Send one JSON object a line, as Content-Type: application/x-ndjson.',
    );
  }
  if (encoding.toLowerCase() !== 'identity') {
    throw new AppError('unsupported_media_type', 'Send the lines as they are, without Content-Encoding.');
  }
};

async function* bodyChunks(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function* toJsonLines(results: AsyncIterable<LineResult>): AsyncGenerator<string> {
  const summary = { lines: 0, created: 0, updated: 0, deleted: 0, stale: 0, failed: 0 };
  for await (const result of results) {
    summary.lines++;
    summary[result.status]++;
    yield `${JSON.stringify(toBulkResult(result))}\n`;
  }
  yield `${JSON.stringify({ summary } satisfies BulkSummary)}\n`;
}

const toBulkResult = ({ line, id, status, error }: LineResult): BulkResult => {
  if (error === null) return { line, id, status };
  const errors = error.errors
    .slice(0, MOST_ERRORS)
    .map(({ path, message }) => ({ path: path.slice(0, 100), message }));
  return {
    line,
    id,
    status,
    error: {
      code: error.code,
      detail: toProblemDetail(error),
      ...(errors.length > 0 && { errors }),
    },
  };
};
