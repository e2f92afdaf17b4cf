import { join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { isReadInFolders, looksLikePage, mayBePage, type SourceFormat } from './source-format.ts';
import type { ReadOptions } from './source-record.ts';

/** What to read. */
export interface SourceFile {
  /** As given, or below the folder that was given. */
  readonly path: string;
  readonly bytes: number;
  /** Why it cannot be read, where that is known already. */
  readonly problem?: string;
}

export interface FoundFiles {
  /** In the order that was given, each folder's sorted by path; with those that cannot be read. */
  readonly files: readonly SourceFile[];
  /** Files in folders that are of no kind that is read. */
  readonly skipped: readonly string[];
}

/**
 * Finds the files to import. A file that is named is read whatever its ending; of a folder, with all folders below it,
 * the ones that end as articles do, and the pages of mirrors, whatever they end in. What lies in a folder and cannot be read has its problem told, and does not keep
 * the others from being read.
 *
 * @throws AppError `invalid_parameters` where what is named itself is not there or may not be read.
 */
export const findFiles = async (
  paths: readonly string[],
  { format }: Pick<ReadOptions, 'format'> = {},
): Promise<FoundFiles> => {
  const files: SourceFile[] = [];
  const skipped: string[] = [];
  const seen = new Set<string>();

  const visit = async (path: string, isNamed: boolean): Promise<void> => {
    const info = await stat(path);
    if (info.isDirectory()) {
      // A link may lead back up.
      const real = await realpath(path);
      if (seen.has(real)) return;
      seen.add(real);
      const names = await readdir(path);
      const frames = framesOf(names);
      for (const name of names.toSorted()) {
        if (name.startsWith('.') || frames.has(name)) continue;
        const inner = join(path, name);
        await visit(inner, false).catch((error: unknown) => {
          files.push({ path: inner, bytes: 0, problem: unreadable('It', error) });
        });
      }
    } else if (!isNamed && !(info.isFile() && (await isWanted(path, format)))) {
      skipped.push(path);
    } else {
      files.push({ path, bytes: info.size });
    }
  };

  for (const path of paths) {
    await visit(path, true).catch((error: unknown) => {
      throw new AppError('invalid_parameters', unreadable(`“${path}”`, error), { cause: error });
    });
  }
  return { files, skipped };
};

/**
 * `bai.html` saved by a browser has its pictures, scripts and frames in `bai_files`, or as the browser's language has it:
 * `bai.files`, `bai-Dateien`, `bai_tệp`.
 */
const OF_FRAMES =
  /^(.+)[-_. ](?:files?|dateien|fichiers|archivos|ficheiros|arquivos|bestanden|filer|pliki|soubory|tệp|tep|tập tin|tap tin|tep_tin)$/iu;

const framesOf = (names: readonly string[]): ReadonlySet<string> => {
  const pages = new Set(
    names
      .filter((name) => /\.x?html?$/iu.test(name))
      .map((name) => name.normalize('NFC').replace(/\.\w+$/u, '')),
  );
  return new Set(names.filter((name) => pages.has(OF_FRAMES.exec(name.normalize('NFC'))?.[1] ?? '')));
};

/** By its ending; where that says nothing, by how it begins. */
const isWanted = async (path: string, format: SourceFormat | undefined): Promise<boolean> => {
  if (isReadInFolders(path)) return true;
  if (!mayBePage(path) || (format !== undefined && format !== 'html')) return false;
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return looksLikePage(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
};

const LOOKED_AT = 4_096;

const unreadable = (what: string, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return what === 'It' ? 'It is a link to what is not there.' : `There is no file or folder ${what}.`;
    case 'EACCES':
    case 'EPERM':
      return `${what} may not be read by this user.`;
    case 'ELOOP':
      return `${what} is a link that leads back to itself.`;
    default:
      return `${what} cannot be read.`;
  }
};
