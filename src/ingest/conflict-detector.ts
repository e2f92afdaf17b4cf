import { AppError } from '../domain/app-error.ts';
import type { Article } from '../domain/article.ts';
import { hashText } from '../text/hash-text.ts';

/** Finds articles of one import that would overwrite each other. */
export interface ConflictDetector {
  /**
   * Notes an article. The same one may come again, also with something added to its title; another one may not have its
   * id. Numbered versions are of one article, whatever their titles.
   *
   * @throws AppError `invalid_article` where another article had the id before; that one stays.
   */
  check(article: Article, from: string): void;
  /** The id was removed: what comes next under it is a new article. */
  forget(id: string): void;
}

interface Holder {
  /** {@link digestOf} its title. */
  readonly title: string;
  readonly version: number | undefined;
  readonly from: string;
}

/** Remembers some 250 bytes of each article. */
export const conflictDetector = (): ConflictDetector => {
  const holders = new Map<string, Holder>();
  return {
    check: ({ id, title, version }, from) => {
      const holder = holders.get(id);
      const digest = digestOf(title);
      if (holder !== undefined && holder.version === version && !isSame(holder.title, digest)) {
        throw new AppError(
          'invalid_article',
          `Its id “${id}” is that of another article of this import (${holder.from}), which has another title. Give it an id of its own; of an article in several versions, number them (“version”).`,
          { errors: [{ path: 'id', message: 'is that of another article of this import' }] },
        );
      }
      holders.set(id, { title: digest, version, from: holder?.from ?? from });
    },
    forget: (id) => {
      holders.delete(id);
    },
  };
};

const LETTERS_AND_DIGITS = /[\p{L}\p{M}\d]+/gu;

/**
 * A title by its words, two bytes each: a million titles are to be remembered. Letter case, spaces and marks of
 * punctuation make no other title.
 */
const digestOf = (title: string): string => {
  const bytes = (title.toLowerCase().match(LETTERS_AND_DIGITS) ?? []).flatMap((word) => {
    const hash = hashText(word);
    // Its halves laid over each other.
    const folded = hash ^ (hash >>> 16);
    return [folded & 0xff, (folded >>> 8) & 0xff];
  });
  return String.fromCharCode(...bytes);
};

/** “Điện về bản” and “Điện về bản (sửa)” */
const isSame = (one: string, other: string): boolean =>
  one === other || (one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one)));
