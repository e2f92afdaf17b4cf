import { basename, extname } from 'node:path';
import { looksLikeTable } from './parse-csv.ts';

/** The forms that articles are read in. */
export type SourceFormat = 'text' | 'json' | 'jsonl' | 'html' | 'feed' | 'csv' | 'mhtml';

export const SOURCE_FORMATS: readonly SourceFormat[] = [
  'text',
  'json',
  'jsonl',
  'html',
  'feed',
  'csv',
  'mhtml',
];

const words = (list: string): string[] => list.trim().split(/\s+/u);

const BY_ENDING: Readonly<Record<string, SourceFormat | 'xml'>> = {
  '.txt': 'text',
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.rss': 'feed',
  '.atom': 'feed',
  '.rdf': 'feed',
  '.wxr': 'feed',
  '.xml': 'xml',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.mhtml': 'mhtml',
  '.mht': 'mhtml',
};

/** What a mirror of a site has beside its pages. */
const NO_PAGES = new Set(
  words(`
    .css .js .mjs .map .jpg .jpeg .png .gif .webp .avif .svg .ico .bmp .mp3 .mp4 .m4a .m4v .webm .avi .mov .wmv .flv .ogg
    .wav .woff .woff2 .ttf .otf .eot .pdf .doc .docx .xls .xlsx .ppt .pptx .rtf .zip .rar .7z .tar .tgz .bz2 .xz .swf .exe
    .apk .sql .db .log .bak .tmp .orig .py .ts .sh .md .yml .yaml .ini .lock
  `),
);

/** What sites tell programs. */
const FOR_ROBOTS = /^(?:robots|ads|app-ads|humans|security|llms)\.txt$/iu;

const withoutGzip = (name: string): string => name.replace(/\.gz$/iu, '');

const endingOf = (name: string): string => extname(withoutGzip(name)).toLowerCase();

/** The file's name without folders, without its ending and without `.gz`; empty for standard input. */
export const bareName = (name: string): string =>
  name === '-' ? '' : basename(withoutGzip(name), extname(withoutGzip(name)));

/** Whether a file of this name is read where it lies in a folder. */
export const isReadInFolders = (name: string): boolean =>
  endingOf(name) in BY_ENDING && !FOR_ROBOTS.test(basename(name));

/** Whether a file may be a page by what it holds: mirrors have `.ldo`, `.aspx?ID=5`, `.vnp`, or no ending at all. */
export const mayBePage = (name: string): boolean =>
  !NO_PAGES.has(endingOf(name)) && !(endingOf(name) in BY_ENDING);

/** Whether a file begins as a page does. */
export const looksLikePage = (first: Uint8Array): boolean =>
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/iu.test(
    beginning(first),
  );

/**
 * The form of a source by the ending of its name, or, where that says nothing, by what it begins with.
 *
 * @param first Its beginning, unpacked.
 */
export const formatOf = (name: string, first: Uint8Array): SourceFormat => {
  const known = BY_ENDING[endingOf(name)];
  const start = beginning(first);
  // Excel calls its tables “Unicode text”.
  if (known === 'text') return looksLikeTable(start, ['\t']) ? 'csv' : 'text';
  if (known !== undefined && known !== 'xml') return known;
  if (/^<(?:!doctype\s+html|html|head|body|article)[\s>]/iu.test(start)) return 'html';
  if (known === 'xml' || /^<(?:\?xml|rss|feed|rdf:RDF|channel)[\s>]/iu.test(start)) {
    return /<html[\s>]/iu.test(start) ? 'html' : 'feed';
  }
  if (/^<[a-z!]/iu.test(start)) return 'html';
  if (start.startsWith('[')) return 'json';
  // One object alone may be spread over many lines; a first line that is whole means one a line.
  if (
    /^(?:from|mime-version|subject|content-type|snapshot-content-location):/iu.test(start) &&
    /multipart\/related/iu.test(start)
  ) {
    return 'mhtml';
  }
  if (start.startsWith('{')) return /^\{[^\n]*\}\s*(?:\n|$)/u.test(start) ? 'jsonl' : 'json';
  return looksLikeTable(start, TABLE_DELIMITERS) ? 'csv' : 'text';
};

const TABLE_DELIMITERS = ['\t', ';', '|', ','];

const LOOKED_AT = 4_096;

const beginning = (first: Uint8Array): string =>
  Buffer.from(first.subarray(0, LOOKED_AT))
    .toString(first[0] === 0xff && first[1] === 0xfe ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
