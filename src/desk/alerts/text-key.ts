import { createHash } from 'node:crypto';
import type { Article } from '../../domain/article.ts';
import { exactForm } from '../../text/syllable.ts';
import { tokenize } from '../../text/tokenize.ts';

/** What of an article an alert is of. */
export type KeyedText = Pick<Article, 'title' | 'lead' | 'body'>;

/**
 * Tells the texts of an article apart: the same as long as title, lead and body say the same words in the same order.
 * Capitals, punctuation, spaces, and where the mark of a tone is set make no other text; neither do captions, names, tags
 * and dates.
 */
export const textKey = ({ title, lead = '', body }: KeyedText): string => {
  const hash = createHash('sha256');
  for (const text of [title, lead, body]) {
    for (const token of tokenize(text)) hash.update(exactForm(token.text)).update(' ');
    hash.update('\n');
  }
  return hash.digest('hex').slice(0, 32);
};
