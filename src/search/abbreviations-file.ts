import { NO_ABBREVIATIONS, parseAbbreviations } from '../matching/abbreviations.ts';
import type { Abbreviations } from '../matching/abbreviations.ts';
import {
  createWatchedFile,
  readSettingFile,
  type SettingFile,
  type WatchedFile,
  type WatchedFileWatcher,
} from '../watched-file.ts';
import { packageFile } from '../package-file.ts';

const LIST: SettingFile = { what: 'The list of abbreviations', setting: 'TIMBAO_ABBREVIATIONS' };

/** The list that comes with the service. */
export const ABBREVIATIONS_FILE = packageFile('mappings', 'abbreviations.txt');

/** Where the list is: the newsroom's own, or else the one that comes with the service. */
export const abbreviationsPath = (own: string | null): string => own ?? ABBREVIATIONS_FILE;

/**
 * The text of a list.
 *
 * @throws AppError `configuration`, naming the file, where it cannot be read
 */
export const readAbbreviationsText = (path: string): string => readSettingFile(path, LIST);

/**
 * A newsroom's list, read again when its file has changed; `reload` throws an AppError `configuration` where there is no
 * such file or a line of it cannot be read.
 *
 * @param path the file, absolute
 */
export const createAbbreviationsFile = (
  path: string = abbreviationsPath(null),
  watcher: WatchedFileWatcher = {},
): WatchedFile<Abbreviations> =>
  createWatchedFile(path, {
    ...LIST,
    initial: NO_ABBREVIATIONS,
    parse: parseAbbreviations,
    ...watcher,
  });
