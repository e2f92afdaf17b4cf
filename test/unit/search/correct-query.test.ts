import { describe, expect, it } from 'vitest';
import type { TypedToken } from '../../../src/correction/correction.ts';
import type { Corrector } from '../../../src/correction/create-corrector.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { correctQuery, guessQuery } from '../../../src/search/correct-query.ts';

/** A corrector that mends each word that it may. */
const eager: Corrector = {
  correct: (run) => mended(run)[0] ?? null,
  alternatives: (run) => mended(run),
  restoreMarks: (run) => ({ texts: run.map(({ text }) => text.replace('la', 'là')), confidence: 9 }),
};

const mended = (run: readonly TypedToken[]) => {
  const replacements = run.flatMap(({ fixed, text }, i) =>
    fixed ? [] : [{ from: i, to: i + 1, text: `${text}x` }],
  );
  return replacements.length === 0 ? [] : [{ replacements, gain: 9, kinds: [] }];
};

const meantBy = (q: string) => {
  const { node } = parseQuery(q);
  if (node === null) throw new Error(`${q} is nothing`);
  return { ...correctQuery(eager, q, node), guessed: guessQuery(eager, q, node) };
};

describe('the words of grammar of a query', () => {
  it.each([
    ['hiep hoi thuong mai la gi', 'hiepx hoix thuongx maix la gi'],
    ['Ai là tổng thống Venezuela?', 'Ai là tổngx thốngx Venezuelax?'],
    ['trường của ông ấy đâu', 'trườngx của ôngx ấy đâu'],
  ])('are meant, where there may be a sentence: %s', (q, corrected) => {
    expect(meantBy(q).corrected).toBe(corrected);
  });

  it.each([
    ['la gi', 'lax gix'],
    ['xa hoi la', 'xax hoix lax'],
    // With other marks it is no word of grammar.
    ['lá gì mà to thế', 'láx gì mà tox thế'],
  ])('may be slips, where there is none: %s', (q, corrected) => {
    expect(meantBy(q)).toMatchObject({ corrected, guessed: corrected });
  });

  it('may lack their marks all the same', () => {
    expect(meantBy('hiep hoi thuong mai la gi').marked).toBe('hiepx hoix thuongx maix là gi');
  });
});
