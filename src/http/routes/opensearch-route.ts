import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { escapeXml } from '../../text/escape-xml.ts';
import type { AppEnv } from '../app-env.ts';
import { publicAddress } from '../public-address.ts';
import type { AddressOptions } from '../public-address.ts';
import { problems } from '../schemas/problem.ts';

const url = (type: string, template: string, rel = ''): string =>
  `<Url type="${type}"${rel === '' ? '' : ` rel="${rel}"`} template="${escapeXml(template)}"/>`;

/** https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md */
const description = (base: string): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    '<ShortName>Tìm Báo</ShortName>',
    '<Description>Tìm trong báo, có dấu hay không dấu</Description>',
    '<InputEncoding>UTF-8</InputEncoding>',
    '<OutputEncoding>UTF-8</OutputEncoding>',
    '<Language>vi</Language>',
    url('text/html', `${base}/?q={searchTerms}`),
    url('application/atom+xml', `${base}/v1/feed.atom?q={searchTerms}`),
    url(
      'application/x-suggestions+json',
      `${base}/v1/suggest?q={searchTerms}&format=opensearch`,
      'suggestions',
    ),
    url('application/opensearchdescription+xml', `${base}/opensearch.xml`, 'self'),
    '</OpenSearchDescription>',
    '',
  ].join('\n');

/** What a browser needs to search here from its own search box. */
export const openSearchRoute = (options: AddressOptions) =>
  new OpenAPIHono<AppEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/opensearch.xml',
      operationId: 'getOpenSearchDescription',
      tags: ['Search'],
      summary: 'Lets a browser search here from its own search box (OpenSearch 1.1)',
      responses: {
        200: {
          description: 'An OpenSearch description',
          content: {
            'application/opensearchdescription+xml': {
              schema: z.string(),
              example:
                '<?xml version="1.0" encoding="utf-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">…',
            },
          },
        },
        ...problems(),
      },
    }),
    (c) =>
      c.body(description(publicAddress(c, options)), 200, {
        'Content-Type': 'application/opensearchdescription+xml; charset=utf-8',
      }) as never,
  );
