import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Suggestions } from '../../domain/suggestion.ts';
import type { AppEnv } from '../app-env.ts';
import { ageHeaders, createLastAnswers } from '../last-answers.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import { openSearchSuggestions, suggestParameters, suggestResponse } from '../schemas/suggest-schema.ts';
import { keptUnlessPartial, taggedJson } from '../middleware/caching.ts';
import type { Asks, Instead } from '../middleware/asks.ts';

/** Suggestions kept for a crowd, of some kilobytes each. */
const KEPT = 1_000;

export const suggestRoutes = (asks: Asks) => {
  const last = createLastAnswers<Suggestions>(KEPT);
  const lastOne: Instead = (c) => {
    const kept = last.find(c);
    if (kept === null || !c.var.services.areSeen(idsIn(kept.answer))) return null;
    return answer(c, kept.answer, c.req.query('format'), ageHeaders(kept.age));
  };
  return new OpenAPIHono<AppEnv>({
    defaultHook: refuseInvalid(Object.keys(suggestParameters.shape)),
  }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/suggest',
      operationId: 'suggest',
      tags: ['Search'],
      summary: 'Completions for a search box',
      security: keyWhereAsked,
      middleware: [asks('suggest', lastOne)] as const,
      request: { query: suggestParameters },
      responses: {
        200: {
          description: 'Ways to go on with what was typed, best first',
          headers: {
            Age: {
              description:
                'Seconds since they were made: of what was answered a moment ago and is told again, where there is no time to answer anew',
              required: false,
              schema: { type: 'integer', minimum: 0, example: 7 },
            },
          },
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
      if (!found.partial) last.keep(c, found);
      return answer(c, found, format, keptUnlessPartial(found)) as never;
    },
  );
};

const idsIn = ({ suggestions }: Suggestions): readonly string[] =>
  suggestions.flatMap(({ id }) => (id === null ? [] : [id]));

const answer = (
  c: Context<AppEnv>,
  found: Suggestions,
  format: string | undefined,
  headers: Record<string, string>,
): Response => {
  if (format !== 'opensearch') return taggedJson(c, found, headers);
  const texts = found.suggestions.map(({ text }) => text);
  return c.body(JSON.stringify([found.query, texts]), 200, {
    'Content-Type': 'application/x-suggestions+json; charset=utf-8',
    ...headers,
  });
};
