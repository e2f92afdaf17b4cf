/**
 * What a query means, whatever index it is run against. The grammar knows no schema: fields are the
 * contract's names, and how a word is matched is decided later, in `dsl/`.
 */
export type QueryNode =
  | WordNode
  | PhraseNode
  | PrefixNode
  | WildcardNode
  | NearNode
  | AtLeastNode
  | AndNode
  | OrNode
  | NotNode
  | FieldNode
  | DateNode;

/** Where a node was written: UTF-16 offsets into the query, end exclusive. */
export interface At {
  readonly start: number;
  readonly end: number;
}

/**
 * One run of characters between spaces. Most often one syllable; `05-CT/TW` and `TP.HCM` hold several
 * tokens, which then must stand next to each other.
 */
export interface WordNode {
  readonly type: 'word';
  readonly text: string;
  /** `AND` stands before it: it is a word of its own, whatever stands beside it. */
  readonly apart?: true;
  readonly at: At;
}

/** `"đảng bộ huyện"`, with `~n` within n syllables. `text` is what stood between the quotes. */
export interface PhraseNode {
  readonly type: 'phrase';
  readonly text: string;
  readonly slop: number;
  readonly at: At;
}

/** `chuyên*`: syllables that begin so. `text` is without the star. */
export interface PrefixNode {
  readonly type: 'prefix';
  readonly text: string;
  readonly at: At;
}

/** `chu*n`, `*viên`: syllables that have anything, or nothing, where a star stands. `text` is with its stars. */
export interface WildcardNode {
  readonly type: 'wildcard';
  readonly text: string;
  readonly at: At;
}

/**
 * `lũ quét NEAR/5 "Sơn La"`: both, in any order, with at most `distance` syllables between them. A side is a word, words
 * side by side (an `and`), a phrase, another `near`, or an `or` of these.
 */
export interface NearNode {
  readonly type: 'near';
  readonly distance: number;
  readonly children: readonly [QueryNode, QueryNode];
}

/** `atleast3(sạt lở)`: so many times in an article. Its child is as a side of a `near`. */
export interface AtLeastNode {
  readonly type: 'atleast';
  readonly times: number;
  readonly child: QueryNode;
}

export interface AndNode {
  readonly type: 'and';
  readonly children: readonly QueryNode[];
}

export interface OrNode {
  readonly type: 'or';
  readonly children: readonly QueryNode[];
}

/** Only ever a child of an `and`, or the whole query. A query of exclusions alone is warned about. */
export interface NotNode {
  readonly type: 'not';
  readonly child: QueryNode;
}

export type FieldName = 'title' | 'author' | 'section' | 'tag' | 'source';

/** `title:…`: its child holds words, phrases, prefixes and what joins them, no further field or date. */
export interface FieldNode {
  readonly type: 'field';
  readonly field: FieldName;
  readonly child: QueryNode;
}

/**
 * `after:2021-12`, `before:31/01/2022`: inclusive days of Vietnam time, as first and last instant
 * (RFC 3339, `+07:00`). At least one is set.
 */
export interface DateNode {
  readonly type: 'date';
  readonly from?: string;
  readonly to?: string;
  readonly at: At;
}

/** Something that could not be read as it was perhaps meant; the query was searched all the same. */
export interface QueryWarning {
  readonly code: QueryWarningCode;
  /** English; a reader's page translates by `code`. */
  readonly message: string;
  /** UTF-16 offset into the query. */
  readonly at: number;
}

export type QueryWarningCode =
  | 'unbalanced_quote'
  | 'unbalanced_bracket'
  | 'dangling_operator'
  | 'capital_operator'
  | 'filter_in_or'
  | 'lone_dash'
  | 'empty_phrase'
  | 'empty_group'
  | 'prefix_too_short'
  | 'misplaced_star'
  | 'slop_too_large'
  | 'times_too_large'
  | 'unfit_operand'
  | 'unknown_operator'
  | 'unreadable_date'
  | 'empty_field'
  | 'nested_field'
  | 'only_exclusions'
  | 'nothing_searchable';

export interface ParsedQuery {
  /** `null` when there is nothing to search for: an empty query, or one of punctuation alone. */
  readonly node: QueryNode | null;
  /** In the order of their places. */
  readonly warnings: readonly QueryWarning[];
}
