import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hit } from '../../../src/domain/search-result.ts';
import { createSampleIndex } from './sample-articles.ts';
import type { SampleIndex } from './sample-articles.ts';
import { marksOf, plainText } from './search-index.ts';
import type { Parameters } from './search-index.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await createSampleIndex();
  await index.put(
    {
      id: 'escaped',
      title: 'Chợ <script>alert("phiên")</script> & \'phố\' Kỳ Lạ',
      lead: 'Sapo <b>đậm</b> & Kỳ Lạ',
      body: 'Đoạn một 5 < 6 & 7 > 3, Kỳ Lạ "thật" &amp; hơn.\n\nGõ <img src=x onerror=alert(1)> ở Kỳ Lạ.',
      captions: ['Ảnh "Kỳ Lạ" <i>nghiêng</i>'],
      publishedAt: '2015-01-01',
    },
    {
      id: 'no-body-match',
      title: 'Vực Tuồng Hạ',
      body: 'Mở bài không nhắc tên.\n\nKết bài.',
      publishedAt: '2015-01-02',
    },
    {
      id: 'long-title',
      title: `Một tiêu đề ${'rất dài '.repeat(60)}về Vực Tuồng`,
      body: 'Thân bài.',
      publishedAt: '2015-01-03',
    },
    {
      id: 'one-long-sentence',
      title: 'Câu dài',
      body: `${'Lên nương rồi lại xuống suối, '.repeat(40)}gặp đàn hươu lạc ${'đi mãi, đi mãi '.repeat(40)}`,
      publishedAt: '2015-01-04',
    },
    {
      id: 'no-spaces',
      title: 'Chuỗi liền',
      body: `https://bao.example/${'a'.repeat(500)}-hươu-${'b'.repeat(500)}`,
      publishedAt: '2015-01-05',
    },
  );
});

afterAll(() => index.close());

const htmlOf = ({ highlights: { title, lead, body, captions } }: Hit): string[] => [
  title,
  ...(lead === null ? [] : [lead]),
  ...body,
  ...captions,
];

const hitOf = async (id: string, parameters: Parameters): Promise<Hit> => {
  const { hits } = await index.search({ size: '100', ...parameters });
  const hit = hits.find((each) => each.id === id);
  if (hit === undefined) throw new Error(`${JSON.stringify(parameters)} did not find ${id}`);
  return hit;
};

const SEARCHES: readonly Parameters[] = [
  { q: 'chi bo ban' },
  { q: 'Sơn La' },
  { q: '"ma tuy"' },
  { q: 'nguoi OR dan' },
  { q: 'chuy*' },
  { q: 'thuỷ điện' },
  { q: 'UBND' },
  { q: 'mướng' },
  { q: 'ky la' },
  { q: 'đảng bộ huyện quyết tâm đổi mới và không lùi bước trước khó khăn' },
  { q: '1.000', diacritics: 'strict' },
  { q: 'h mong', mode: 'phrase' },
];

describe('every highlight', () => {
  it.each(SEARCHES)('is the article’s own text, escaped: %j', async (parameters) => {
    const articles = new Map((await index.articles()).map((article) => [article.id, article]));
    const { hits } = await index.search({ ...parameters, size: '100', snippets: '5' });
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits) {
      const article = articles.get(hit.id);
      if (article === undefined) throw new Error(hit.id);
      const { title, lead, body, captions } = hit.highlights;
      expect(plainText(title)).toBe(article.title);
      if (lead !== null) expect(plainText(lead)).toBe(article.lead);
      for (const caption of captions) expect(article.captions).toContain(plainText(caption));
      for (const snippet of body) {
        const shown = plainText(snippet).replace(/^…/, '').replace(/…$/, '');
        expect(article.body).toContain(shown);
      }
      for (const html of htmlOf(hit)) {
        expect(html).toBe(html.normalize('NFC'));
        expect(html.replace(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
        expect(html.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(html.match(/<mark>/g)?.length).toBe(html.match(/<\/mark>/g)?.length);
        expect(html).not.toMatch(/<mark>\s|\s<\/mark>|<mark><\/mark>|<mark>[^<]*<mark>/);
      }
    }
  });

  it.each(SEARCHES)('is somewhere in every hit: %j', async (parameters) => {
    const { hits } = await index.search({ ...parameters, size: '100', snippets: '5' });
    for (const hit of hits) {
      const named = [...hit.authors, ...hit.tags].length > 0;
      // A hit by its tags or authors alone shows no mark.
      if (!named) expect(htmlOf(hit).flatMap(marksOf).length, hit.id).toBeGreaterThan(0);
    }
    expect(hits.flatMap(htmlOf).flatMap(marksOf).length).toBeGreaterThan(0);
  });
});

describe('text as published', () => {
  it('shows the old and the new tone style as each article has it', async () => {
    const { hits } = await index.search({ q: 'thuỷ điện', relax: 'false', size: '100' });
    const marks = new Set(hits.flatMap(htmlOf).flatMap(marksOf));
    expect(marks).toContain('thủy điện');
    expect(marks).toContain('thuỷ điện');
  });

  it('shows what came in NFD in NFC', async () => {
    const hit = await hitOf('bvc-20211105-ca-phe-chieng-ban', { q: 'ca phe' });
    expect(marksOf(hit.highlights.title)).toEqual(['Cà phê']);
    expect(htmlOf(hit).join('')).toBe(htmlOf(hit).join('').normalize('NFC'));
  });

  it('shows Đ where eth stood for it', async () => {
    const hit = await hitOf('cng-20211112-kiem-tra-giam-sat', { q: 'dang uy' });
    expect(marksOf(hit.highlights.title)).toEqual(['Đảng ủy']);
  });

  it('has nothing of a script in an article’s HTML', async () => {
    const { hits } = await index.search({ q: 'kết nạp', size: '100', snippets: '5', snippetSize: '400' });
    for (const html of hits.flatMap(htmlOf)) expect(html).not.toMatch(/function|var |<script/);
  });

  it('keeps markup that is text as text', async () => {
    const hit = await hitOf('escaped', { q: 'kỳ lạ', snippets: '5' });
    expect(hit.highlights).toEqual({
      title:
        'Chợ &lt;script&gt;alert(&quot;phiên&quot;)&lt;/script&gt; &amp; &#39;phố&#39; <mark>Kỳ Lạ</mark>',
      lead: 'Sapo &lt;b&gt;đậm&lt;/b&gt; &amp; <mark>Kỳ Lạ</mark>',
      body: expect.any(Array) as string[],
      captions: ['Ảnh &quot;<mark>Kỳ Lạ</mark>&quot; &lt;i&gt;nghiêng&lt;/i&gt;'],
    });
    expect(hit.highlights.body.length).toBeGreaterThan(0);
    expect(hit.title).toBe('Chợ <script>alert("phiên")</script> & \'phố\' Kỳ Lạ');
  });
});

describe('snippets', () => {
  it.each(['40', '60', '160', '400'])('of %s characters are no longer than that', async (snippetSize) => {
    for (const parameters of SEARCHES) {
      const { hits } = await index.search({ ...parameters, size: '100', snippets: '5', snippetSize });
      for (const { id, highlights } of hits) {
        expect(highlights.body.length).toBeLessThanOrEqual(5);
        for (const snippet of highlights.body)
          expect(plainText(snippet).length, `${id}: ${snippet}`).toBeLessThanOrEqual(Number(snippetSize));
      }
    }
  });

  it.each(['0', '1', '3'])('are %s at most', async (snippets) => {
    const { hits } = await index.search({ q: 'người', size: '100', snippets });
    const counts = hits.map(({ highlights }) => highlights.body.length);
    expect(Math.max(...counts)).toBe(Number(snippets));
  });

  it('show the opening where nothing in the body matched', async () => {
    const hit = await hitOf('no-body-match', { q: 'tuong ha' });
    expect(marksOf(hit.highlights.title)).toEqual(['Tuồng Hạ']);
    expect(hit.highlights.body).toEqual(['Mở bài không nhắc tên.']);
  });

  it('leave a long title whole', async () => {
    const hit = await hitOf('long-title', { q: 'vực tuồng' });
    expect(plainText(hit.highlights.title)).toBe(hit.title);
    expect(marksOf(hit.highlights.title)).toEqual(['Vực Tuồng']);
  });

  it('show what was searched for from amid a long sentence', async () => {
    const { highlights } = await hitOf('one-long-sentence', { q: '"đàn hươu lạc"', snippetSize: '60' });
    expect(highlights.body.flatMap(marksOf)).toEqual(['đàn hươu lạc']);
    expect(highlights.body[0]).toMatch(/^….*…$/);
  });

  it('cut what has no spaces', async () => {
    const { highlights } = await hitOf('no-spaces', { q: 'hươu', snippetSize: '40' });
    expect(highlights.body.flatMap(marksOf)).toEqual(['hươu']);
    expect(plainText(highlights.body[0] ?? '').length).toBeLessThanOrEqual(40);
  });

  it('cut no word', async () => {
    const { hits } = await index.search({ q: 'chi bộ', size: '100', snippets: '5', snippetSize: '80' });
    const bodies = new Map((await index.articles()).map(({ id, body }) => [id, body]));
    for (const { id, highlights } of hits) {
      for (const snippet of highlights.body) {
        const shown = plainText(snippet).replace(/^…/, '').replace(/…$/, '');
        const body = bodies.get(id) ?? '';
        const places: number[] = [];
        for (let at = body.indexOf(shown); at >= 0; at = body.indexOf(shown, at + 1)) places.push(at);
        const whole = places.some(
          (at) =>
            !/[\p{L}\p{N}]/u.test(body[at - 1] ?? ' ') &&
            !/[\p{L}\p{N}]/u.test(body[at + shown.length] ?? ' '),
        );
        expect(whole, `${id}: ${snippet}`).toBe(true);
      }
    }
  });
});

describe('marks', () => {
  it('of a title: search are in the title alone', async () => {
    const hit = await hitOf('bvc-20190820-thuy-dien-xa-lu', { q: 'title:thủy điện' });
    expect(marksOf(hit.highlights.title)).toEqual(['Thủy điện']);
    expect(hit.highlights.body.flatMap(marksOf)).not.toContain('thủy điện');
  });

  it('never show what was left out', async () => {
    const { hits } = await index.search({ q: 'lũ -bão', size: '100', snippets: '5' });
    expect(hits.flatMap(htmlOf).flatMap(marksOf)).not.toContain('bão');
  });

  it('of a phrase are one stretch each', async () => {
    const { hits } = await index.search({ q: '"chi bo ban"', size: '100', snippets: '5' });
    for (const mark of hits.flatMap(htmlOf).flatMap(marksOf)) expect(mark.toLowerCase()).toBe('chi bộ bản');
  });
});
