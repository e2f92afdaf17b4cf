import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { seenBy } from '../seen-by.ts';
import { requireScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { createBodyReader } from '../read-body.ts';
import { readJson } from '../read-json.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { pinInput, pinInputNames, pinParameters, pinResponse, pinsResponse } from '../schemas/pin-schema.ts';
import { problems } from '../schemas/problem.ts';

const MAX_BYTES = 256 * 1024;

const tags = ['Desk'];

const security = [{ apiKey: [] }];

const body = {
  required: true,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/PinInput' } } },
};

/** For whoever has the key, and for nobody after them. */
const UNKEPT = { 'Cache-Control': 'no-store' };

/** What editors move. It is their work, as writing is, and takes its places. */
export const pinRoutes = (asks: Asks) => {
  const editing: MiddlewareHandler<AppEnv>[] = [requireScope('desk'), asks('write')];
  const bodies = createBodyReader({ most: MAX_BYTES, tooLarge: 'The pin is larger than 256 KB.' });
  const writing: MiddlewareHandler<AppEnv>[] = [requireScope('desk'), bodies.refuseTooLarge, asks('write')];
  const routes = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(['id']) });
  // For the document: a body that is wrong is refused by the handler, with all that is wrong.
  routes.openAPIRegistry.register('PinInput', pinInput);

  return routes
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/pins',
        operationId: 'listPins',
        tags,
        summary: 'What editors pinned',
        description: 'All pins, also those whose time has not come or is over.',
        security,
        middleware: editing,
        responses: {
          200: { description: 'The pins', content: { 'application/json': { schema: pinsResponse } } },
          ...problems(401, 403, 429, 503, 504),
        },
      }),
      async (c) => {
        const pins = await c.var.services.pins.list({ signal: c.var.deadline.signal });
        return c.json({ pins }, 200, UNKEPT);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/pins',
        operationId: 'createPin',
        tags,
        summary: 'Put articles first for some queries, or never show them',
        description:
          'Holds at once on the instance that answers, and within seconds on all others. The articles of first are found by the queries whatever they say, as long as the filters of the search and of the key let them through and they are not hidden; they count in total and facets, and come first where the search is sorted by relevance. An article that is not there, or hidden from the key, is taken, and told in warnings.',
        security,
        middleware: writing,
        request: { body },
        responses: {
          201: { description: 'Created', content: { 'application/json': { schema: pinResponse } } },
          ...problems(400, 401, 403, 408, 413, 415, 429, 503, 504),
        },
      }),
      async (c) => {
        const typed = await readJson(c, bodies, pinInput, pinInputNames);
        const { signal } = c.var.deadline;
        const pin = await c.var.services.pins.create(typed, { signal, seen: seenBy(c) });
        return c.json(pin, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/pins/{id}',
        operationId: 'getPin',
        tags,
        summary: 'One pin',
        security,
        middleware: editing,
        request: { params: pinParameters },
        responses: {
          200: { description: 'The pin', content: { 'application/json': { schema: pinResponse } } },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { signal } = c.var.deadline;
        const pin = await c.var.services.pins.get(id, { signal, seen: seenBy(c) });
        if (pin === null) throw noSuchPin(id);
        return c.json(pin, 200, UNKEPT);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/pins/{id}',
        operationId: 'replacePin',
        tags,
        summary: 'Replace a pin',
        security,
        middleware: writing,
        request: { params: pinParameters, body },
        responses: {
          200: { description: 'Replaced', content: { 'application/json': { schema: pinResponse } } },
          ...problems(400, 401, 403, 404, 408, 409, 413, 415, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const typed = await readJson(c, bodies, pinInput, pinInputNames);
        const { signal } = c.var.deadline;
        const pin = await c.var.services.pins.replace(id, typed, { signal, seen: seenBy(c) });
        if (pin === null) throw noSuchPin(id);
        return c.json(pin, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/pins/{id}',
        operationId: 'deletePin',
        tags,
        summary: 'Remove a pin',
        security,
        middleware: editing,
        request: { params: pinParameters },
        responses: { 204: { description: 'Removed' }, ...problems(400, 401, 403, 404, 429, 503, 504) },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await c.var.services.pins.remove(id, { signal: c.var.deadline.signal }))) throw noSuchPin(id);
        return c.body(null, 204);
      },
    );
};

const noSuchPin = (id: string): AppError => new AppError('not_found', `There is no pin with the id “${id}”.`);
