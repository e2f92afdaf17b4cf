import type { SearchRequest } from '../../../src/domain/search-request.ts';
import type { Hit, SearchResult } from '../../../src/domain/search-result.ts';

/** A hit with everything that a page can show of one. */
export const aHit: Hit = {
  id: 'mna-20220121-duong-ban',
  title: 'Đường mới về bản Nà Pồng',
  url: 'https://bao.example/duong-ban.html',
  image: 'https://anh.bao.example/duong-ban.jpg',
  lead: 'Con đường dài hai cây số.',
  section: 'Xã hội',
  authors: ['Lò Văn Inh', 'Cầm Thị Mai'],
  tags: ['giao thông'],
  source: 'Báo Mường Nam',
  publishedAt: '2022-01-21T08:30:00+07:00',
  updatedAt: null,
  score: 4.2,
  highlights: {
    title: '<mark>Đường</mark> mới về bản Nà Pồng',
    lead: 'Con <mark>đường</mark> dài hai cây số.',
    body: ['Xe chở ngô đã đi được trên <mark>đường</mark> này.'],
    captions: ['<mark>Đường</mark> bê tông ở đầu bản.'],
  },
  similar: 0,
};

/** What a search of the page is answered with, where nothing else is given. */
export const aResult = ({ wanted }: SearchRequest, given: Partial<SearchResult> = {}): SearchResult => ({
  query: { text: wanted.q, mode: wanted.mode, diacritics: wanted.diacritics, relaxed: null, corrected: null },
  total: { value: 1, exact: true },
  tookMs: 3,
  partial: false,
  hits: [aHit],
  facets: {
    year: [
      { value: '2021', from: '2021-01-01', to: '2021-12-31', count: 3 },
      { value: '2022', from: '2022-01-01', to: '2022-12-31', count: 0 },
      { value: '2023', from: '2023-01-01', to: '2023-12-31', count: 9 },
    ],
    section: [
      { value: 'Xã hội', count: 8 },
      { value: 'Kinh tế', count: 4 },
    ],
    author: [],
    tag: [],
    source: [{ value: 'Báo Mường Nam', count: 12 }],
  },
  warnings: [],
  ...given,
});
