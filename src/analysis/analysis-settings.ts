import { IN_CAPITAL_LINE, NO_CAPITAL_WORD } from '../text/capital-words.ts';
import { CALLING_CODE, DIGIT_GROUPS, JOINED_DIGITS } from '../text/number-forms.ts';
import { TONE_IN_NAME } from '../text/name-key.ts';
import { OPEN_ONSETS } from '../text/syllable.ts';
import { READ_AS, WORD_JOINERS } from '../text/tokenize.ts';

/**
 * The analysis of Vietnamese text, as Elasticsearch's index settings.
 *
 * One tokenizer gives syllables; chains of token filters give each syllable's index terms: `exact` (all marks),
 * `toneless` (the letters' own marks), `folded` (none), and pairs of folded neighbours.
 * `text/tokenize.ts` and `text/syllable.ts` do the same in the service; a test compares the two.
 */

/** The five tone marks of Vietnamese: grave, acute, tilde, hook above, dot below. */
const TONES = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323'] as const;
export const TONE = TONES.join('');

/** Cuts at what UAX #29 takes for the end of a word, which in Vietnamese is the end of a syllable. */
export const SYLLABLE_TOKENIZER = 'icu_tokenizer';

/** Elasticsearch reads `\\uXXXX` in a mapping rule; invisible characters stay readable so. */
const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Eth is what many old keyboards gave for đ; African d is its twin in shape. */
export const ETH: readonly string[] = ['Ð=>Đ', 'ð=>đ', 'Ɖ=>Đ', 'ɖ=>đ'];

const charFilters = {
  // UAX #29 keeps these inside a word (H'Mông, 8:30, a_b). Here they part it, so that each half is found.
  vi_separators: {
    type: 'mapping',
    mappings: [
      ...WORD_JOINERS.map((joiner) => `${escaped(joiner)}=>\\u0020`),
      ...ETH,
      // A full-width dot is a dot: below it parts letters, and in numbers it falls or parts.
      '．=>.',
      ...Array.from(READ_AS, ([written, read]) => `${written}=>${read}`),
    ],
  },
  // In ĐẦU TƯ CÔNG, capitals say nothing.
  vi_capital_lines: { type: 'pattern_replace', pattern: IN_CAPITAL_LINE, replacement: 'x' },
  // What a name is compared by.
  vi_name_eth: { type: 'mapping', mappings: ETH },
  vi_name_case: { type: 'icu_normalizer', name: 'nfkc_cf' },
  vi_name_decomposed: { type: 'icu_normalizer', name: 'nfc', mode: 'decompose' },
  // TP.HCM = TP HCM; also parts sentences glued at the full stop. 30.4 = 30/4, but not 1.115.
  vi_dots: {
    type: 'pattern_replace',
    // The dot comes first, so that only dots are looked at twice.
    pattern: '\\.(?:(?<=[\\p{L}\\p{M}]\\.)(?=\\p{L})|(?<=\\p{Nd}\\.)(?=\\p{Nd})(?!\\p{Nd}{3}(?!\\p{Nd})))',
    replacement: ' ',
  },
  // +84 912 345 678 is dialled 0912 345 678 in the country.
  vi_calling_code: { type: 'pattern_replace', pattern: CALLING_CODE, replacement: '0' },
  // 0912 345 678 = 0912345678, 82B-002.45 = 82B-00245.
  vi_digit_groups: { type: 'pattern_replace', pattern: DIGIT_GROUPS, replacement: JOINED_DIGITS },
};

/**
 * What the splitter takes for part of a number, of a word, or of either: left alone, it would take them for signs that
 * part and fall away. Dots and commas are there only where they belong to a number; format characters never part.
 */
const SPLITTER_TYPES: readonly string[] = [
  ...['.', ',', '，'].map((sign) => `${escaped(sign)} => DIGIT`),
  ...Array.from('\u00AD\u200C\u200D\u2060\uFEFF\uFE0F\u20E3', (sign) => `${escaped(sign)} => ALPHANUM`),
  // Roman numerals that are one character each are letters.
  ...Array.from(
    { length: 0x2189 - 0x2160 },
    (_, i) => `${escaped(String.fromCharCode(0x2160 + i))} => ALPHA`,
  ),
];

const tokenFilters = {
  // U23 = U-23: letters and digits part.
  vi_letters_digits: {
    type: 'word_delimiter_graph',
    split_on_case_change: false,
    split_on_numerics: true,
    stem_english_possessive: false,
    type_table: SPLITTER_TYPES,
  },
  // 1.115 = 1115: the dots that are left only group digits. Those of a pattern, which is analyzed as well, do not.
  vi_grouping_dots: { type: 'pattern_replace', pattern: '\\.(?<=\\p{Nd}\\.)(?=\\p{Nd})', replacement: '' },
  vi_case: { type: 'icu_normalizer', name: 'nfkc_cf' },
  vi_decompose: { type: 'icu_transform', id: 'NFD' },
  // A syllable has one tone, wherever its mark is written: hòa = hoà, qúy = quý.
  vi_tone_last: { type: 'pattern_replace', pattern: `([${TONE}])([^${TONE}]+)`, replacement: '$2$1' },
  // i and y are two spellings of one open syllable: kĩ = kỹ, but never tai = tay. The empty tone is the level one.
  vi_open_i: {
    type: 'stemmer_override',
    rules: OPEN_ONSETS.flatMap((onset) =>
      ['', ...TONES].map((tone) => `${onset}i${tone} => ${onset}y${tone}`),
    ),
  },
  // Of all else nothing is left.
  vi_capital_words: { type: 'pattern_replace', pattern: NO_CAPITAL_WORD, replacement: '' },
  vi_not_empty: { type: 'length', min: 1 },
  vi_name_tone_last: { type: 'pattern_replace', pattern: TONE_IN_NAME, replacement: '$2$1' },
  vi_drop_tone: { type: 'pattern_replace', pattern: `[${TONE}]`, replacement: '' },
  vi_fold: { type: 'icu_folding' },
  vi_pairs: { type: 'shingle', min_shingle_size: 2, max_shingle_size: 2, output_unigrams: false },
};

const toParts = ['vi_letters_digits', 'vi_grouping_dots'];
const fromParts = ['vi_case', 'vi_decompose', 'vi_tone_last', 'vi_open_i'];
const toExact = [...toParts, ...fromParts];

/**
 * Numbers first: they are told by the very signs that stand in them. Each pattern is tried at every character of a text, for
 * each field anew, which is much of what it takes to index an article: there are few, and each begins with what is seldom met.
 */
const CHAR_FILTERS = ['vi_calling_code', 'vi_digit_groups', 'vi_separators', 'vi_dots'];

const chain = (...filter: readonly string[]) => ({
  type: 'custom',
  char_filter: CHAR_FILTERS,
  tokenizer: SYLLABLE_TOKENIZER,
  filter,
});

/** `icu_folding` sees to case and width as well: marks need not be looked at first. */
const toFolded = [...toParts, 'vi_fold', 'vi_open_i'];

const analyzers = {
  vi_exact: chain(...toExact),
  vi_toneless: chain(...toExact, 'vi_drop_tone'),
  vi_folded: chain(...toFolded),
  vi_pairs: chain(...toFolded, 'vi_pairs'),
  // The exact terms of what stands out by its capitals (TƯ), which is hardly anything.
  vi_capitals: {
    ...chain('vi_letters_digits', 'vi_capital_words', 'vi_not_empty', ...fromParts),
    char_filter: ['vi_capital_lines', ...CHAR_FILTERS],
  },
};

export type AnalyzerName = keyof typeof analyzers;

/** For names as a whole. A tone in a word is where its writer puts it: `Hòa Bình` is `Hoà Bình`. */
const normalizers = {
  vi_name: {
    type: 'custom',
    char_filter: ['vi_name_eth', 'vi_name_case', 'vi_name_decomposed'],
    filter: ['vi_name_tone_last'],
  },
};

/** `settings.analysis` of the articles index. */
export const analysisSettings = {
  char_filter: charFilters,
  filter: tokenFilters,
  analyzer: analyzers,
  normalizer: normalizers,
} as const;
