import { isObject } from '../../domain/is-object.ts';
import { z } from '@hono/zod-openapi';
import type { SearchRequest } from '../../domain/search-request.ts';
import { AppError } from '../../domain/app-error.ts';
import { MAX_POSTED_QUERY_LENGTH } from '../../query/limits.ts';
import { invalidParameters, toFieldErrors } from './field-errors.ts';
import { problemSchema } from './problem.ts';
import { searchParameters, toSearchRequest, typed } from './search-parameters.ts';
import { searchResponse } from './search-response.ts';

/** The most searches that one request may ask. */
export const MAX_SEARCHES = 50;

/** A word of an address, `true` or `false`, is a boolean in JSON. */
const flag = (name: string, fallback: boolean) =>
  z
    .enum(['true', 'false'], 'must be true or false')
    .optional()
    .openapi({
      type: 'boolean',
      default: fallback as never,
      example: fallback,
      description: `As ${name} of GET /v1/search`,
    });

/** The parameters of `GET /v1/search` as JSON has them. */
export const searchInput = searchParameters
  .extend({
    q: typed(
      '"Lò Thị Minh" OR "Cà Văn Hặc"',
      'The query; with or without marks. May be empty where a filter is given: browse',
      MAX_POSTED_QUERY_LENGTH,
    ),
    relax: flag('relax', true),
    collapse: flag('collapse', false),
    accents: flag('accents', false),
    explain: flag('explain', false),
    preview: flag('preview', false),
  })
  .openapi('SearchInput', { description: 'A search: the parameters of GET /v1/search' });

const searchInputNames = Object.keys(searchInput.shape);

/** The body of `POST /v1/searches`, for the document: each search is read by itself. */
export const searchesInput = z
  .object({
    searches: z
      .array(searchInput)
      .min(1)
      .max(MAX_SEARCHES)
      .openapi({ description: `1 to ${MAX_SEARCHES} searches` }),
  })
  .openapi('SearchesInput', { description: 'Several searches at once' });

const searchAnswer = z
  .union([z.object({ result: searchResponse }), z.object({ problem: problemSchema })])
  .openapi('SearchAnswer', { description: 'What became of one of the searches' });

/** The answer of `POST /v1/searches`. */
export const searchesResponse = z
  .object({
    answers: z
      .array(searchAnswer)
      .readonly()
      .openapi({ description: 'A result or a problem for each of the searches, in their order' }),
  })
  .openapi('SearchAnswers', { description: 'The answers to several searches' });

/**
 * The searches of a body, not yet looked into.
 *
 * @throws AppError `invalid_parameters` where it holds none, or too many
 */
export const searchesOf = (body: unknown): readonly unknown[] => {
  const { searches, ...others } = isObject(body) ? body : {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw invalidParameters([{ path: unknown, message: 'is not known; known is searches' }]);
  if (Array.isArray(searches) && searches.length > 0 && searches.length <= MAX_SEARCHES) return searches;
  throw invalidParameters([{ path: 'searches', message: `must be a list of 1 to ${MAX_SEARCHES} searches` }]);
};

/** A JSON value as an address has it. */
const asTyped = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asTyped);
  if (value === null) return undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
};

/**
 * One search of a body.
 *
 * @throws AppError `invalid_parameters`, naming each parameter that is wrong
 */
export const toPostedSearch = (input: unknown): SearchRequest => {
  if (!isObject(input))
    throw new AppError('invalid_parameters', 'A search is an object of parameters: {"q": "…"}.');
  const texts = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, asTyped(value)]));
  const parsed = searchInput.safeParse(texts);
  if (!parsed.success) throw invalidParameters(toFieldErrors(parsed.error, searchInputNames));
  return toSearchRequest(parsed.data);
};
