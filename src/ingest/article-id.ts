import { createHash } from 'node:crypto';
import { foldDiacritics } from '../text/fold-diacritics.ts';

const SLUG_LENGTH = 60;

/**
 * An id for an article that has none: from its file's name, its title and its day, so that the same file gives the
 * same id wherever it lies, and two files called `tin.txt` give two.
 *
 * @param fileName Without folders and without ending; empty where there was no file.
 * @returns `article-sop-cop-1f6c2a90b3`
 */
export const articleIdFrom = (fileName: string, title: string, day: string | null): string => {
  const hash = createHash('sha256')
    .update([fileName, title, day ?? ''].map((part) => part.normalize('NFC')).join('\0'))
    .digest('hex')
    .slice(0, 10);
  const slug = slugOf(fileName) || slugOf(title) || 'article';
  return `${slug}-${hash}`;
};

const slugOf = (text: string): string =>
  foldDiacritics(text.toLowerCase())
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
