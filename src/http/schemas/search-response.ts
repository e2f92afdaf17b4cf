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

const total = z
  .object({
    value: z.int().min(0).openapi({ description: 'How many articles the search finds', example: 12 }),
    exact: z.boolean().openapi({ description: 'false beyond 10,000: there are more', example: true }),
  })
  .openapi('Total', { description: 'How many articles were found' });

const accentedForms = z
  .object({
    typed: z.string().openapi({ description: 'A syllable as it was typed', example: 'duong' }),
    forms: z
      .array(
        z.object({
          text: z.string().openapi({ description: 'How it is written', example: 'đường' }),
          count: z.int().min(1).openapi({
            description:
              'The total of the same search with query as its q, as long as that is not loosened (relax)',
            example: 1204,
          }),
          query: z.string().openapi({ description: 'The query narrowed to this form', example: 'đường sat' }),
        }),
      )
      .readonly()
      .openapi({ description: 'Up to ten forms with marks, most articles first' }),
  })
  .openapi('AccentedForms', { description: 'How a syllable that was typed without marks is written' });

const autopsy = z
  .object({
    parts: z
      .array(
        z
          .object({
            kind: z
              .enum([
                'word',
                'words',
                'phrase',
                'prefix',
                'group',
                'exclusion',
                'field',
                'dates',
                'section',
                'author',
                'tag',
                'source',
              ])
              .openapi({
                description:
                  'words: neighbours taken as one, where there are more than eight parts; group: either of several; section, author, tag, source: the filter of that name',
                example: 'word',
              }),
            text: z
              .string()
              .openapi({ description: 'As it can be typed; of a filter its values', example: 'sốp' }),
            alone: z.int().min(0).openapi({
              description:
                'How many articles it finds by itself, with marks loosened as in a search; for an exclusion, how many have what it leaves out',
              example: 31,
            }),
            without: z.int().min(0).nullable().openapi({
              description:
                'How many articles have all the other parts, with marks loosened as in a search; above 0, this part alone leaves nothing. null where nothing would be left to search for',
              example: 4,
            }),
          })
          .openapi('AutopsyPart', { description: 'One of the things that an article must meet' }),
      )
      .readonly()
      .openapi({ description: 'The words, phrases, exclusions, fields and dates of q, then the filters' }),
    nearest: z
      .object({
        dropped: z
          .array(z.int().min(0))
          .readonly()
          .openapi({
            description: 'Which of the parts it does without, by their places in parts',
            example: [0],
          }),
        ignoresMarks: z.boolean().openapi({
          description: 'Whether it is diacritics=ignore that makes it find something',
          example: false,
        }),
        opensPhrases: z.boolean().openapi({
          description: 'Whether it asks for the words of phrases, wherever they stand',
          example: false,
        }),
        parameters: z
          .object({
            q: z.string().optional().openapi({ description: 'The query', example: 'cộp bản' }),
            mode: z
              .enum(['keyword', 'phrase'])
              .optional()
              .openapi({ description: 'mode', example: 'phrase' }),
            slop: z.int().optional().openapi({ description: 'slop', example: 3 }),
            diacritics: z
              .enum(['auto', 'strict', 'ignore'])
              .optional()
              .openapi({ description: 'diacritics', example: 'ignore' }),
            from: z.string().optional().openapi({ description: 'from', example: '2022-01-01' }),
            to: z.string().optional().openapi({ description: 'to', example: '2022-12-31' }),
            section: z
              .array(z.string())
              .readonly()
              .optional()
              .openapi({ description: 'section', example: ['Kinh tế'] }),
            author: z
              .array(z.string())
              .readonly()
              .optional()
              .openapi({ description: 'author', example: ['Thu Hiên'] }),
            tag: z
              .array(z.string())
              .readonly()
              .optional()
              .openapi({ description: 'tag', example: ['bão số 9'] }),
            source: z
              .array(z.string())
              .readonly()
              .optional()
              .openapi({ description: 'source', example: ['Báo Sơn La'] }),
            sort: z
              .enum(['relevance', 'newest', 'oldest'])
              .optional()
              .openapi({ description: 'sort', example: 'newest' }),
            relax: z.boolean().optional().openapi({ description: 'relax', example: false }),
          })
          .openapi('SearchParameters', { description: 'Its parameters that are not at their defaults' }),
        total,
      })
      .nullable()
      .openapi('NearestSearch', {
        description:
          'The nearest search that finds something: with marks ignored, with the words of its phrases, or with the fewest parts dropped; null where there is none',
      }),
  })
  .openapi('Autopsy', { description: 'Why nothing was found' });

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
      accents: z.array(accentedForms).readonly().optional().openapi({
        description:
          'How the syllables of a query without marks are written in what is found: where accents=true asked for it; empty where the query has marks or diacritics is not auto',
      }),
      autopsy: autopsy.optional().openapi({ description: 'Why nothing was found: only where that is so' }),
    }),
    total,
    tookMs: z.number(),
    partial: z.boolean().openapi({ description: 'Some of the index did not answer: there may be more' }),
    hits: z.array(hit).readonly(),
    facets: facets.optional().openapi({ description: 'Where facets were asked for: each of them' }),
    nextCursor: z.string().optional().openapi({
      description:
        'Leads to the hits that come after these: the same parameters with it as cursor. Absent where these are the last',
    }),
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
