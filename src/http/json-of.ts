import { AppError } from '../domain/app-error.ts';

/**
 * The JSON of a body. Bytes that are no UTF-8 are refused, where a lenient reader would search for `�`.
 *
 * @throws AppError `invalid_parameters`
 */
export const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AppError('invalid_parameters', 'The body is not readable as JSON in UTF-8.', { cause });
  }
};
