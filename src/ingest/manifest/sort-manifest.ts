import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { ManifestEntry } from './manifest-entry.ts';

/** So many entries are sorted in memory at once: some 50 MB. */
const CHUNK = 250_000;

export interface SortOptions {
  /** Entries held at once: 250,000. */
  readonly chunk?: number;
}

/**
 * Sorts the entries of a manifest by their ids, as the engine sorts them; of those of one id the greatest version alone
 * is left. A list that is longer than a chunk is sorted in files of the system's temporary folder, so that it may be of
 * any length.
 */
export async function* sortManifest(
  entries: AsyncIterable<ManifestEntry>,
  { chunk = CHUNK }: SortOptions = {},
): AsyncGenerator<ManifestEntry, void, void> {
  const folder = await mkdtemp(join(tmpdir(), 'timbao-manifest-'));
  try {
    const files: string[] = [];
    let held: ManifestEntry[] = [];
    for await (const entry of entries) {
      held.push(entry);
      if (held.length < chunk) continue;
      files.push(await writeSorted(join(folder, String(files.length)), held));
      held = [];
    }
    const streams = [inOrder(held.sort(byId)), ...files.map(readSorted)];
    yield* greatest(merge(streams));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ids are ASCII: JavaScript's order is that of the engine, which goes by bytes. */
const byId = (a: ManifestEntry, b: ManifestEntry): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const writeSorted = async (file: string, entries: ManifestEntry[]): Promise<string> => {
  entries.sort(byId);
  await pipeline(function* () {
    for (const { id, version } of entries) yield `${id}\t${version ?? ''}\n`;
  }, createWriteStream(file));
  return file;
};

async function* readSorted(file: string): AsyncGenerator<ManifestEntry> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [id = '', version = ''] = line.split('\t');
    yield { id, version: version === '' ? null : Number(version) };
  }
}

async function* inOrder(entries: readonly ManifestEntry[]): AsyncGenerator<ManifestEntry> {
  yield* entries;
}

/** Several sorted streams as one. */
async function* merge(streams: readonly AsyncGenerator<ManifestEntry>[]): AsyncGenerator<ManifestEntry> {
  const heads: { entry: ManifestEntry; readonly stream: AsyncGenerator<ManifestEntry> }[] = [];
  for (const stream of streams) {
    const first = await stream.next();
    if (first.done !== true) heads.push({ entry: first.value, stream });
  }
  for (;;) {
    const [first, ...others] = heads;
    if (first === undefined) return;
    const least = others.reduce((best, head) => (byId(head.entry, best.entry) < 0 ? head : best), first);
    yield least.entry;
    const next = await least.stream.next();
    if (next.done === true) heads.splice(heads.indexOf(least), 1);
    else least.entry = next.value;
  }
}

async function* greatest(entries: AsyncIterable<ManifestEntry>): AsyncGenerator<ManifestEntry> {
  let held: ManifestEntry | null = null;
  for await (const entry of entries) {
    if (held?.id === entry.id) {
      if ((entry.version ?? -1) > (held.version ?? -1)) held = entry;
      continue;
    }
    if (held !== null) yield held;
    held = entry;
  }
  if (held !== null) yield held;
}
