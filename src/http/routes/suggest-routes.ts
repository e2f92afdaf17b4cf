import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import { openSearchSuggestions, suggestParameters, suggestResponse } from '../schemas/suggest-schema.ts';
import { keptUnlessPartial } from '../middleware/caching.ts';
import type { Asks } from '../middleware/asks.ts';

export const suggestRoutes = (asks: Asks) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(suggestParameters.shape)) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/suggest',
      operationId: 'suggest',
      tags: ['Search'],
      summary: 'Completions for a search box',
      security: keyWhereAsked,
      middleware: [asks('suggest')] as const,
      request: { query: suggestParameters },
      responses: {
        200: {
          description: 'Ways to go on with what was typed, best first',
          content: {
            'application/json': { schema: suggestResponse },
            'application/x-suggestions+json': { schema: openSearchSuggestions },
          },
        },
        ...problems(400, 401, 403, 429, 503),
      },
    }),
    async (c) => {
      const { q, size, format, lang } = c.req.valid('query');
      const found = await c.var.services.suggest({ typed: q, most: size, lang: lang ?? 'en' });
      if (format !== 'opensearch') return c.json(found, 200, keptUnlessPartial(found));
      const texts = found.suggestions.map(({ text }) => text);
      return c.body(JSON.stringify([found.query, texts]), 200, {
        'Content-Type': 'application/x-suggestions+json; charset=utf-8',
        ...keptUnlessPartial(found),
      }) as never;
    },
  );
