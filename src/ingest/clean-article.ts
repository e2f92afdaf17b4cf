import { decodeHTML } from 'entities';
import { cleanLine, collapseSpaces } from '../text/clean-line.ts';
import { htmlToText, looksLikeHtml, type HtmlText } from '../text/html-to-text.ts';
import { normalizeText } from '../text/normalize-text.ts';

/** The character references that are left behind in text that was HTML once; never a mere `&` or `R&D;`. */
const REFERENCE =
  /&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[nm]dash|hellip|[a-zA-Z](?:grave|acute|circ|tilde|uml)|#\d{1,7}|#[xX][\da-fA-F]{1,6});/;

const LINE_BREAK = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;

/** A text of one line as it is stored: NFC, eth repaired, spaces of every kind made one, ends trimmed. */
export const cleanText = (text: string): string => cleanLine(normalizeText(text));

/**
 * A body as it is stored: HTML reduced to text with its captions apart, then as {@link cleanText}, paragraphs
 * separated by one empty line. A single line break stays. Text without markup keeps its `<` and `&`.
 */
export const cleanBody = (body: string): HtmlText => {
  const { text, captions } = withoutMarkup(body);
  return {
    text: collapseSpaces(normalizeText(text))
      .split(LINE_BREAK)
      .map((line) => line.trim())
      .join('\n')
      .replace(/\n{2,}/g, '\n\n')
      .trim(),
    captions: cleanList(captions),
  };
};

/**
 * A stored body as it has to be sent to be stored the same: one that reads like HTML, a `<b>` that was meant
 * literally, has its `&` and `<` written as references.
 */
export const bodyAsSent = (text: string): string =>
  looksLikeHtml(text) || REFERENCE.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text;

const withoutMarkup = (body: string): HtmlText => {
  if (looksLikeHtml(body)) return htmlToText(body);
  if (!REFERENCE.test(body)) return { text: body, captions: [] };
  // Line by line: what is no HTML has its paragraphs in its line breaks, and none in its references.
  const lines = body.split(LINE_BREAK).map((line) => (REFERENCE.test(line) ? decodeLine(line) : line));
  return { text: lines.join('\n'), captions: [] };
};

const decodeLine = (line: string): string => cleanLine(decodeHTML(line));

/** Each entry as {@link cleanText}; empty and repeated ones gone. */
export const cleanList = (entries: readonly string[]): string[] => [
  ...new Set(entries.map(cleanText).filter((entry) => entry !== '')),
];
