import { LEGACY_DECODERS, type LegacyEncoding } from '../../src/ingest/encodings/legacy-encodings.ts';

/** Each character's bytes: one or two, whichever the encoding has. The tables themselves are tested with known texts. */
const encoderOf = (encoding: LegacyEncoding): Map<string, readonly number[]> => {
  const decode = LEGACY_DECODERS[encoding];
  const bytesOf = new Map<string, readonly number[]>();
  const learn = (bytes: readonly number[]): void => {
    const character = decode(Uint8Array.from(bytes)).normalize('NFC');
    if (character.length === 1 && character !== '\uFFFD' && !bytesOf.has(character))
      bytesOf.set(character, bytes);
  };
  for (let byte = 0; byte < 256; byte++) learn([byte]);
  const pairs = Array.from({ length: 256 }, (_, first) => first).flatMap((first) =>
    Array.from({ length: 128 }, (_, at) => [first, at + 128] as const),
  );
  // A capital's mark is a capital, too.
  const isSameCase = ([first, mark]: readonly [number, number]): boolean =>
    (first < 0x60 || (first >= 0xc0 && first < 0xe0)) === mark < 0xe0;
  for (const pair of pairs.filter(isSameCase)) learn(pair);
  for (const pair of pairs) learn(pair);
  return bytesOf;
};

const encoders = new Map<LegacyEncoding, Map<string, readonly number[]>>();

/** A text in an older encoding; `null` where it has a character that the encoding lacks. */
export const encodeLegacy = (text: string, encoding: LegacyEncoding): Buffer | null => {
  const encoder = encoders.get(encoding) ?? encoderOf(encoding);
  encoders.set(encoding, encoder);
  const bytes: number[] = [];
  for (const character of text.normalize('NFC')) {
    const encoded = encoder.get(character);
    if (encoded === undefined) return null;
    bytes.push(...encoded);
  }
  return Buffer.from(bytes);
};
