import { htmlToText, looksLikeHtml } from '../../text/html-to-text.ts';

const LINES = ['title', 'lead', 'section', 'source'] as const;
const LISTS = ['captions', 'authors', 'tags'] as const;
const REFERENCE = /&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[\da-f]{1,6});/iu;
/** How often systems have been seen to escape the same text. */
const MOST_LAYERS = 4;

/** A text of one line without markup and character references, however often it was escaped. */
export const plainText = (text: string): string => {
  let plain = text;
  for (let layer = 0; layer < MOST_LAYERS && (REFERENCE.test(plain) || looksLikeHtml(plain)); layer++) {
    const reduced = htmlToText(plain).text;
    if (reduced === plain) break;
    plain = reduced;
  }
  return plain.replace(/\s*\n\s*/gu, ' ');
};

/** Markup as it was before it was escaped: `&lt;p&gt;` all over a text that has no elements of its own. */
export const unescapedMarkup = (text: string): string => {
  let markup = text;
  for (let layer = 0; layer < MOST_LAYERS && !looksLikeHtml(markup); layer++) {
    if (!/&(?:amp;)*lt;/iu.test(markup)) break;
    const decoded = decodeOnce(markup);
    if (decoded === markup) break;
    markup = decoded;
  }
  return looksLikeHtml(markup) ? markup : text;
};

const ESCAPES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&apos;': "'",
  '&amp;': '&',
};

const decodeOnce = (text: string): string =>
  text.replace(
    /&(?:lt|gt|quot|apos|amp|#34|#0?39);/giu,
    (reference) => ESCAPES[reference.toLowerCase()] ?? reference,
  );

/** An article of another system with all its texts reduced to what they say; the body keeps its markup. */
export const reduceTexts = (article: unknown): unknown => {
  if (typeof article !== 'object' || article === null || Array.isArray(article)) return article;
  const reduced: Record<string, unknown> = { ...article };
  for (const field of LINES) {
    const value = reduced[field];
    if (typeof value === 'string') reduced[field] = plainText(value);
  }
  for (const field of LISTS) {
    const value = reduced[field];
    if (Array.isArray(value)) {
      reduced[field] = value.map((entry: unknown) => (typeof entry === 'string' ? plainText(entry) : entry));
    }
  }
  if (typeof reduced['body'] === 'string') reduced['body'] = unescapedMarkup(reduced['body']);
  return reduced;
};
