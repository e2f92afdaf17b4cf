import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

beforeAll(async () => {
  real = await realApp({ samples: true });
});

afterAll(() => real.close());

const open = async (path: string) => {
  const response = await real.send(path, { headers: { Accept: 'text/html', 'Accept-Language': 'vi' } });
  return { status: response.status, $: load(await response.text()) };
};

/** Follows a link of the page as a browser without JavaScript does. */
const follow = async ($: ReturnType<typeof load>, selector: string) => {
  const href = $(selector).first().attr('href');
  if (href === undefined) throw new Error(`No link at ${selector}`);
  return open(href);
};

/** Sends a form of the page as a browser without JavaScript does, with some fields filled in. */
const submit = async ($: ReturnType<typeof load>, selector: string, fields: Record<string, string>) => {
  const form = $(selector);
  const query = new URLSearchParams();
  form.find('input[name]').each((_, field) => {
    const name = $(field).attr('name') ?? '';
    query.append(name, fields[name] ?? $(field).attr('value') ?? '');
  });
  return open(`${form.attr('action')}?${query.toString()}`);
};

const count = ($: ReturnType<typeof load>): number =>
  Number.parseInt($('main h1').text().replaceAll('.', ''), 10);

describe('the search page without JavaScript', () => {
  it('searches from the bare page, typed without marks, and finds what the API finds', async () => {
    const home = await open('/');
    const { $, status } = await submit(home.$, 'form[role=search]', { q: 'thuy dien' });
    const api = await real.search({ q: 'thuy dien', collapse: 'true' });
    expect(status).toBe(200);
    expect(count($)).toBe(api.total.value);
    expect(
      $('.hit h2')
        .map((_, title) => $(title).text())
        .get(),
    ).toEqual(api.hits.map(({ title }) => title));
    expect($('.hit mark').first().text()).toMatch(/^(?:thuỷ|thủy) điện$/iu);
  });

  it('narrows by years, then months, then days, each as many as its bar says', async () => {
    let { $ } = await open('/?q=x%C3%A3&relax=false');
    for (const level of ['năm', 'tháng', 'ngày']) {
      const bar = $('.bars a')
        .toArray()
        .map((node) => $(node))
        .toSorted((a, b) => Number(b.attr('data-count')) - Number(a.attr('data-count')))[0];
      expect(bar?.attr('aria-label')).toContain(level);
      const expected = Number(bar?.attr('data-count'));
      ({ $ } = await open(bar?.attr('href') ?? ''));
      expect(count($), level).toBe(expected);
    }
    // The dates, that nothing is loosened, and a way to be rid of both.
    expect($('.chip')).toHaveLength(3);
    const all = await follow($, '.dates .wider a');
    expect(all.$('.chip')).toHaveLength(1);
  });

  it('narrows by two dates as they are written', async () => {
    const { $ } = await open('/?q=x%C3%A3');
    const narrowed = await submit($, 'form.range', { from: '01/03/2022', to: '31/03/2022' });
    const api = await real.search({ q: 'xã', from: '2022-03', to: '2022-03', collapse: 'true' });
    expect(count(narrowed.$)).toBe(api.total.value);
    expect(narrowed.$('.chip').text()).toContain('tháng 3/2022');
  });

  it('narrows by a section, adds another, and takes both back', async () => {
    const { $ } = await open('/?q=x%C3%A3&relax=false');
    const first = Number($('.facet .count').first().text());
    const one = await follow($, '.facet a');
    expect(count(one.$)).toBe(first);
    const two = await follow(one.$, '.facet a:not([aria-current])');
    expect(count(two.$)).toBeGreaterThan(first);
    const none = await follow(two.$, '.chip.all');
    expect(count(none.$)).toBe(count($));
  });

  it('goes through the pages to the end, each article once', async () => {
    let page = await open('/?from=2000&collapse=false');
    const seen: string[] = [];
    for (;;) {
      seen.push(
        ...page
          .$('.hit h2 a')
          .map((_, link) => page.$(link).attr('href')?.split('?')[0] ?? '')
          .get(),
      );
      if (page.$('a[rel=next]').length === 0) break;
      page = await follow(page.$, 'a[rel=next]');
    }
    expect(new Set(seen).size).toBe(real.count);
    expect(seen).toHaveLength(real.count);
  });

  it('takes up what was perhaps meant', async () => {
    const { $ } = await open('/?q=dang+bo');
    const meant = $('.meant a').text();
    expect(meant).toBe('đảng bộ');
    const { $: found } = await follow($, '.meant a');
    expect(found('input[name=q]').attr('value')).toBe(meant);
    expect(count(found)).toBeGreaterThan(0);
  });

  it('shows a likelier spelling at once, says so, and leads back to what was typed', async () => {
    const { $ } = await open('/?q=ddangr+booj');
    expect($('input[name=q]').attr('value')).toBe('ddangr booj');
    expect($('.corrected').text()).toContain('đảng bộ');
    expect($('.corrected q').text()).toBe('ddangr booj');
    expect($('.meant')).toHaveLength(0);
    expect(count($)).toBeGreaterThan(0);
    const { $: meant } = await follow($, '.corrected a:first-of-type');
    expect(meant('input[name=q]').attr('value')).toBe('đảng bộ');
    expect(count(meant)).toBe(count($));
    const { $: typed } = await follow($, '.corrected a:last-of-type');
    expect(typed('input[name=q]').attr('value')).toBe('ddangr booj');
    expect(typed('.hit')).toHaveLength(0);
    expect(typed('.corrected')).toHaveLength(0);
  });

  it('shows an article’s paragraphs, separated by one line break or two', async () => {
    const article = { title: 'Ba đoạn', body: 'Đoạn một.\nĐoạn hai.\n\nĐoạn ba.', publishedAt: '2011-01-01' };
    await real.put('ba-doan', article, '?refresh=wait');
    const { $ } = await open('/articles/ba-doan');
    const paragraphs = $('.body p').map((_, paragraph) => $(paragraph).text());
    expect(paragraphs.get()).toEqual(['Đoạn một.', 'Đoạn hai.', 'Đoạn ba.']);
    await real.send('/v1/articles/ba-doan?refresh=wait', { method: 'DELETE' });
  });

  it('finds nothing honestly, and leads on', async () => {
    const { $ } = await open('/?q=%22b%E1%BA%A3n%20chi%20b%E1%BB%99%20kh%C3%B4ng%22&from=2022');
    expect($('.empty')).toHaveLength(1);
    expect($('.hit')).toHaveLength(0);
    const { $: words } = await follow($, '.ways li:last-child a');
    expect(words('input[name=q]').attr('value')).not.toContain('"');
  });
});

describe('pages of answers that are kept', () => {
  const at = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
    const response = await real.send(path, { headers: { 'Accept-Language': 'vi', ...headers } });
    expect(response.status).toBe(200);
    return response.text();
  };

  it('are the same again, and of each language, address and host their own', async () => {
    const page = await at('/?q=thuy+dien');
    expect(await at('/?q=thuy+dien')).toBe(page);
    const english = await at('/?q=thuy+dien', { 'Accept-Language': 'en' });
    expect(load(english)('html').attr('lang')).toBe('en');
    expect(load(await at('/?q=thuy+dien&lang=en'))('html').attr('lang')).toBe('en');
    expect(load(page)('html').attr('lang')).toBe('vi');
    const chosen = load(await at('/?q=thuy+dien&x=1'));
    expect(chosen('h1').text()).toBe(load(page)('h1').text());
    const moved = await real.app.request('http://other.example/?q=thuy+dien', {
      headers: { 'Accept-Language': 'vi' },
    });
    expect(load(await moved.text())('link[rel=canonical]').attr('href')).toMatch(
      /^http:\/\/other\.example\//,
    );
  });

  it('change with what is written, also where nothing was found', async () => {
    const path = '/?q=kheo+phun+suong&relax=false';
    expect(load(await at(path))('.hit')).toHaveLength(0);
    expect(load(await at(path))('.hit')).toHaveLength(0);
    const article = { title: 'Khéo phun sương', body: 'Một bài.', publishedAt: '2022-01-21' };
    await real.put('kept-page', article, '?refresh=wait');
    for (let time = 0; time < 2; time++)
      expect(load(await at(path))('.hit h2').text()).toBe('Khéo phun sương');
    await real.put('kept-page', { ...article, title: 'Khéo phun sương muối' }, '?refresh=wait');
    expect(load(await at(path))('.hit h2').text()).toBe('Khéo phun sương muối');
    await real.send('/v1/articles/kept-page?refresh=wait', { method: 'DELETE' });
    expect(load(await at(path))('.hit')).toHaveLength(0);
  });
});
