import instantsearch from 'instantsearch.js';
import {
  configure,
  hits,
  menu,
  pagination,
  rangeInput,
  refinementList,
  searchBox,
  sortBy,
  stats,
} from 'instantsearch.js/es/widgets';
import { createClient } from 'timbao/client';
import { createSearchClient } from 'timbao/instantsearch';
import type { ArticleHit } from 'timbao/instantsearch';

/** A place on the page for a widget. */
const place = (id: string, label: string): HTMLElement => {
  const section = document.createElement('section');
  section.id = id;
  section.setAttribute('aria-label', label);
  document.getElementById('app')?.append(section);
  return section;
};

const client = createClient({ baseUrl: import.meta.env.VITE_TIMBAO_URL });

const search = instantsearch({
  indexName: 'articles',
  searchClient: createSearchClient(client, { snippets: 1 }),
  routing: true,
});

search.addWidgets([
  configure({ hitsPerPage: 5 }),
  searchBox({ container: place('box', 'Tìm'), placeholder: 'Gõ có dấu hay không dấu' }),
  stats({ container: place('stats', 'Số bài'), templates: { text: ({ nbHits }) => `${nbHits} bài` } }),
  sortBy({
    container: place('sort', 'Xếp theo'),
    items: [
      { label: 'Liên quan', value: 'articles' },
      { label: 'Mới nhất', value: 'articles:newest' },
      { label: 'Cũ nhất', value: 'articles:oldest' },
    ],
  }),
  refinementList({ container: place('section', 'Chuyên mục'), attribute: 'section', limit: 20 }),
  refinementList({ container: place('author', 'Tác giả'), attribute: 'authors', searchable: true }),
  refinementList({ container: place('tag', 'Thẻ'), attribute: 'tags', operator: 'and' }),
  menu({ container: place('month', 'Tháng'), attribute: 'month', sortBy: ['name:desc'], limit: 6 }),
  rangeInput({ container: place('years', 'Từ năm đến năm'), attribute: 'year' }),
  hits<ArticleHit>({
    container: place('hits', 'Kết quả'),
    templates: {
      item: (hit, { html, components }) => html`
        <article>
          <a href="${hit.url ?? '#'}">${components.Highlight({ hit, attribute: 'title' })}</a>
          <p>${components.Snippet({ hit, attribute: 'body' })}</p>
          <small>${hit.publishedAt?.slice(0, 10)} · ${hit.section}</small>
        </article>
      `,
      empty: 'Không tìm thấy bài nào.',
    },
  }),
  pagination({ container: place('pages', 'Trang') }),
]);

search.on('error', ({ error }: { error: Error }) => {
  place('error', 'Lỗi').textContent = error.message;
});
search.start();
