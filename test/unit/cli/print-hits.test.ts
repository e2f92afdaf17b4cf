import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { printHits } from '../../../src/cli/print-hits.ts';
import type { Hit, SearchResult } from '../../../src/domain/search-result.ts';

const hit: Hit = {
  id: 'bvc-1',
  title: 'Chợ phiên',
  url: 'https://paper.example/1',
  image: null,
  lead: null,
  section: 'Văn hóa',
  authors: ['Vàng A Sình'],
  tags: [],
  source: null,
  publishedAt: '2022-01-21T00:00:00+07:00',
  updatedAt: null,
  score: 3,
  highlights: {
    title: '<mark>Chợ</mark> phiên &lt;b&gt; &amp;lt; &quot;A&quot;',
    lead: null,
    body: ['một  phiên\n\n<mark>chợ</mark>'],
    captions: ['Ảnh: <mark>chợ</mark>'],
  },
  similar: 0,
};

const result = (changes: Partial<SearchResult> = {}): SearchResult => ({
  query: { text: 'chợ', mode: 'keyword', diacritics: 'auto', relaxed: null, corrected: null },
  total: { value: 21, exact: true },
  tookMs: 4,
  partial: false,
  hits: [hit],
  warnings: [],
  ...changes,
});

const print = (shown: SearchResult, terminal = false, page = { page: 1, size: 10 }): string => {
  let text = '';
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  printHits(shown, page, Object.assign(out, { isTTY: terminal, hasColors: () => true }) as never);
  return text;
};

describe('printHits', () => {
  it('shows the facets below, without the empty ones', () => {
    const facets = {
      section: [
        { value: 'Kinh tế', count: 1_234 },
        { value: 'Y\u0007tế', count: 2 },
      ],
      year: [
        { value: '2020', from: '2020-01-01', to: '2020-12-31', count: 3 },
        { value: '2021', from: '2021-01-01', to: '2021-12-31', count: 0 },
      ],
      tag: [],
    };
    expect(print(result({ facets })).split('\n\n').slice(2)).toEqual([
      'By year: 2020 (3)',
      'By section: Kinh tế (1,234), Y tế (2)',
      'By tag: nothing\n',
    ]);
  });

  it('shows title, day, section, id, snippets and address', () => {
    expect(print(result())).toBe(
      [
        '21 articles, showing 1–1',
        '',
        '  1. Chợ phiên <b> &lt; "A"',
        '     21/01/2022 · Văn hóa · Vàng A Sình · bvc-1',
        '     một phiên chợ',
        '     Ảnh: chợ',
        '     https://paper.example/1',
        '',
      ].join('\n'),
    );
  });

  it('counts on from page to page', () => {
    expect(print(result(), false, { page: 3, size: 10 })).toContain('showing 21–21\n\n 21. ');
  });

  it('makes what was found bold on a terminal', () => {
    expect(print(result(), true)).toContain('\u001b[1mChợ\u001b[22m phiên');
  });

  it('lets no article steer the terminal', () => {
    const evil = {
      ...hit,
      highlights: { ...hit.highlights, title: 'a\u001b]0;x\u0007\u009b31m<mark>b</mark>' },
    };
    const text = print(result({ hits: [evil] }), true);
    expect(text.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '')).not.toMatch(/\p{Cc}(?<!\n)/u);
  });

  it('says what was loosened and what could not be read', () => {
    const text = print(
      result({
        query: {
          text: 'x',
          mode: 'keyword',
          diacritics: 'auto',
          relaxed: 'words',
          corrected: null,
          suggestion: 'sốp cộp',
        },
        partial: true,
        warnings: [{ code: 'unbalanced_quote', message: 'The quote is never closed.', at: 0 }],
      }),
    );
    expect(text).toContain('found with most of them');
    expect(text).toContain('Did you mean: sốp cộp');
    expect(text).toContain('Part of the index did not answer');
    expect(text).toContain('Note: The quote is never closed.');
  });

  it('says so where there is nothing', () => {
    expect(print(result({ total: { value: 0, exact: true }, hits: [] }))).toBe('0 articles\n');
  });
});
