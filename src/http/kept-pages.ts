import { LRUCache } from 'lru-cache';

/** Pages that were made of answers that are kept, given again as long as the answer is the very same. */
export interface KeptPages {
  /**
   * The page of an answer, as HTML.
   *
   * @param key says all that the page shows beside the answer
   * @param answer what is the same object as long as it is the same answer
   * @param make makes it anew
   */
  page(key: string, answer: object, make: () => string | Promise<string>): Promise<string>;
}

interface Kept {
  /** Whether an answer is kept is not for its page to say. */
  readonly answer: WeakRef<object>;
  readonly html: string;
}

/** @param mostBytes how much is kept; what was asked for longest ago goes first. At 0 each page is made anew. */
export const createKeptPages = (mostBytes: number): KeptPages => {
  if (mostBytes === 0) return { page: async (_key, _answer, make) => make() };
  const pages = new LRUCache<string, Kept>({
    maxSize: mostBytes,
    // Vietnamese takes two bytes a letter in memory.
    sizeCalculation: ({ html }, key) => 2 * (html.length + key.length),
  });
  return {
    page: async (key, answer, make) => {
      const kept = pages.get(key);
      if (kept?.answer.deref() === answer) return kept.html;
      const html = await make();
      pages.set(key, { answer: new WeakRef(answer), html });
      return html;
    },
  };
};
