import { NOTHING_ASKED } from './admission/admission.ts';

/** So many of one request's searches are under way at once, where there are places for them. */
const AT_ONCE = 4;

/**
 * Works for several items, each in its turn. The first worker has the place that the request came in with; others help
 * as long as each of their items finds a place of its own, so that many searches in one request take no more of the
 * engine than as many requests would, and give way to readers.
 *
 * @param answer never fails
 * @param admit a further place, to be left with what went wrong; throws where there is none
 * @param errorOf why an answer is none; `undefined` where it is one
 * @returns one answer each, in order
 */
export const answerMany = async <Item, Result>(
  items: readonly Item[],
  answer: (item: Item) => Promise<Result>,
  admit: () => Promise<(error?: unknown) => void>,
  errorOf: (answer: Result) => unknown = () => undefined,
): Promise<Result[]> => {
  const answers: Result[] = [];
  const waiting = items.entries();
  const work = async (leave: (error?: unknown) => void = () => {}): Promise<boolean> => {
    const { value: next } = waiting.next();
    if (next === undefined) {
      leave(NOTHING_ASKED);
      return false;
    }
    const [place, item] = next;
    const answered = await answer(item);
    answers[place] = answered;
    leave(errorOf(answered));
    return true;
  };
  const lead = async (): Promise<void> => {
    while (await work());
  };
  const help = async (): Promise<void> => {
    for (let isMore = true; isMore;) {
      const leave = await admit().catch(() => null);
      if (leave === null) return;
      isMore = await work(leave);
    }
  };
  const helpers = Array.from({ length: Math.min(AT_ONCE, items.length) - 1 }, help);
  await Promise.all([lead(), ...helpers]);
  return answers;
};
