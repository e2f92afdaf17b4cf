import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareEntries, writesTo, type Entries } from '../../../../src/desk/backup/desk-entries.ts';

const entries = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.record({ queries: fc.array(fc.constantFrom('x', 'y')) }),
  )
  .map((record): Entries => {
    let seqNo = 0;
    return new Map(
      Object.entries(record).map(([id, source]) => [
        id,
        { source, place: { seqNo: seqNo++, primaryTerm: 1 } },
      ]),
    );
  });

const contents = (all: Entries) => Object.fromEntries([...all].map(([id, { source }]) => [id, source]));

test('what is written makes of the one the other, in place of what was read alone, and no more than is told', () => {
  fc.assert(
    fc.property(entries, entries, (saved, now) => {
      const made = contents(now);
      const writes = writesTo(saved, now);
      for (const { id, source, expected } of writes) {
        expect(expected).toEqual(now.get(id)?.place ?? 'new');
        if (source === null) delete made[id];
        else made[id] = source;
      }
      expect(made).toEqual(contents(saved));
      const { added, removed, changed } = compareEntries(saved, now);
      expect(added + removed + changed).toBe(writes.length);
    }),
  );
});
