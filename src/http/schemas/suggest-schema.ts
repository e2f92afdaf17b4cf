import { z } from '@hono/zod-openapi';
import { QUERY_LANGUAGES, SUGGESTION_KINDS } from '../../domain/suggestion.ts';
import { choice, integer, typed } from './search-parameters.ts';

/** The parameters of `GET /v1/suggest`. */
export const suggestParameters = z.strictObject({
  q: typed(
    'sop c',
    'What has been typed so far, with or without marks. Its last syllable may go on; after a space it is complete. Nothing is suggested for nothing',
  ),
  size: integer(1, 20, 8, 'The most suggestions'),
  lang: choice(
    QUERY_LANGUAGES,
    'The language in which the q of a suggestion names a field: en (tag:"…"), or vi (thẻ:"…")',
    'en',
  ),
  format: choice(
    ['json', 'opensearch'],
    'json, or opensearch: the form that browsers ask for, ["typed", ["suggestion", …]]',
    'json',
  ),
});

const suggestion = z
  .object({
    text: z.string().openapi({ description: 'As published, with its marks', example: 'Sốp Cộp' }),
    kind: z.enum(SUGGESTION_KINDS).openapi({
      description:
        'A name of a section, an author or a tag; a phrase of several titles; what many readers search for (popular); or a title',
      example: 'phrase',
    }),
    count: z.int().openapi({
      description:
        'How many articles have this name, or the phrase or title in their title; of a popular search how many it finds',
      example: 12,
    }),
    highlight: z.string().openapi({
      description: 'HTML, safe to put into a page as it is: the text escaped, what was typed of it in <mark>',
      example: '<mark>Sốp C</mark>ộp',
    }),
    q: z.string().openapi({
      description: 'The q of GET /v1/search that finds these articles',
      example: 'Sốp Cộp',
    }),
    id: z.string().nullable().openapi({
      description: 'Of a title: the id of its article, the newest where several have it. Otherwise null',
      example: null,
    }),
    url: z.string().nullable().openapi({
      description: 'Of a title: the own address of that article, where it has one. Otherwise null',
      example: null,
    }),
  })
  .openapi('Suggestion', { description: 'A way to go on with what was typed' });

/** The same for browsers: https://github.com/dewitt/opensearch, the suggestions extension. */
export const openSearchSuggestions = z
  .array(z.union([z.string(), z.array(z.string())]))
  .openapi({ example: ['sop c', ['Sốp Cộp']] });

/** The answer of `GET /v1/suggest`. */
export const suggestResponse = z
  .object({
    query: z.string().openapi({ description: 'What was typed', example: 'sop c' }),
    suggestions: z.array(suggestion).readonly().openapi({
      description:
        'Best first: what begins with it, what is frequent, what is new; then what was perhaps meant. No text twice, but as a phrase and as a name',
    }),
    partial: z.boolean().openapi({
      description: 'The service has started lately and has not read all titles yet: there may be more',
      example: false,
    }),
  })
  .openapi('Suggestions', { description: 'Completions for a search box' });
