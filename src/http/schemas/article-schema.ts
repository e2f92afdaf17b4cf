import { z } from '@hono/zod-openapi';

const text = (description: string) => z.string({ error: textError }).openapi({ description });

const textError = ({ input }: { input: unknown }): string =>
  input === undefined ? 'is missing' : 'must be text';

const texts = (description: string) =>
  z
    .array(z.string({ error: 'must be text' }), { error: 'must be a list of texts' })
    .openapi({ description, type: 'array', items: { type: 'string' } });

export const articleId = z
  .string({ error: textError })
  .regex(/^[A-Za-z0-9._:-]{1,128}$/, 'must be 1 to 128 of the characters A–Z a–z 0–9 . _ : -')
  .openapi({ example: 'bao-2022-00117', description: '1–128 of A–Z a–z 0–9 . _ : -' });

export const articleParameters = z.object({
  id: articleId.openapi({ param: { name: 'id', in: 'path' } }),
});

export const writeParameters = z.strictObject({
  refresh: z
    .literal('wait', { error: 'can only be "wait"; leave it out to be answered sooner' })
    .optional()
    .openapi({
      description: 'wait: answered once the change can be found. Without it that takes up to a second more',
    }),
});

/**
 * The body of `PUT /v1/articles/{id}`. Its shape alone is checked here; what is in it (HTML, dates,
 * addresses) is read by the same code for every way an article comes in.
 */
export const articleBody = z
  .strictObject(
    {
      id: articleId.optional().openapi({ description: 'May be left out; if given, that of the path' }),
      title: text('As published'),
      lead: text('The sapo').optional(),
      body: text('Paragraphs parted by an empty line; HTML is reduced to text'),
      captions: texts('Image captions').optional(),
      url: text('http or https').optional(),
      image: text('http or https').optional(),
      section: text('').optional(),
      source: text('').optional(),
      authors: texts('').optional(),
      tags: texts('').optional(),
      publishedAt: text('RFC 3339; a bare date is that day at 00:00 in Vietnam').openapi({
        example: '2022-01-21T08:30:00+07:00',
      }),
      updatedAt: text('RFC 3339').optional(),
      version: z
        .int({ error: 'must be a whole number, 0 or more' })
        .min(0, 'must be a whole number, 0 or more')
        .optional()
        .openapi({ description: 'The revision; an older one never overwrites a newer one' }),
    },
    { error: 'must be an article: a JSON object' },
  )
  .openapi('ArticleInput');

export type ArticleBody = z.output<typeof articleBody>;

export const articleFieldNames = Object.keys(articleBody.shape);

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
