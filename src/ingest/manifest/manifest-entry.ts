/** What a CMS says of one of its articles. */
export interface ManifestEntry {
  readonly id: string;
  /** `null` where the list has none: then the version is not compared. */
  readonly version: number | null;
}

/** A line of a manifest, from 1. */
export type ManifestLine =
  | { readonly line: number; readonly entry: ManifestEntry }
  | { readonly line: number; readonly problem: string };

/** What the columns, or the fields, are called. */
export interface ManifestFields {
  readonly id: string;
  readonly version: string;
}

export const MANIFEST_FIELDS: ManifestFields = { id: 'id', version: 'version' };
