import { mendTexts } from '../encodings/mend-text.ts';
import { noteOf, type CharacterSample, type MendOptions } from '../encodings/mended.ts';

/** A value of JSON with the characters of all its texts put right, or why that cannot be done. */
export type MendedValue<T> =
  | { readonly value: T; readonly note?: string; readonly sample?: CharacterSample }
  | { readonly problem: string };

/**
 * Puts right the characters of all texts in a value, as {@link mendTexts} does: they belong together, so that a short
 * title is read as its long body is.
 *
 * @param value Nested no deeper than can be gone through by recursion.
 */
export const mendValue = <T>(value: T, options: MendOptions): MendedValue<T> => {
  const texts: string[] = [];
  eachText(value, (text) => {
    texts.push(text);
    return text;
  });
  const mended = mendTexts(texts, options);
  if ('problem' in mended) return mended;
  if (mended.note === null) return { value };
  let at = 0;
  return { value: eachText(value, () => mended.texts[at++] ?? '') as T, ...noteOf(mended) };
};

const eachText = (value: unknown, read: (text: string) => string): unknown => {
  if (typeof value === 'string') return read(value);
  if (Array.isArray(value)) return value.map((entry) => eachText(entry, read));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, eachText(entry, read)]));
};
