import { access } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import type { DeadLetter } from '../ingest/sources/dead-letter.ts';
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
  if (await exists(path)) throw taken(path);
  return reportFile(path, {
    unwritable: `The file for what fails cannot be written: ${path}. Name another with --dead-letter.`,
    // Nothing else knows of them: none is to be lost with the process.
    heldCharacters: 0,
  });
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const taken = (path: string): AppError =>
  new AppError(
    'invalid_parameters',
    `${path} exists already. Name a new file for what fails, with --dead-letter.`,
  );
