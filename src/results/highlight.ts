import { escapeHtml } from '../text/escape-html.ts';
import type { Mark } from './find-marks.ts';

/** What may part two neighbours of one line: spaces alone. */
const SPACES = /^[^\S\r\n]*$/u;

/**
 * A stretch of a text as HTML: the text escaped, its marks in `<mark>`. Marks with nothing but space between them are
 * one: the eye sees words, not syllables.
 */
export const highlight = (text: string, marks: readonly Mark[], start = 0, end = text.length): string => {
  let html = '';
  let at = start;
  let isOpen = false;
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue;
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    const between = text.slice(at, from);
    if (isOpen && !SPACES.test(between)) {
      html += '</mark>';
      isOpen = false;
    }
    html += escapeHtml(between);
    if (!isOpen) html += '<mark>';
    html += escapeHtml(text.slice(from, to));
    isOpen = true;
    at = to;
  }
  return `${html}${isOpen ? '</mark>' : ''}${escapeHtml(text.slice(at, end))}`;
};
