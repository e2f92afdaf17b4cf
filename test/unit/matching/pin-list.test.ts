import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pin } from '../../../src/domain/pin.ts';
import { hasMarks } from '../../../src/matching/plan-match.ts';
import { findPins, isPinnable, preparePins } from '../../../src/matching/pin-list.ts';
import { marksAsTyped } from '../../../src/matching/marks-as-typed.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { exactForm } from '../../../src/text/syllable.ts';
import { foldDiacritics } from '../../../src/text/fold-diacritics.ts';
import { syllable } from '../text/syllable-arbitraries.ts';

const AT = '2025-03-01T08:00:00Z';

const pinOf = (queries: readonly string[], more: Partial<Pin> = {}): Pin => ({
  id: queries.join('-'),
  queries,
  first: ['a'],
  never: [],
  createdAt: AT,
  updatedAt: AT,
  ...more,
});

const find = (pins: readonly Pin[], q: string, at = AT) => {
  const { node } = parseQuery(q);
  const marks = marksAsTyped('auto', node !== null && hasMarks(node));
  return findPins({ list: preparePins(pins), at }, node, marks);
};

describe('a pin', () => {
  it('is met by its own words: in capitals, quoted, composed or not, without marks', () => {
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 5 }), (words) => {
        const query = words.join(' ');
        fc.pre(isPinnable(query));
        const pins = [pinOf([query])];
        const forms = [
          query,
          query.toUpperCase(),
          `"${query}"`,
          query.normalize('NFD'),
          ` ${words.join('   ')} `,
        ];
        for (const form of [...forms, foldDiacritics(query.normalize('NFD'))]) {
          if (isPinnable(form)) expect(find(pins, form)?.first, form).toEqual(['a']);
        }
        // One word more or less is another query.
        expect(find(pins, `${query} thêm`)).toBeNull();
        expect(find(pins, `${query} -thêm`)).toBeNull();
      }),
    );
  });

  it('is not met by other marks than its own, where any were typed', () => {
    fc.assert(
      fc.property(syllable, syllable, (pinned, typed) => {
        fc.pre(isPinnable(`${pinned} xã`) && isPinnable(`${typed} xã`));
        const met = find([pinOf([`${pinned} xã`])], `${typed} xã`) !== null;
        expect(met).toBe(exactForm(pinned) === exactForm(typed));
      }),
    );
  });

  it('gives what comes first in the order of the pins, and never what is never shown', () => {
    const pins = [
      pinOf(['rừng'], { first: ['a', 'b'], never: ['x'] }),
      pinOf(['RỪNG'], { first: ['c', 'a', 'x'], never: ['b'] }),
    ];
    expect(find(pins, 'rung')).toMatchObject({ first: ['a', 'c'], never: ['x', 'b'] });
    const many = Array.from({ length: 15 }, (_, i) => `${i}`);
    const both = [pinOf(['rừng'], { first: many }), pinOf(['Rừng'], { first: many.map((id) => `x${id}`) })];
    expect(find(both, 'rừng')?.first).toHaveLength(20);
  });

  it('begins at its instant, and has ended at its last', () => {
    const pin = pinOf(['rừng'], { from: '2025-03-01T15:00:00+07:00', until: '2025-03-01T15:00:02+07:00' });
    const held = ['07:59:59', '08:00:00', '08:00:01', '08:00:02'].map(
      (time) => find([pin], 'rừng', `2025-03-01T${time}Z`) !== null,
    );
    expect(held).toEqual([false, true, true, false]);
  });
});
