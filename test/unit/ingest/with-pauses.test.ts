import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PAUSE, withPauses } from '../../../src/ingest/with-pauses.ts';

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

test('one pause where an item is late, none where they follow each other', async () => {
  async function* items(): AsyncGenerator<number> {
    yield 1;
    yield 2;
    await sleep(400);
    yield 3;
  }
  expect(await collect(withPauses(items(), 100))).toEqual([1, 2, PAUSE, 3]);
});

test('a failure is passed on, also after a pause', async () => {
  async function* items(): AsyncGenerator<number> {
    yield 1;
    await sleep(200);
    throw new Error('cut');
  }
  await expect(collect(withPauses(items(), 50))).rejects.toThrow('cut');
});

test('left while an item never comes, it ends; left between items, the source has ended', async () => {
  let ended = 0;
  async function* items(): AsyncGenerator<number> {
    try {
      yield 1;
      await new Promise(() => {});
    } finally {
      ended++;
    }
  }
  for await (const item of withPauses(items(), 20)) if (item === PAUSE) break;
  expect(ended).toBe(0);
  for await (const item of withPauses(items(), 20)) if (item === 1) break;
  expect(ended).toBe(1);
});
