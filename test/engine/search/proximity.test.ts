import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';

/** A language of a few words, so that everything stands near everything somewhere. */
const WORDS = ['mưa', 'bão', 'lũ', 'gió', 'nắng', 'hạn', 'rét'];

interface Text {
  readonly id: string;
  readonly words: readonly string[];
}

const texts: Text[] = fc
  .sample(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }), { numRuns: 250, seed: 5 })
  .map((words, i) => ({ id: `bai-${i}`, words }));

let index: SearchIndex;

beforeAll(async () => {
  index = await createSearchIndex();
  await index.put(
    ...texts.map(({ id, words }) => ({
      id,
      title: 'Tin',
      body: words.join(' '),
      publishedAt: '2022-01-21',
    })),
  );
});

afterAll(() => index.close());

/** Where a part stands: its first and last word. */
type Place = readonly [first: number, last: number];

interface Part {
  readonly text: string;
  readonly places: (words: readonly string[]) => readonly Place[];
}

const run = (wanted: readonly string[]): Part => ({
  text: `"${wanted.join(' ')}"`,
  places: (words) =>
    words.flatMap((_, at): Place[] =>
      wanted.every((word, i) => words[at + i] === word) ? [[at, at + wanted.length - 1]] : [],
    ),
});

const either = (parts: readonly Part[]): Part => ({
  text: `(${parts.map(({ text }) => text).join(' OR ')})`,
  places: (words) => parts.flatMap(({ places }) => places(words)),
});

const near = (left: Part, right: Part, distance: number): Part => ({
  text: `(${left.text} NEAR/${distance} ${right.text})`,
  places: (words) =>
    left
      .places(words)
      .flatMap(([first, last]) =>
        right
          .places(words)
          .flatMap(([from, to]): Place[] =>
            from - last - 1 <= distance && first - to - 1 <= distance
              ? [[Math.min(first, from), Math.max(last, to)]]
              : [],
          ),
      ),
});

const runs = (words: readonly string[]) =>
  fc.subarray([...words], { minLength: 1, maxLength: Math.min(2, words.length) }).map(run);

/** The two sides have no word in common: what stands on both may be one and the same. What stands amid the other is near it. */
const sides = fc.shuffledSubarray(WORDS, { minLength: WORDS.length }).chain((words) => {
  const [a, b, c] = [words.slice(0, 3), words.slice(3, 5), words.slice(5)];
  const side = fc.oneof(runs(a), fc.tuple(runs(a.slice(0, 1)), runs(a.slice(1))).map(either));
  const distance = fc.integer({ min: 0, max: 4 });
  const two = fc.tuple(side, runs(b), distance).map(([x, y, n]) => near(x, y, n));
  return fc.record({ two, three: fc.tuple(two, runs(c), distance).map(([x, y, n]) => near(x, y, n)) });
});

const found = async (q: string) => {
  const { hits, total } = await index.search({
    q,
    size: '100',
    relax: 'false',
    snippets: '5',
    snippetSize: '400',
  });
  return { total: total.value, hits };
};

const expectFound = async (q: string, matches: (words: readonly string[]) => boolean): Promise<void> => {
  const wanted = texts.filter(({ words }) => matches(words)).map(({ id }) => id);
  const { hits, total } = await found(q);
  expect(total, q).toBe(wanted.length);
  for (const { id } of hits) expect(wanted, q).toContain(id);
};

describe('NEAR', () => {
  it('finds what stands so near, in any order, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(sides, ({ two: { text, places } }) =>
        expectFound(text, (words) => places(words).length > 0),
      ),
      { numRuns: 50 },
    );
  });

  it('finds of a chain most of what its nearest pairs are near, nothing else, and marks it', async () => {
    let [all, met] = [0, 0];
    const chain = fc.asyncProperty(sides, async ({ three: { text, places } }) => {
      const wanted = texts.filter(({ words }) => places(words).length > 0).map(({ id }) => id);
      const { hits, total } = await found(text);
      for (const { id, highlights } of hits) {
        expect(wanted, text).toContain(id);
        expect(highlights.body.join(' '), text).toContain('<mark>');
      }
      all += wanted.length;
      met += total;
    });
    await fc.assert(chain, { numRuns: 50 });
    expect(met).toBeGreaterThan(all * 0.9);
  });

  it('marks what is near, in each hit, and nothing that is not', async () => {
    const { hits } = await found('bão NEAR/1 lũ');
    expect(hits.length).toBeGreaterThan(10);
    for (const { id, highlights } of hits) {
      const words = texts.find((text) => text.id === id)?.words ?? [];
      const isNear = (at: number, other: string): boolean =>
        [at - 2, at - 1, at + 1, at + 2].some((place) => words[place] === other);
      const wanted = words.map((word, at) =>
        (word === 'bão' && isNear(at, 'lũ')) || (word === 'lũ' && isNear(at, 'bão')) ? `<${word}>` : word,
      );
      const marked = highlights.body.join(' ').replace(/<mark>(.*?)<\/mark>/g, (_, inside: string) =>
        inside
          .split(' ')
          .map((word) => `<${word}>`)
          .join(' '),
      );
      expect(marked).toBe(wanted.join(' '));
    }
  });
});

describe('atleast', () => {
  it('finds what stands so often, and nothing else', async () => {
    const counted = fc.tuple(
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(...WORDS),
      fc.constantFrom(...WORDS),
    );
    await fc.assert(
      fc.asyncProperty(counted, async ([times, word, other]) => {
        const count = (words: readonly string[], ...of: string[]) =>
          words.filter((one) => of.includes(one)).length;
        await expectFound(`atleast${times}(${word})`, (words) => count(words, word) >= times);
        await expectFound(
          `-atleast${times}(${word}) ${other}`,
          (words) => count(words, word) < times && words.includes(other),
        );
        if (word !== other)
          await expectFound(
            `atleast${times}(${word} OR ${other})`,
            (words) => count(words, word, other) >= times,
          );
      }),
      { numRuns: 25 },
    );
  });

  it('marks each of them', async () => {
    const { hits } = await found('ít-nhất3(bão)');
    expect(hits.length).toBeGreaterThan(0);
    for (const { highlights } of hits)
      expect(highlights.body.join(' ').match(/bão/g)?.length).toBe(
        [...highlights.body.join(' ').matchAll(/<mark>(.*?)<\/mark>/g)].flatMap(
          ([, inside]) => inside?.match(/bão/g) ?? [],
        ).length,
      );
  });
});

describe('a star before and amid letters', () => {
  it('finds each word that fits, as its pattern does in the article', async () => {
    for (const [q, fits] of [
      ['*ắng', /^nắng$/],
      ['*ang', /^nắng$/],
      ['m*a', /^mưa$/],
      ['*ưa*', /^mưa$/],
      ['b*o', /^bão$/],
      ['g*ó', /^gió$/],
      ['*ét', /^rét$/],
      ['h*n', /^hạn$/],
      ['*zz', /^$/],
      ['-*ão lũ', null],
    ] as const) {
      const matches =
        fits === null
          ? (words: readonly string[]) => words.includes('lũ') && !words.includes('bão')
          : (words: readonly string[]) => words.some((word) => fits.test(word));
      await expectFound(q, matches);
      if (fits !== null)
        for (const { highlights } of (await found(q)).hits)
          for (const [, inside = ''] of highlights.body.join(' ').matchAll(/<mark>(.*?)<\/mark>/g))
            for (const word of inside.split(' ')) expect(word, q).toMatch(fits);
    }
  });
});
