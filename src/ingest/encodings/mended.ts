import type { Encoding } from './legacy-encodings.ts';

/** Texts that belong together, such as the fields of one article, with their characters put right. */
export type Mended =
  | {
      readonly texts: readonly string[];
      /** What was done, in words; `null` where there was nothing to do. */
      readonly note: string | null;
      /** A place that was changed, as it was and as it is now. */
      readonly sample?: CharacterSample;
    }
  /** It cannot be told what they mean: better not stored. */
  | { readonly problem: string };

/** The same words before and after a conversion. */
export interface CharacterSample {
  readonly before: string;
  readonly after: string;
}

export interface MendOptions {
  /** The encoding that bytes that are not UTF-8 are in, for certain. `utf-8`: nothing is converted. */
  readonly forced?: Encoding;
  /** The encoding that the source claims: believed where it reads well, or nothing better does. */
  readonly declared?: Encoding;
}

/** What was done to the characters of a record, for its reader's result. */
export const noteOf = (mended: Mended): { readonly note?: string; readonly sample?: CharacterSample } => {
  if ('problem' in mended || mended.note === null) return {};
  return { note: mended.note, ...(mended.sample === undefined ? {} : { sample: mended.sample }) };
};
