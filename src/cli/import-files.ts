import type { SourceFile } from '../ingest/sources/find-files.ts';
import { readFile } from '../ingest/sources/read-sources.ts';
import type { PageReader, ReadOptions, SourceRecord } from '../ingest/sources/source-record.ts';
import { journalKey, type ImportJournal } from './import-journal.ts';

/** Files being read, with their progress kept in a journal. */
export interface ImportFiles {
  /** The records that are not done yet. */
  records(): AsyncGenerator<SourceRecord>;
  /** The first record that is not settled yet is: stored, or kept as failed. */
  settle(): Promise<void>;
  /** All that was read is settled. */
  finish(): Promise<void>;
  /** What was done before. */
  readonly resumed: { readonly files: number; readonly records: number };
}

/** A record that is on its way, or the end of a file. */
interface Mark {
  readonly key: string | null;
  readonly isEnd: boolean;
}

/**
 * Reads files and leaves out what a journal has as done.
 *
 * @param journal `null`: nothing is done before, and nothing noted.
 * @param onPassed Told the bytes of what is left out.
 */
export const importFiles = (
  files: readonly SourceFile[],
  options: ReadOptions,
  journal: ImportJournal | null,
  onPassed: (bytes: number) => void,
  pages?: PageReader,
): ImportFiles => {
  const resumed = { files: 0, records: 0 };
  /** Outcomes come in the order of the records. */
  const onTheirWay: Mark[] = [];

  const drainEnds = async (): Promise<void> => {
    while (onTheirWay[0]?.isEnd === true) {
      const key = onTheirWay.shift()?.key ?? null;
      if (key !== null) await journal?.finish(key);
    }
  };

  return {
    resumed,
    records: async function* () {
      for (const file of files) {
        const key = journal === null ? null : await journalKey(file.path, options);
        const done = journal === null || key === null ? 0 : journal.doneOf(key);
        if (done === 'all') {
          resumed.files++;
          onPassed(file.bytes);
          continue;
        }
        let at = 0;
        for await (const record of readFile(file, options, pages)) {
          if (at++ < done) {
            resumed.records++;
            onPassed(record.bytes);
            continue;
          }
          if (journal !== null) onTheirWay.push({ key, isEnd: false });
          yield record;
        }
        if (journal !== null) onTheirWay.push({ key, isEnd: true });
      }
    },
    settle: async () => {
      await drainEnds();
      const key = onTheirWay.shift()?.key ?? null;
      if (key !== null) await journal?.settle(key);
      await drainEnds();
    },
    finish: drainEnds,
  };
};
