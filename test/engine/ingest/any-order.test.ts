import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Article } from '../../../src/domain/article.ts';
import { toArticle, type StoredArticle } from '../../../src/domain/stored-article.ts';
import { isTombstone, type Tombstone } from '../../../src/domain/tombstone.ts';
import { articleLine } from '../../../src/ingest/article-line.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { writeArticles, type WriteRequest } from '../../../src/ingest/bulk-writer.ts';
import type { WriteOperation } from '../../../src/ingest/write-batch.ts';
import { scratchStore, type ScratchStore } from '../../support/scratch-store.ts';

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(inject('elasticsearchUrl'));
});

afterAll(() => store.dispose());

/** What the CMS did to one article. */
interface Change {
  readonly id: string;
  readonly version: number;
  readonly isRemoval: boolean;
}

const toOperation = ({ id, version, isRemoval }: Change, prefix = ''): WriteOperation =>
  isRemoval
    ? { remove: `${prefix}${id}`, version }
    : { article: parseArticle({ ...content(id, version), id: `${prefix}${id}` }) };

const content = (id: string, version: number) => ({
  id,
  version,
  title: `Tin ${id}, bản ${version}`,
  body: 'Nước lên.',
  publishedAt: '2022-01-21',
});

const write = async (into: ScratchStore, operations: readonly WriteOperation[]) => {
  const counts: Record<string, number> = {};
  async function* requests(): AsyncGenerator<WriteRequest<null>> {
    for (const operation of operations) yield { tag: null, ...operation };
  }
  for await (const { status } of writeArticles(into, requests())) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** Every article of an index as an export has it, and every tombstone with its version, sorted by id. */
const dump = async ({ engine, names }: ScratchStore) => {
  await engine.refresh(names.read);
  const { hits } = await engine.search<Article | Tombstone>(names.read, {
    size: 10_000,
    version: true,
    sort: [{ id: 'asc' }],
  });
  const lines: string[] = [];
  const removed: string[] = [];
  for (const { source, version } of hits) {
    if (source === null) throw new Error('A document has no source.');
    if (isTombstone(source)) removed.push(`${source.id} ${version}`);
    else lines.push(articleLine(source));
  }
  return { lines, removed };
};

const changes = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b'),
    version: fc.integer({ min: 1, max: 5 }),
    isRemoval: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14, selector: ({ id, version, isRemoval }) => `${id} ${version} ${isRemoval}` },
);

const orders = changes.chain((list) =>
  fc.tuple(
    fc.shuffledSubarray(list, { minLength: list.length }),
    fc.shuffledSubarray(list, { minLength: list.length }),
  ),
);

test('any order of numbered writes and removals ends in what the last of them left', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(orders, async ([one, other]) => {
      run++;
      const prefixes = [`p${run}-1-`, `p${run}-2-`] as const;
      // Both orders at once: their ids differ, so each has its own order within the upload.
      await write(
        store,
        one.flatMap((change, at) => [
          toOperation(change, prefixes[0]),
          toOperation(other[at] as Change, prefixes[1]),
        ]),
      );
      for (const id of ['a', 'b']) {
        const ofId = one.filter((change) => change.id === id);
        if (ofId.length === 0) continue;
        // The contract in its plainest form: the highest version counts, and at the same one the removal.
        const last = ofId.reduce((best, change) =>
          change.version > best.version || (change.version === best.version && change.isRemoval)
            ? change
            : best,
        );
        const stored = await store.engine.mget<Article | Tombstone>(
          store.names.read,
          prefixes.map((prefix) => `${prefix}${id}`),
        );
        for (const [at, document] of stored.entries()) {
          const prefix = prefixes[at] as string;
          if (last.isRemoval) {
            expect(document?.version).toBe(2 * last.version + 1);
            expect(Object.keys(document?.source ?? {}).toSorted()).toEqual(['id', 'removedAt']);
          } else {
            expect(toArticle(document?.source as StoredArticle)).toEqual(
              (toOperation(last, prefix) as { article: Article }).article,
            );
          }
        }
      }
    }),
    { numRuns: 25 },
  );
});

test('the same 10,000 operations in three random orders end in byte-identical exports', async () => {
  const random = seeded(20220121);
  const operations = 10_000;
  const made = new Set<string>();
  const all: Change[] = [];
  while (all.length < operations) {
    const change = {
      id: `bai-${Math.floor(random() * 4_000)}`,
      version: 1 + Math.floor(random() * 6),
      isRemoval: random() < 0.25,
    };
    const key = JSON.stringify(change);
    if (!made.has(key)) all.push(change);
    made.add(key);
  }

  const ends = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const own = await scratchStore(inject('elasticsearchUrl'));
      try {
        const counts = await write(
          own,
          shuffled(all, random).map((change) => toOperation(change)),
        );
        expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(operations);
        expect(counts['failed'] ?? 0).toBe(0);
        const { lines, removed } = await dump(own);
        const checksum = createHash('sha256').update(lines.join('')).digest('hex');
        console.log(
          `${operations} operations: ${JSON.stringify(counts)}; ${lines.length} articles, ${removed.length} tombstones, SHA-256 of the export ${checksum.slice(0, 16)}…`,
        );
        return { lines, removed };
      } finally {
        await own.dispose();
      }
    }),
  );

  const last = new Map<string, Change>();
  for (const change of all) {
    const before = last.get(change.id);
    const rank = ({ version, isRemoval }: Change): number => version + (isRemoval ? 0.5 : 0);
    if (before === undefined || rank(change) > rank(before)) last.set(change.id, change);
  }
  const expected = [...last.values()]
    .filter(({ isRemoval }) => !isRemoval)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, version }) => articleLine(parseArticle(content(id, version))));
  expect(expected.length).toBeGreaterThan(1_000);
  for (const { lines, removed } of ends) {
    expect(lines.join('')).toBe(expected.join(''));
    expect(removed).toEqual(ends[0]?.removed);
  }
}, 240_000);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

const shuffled = <T>(values: readonly T[], random: () => number): T[] => {
  const list = [...values];
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
};
