import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { isReaders } from '../count-search.ts';
import { readJson } from '../read-json.ts';
import { requireScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { createBodyReader } from '../read-body.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import {
  clickInput,
  statisticsParameterNames,
  statisticsParameters,
  statisticsResponse,
  toStatisticsRequest,
} from '../schemas/statistics-schema.ts';
import type { ReaderStatistics } from '../services.ts';
import { statisticsCsv } from '../statistics-csv.ts';

/** A query of the greatest length, each letter of it escaped. */
const MAX_BYTES = 8 * 1024;

/** What readers look for: told to the newsroom, and the one thing that readers' browsers tell of it. */
export const statisticsRoutes = (asks: Asks) => {
  const bodies = createBodyReader({
    most: MAX_BYTES,
    tooLarge: 'The body is larger than 8 KB. A click has a query, an id and a rank.',
    isPlain: true,
  });
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(statisticsParameterNames) });
  routes.openAPIRegistry.register('ClickInput', clickInput);
  return routes
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/stats/searches',
        operationId: 'searchStatistics',
        tags: ['Desk'],
        summary: 'What readers search for',
        description:
          'Counted by the hour without anything of who searched; small numbers are not told. For a key of scope desk, without filters of its own.',
        security: [{ apiKey: [] }],
        middleware: [requireScope('desk'), asks('read')] as const,
        request: { query: statisticsParameters },
        responses: {
          200: {
            description: 'The searches, and the figures of all of them',
            content: {
              'application/json': { schema: statisticsResponse },
              'text/csv': {
                schema: z.string(),
                example:
                  'q,searches,hits,withoutHits,loosened,corrected,clicks,clickRate,meanRank,tookMs\r\nhạn hán,336,128,0,0.1,0.02,210,0.625,2.4,9\r\n',
              },
            },
          },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { caller, deadline } = c.var;
        if (caller.kind === 'key' && caller.key.within !== null)
          throw new AppError(
            'forbidden',
            'This key is for a part of the archive. What readers search for is told of all of it, or not at all.',
          );
        const parameters = c.req.valid('query');
        const request = toStatisticsRequest(parameters);
        const statistics = await statisticsOf(c).read(request, deadline.signal);
        const headers = { 'Cache-Control': 'no-store' };
        if (parameters.format !== 'csv') return c.json(statistics, 200, headers);
        return c.body(statisticsCsv(statistics), 200, {
          ...headers,
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': 'attachment; filename="searches.csv"',
        });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/clicks',
        operationId: 'tellClick',
        tags: ['Search'],
        summary: 'Tell that a reader opened an article of what a search found',
        description:
          'For navigator.sendBeacon: JSON, also as text/plain. It is counted for the query and the article, by the hour, and nothing else of it is kept. Whether it was counted is not told: not where the browser asks not to be followed (DNT, Sec-GPC), nor where readers do not see the article.',
        security: keyWhereAsked,
        middleware: [bodies.refuseTooLarge, asks('suggest')] as const,
        request: {
          body: {
            required: true,
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/ClickInput' } },
              'text/plain': { schema: { $ref: '#/components/schemas/ClickInput' } },
            },
          },
        },
        responses: {
          204: { description: 'It was read' },
          ...problems(400, 401, 403, 404, 408, 413, 415, 429, 503),
        },
      }),
      async (c) => {
        const { q, id, rank } = await readJson(c, bodies, clickInput, Object.keys(clickInput.shape));
        const { caller } = c.var;
        // Of a part of the archive nothing is counted.
        const isPart = caller.kind === 'key' && caller.key.within !== null;
        if (!isPart) {
          const statistics = statisticsOf(c);
          if (isReaders(c)) statistics.countClick({ q, article: id, rank });
        }
        return c.body(null, 204);
      },
    );
};

/** @throws AppError `not_found` where nothing is counted */
const statisticsOf = (c: Context<AppEnv>): ReaderStatistics => {
  const { statistics } = c.var.services;
  if (statistics !== null) return statistics;
  throw new AppError('not_found', 'What readers search for is not counted here: TIMBAO_STATS_DAYS is 0.');
};
