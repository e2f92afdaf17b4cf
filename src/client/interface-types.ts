// Rendered from the OpenAPI document by `npm run client-types`; not edited by hand.

/** How a syllable that was typed without marks is written */
export interface AccentedForms {
  /** A syllable as it was typed */
  readonly typed: string;
  /** Up to ten forms with marks, most articles first */
  readonly forms: readonly {
    /** How it is written */
    readonly text: string;
    /** The total of the same search with query as its q, as long as that is not loosened (relax) */
    readonly count: number;
    /** The query narrowed to this form */
    readonly query: string;
  }[];
}

/** What somebody wants to be told of */
export interface Alert {
  /** Its id */
  readonly id: string;
  /** For people */
  readonly name: string;
  readonly search: AlertSearch;
  /** How it reaches somebody */
  readonly channel: WebhookChannel | EmailChannel | FeedChannel;
  /** When articles are sent */
  readonly throttle: string;
  /** Articles that came to be seen longer ago than so many days are no news, when they are stored or changed; null: they are */
  readonly maxAgeDays: number | null;
  /** false: nothing is sent, nor made up for later */
  readonly enabled: boolean;
  /** When it was made */
  readonly createdAt: string;
  /** When it was last changed */
  readonly updatedAt: string;
  /** Why the search engine cannot run it; it is not run until it is changed */
  readonly fault: string | null;
}

/** What to be told of, and how */
export interface AlertInput {
  /** For people */
  readonly name: string;
  readonly search: AlertSearchInput;
  /** How it reaches somebody */
  readonly channel: WebhookChannel | EmailChannel | FeedChannel;
  /** When articles are sent: at once, gathered hourly, or daily at a time in Vietnam */
  readonly throttle?: string;
  /** Articles that came to be seen longer ago than so many days are no news, when they are stored or changed; null: they are */
  readonly maxAgeDays?: number | null;
  /** false: nothing is sent, nor made up for later */
  readonly enabled?: boolean;
  /** What webhooks are signed with, in place of one that the service makes; without it that of before is kept */
  readonly secret?: string;
}

/** What an alert would have sent */
export interface AlertPreview {
  /** Of how many days; of no more than the alert takes for news */
  readonly days: number;
  /** How many articles there are */
  readonly total: number;
  /** The newest first */
  readonly messages: readonly PreviewedMessage[];
}

/** Which articles */
export interface AlertSearch {
  /** The query */
  readonly q: string;
  /** As of GET /v1/search */
  readonly mode: 'keyword' | 'phrase';
  /** As of GET /v1/search */
  readonly slop: number;
  /** As of GET /v1/search */
  readonly diacritics: 'auto' | 'strict' | 'ignore';
  /** Published then or later */
  readonly from?: string;
  /** Published then or earlier */
  readonly to?: string;
  /** Only these sections; empty: all */
  readonly section: readonly string[];
  /** Only these authors; empty: all */
  readonly author: readonly string[];
  /** Only these tags; empty: all */
  readonly tag: readonly string[];
  /** Only these sources; empty: all */
  readonly source: readonly string[];
}

/** Which articles: parameters of GET /v1/search. Dates that are told from today are those of the day on which the alert is stored */
export interface AlertSearchInput {
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase';
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore';
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string;
  /** Only these sections; repeated: any of them */
  readonly section?: readonly string[];
  /** Only by these authors; repeated: any of them */
  readonly author?: readonly string[];
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: readonly string[];
  /** Only from these sources; repeated: any of them */
  readonly source?: readonly string[];
  /** The query. May be empty where a filter is given. Nothing of it is loosened */
  readonly q?: string;
}

/** An article as a message has it */
export interface AlertedArticle {
  /** Its id */
  readonly id: string;
  /** Its title */
  readonly title: string;
  /** Its lead */
  readonly lead?: string;
  /** Where it is */
  readonly url?: string;
  /** Its section */
  readonly section?: string;
  /** Its source */
  readonly source?: string;
  /** Its authors */
  readonly authors: readonly string[];
  /** When it was published */
  readonly publishedAt: string;
  /** When it was changed */
  readonly updatedAt?: string;
}

/** All alerts that the key has to do with */
export interface Alerts {
  /** The newest first */
  readonly alerts: readonly Alert[];
}

/** All synonyms that are in use */
export interface AllSynonyms {
  /** The entries that can be changed here, the oldest first */
  readonly synonyms: readonly Synonyms[];
  /** What is in the file (TIMBAO_ABBREVIATIONS): the base, which holds as well */
  readonly file: readonly ListedSynonyms[];
}

/** How a text is seen */
export interface AnalyzedText {
  /** The text in NFC: what start and end count in */
  readonly text: string;
  /** Its words, in order */
  readonly tokens: readonly AnalyzedToken[];
}

/** A word of the text: most often one syllable */
export interface AnalyzedToken {
  /** As written */
  readonly text: string;
  /** Where it begins in text, counted in UTF-16 units */
  readonly start: number;
  /** Where it ends, exclusive */
  readonly end: number;
  /** With all marks, to be read */
  readonly exact: string;
  /** Without its tone */
  readonly toneless: string;
  /** Without any mark */
  readonly folded: string;
  /** Whether it is a possible Vietnamese syllable as written */
  readonly syllable: boolean;
  /** Its tone; ngang where it has no mark */
  readonly tone: 'ngang' | 'huyền' | 'sắc' | 'hỏi' | 'ngã' | 'nặng';
  /** Its letters with a mark of their own */
  readonly markedLetters: readonly string[];
  /** The terms in the index: decomposed (NFD), the tone mark at the end */
  readonly terms: {
    /** With all marks */
    readonly exact: string;
    /** Without its tone */
    readonly toneless: string;
    /** Without any mark */
    readonly folded: string;
  };
}

/** A pin that applies to the query */
export interface AppliedPin {
  /** The id of the pin */
  readonly id: string;
  /** That of its queries which was met */
  readonly query: string;
}

/** An article as it is stored */
export interface Article {
  /** The id that it was stored under */
  readonly id: string;
  /** As published */
  readonly title: string;
  /** The sapo: the opening paragraph set in bold */
  readonly lead?: string;
  /** Paragraphs separated by an empty line */
  readonly body: string;
  /** Image captions: searchable, kept out of body */
  readonly captions: readonly string[];
  /** Where it was published: http or https */
  readonly url?: string;
  /** Its main image: http or https */
  readonly image?: string;
  /** The section it appeared in */
  readonly section?: string;
  /** The paper or agency */
  readonly source?: string;
  /** Bylines, one entry each */
  readonly authors: readonly string[];
  /** Keywords, one entry each */
  readonly tags: readonly string[];
  /** When it was published, in Vietnam time */
  readonly publishedAt: string;
  /** When it was last changed, in Vietnam time */
  readonly updatedAt?: string;
  /** Nobody found or read it before, in Vietnam time */
  readonly visibleFrom?: string;
  /** Nobody finds or reads it from then on, in Vietnam time */
  readonly visibleUntil?: string;
  /** The CMS’s revision; an older one never overwrites a newer one */
  readonly version?: number;
  /** Only with preview=true: that others do not see it, yet or any more */
  readonly hidden?: 'embargoed' | 'withdrawn';
}

/** An article as it comes in; null is the same as leaving a field out */
export interface ArticleInput {
  /** May be left out; if given, that of the address */
  readonly id?: string;
  /** As published */
  readonly title: string;
  /** The sapo: the opening paragraph set in bold */
  readonly lead?: string | null;
  /** Paragraphs separated by an empty line; HTML is reduced to text. At most 10 MB and 100,000 tags as sent, and 2 MB and 20,000 lines of text */
  readonly body: string;
  /** Image captions: searchable, kept out of body */
  readonly captions?: readonly string[] | null;
  /** Where it was published: http or https */
  readonly url?: string | null;
  /** Its main image: http or https */
  readonly image?: string | null;
  /** The section it appeared in */
  readonly section?: string | null;
  /** The paper or agency */
  readonly source?: string | null;
  /** Bylines, one entry each */
  readonly authors?: readonly string[] | null;
  /** Keywords, one entry each */
  readonly tags?: readonly string[] | null;
  /** RFC 3339 with an offset; a bare date (2022-01-21, 21/01/2022) is that day at 00:00 in Vietnam */
  readonly publishedAt: string;
  /** When it was last changed; as publishedAt */
  readonly updatedAt?: string | null;
  /** An embargo: nobody finds or reads it before; as publishedAt, which is an embargo, too */
  readonly visibleFrom?: string | null;
  /** A withdrawal: nobody finds or reads it from then on; as publishedAt */
  readonly visibleUntil?: string | null;
  /** The CMS’s revision; an older one never overwrites a newer one */
  readonly version?: number | null;
}

/** Why nothing was found: only where that is so */
export interface Autopsy {
  /** The words, phrases, exclusions, fields and dates of q, then the filters */
  readonly parts: readonly AutopsyPart[];
  readonly nearest: NearestSearch;
}

/** One of the things that an article must meet */
export interface AutopsyPart {
  /** words: neighbours taken as one, where there are more than eight parts; group: either of several; section, author, tag, source: the filter of that name */
  readonly kind:
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
  /** As it can be typed; of a filter its values */
  readonly text: string;
  /** How many articles it finds by itself, with marks loosened as in a search; for an exclusion, how many have what it leaves out */
  readonly alone: number;
  /** How many articles have all the other parts, with marks loosened as in a search; above 0, this part alone leaves nothing. null where nothing would be left to search for */
  readonly without: number | null;
}

/** What became of a line */
export interface BulkResult {
  /** From 1, blank lines counted */
  readonly line: number;
  /** The id of the article; null where the line could not be read so far */
  readonly id: string | null;
  /** deleted: it is not there any more, or never was. stale: a newer version is stored, or was removed. failed: see error */
  readonly status: 'created' | 'updated' | 'deleted' | 'stale' | 'failed';
  /** For stale and failed */
  readonly error?: {
    /** As in problem details */
    readonly code:
      | 'invalid_parameters'
      | 'invalid_article'
      | 'query_too_complex'
      | 'unauthorized'
      | 'forbidden'
      | 'not_found'
      | 'method_not_allowed'
      | 'request_timeout'
      | 'stale_version'
      | 'payload_too_large'
      | 'unsupported_media_type'
      | 'article_too_costly'
      | 'rate_limited'
      | 'headers_too_large'
      | 'cursor_expired'
      | 'too_many_cursors'
      | 'starting'
      | 'overloaded'
      | 'engine_unavailable'
      | 'writes_held'
      | 'embedded_engine'
      | 'engine_timeout'
      | 'write_timeout'
      | 'engine_unreadable'
      | 'storage_full'
      | 'engine_rejected'
      | 'index_missing'
      | 'index_mismatch'
      | 'configuration'
      | 'internal';
    /** For a person */
    readonly detail: string;
    /** The fields that are wrong, the first 20 of them */
    readonly errors?: readonly FieldError[];
  };
}

/** The sums, in the last line */
export interface BulkSummary {
  /** How many lines came to what */
  readonly summary: {
    /** How many lines there were: the sum of the others */
    readonly lines: number;
    /** How many are new */
    readonly created: number;
    /** How many stand in the place of others */
    readonly updated: number;
    /** How many are not there any more */
    readonly deleted: number;
    /** How many were older than what is stored */
    readonly stale: number;
    /** How many were not stored */
    readonly failed: number;
  };
}

/** A pin, and what may not come of it as it was meant */
export interface CheckedPin {
  /** Its id */
  readonly id: string;
  /** The queries, as words: met in any case and spelling habit; marks that a reader types must be theirs, missing ones are met as the search reads them */
  readonly queries: readonly string[];
  /** The ids of the articles that come first, in their order; they need not have the words */
  readonly first: readonly string[];
  /** The ids of articles that are never found by these queries */
  readonly never: readonly string[];
  /** When it begins */
  readonly from?: string;
  /** When it ends */
  readonly until?: string;
  /** When it was made */
  readonly createdAt: string;
  /** When it was last changed */
  readonly updatedAt: string;
  /** The articles that are not there, or hidden from the key: the pin waits for them */
  readonly warnings: readonly PinWarning[];
}

/** That a reader opened an article of what a search found */
export interface ClickInput {
  /** What was searched for, as typed */
  readonly q: string;
  /** The article that was opened */
  readonly id: string;
  /** Its place among the hits, from 1 */
  readonly rank: number;
}

/** A search that many readers made */
export interface CountedSearch {
  /** As it is written most */
  readonly q: string;
  /** How often it was made, in whichever spelling; at least atLeast */
  readonly searches: number;
  /** Of kind=rising: how often in as many days before */
  readonly before?: number | null;
  /** How many articles it found, in the mean */
  readonly hits: number;
  /** Which part of them, 0 to 1, found nothing */
  readonly withoutHits: number | null;
  /** Which part found something only once words or marks were loosened */
  readonly loosened: number | null;
  /** Which part was shown corrected */
  readonly corrected: number | null;
  /** How many articles were opened from what they found */
  readonly clicks: number | null;
  /** Clicks a search; more than 1 where several articles are opened */
  readonly clickRate: number | null;
  /** The mean place, from 1, of what was opened; null where nothing was */
  readonly meanRank: number | null;
  /** Milliseconds an answer took, in the mean */
  readonly tookMs: number;
}

/** A year, month or day */
export interface DateBucket {
  /** The year, month or day */
  readonly value: string;
  /** Its first day; where the search begins amid it, that day or RFC 3339 time */
  readonly from: string;
  /** Its last day; likewise */
  readonly to: string;
  /** The total of the same search with these as its from and to */
  readonly count: number;
}

/** What became of the articles for an alert */
export interface Deliveries {
  /** How many there are */
  readonly total: number;
  /** A page of them, the newest first */
  readonly deliveries: readonly Delivery[];
}

/** An article for an alert, and what became of it */
export interface Delivery {
  /** Its id */
  readonly id: string;
  /** The article */
  readonly article: {
    /** Its id */
    readonly id: string;
    /** Its title as it is now; null where it is not to be seen any more */
    readonly title: string | null;
  };
  /** waiting until it is due or tried again, sent, or dead: given up */
  readonly state: 'waiting' | 'sent' | 'dead';
  /** When it was found that the article is for the alert */
  readonly notedAt: string;
  /** When it is sent or tried again */
  readonly dueAt: string | null;
  /** When it was sent */
  readonly sentAt: string | null;
  /** How often it failed */
  readonly tries: number;
  /** Why, the last time */
  readonly reason: string | null;
  /** The webhook-id of its message; articles that were sent together share it */
  readonly message: string | null;
}

/** Sent by mail, where TIMBAO_SMTP_URL is set */
export interface EmailChannel {
  /** A mail */
  readonly kind: 'email';
  /** Who gets it */
  readonly to: readonly string[];
}

/** Where facets were asked for: each of them */
export interface Facets {
  /** The years from the first to the last in which something was found, without gaps */
  readonly year?: readonly DateBucket[];
  /** The months from the first to the last in which something was found, without gaps */
  readonly month?: readonly DateBucket[];
  /** The days from the first to the last in which something was found, without gaps */
  readonly day?: readonly DateBucket[];
  /** The sections that most of the articles found have, up to 100, most first. A filter by sections is left out here, so that others can be chosen; every other filter holds */
  readonly section?: readonly ValueBucket[];
  /** The authors that most of the articles found have, up to 100, most first. A filter by authors is left out here, so that others can be chosen; every other filter holds */
  readonly author?: readonly ValueBucket[];
  /** The tags that most of the articles found have, up to 100, most first. A filter by tags is left out here, so that others can be chosen; every other filter holds */
  readonly tag?: readonly ValueBucket[];
  /** The sources that most of the articles found have, up to 100, most first. A filter by sources is left out here, so that others can be chosen; every other filter holds */
  readonly source?: readonly ValueBucket[];
}

/** Read as an Atom feed */
export interface FeedChannel {
  /** Not sent */
  readonly kind: 'feed';
}

/** A parameter or field that is wrong */
export interface FieldError {
  /** The parameter or field, dotted */
  readonly path: string;
  /** What is wrong with it */
  readonly message: string;
}

/** Safe to put into a page as it is */
export interface Highlights {
  /** HTML: the text as published, escaped, with what was found in <mark> */
  readonly title: string;
  /** HTML: the text as published, escaped, with what was found in <mark>; null where nothing in it matched */
  readonly lead: string | null;
  /** HTML: the text as published, escaped, with what was found in <mark>, one entry a snippet */
  readonly body: readonly string[];
  /** HTML: the text as published, escaped, with what was found in <mark> */
  readonly captions: readonly string[];
}

/** An article that was found; what it carries is chosen by fields */
export interface Hit {
  /** The id of the article */
  readonly id: string;
  /** Its title, plain text */
  readonly title?: string;
  /** Where it was published */
  readonly url?: string | null;
  /** The address of its picture */
  readonly image?: string | null;
  /** Its opening paragraph, whole, plain text */
  readonly lead?: string | null;
  /** Its section */
  readonly section?: string | null;
  /** Its bylines */
  readonly authors?: readonly string[];
  /** Its keywords */
  readonly tags?: readonly string[];
  /** The paper or agency */
  readonly source?: string | null;
  /** When it was published, in Vietnam time */
  readonly publishedAt?: string;
  /** When it was last changed, in Vietnam time */
  readonly updatedAt?: string | null;
  /** The higher, the better a hit; null where hits are sorted by date, and of a pinned one */
  readonly score: number | null;
  readonly highlights?: Highlights;
  /** With collapse=true, how many other articles found are folded under this one, being nearly the same; otherwise 0 */
  readonly similar: number;
  /** Only of an article that an editor pinned to the query: by relevance it comes first, whether it has the words or not */
  readonly pinned?: true;
  /** Only with preview=true: that others do not see it, yet or any more */
  readonly hidden?: 'embargoed' | 'withdrawn';
}

/** A line of the file */
export interface ListedSynonyms {
  /** Where in the file it is */
  readonly line: number;
  /** Spellings that stand for each other */
  readonly spellings: readonly string[];
  /** What is found by them as well and does not find them: what stands behind => in the file */
  readonly alsoFinds: readonly string[];
}

/** The answer to a message of the Model Context Protocol */
export type McpAnswer = McpResult | McpError;

/** A message that cannot be answered: an unknown method, say */
export interface McpError {
  /** Of JSON-RPC */
  readonly jsonrpc: '2.0';
  /** Chosen by the client; the answer has it, too */
  readonly id: string | number;
  /** Why there is no result */
  readonly error: {
    /** Of JSON-RPC */
    readonly code: number;
    /** What is wrong */
    readonly message: string;
    /** More about it, where there is more */
    readonly data?: unknown;
  };
}

/** A message of the Model Context Protocol (JSON-RPC 2.0) */
export interface McpMessage {
  /** Of JSON-RPC */
  readonly jsonrpc: '2.0';
  /** Chosen by the client; the answer has it, too */
  readonly id?: string | number;
  /** initialize, ping, tools/list, tools/call, or a notification, which has no id */
  readonly method: string;
  /** What the method takes */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What a method came to */
export interface McpResult {
  /** Of JSON-RPC */
  readonly jsonrpc: '2.0';
  /** Chosen by the client; the answer has it, too */
  readonly id: string | number;
  /** What the method gives; of a tool its text, and the same as JSON */
  readonly result: Readonly<Record<string, unknown>>;
}

/** The nearest search that finds something: with marks ignored, with the words of its phrases, or with the fewest parts dropped; null where there is none */
export type NearestSearch = {
  /** Which of the parts it does without, by their places in parts */
  readonly dropped: readonly number[];
  /** Whether it is diacritics=ignore that makes it find something */
  readonly ignoresMarks: boolean;
  /** Whether it asks for the words of phrases, wherever they stand */
  readonly opensPhrases: boolean;
  readonly parameters: SearchParameters;
  readonly total: Total;
} | null;

/** Articles that come first, or never, for some queries */
export interface Pin {
  /** Its id */
  readonly id: string;
  /** The queries, as words: met in any case and spelling habit; marks that a reader types must be theirs, missing ones are met as the search reads them */
  readonly queries: readonly string[];
  /** The ids of the articles that come first, in their order; they need not have the words */
  readonly first: readonly string[];
  /** The ids of articles that are never found by these queries */
  readonly never: readonly string[];
  /** When it begins */
  readonly from?: string;
  /** When it ends */
  readonly until?: string;
  /** When it was made */
  readonly createdAt: string;
  /** When it was last changed */
  readonly updatedAt: string;
}

/** What is to come of some queries: it names an article in first, in never, or in both */
export interface PinInput {
  /** The queries, as words: met in any case and spelling habit; marks that a reader types must be theirs, missing ones are met as the search reads them */
  readonly queries: readonly string[];
  /** The ids of the articles that come first, in their order; they need not have the words */
  readonly first?: readonly string[];
  /** The ids of articles that are never found by these queries */
  readonly never?: readonly string[];
  /** When it begins: a day (2022-01-21), which is its first instant in Vietnam, or RFC 3339 */
  readonly from?: string;
  /** When it ends: a day, which is its last instant in Vietnam, or RFC 3339 */
  readonly until?: string;
}

/** What may not come of a pin as it was meant */
export interface PinWarning {
  /** For a program */
  readonly code: 'article_not_seen';
  /** For a person, in English */
  readonly message: string;
  /** The field that it is about, dotted */
  readonly path: string;
}

/** The pins of the newsroom */
export interface Pins {
  /** All of them, the oldest first */
  readonly pins: readonly Pin[];
}

/** What would have been sent together */
export interface PreviewedMessage {
  /** When it would have been sent */
  readonly at: string;
  /** Newest first, up to 50 */
  readonly articles: readonly AlertedArticle[];
}

/** What went wrong: problem details as of RFC 9457 */
export interface Problem {
  /** Always about:blank: see code */
  readonly type: 'about:blank';
  /** The status in words */
  readonly title: string;
  /** The status of the answer */
  readonly status: number;
  /** What happened and what to do, for a person */
  readonly detail: string;
  /** What happened, for a program */
  readonly code:
    | 'invalid_parameters'
    | 'invalid_article'
    | 'query_too_complex'
    | 'unauthorized'
    | 'forbidden'
    | 'not_found'
    | 'method_not_allowed'
    | 'request_timeout'
    | 'stale_version'
    | 'payload_too_large'
    | 'unsupported_media_type'
    | 'article_too_costly'
    | 'rate_limited'
    | 'headers_too_large'
    | 'cursor_expired'
    | 'too_many_cursors'
    | 'starting'
    | 'overloaded'
    | 'engine_unavailable'
    | 'writes_held'
    | 'embedded_engine'
    | 'engine_timeout'
    | 'write_timeout'
    | 'engine_unreadable'
    | 'storage_full'
    | 'engine_rejected'
    | 'index_missing'
    | 'index_mismatch'
    | 'configuration'
    | 'internal';
  /** Also in X-Request-Id and in the log */
  readonly requestId: string;
  /** Each parameter or field that is wrong */
  readonly errors?: readonly FieldError[];
}

/** An article about the same thing */
export interface RelatedArticle {
  /** The id of the article */
  readonly id: string;
  /** Its title, plain text */
  readonly title: string;
  /** Its opening, plain text */
  readonly lead: string | null;
  /** Where it was published */
  readonly url: string | null;
  /** The address of its picture */
  readonly image: string | null;
  /** Its section */
  readonly section: string | null;
  /** The paper or agency */
  readonly source: string | null;
  /** When it was published, in Vietnam time */
  readonly publishedAt: string;
  /** Only with preview=true: that others do not see it, yet or any more */
  readonly hidden?: 'embargoed' | 'withdrawn';
}

/** Other coverage of what an article is about */
export interface RelatedArticles {
  /** The id of the article asked about */
  readonly id: string;
  /** The nearest first; empty where nothing else is about the same thing */
  readonly related: readonly RelatedArticle[];
  /** Some of the index did not answer: there may be more */
  readonly partial: boolean;
}

/** An article that was removed, as POST /v1/articles/bulk takes it */
export interface Removal {
  /** Its id */
  readonly delete: string;
  /** Of it and what is older */
  readonly version: number;
}

/** What became of one of the searches */
export type SearchAnswer =
  | {
      readonly result: SearchResult;
    }
  | {
      readonly problem: Problem;
    };

/** The answers to several searches */
export interface SearchAnswers {
  /** A result or a problem for each of the searches, in their order */
  readonly answers: readonly SearchAnswer[];
}

/** A search: the parameters of GET /v1/search */
export interface SearchInput {
  /** The query; with or without marks. May be empty where a filter is given: browse */
  readonly q?: string;
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase';
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore';
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string;
  /** Only these sections; repeated: any of them */
  readonly section?: readonly string[];
  /** Only by these authors; repeated: any of them */
  readonly author?: readonly string[];
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: readonly string[];
  /** Only from these sources; repeated: any of them */
  readonly source?: readonly string[];
  /** Default: relevance with q, newest without */
  readonly sort?: 'relevance' | 'newest' | 'oldest';
  /** Hits on a page */
  readonly size?: number;
  /** Which page, from 1; page × size goes up to 10,000. Beyond that: cursor */
  readonly page?: number;
  /** nextCursor of an answer to the same search, for what comes after it. Every other parameter as it was, but size, fields, snippets, snippetSize and facets may change; no page. It is good for five minutes */
  readonly cursor?: string;
  /** What each hit carries besides its id, score and similar; repeated, or separated by commas. All of it where it is not given */
  readonly fields?: readonly (
    | 'title'
    | 'url'
    | 'image'
    | 'lead'
    | 'section'
    | 'authors'
    | 'tags'
    | 'source'
    | 'publishedAt'
    | 'updatedAt'
    | 'highlights'
  )[];
  /** Snippets of the body for each hit */
  readonly snippets?: number;
  /** The most characters a snippet has */
  readonly snippetSize?: number;
  /** As relax of GET /v1/search */
  readonly relax?: boolean;
  /** As collapse of GET /v1/search */
  readonly collapse?: boolean;
  /** What to count the articles found by; repeated, or separated by commas. Years, months and days are those of Vietnam, without gaps, at most 3,700 of them; of a field, the 100 values that most articles have */
  readonly facets?: readonly ('year' | 'month' | 'day' | 'section' | 'author' | 'tag' | 'source')[];
  /** As accents of GET /v1/search */
  readonly accents?: boolean;
  /** As explain of GET /v1/search */
  readonly explain?: boolean;
  /** As preview of GET /v1/search */
  readonly preview?: boolean;
}

/** Its parameters that are not at their defaults */
export interface SearchParameters {
  /** The query */
  readonly q?: string;
  /** mode */
  readonly mode?: 'keyword' | 'phrase';
  /** slop */
  readonly slop?: number;
  /** diacritics */
  readonly diacritics?: 'auto' | 'strict' | 'ignore';
  /** from */
  readonly from?: string;
  /** to */
  readonly to?: string;
  /** section */
  readonly section?: readonly string[];
  /** author */
  readonly author?: readonly string[];
  /** tag */
  readonly tag?: readonly string[];
  /** source */
  readonly source?: readonly string[];
  /** sort */
  readonly sort?: 'relevance' | 'newest' | 'oldest';
  /** relax */
  readonly relax?: boolean;
  /** collapse */
  readonly collapse?: boolean;
  /** preview */
  readonly preview?: boolean;
}

/** How the query was read */
export interface SearchQuery {
  /** As typed, in NFC */
  readonly text: string;
  /** The mode of the search */
  readonly mode: 'keyword' | 'phrase';
  /** How marks were read */
  readonly diacritics: 'auto' | 'strict' | 'ignore';
  /** What had to be loosened to find these hits: marks, words of several syllables (which may then stand apart), or that all words are there; null where nothing was */
  readonly relaxed: 'marks' | 'syllables' | 'words' | null;
  /** The likelier spelling whose hits these are, where what was typed finds next to nothing; null where it is what was typed. relax=false finds what was typed */
  readonly corrected: {
    /** As typed */
    readonly from: string;
    /** As it was read */
    readonly to: string;
  } | null;
  /** Did you mean */
  readonly suggestion?: string;
  /** How the query was read, in the order in which it was tried: where explain=true asked for it */
  readonly trace?: readonly TraceStep[];
  /** The pins that apply to the query: where explain=true asked, and there are any */
  readonly pins?: readonly AppliedPin[];
  /** How the syllables of a query without marks are written in what is found: where accents=true asked for it; empty where the query has marks or diacritics is not auto */
  readonly accents?: readonly AccentedForms[];
  readonly autopsy?: Autopsy;
}

/** A page of hits */
export interface SearchResult {
  readonly query: SearchQuery;
  readonly total: Total;
  /** Milliseconds that the search took */
  readonly tookMs: number;
  /** Some of the index did not answer: there may be more */
  readonly partial: boolean;
  /** The hits of the page */
  readonly hits: readonly Hit[];
  readonly facets?: Facets;
  /** Leads to the hits that come after these: the same parameters with it as cursor. Absent where these are the last */
  readonly nextCursor?: string;
  /** What in q could not be read as it was perhaps meant; it was searched all the same */
  readonly warnings: readonly {
    /** For a program */
    readonly code: string;
    /** For a person, in English */
    readonly message: string;
    /** Where in q, counted in UTF-16 units */
    readonly at: number;
  }[];
}

/** What readers look for */
export interface SearchStatistics {
  /** What the searches are ordered by */
  readonly kind: 'top' | 'empty' | 'rising';
  /** The first day, in Vietnam */
  readonly from: string;
  /** The last day */
  readonly to: string;
  /** Smaller numbers are not told: they are null, and a search made less often is not listed */
  readonly atLeast: number;
  /** All searches of these days, those that are not listed among them */
  readonly total: {
    /** All searches of these days */
    readonly searches: number | null;
    /** Which part of them, 0 to 1, found nothing */
    readonly withoutHits: number | null;
    /** Which part found something only once words or marks were loosened */
    readonly loosened: number | null;
    /** Which part was shown corrected */
    readonly corrected: number | null;
    /** How many articles were opened from what they found */
    readonly clicks: number | null;
    /** Clicks a search; more than 1 where several articles are opened */
    readonly clickRate: number | null;
    /** The mean place, from 1, of what was opened; null where nothing was */
    readonly meanRank: number | null;
    /** By what they were narrowed */
    readonly filters: {
      /** Searches that were narrowed by dates */
      readonly date: number | null;
      /** Searches that were narrowed by section */
      readonly section: number | null;
      /** Searches that were narrowed by author */
      readonly author: number | null;
      /** Searches that were narrowed by tag */
      readonly tag: number | null;
      /** Searches that were narrowed by source */
      readonly source: number | null;
    };
  };
  /** The searches, the first first */
  readonly searches: readonly CountedSearch[];
  /** Some of the index did not answer: there may be more */
  readonly partial: boolean;
}

/** Several searches at once */
export interface SearchesInput {
  /** 1 to 50 searches */
  readonly searches: readonly SearchInput[];
}

/** An alert that was stored */
export interface StoredAlert {
  /** Its id */
  readonly id: string;
  /** For people */
  readonly name: string;
  readonly search: AlertSearch;
  /** How it reaches somebody */
  readonly channel: WebhookChannel | EmailChannel | FeedChannel;
  /** When articles are sent */
  readonly throttle: string;
  /** Articles that came to be seen longer ago than so many days are no news, when they are stored or changed; null: they are */
  readonly maxAgeDays: number | null;
  /** false: nothing is sent, nor made up for later */
  readonly enabled: boolean;
  /** When it was made */
  readonly createdAt: string;
  /** When it was last changed */
  readonly updatedAt: string;
  /** Why the search engine cannot run it; it is not run until it is changed */
  readonly fault: string | null;
  /** What its webhooks are signed with, where the service made it: told this once */
  readonly secret?: string;
}

/** A way to go on with what was typed */
export interface Suggestion {
  /** As published, with its marks */
  readonly text: string;
  /** A name of a section, an author or a tag; a phrase of several titles; what many readers search for (popular); or a title */
  readonly kind: 'section' | 'author' | 'tag' | 'phrase' | 'popular' | 'title';
  /** How many articles have this name, or the phrase or title in their title; of a popular search how many it finds */
  readonly count: number;
  /** HTML, safe to put into a page as it is: the text escaped, what was typed of it in <mark> */
  readonly highlight: string;
  /** The q of GET /v1/search that finds these articles */
  readonly q: string;
  /** Of a title: the id of its article, the newest where several have it. Otherwise null */
  readonly id: string | null;
  /** Of a title: the own address of that article, where it has one. Otherwise null */
  readonly url: string | null;
}

/** Completions for a search box */
export interface Suggestions {
  /** What was typed */
  readonly query: string;
  /** Best first: what begins with it, what is frequent, what is new; then what was perhaps meant. No text twice, but as a phrase and as a name */
  readonly suggestions: readonly Suggestion[];
  /** The service has started lately and has not read all titles yet: there may be more */
  readonly partial: boolean;
}

/** An entry of the list */
export interface Synonyms {
  /** Its id */
  readonly id: string;
  /** Spellings that stand for each other */
  readonly spellings: readonly string[];
  /** What is found by them as well and does not find them: what stands behind => in the file */
  readonly alsoFinds: readonly string[];
  /** When it was made */
  readonly createdAt: string;
  /** When it was last changed */
  readonly updatedAt: string;
  /** What may not work as it was meant, in the words of timbao synonyms check */
  readonly warnings: readonly string[];
}

/** A line of the list of synonyms: two spellings at least, on one side or on both */
export interface SynonymsInput {
  /** Spellings that stand for each other */
  readonly spellings: readonly string[];
  /** What is found by them as well and does not find them: what stands behind => in the file */
  readonly alsoFinds?: readonly string[];
}

/** How many articles were found */
export interface Total {
  /** How many articles the search finds */
  readonly value: number;
  /** false beyond 10,000: there are more */
  readonly exact: boolean;
}

/** One of the readings of a query that were tried */
export interface TraceStep {
  /** The name of the reading */
  readonly rung: string;
  /** What was read: as typed, or in a likelier spelling */
  readonly q: string;
  /** What was asked for at once, as it can be typed: words, phrases, abbreviations, exclusions, alternatives */
  readonly words: readonly string[];
  /** How its marks were held against those of an article: exactly; as written; those typed exactly, missing ones any; at least those typed; any; any, also in fields and exclusions */
  readonly marks: 'exact' | 'written' | 'meant' | 'superset' | 'folded' | 'ignored';
  /** All of its words; all of its syllables, anywhere; most of them, and its numbers; most of all these */
  readonly extent: 'words' | 'syllables' | 'most' | 'some';
  readonly total: Total;
  /** Whether it found more than those before it */
  readonly taken: boolean;
}

/** One of the searches over time */
export interface Trend {
  /** The query, in NFC */
  readonly q: string;
  /** How many articles it finds in all */
  readonly total: number;
  /** One for each period: the total of the same search, not loosened, with its from and to */
  readonly counts: readonly number[];
  /** The same as parts of what was published */
  readonly shares: readonly number[];
  /** What in q could not be read as it was perhaps meant; it was searched all the same */
  readonly warnings: readonly {
    /** For a program */
    readonly code: string;
    /** For a person, in English */
    readonly message: string;
    /** Where in q, counted in UTF-16 units */
    readonly at: number;
  }[];
}

/** A day, week, month or year */
export interface TrendPeriod {
  /** The year, month or day; of a week its Monday */
  readonly value: string;
  /** Its first day; where the search begins amid it, that day or RFC 3339 time */
  readonly from: string;
  /** Its last day; likewise */
  readonly to: string;
  /** How many articles of it pass the filters, whatever they say */
  readonly published: number;
}

/** Searches compared over time */
export interface Trends {
  /** What was counted by */
  readonly interval: 'day' | 'week' | 'month' | 'year';
  /** From the first to the last article that passes the filters, without gaps */
  readonly periods: readonly TrendPeriod[];
  /** One for each of the searches, in their order */
  readonly trends: readonly Trend[];
  /** Some of the index did not answer: there may be more */
  readonly partial: boolean;
  /** Milliseconds that it took */
  readonly tookMs: number;
}

/** A value of a field */
export interface ValueBucket {
  /** A value of the field */
  readonly value: string;
  /** The total of the same search filtered by this value alone */
  readonly count: number;
}

/** Sent to an address, signed by Standard Webhooks */
export interface WebhookChannel {
  /** A signed POST */
  readonly kind: 'webhook';
  /** Where it goes */
  readonly url: string;
}

/** What became of an article */
export interface WriteResult {
  /** The id of the article */
  readonly id: string;
  /** Whether it is new or stands in the place of another */
  readonly status: 'created' | 'updated';
}

/** Of searchArticles: Search the articles */
export interface SearchArticlesParameters {
  /** The query; with or without marks. May be empty where a filter is given: browse */
  readonly q?: string | undefined;
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase' | undefined;
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number | undefined;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore' | undefined;
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string | undefined;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string | undefined;
  /** Only these sections; repeated: any of them */
  readonly section?: string | readonly string[] | undefined;
  /** Only by these authors; repeated: any of them */
  readonly author?: string | readonly string[] | undefined;
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: string | readonly string[] | undefined;
  /** Only from these sources; repeated: any of them */
  readonly source?: string | readonly string[] | undefined;
  /** Default: relevance with q, newest without */
  readonly sort?: 'relevance' | 'newest' | 'oldest' | undefined;
  /** Hits on a page */
  readonly size?: number | undefined;
  /** Which page, from 1; page × size goes up to 10,000. Beyond that: cursor */
  readonly page?: number | undefined;
  /** nextCursor of an answer to the same search, for what comes after it. Every other parameter as it was, but size, fields, snippets, snippetSize and facets may change; no page. It is good for five minutes */
  readonly cursor?: string | undefined;
  /** What each hit carries besides its id, score and similar; repeated, or separated by commas. All of it where it is not given */
  readonly fields?:
    | 'title'
    | 'url'
    | 'image'
    | 'lead'
    | 'section'
    | 'authors'
    | 'tags'
    | 'source'
    | 'publishedAt'
    | 'updatedAt'
    | 'highlights'
    | readonly (
        | 'title'
        | 'url'
        | 'image'
        | 'lead'
        | 'section'
        | 'authors'
        | 'tags'
        | 'source'
        | 'publishedAt'
        | 'updatedAt'
        | 'highlights'
      )[]
    | undefined;
  /** Snippets of the body for each hit */
  readonly snippets?: number | undefined;
  /** The most characters a snippet has */
  readonly snippetSize?: number | undefined;
  /** Whether a search that finds nothing may be loosened: marks first, then words */
  readonly relax?: boolean | undefined;
  /** true: shows and counts one of each set of nearly identical articles; similar tells how many others there are */
  readonly collapse?: boolean | undefined;
  /** What to count the articles found by; repeated, or separated by commas. Years, months and days are those of Vietnam, without gaps, at most 3,700 of them; of a field, the 100 values that most articles have */
  readonly facets?:
    | 'year'
    | 'month'
    | 'day'
    | 'section'
    | 'author'
    | 'tag'
    | 'source'
    | readonly ('year' | 'month' | 'day' | 'section' | 'author' | 'tag' | 'source')[]
    | undefined;
  /** Whether to count how the syllables of a query without marks are written in what is found */
  readonly accents?: boolean | undefined;
  /** Whether to tell how the query was read: query.trace */
  readonly explain?: boolean | undefined;
  /** true: what is hidden now as well, marked by hidden; needs a key */
  readonly preview?: boolean | undefined;
}

/** Of compareTrends: Compare up to eight searches over time */
export interface CompareTrendsParameters {
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase' | undefined;
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number | undefined;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore' | undefined;
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string | undefined;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string | undefined;
  /** Only these sections; repeated: any of them */
  readonly section?: string | readonly string[] | undefined;
  /** Only by these authors; repeated: any of them */
  readonly author?: string | readonly string[] | undefined;
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: string | readonly string[] | undefined;
  /** Only from these sources; repeated: any of them */
  readonly source?: string | readonly string[] | undefined;
  /** The searches to compare, 1 to 8: the parameter repeated */
  readonly q: string | readonly string[] | undefined;
  /** What to count by, in Vietnam time; a week begins on Monday */
  readonly interval?: 'day' | 'week' | 'month' | 'year' | undefined;
  /** JSON, or a table for a spreadsheet */
  readonly format?: 'json' | 'csv' | undefined;
}

/** Of searchStatistics: What readers search for */
export interface SearchStatisticsParameters {
  /** top: what is searched for most; empty: what found nothing; rising: what is searched for oftener than in as many days before */
  readonly kind?: 'top' | 'empty' | 'rising' | undefined;
  /** So many days, the last of them today or to; where from is not given */
  readonly days?: number | undefined;
  /** From this day on, in Vietnam; the forms of GET /v1/search */
  readonly from?: string | undefined;
  /** To this day, inclusive; today where it is not given */
  readonly to?: string | undefined;
  /** The most searches */
  readonly size?: number | undefined;
  /** JSON, or a table for a spreadsheet */
  readonly format?: 'json' | 'csv' | undefined;
}

/** Of suggest: Completions for a search box */
export interface SuggestParameters {
  /** What has been typed so far, with or without marks. Its last syllable may go on; after a space it is complete. Nothing is suggested for nothing */
  readonly q?: string | undefined;
  /** The most suggestions */
  readonly size?: number | undefined;
  /** The language in which the q of a suggestion names a field: en (tag:"…"), or vi (thẻ:"…") */
  readonly lang?: 'en' | 'vi' | undefined;
  /** json, or opensearch: the form that browsers ask for, ["typed", ["suggestion", …]] */
  readonly format?: 'json' | 'opensearch' | undefined;
}

/** Of getFeed: A search as an Atom feed, newest first */
export interface GetFeedParameters {
  /** The query; with or without marks. May be empty where a filter is given: browse */
  readonly q?: string | undefined;
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase' | undefined;
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number | undefined;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore' | undefined;
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string | undefined;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string | undefined;
  /** Only these sections; repeated: any of them */
  readonly section?: string | readonly string[] | undefined;
  /** Only by these authors; repeated: any of them */
  readonly author?: string | readonly string[] | undefined;
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: string | readonly string[] | undefined;
  /** Only from these sources; repeated: any of them */
  readonly source?: string | readonly string[] | undefined;
  /** Entries of the feed */
  readonly size?: number | undefined;
  /** true: shows and counts one of each set of nearly identical articles; similar tells how many others there are */
  readonly collapse?: boolean | undefined;
}

/** Of analyzeText: How a text is seen: each syllable with its exact, toneless and folded form */
export interface AnalyzeTextParameters {
  /** The text to analyze */
  readonly text: string | undefined;
}

/** Of getArticle: One article */
export interface GetArticleParameters {
  /** true: what is hidden now as well, marked by hidden; needs a key */
  readonly preview?: boolean | undefined;
}

/** Of putArticle: Store an article, new or in place of the one with this id */
export interface PutArticleParameters {
  /** wait: answered once the change can be found. Without it that takes up to a second more */
  readonly refresh?: 'wait' | undefined;
}

/** Of deleteArticle: Remove an article */
export interface DeleteArticleParameters {
  /** wait: answered once the change can be found. Without it that takes up to a second more */
  readonly refresh?: 'wait' | undefined;
  /** The version to remove, with all that are older; without it whichever is stored */
  readonly version?: number | undefined;
}

/** Of relatedArticles: Other coverage of what an article is about */
export interface RelatedArticlesParameters {
  /** The most articles */
  readonly size?: number | undefined;
  /** Published on this day or later; the same forms as in a search */
  readonly from?: string | undefined;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string | undefined;
  /** true: what is hidden now as well, marked by hidden; needs a key */
  readonly preview?: boolean | undefined;
}

/** Of exportArticles: Every article that a search finds, streamed, however many */
export interface ExportArticlesParameters {
  /** The query; with or without marks. May be empty where a filter is given: browse */
  readonly q?: string | undefined;
  /** The query language, or all of q as one phrase */
  readonly mode?: 'keyword' | 'phrase' | undefined;
  /** How many syllables of freedom mode=phrase has */
  readonly slop?: number | undefined;
  /** auto: a syllable typed without marks finds every one of its letters, one typed with them only itself unless nothing is found; strict: never loosened; ignore: marks make no difference */
  readonly diacritics?: 'auto' | 'strict' | 'ignore' | undefined;
  /** Published on this day or later: 2022, 2022-01, 2022-01-21, 21/01/2022, 01/2022 or RFC 3339; or told from today in Vietnam: today (hôm nay), yesterday, this-week (tuần này), last-month (tháng trước) and the like, 7d, 2w, 3m, 1y */
  readonly from?: string | undefined;
  /** Published on this day or earlier, inclusive; the same forms */
  readonly to?: string | undefined;
  /** Only these sections; repeated: any of them */
  readonly section?: string | readonly string[] | undefined;
  /** Only by these authors; repeated: any of them */
  readonly author?: string | readonly string[] | undefined;
  /** Only with one of these tags; repeated: any of them */
  readonly tag?: string | readonly string[] | undefined;
  /** Only from these sources; repeated: any of them */
  readonly source?: string | readonly string[] | undefined;
  /** Default: relevance with q, newest without */
  readonly sort?: 'relevance' | 'newest' | 'oldest' | undefined;
  /** Whether a search that finds nothing may be loosened: marks first, then words */
  readonly relax?: boolean | undefined;
  /** true: what is hidden now as well, marked by hidden; needs a key */
  readonly preview?: boolean | undefined;
  /** ndjson: one article a line, as PUT takes it, to be imported again. csv: for a spreadsheet; Excel opens it with the marks right */
  readonly format?: 'ndjson' | 'csv' | undefined;
  /** Whether what was removed follows the articles, as lines that POST /v1/articles/bulk takes: {"delete":"id","version":7}. Only for an export of everything as ndjson */
  readonly removals?: boolean | undefined;
}

/** Of writeArticles: Store and remove many articles: JSON lines in, one result a line out, both streamed */
export interface WriteArticlesParameters {
  /** wait: answered once the change can be found. Without it that takes up to a second more */
  readonly refresh?: 'wait' | undefined;
}

/** Of previewAlert: What an alert would have sent in the last days */
export interface PreviewAlertParameters {
  /** Of how many days */
  readonly days?: number | undefined;
  /** The most articles that are told */
  readonly size?: number | undefined;
}

/** Of listDeliveries: What became of the articles for an alert */
export interface ListDeliveriesParameters {
  /** Only those */
  readonly state?: 'waiting' | 'sent' | 'dead' | undefined;
  /** Deliveries on a page */
  readonly size?: number | undefined;
  /** Which page, from 1 */
  readonly page?: number | undefined;
}

/** Of getAlertFeed: The articles for an alert as an Atom feed */
export interface GetAlertFeedParameters {
  /** Entries of the feed */
  readonly size?: number | undefined;
}
