import type { BulkOptions, Engine } from '../../src/engine/engine.ts';

/**
 * Stores a document as it is given, past the article store.
 *
 * @throws AppError as its operation failed
 */
export const putDocument = (
  engine: Engine,
  index: string,
  id: string,
  source: object,
  options?: BulkOptions,
): Promise<void> => writeOne(engine, index, [{ index: { _id: id } }, source], options);

/**
 * Removes one without a trace, which the article store never does.
 *
 * @throws AppError as its operation failed
 */
export const removeDocument = (
  engine: Engine,
  index: string,
  id: string,
  options?: BulkOptions,
): Promise<void> => writeOne(engine, index, [{ delete: { _id: id } }], options);

const writeOne = async (
  engine: Engine,
  index: string,
  lines: readonly object[],
  options?: BulkOptions,
): Promise<void> => {
  const ndjson = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  for (const { error } of await engine.bulk(index, ndjson, options)) if (error !== null) throw error;
};
