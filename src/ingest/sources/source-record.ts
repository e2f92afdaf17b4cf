import type { Encoding } from '../encodings/legacy-encodings.ts';
import type { CharacterSample } from '../encodings/mended.ts';
import type { DateOrder } from './date-line.ts';
import type { FieldMap } from './field-map.ts';
import type { SourceFormat } from './source-format.ts';

/** One article as a source gave it, read but not yet checked. */
export interface SourceRecord extends ReadRecord {
  /** How much of the input it took: what progress is counted in. */
  readonly bytes: number;
  /** Its source says that it is what was stored from it before. */
  readonly isUnchanged?: true;
}

/** What a reader gives for one article. */
export interface ReadRecord {
  /** Where it stands, for messages: `tin/bai-1.txt`, `tin.jsonl:12`. */
  readonly from: string;
  /**
   * Contract-shaped, or `{"delete":"id"}`, as far as it could be read; `undefined` where it could not at all.
   */
  readonly article?: unknown;
  /** What it was read from, where that could not be read; bytes that are not UTF-8 as lone surrogates. */
  readonly text?: string;
  /** The form that `text` is in. */
  readonly format?: SourceFormat;
  /** Why it is no article, in a sentence that says what to do; `undefined` leaves that to the schema. */
  readonly problem?: string;
  /** Why it is rightly left out: a draft, a page that is no article. */
  readonly skipped?: string;
  /** What was done to its characters. */
  readonly note?: string;
  /** Where they were changed first. */
  readonly sample?: CharacterSample;
  /** What was not clear about it, each without a full stop. */
  readonly warnings?: readonly string[];
  /** Fields of the record that no mapping takes. */
  readonly unread?: readonly string[];
}

/** What the articles of a portal's text have in common and its pages do not say. */
export interface PortalDefaults {
  readonly section?: string;
  readonly source?: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
}

/** What is known of a page besides what it says itself. */
export interface PageOrigin {
  /** Where it was fetched from. */
  readonly address: string;
  /** When its article was published, as the list that names it has it. */
  readonly publishedAt?: string;
  /** What that list is, for messages: `the sitemap`. */
  readonly listedIn?: string;
}

/** What a field of a record has to be: one of some texts. */
export interface WhereClause {
  readonly path: readonly string[];
  readonly values: readonly string[];
}

/** How sources are to be read. */
export interface ReadOptions extends PortalDefaults {
  /** In place of what the name and the beginning say. */
  readonly format?: SourceFormat;
  /** Of bytes that are not UTF-8, in place of what reads best. */
  readonly encoding?: Encoding;
  /** Where the fields are in JSON of another shape. */
  readonly map?: FieldMap;
  /** What comes first in dates of feeds that are numbers: `11/9/2021`. Those of records have it in their map. */
  readonly dateOrder?: DateOrder;
  /** Where in JSON the list of articles is: `['data', 'items']`, `['2', 'data']`. */
  readonly recordsAt?: readonly string[];
  /** The element of XML that is an article. */
  readonly record?: string;
  /** Which records are wanted; the others are skipped. */
  readonly where?: readonly WhereClause[];
  /** Of a page that was fetched: where it says less than is known, that stands in. */
  readonly origin?: PageOrigin;
}

/** Reads one page; perhaps on another thread. */
export type PageReader = (
  text: string,
  name: string,
  options: ReadOptions,
) => ReadRecord | Promise<ReadRecord>;

export const NO_DEFAULTS: ReadOptions = { authors: [], tags: [] };
