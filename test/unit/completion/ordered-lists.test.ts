import { beforeEach, describe, expect, it } from 'vitest';
import { createOrderedLists, type OrderedLists } from '../../../src/completion/ordered-lists.ts';
import { runThrough } from './run-through.ts';

const TOKEN = 3;
const OTHER = 7;
/** More than are looked at one by one. */
const MANY = 200;

let scores: number[];
let lists: OrderedLists;

/** Every tenth text begins with the token. */
const beginsWith = (text: number): boolean => text % 10 === 0;

beforeEach(() => {
  scores = Array.from({ length: MANY }, (_, text) => MANY - text);
  lists = createOrderedLists(
    (text) => scores[text] ?? 0,
    (text) => (beginsWith(text) ? TOKEN : OTHER),
  );
  for (let text = 0; text < MANY; text++) lists.add(TOKEN, text);
  runThrough(lists.settle());
});

const offered = (which: 'offer' | 'offerBeginning', more: number, least: number): number[] => {
  const texts: number[] = [];
  lists[which](
    [TOKEN, OTHER],
    more,
    () => least,
    (text) => texts.push(text),
  );
  return texts;
};

describe('the texts of a token', () => {
  it('are offered as long as they can be worth enough', () => {
    expect(offered('offer', 0, MANY - 2.5)).toEqual([0, 1, 2]);
    expect(offered('offer', 2, MANY - 2.5)).toEqual([0, 1, 2, 3, 4]);
    expect(offered('offerBeginning', 8, MANY - 14.5)).toEqual([0, 10, 20]);
    expect(lists.countOf([TOKEN, OTHER])).toBe(MANY);
    expect(lists.countBeginning([TOKEN])).toBe(MANY / 10);
  });

  it('are offered when they have just come, the better and the worse', () => {
    for (const score of [1_000, -1]) {
      const text = scores.push(score) - 1;
      lists.add(TOKEN, text);
      expect(offered('offer', 0, -2)).toContain(text);
      expect(offered('offerBeginning', 0, -2)).toContain(text);
      runThrough(lists.settle());
    }
    expect(lists.countBeginning([TOKEN])).toBe(MANY / 10 + 1);
    expect(offered('offer', 0, 500)).toEqual([MANY]);
    expect(offered('offerBeginning', 0, -2)).toEqual([MANY, ...Array.from({ length: 20 }, (_, i) => i * 10)]);
  });

  it('are offered when they have become better than all', () => {
    lists.add(OTHER, 190);
    runThrough(lists.settle());
    scores[190] = 900;
    expect(offered('offer', 0, 500)).toEqual([]);
    lists.raise(OTHER, 900);
    expect(offered('offer', 0, 500)).toEqual([190]);
  });

  it('are offered in another order as soon as that is to be another', () => {
    scores.reverse();
    lists.raise(TOKEN, MANY);
    lists.unsettle();
    expect(offered('offerBeginning', 0, MANY - 10)).toContain(190);
    runThrough(lists.settle());
    expect(offered('offerBeginning', 0, MANY - 15)).toEqual([190]);
    expect(offered('offer', 0, MANY - 2.5)).toEqual([199, 198, 197]);
  });
});
