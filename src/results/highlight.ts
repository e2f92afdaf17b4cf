import { escapeHtml } from '../text/escape-html.ts';
import type { Mark } from './find-marks.ts';

/** A stretch of a text as HTML: the text escaped, its marks in `<mark>`. */
export const highlight = (text: string, marks: readonly Mark[], start = 0, end = text.length): string => {
  let html = '';
  let at = start;
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue;
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    html += `${escapeHtml(text.slice(at, from))}<mark>${escapeHtml(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + escapeHtml(text.slice(at, end));
};
