import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ManifestEntry } from '../../../../src/ingest/manifest/manifest-entry.ts';
import { sortManifest } from '../../../../src/ingest/manifest/sort-manifest.ts';

async function* stream(entries: readonly ManifestEntry[]): AsyncGenerator<ManifestEntry> {
  yield* entries;
}

test('sorted by id, each once with its greatest version, whether or not it fits into memory', async () => {
  const id = fc.string({
    unit: fc.constantFrom('a', 'B', '1', '-', '_', ':', '.'),
    minLength: 1,
    maxLength: 3,
  });
  const entries = fc.array(fc.record({ id, version: fc.option(fc.nat({ max: 5 }), { nil: null }) }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(entries, fc.integer({ min: 1, max: 50 }), async (list, chunk) => {
      const greatest = new Map<string, number | null>();
      for (const entry of list) {
        const before = greatest.get(entry.id);
        if (before === undefined || (entry.version ?? -1) > (before ?? -1))
          greatest.set(entry.id, entry.version);
      }
      const expected = [...greatest].map(([key, version]) => ({ id: key, version }));
      expected.sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)));
      expect(await Readable.from(sortManifest(stream(list), { chunk })).toArray()).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
