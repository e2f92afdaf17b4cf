import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { Log } from '../../create-log.ts';
import { chooseFields } from '../../domain/choose-fields.ts';
import { answerMany } from '../answer-many.ts';
import type { AppEnv } from '../app-env.ts';
import { assertScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { isOfService, problemOfPart } from '../on-error.ts';
import { jsonOf } from '../json-of.ts';
import { createBodyReader } from '../read-body.ts';
import { problems } from '../schemas/problem.ts';
import { searchesInput, searchesOf, searchesResponse, toPostedSearch } from '../schemas/searches-schema.ts';
import { keyWhereAsked } from '../schemas/security.ts';

/** Fifty searches of the greatest length, with room for filters. */
const MAX_BYTES = 1024 * 1024;

type Answered = { readonly result: ReturnType<typeof chooseFields> } | { readonly error: unknown };

const errorOf = (answered: Answered): unknown => ('error' in answered ? answered.error : undefined);

export const searchesRoutes = (asks: Asks, { log }: { readonly log: Log }) => {
  const bodies = createBodyReader({
    most: MAX_BYTES,
    tooLarge: 'The body is larger than 1 MB. Ask fewer searches at once.',
  });
  const routes = new OpenAPIHono<AppEnv>();
  // For the document alone: what is wrong with one search is no fault of the others.
  routes.openAPIRegistry.register('SearchesInput', searchesInput);
  return routes.openapi(
    createRoute({
      method: 'post',
      path: '/v1/searches',
      operationId: 'searchMany',
      tags: ['Search'],
      summary: 'Ask up to 50 searches at once',
      description:
        'Each has the parameters of GET /v1/search, as JSON, and a query of up to 2,000 characters; each is answered by a result or a problem, in order. All of them share the time that one request has: those that are not answered when it is over have a problem. Where none could be answered, because the service or its engine cannot now, the request itself fails.',
      security: keyWhereAsked,
      middleware: [bodies.refuseTooLarge, asks('batch')] as const,
      request: {
        body: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/SearchesInput' } } },
        },
      },
      responses: {
        200: {
          description: 'A result or a problem for each',
          content: { 'application/json': { schema: searchesResponse } },
        },
        ...problems(400, 401, 403, 408, 413, 415, 429, 503, 504),
      },
    }),
    async (c) => {
      const { services, deadline, admit, charge, endStream } = c.var;
      const searches = await bodies.withBody(c, (bytes) => Promise.resolve(searchesOf(jsonOf(bytes))));
      await charge(searches.length - 1);
      const answer = async (search: unknown): Promise<Answered> => {
        try {
          deadline.signal.throwIfAborted();
          const request = toPostedSearch(search);
          if (request.wanted.preview === true) assertScope(c, 'preview');
          const result = await services.searchArticles(request, deadline.signal);
          return { result: chooseFields(result, request.shown.fields) };
        } catch (error) {
          return { error };
        }
      };
      const answered = await answerMany(searches, answer, admit, errorOf);
      const errors = answered.flatMap((one) => ('error' in one ? [one.error] : []));
      const ofService = errors.filter(isOfService);
      if (ofService.length === answered.length) throw ofService[0];
      // Where none was answered, the place of the request tells no more of the engine than they do.
      if (errors.length === answered.length) endStream(ofService[0]);
      const answers = answered.map((one) =>
        'error' in one ? { problem: problemOfPart(log, c, one.error) } : one,
      );
      return c.json({ answers }, 200, { 'Cache-Control': 'no-store' });
    },
  );
};
