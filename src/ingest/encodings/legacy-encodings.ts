import iconv from 'iconv-lite';
import { decodeTcvn3 } from './tcvn3.ts';
import { decodeVniWindows } from './vni-windows.ts';

/** The encodings of Vietnamese from before Unicode that are told apart. */
export type LegacyEncoding = 'tcvn3' | 'vni' | 'viscii' | 'windows-1258';

/** Bytes to text in NFC; what the encoding has no character for is U+FFFD. */
export const LEGACY_DECODERS: Readonly<Record<LegacyEncoding, (bytes: Uint8Array) => string>> = {
  tcvn3: decodeTcvn3,
  vni: decodeVniWindows,
  // RFC 1456. Six control characters are capital letters there.
  viscii: (bytes) => iconv.decode(Buffer.from(bytes), 'viscii'),
  // Tones are combining marks after the letter; only à á è é ù ú and the like are composed already.
  'windows-1258': (bytes) => iconv.decode(Buffer.from(bytes), 'windows-1258').normalize('NFC'),
};

export const LEGACY_ENCODINGS = Object.keys(LEGACY_DECODERS) as readonly LegacyEncoding[];

/** How people call them, for messages. */
export const ENCODING_TITLES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI for Windows',
  viscii: 'VISCII',
  'windows-1258': 'Windows-1258',
};

export type Encoding = LegacyEncoding | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const NAMES: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  unicode: 'utf-16le',
  ucs2: 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  windows1252: 'windows-1252',
  cp1252: 'windows-1252',
  iso88591: 'windows-1252',
  latin1: 'windows-1252',
  usascii: 'windows-1252',
  ascii: 'windows-1252',
  tcvn3: 'tcvn3',
  abc: 'tcvn3',
  tcvn: 'tcvn3',
  tcvn5712: 'tcvn3',
  vni: 'vni',
  vniwin: 'vni',
  vniwindows: 'vni',
  xvni: 'vni',
  viscii: 'viscii',
  csviscii: 'viscii',
  windows1258: 'windows-1258',
  cp1258: 'windows-1258',
  '1258': 'windows-1258',
};

/** The encoding that a name means: `UTF-8`, `cp1258`, `ABC`, …; `null` where it is none that can be read. */
export const readEncodingName = (name: string): Encoding | null =>
  NAMES[name.toLowerCase().replace(/[^a-z0-9]/g, '')] ?? null;
