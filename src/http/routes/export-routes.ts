import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { ArticleExport } from '../../domain/article-export.ts';
import type { Log } from '../../create-log.ts';
import { exportText } from '../../ingest/export-text.ts';
import type { ExportFormat } from '../../ingest/export-text.ts';
import type { AppEnv } from '../app-env.ts';
import { requireScope } from '../middleware/api-keys.ts';
import { previewing } from '../middleware/preview.ts';
import { articleResponse } from '../schemas/article-schema.ts';
import { exportParameterNames, exportParameters, toExportRequest } from '../schemas/export-parameters.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import type { Asks } from '../middleware/asks.ts';
import { streamText } from '../stream-text.ts';
import { dayInVietnam } from '../../domain/days.ts';

/** A line of what was removed. */
const removal = z
  .object({
    delete: z.string().openapi({ description: 'Its id', example: 'bao-2019-00881' }),
    version: z.int().openapi({ description: 'Of it and what is older', example: 7 }),
  })
  .openapi('Removal', { description: 'An article that was removed, as POST /v1/articles/bulk takes it' });

const TYPES: Readonly<Record<ExportFormat, string>> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
};

export const exportRoutes = (asks: Asks, { log }: { readonly log: Log }) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(exportParameterNames) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/export',
      operationId: 'exportArticles',
      tags: ['Articles'],
      summary: 'Every article that a search finds, streamed, however many',
      description:
        'Without words and filters all there is. X-Total-Count says how many articles there are in it. Where something fails on the way, the connection is broken off: a file is complete when the answer ended properly and has that many.',
      security: [{ apiKey: [] }],
      middleware: [requireScope('export'), previewing, asks('export')] as const,
      request: { query: exportParameters },
      responses: {
        200: {
          description: 'One article a line or a row',
          headers: z.object({
            'X-Total-Count': z.string().openapi({ description: 'How many articles there are in it' }),
            'X-Query-Corrected': z.string().optional().openapi({
              description:
                'The likelier spelling that found them, percent-encoded UTF-8; only where hardly anything has what was typed',
              example: 'th%E1%BB%A7y%20%C4%91i%E1%BB%87n',
            }),
            'X-Query-Relaxed': z.string().optional().openapi({
              description: 'marks, syllables or words, where these had to be loosened to find anything',
            }),
          }),
          content: {
            'application/x-ndjson': { schema: z.union([articleResponse, removal]) },
            'text/csv': {
              schema: z.string(),
              example:
                'id,publishedAt,title,…\r\nbao-2022-00117,2022-01-21 00:00:00,Bản Nà Pồng có đường mới,…\r\n',
            },
          },
        },
        ...problems(400, 401, 403, 429, 503, 504),
      },
    }),
    async (c) => {
      const { search, format, removals } = toExportRequest(c.req.valid('query'));
      const found = await c.var.services.exportArticles(search, c.var.deadline.signal);
      const headers = {
        'Content-Type': TYPES[format],
        'Content-Disposition': `attachment; filename="${fileName(format)}"`,
        'Cache-Control': 'no-store',
        'X-Total-Count': String(found.total),
        ...(found.relaxed !== null && { 'X-Query-Relaxed': found.relaxed }),
        // Header values are ASCII.
        ...(found.corrected !== null && { 'X-Query-Corrected': encodeURIComponent(found.corrected.to) }),
        // Proxies that collect answers before they pass them on would have to hold all of it.
        'X-Accel-Buffering': 'no',
      };
      c.var.deadline.lift();
      if (c.req.method === 'HEAD') {
        await found.close();
        return c.body(null, 200, headers) as never;
      }
      const onFault = (err: unknown): void => {
        // A client that goes away in the middle is no fault of the service.
        if (c.req.raw.signal.aborted) return;
        log.error({ requestId: c.get('requestId'), err }, 'An export was broken off');
      };
      return c.body(
        streamText(piecesOf(found, format, removals), onFault, c.var.endStream),
        200,
        headers,
      ) as never;
    },
  );

async function* piecesOf(
  found: ArticleExport,
  format: ExportFormat,
  removals: boolean,
): AsyncGenerator<string, void, void> {
  try {
    yield* exportText(found.articles, format, removals ? found.removals : undefined);
  } finally {
    await found.close();
  }
}

/** `timbao-2022-01-21.csv`, of the day in Vietnam. */
const fileName = (format: ExportFormat): string => {
  const today = dayInVietnam(Date.now());
  return `timbao-${today}.${format === 'csv' ? 'csv' : 'jsonl'}`;
};
