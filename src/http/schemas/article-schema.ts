import { z } from '@hono/zod-openapi';
import { ID } from '../../domain/id.ts';
import type { Article } from '../../domain/article.ts';
import { MAX_ARTICLE_VERSION } from '../../domain/article-version.ts';
import { ARTICLE_LIMITS, articleSchema } from '../../ingest/article-schema.ts';
import { preview } from './search-parameters.ts';

export const articleParameters = z.object({
  id: z
    .string()
    .regex(ID, 'must be 1 to 128 of the characters A–Z a–z 0–9 . _ : -')
    .openapi({
      param: { name: 'id', in: 'path' },
      description: 'The id of the article: 1 to 128 of A–Z a–z 0–9 . _ : -',
      example: 'bao-2022-00117',
    }),
});

const VERSION_COMPLAINT = `must be a whole number from 0 to ${MAX_ARTICLE_VERSION}`;

export const writeParameters = z.strictObject({
  refresh: z
    .literal('wait', { error: 'can only be "wait"; leave it out to be answered sooner' })
    .optional()
    .openapi({
      description: 'wait: answered once the change can be found. Without it that takes up to a second more',
      example: 'wait',
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
      minimum: 0,
      maximum: MAX_ARTICLE_VERSION,
      example: 7,
      description: 'The version to remove, with all that are older; without it whichever is stored',
    }),
});

interface FieldNotes {
  readonly description: string;
  readonly example: unknown;
  /** The most characters, or of a list those of an entry. */
  readonly maxLength?: number;
  readonly format?: string;
}

const notes: Readonly<Record<keyof Article, FieldNotes>> = {
  id: { description: 'May be left out; if given, that of the address', example: 'bao-2022-00117' },
  title: {
    description: 'As published',
    example: 'Bản Nà Pồng có đường mới',
    maxLength: ARTICLE_LIMITS.title,
  },
  lead: {
    description: 'The sapo: the opening paragraph set in bold',
    example: 'Sau ba năm, đường đã vào đến bản.',
    maxLength: ARTICLE_LIMITS.lead,
  },
  body: {
    description:
      'Paragraphs separated by an empty line; HTML is reduced to text. At most 10 MB and 100,000 tags as sent, and 2 MB and 20,000 lines of text',
    example: 'Con đường bê tông dài hai cây số.\n\nBà con không còn phải lội suối.',
  },
  captions: {
    description: 'Image captions: searchable, kept out of body',
    example: ['Đường vào bản hôm nay.'],
    maxLength: ARTICLE_LIMITS.caption,
  },
  url: {
    description: 'Where it was published: http or https',
    example: 'https://bao.example/na-pong-117.html',
    format: 'uri',
    maxLength: ARTICLE_LIMITS.url,
  },
  image: {
    description: 'Its main image: http or https',
    example: 'https://bao.example/anh/na-pong.jpg',
    format: 'uri',
    maxLength: ARTICLE_LIMITS.url,
  },
  section: { description: 'The section it appeared in', example: 'Kinh tế', maxLength: ARTICLE_LIMITS.name },
  source: { description: 'The paper or agency', example: 'Báo Mường Ảng', maxLength: ARTICLE_LIMITS.name },
  authors: {
    description: 'Bylines, one entry each',
    example: ['Lò Thu Hiên'],
    maxLength: ARTICLE_LIMITS.name,
  },
  tags: { description: 'Keywords, one entry each', example: ['giao thông'], maxLength: ARTICLE_LIMITS.name },
  publishedAt: {
    description:
      'RFC 3339 with an offset; a bare date (2022-01-21, 21/01/2022) is that day at 00:00 in Vietnam',
    example: '2022-01-21T00:00:00+07:00',
  },
  updatedAt: {
    description: 'When it was last changed; as publishedAt',
    example: '2022-01-22T08:30:00+07:00',
  },
  visibleFrom: {
    description: 'An embargo: nobody finds or reads it before; as publishedAt, which is an embargo, too',
    example: '2022-01-21T06:00:00+07:00',
  },
  visibleUntil: {
    description: 'A withdrawal: nobody finds or reads it from then on; as publishedAt',
    example: '2032-01-21T00:00:00+07:00',
  },
  version: {
    description: 'The CMS’s revision; an older one never overwrites a newer one',
    example: 3,
  },
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
    description: 'An article as it comes in; null is the same as leaving a field out',
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => {
        const { maxLength, ...said } = notes[name as keyof Article];
        return [name, { ...withMaxLength(property as JsonSchema, maxLength), ...said }];
      }),
    ),
    required: required.filter((name) => name !== 'id'),
    additionalProperties: false,
  };
};

interface JsonSchema {
  readonly items?: object;
  readonly anyOf?: readonly JsonSchema[];
}

/** Lengths that are measured after the text was cleaned are no part of what zod tells of itself. */
const withMaxLength = (schema: JsonSchema, maxLength: number | undefined): object => {
  if (maxLength === undefined) return schema;
  if (schema.items !== undefined) return { ...schema, items: { ...schema.items, maxLength } };
  if (schema.anyOf === undefined) return { ...schema, maxLength };
  return {
    ...schema,
    anyOf: schema.anyOf.map((one) => (one.items === undefined ? one : withMaxLength(one, maxLength))),
  };
};

const told = ({ description, example }: FieldNotes) => ({ description, example });

/** The mark of what others do not see. */
export const hidden = z.enum(['embargoed', 'withdrawn']).optional().openapi({
  description: 'Only with preview=true: that others do not see it, yet or any more',
  example: 'embargoed',
});

/** The parameters of `GET /v1/articles/{id}`. */
export const readParameters = z.object({ preview });

/** A stored article. */
export const articleResponse = z
  .object({
    id: z.string().openapi({ ...told(notes.id), description: 'The id that it was stored under' }),
    title: z.string().openapi(told(notes.title)),
    lead: z.string().optional().openapi(told(notes.lead)),
    body: z.string().openapi({ ...told(notes.body), description: 'Paragraphs separated by an empty line' }),
    captions: z.array(z.string()).readonly().openapi(told(notes.captions)),
    url: z.string().optional().openapi(told(notes.url)),
    image: z.string().optional().openapi(told(notes.image)),
    section: z.string().optional().openapi(told(notes.section)),
    source: z.string().optional().openapi(told(notes.source)),
    authors: z.array(z.string()).readonly().openapi(told(notes.authors)),
    tags: z.array(z.string()).readonly().openapi(told(notes.tags)),
    publishedAt: z.string().openapi({
      format: 'date-time',
      description: 'When it was published, in Vietnam time',
      example: notes.publishedAt.example,
    }),
    updatedAt: z.string().optional().openapi({
      format: 'date-time',
      description: 'When it was last changed, in Vietnam time',
      example: notes.updatedAt.example,
    }),
    visibleFrom: z.string().optional().openapi({
      format: 'date-time',
      description: 'Nobody found or read it before, in Vietnam time',
      example: notes.visibleFrom.example,
    }),
    visibleUntil: z.string().optional().openapi({
      format: 'date-time',
      description: 'Nobody finds or reads it from then on, in Vietnam time',
      example: notes.visibleUntil.example,
    }),
    version: z.int().min(0).optional().openapi(told(notes.version)),
    hidden,
  })
  .openapi('Article', { description: 'An article as it is stored' });

/** The answer to a write. */
export const writeResponse = z
  .object({
    id: z.string().openapi({ description: 'The id of the article', example: 'bao-2022-00117' }),
    status: z
      .enum(['created', 'updated'])
      .openapi({ description: 'Whether it is new or stands in the place of another', example: 'created' }),
  })
  .openapi('WriteResult', { description: 'What became of an article' });
