import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { AppError } from '../domain/app-error.ts';
import { isDeadLetter, type DeadLetter } from '../ingest/sources/dead-letter.ts';
import { reportFile, reportName, type ReportFile } from './report-file.ts';

/** The file that the articles go into which were not stored. */
export type DeadLetterFile = ReportFile<DeadLetter>;

/**
 * @param path Where to put it; it must not exist: it might be the file that is being imported.
 * @throws AppError `invalid_parameters` where it does.
 */
export const deadLetterFile = async (
  path: string = reportName('failed', new Date()),
): Promise<DeadLetterFile> => {
  if ((await kindOf(path)) !== 'none') throw taken(path);
  return writtenAtOnce(path, false);
};

/**
 * The same for what runs again and again: what fails is added to what failed before.
 *
 * @param path Where to put it, or where it is.
 * @throws AppError `invalid_parameters` where there is a file of another kind.
 */
export const growingDeadLetterFile = async (
  path: string = reportName('failed', new Date()),
): Promise<DeadLetterFile> => {
  if ((await kindOf(path)) === 'file' && !(await holdsDeadLetters(path))) throw other(path);
  return writtenAtOnce(path, true);
};

const writtenAtOnce = (path: string, appends: boolean): DeadLetterFile =>
  reportFile(path, {
    unwritable: `The file for what fails cannot be written: ${path}. Name another with --dead-letter.`,
    // Nothing else knows of them: none is to be lost with the process.
    heldCharacters: 0,
    appends,
  });

/** `device`: there is something, which is no file with lines, such as /dev/null. */
const kindOf = (path: string): Promise<'none' | 'file' | 'device'> =>
  stat(path).then(
    (found) => (found.isFile() ? 'file' : 'device'),
    () => 'none',
  );

/** By its first line; an empty one may become one. */
const holdsDeadLetters = async (path: string): Promise<boolean> => {
  const input = createReadStream(path, 'utf8');
  try {
    for await (const line of createInterface({ input })) return isDeadLetter(JSON.parse(line));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  } finally {
    input.destroy();
  }
};

const taken = (path: string): AppError =>
  new AppError(
    'invalid_parameters',
    `${path} exists already. Name a new file for what fails, with --dead-letter.`,
  );

const other = (path: string): AppError =>
  new AppError(
    'invalid_parameters',
    `${path} exists, and is no file of articles that failed. Name another with --dead-letter.`,
  );
