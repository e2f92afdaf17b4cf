import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntilReady } from '../../../src/engine/wait-until-ready.ts';
import { findFiles } from '../../../src/ingest/sources/find-files.ts';
import { parseArticle } from '../../../src/ingest/article-schema.ts';
import { isRemoval } from '../../../src/ingest/read-removal.ts';
import { readFiles } from '../../../src/ingest/sources/read-sources.ts';
import { NO_DEFAULTS } from '../../../src/ingest/sources/source-record.ts';
import { tokenForms } from '../../../src/text/syllable.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { scratchStore } from '../../support/scratch-store.ts';
import type { ScratchStore } from '../../support/scratch-store.ts';
import { elasticsearchUrl } from '../../support/test-engine.ts';
import { everySyllable, misplacedTones } from '../../unit/text/syllable-arbitraries.ts';
import { FIXTURE_ARTICLES } from '../search/search-index.ts';

// The index is made by Elasticsearch's analyzers; queries are read and texts are marked by src/text. Wherever the
// two disagree, something is found and not marked, or the other way round.

let store: ScratchStore;

beforeAll(async () => {
  store = await scratchStore(elasticsearchUrl());
  await waitUntilReady(store.engine, store.index);
});

afterAll(() => store.dispose());

/** One token as both sides see it: `start-end position term`. */
type Seen = string;

/** What the index's analyzer makes of a text. */
const indexed = async (text: string, analyzer: string): Promise<Seen[]> => {
  const tokens = await store.engine.analyze(store.index, { text, analyzer });
  return tokens.map(
    ({ startOffset, endOffset, position, token }) => `${startOffset}-${endOffset} @${position} ${token}`,
  );
};

type Level = 'exact' | 'toneless' | 'folded';

/** What the service makes of it. */
const read = (text: string, level: Level): Seen[] =>
  tokenize(text).map(
    (token, position) => `${token.start}-${token.end} @${position} ${tokenForms(token.text)[level]}`,
  );

const readPairs = (text: string): Seen[] => {
  const tokens = tokenize(text);
  return tokens.slice(1).map((token, i) => {
    const before = tokens[i] as (typeof tokens)[number];
    const pair = `${tokenForms(before.text).folded} ${tokenForms(token.text).folded}`;
    return `${before.start}-${token.end} @${i} ${pair}`;
  });
};

const expectAgreement = async (text: string): Promise<void> => {
  const [exact, toneless, folded, pairs] = await Promise.all(
    ['vi_exact', 'vi_toneless', 'vi_folded', 'vi_pairs'].map((name) => indexed(text, name)),
  );
  expect(read(text, 'exact'), text).toEqual(exact);
  expect(read(text, 'toneless'), text).toEqual(toneless);
  expect(read(text, 'folded'), text).toEqual(folded);
  expect(readPairs(text), text).toEqual(pairs);
};

const fixture = (path: string): string =>
  readFileSync(new URL(`../../../fixtures/analysis/${path}`, import.meta.url), 'utf8');

const inPieces = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

interface SyllableCase {
  readonly text: string;
  /** Start, end, exact, toneless, folded. */
  readonly tokens: readonly (readonly [number, number, string, string, string])[];
}

describe('texts with the tokens that both sides must give', () => {
  const cases = fixture('syllables.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SyllableCase);

  it.each(cases)('$text', async ({ text, tokens }) => {
    const levels = ['vi_exact', 'vi_toneless', 'vi_folded'];
    const seen = await Promise.all(
      levels.map(async (analyzer) => store.engine.analyze(store.index, { text, analyzer })),
    );
    seen.forEach((found, level) => {
      expect(
        found.map(({ startOffset, endOffset, token }) => [startOffset, endOffset, token]),
        levels[level],
      ).toEqual(tokens.map((token) => [token[0], token[1], token[2 + level]]));
    });
    // The last position of a pair reaches over an emoji on one side alone.
    if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text)) await expectAgreement(text);
  });
});

describe('spellings of one term and of two', () => {
  const rows = fixture('syllables-equal.tsv')
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t') as [string, string, string, string]);

  it.each(rows)('%s %s %s (%s)', async (relation, one, other) => {
    const terms = async (text: string) =>
      (await store.engine.analyze(store.index, { text, analyzer: 'vi_exact' })).map(({ token }) => token);
    const [first, second] = [await terms(one), await terms(other)];
    if (relation === '=') expect(first).toEqual(second);
    else expect(first).not.toEqual(second);
    await expectAgreement(`${one} ${other}`);
  });
});

describe('every possible syllable', () => {
  const syllables = everySyllable();

  it('is a long list', () => {
    expect(syllables.length).toBeGreaterThan(18_000);
  });

  it.each([
    ['in the old and the new style', (text: string) => text],
    ['in capitals', (text: string) => text.toUpperCase()],
    ['decomposed', (text: string) => text.normalize('NFD')],
  ])('%s', async (_how, written) => {
    for (const piece of inPieces(syllables, 2_000)) await expectAgreement(written(piece.join(' ')));
  });

  it('with the tone on any of its vowels is the same term', async () => {
    const misplaced = syllables.filter((_, i) => i % 9 === 0).flatMap(misplacedTones);
    expect(misplaced.length).toBeGreaterThan(2_000);
    for (const piece of inPieces(misplaced, 2_000)) await expectAgreement(piece.join(' '));
  });
});

describe('the sample articles', async () => {
  const { files } = await findFiles([FIXTURE_ARTICLES]);
  const texts: [string, string][] = [];
  for await (const { article } of readFiles(files, NO_DEFAULTS)) {
    if (isRemoval(article)) continue;
    const { id, title, lead = '', body, captions, authors, tags } = parseArticle(article);
    texts.push([id, [title, lead, body, ...captions, ...authors, ...tags].join('\n')]);
  }

  it('are many', () => {
    expect(texts.length).toBeGreaterThanOrEqual(60);
  });

  it.each(texts)('%s, as stored and decomposed', async (_id, text) => {
    await expectAgreement(text);
    await expectAgreement(text.normalize('NFD'));
  });
});

describe('numbers, however they are written', () => {
  it.each([
    'Gọi 0912 345 678, xe 51A-123.45 của ông Ba',
    'xe 51A-123.45, 0912.345.678',
    '51A-123.45 0912 345 678',
    '0912 345 678 51A-123.45',
    '(024) 3825 1234 – 30F 012.34',
    '82B-002.45.1',
  ])('a telephone number and a number plate side by side: %s', expectAgreement);

  const piece = fc.constantFrom(
    ...'0 1 2 4 8 84 09 04 024 0912 345 678 002 45 1234 30'.split(' '),
    ...'. , - / ( ) + đ kg B F1 U ² °C :'.split(' '),
    ' ',
    ' ',
    '\u00A0',
    '–',
  );

  it('are cut alike', async () => {
    const texts = [
      // The number ends with what could begin a plate.
      '0912 34 56 51A-123.45',
      ...fc.sample(
        fc.array(piece, { minLength: 2, maxLength: 12 }).map((pieces) => pieces.join('')),
        3_000,
      ),
    ];
    // Of what touches a number that is written otherwise in the index, the index does not know the place.
    const terms = (seen: readonly Seen[]) => seen.map((one) => one.replace(/^\S+ /u, '')).join(' ');
    for (const some of inPieces(texts, 8)) {
      const seen = await Promise.all(some.map((text) => indexed(text, 'vi_exact')));
      expect(some.map((text) => `${text}: ${terms(read(text, 'exact'))}`)).toEqual(
        some.map((text, i) => `${text}: ${terms(seen[i] ?? [])}`),
      );
    }
  });
});

describe('what newspapers have beside syllables', () => {
  it.each([
    ['dots between letters', 'TP.HCM, U.S.A., kế hoạch.Ngày mai, PGS.TS. Lò Văn A'],
    [
      'full-width dots between letters and digits',
      'ＴＰ．ＨＣＭ 1．115 １．１１５ １２．３４５．６７８ １.１１５０ TP．HCM a．b',
    ],
    ['numbers', '1.115 123,3% 1.250.000đ 3.800 v2.0 1.2.3 30/4 05-CT/TW COVID-19 U23 H5N1 5G 1,8 km'],
    ['thousands and other dots', '1.1150 12.345.678 0.500 1.23 1.234,5 1.000.00'],
    [
      'quotes, dashes and dots of every kind',
      "“trên nóng, dưới lạnh” – ‘hay’ — «thế» … H’Mông H'Mông Y-ơn a‐b‑c−d",
    ],
    ['times, low lines and middle dots', '8:30 08：30 học_sinh Đà Nẵng·Huế A‧B hải phòng:tin'],
    ['invisible characters', 'Sơn\u200BLa Điện\u00A0Biên Hòa\u202FBình thủy\u00ADđiện a\u2060b \uFEFFc'],
    ['eth and African d', 'Ðảng ðường Ɖảng ɖường Guðmundsson'],
    ['full width', 'ＡＢＣ Ｈà　Ｎội １２３'],
    ['marks that are not Vietnamese on an open syllable', 'lî kï hĭ Dalí mį quî tǐ Haïti'],
    ['ligatures, sharp s and final sigma', 'ﬁnance Straße ΟΔΟΣ'],
    ['letters of other orthographies', 'Ƀriu Đăk Lăk Kŏn ɓok Y Ƀuôn Ŀl ŀl Łódź Ærø'],
    ['Cyrillic and Greek', 'Москва Путин Αθήνα'],
    ['marks on their own', '\u0301 a\u0301\u0323\u0302 \u0309b'],
  ])('%s', async (_what, text) => {
    await expectAgreement(text);
  });
});
