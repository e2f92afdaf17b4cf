/** Longer texts are gone through in pieces, between which somebody else may have a turn. */
const LONGEST_PIECE = 32 * 1024;

/** Where a piece of a text that begins at `from` ends: at a space, so that no word is cut. */
export const pieceEnd = (text: string, from: number): number => {
  const most = from + LONGEST_PIECE;
  if (most >= text.length) return text.length;
  const space = Math.max(text.lastIndexOf(' ', most), text.lastIndexOf('\n', most));
  return space > from ? space : most;
};
