import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { analyzeText } from '../../text/analyze-text.ts';
import type { AppEnv } from '../app-env.ts';
import { analyzeParameters, analyzeResponse } from '../schemas/analyze-schema.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { taggedJson } from '../middleware/caching.ts';

/** Pure reckoning: it needs no engine, and answers while there is none. */
export const analyzeRoutes = () =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(analyzeParameters.shape)) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/analyze',
      operationId: 'analyzeText',
      tags: ['Search'],
      summary: 'How a text is seen: each syllable with its exact, toneless and folded form',
      request: { query: analyzeParameters },
      responses: {
        200: { description: 'Its tokens', content: { 'application/json': { schema: analyzeResponse } } },
        ...problems(400, 429),
      },
    }),
    (c) => taggedJson(c, analyzeText(c.req.valid('query').text)),
  );
