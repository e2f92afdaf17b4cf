import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { requireScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { createBodyReader } from '../read-body.ts';
import { readJson } from '../read-json.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import {
  allSynonymsResponse,
  synonymsInput,
  synonymsInputNames,
  synonymsParameters,
  synonymsResponse,
} from '../schemas/synonyms-schema.ts';

const MAX_BYTES = 256 * 1024;

const tags = ['Desk'];

const security = [{ apiKey: [] }];

/** The newsroom's synonyms, beside those of its file. */
export const synonymRoutes = (asks: Asks) => {
  const editing: MiddlewareHandler<AppEnv>[] = [requireScope('desk'), asks('write')];
  const bodies = createBodyReader({ most: MAX_BYTES, tooLarge: 'The entry is larger than 256 KB.' });
  const writing: MiddlewareHandler<AppEnv>[] = [requireScope('desk'), bodies.refuseTooLarge, asks('write')];
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(['id']) });
  routes.openAPIRegistry.register('SynonymsInput', synonymsInput);

  return routes
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/synonyms',
        operationId: 'listSynonyms',
        tags,
        summary: 'The synonyms in use',
        description: 'The entries that can be changed by this interface, and the lines of the file.',
        security,
        middleware: editing,
        responses: {
          200: {
            description: 'The synonyms',
            content: { 'application/json': { schema: allSynonymsResponse } },
          },
          ...problems(401, 403, 429, 503, 504),
        },
      }),
      async (c) => {
        const all = await c.var.services.synonyms.list({ signal: c.var.deadline.signal });
        return c.json(all, 200, { 'Cache-Control': 'no-store' });
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/synonyms/{id}',
        operationId: 'putSynonyms',
        tags,
        summary: 'Store an entry, new or in place of the one with this id',
        description:
          'Checked as a line of the file is (timbao synonyms check): what cannot be used is refused, what may not work as meant is in warnings. Holds at once on the instance that answers, and within seconds on all others.',
        security,
        middleware: writing,
        request: {
          params: synonymsParameters,
          body: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/SynonymsInput' } } },
          },
        },
        responses: {
          200: { description: 'Replaced', content: { 'application/json': { schema: synonymsResponse } } },
          201: { description: 'Created', content: { 'application/json': { schema: synonymsResponse } } },
          ...problems(400, 401, 403, 408, 409, 413, 415, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { spellings, alsoFinds = [] } = await readJson(c, bodies, synonymsInput, synonymsInputNames);
        const { status, synonyms } = await c.var.services.synonyms.put(
          id,
          { spellings, alsoFinds },
          { signal: c.var.deadline.signal },
        );
        return c.json(synonyms, status === 'created' ? 201 : 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/synonyms/{id}',
        operationId: 'deleteSynonyms',
        tags,
        summary: 'Remove an entry',
        security,
        middleware: editing,
        request: { params: synonymsParameters },
        responses: { 204: { description: 'Removed' }, ...problems(400, 401, 403, 404, 429, 503, 504) },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await c.var.services.synonyms.remove(id, { signal: c.var.deadline.signal }))) {
          throw new AppError('not_found', `There is no entry with the id “${id}” among the synonyms.`);
        }
        return c.body(null, 204);
      },
    );
};
