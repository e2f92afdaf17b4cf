import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldName, QueryNode } from '../../../src/query/ast.ts';
import { and, inField, not, or } from '../../../src/query/build-node.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';
import { checkQuery, withoutPlaces } from './check-query.ts';

const AT = { start: 0, end: 1 };
const WORDS = [
  'đảng',
  'bộ',
  'Sốp',
  'lũ',
  'UBND',
  '05-CT/TW',
  '30/4',
  'TP.HCM',
  '123,3%',
  'foo:bar',
  'OR',
  'NOT',
  'AND',
];
const FIELDS: readonly FieldName[] = ['title', 'author', 'section', 'tag', 'source'];

const word = fc.constantFrom(...WORDS).map((text): QueryNode => ({ type: 'word', text, at: AT }));
const prefix = fc
  .constantFrom('chuyên', '20', 'OR')
  .map((text): QueryNode => ({ type: 'prefix', text, at: AT }));
const wildcard = fc
  .constantFrom('chu*n', '*viên', '*uyê*', 'U*3')
  .map((text): QueryNode => ({ type: 'wildcard', text, at: AT }));
const phrase = fc
  .record({
    text: fc.constantFrom('đảng bộ huyện', 'a OR (b) -c*', 'lũ', 'title:x ~3'),
    slop: fc.integer({ min: 0, max: 20 }),
  })
  .map((parts): QueryNode => ({ type: 'phrase', ...parts, at: AT }));
const date = fc
  .constantFrom(
    { from: '2022-01-21T00:00:00+07:00' },
    { from: '2022-01-21T08:30:00.250+07:00' },
    { to: '2022-01-21T23:59:59.999+07:00' },
    { to: '2022-01-21T08:30:00+07:00' },
  )
  .map((bounds): QueryNode => ({ type: 'date', ...bounds, at: AT }));

/** What NEAR and ATLEAST take. */
function placed(depth: number): fc.Arbitrary<QueryNode> {
  const words = fc.array(word, { minLength: 2, maxLength: 3 }).map(and);
  const leaf = fc.oneof({ weight: 3, arbitrary: word }, phrase, words);
  if (depth === 0) return leaf;
  const below = placed(depth - 1);
  return fc.oneof(
    leaf,
    fc.array(below, { minLength: 2, maxLength: 3 }).map(or),
    fc
      .record({ left: below, right: below, distance: fc.integer({ min: 0, max: 20 }) })
      .map(({ left, right, distance }): QueryNode => ({ type: 'near', distance, children: [left, right] })),
  );
}

const near = placed(2).filter(({ type }) => type === 'near');
const atLeast = fc
  .record({ child: placed(2), times: fc.integer({ min: 2, max: 20 }) })
  .map((parts): QueryNode => ({ type: 'atleast', ...parts }));

/** Trees of any form that a parse can give: built by the same rules, from the leaves up. */
function trees(depth: number, inside: boolean): fc.Arbitrary<QueryNode> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: word },
    prefix,
    wildcard,
    phrase,
    near,
    atLeast,
    ...(inside ? [] : [date]),
  );
  if (depth === 0) return leaf;
  const below = trees(depth - 1, inside);
  const several = fc.array(below, { minLength: 2, maxLength: 4 });
  const excludable = fc.tuple(several, fc.array(below, { maxLength: 2 }));
  return fc.oneof(
    leaf,
    several.map(or),
    excludable.map(([required, excluded]) => and([...required, ...excluded.map(not)])),
    ...(inside
      ? []
      : [
          fc
            .tuple(fc.constantFrom(...FIELDS), trees(depth - 1, true))
            .map(([field, node]) => inField(field, node)),
        ]),
  );
}

describe('printQuery', () => {
  it('gives a query that parses to the same tree', () => {
    fc.assert(
      fc.property(trees(4, false), (tree) => {
        const { node, warnings } = parseQuery(printQuery(tree));
        expect(withoutPlaces(node)).toEqual(withoutPlaces(tree));
        const codes = new Set(warnings.map(({ code }) => code));
        codes.delete('dangling_operator');
        expect([...codes]).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseQuery', () => {
  it('holds its properties for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), checkQuery));
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), checkQuery));
  });

  it('holds its properties for text in the signs of the language', () => {
    const signs = fc.constantFrom(
      ...Array.from('ab7đẾ "“”«»()-–*~:.,'),
      ' OR ',
      ' VÀ ',
      ' NEAR/3 ',
      'atleast2(',
      'NOT ',
      'title:',
      'thẻ:',
      'từ:',
      '2022',
      '~3',
    );
    const text = fc.array(signs, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, checkQuery), { numRuns: 5000 });
  });

  it('requires every word of a text that has no sign of the language', () => {
    const texts = fc.array(fc.constantFrom('đảng', 'Bộ', 'HUYỆN', '05-CT/TW', '30/4', '1.115', 'a'), {
      minLength: 2,
    });
    fc.assert(
      fc.property(texts, (words) => {
        expect(parseQuery(words.join(' '))).toMatchObject({
          node: { type: 'and', children: words.map((text) => ({ type: 'word', text })) },
          warnings: [],
        });
      }),
    );
  });
});
