import { readFile } from 'node:fs/promises';
import { MAPPING_VERSION } from '../analysis/index-body.ts';
import { AppError } from '../domain/app-error.ts';
import { packageFile } from '../package-file.ts';

/** A released index body: exactly what its file holds. */
export interface ReleasedMapping {
  readonly version: number;
  readonly body: IndexBody;
}

/** A create-index request without shard and replica counts, which belong to the installation. */
export interface IndexBody {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
}

/**
 * Reads `mappings/articles.vN.json`, the newest unless told otherwise.
 *
 * @throws AppError `index_mismatch` where this installation has no such file.
 */
export const readReleasedMapping = async (version: number = MAPPING_VERSION): Promise<ReleasedMapping> => {
  const file = packageFile('mappings', `articles.v${version}.json`);
  try {
    return { version, body: JSON.parse(await readFile(file, 'utf8')) as IndexBody };
  } catch (error) {
    throw new AppError(
      'index_mismatch',
      `This installation has no readable mappings/articles.v${version}.json. Install it again, or use the version of Tìm Báo that made the index.`,
      { cause: error },
    );
  }
};
