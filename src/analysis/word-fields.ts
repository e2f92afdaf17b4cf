import { OPEN_ONSETS } from '../text/syllable.ts';
import { ETH, SYLLABLE_TOKENIZER, TONE } from './analysis-settings.ts';
import { isObject } from '../domain/is-object.ts';
import { TONE_IN_NAME } from '../text/name-key.ts';

/**
 * A field of words beside those of syllables, for a cluster that has a plugin with a Vietnamese tokenizer. It ranks; what
 * is found and marked is told by the syllables alone.
 *
 * It is no part of the released body, which must not need a plugin: it is added to that when an index is made, and
 * taken into account when it is compared with its release. A change of it raises `MAPPING_VERSION`.
 */

/** The settings and mapping of an index. */
interface IndexBody {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mappings: Readonly<Record<string, unknown>>;
}

const ANALYZER = 'vi_words';

const analysisOf = (tokenizer: string) => ({
  char_filter: { vi_words_eth: { type: 'mapping', mappings: ETH } },
  filter: {
    // Words of one syllable are in the fields of syllables. Plugins join the syllables of a word by a space, or by a low line.
    vi_words_several: { type: 'pattern_replace', pattern: '^[^\\s_]+$', replacement: '' },
    vi_words_not_empty: { type: 'length', min: 1 },
    vi_words_tone_last: { type: 'pattern_replace', pattern: TONE_IN_NAME, replacement: '$2$1' },
    vi_words_open_i: {
      type: 'pattern_replace',
      pattern: `(?<![\\p{L}\\p{M}])(${OPEN_ONSETS.join('|')})i(?=[${TONE}]?(?![\\p{L}\\p{M}]))`,
      replacement: '$1y',
    },
  },
  analyzer: {
    [ANALYZER]: {
      type: 'custom',
      char_filter: ['vi_words_eth'],
      tokenizer,
      filter: [
        'vi_words_several',
        'vi_words_not_empty',
        'vi_case',
        'vi_decompose',
        'vi_words_tone_last',
        'vi_words_open_i',
      ],
    },
  },
});

/** Words are counted, never searched as phrases. */
const WORDS = { type: 'text', analyzer: ANALYZER, index_options: 'freqs' };

const wordFields = (tokenizer: string): IndexBody => ({
  settings: { index: { analysis: analysisOf(tokenizer) } },
  mappings: { properties: { text: { fields: { words: WORDS } } } },
});

/** A released index body, with a field of the words that a tokenizer gives; as it is, where that gives syllables. */
export const withTokenizer = (body: IndexBody, tokenizer: string): IndexBody =>
  tokenizer === SYLLABLE_TOKENIZER ? body : (merged(body, wordFields(tokenizer)) as IndexBody);

/** The tokenizer that an index was made with, as its settings have it. */
export const tokenizerIn = (settings: Readonly<Record<string, unknown>>): string => {
  const tokenizer = ['index', 'analysis', 'analyzer', ANALYZER, 'tokenizer'].reduce<unknown>(
    (at, key) => (isObject(at) ? at[key] : undefined),
    settings,
  );
  return typeof tokenizer === 'string' ? tokenizer : SYLLABLE_TOKENIZER;
};

const merged = (a: unknown, b: unknown): unknown =>
  isObject(a) && isObject(b)
    ? Object.fromEntries(
        [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [
          key,
          key in a && key in b ? merged(a[key], b[key]) : key in b ? b[key] : a[key],
        ]),
      )
    : b;
