/**
 * Runs of spaces of every kind and width, and of the zero-width space, which parts words too; not the ordinary space that
 * stands alone, as nearly all do.
 */
const SPACES = /(?! )[\p{Zs}\t\u200B]+| [\p{Zs}\t\u200B]+/gu;
const LINE_BREAKS = /[\r\n\v\f\u0085\u2028\u2029]+/g;
/**
 * Invisible and meaningless in stored text: soft hyphens, byte-order marks, word joiners, control characters.
 * Zero-width (non-)joiners stay: emoji and some scripts are made with them.
 */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u2060\uFEFF]+/g;

/**
 * Makes one ordinary space of every run of spaces (no-break, thin, zero-width, tabs) and drops soft hyphens and
 * other invisible characters. Line breaks stay.
 */
export function collapseSpaces(text: string): string {
  return text.replace(INVISIBLE, '').replace(SPACES, ' ');
}

/** A text as one clean line: {@link collapseSpaces}, line breaks made spaces, the ends trimmed. */
export function cleanLine(text: string): string {
  return collapseSpaces(text.replace(LINE_BREAKS, ' ')).trim();
}
