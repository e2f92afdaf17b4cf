import { expect, it } from 'vitest';
import { sharedLook } from '../../../src/service/shared-look.ts';
import { beginTask, taskOf } from '../../../src/task.ts';

/** A look that ends when it is told to. */
const watched = (limitMs?: number) => {
  const looks: { readonly signal: AbortSignal; readonly end: (error?: Error) => void }[] = [];
  const ask = sharedLook(
    (signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        looks.push({ signal, end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
    limitMs,
  );
  return { looks, ask };
};

it('all who ask while a look is under way have what it comes to, and the next one looks anew', async () => {
  const { looks, ask } = watched();
  const asked = Array.from({ length: 50 }, () => ask(new AbortController().signal));
  expect(looks).toHaveLength(1);
  looks[0]?.end(new Error('not there'));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(asked.map(() => 'rejected'));
  const again = ask(new AbortController().signal);
  expect(looks).toHaveLength(2);
  looks[1]?.end();
  await expect(again).resolves.toBeUndefined();
});

it('whoever has no time left goes, and the look goes on for the others, as long as one may take', async () => {
  const { looks, ask } = watched(100);
  const first = new AbortController();
  beginTask(first.signal, 'the-first');
  const impatient = ask(first.signal);
  const patient = ask(new AbortController().signal);
  expect(looks.map(({ signal }) => taskOf(signal)?.id)).toEqual(['the-first']);
  first.abort(new Error('out of time'));
  await expect(impatient).rejects.toThrow('out of time');
  await expect(patient).rejects.toMatchObject({ code: 'engine_timeout' });
  await expect(ask(first.signal)).rejects.toThrow('out of time');
  expect(looks).toHaveLength(1);
});
