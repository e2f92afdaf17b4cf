import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { AppError } from '../../domain/app-error.ts';
import type { AppEnv } from '../app-env.ts';
import { atomFeed, searchFeed } from '../atom-feed.ts';
import { publicAddress } from '../public-address.ts';
import type { AddressOptions } from '../public-address.ts';
import { refuseInvalid } from '../schemas/field-errors.ts';
import { problems } from '../schemas/problem.ts';
import { keyWhereAsked } from '../schemas/security.ts';
import { integer, searchParameters, toSearchRequest } from '../schemas/search-parameters.ts';
import type { Asks } from '../middleware/asks.ts';

/** Those of a search that say which articles; a feed has them newest first, and to the letter. */
const feedParameters = searchParameters
  .omit({
    sort: true,
    page: true,
    cursor: true,
    fields: true,
    snippets: true,
    snippetSize: true,
    facets: true,
    accents: true,
    explain: true,
    relax: true,
    preview: true,
  })
  .extend({ size: integer(1, 100, 20, 'Entries of the feed') });

export const feedRoutes = (asks: Asks, options: AddressOptions) =>
  new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid(Object.keys(feedParameters.shape)) }).openapi(
    createRoute({
      method: 'get',
      path: '/v1/feed.atom',
      operationId: 'getFeed',
      tags: ['Search'],
      summary: 'A search as an Atom feed, newest first',
      description:
        'Without words and filters the newest articles of all. Nothing is loosened: a feed of words that no article has is empty until one has them.',
      security: keyWhereAsked,
      middleware: [asks('search')] as const,
      request: { query: feedParameters },
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
        ...problems(400, 401, 403, 429, 503, 504),
      },
    }),
    async (c) => {
      const request = toSearchRequest(
        {
          ...c.req.valid('query'),
          sort: 'newest',
          page: 1,
          cursor: undefined,
          fields: [],
          snippets: 0,
          snippetSize: 40,
          facets: [],
          accents: undefined,
          explain: undefined,
          relax: 'false',
          preview: undefined,
        },
        { mayBeEmpty: true },
      );
      const { articles, partial } = await c.var.services.listArticles(request, c.var.deadline.signal);
      // A reader of feeds would take what is missing for gone.
      if (partial) throw new AppError('engine_unavailable', 'Part of the index does not answer.');
      const { searchParams: search } = new URL(c.req.url);
      const feed = atomFeed(
        articles,
        searchFeed({ q: request.wanted.q, base: publicAddress(c, options), search }),
      );
      return c.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' }) as never;
    },
  );
