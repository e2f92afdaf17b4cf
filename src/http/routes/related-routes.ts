import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { articleParameters } from '../schemas/article-schema.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import { relatedParameters, relatedResponse, toRelatedRequest } from '../schemas/related-schema.ts';
import { keptUnlessPartial, taggedJson } from '../middleware/caching.ts';
import { previewing } from '../middleware/preview.ts';
import type { Asks } from '../middleware/asks.ts';

export const relatedRoutes = (asks: Asks) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(relatedParameters.shape)) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/articles/{id}/related',
      operationId: 'relatedArticles',
      tags: ['Articles'],
      summary: 'Other coverage of what an article is about',
      security: keyWhereAsked,
      middleware: [previewing, asks('search')] as const,
      request: { params: articleParameters, query: relatedParameters },
      responses: {
        200: {
          description: 'Articles about the same thing, the nearest first',
          content: { 'application/json': { schema: relatedResponse } },
        },
        ...problems(400, 401, 403, 404, 429, 503, 504),
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const request = toRelatedRequest(c.req.valid('query'));
      const found = await c.var.services.relatedArticles(id, request, c.var.deadline.signal);
      if (found === null) throw new AppError('not_found', `There is no article with the id “${id}”.`);
      return taggedJson(c, found, keptUnlessPartial(found));
    },
  );
