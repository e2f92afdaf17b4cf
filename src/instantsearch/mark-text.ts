import { escapeHtml } from '../text/escape-html.ts';
import type { MarkedPiece } from '../web/marked-text.ts';
import type { InstantSearchParams } from './instantsearch-types.ts';

/**
 * A text with the marks that are asked for. InstantSearch asks for placeholders and escapes the whole itself; whoever
 * asks for tags puts it on a page as it is.
 */
export const markText = (
  pieces: readonly MarkedPiece[],
  { highlightPreTag: before = '<em>', highlightPostTag: after = '</em>' }: InstantSearchParams,
): string => {
  const isHtml = before.startsWith('<');
  return pieces
    .map(({ text, marked }) => {
      const shown = isHtml ? escapeHtml(text) : text;
      return marked ? before + shown + after : shown;
    })
    .join('');
};
