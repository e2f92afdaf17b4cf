import { AppError } from '../domain/app-error.ts';

/** The most that an article's JSON may hold: its fields and lists have some hundreds of values. */
export const JSON_LIMITS = { depth: 20, values: 5_000 } as const;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Goes through a JSON text before it is parsed: one of millions of small values costs far more than it is long.
 *
 * @throws AppError `invalid_article` where it holds more, or is nested deeper, than any article
 */
export const checkJson = (text: string): void => {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > JSON_LIMITS.depth) throw tooDeep();
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COMMA:
      case COLON:
        if (++values > JSON_LIMITS.values) throw tooMany();
        break;
      default:
    }
  }
};

/** Where the string ends that begins at `start`; the end of the text where it does not. */
const endOfString = (text: string, start: number): number => {
  let at = start + 1;
  for (let code = text.charCodeAt(at); at < text.length && code !== QUOTE; code = text.charCodeAt(at)) {
    at += code === BACKSLASH ? 2 : 1;
  }
  return at;
};

const tooDeep = (): AppError =>
  new AppError(
    'invalid_article',
    `Its lists and objects are nested more than ${JSON_LIMITS.depth} deep: that is no article.`,
  );

const tooMany = (): AppError =>
  new AppError(
    'invalid_article',
    `It has more than ${JSON_LIMITS.values.toLocaleString('en-US')} values: that is no article.`,
  );
