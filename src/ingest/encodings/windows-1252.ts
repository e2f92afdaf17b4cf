import iconv from 'iconv-lite';

const UPPER_HALF = iconv.decode(
  Buffer.from(Array.from({ length: 128 }, (_, at) => at + 128)),
  'windows-1252',
);

/**
 * The characters of the bytes 0x80–0xFF in windows-1252. The five bytes that it leaves open are the controls of the
 * same number, as browsers read them (WHATWG Encoding).
 */
export const WINDOWS_1252: readonly string[] = Array.from(UPPER_HALF, (character, at) =>
  character === '\uFFFD' ? String.fromCharCode(at + 128) : character,
);

const BYTES = new Map(WINDOWS_1252.map((character, at) => [character, at + 128]));

/** The bytes of a text in windows-1252; `null` where it has characters that are not of it. */
export const toWindows1252 = (text: string): Uint8Array | null => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // The controls, too: whoever read the bytes as ISO-8859-1 left them so.
    const byte = code < 0xa0 ? code : BYTES.get(text.charAt(at));
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
};
