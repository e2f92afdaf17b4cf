import { createColumn, push } from './column.ts';
import { createHash, createNumberTable } from './number-table.ts';

/** Articles by their ids, with their addresses: each has a row, which another one gets once it is gone. */
export interface KnownArticles {
  /** How many there are. */
  readonly size: number;
  /** Rows are below this; some of them may be nobody's. */
  readonly rows: number;
  /** @returns the article's row; `NOT_THERE` */
  find(id: string): number;
  /** Adds an article that is not there. */
  add(id: string, url: string | null): number;
  setUrl(row: number, url: string | null): void;
  remove(row: number): void;
  isTaken(row: number): boolean;
  idOf(row: number): string;
  urlOf(row: number): string | null;
  /** Lets go of the memory of what is gone. */
  tidy(): void;
}

/** What most articles' addresses have in common: it is kept once. */
const ORIGIN = /^[a-z]+:\/\/[^/]+/;
/** So many are told apart; that of others is kept with each article. */
const MOST_ORIGINS = 60_000;
const NO_URL = 0xffff;
const LONGEST = 0xffff;

/** An offset that is none. */
const NOBODY = 0xffffffff;

/** So many bytes may be nobody's, beside a third of all. */
const WASTE = 2 ** 20;

// A record: the id's length in two bytes and the id; the number of the origin in two bytes, and unless there is no URL
// the length of the rest in two bytes and the rest.
const HEAD = 2;

export const createKnownArticles = (): KnownArticles => {
  let bytes = Buffer.alloc(1_024);
  let length = 0;
  let wasted = 0;
  const offsets = createColumn(Uint32Array);
  const free: number[] = [];
  const origins: string[] = [''];
  const byOrigin = new Map<string, number>([['', 0]]);

  const offsetOf = (row: number): number => offsets.data[row] ?? NOBODY;
  const idEnd = (offset: number): number => offset + HEAD + bytes.readUInt16LE(offset);
  const recordEnd = (offset: number): number => {
    const at = idEnd(offset);
    return bytes.readUInt16LE(at) === NO_URL ? at + HEAD : at + 2 * HEAD + bytes.readUInt16LE(at + HEAD);
  };

  const hashOfBytes = (of: Uint8Array, start: number, end: number): number => {
    const hash = createHash();
    for (let at = start; at < end; at++) hash.add(of[at] ?? 0);
    return hash.end();
  };
  const table = createNumberTable((row) => {
    const offset = offsetOf(row);
    return hashOfBytes(bytes, offset + HEAD, idEnd(offset));
  });

  const reserve = (more: number): void => {
    if (length + more <= bytes.length) return;
    const larger = Buffer.alloc(Math.ceil((length + more) * 1.125));
    bytes.copy(larger, 0, 0, length);
    bytes = larger;
  };

  const originOf = (url: string): number => {
    const [origin = ''] = ORIGIN.exec(url) ?? [];
    const known = byOrigin.get(origin);
    if (known !== undefined) return known;
    if (origins.length >= MOST_ORIGINS) return 0;
    byOrigin.set(origin, origins.length);
    return origins.push(origin) - 1;
  };

  /** @returns where the record is */
  const write = (id: Uint8Array, url: string | null): number => {
    const origin = url === null ? NO_URL : originOf(url);
    const rest = Buffer.from(url?.slice(origins[origin]?.length ?? 0) ?? '').subarray(0, LONGEST);
    reserve(3 * HEAD + id.length + rest.length);
    const offset = length;
    bytes.writeUInt16LE(id.length, offset);
    bytes.set(id, offset + HEAD);
    length += HEAD + id.length;
    length = bytes.writeUInt16LE(origin, length);
    if (url === null) return offset;
    length = bytes.writeUInt16LE(rest.length, length);
    bytes.set(rest, length);
    length += rest.length;
    return offset;
  };

  const waste = (row: number): void => {
    const offset = offsetOf(row);
    wasted += recordEnd(offset) - offset;
  };

  const urlOf = (row: number): string | null => {
    const at = idEnd(offsetOf(row));
    const origin = bytes.readUInt16LE(at);
    if (origin === NO_URL) return null;
    return (origins[origin] ?? '') + bytes.toString('utf8', at + 2 * HEAD, recordEnd(offsetOf(row)));
  };

  return {
    get size() {
      return offsets.length - free.length;
    },
    get rows() {
      return offsets.length;
    },
    find: (id) => {
      const wanted = Buffer.from(id);
      return table.find(hashOfBytes(wanted, 0, wanted.length), (row) => {
        const offset = offsetOf(row);
        return wanted.equals(bytes.subarray(offset + HEAD, idEnd(offset)));
      });
    },
    add: (id, url) => {
      const offset = write(Buffer.from(id), url);
      const row = free.pop() ?? push(offsets, NOBODY);
      offsets.data[row] = offset;
      table.add(row);
      return row;
    },
    setUrl: (row, url) => {
      if (urlOf(row) === url) return;
      const offset = offsetOf(row);
      waste(row);
      // A copy: there may be no room left, and other room found.
      offsets.data[row] = write(Buffer.from(bytes.subarray(offset + HEAD, idEnd(offset))), url);
    },
    remove: (row) => {
      table.remove(row);
      waste(row);
      offsets.data[row] = NOBODY;
      free.push(row);
    },
    isTaken: (row) => offsetOf(row) !== NOBODY,
    idOf: (row) => {
      const offset = offsetOf(row);
      return bytes.toString('utf8', offset + HEAD, idEnd(offset));
    },
    urlOf,
    tidy: () => {
      if (wasted <= WASTE + length / 3) return;
      const tight = Buffer.alloc(length - wasted);
      let end = 0;
      for (let row = 0; row < offsets.length; row++) {
        const offset = offsetOf(row);
        if (offset === NOBODY) continue;
        const copied = bytes.copy(tight, end, offset, recordEnd(offset));
        offsets.data[row] = end;
        end += copied;
      }
      bytes = tight;
      length = end;
      wasted = 0;
    },
  };
};
