import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { AppError } from '../../domain/app-error.ts';
import { ARTICLE_LIMITS } from '../../ingest/article-schema.ts';
import type { AppEnv } from '../app-env.ts';
import { requireScope } from '../middleware/api-keys.ts';
import { previewing } from '../middleware/preview.ts';
import { createBodyReader } from '../read-body.ts';
import {
  articleParameters,
  articleResponse,
  deleteParameters,
  readParameters,
  writeParameters,
  writeResponse,
} from '../schemas/article-schema.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import type { Asks } from '../middleware/asks.ts';
import { taggedJson } from '../middleware/caching.ts';

/** An article of the greatest length, and what JSON adds to it. */
const maxArticleBytes = ARTICLE_LIMITS.bodyAsSent + 2 * 1024 * 1024;

const tags = ['Articles'];

const security = [{ apiKey: [] }];

export const articleRoutes = (asks: Asks) => {
  const mayWrite = requireScope('write');
  const bodies = createBodyReader({
    most: maxArticleBytes,
    tooLarge: 'The article is larger than 12 MB. Send its text without images.',
  });

  return new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(deleteParameters.shape)) })
    .openapi(
      createRoute({
        method: 'get',
        path: '/v1/articles/{id}',
        operationId: 'getArticle',
        tags,
        summary: 'One article',
        security: keyWhereAsked,
        middleware: [previewing, asks('read')] as const,
        request: { params: articleParameters, query: readParameters },
        responses: {
          200: { description: 'The article', content: { 'application/json': { schema: articleResponse } } },
          ...problems(400, 401, 403, 404, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const preview = c.req.valid('query').preview === 'true';
        const article = await c.var.services.getArticle(id, { preview }, c.var.deadline.signal);
        if (article === null) throw noSuchArticle(id);
        return taggedJson(c, article);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/v1/articles/{id}',
        operationId: 'putArticle',
        tags,
        summary: 'Store an article, new or in place of the one with this id',
        security,
        middleware: [mayWrite, bodies.refuseTooLarge, asks('write')] as const,
        request: {
          params: articleParameters,
          query: writeParameters,
          body: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/ArticleInput' } } },
          },
        },
        responses: {
          200: { description: 'Replaced', content: { 'application/json': { schema: writeResponse } } },
          201: { description: 'Created', content: { 'application/json': { schema: writeResponse } } },
          ...problems(400, 401, 403, 408, 409, 413, 415, 422, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { readArticle, putArticle } = c.var.services;
        const options = writeOptions(c.req.valid('query'));
        const status = await bodies.withBody(c, async (json) =>
          putArticle(await readArticle(json, id), options, c.var.deadline.signal),
        );
        return c.json({ id, status }, status === 'created' ? 201 : 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/v1/articles/{id}',
        operationId: 'deleteArticle',
        tags,
        summary: 'Remove an article',
        description:
          'Without a version: the article as it is stored now; 404 where there is none. With one: that version and what is older, now and whenever it arrives, also where nothing is stored yet; 409 where a newer one is stored. A later version brings the article back.',
        security,
        middleware: [mayWrite, asks('write')] as const,
        request: { params: articleParameters, query: deleteParameters },
        responses: {
          204: { description: 'Removed' },
          ...problems(400, 401, 403, 404, 409, 429, 503, 504),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { version, ...query } = c.req.valid('query');
        const options = { ...writeOptions(query), ...(version === undefined ? {} : { version }) };
        if (!(await c.var.services.deleteArticle(id, options, c.var.deadline.signal)))
          throw noSuchArticle(id);
        return c.body(null, 204);
      },
    );
};

const writeOptions = ({ refresh }: { refresh?: 'wait' | undefined }) => ({
  refresh: refresh ?? ('none' as const),
});

const noSuchArticle = (id: string): AppError =>
  new AppError('not_found', `There is no article with the id “${id}”.`);
