/**
 * Decodes a file's bytes: UTF-8, with or without a byte-order mark, or UTF-16 with one.
 *
 * @returns `null` for anything else: better refused than stored garbled.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** The problem of a record that {@link decodeText} refused. */
export const NOT_UNICODE =
  'It is not UTF-8 text: perhaps of an older Vietnamese encoding, or no text at all. Save it as UTF-8 and import it again.';
