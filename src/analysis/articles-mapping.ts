import type { AnalyzerName } from './analysis-settings.ts';

/** A text field's terms at one level. `analyzer` is always named: nothing here relies on a default. */
const terms = (analyzer: AnalyzerName, options: Record<string, unknown> = {}) => ({
  type: 'text',
  analyzer,
  ...options,
});

/** Pairs are counted, never searched as phrases: they need no positions. */
const PAIRS = { index_options: 'freqs' };

/** Whether an article has them is all that is asked of letters in capitals. */
const CAPITALS = { index_options: 'docs', norms: false };

/**
 * A text at the levels that whole articles are searched at. Each level is one more pass over every word of the
 * archive: what `docs/relevance.md` shows no use for is not indexed.
 */
const atBothLevels = {
  ...terms('vi_exact'),
  fields: {
    folded: terms('vi_folded'),
    pairs: terms('vi_pairs', PAIRS),
    capitals: terms('vi_capitals', CAPITALS),
  },
};

/** Titles are short and weigh much: they are indexed at every level. */
const atEveryLevel = {
  ...terms('vi_exact'),
  fields: {
    toneless: terms('vi_toneless'),
    folded: terms('vi_folded'),
    pairs: terms('vi_pairs', PAIRS),
    capitals: terms('vi_capitals', CAPITALS),
  },
};

/** Kept for display, searched through `text`. */
const searchedAsText = { type: 'text', analyzer: 'vi_exact', index: false, norms: false, copy_to: 'text' };

/**
 * A name: kept as written, and searched by its words. `key` is one for all its spellings: by it a name is filtered by and
 * counted as a facet.
 */
const name = (options: Record<string, unknown> = {}) => ({
  type: 'keyword',
  ignore_above: 1024,
  fields: {
    exact: terms('vi_exact', { norms: false }),
    folded: terms('vi_folded', { norms: false }),
    key: { type: 'keyword', normalizer: 'vi_name', ignore_above: 1024 },
  },
  ...options,
});

const notSearched = { type: 'keyword', index: false, doc_values: false };

/** `mappings` of the articles index. `text` is all that a bare word is looked for in. */
export const articlesMapping = {
  dynamic: 'strict',
  properties: {
    id: { type: 'keyword' },
    text: atBothLevels,
    title: { ...atEveryLevel, copy_to: 'text' },
    lead: searchedAsText,
    body: searchedAsText,
    captions: searchedAsText,
    url: notSearched,
    image: notSearched,
    section: name(),
    source: name(),
    // Names are matched as names, not as loose syllables of the text.
    authors: name(),
    tags: name({ copy_to: 'text' }),
    publishedAt: { type: 'date', format: 'strict_date_optional_time' },
    updatedAt: { type: 'date', format: 'strict_date_optional_time' },
    /** When an article may be seen, beside `publishedAt`: `domain/visibility.ts`. */
    visibleFrom: { type: 'date', format: 'strict_date_optional_time' },
    visibleUntil: { type: 'date', format: 'strict_date_optional_time' },
    version: { type: 'long' },
    /** Reckoned from the text when it is stored. Bands are only ever looked up. */
    likeness: {
      properties: { bands: { type: 'keyword', doc_values: false }, set: { type: 'keyword' } },
    },
    /** Of a removed article this and `id` are all that is left. */
    removedAt: { type: 'date', format: 'strict_date_optional_time' },
  },
} as const;
