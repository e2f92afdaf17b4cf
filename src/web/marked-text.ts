import { unescapeHtml } from '../text/escape-html.ts';

/** A stretch of a highlighted text. */
export interface MarkedPiece {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * The stretches of a highlight as the service gives it (escaped text with `<mark>`), as plain text: so that it can be
 * put on a page as text, which runs nothing, whatever it holds.
 */
export const markedPieces = (html: string): MarkedPiece[] =>
  html.split(/(<mark>.*?<\/mark>)/su).flatMap((part) => {
    if (part === '') return [];
    const marked = part.startsWith('<mark>') && part.endsWith('</mark>');
    const inner = marked ? part.slice('<mark>'.length, -'</mark>'.length) : part;
    return [{ text: unescapeHtml(inner), marked }];
  });
