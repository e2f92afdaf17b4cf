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

/** Set by what brought the reader, not by what is read. */
const TRACKING = /^(?:utm_\w+|fbclid|gclid|zarsrc|_gl|ref|source|share)$/i;

/**
 * An id for an article that has none but an address: the same for `http` and `https`, with and without `www.`, with and
 * without what campaigns add.
 *
 * @returns `duong-moi-ve-ban-4512-1f6c2a90b3`; `null` for what is no address.
 */
export const articleIdFromUrl = (address: string): string | null => {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const query = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).map((pair) => pair.join('='));
  const path = url.pathname.replace(/\/+$/, '');
  const host = url.hostname.replace(/^www\./, '');
  const hash = createHash('sha256')
    .update([host, path, ...query.toSorted()].join('\0'))
    .digest('hex')
    .slice(0, 10);
  const last = decodeURIComponentOr(path.split('/').at(-1) ?? '').replace(/\.\w{2,5}$/, '');
  return `${slugOf(last) || slugOf(host) || 'article'}-${hash}`;
};

const decodeURIComponentOr = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const slugOf = (text: string): string =>
  foldDiacritics(text.toLowerCase())
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, '');
