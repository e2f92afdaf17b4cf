/** A text by its UTF-16 units, as 32 bits (FNV-1a): equal for equal texts, and seldom for others. */
export const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};
