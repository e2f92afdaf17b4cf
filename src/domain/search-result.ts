import type { Total } from './answer.ts';
import type { AppliedPins } from './pin.ts';
import type { Reading } from './reading.ts';
import type { Hidden } from './visibility.ts';
import type {
  DateFacetName,
  Diacritics,
  HitField,
  SearchMode,
  SearchSort,
  ValueFacetName,
} from './search-request.ts';

/** HTML: the article's own text escaped, hits in `<mark>`. */
export interface Highlights {
  readonly title: string;
  /** `null` where the article has none or nothing in it matched. */
  readonly lead: string | null;
  readonly body: readonly string[];
  readonly captions: readonly string[];
}

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  /** The address of its picture. */
  readonly image: string | null;
  /** All of its opening paragraph, plain text. */
  readonly lead: string | null;
  readonly section: string | null;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly source: string | null;
  readonly publishedAt: string;
  readonly updatedAt: string | null;
  /** `null` where hits are sorted by date, and of a pinned one. */
  readonly score: number | null;
  readonly highlights: Highlights;
  /** How many articles found are folded under this one, being nearly the same; 0 unless the search is collapsed. */
  readonly similar: number;
  /** Only of one that an editor put among what is found. */
  readonly pinned?: true;
  /** Only in a preview, of what others do not see. */
  readonly hidden?: Hidden;
}

/** A hit with the fields that were asked for. */
export type ChosenHit = Omit<Hit, HitField> & Partial<Pick<Hit, HitField>>;

export interface SearchWarning {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

export interface ValueBucket {
  readonly value: string;
  /** The `total` of the same search with this value as the only one of its name. */
  readonly count: number;
}

export interface DateBucket {
  /** `2022`, `2022-01` or `2022-01-21`, in Vietnam time. */
  readonly value: string;
  /** First and last day; where the search begins or ends within the bucket, that day or instant. */
  readonly from: string;
  readonly to: string;
  /** The `total` of the same search with these as its `from` and `to`. */
  readonly count: number;
}

/** How many of the articles found are of each year, section …; those that were asked for. */
export type Facets = {
  readonly [Name in DateFacetName]?: readonly DateBucket[];
} & { readonly [Name in ValueFacetName]?: readonly ValueBucket[] };

/** How a syllable that was typed without marks is written in the articles found. */
export interface AccentedForms {
  readonly typed: string;
  /** Most articles first. */
  readonly forms: readonly {
    readonly text: string;
    /** The `total` of the same search with `query` as its `q`. */
    readonly count: number;
    readonly query: string;
  }[];
}

/** What each part of a search is: of its query, or one of its filters. */
export type AutopsyPartKind =
  | 'word'
  | 'words'
  | 'phrase'
  | 'prefix'
  | 'group'
  | 'exclusion'
  | 'field'
  | 'dates'
  | 'section'
  | 'author'
  | 'tag'
  | 'source';

/** A part of a search that found nothing. */
export interface AutopsyPart {
  readonly kind: AutopsyPartKind;
  /** As it can be typed; of a filter its values. */
  readonly text: string;
  /** How many articles it finds by itself; for an exclusion, how many have what it leaves out. */
  readonly alone: number;
  /** How many all the other parts find together; `null` where nothing would be left to search for. */
  readonly without: number | null;
}

/** Parameters of `GET /v1/search` that are not at their defaults. */
export interface SearchParameters {
  readonly q?: string;
  readonly mode?: SearchMode;
  readonly slop?: number;
  readonly diacritics?: Diacritics;
  readonly from?: string;
  readonly to?: string;
  readonly section?: readonly string[];
  readonly author?: readonly string[];
  readonly tag?: readonly string[];
  readonly source?: readonly string[];
  readonly sort?: SearchSort;
  readonly relax?: boolean;
  readonly collapse?: boolean;
  readonly preview?: boolean;
}

/** The search nearest to one that found nothing which finds something. */
export interface NearestSearch {
  /** Which of the parts it does without, by their places in `parts`. */
  readonly dropped: readonly number[];
  /** Whether it has `diacritics=ignore` where the search had not. */
  readonly ignoresMarks: boolean;
  /** Whether words are asked for that were asked for as a phrase. */
  readonly opensPhrases: boolean;
  readonly parameters: SearchParameters;
  /** How many it finds, as its own answer says. */
  readonly total: Total;
}

/** Why a search found nothing. */
export interface Autopsy {
  readonly parts: readonly AutopsyPart[];
  readonly nearest: NearestSearch | null;
}

/** What was loosened to find anything: marks, words of several syllables, or that all words are there. */
export type Relaxed = 'marks' | 'syllables' | 'words';

/** A query in another spelling than typed, whose finds are shown. */
export interface Corrected {
  /** As typed. */
  readonly from: string;
  readonly to: string;
}

/** One of the readings of a query that were tried. */
export interface TraceStep extends Reading {
  /** Its name, as `docs/search.md` has it. */
  readonly rung: string;
  /** What was read: as typed, or in a likelier spelling. */
  readonly q: string;
  /** What was asked for at once: words of one or several syllables, phrases, abbreviations. */
  readonly words: readonly string[];
  readonly total: Total;
  /** Whether it found more than those before it. */
  readonly taken: boolean;
}

export interface SearchResult {
  readonly query: {
    readonly text: string;
    readonly mode: SearchMode;
    readonly diacritics: Diacritics;
    /** What was loosened to find these hits, if anything. */
    readonly relaxed: Relaxed | null;
    /** Another spelling whose finds these are, where what was typed finds next to nothing. */
    readonly corrected: Corrected | null;
    /** Did you mean. */
    readonly suggestion?: string;
    /** How the query was read, in the order in which it was tried. Only where asked for. */
    readonly trace?: readonly TraceStep[];
    /** The pins that apply to the query, each with that of its queries which was met. Only where asked for. */
    readonly pins?: AppliedPins['pins'];
    /** Only where asked for. */
    readonly accents?: readonly AccentedForms[];
    /** Only where nothing was found. */
    readonly autopsy?: Autopsy;
  };
  /** Exact up to 10,000. */
  readonly total: Total;
  /** Milliseconds from parse to shape. */
  readonly tookMs: number;
  /** A shard failed or ran out of time: there may be more. */
  readonly partial: boolean;
  readonly hits: readonly Hit[];
  /** Only where facets were asked for. */
  readonly facets?: Facets;
  /** Leads to what comes after these hits; absent where these are the last. */
  readonly nextCursor?: string;
  readonly warnings: readonly SearchWarning[];
}
