import { z } from '@hono/zod-openapi';

const markedText = 'HTML: the text as published, escaped, with what was found in <mark>';

const hit = z
  .object({
    id: z.string(),
    title: z.string(),
    url: z.string().nullable(),
    section: z.string().nullable(),
    authors: z.array(z.string()).readonly(),
    tags: z.array(z.string()).readonly(),
    source: z.string().nullable(),
    publishedAt: z.string().openapi({ format: 'date-time', example: '2022-01-21T00:00:00+07:00' }),
    score: z.number().nullable().openapi({ description: 'null where hits are sorted by date' }),
    highlights: z
      .object({
        title: z.string().openapi({ description: markedText }),
        lead: z
          .string()
          .nullable()
          .openapi({ description: `${markedText}; null where nothing in it matched` }),
        body: z
          .array(z.string())
          .readonly()
          .openapi({ description: `${markedText}, one entry a snippet` }),
        captions: z.array(z.string()).readonly().openapi({ description: markedText }),
      })
      .openapi({ description: 'Safe to put into a page as it is' }),
  })
  .openapi('Hit');

const dateBuckets = (example: string, from: string, to: string) =>
  z
    .array(
      z
        .object({
          value: z.string().openapi({ example }),
          from: z.string().openapi({ example: from }),
          to: z.string().openapi({ example: to }),
          count: z.int(),
        })
        .openapi({
          description:
            'count is the total of the same search with these from and to: days, or where the search itself begins or ends within a day, RFC 3339',
        }),
    )
    .readonly()
    .optional()
    .openapi({ description: 'From the first to the last in which something was found, without gaps' });

const valueBuckets = (what: string) =>
  z
    .array(z.object({ value: z.string(), count: z.int() }))
    .readonly()
    .optional()
    .openapi({
      description: `The ${what} that most of the articles found have, up to 100, most first. A filter by ${what} is left out here, so that others can be chosen; every other filter holds`,
    });

const facets = z
  .object({
    year: dateBuckets('2022', '2022-01-01', '2022-12-31'),
    month: dateBuckets('2022-01', '2022-01-01', '2022-01-31'),
    day: dateBuckets('2022-01-21', '2022-01-21', '2022-01-21'),
    section: valueBuckets('sections'),
    author: valueBuckets('authors'),
    tag: valueBuckets('tags'),
    source: valueBuckets('sources'),
  })
  .openapi('Facets');

/** The answer of `GET /v1/search`. */
export const searchResponse = z
  .object({
    query: z.object({
      text: z.string(),
      mode: z.enum(['keyword', 'phrase']),
      diacritics: z.enum(['auto', 'strict', 'ignore']),
      relaxed: z.enum(['marks', 'words']).nullable().openapi({
        description: 'What had to be loosened to find these hits; null where nothing was',
      }),
      suggestion: z.string().optional().openapi({ description: 'Did you mean' }),
    }),
    total: z.object({
      value: z.int(),
      exact: z.boolean().openapi({ description: 'false beyond 10,000' }),
    }),
    tookMs: z.number(),
    partial: z.boolean().openapi({ description: 'Some of the index did not answer: there may be more' }),
    hits: z.array(hit).readonly(),
    facets: facets.optional().openapi({ description: 'Where facets were asked for: each of them' }),
    warnings: z
      .array(
        z.object({
          code: z.string(),
          message: z.string(),
          at: z.int().openapi({ description: 'Where in q, counted in UTF-16 units' }),
        }),
      )
      .readonly()
      .openapi({
        description: 'What in q could not be read as it was perhaps meant; it was searched all the same',
      }),
  })
  .openapi('SearchResult');
