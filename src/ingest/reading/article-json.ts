import { isObject } from '../../domain/is-object.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Article } from '../../domain/article.ts';
import { parseArticle } from '../article-schema.ts';
import { checkJson } from '../check-json.ts';
import { toRefusal, type Refusal } from './refusal.ts';
import { isRemoval, readRemoval, type Removal } from '../read-removal.ts';

/**
 * The article of a request's body, which need not repeat the id of its address.
 *
 * @param json UTF-8. Bytes of another encoding are refused, where a lenient reader would store `�` for its letters.
 * @throws AppError `invalid_article`
 */
export const readArticleBody = (json: Uint8Array, id: string): Article => {
  const body = parseJson(decode(json, 'The body is not UTF-8. Send JSON in UTF-8.'), NO_JSON_BODY);
  const article = parseArticle(isObject(body) ? { ...body, id: body['id'] ?? id } : body);
  if (article.id === id) return article;
  throw new AppError('invalid_article', `The article’s id is “${article.id}”, that of the address “${id}”.`, {
    errors: [{ path: 'id', message: `must be the id of the address, “${id}”, or be left out` }],
  });
};

/** What a line of an upload asks for. */
export interface ReadLine {
  /** As far as it could be read. */
  readonly id: string | null;
  readonly asked: { readonly article: Article } | Removal | { readonly refusal: Refusal };
}

/** One line of an upload: an article, or `{"delete":"id"}`; whatever is in it. */
export const readArticleLine = (json: Uint8Array): ReadLine => {
  let id: string | null = null;
  try {
    const text = decode(json, 'The line is not UTF-8. Send JSON in UTF-8.');
    if (text.trim() === '') throw new AppError('invalid_article', 'The line is empty.');
    const value = parseJson(text, NO_JSON_LINE);
    id = idOf(value);
    return { id, asked: isRemoval(value) ? readRemoval(value) : { article: parseArticle(value) } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id, asked: { refusal: toRefusal(error) } };
  }
};

const NO_JSON_BODY = 'The body is not readable as JSON.';
const NO_JSON_LINE = 'The line is not JSON. One article goes on one line.';

const parseJson = (text: string, complaint: string): unknown => {
  checkJson(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError('invalid_article', complaint, { cause: error });
  }
};

const decode = (bytes: Uint8Array, complaint: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('invalid_article', complaint, { cause: error });
  }
};

/** The id that a line names, right or wrong, unless it is longer than any. */
const idOf = (value: unknown): string | null => {
  if (!isObject(value)) return null;
  const id = isRemoval(value) ? value.delete : value['id'];
  return typeof id === 'string' && id.length <= 128 ? id : null;
};
