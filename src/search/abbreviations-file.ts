import { readFileSync, statSync } from 'node:fs';
import { NO_ABBREVIATIONS, parseAbbreviations } from '../matching/abbreviations.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';

/** The list that comes with the service; the same from src/ and from dist/. */
export const ABBREVIATIONS_FILE = new URL('../../mappings/abbreviations.txt', import.meta.url);

const LOOK_AGAIN_MS = 2_000;

/** A newsroom's list, read again when its file has changed. */
export interface AbbreviationsFile {
  /** The list as it stands: the last readable one. */
  readonly current: () => Abbreviations;
  /**
   * Reads the file now.
   *
   * @throws AppError `configuration` where a line cannot be read; the error of the file system where there is none
   */
  readonly reload: () => Abbreviations;
}

/**
 * Watches over a list of abbreviations by looking at its file's time, at most every two seconds.
 *
 * @param onFault is told when a changed list cannot be read, once a change; the one before stays in use
 */
export const createAbbreviationsFile = (
  file: URL | string = ABBREVIATIONS_FILE,
  onFault: (error: unknown) => void = () => undefined,
): AbbreviationsFile => {
  let list: Abbreviations = NO_ABBREVIATIONS;
  let readOf = -1;
  let lookedAt = -Infinity;
  const reload = (): Abbreviations => {
    list = parseAbbreviations(readFileSync(file, 'utf8'));
    return list;
  };
  const current = (): Abbreviations => {
    const now = performance.now();
    if (now - lookedAt < LOOK_AGAIN_MS) return list;
    lookedAt = now;
    try {
      const changedAt = statSync(file).mtimeMs;
      if (changedAt !== readOf) {
        readOf = changedAt;
        reload();
      }
    } catch (error) {
      onFault(error);
    }
    return list;
  };
  return { current, reload };
};
