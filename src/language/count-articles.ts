import { pieceEnd } from '../text/piece-end.ts';
import type { LanguageCounter } from './count-language.ts';
import type { CountedText } from './counted-text.ts';

/** The texts of an article, in which its words stand. */
export interface ArticleTexts {
  readonly title: string;
  readonly others: readonly string[];
}

/** Counts articles as they are now: what one said before, or says no longer, is taken back. */
export interface ArticleCounter {
  /** How many articles are counted. */
  readonly articles: number;
  /** Counts an article in place of what it said before. */
  put(id: string, texts: ArticleTexts): Generator<void, void>;
  /** Takes back what an article says. */
  remove(id: string): void;
}

/** Longer texts are counted in pieces, so that nobody waits for all of one: of some thousands of neighbours one pair is lost. */
function* piecesOf(text: string): Generator<string, void> {
  for (let from = 0; from < text.length;) {
    const to = pieceEnd(text, from);
    yield text.slice(from, to);
    from = to;
  }
}

/** Remembers what was counted of each article: a third of the bytes of its texts. */
export const createArticleCounter = (counter: LanguageCounter): ArticleCounter => {
  const counted = new Map<string, CountedText>();

  const remove = (id: string): void => {
    const before = counted.get(id);
    if (before === undefined) return;
    counted.delete(id);
    counter.remove(before);
  };

  return {
    get articles() {
      return counted.size;
    },
    put: function* (id, { title, others }) {
      const parts = [counter.add(title, true)];
      for (const text of others) {
        for (const piece of piecesOf(text)) {
          parts.push(counter.add(piece));
          yield;
        }
      }
      // Only now, so that what it says as before is never lost in between.
      remove(id);
      // Small buffers share their memory.
      counted.set(id, Buffer.concat(parts));
      yield;
    },
    remove,
  };
};
