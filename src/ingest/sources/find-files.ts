import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';

/** What to read. */
export interface SourceFile {
  /** As given, or below the folder that was given. */
  readonly path: string;
  readonly bytes: number;
}

export interface FoundFiles {
  /** In the order that was given, each folder's sorted by path. */
  readonly files: readonly SourceFile[];
  /** Files in folders that are of no kind that is read. */
  readonly skipped: readonly string[];
}

const READ_IN_FOLDERS = new Set(['.txt', '.json', '.jsonl', '.ndjson']);

/**
 * Finds the files to import. A file that is named is read whatever its ending; of a folder, with all folders below it,
 * the ones that end as articles do.
 *
 * @throws AppError `invalid_parameters` where there is no such file or folder.
 */
export const findFiles = async (paths: readonly string[]): Promise<FoundFiles> => {
  const files: SourceFile[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();

  const visit = async (path: string, isNamed: boolean): Promise<void> => {
    const info = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (info.isDirectory()) {
      // A link may lead back up.
      const real = await realpath(path);
      if (seen.has(real)) return;
      seen.add(real);
      const names = await readdir(path).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      for (const name of names.toSorted()) {
        if (!name.startsWith('.')) await visit(join(path, name), false);
      }
    } else if (!isNamed && !(info.isFile() && READ_IN_FOLDERS.has(extname(path).toLowerCase()))) {
      skipped.push(path);
    } else {
      files.push({ path, bytes: info.size });
    }
  };

  for (const path of paths) await visit(path, true);
  return { files, skipped };
};

const unreadable = (path: string, error: unknown): AppError => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const message =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `There is no file or folder “${path}”.`
      : code === 'EACCES' || code === 'EPERM'
        ? `“${path}” may not be read by this user.`
        : `“${path}” cannot be read.`;
  return new AppError('invalid_parameters', message, { cause: error });
};
