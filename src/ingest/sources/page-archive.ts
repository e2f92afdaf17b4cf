import { decodeEscaped } from '../encodings/escaped-utf8.ts';
import { isHttp } from './page-address.ts';
import type { PageReader, ReadOptions, ReadRecord } from './source-record.ts';

/** A page with its pictures is larger than a page. */
const LONGEST = 128 * 1024 * 1024;

/**
 * Reads a page that a browser saved in one file (MHTML, RFC 2557): its first part that is HTML, as any page. The parts
 * are told apart as bytes, so that older encodings are read as elsewhere.
 */
export const readArchive = async (
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  options: ReadOptions,
  readPage: PageReader,
): Promise<ReadRecord> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LONGEST)
      return { from: name, problem: 'It is larger than 128 MB: no page of an article is.' };
    parts.push(chunk);
  }
  const page = findPage(Buffer.concat(parts).toString('latin1'));
  if (page === null) return { from: name, problem: 'There is no page in it: no part is text/html.' };
  const origin = isHttp(page.address) ? { origin: { address: page.address } } : {};
  return readPage(decodeEscaped(page.html), name, { ...options, ...origin, format: 'html' });
};

/** One character a byte. */
const findPage = (archive: string): { readonly html: Uint8Array; readonly address?: string } | null => {
  const { headers, body } = partOf(archive);
  const [, quoted, bare] =
    /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/iu.exec(headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? bare;
  const parts = boundary === undefined ? [archive] : body.split(`--${boundary}`).slice(1);
  for (const each of parts) {
    const part = boundary === undefined ? { headers, body } : partOf(each.replace(/^[ \t]*\r?\n/u, ''));
    if (/^\s*(?:text\/html|application\/xhtml\+xml)/iu.test(part.headers['content-type'] ?? '')) {
      const address = part.headers['content-location'] ?? headers['snapshot-content-location'];
      const html = decodeBody(part.body, part.headers['content-transfer-encoding'] ?? '');
      return { html, ...(address === undefined ? {} : { address }) };
    }
  }
  return null;
};

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const partOf = (text: string): Part => {
  const end = /\r?\n\r?\n/u.exec(text);
  const head = text.slice(0, end?.index ?? text.length).replace(/\r?\n[ \t]+/gu, ' ');
  const headers = head.split(/\r?\n/u).flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon === -1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return {
    headers: Object.fromEntries(headers),
    body: end === null ? '' : text.slice(end.index + end[0].length),
  };
};

const decodeBody = (body: string, encoding: string): Uint8Array => {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/[ \t]+(?=\r?\n)/gu, '')
          .replace(/=\r?\n/gu, '')
          .replace(/=([\dA-F]{2})/giu, (_, digits: string) =>
            String.fromCharCode(Number.parseInt(digits, 16)),
          ),
        'latin1',
      );
    default:
      return Buffer.from(body, 'latin1');
  }
};
