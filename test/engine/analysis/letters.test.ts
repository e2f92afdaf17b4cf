import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { tokenForms } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';

// What a letter folds to is decided twice, by ICU in the index and by src/text in the service. Every letter, mark and
// digit of the scripts of the Basic Multilingual Plane is compared, but for Chinese, Korean and Yi ones, which don't fold.

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});

afterAll(() => store.dispose());

const BLOCKS = [
  [0x80, 0x3100],
  [0xa640, 0xa700],
  [0xa800, 0xac00],
  [0xfb00, 0xfdf0],
  [0xfe70, 0xff70],
] as const;

/**
 * Click letters, which fold to signs; numerals of Suzhou; a Japanese sign; letters that are younger than the engine's
 * Unicode or than ours; Tibetan, Thai, Lao and Burmese ones that only ICU decomposes, or not.
 */
const KNOWN = new RegExp(
  '[\\u0900\\uA9CF\\u01C0\\u01C1\\u01C3\\u3021-\\u3029\\u303C\\u088F\\u0897\\u0C5C\\u0CDC\\u08D3\\u08E0\\u08E1\\u07FD\\u09FE\\u0ECE\\u2D7F\\u1ACF-\\u1AEB' +
    '\\u0E33\\u0EB3\\u0F43\\u0F4D\\u0F52\\u0F57\\u0F5C\\u0F69\\u0F73\\u0F75\\u0F76-\\u0F79\\u0F81\\u0F93\\u0F9D\\u0FA2\\u0FA7\\u0FAC\\u0FB9\\u1026]',
  'u',
);

const charactersOf = (from: number, to: number, kind: RegExp): string[] =>
  Array.from({ length: to - from }, (_, i) => String.fromCharCode(from + i)).filter(
    (character) => kind.test(character) && !KNOWN.test(character),
  );

/** Where the terms of a text differ, as `written: ours ≠ the index's`. */
const differences = async (text: string, level: 'exact' | 'folded'): Promise<string[]> => {
  const indexed = await store.engine.analyze(store.index, { text, analyzer: `vi_${level}` });
  const theirs = new Map(indexed.map(({ startOffset, token }) => [startOffset, token]));
  const ours = new Map(tokenize(text).map((token) => [token.start, tokenForms(token.text)[level]]));
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((at) => ours.get(at) !== theirs.get(at))
    .map((at) => `${text.slice(at).split('\n', 1)[0]}: ${ours.get(at)} ≠ ${theirs.get(at)}`);
};

// The ICU of Elasticsearch 8 is of Unicode 13: of what was added since, it knows nothing.
describe
  .skipIf(process.env['TEST_ENGINE'] === 'embedded-8')
  .each(BLOCKS.map(([from, to]) => ({ name: `${from.toString(16)} to ${to.toString(16)}`, from, to })))(
  'from $name',
  ({ from, to }) => {
    it.each([
      ['letters and digits', /[\p{L}\p{Nd}\p{Nl}]/u, (letter: string) => letter],
      ['letters within a Latin word', /\p{L}/u, (letter: string) => `k${letter}i`],
      ['marks on a letter', /\p{M}/u, (mark: string) => `k${mark}`],
    ] as const)('%s', async (_what, kind, written) => {
      const found: string[] = [];
      for (let block = from; block < to; block += 0x100) {
        const characters = charactersOf(block, Math.min(block + 0x100, to), kind);
        if (characters.length === 0) continue;
        const text = characters.map(written).join('\n');
        found.push(...(await differences(text, 'exact')), ...(await differences(text, 'folded')));
      }
      expect(found).toEqual([]);
    });
  },
);
