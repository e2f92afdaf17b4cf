import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import {
  lineOfSynonyms,
  SYNONYM_LIMITS,
  type AllSynonyms,
  type CheckedSynonyms,
  type Synonyms,
  type SynonymsInput,
} from '../../domain/synonyms.ts';
import type { Clock } from '../../domain/visibility.ts';
import type { CallOptions, Engine } from '../../engine/engine.ts';
import {
  abbreviationsOf,
  spellingsElsewhere,
  type Abbreviations,
  type ListedGroup,
  type OtherGroup,
  spelled,
} from '../../matching/abbreviations.ts';
import { deskIndexName } from '../desk-index.ts';
import { createDeskStore } from '../desk-store.ts';
import { holdEntries, type HeldEntriesOptions } from '../held-entries.ts';
import { checkSynonyms, type CheckedGroup } from './check-synonyms.ts';

export interface SynonymDeskOptions extends HeldEntriesOptions {
  readonly clock?: Clock;
}

/** The synonyms that a newsroom keeps beside those of the file, which are the base. */
export interface SynonymDesk {
  /** The file's with these, for searches: what is in both stands for all of both. */
  readonly known: () => Promise<Abbreviations>;
  readonly start: () => void;
  readonly list: (options?: CallOptions) => Promise<AllSynonyms>;
  /** @throws AppError `invalid_parameters` in the words of `timbao synonyms check` · `stale_version` */
  readonly put: (
    id: string,
    input: SynonymsInput,
    options?: CallOptions,
  ) => Promise<{ readonly status: 'created' | 'updated'; readonly synonyms: CheckedSynonyms }>;
  /** Under an id of its own: the same spellings are the same entry. */
  readonly add: (input: SynonymsInput, options?: CallOptions) => ReturnType<SynonymDesk['put']>;
  /** Whether there was one. */
  readonly remove: (id: string, options?: CallOptions) => Promise<boolean>;
}

const KEPT = { type: 'keyword', index: false, doc_values: false };

/** The id of an entry that nobody chose one for. */
const synonymsId = (input: SynonymsInput): string =>
  createHash('sha256')
    .update(lineOfSynonyms(checkSynonyms(input).input))
    .digest('hex')
    .slice(0, 12);

/**
 * @param alias the setting TIMBAO_INDEX
 * @param file the list of the file as it stands
 */
export const createSynonymDesk = (
  engine: Engine,
  alias: string,
  file: () => Abbreviations,
  { clock = Date.now, ...options }: SynonymDeskOptions = {},
): SynonymDesk => {
  const store = createDeskStore<Synonyms>(engine, {
    index: deskIndexName(alias, 'synonyms'),
    properties: { spellings: KEPT, alsoFinds: KEPT },
    most: SYNONYM_LIMITS.entries,
  });
  const held = holdEntries(store, groupsOf, [], options);
  let merged: {
    readonly base: Abbreviations;
    readonly own: readonly ListedGroup[];
    readonly all: Abbreviations;
  } | null = null;

  const checked = (entry: Synonyms, entries: readonly Synonyms[], base: Abbreviations): CheckedSynonyms => {
    const own = groupOf(entry);
    const others = entries.flatMap((other): OtherGroup[] => {
      const group = other.id === entry.id ? null : groupOf(other);
      return group === null ? [] : [{ place: `in the entry ${other.id}`, group: group.group }];
    });
    const lines = base.groups.map((group): OtherGroup => ({ place: `on line ${group.line}`, group }));
    return {
      ...entry,
      warnings: own === null ? [] : [...own.doubts, ...spellingsElsewhere(own.group, [...lines, ...others])],
    };
  };

  const put: SynonymDesk['put'] = async (id, typed, call) => {
    const { input } = checkSynonyms(typed);
    const [before, entries] = await Promise.all([store.get(id, call), store.all(call)]);
    if (before === null && entries.length >= SYNONYM_LIMITS.entries) throw tooMany();
    const now = new Date(clock()).toISOString();
    const entry = { id, ...input, createdAt: before?.source.createdAt ?? now, updatedAt: now };
    await store.put(entry, before, call);
    await held.reread();
    return {
      status: before === null ? 'created' : 'updated',
      synonyms: checked(entry, entries, file()),
    };
  };

  return {
    known: async () => {
      const [own, base] = [await held.known(), file()];
      if (own.length === 0) return base;
      if (merged === null || merged.base !== base || merged.own !== own)
        merged = { base, own, all: abbreviationsOf([...base.groups, ...own]) };
      return merged.all;
    },
    start: held.start,
    list: async (call) => {
      const entries = await store.all(call);
      const base = file();
      return {
        synonyms: entries.map((entry) => checked(entry, entries, base)),
        file: base.groups.map(({ line, spellings, alsoFinds }) => ({
          line,
          spellings: spellings.map(spelled),
          alsoFinds: alsoFinds.map(spelled),
        })),
      };
    },
    add: (typed, call) => put(synonymsId(typed), typed, call),
    put,
    remove: async (id, call) => {
      const isRemoved = await store.remove(id, call);
      await held.reread();
      return isRemoved;
    },
  };
};

/** `null` for what an older version took and this one would not. */
const groupOf = (entry: Synonyms): CheckedGroup | null => {
  try {
    return checkSynonyms(entry);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
};

const groupsOf = (entries: readonly Synonyms[]): readonly ListedGroup[] =>
  entries.flatMap((entry) => groupOf(entry)?.group ?? []);

const tooMany = (): AppError =>
  new AppError(
    'invalid_parameters',
    `There are ${SYNONYM_LIMITS.entries} entries already, which is the most. Remove some, or move them to the file.`,
  );
