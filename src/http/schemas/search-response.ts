import { z } from '@hono/zod-openapi';
import { hidden } from './article-schema.ts';
import { HIT_FIELDS } from '../../domain/search-request.ts';
import type { HitField } from '../../domain/search-request.ts';
import { EXTENTS, MARKS } from '../../domain/reading.ts';

const markedText = 'HTML: the text as published, escaped, with what was found in <mark>';

const hit = z
  .object({
    id: z.string().openapi({ description: 'The id of the article', example: 'bao-2022-00117' }),
    title: z.string().openapi({ description: 'Its title, plain text', example: 'Bản Nà Pồng có đường mới' }),
    url: z
      .string()
      .nullable()
      .openapi({ description: 'Where it was published', example: 'https://bao.example/na-pong-117.html' }),
    image: z
      .string()
      .nullable()
      .openapi({ description: 'The address of its picture', example: 'https://bao.example/na-pong-117.jpg' }),
    lead: z.string().nullable().openapi({
      description: 'Its opening paragraph, whole, plain text',
      example: 'Sau ba năm, đường đã vào đến bản.',
    }),
    section: z.string().nullable().openapi({ description: 'Its section', example: 'Kinh tế' }),
    authors: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Its bylines', example: ['Lò Thu Hiên'] }),
    tags: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Its keywords', example: ['giao thông'] }),
    source: z.string().nullable().openapi({ description: 'The paper or agency', example: 'Báo Mường Ảng' }),
    publishedAt: z.string().openapi({
      format: 'date-time',
      description: 'When it was published, in Vietnam time',
      example: '2022-01-21T00:00:00+07:00',
    }),
    updatedAt: z.string().nullable().openapi({
      format: 'date-time',
      description: 'When it was last changed, in Vietnam time',
      example: '2022-01-21T09:30:00+07:00',
    }),
    score: z.number().nullable().openapi({
      description: 'The higher, the better a hit; null where hits are sorted by date, and of a pinned one',
      example: 15.9,
    }),
    highlights: z
      .object({
        title: z
          .string()
          .openapi({ description: markedText, example: 'Bản Nà Pồng có <mark>đường</mark> mới' }),
        lead: z
          .string()
          .nullable()
          .openapi({
            description: `${markedText}; null where nothing in it matched`,
            example: 'Sau ba năm, <mark>đường</mark> đã vào đến bản.',
          }),
        body: z
          .array(z.string())
          .readonly()
          .openapi({
            description: `${markedText}, one entry a snippet`,
            example: ['…con <mark>đường</mark> bê tông dài hai cây số…'],
          }),
        captions: z
          .array(z.string())
          .readonly()
          .openapi({ description: markedText, example: ['<mark>Đường</mark> vào bản hôm nay.'] }),
      })
      .openapi('Highlights', { description: 'Safe to put into a page as it is' }),
    similar: z.int().min(0).openapi({
      description:
        'With collapse=true, how many other articles found are folded under this one, being nearly the same; otherwise 0',
      example: 0,
    }),
    pinned: z.literal(true).optional().openapi({
      description:
        'Only of an article that an editor pinned to the query: by relevance it comes first, whether it has the words or not',
      example: true,
    }),
    hidden,
  })
  // What was not asked for by fields is not there.
  .partial(Object.fromEntries(HIT_FIELDS.map((name) => [name, true])) as Record<HitField, true>)
  .openapi('Hit', { description: 'An article that was found; what it carries is chosen by fields' });

const dateBucket = z
  .object({
    value: z.string().openapi({ description: 'The year, month or day', example: '2022' }),
    from: z.string().openapi({
      description: 'Its first day; where the search begins amid it, that day or RFC 3339 time',
      example: '2022-01-01',
    }),
    to: z.string().openapi({ description: 'Its last day; likewise', example: '2022-12-31' }),
    count: z
      .int()
      .min(0)
      .openapi({ description: 'The total of the same search with these as its from and to', example: 12 }),
  })
  .openapi('DateBucket', { description: 'A year, month or day' });

const dateBuckets = (what: string) =>
  z
    .array(dateBucket)
    .readonly()
    .optional()
    .openapi({
      description: `The ${what} from the first to the last in which something was found, without gaps`,
    });

const valueBucket = z
  .object({
    value: z.string().openapi({ description: 'A value of the field', example: 'Kinh tế' }),
    count: z
      .int()
      .min(0)
      .openapi({ description: 'The total of the same search filtered by this value alone', example: 9 }),
  })
  .openapi('ValueBucket', { description: 'A value of a field' });

const valueBuckets = (what: string) =>
  z
    .array(valueBucket)
    .readonly()
    .optional()
    .openapi({
      description: `The ${what} that most of the articles found have, up to 100, most first. A filter by ${what} is left out here, so that others can be chosen; every other filter holds`,
    });

const facets = z
  .object({
    year: dateBuckets('years'),
    month: dateBuckets('months'),
    day: dateBuckets('days'),
    section: valueBuckets('sections'),
    author: valueBuckets('authors'),
    tag: valueBuckets('tags'),
    source: valueBuckets('sources'),
  })
  .openapi('Facets', { description: 'How many of the articles found are of each year, section …' });

const total = z
  .object({
    value: z.int().min(0).openapi({ description: 'How many articles the search finds', example: 12 }),
    exact: z.boolean().openapi({ description: 'false beyond 10,000: there are more', example: true }),
  })
  .openapi('Total', { description: 'How many articles were found' });

const traceStep = z
  .object({
    rung: z.string().openapi({ description: 'The name of the reading', example: 'typed' }),
    q: z.string().openapi({
      description: 'What was read: as typed, or in a likelier spelling',
      example: 'xuất khẩu lao động',
    }),
    words: z
      .array(z.string())
      .readonly()
      .openapi({
        description:
          'What was asked for at once, as it can be typed: words, phrases, abbreviations, exclusions, alternatives',
        example: ['xuất khẩu', 'lao động'],
      }),
    marks: z.enum(MARKS).openapi({
      description:
        'How its marks were held against those of an article: exactly; as written; those typed exactly, missing ones any; at least those typed; any; any, also in fields and exclusions',
      example: 'written',
    }),
    extent: z.enum(EXTENTS).openapi({
      description:
        'All of its words; all of its syllables, anywhere; most of them, and its numbers; most of all these',
      example: 'words',
    }),
    total,
    taken: z.boolean().openapi({ description: 'Whether it found more than those before it', example: true }),
  })
  .openapi('TraceStep', { description: 'One of the readings of a query that were tried' });

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
            collapse: z.boolean().optional().openapi({ description: 'collapse', example: true }),
            preview: z.boolean().optional().openapi({ description: 'preview', example: true }),
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

/** What could not be read as it was perhaps meant. */
export const searchWarnings = z
  .array(
    z.object({
      code: z.string().openapi({ description: 'For a program', example: 'unbalanced_quote' }),
      message: z.string().openapi({
        description: 'For a person, in English',
        example: 'A quotation mark without its partner was left out.',
      }),
      at: z.int().min(0).openapi({ description: 'Where in q, counted in UTF-16 units', example: 7 }),
    }),
  )
  .readonly()
  .openapi({
    description: 'What in q could not be read as it was perhaps meant; it was searched all the same',
  });

/** The answer of `GET /v1/search`. */
export const searchResponse = z
  .object({
    query: z
      .object({
        text: z.string().openapi({ description: 'As typed, in NFC', example: 'duong na pong' }),
        mode: z
          .enum(['keyword', 'phrase'])
          .openapi({ description: 'The mode of the search', example: 'keyword' }),
        diacritics: z
          .enum(['auto', 'strict', 'ignore'])
          .openapi({ description: 'How marks were read', example: 'auto' }),
        relaxed: z.enum(['marks', 'syllables', 'words']).nullable().openapi({
          description:
            'What had to be loosened to find these hits: marks, words of several syllables (which may then stand apart), or that all words are there; null where nothing was',
          example: null,
        }),
        corrected: z
          .object({
            from: z.string().openapi({ description: 'As typed', example: 'thuy dein' }),
            to: z.string().openapi({ description: 'As it was read', example: 'thủy điện' }),
          })
          .nullable()
          .openapi({
            description:
              'The likelier spelling whose hits these are, where what was typed finds next to nothing; null where it is what was typed. relax=false finds what was typed',
            example: null,
          }),
        suggestion: z.string().optional().openapi({ description: 'Did you mean', example: 'đường Nà Pồng' }),
        trace: z.array(traceStep).readonly().optional().openapi({
          description:
            'How the query was read, in the order in which it was tried: where explain=true asked for it',
        }),
        pins: z
          .array(
            z
              .object({
                id: z.string().openapi({
                  description: 'The id of the pin',
                  example: '5d0cf6a5-9a3c-4d0f-8f0a-0f8a4a4bb0e7',
                }),
                query: z
                  .string()
                  .openapi({ description: 'That of its queries which was met', example: 'thủy điện' }),
              })
              .openapi('AppliedPin', { description: 'A pin that applies to the query' }),
          )
          .readonly()
          .optional()
          .openapi({
            description: 'The pins that apply to the query: where explain=true asked, and there are any',
          }),
        accents: z.array(accentedForms).readonly().optional().openapi({
          description:
            'How the syllables of a query without marks are written in what is found: where accents=true asked for it; empty where the query has marks or diacritics is not auto',
        }),
        autopsy: autopsy.optional().openapi({ description: 'Why nothing was found: only where that is so' }),
      })
      .openapi('SearchQuery', { description: 'How the query was read' }),
    total,
    tookMs: z.number().openapi({ description: 'Milliseconds that the search took', example: 7 }),
    partial: z
      .boolean()
      .openapi({ description: 'Some of the index did not answer: there may be more', example: false }),
    hits: z.array(hit).readonly().openapi({ description: 'The hits of the page' }),
    facets: facets.optional().openapi({ description: 'Where facets were asked for: each of them' }),
    nextCursor: z.string().optional().openapi({
      description:
        'Leads to the hits that come after these: the same parameters with it as cursor. Absent where these are the last',
      example: 'q83vEjRWeJCrze8SNFZ4kA',
    }),
    warnings: searchWarnings,
  })
  .openapi('SearchResult', { description: 'A page of hits' });
