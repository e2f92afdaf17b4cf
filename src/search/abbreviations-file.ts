import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../domain/app-error.ts';
import { NO_ABBREVIATIONS, parseAbbreviations } from '../matching/abbreviations.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';

/** The list that comes with the service; the same from src/ and from dist/. */
export const ABBREVIATIONS_FILE = new URL('../../mappings/abbreviations.txt', import.meta.url);

/** Where the list is: the newsroom's own, or else the one that comes with the service. */
export const abbreviationsPath = (own: string | null): string => own ?? fileURLToPath(ABBREVIATIONS_FILE);

const LOOK_AGAIN_MS = 2_000;

/** A newsroom's list, read again when its file has changed. */
export interface AbbreviationsFile {
  /** The list as it stands: the last readable one. */
  readonly current: () => Abbreviations;
  /**
   * Reads the file now.
   *
   * @throws AppError `configuration` where there is no such file or a line of it cannot be read
   */
  readonly reload: () => Abbreviations;
}

/**
 * The text of a list.
 *
 * @throws AppError `configuration`, naming the file, where it cannot be read
 */
export const readAbbreviationsText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError(
      'configuration',
      `The list of abbreviations cannot be opened: ${path}. Check TIMBAO_ABBREVIATIONS, and who may read the file.`,
      { cause: error },
    );
  }
};

const timeOf = (path: string): number | 'missing' =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 'missing';

/**
 * Watches over a list of abbreviations by looking at its file's time, at most every two seconds.
 *
 * @param path the file, absolute
 * @param onFault is told when a changed list cannot be read, once a change; the one before stays in use
 */
export const createAbbreviationsFile = (
  path: string = abbreviationsPath(null),
  onFault: (error: unknown) => void = () => undefined,
): AbbreviationsFile => {
  let list: Abbreviations = NO_ABBREVIATIONS;
  let readOf: number | 'missing' | null = null;
  let lookedAt = -Infinity;
  const reload = (): Abbreviations => {
    list = parseAbbreviations(readAbbreviationsText(path));
    return list;
  };
  const current = (): Abbreviations => {
    const now = performance.now();
    if (now - lookedAt < LOOK_AGAIN_MS) return list;
    lookedAt = now;
    const time = timeOf(path);
    if (time === readOf) return list;
    readOf = time;
    try {
      return reload();
    } catch (error) {
      onFault(error);
      return list;
    }
  };
  return { current, reload };
};
