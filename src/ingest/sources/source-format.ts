import { basename, extname } from 'node:path';

/** The forms that articles are read in. */
export type SourceFormat = 'text' | 'json' | 'jsonl' | 'html' | 'feed';

export const SOURCE_FORMATS: readonly SourceFormat[] = ['text', 'json', 'jsonl', 'html', 'feed'];

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
};

const withoutGzip = (name: string): string => name.replace(/\.gz$/iu, '');

const endingOf = (name: string): string => extname(withoutGzip(name)).toLowerCase();

/** The file's name without folders, without its ending and without `.gz`; empty for standard input. */
export const bareName = (name: string): string =>
  name === '-' ? '' : basename(withoutGzip(name), extname(withoutGzip(name)));

/** Whether a file of this name is read where it lies in a folder. */
export const isReadInFolders = (name: string): boolean => endingOf(name) in BY_ENDING;

/**
 * The form of a source by the ending of its name, or, where that says nothing, by what it begins with.
 *
 * @param first Its beginning, unpacked.
 */
export const formatOf = (name: string, first: Uint8Array): SourceFormat => {
  const known = BY_ENDING[endingOf(name)];
  if (known !== undefined && known !== 'xml') return known;
  const start = beginning(first);
  if (/^<(?:!doctype\s+html|html|head|body|article)[\s>]/iu.test(start)) return 'html';
  if (known === 'xml' || /^<(?:\?xml|rss|feed|rdf:RDF|channel)[\s>]/iu.test(start)) {
    return /<html[\s>]/iu.test(start) ? 'html' : 'feed';
  }
  if (/^<[a-z!]/iu.test(start)) return 'html';
  if (start.startsWith('[')) return 'json';
  // One object alone may be spread over many lines; a first line that is whole means one a line.
  if (start.startsWith('{')) return /^\{[^\n]*\}\s*(?:\n|$)/u.test(start) ? 'jsonl' : 'json';
  return 'text';
};

const LOOKED_AT = 4_096;

const beginning = (first: Uint8Array): string =>
  Buffer.from(first.subarray(0, LOOKED_AT))
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart();
