import type { Engine } from '../../engine/engine.ts';
import type { ManifestEntry, ManifestLine } from './manifest-entry.ts';
import { sortManifest, type SortOptions } from './sort-manifest.ts';
import { storedVersions, type StoredVersion } from './stored-versions.ts';

/**
 * `missing`: in the manifest alone, or removed from the index. `stale`: the index has an older version, or one without a
 * number. `newer`: the index has a newer version than the manifest. `extra`: in the index alone.
 */
export type DifferenceKind = 'missing' | 'stale' | 'newer' | 'extra';

export interface ManifestDifference {
  readonly problem: DifferenceKind;
  readonly id: string;
  /** Of the manifest; `null` where it has none. */
  readonly manifestVersion: number | null;
  /** Of the index. */
  readonly indexVersion: number | null;
  /** Of an article that was removed from the index: when. */
  readonly removedAt?: string;
}

/** A line of the manifest that names no article. */
export interface UnreadableLine {
  readonly problem: 'unreadable';
  readonly line: number;
  readonly reason: string;
}

export type Finding = ManifestDifference | UnreadableLine;

export type ReconcileCounts = Readonly<Record<DifferenceKind | 'unreadable' | 'lines' | 'same', number>>;

export interface ReconcileOptions extends SortOptions {
  /** The manifest lists only some of the articles: others in the index are not looked for. */
  readonly partial?: boolean;
  readonly signal?: AbortSignal;
  /** Told now and then, with what was read of the manifest and compared so far. */
  readonly onProgress?: (read: number, compared: number) => void;
}

/**
 * Compares a CMS's list of its articles with an index: both go by, sorted by id, so that neither is ever held. Nothing is
 * changed.
 *
 * @param onFinding told of everything that differs; awaited
 * @returns the sums; `same` and the four kinds make up all ids.
 */
export const reconcileManifest = async (
  engine: Engine,
  index: string,
  lines: AsyncIterable<ManifestLine>,
  onFinding: (finding: Finding) => Promise<void> | void,
  { partial = false, signal, onProgress, ...sort }: ReconcileOptions = {},
): Promise<ReconcileCounts> => {
  const counts = { lines: 0, unreadable: 0, same: 0, missing: 0, stale: 0, newer: 0, extra: 0 };
  let compared = 0;

  const readable = async function* (): AsyncGenerator<ManifestEntry> {
    for await (const each of lines) {
      signal?.throwIfAborted();
      counts.lines++;
      onProgress?.(counts.lines, compared);
      if ('entry' in each) yield each.entry;
      else {
        counts.unreadable++;
        await onFinding({ problem: 'unreadable', line: each.line, reason: each.problem });
      }
    }
  };
  for await (const [wanted, stored] of inStep(
    sortManifest(readable(), sort),
    storedVersions(engine, index, signal),
  )) {
    compared++;
    onProgress?.(counts.lines, compared);
    const difference = compare(wanted, stored);
    if (difference === null) {
      if (wanted !== null) counts.same++;
    } else if (!(partial && difference.problem === 'extra')) {
      counts[difference.problem]++;
      await onFinding(difference);
    }
  }
  return counts;
};

/** What the two say of an article; `null` where they agree, and for a tombstone that nobody asks for. */
const compare = (wanted: ManifestEntry | null, stored: StoredVersion | null): ManifestDifference | null => {
  const isThere = stored !== null && stored.removedAt === null;
  if (wanted === null) {
    return isThere
      ? { problem: 'extra', id: stored.id, manifestVersion: null, indexVersion: stored.version }
      : null;
  }
  const { id, version: manifestVersion } = wanted;
  if (!isThere) {
    const removedAt = stored?.removedAt ?? null;
    return {
      problem: 'missing',
      id,
      manifestVersion,
      indexVersion: null,
      ...(removedAt === null ? {} : { removedAt }),
    };
  }
  const indexVersion = stored.version;
  if (manifestVersion === null || manifestVersion === indexVersion) return null;
  const isOlder = indexVersion === null || indexVersion < manifestVersion;
  return { problem: isOlder ? 'stale' : 'newer', id, manifestVersion, indexVersion };
};

/** Two streams that are sorted by id, side by side: what has the same id together, `null` for the one that lacks it. */
async function* inStep(
  manifest: AsyncGenerator<ManifestEntry>,
  index: AsyncGenerator<StoredVersion>,
): AsyncGenerator<readonly [ManifestEntry | null, StoredVersion | null]> {
  try {
    // The manifest first: it may take long to come in, and what is stored is read as of one moment.
    let wanted = await next(manifest);
    let stored = await next(index);
    while (wanted !== null || stored !== null) {
      if (stored === null || (wanted !== null && wanted.id < stored.id)) {
        yield [wanted, null];
        wanted = await next(manifest);
      } else if (wanted === null || stored.id < wanted.id) {
        yield [null, stored];
        stored = await next(index);
      } else {
        yield [wanted, stored];
        [wanted, stored] = [await next(manifest), await next(index)];
      }
    }
  } finally {
    await manifest.return(undefined);
    await index.return(undefined);
  }
}

const next = async <T>(stream: AsyncGenerator<T>): Promise<T | null> => {
  const result = await stream.next();
  return result.done === true ? null : result.value;
};
