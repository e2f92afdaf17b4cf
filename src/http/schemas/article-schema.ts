import { z } from '@hono/zod-openapi';
import type { Article } from '../../domain/article.ts';
import { MAX_ARTICLE_VERSION } from '../../domain/article-version.ts';
import { articleSchema } from '../../ingest/article-schema.ts';

export const articleParameters = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,128}$/, 'must be 1 to 128 of the characters A–Z a–z 0–9 . _ : -')
    .openapi({ param: { name: 'id', in: 'path' }, example: 'bao-2022-00117' }),
});

const VERSION_COMPLAINT = `must be a whole number from 0 to ${MAX_ARTICLE_VERSION}`;

export const writeParameters = z.strictObject({
  refresh: z
    .literal('wait', { error: 'can only be "wait"; leave it out to be answered sooner' })
    .optional()
    .openapi({
      description: 'wait: answered once the change can be found. Without it that takes up to a second more',
    }),
});

export const deleteParameters = writeParameters.extend({
  version: z
    .string()
    .regex(/^\d{1,16}$/, VERSION_COMPLAINT)
    .transform(Number)
    .refine((version) => version <= MAX_ARTICLE_VERSION, VERSION_COMPLAINT)
    .optional()
    .openapi({
      type: 'integer',
      description: 'The version to remove, with all that are older; without it whichever is stored',
    }),
});

const descriptions: Readonly<Record<keyof Article, string>> = {
  id: 'May be left out; if given, that of the address',
  title: 'As published',
  lead: 'The sapo: the opening paragraph set in bold',
  body: 'Paragraphs parted by an empty line; HTML is reduced to text',
  captions: 'Image captions: searchable, kept out of body',
  url: 'http or https',
  image: 'http or https',
  section: 'The section it appeared in',
  source: 'The paper or agency',
  authors: 'Bylines, one entry each',
  tags: 'Keywords, one entry each',
  publishedAt:
    'RFC 3339 with an offset; a bare date (2022-01-21, 21/01/2022) is that day at 00:00 in Vietnam',
  updatedAt: 'As publishedAt',
  version: 'The CMS’s revision; an older one never overwrites a newer one',
};

/**
 * The body of `PUT /v1/articles/{id}` for the OpenAPI document, from the very schema that reads articles.
 * That one is not handed to the router: a route's own check would come before it and show only half of
 * what is wrong.
 */
export const articleInput = () => {
  const { properties = {}, required = [] } = z.toJSONSchema(articleSchema, { io: 'input' });
  return {
    type: 'object' as const,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        { ...(property as object), description: descriptions[name as keyof Article] },
      ]),
    ),
    required: required.filter((name) => name !== 'id'),
    additionalProperties: false,
  };
};

/** A stored article. */
export const articleResponse = z
  .object({
    id: z.string(),
    title: z.string(),
    lead: z.string().optional(),
    body: z.string(),
    captions: z.array(z.string()).readonly(),
    url: z.string().optional(),
    image: z.string().optional(),
    section: z.string().optional(),
    source: z.string().optional(),
    authors: z.array(z.string()).readonly(),
    tags: z.array(z.string()).readonly(),
    publishedAt: z.string().openapi({ format: 'date-time' }),
    updatedAt: z.string().optional().openapi({ format: 'date-time' }),
    version: z.int().optional(),
  })
  .openapi('Article');

/** The answer to a write. */
export const writeResponse = z
  .object({ id: z.string(), status: z.enum(['created', 'updated']) })
  .openapi('WriteResult');
