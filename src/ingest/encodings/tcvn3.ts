import iconv from 'iconv-lite';
import { WINDOWS_1252 } from './windows-1252.ts';

/** Left open by VN3. Fonts show the symbols of windows-1252 there, and nobody writes the letters of it. */
const OPEN = new Set([
  0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xba, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xcd, 0xd9, 0xda, 0xdb, 0xe0,
  0xf0, 0xff,
]);

const characterOf = (byte: number): string => {
  const western = WINDOWS_1252[byte - 128] ?? '\uFFFD';
  if (byte < 0xa0) return western;
  if (OPEN.has(byte)) return /\p{L}/u.test(western) ? '\uFFFD' : western;
  return iconv.decode(Buffer.from([byte]), 'tcvn');
};

const UPPER_HALF = Array.from({ length: 128 }, (_, at) => characterOf(at + 128));

/**
 * Decodes TCVN3, the encoding of the ABC fonts (`.VnTime`): TCVN 5712:1993 VN3. It has the small letters, and of the
 * capitals only Ă Â Ê Ô Ơ Ư Đ: others are small letters set in a font of capitals (`.VnTimeH`). Where that font is not
 * named, they come out small. The bytes 0x80–0x9F are the punctuation of windows-1252, as in the fonts.
 *
 * iconv-lite's `tcvn` is VN1, which has capitals at 0x80–0x9F and in the control characters; from 0xA1 on, what VN3
 * has is the same.
 */
export const decodeTcvn3 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : (UPPER_HALF[byte - 128] ?? '');
  return text;
};
