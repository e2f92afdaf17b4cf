import { access, open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../domain/app-error.ts';
import type { DeadLetter } from '../ingest/sources/dead-letter.ts';

/** The file that the articles go into which were not stored; it comes to be with the first of them. */
export interface DeadLetterFile {
  readonly path: string;
  add(letter: DeadLetter): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param path Where to put it; it must not exist: it might be the file that is being imported.
 * @throws AppError `invalid_parameters` where it does.
 */
export const deadLetterFile = async (path: string): Promise<DeadLetterFile> => {
  if (await exists(path)) throw taken(path);
  let handle: FileHandle | null = null;
  return {
    path,
    add: async (letter) => {
      handle ??= await open(path, 'wx').catch((error: unknown) => {
        throw new AppError(
          'invalid_parameters',
          `The file for what fails cannot be written: ${path}. Name another with --dead-letter.`,
          { cause: error },
        );
      });
      await handle.appendFile(`${JSON.stringify(letter)}\n`);
    },
    close: async () => {
      await handle?.close();
      handle = null;
    },
  };
};

/** `timbao-failed-20220121-083000.jsonl` */
export const deadLetterName = (now: Date): string =>
  `timbao-failed-${now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}.jsonl`;

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
