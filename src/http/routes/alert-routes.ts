import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { atomFeed } from '../atom-feed.ts';
import { jsonOf } from '../json-of.ts';
import { requireScope } from '../middleware/api-keys.ts';
import type { Asks } from '../middleware/asks.ts';
import { publicAddress } from '../public-address.ts';
import type { AddressOptions } from '../public-address.ts';
import { createBodyReader } from '../read-body.ts';
import {
  alertFeedParameters,
  alertInput,
  alertParameters,
  alertResponse,
  alertsResponse,
  deliveriesParameters,
  deliveriesResponse,
  deliveryParameters,
  previewParameters,
  previewResponse,
  storedAlertResponse,
  toAlertInput,
  toAlertResponse,
  toStoredAlertResponse,
} from '../schemas/alert-schema.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';

const MAX_BYTES = 256 * 1024;

const tags = ['Desk'];
const security = [{ apiKey: [] }];
const NO_STORE = { 'Cache-Control': 'no-store' } as const;

const parameterNames = [
  ...Object.keys(previewParameters.shape),
  ...Object.keys(deliveriesParameters.shape),
  ...Object.keys(alertFeedParameters.shape),
];

const noSuchAlert = (id: string): AppError =>
  new AppError('not_found', `There is no alert with the id “${id}”.`);

export const alertRoutes = (asks: Asks, options: AddressOptions) => {
  const isDesk = requireScope('desk');
  const bodies = createBodyReader({ most: MAX_BYTES, tooLarge: 'The body is larger than 256 KB.' });
  const body = {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/AlertInput' } } },
  } as const;

  const routes = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(parameterNames) });
  routes.openAPIRegistry.register('AlertInput', alertInput);
  return routes
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/alerts',
        operationId: 'listAlerts',
        tags,
        summary: 'All alerts',
        description: 'With a key that has filters those that were made with the same filters.',
        security,
        middleware: [isDesk, asks('write')] as const,
        responses: {
          200: { description: 'The alerts', content: { 'application/json': { schema: alertsResponse } } },
          ...problems(401, 403, 429, 503, 504),
        },
      }),
      async (c) => {
        const alerts = await c.var.services.listAlerts(c.var.deadline.signal);
        return c.json({ alerts: alerts.map(toAlertResponse) }, 200, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/alerts',
        operationId: 'createAlert',
        tags,
        summary: 'Make an alert, under an id of its own',
        description:
          'What is written from then on is sent where it has what is searched for; nothing is loosened. It sees what the key sees that it is made with, and nothing that is hidden.',
        security,
        middleware: [isDesk, bodies.refuseTooLarge, asks('write')] as const,
        request: { body },
        responses: {
          201: { description: 'Made', content: { 'application/json': { schema: storedAlertResponse } } },
          ...problems(400, 401, 403, 408, 413, 415, 429, 503, 504),
        },
      }),
      async (c) => {
        const stored = await bodies.withBody(c, (bytes) =>
          c.var.services.putAlert(null, toAlertInput(jsonOf(bytes)), c.var.deadline.signal),
        );
        return c.json(toStoredAlertResponse(stored), 201, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/alerts/{id}',
        operationId: 'getAlert',
        tags,
        summary: 'One alert',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: alertParameters },
        responses: {
          200: { description: 'The alert', content: { 'application/json': { schema: alertResponse } } },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const alert = await c.var.services.getAlert(id, c.var.deadline.signal);
        if (alert === null) throw noSuchAlert(id);
        return c.json(toAlertResponse(alert), 200, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/alerts/{id}',
        operationId: 'putAlert',
        tags,
        summary: 'Make an alert, or change the one with this id',
        description:
          'One that is changed goes on with what it was made for: the filters of the first key, its secret, and what it has sent.',
        security,
        middleware: [isDesk, bodies.refuseTooLarge, asks('write')] as const,
        request: { params: alertParameters, body },
        responses: {
          200: { description: 'Changed', content: { 'application/json': { schema: storedAlertResponse } } },
          201: { description: 'Made', content: { 'application/json': { schema: storedAlertResponse } } },
          ...problems(400, 401, 403, 408, 409, 413, 415, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const stored = await bodies.withBody(c, (bytes) =>
          c.var.services.putAlert(id, toAlertInput(jsonOf(bytes)), c.var.deadline.signal),
        );
        return c.json(toStoredAlertResponse(stored), stored.isNew ? 201 : 200, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/alerts/{id}',
        operationId: 'deleteAlert',
        tags,
        summary: 'Remove an alert',
        description: 'What waits to be sent for it is not sent.',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: alertParameters },
        responses: {
          204: { description: 'Removed' },
          ...problems(400, 401, 403, 404, 409, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        if (!(await c.var.services.deleteAlert(id, c.var.deadline.signal))) throw noSuchAlert(id);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/alerts/{id}/preview',
        operationId: 'previewAlert',
        tags,
        summary: 'What an alert would have sent in the last days',
        description:
          'Of the articles that readers came to see in that time, as they are now, each at the time when they did. Nothing is sent.',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: alertParameters, query: previewParameters },
        responses: {
          200: {
            description: 'What would have been sent',
            content: { 'application/json': { schema: previewResponse } },
          },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const preview = await c.var.services.previewAlert(id, c.req.valid('query'), c.var.deadline.signal);
        if (preview === null) throw noSuchAlert(id);
        return c.json(preview, 200, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/alerts/{id}/deliveries',
        operationId: 'listDeliveries',
        tags,
        summary: 'What became of the articles for an alert',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: alertParameters, query: deliveriesParameters },
        responses: {
          200: {
            description: 'A page of them',
            content: { 'application/json': { schema: deliveriesResponse } },
          },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { state, size, page } = c.req.valid('query');
        const wanted = { ...(state !== undefined && { state }), size, from: (page - 1) * size };
        const list = await c.var.services.listDeliveries(id, wanted, c.var.deadline.signal);
        if (list === null) throw noSuchAlert(id);
        return c.json(list, 200, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/v1/alerts/{id}/deliveries/{delivery}/resend',
        operationId: 'resendDelivery',
        tags,
        summary: 'Send again what was given up',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: deliveryParameters },
        responses: {
          202: {
            description: 'It will be sent',
            content: {
              'application/json': {
                schema: z.object({
                  state: z
                    .literal('waiting')
                    .openapi({ description: 'Its state from now on', example: 'waiting' }),
                }),
              },
            },
          },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id, delivery } = c.req.valid('param');
        if (!(await c.var.services.resendDelivery(id, delivery, c.var.deadline.signal)))
          throw new AppError('not_found', `The alert “${id}” has no dead delivery “${delivery}”.`);
        return c.json({ state: 'waiting' as const }, 202, NO_STORE);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/alerts/{id}/feed.atom',
        operationId: 'getAlertFeed',
        tags,
        summary: 'The articles for an alert as an Atom feed',
        description: 'Whatever its channel: those that were found last, the newest first, as they are now.',
        security,
        middleware: [isDesk, asks('write')] as const,
        request: { params: alertParameters, query: alertFeedParameters },
        responses: {
          200: {
            description: 'Atom 1.0 (RFC 4287)',
            content: {
              'application/atom+xml': {
                schema: z.string(),
                example:
                  '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">…</feed>\n',
              },
            },
          },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const found = await c.var.services.alertedArticles(
          id,
          c.req.valid('query').size,
          c.var.deadline.signal,
        );
        if (found === null) throw noSuchAlert(id);
        const path = `/v1/alerts/${encodeURIComponent(id)}/feed.atom`;
        const feed = atomFeed(found.articles, {
          name: `alert ${id}`,
          title: found.alert.name,
          base: publicAddress(c, options),
          self: path,
          page: `/?${new URLSearchParams({ q: found.alert.search.q }).toString()}`,
        });
        return c.body(feed, 200, {
          ...NO_STORE,
          'Content-Type': 'application/atom+xml; charset=utf-8',
        }) as never;
      },
    );
};
