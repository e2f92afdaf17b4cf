import { describe, expect, it } from 'vitest';
import { hitsCsv, hitsCsvHead } from '../../../src/cli/hits-csv.ts';
import { readQueryList } from '../../../src/cli/query-list.ts';
import type { SearchResult } from '../../../src/domain/search-result.ts';

const read = async (text: string) =>
  (await readQueryList(text)).map(({ line, parameters }) => [line, parameters] as const);

describe('a list of queries', () => {
  it('is one a line', async () => {
    expect(await read('\u{FEFF}Lò Thị Minh, Sơn La\r\n\r\n"thủy điện" -lũ\n')).toEqual([
      [1, { q: 'Lò Thị Minh, Sơn La' }],
      [3, { q: '"thủy điện" -lũ' }],
    ]);
  });

  it('is a column headed q, beside parameters in others', async () => {
    const text = 'stt;Tên;from;section\n1;"""thủy điện""";2021;\n2;bão;;Kinh tế\n';
    expect(await read(text.replace('stt', ''))).toEqual([
      [2, { q: '"thủy điện"', from: '2021' }],
      [3, { q: 'bão', section: 'Kinh tế' }],
    ]);
  });

  it('is refused where it has none', async () => {
    await expect(read('\n\n')).rejects.toMatchObject({ code: 'invalid_parameters' });
    await expect(read('q,from\n')).rejects.toMatchObject({ code: 'invalid_parameters' });
  });
});

describe('the table of what was found', () => {
  const result: SearchResult = {
    query: { text: '=bão', mode: 'keyword', diacritics: 'auto', relaxed: 'marks', corrected: null },
    total: { value: 2, exact: true },
    tookMs: 1,
    partial: false,
    hits: [
      {
        id: 'a-1',
        title: 'Bão, lũ',
        url: null,
        image: null,
        lead: null,
        updatedAt: null,
        section: null,
        authors: [],
        tags: [],
        source: null,
        publishedAt: '2022-01-21T00:00:00+07:00',
        score: 1,
        highlights: { title: '', lead: null, body: ['cơn <mark>bão</mark> &amp;\n lũ'], captions: [] },
        similar: 0,
      },
    ],
    warnings: [],
  };

  it('has a row a hit, one for a search without any, and no formula', () => {
    const rows = [
      hitsCsvHead(),
      hitsCsv({ q: '=bão', result }),
      hitsCsv({ q: 'lũ', result: { ...result, hits: [], total: { value: 0, exact: true } } }),
      hitsCsv({ q: 'x', result: null, problem: 'Line 3: wrong' }),
    ].join('');
    expect(rows.split('\r\n')).toEqual([
      '\u{FEFF}q,total,rank,id,publishedAt,title,section,source,url,passage,note',
      '\'=bão,2,1,a-1,2022-01-21,"Bão, lũ",,,,cơn [bão] & lũ,loosened: marks',
      'lũ,0,,,,,,,,,loosened: marks',
      'x,,,,,,,,,,Line 3: wrong',
      '',
    ]);
  });
});
