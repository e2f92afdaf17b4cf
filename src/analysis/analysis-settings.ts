import { WORD_JOINERS } from '../text/tokenize.ts';

/**
 * The analysis of Vietnamese text, as Elasticsearch's index settings.
 *
 * One tokenizer gives syllables; chains of token filters give each syllable's index terms: `exact` (all marks),
 * `toneless` (the letters' own marks), `folded` (none), and pairs of folded neighbours.
 * `text/tokenize.ts` and `text/syllable.ts` do the same in the service; a test compares the two.
 */

/** The five tone marks of Vietnamese: grave, acute, tilde, hook above, dot below. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;
const TONE = TONES.join('');

/** The consonants after which i and y are two spellings of one open syllable; the empty tone is the level one. */
const OPEN_ONSETS = ['h', 'k', 'l', 'm', 's', 't', 'v', 'qu'] as const;

/**
 * The one place where another tokenizer is named. A cluster with a Vietnamese tokenizer plugin can put
 * `vi_tokenizer` here; `docs/tokenizer.md` says what to rebuild and what changes.
 */
export const TOKENIZER = 'icu_tokenizer';

/** Elasticsearch reads `\\uXXXX` in a mapping rule; invisible characters stay readable so. */
const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const charFilters = {
  // UAX #29 keeps these inside a word (H'Mông, 8:30, a_b). Here they part it, so that each half is found.
  vi_separators: {
    type: 'mapping',
    mappings: [
      ...WORD_JOINERS.map((joiner) => `${escaped(joiner)}=>\\u0020`),
      // Eth is what many old keyboards gave for đ; African d is its twin in shape.
      'Ð=>Đ',
      'ð=>đ',
      'Ɖ=>Đ',
      'ɖ=>đ',
      // A full-width dot is a dot: below it parts letters, and in numbers it falls or joins.
      '．=>.',
    ],
  },
  // TP.HCM = TP HCM; also parts sentences glued at the full stop.
  vi_dots: {
    type: 'pattern_replace',
    // The dot comes first, so that only dots are looked at twice.
    pattern: '\\.(?<=[\\p{L}\\p{M}]\\.)(?=\\p{L})',
    replacement: ' ',
  },
  // 1.115 = 1115, also in full-width digits: width goes only after the tokenizer.
  vi_thousands: {
    type: 'pattern_replace',
    pattern: '(?<=[0-9０-９])\\.(?=[0-9０-９]{3}(?:[^0-9０-９]|$))',
    replacement: '',
  },
};

const tokenFilters = {
  vi_case: { type: 'icu_normalizer', name: 'nfkc_cf' },
  vi_decompose: { type: 'icu_transform', id: 'NFD' },
  // A syllable has one tone, wherever its mark is written: hòa = hoà, qúy = quý.
  vi_tone_last: { type: 'pattern_replace', pattern: `([${TONE}])([^${TONE}]+)`, replacement: '$2$1' },
  // i and y are two spellings of one open syllable: kĩ = kỹ, but never tai = tay.
  vi_open_i: {
    type: 'stemmer_override',
    rules: OPEN_ONSETS.flatMap((onset) =>
      ['', ...TONES].map((tone) => `${onset}i${tone} => ${onset}y${tone}`),
    ),
  },
  vi_drop_tone: { type: 'pattern_replace', pattern: `[${TONE}]`, replacement: '' },
  vi_fold: { type: 'icu_folding' },
  vi_pairs: { type: 'shingle', min_shingle_size: 2, max_shingle_size: 2, output_unigrams: false },
};

const toExact = ['vi_case', 'vi_decompose', 'vi_tone_last', 'vi_open_i'];

const chain = (...filter: readonly string[]) => ({
  type: 'custom',
  char_filter: ['vi_separators', 'vi_dots', 'vi_thousands'],
  tokenizer: TOKENIZER,
  filter,
});

/** `icu_folding` sees to case and width as well: marks need not be looked at first. */
const toFolded = ['vi_fold', 'vi_open_i'];

const analyzers = {
  vi_exact: chain(...toExact),
  vi_toneless: chain(...toExact, 'vi_drop_tone'),
  vi_folded: chain(...toFolded),
  vi_pairs: chain(...toFolded, 'vi_pairs'),
};

export type AnalyzerName = keyof typeof analyzers;

/** `settings.analysis` of the articles index. */
export const analysisSettings = {
  char_filter: charFilters,
  filter: tokenFilters,
  analyzer: analyzers,
} as const;
