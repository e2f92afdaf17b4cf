import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../app-env.ts';
import { chooseFields, type ChosenResult } from '../../domain/choose-fields.ts';
import { countSearch } from '../count-search.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import { searchParameterNames, searchParameters, toSearchRequest } from '../schemas/search-parameters.ts';
import { searchResponse } from '../schemas/search-response.ts';
import { createKeptJson, keptUnlessPartial } from '../middleware/caching.ts';
import { previewing } from '../middleware/preview.ts';
import type { Asks } from '../middleware/asks.ts';

export const searchRoutes = (asks: Asks) => {
  const kept = createKeptJson<ChosenResult>();
  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(searchParameterNames) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/search',
      operationId: 'searchArticles',
      tags: ['Search'],
      summary: 'Search the articles',
      security: keyWhereAsked,
      middleware: [previewing, asks('search')] as const,
      request: { query: searchParameters },
      responses: {
        200: {
          description: 'A page of hits, best or newest first',
          content: { 'application/json': { schema: searchResponse } },
        },
        ...problems(400, 401, 403, 410, 429, 503, 504),
      },
    }),
    async (c) => {
      const request = toSearchRequest(c.req.valid('query'));
      // Ends with the connection: nobody waits for the answer of a search that was typed over.
      const result = await c.var.services.searchArticles(request, c.var.deadline.signal);
      countSearch(c, request, result);
      const chosen = () => chooseFields(result, request.shown.fields);
      // What is told of the query is made anew with each answer, and the same object as long as that is kept.
      return kept.send(c, result.query, result.tookMs, chosen, keptUnlessPartial(result));
    },
  );
};
