import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { htmlToText, type HtmlText } from '../../text/html-to-text.ts';

/** What takes longer is no page of an article. */
const LONGEST = 2 * 1024 * 1024;
const MOST_ELEMENTS = 20_000;
/** It asks nested elements for their text, again and again. */
const DEEPEST = 200;

/** Another way to find a page's article. */
export type SecondReader = (html: string, depth: number) => HtmlText | null;

/**
 * The article of a page as the reading view of a browser finds it: a second opinion where there is doubt about the first.
 *
 * @param html A whole page.
 * @param depth How deep its elements are nested.
 * @returns `null` where it finds none, or where the page is too large to be asked about.
 */
export const readSecond: SecondReader = (html, depth) => {
  if (html.length > LONGEST || depth > DEEPEST) return null;
  try {
    const { document } = parseHTML(html);
    const found = new Readability(document, {
      maxElemsToParse: MOST_ELEMENTS,
    }).parse();
    return found?.content === undefined || found.content === null ? null : htmlToText(found.content);
  } catch {
    // Too many elements, or markup that its tree cannot hold.
    return null;
  }
};
