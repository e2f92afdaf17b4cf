import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import type { Asks } from '../middleware/asks.ts';
import { keptUnlessPartial, taggedJson } from '../middleware/caching.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import {
  toTrendsRequest,
  trendsParameterNames,
  trendsParameters,
  trendsResponse,
} from '../schemas/trends-schema.ts';
import { trendsCsv } from '../trends-csv.ts';

export const trendsRoutes = (asks: Asks) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(trendsParameterNames) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/trends',
      operationId: 'compareTrends',
      tags: ['Search'],
      summary: 'Compare up to eight searches over time',
      description:
        'How many articles each search finds by day, week, month or year, and which part of all that was published. Nothing is loosened. At most 1,100 periods.',
      security: keyWhereAsked,
      middleware: [asks('search')] as const,
      request: { query: trendsParameters },
      responses: {
        200: {
          description: 'The searches over time',
          content: {
            'application/json': { schema: trendsResponse },
            'text/csv': {
              schema: z.string(),
              example:
                'period,from,to,published,hạn hán,hạn hán (share)\r\n2022-01,2022-01-01,2022-01-31,240,12,0.05\r\n',
            },
          },
        },
        ...problems(400, 401, 403, 429, 503, 504),
      },
    }),
    async (c) => {
      const parameters = c.req.valid('query');
      const trends = await c.var.services.countTrends(toTrendsRequest(parameters), c.var.deadline.signal);
      const headers = keptUnlessPartial(trends);
      if (parameters.format !== 'csv') return taggedJson(c, trends, headers);
      return c.body(trendsCsv(trends), 200, {
        ...headers,
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="trends.csv"',
      });
    },
  );
