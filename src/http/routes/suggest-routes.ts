import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { suggestParameters, suggestResponse } from '../schemas/suggest-schema.ts';
import type { Services } from '../services.ts';

export const suggestRoutes = ({ suggest }: Pick<Services, 'suggest'>) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(suggestParameters.shape)) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/suggest',
      operationId: 'suggest',
      tags: ['Search'],
      summary: 'Completions for a search box',
      request: { query: suggestParameters },
      responses: {
        200: {
          description: 'Ways to go on with what was typed, best first',
          content: { 'application/json': { schema: suggestResponse } },
        },
        ...problems(400, 429, 503),
      },
    }),
    async (c) => {
      const { q, size } = c.req.valid('query');
      return c.json(await suggest(q, size), 200);
    },
  );
