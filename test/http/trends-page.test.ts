import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trends } from '../../src/domain/trends.ts';
import { realApp, type RealApp } from './real-app.ts';

let app: RealApp;

beforeAll(async () => {
  app = await realApp({ samples: true });
});

afterAll(() => app.close());

const page = async (rest: string, status = 200) => {
  const response = await app.send(`/trends${rest}`, { headers: { 'Accept-Language': 'en' } });
  expect(response.status).toBe(status);
  return { $: load(await response.text()), headers: response.headers };
};

const ASKED = 'q=huyen&q=%22x%C3%A3+h%E1%BB%99i%22&q=&interval=year&from=2018';

describe('/trends', () => {
  it('is a form before anything is compared', async () => {
    const { $ } = await page('');
    expect($('form[action="/trends"] input[name=q]')).toHaveLength(3);
    expect($('svg.trend-lines, table')).toHaveLength(0);
    for (const field of $('input[type=text], select').get())
      expect($(`label[for=${$(field).attr('id')}]`)).toHaveLength(1);
  });

  it.each(['count', 'share'])(
    'shows by %s what the interface counts, as lines and as a table',
    async (show) => {
      const { $, headers } = await page(`?${ASKED}&show=${show}`);
      const counted = (await (await app.send(`/v1/trends?${ASKED}`)).json()) as Trends;
      expect(headers.get('content-security-policy')).toContain("style-src 'self'");
      expect($('[style], script:not([src])')).toHaveLength(0);
      const lines = $('svg.trend-lines polyline');
      expect(lines.map((_, line) => $(line).find('title').text()).get()).toEqual(['huyen', '"xã hội"']);
      for (const [i, { counts, shares }] of counted.trends.entries()) {
        const points = ($(lines[i]).attr('points') ?? '')
          .split(' ')
          .map((point) => point.split(',').map(Number));
        expect(points).toHaveLength(counted.periods.length);
        // The more there are, the higher the line.
        const values = show === 'share' ? shares : counts;
        for (const [a, value] of values.entries())
          for (const [b, other] of values.entries())
            if (value > other) expect(points[a]?.[1]).toBeLessThanOrEqual(points[b]?.[1] ?? NaN);
      }
      expect($('svg.trend-lines').attr('role')).toBe('img');
      const rows = $('table tbody tr')
        .map((_, row) => [
          $(row)
            .find('td')
            .map((_i, cell) => Number.parseInt($(cell).text().replaceAll(',', ''), 10))
            .get(),
        ])
        .get();
      expect(rows).toHaveLength(counted.periods.length);
      expect(rows).toEqual(
        counted.periods.map(({ published }, i) => [
          published,
          ...counted.trends.map(({ counts }) => counts[i] ?? 0),
        ]),
      );
      expect($('.legend li')).toHaveLength(2);
      expect(
        $('input[name=q]')
          .map((_, input) => $(input).attr('value'))
          .get(),
      ).toEqual(['huyen', '"xã hội"', '']);
      expect($('select[name=show] option[selected]').attr('value')).toBe(show);
    },
  );

  it('leads to the table, the other language and each search of a period', async () => {
    const { $ } = await page(`?${ASKED}&section=Kinh+t%E1%BA%BF`);
    const csv = await app.send($('a[download]').attr('href') ?? '');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect($('a.language').attr('href')).toContain('interval=year');
    const link = $('table tbody a').first();
    const search = load(await (await app.send(`${link.attr('href')}&lang=en`)).text());
    const count = link.text().split(' ')[0];
    expect(search('main').text()).toMatch(new RegExp(`^${count} article`));
    expect($('form input[name=section]').attr('value')).toBe('Kinh tế');
  });

  it('says where nothing was published, and what is wrong', async () => {
    expect((await page('?q=huyen&from=1990&to=1991')).$('[role=status]').text()).not.toBe('');
    expect((await page('?q=huyen&interval=day', 400)).$('h1').text()).not.toBe('');
    const wrong = await page('?q=huyen&from=31/02/2022', 400);
    expect(wrong.$('svg.trend-lines')).toHaveLength(0);
    expect(wrong.$('main').text()).toContain('“From” is not a date that exists');
    const warned = await page('?q=%22huyen&interval=year');
    expect(warned.$('.legend .warning').text()).toContain('quotation mark');
  });
});
