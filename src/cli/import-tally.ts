import type { ImportEvent } from '../ingest/import-articles.ts';

/** How often something happened, and what it was the first time, with its place. */
export interface Tallied {
  readonly count: number;
  readonly example: string;
}

/** What an import has to tell besides its counts, by kind. */
export interface ImportTally {
  readonly failed: ReadonlyMap<string, Tallied>;
  /** Why records were left out. */
  readonly skipped: ReadonlyMap<string, Tallied>;
  readonly warnings: ReadonlyMap<string, Tallied>;
  /** What was done to characters. */
  readonly notes: ReadonlyMap<string, Tallied>;
  /** Fields that no mapping took. */
  readonly unread: ReadonlyMap<string, Tallied>;
  /** Addresses that could not be had. */
  readonly troubles: ReadonlyMap<string, Tallied>;
  add(event: ImportEvent): void;
  addTrouble(address: string, problem: string): void;
}

/** Different reasons beyond this are of one kind: a tally stays small whatever is imported. */
const MOST_KINDS = 200;

export const importTally = (): ImportTally => {
  const [failed, skipped, warnings, notes, unread] = [tally(), tally(), tally(), tally(), tally()];
  const troubles = tally();
  return {
    failed,
    skipped,
    warnings,
    notes,
    unread,
    troubles,
    addTrouble: (address, problem) => count(troubles, kindOf(problem), `${address}: ${problem}`),
    add: (event) => {
      const { from, status, error } = event;
      if (status === 'failed' && error !== null)
        count(failed, kindOf(error.message), `${error.message} (${from})`);
      if (event.skipped !== null) count(skipped, event.skipped, from);
      if (status === 'failed') return;
      for (const warning of event.warnings) count(warnings, kindOf(warning), `${warning} (${from})`);
      for (const field of event.unread) count(unread, field, from);
      const { note, sample } = event;
      if (note === null) return;
      const shown = sample === null ? '' : `: “${sample.before}” → “${sample.after}”`;
      count(notes, note, `${note}${shown} (${from})`);
    },
  };
};

const tally = (): Map<string, Tallied> => new Map();

const count = (counted: Map<string, Tallied>, kind: string, example: string): void => {
  const key = counted.has(kind) || counted.size < MOST_KINDS ? kind : 'others';
  const before = counted.get(key);
  counted.set(key, { count: (before?.count ?? 0) + 1, example: before?.example ?? example });
};

/** A message without what differs from record to record: names in quotes and numbers, but those of fields. */
const kindOf = (message: string): string =>
  message
    .replace(/(?<!field )“[^”]*”/gu, '“…”')
    .replace(/\([^()]*\)/gu, '(…)')
    .replace(/\d[\d:T+.,/-]*\d|\d/gu, '…')
    .replace(/\.$/u, '');
