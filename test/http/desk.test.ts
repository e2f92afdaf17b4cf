import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alert.ts';
import type { Pin } from '../../src/domain/pin.ts';
import { digestOfKey, type ApiKey } from '../../src/http/keys/api-key.ts';
import { parseKeys } from '../../src/http/keys/parse-keys.ts';
import { realApp, type RealApp } from './real-app.ts';

const keyOf = (key: string, scopes: readonly string[], more: object = {}): ApiKey[] =>
  parseKeys(
    JSON.stringify({ keys: [{ name: key, sha256: digestOfKey(key).toString('hex'), scopes, ...more }] }),
  );

let keys: ApiKey[] = [
  ...keyOf('khoa-cua-ban-bien-tap', ['desk']),
  ...keyOf('khoa-chi-de-tim', ['search']),
  ...keyOf('khoa-da-het-han', ['desk'], { expires: '2020-01-01T00:00:00+07:00' }),
  ...keyOf('khoa-muc-kinh-te', ['desk'], { filters: { section: ['Kinh tế'] } }),
  ...keyOf('khoa-xem-truoc', ['desk', 'preview']),
];

let guarded: RealApp;
let open: RealApp;
let counting: RealApp;

beforeAll(async () => {
  [guarded, open, counting] = await Promise.all([
    // Where reading needs a key, too, that of the desk is enough for the desk.
    realApp({ samples: true, fileKeys: () => keys, readsNeedKey: true }),
    realApp({ samples: true }),
    realApp({ samples: true, statsDays: 30, fileKeys: () => keys }),
  ]);
});

afterAll(async () => {
  await guarded.close();
  await open.close();
  await counting.close();
});

const ORIGIN = { Origin: 'http://localhost' };

const post = (
  app: RealApp,
  path: string,
  fields: readonly (readonly [string, string])[],
  headers: Record<string, string> = {},
): Promise<Response> =>
  app.send(path, {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
    headers: { ...ORIGIN, 'Accept-Language': 'en', ...headers },
  });

const signIn = (key: string): Promise<Response> =>
  post(guarded, '/desk/session', [
    ['key', key],
    ['action', 'enter'],
    ['next', '/desk/synonyms'],
  ]);

const cookieOf = (response: Response): string =>
  (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

const pageOf = async (app: RealApp, path: string, headers: Record<string, string> = {}) => {
  const response = await app.send(path, { headers: { 'Accept-Language': 'en', ...headers } });
  return { response, $: load(await response.text()) };
};

describe('signing in to the desk', () => {
  it('asks for a key, and shows nothing without one', async () => {
    for (const path of ['/desk', '/desk/pins', '/desk/synonyms', '/desk/alerts', '/desk/searches']) {
      const { response, $ } = await pageOf(guarded, path);
      expect(response.status).toBe(401);
      expect(response.headers.get('cache-control')).toBe('no-store');
      // With `no-referrer` a browser sends its forms as of no origin, and they are refused.
      expect(response.headers.get('referrer-policy')).toBe('same-origin');
      expect($('input[type=password]')).toHaveLength(1);
      expect($('.entries')).toHaveLength(0);
      expect($('meta[name=robots]').attr('content')).toContain('noindex');
    }
    expect((await post(guarded, '/desk/pins', [['action', 'save']])).status).toBe(401);
  });

  it('gives a cookie that scripts and other sites cannot use, and that ends', async () => {
    const response = await signIn('khoa-cua-ban-bien-tap');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/desk/synonyms']);
    const cookie = response.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/desk', 'Max-Age=7200'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain('khoa-cua');
    const Cookie = cookieOf(response);
    expect((await pageOf(guarded, '/desk/pins', { Cookie })).response.status).toBe(200);
    // It opens nothing else, not even where reading needs a key.
    expect((await guarded.send('/v1/pins', { headers: { Cookie } })).status).toBe(401);
    // One letter of it changed.
    const forged = Cookie.replace(/=(.)/, (_, letter: string) => `=${letter === 'a' ? 'b' : 'a'}`);
    expect((await pageOf(guarded, '/desk/pins', { Cookie: forged })).response.status).toBe(401);
    const left = await post(guarded, '/desk/session', [['action', 'leave']], { Cookie });
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('refuses a form that is none', async () => {
    const Cookie = cookieOf(await signIn('khoa-cua-ban-bien-tap'));
    for (const path of ['/desk/session', '/desk/pins', '/desk/synonyms', '/desk/alerts', '/desk/searches']) {
      const response = await guarded.send(path, {
        method: 'POST',
        headers: { Cookie, ...ORIGIN, 'Content-Type': 'multipart/form-data; boundary=x' },
        body: 'action=save',
      });
      expect(response.status, path).toBe(400);
    }
  });

  it('does nothing to entries that cannot be', async () => {
    const Cookie = cookieOf(await signIn('khoa-cua-ban-bien-tap'));
    for (const path of ['/desk/pins', '/desk/synonyms', '/desk/alerts']) {
      for (const action of ['remove', 'resend', 'save']) {
        for (const id of [[], [''], ['../x'], ['x'.repeat(2_000)], ['khong-co']]) {
          const fields = [['action', action], ...id.map((one) => ['id', one])] as [string, string][];
          const { status } = await post(guarded, path, fields, { Cookie });
          expect([200, 303, 400], `${path} ${action} ${id.join()}`).toContain(status);
        }
      }
    }
    for (const pin of ['', '../x', 'x'.repeat(5_000)])
      expect((await pageOf(guarded, `/desk/pins?pin=${pin}`, { Cookie })).response.status).toBe(200);
  });

  it('ends with the key', async () => {
    keys = [...keys, ...keyOf('khoa-sap-bi-thu-hoi', ['desk'])];
    const Cookie = cookieOf(await signIn('khoa-sap-bi-thu-hoi'));
    expect((await pageOf(guarded, '/desk/pins', { Cookie })).response.status).toBe(200);
    keys = keys.slice(0, -1);
    expect((await pageOf(guarded, '/desk/pins', { Cookie })).response.status).toBe(401);
  });

  it('is refused to keys that do not open it, and to whoever tries many', async () => {
    const statuses: number[] = [];
    for (const key of ['khoa-chi-de-tim', 'khoa-da-het-han', '', ...Array.from({ length: 9 }, () => 'sai')]) {
      const response = await signIn(key);
      statuses.push(response.status);
      expect(response.headers.get('set-cookie')).toBeNull();
      if (response.status === 401)
        expect(load(await response.text())('#desk-key-error').text()).toContain('does not open');
    }
    expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });

  it('takes no form that another site sends', async () => {
    for (const path of ['/desk/pins', '/desk/synonyms', '/desk/session']) {
      for (const headers of [
        { Origin: 'https://ke-xau.example' },
        { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' },
      ]) {
        const response = await post(open, path, [['action', 'remove']], headers);
        expect(response.status, path).toBe(403);
      }
    }
  });

  it('is open on this machine where no keys are set, and nowhere else', async () => {
    expect((await pageOf(open, '/desk/pins')).response.status).toBe(200);
    const elsewhere = await open.app.request(
      'http://localhost/desk/pins',
      {},
      {
        incoming: { socket: { remoteAddress: '192.0.2.7' } },
      },
    );
    expect(elsewhere.status).toBe(403);
  });
});

const ONE = 'bvc-20190820-thuy-dien-xa-lu';
const TWO = 'dhm-20201027-bao-so-9';

describe('/desk/pins', () => {
  it('finds articles, orders them, saves, edits and removes a pin, without a script', async () => {
    const empty = await pageOf(open, '/desk/pins');
    expect(empty.$('main').text()).toContain('Nothing is pinned yet.');
    const found = await post(open, '/desk/pins', [
      ['queries', 'mưa lũ\nmùa lũ'],
      ['find', 'thuy dien'],
      ['action', 'find'],
    ]);
    expect(found.status).toBe(200);
    const $ = load(await found.text());
    expect($(`button[value="first:${ONE}"]`)).toHaveLength(1);
    expect($('textarea').text()).toBe('mưa lũ\nmùa lũ');

    const typed = [
      ['queries', 'mưa lũ\nmùa lũ'],
      ['first', ONE],
      ['first', TWO],
      ['never', 'bvc-20210523-ngay-hoi-bau-cu'],
      ['from', '2022-01-21T06:00'],
      ['until', ''],
    ] as const;
    const moved = load(await (await post(open, '/desk/pins', [...typed, ['action', `up:${TWO}`]])).text());
    expect(
      moved('input[name=first]')
        .map((_, one) => moved(one).attr('value'))
        .get(),
    ).toEqual([TWO, ONE]);

    const saved = await post(open, '/desk/pins', [...typed, ['action', 'save']]);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/desk/pins?done=saved']);
    const { pins } = (await (await open.send('/v1/pins')).json()) as { pins: Pin[] };
    expect(pins).toMatchObject([
      { queries: ['mưa lũ', 'mùa lũ'], first: [ONE, TWO], from: '2022-01-21T06:00:00+07:00' },
    ]);
    expect((await open.search({ q: 'mua lu', size: '2' })).hits.map(({ id }) => id)).toEqual([ONE, TWO]);

    const id = pins[0]?.id ?? '';
    const listed = await pageOf(open, '/desk/pins');
    expect(listed.$('.entry').text()).not.toContain('nobody sees this article now');
    const edited = await pageOf(open, `/desk/pins?pin=${id}`);
    expect(edited.$('input[name=from]').attr('value')).toBe('2022-01-21T06:00:00');
    const replaced = await post(open, '/desk/pins', [
      ['id', id],
      ['queries', 'mưa lũ'],
      ['never', ONE],
      ['never', 'khong-co-bai-nay'],
      ['action', 'save'],
    ]);
    expect(replaced.status).toBe(303);
    expect((await pageOf(open, '/desk/pins')).$('.entry').text()).toContain(
      'khong-co-bai-nay (nobody sees this article now',
    );
    const asked = await pageOf(open, `/desk/pins?remove=${id}`);
    expect(asked.$('#removing').text()).toContain('Remove this pin?');
    const removed = await post(open, '/desk/pins', [
      ['id', id],
      ['action', 'remove'],
    ]);
    expect(removed.headers.get('location')).toBe('/desk/pins?done=removed');
    expect(await (await open.send('/v1/pins')).json()).toEqual({ pins: [] });
  });

  it('says at its field what is wrong, and keeps what was typed', async () => {
    const response = await post(open, '/desk/pins', [
      ['queries', 'rừng -lũ'],
      ['from', '2022-01-21T06:00'],
      ['until', '2022-01-20T06:00'],
      ['action', 'save'],
    ]);
    const $ = load(await response.text());
    expect($('[role=alert]').text()).toContain('Not saved');
    for (const field of ['queries', 'first', 'until'])
      expect($(`#pin-${field}-error`), field).toHaveLength(1);
    for (const field of ['queries', 'until'])
      expect($(`#pin-${field}`).attr('aria-describedby'), field).toContain(`pin-${field}-error`);
    expect($('#pin-from-error, #pin-never-error')).toHaveLength(0);
    expect($('textarea').text()).toBe('rừng -lũ');
  });

  it('shows no title of an article that the key does not show', async () => {
    const hidden = 'bvc-20990210-hoi-xuan-phieng-bay';
    const put = await guarded.send('/v1/pins', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer khoa-cua-ban-bien-tap' },
      body: JSON.stringify({ queries: ['hội xuân'], first: [hidden, ONE, 'khong-co-bai-nay'] }),
    });
    expect(put.status).toBe(201);
    const textOf = async (key: string): Promise<string> => {
      const { $ } = await pageOf(guarded, '/desk/pins', { Authorization: `Bearer ${key}` });
      return $('.entries').text();
    };
    const titles = { hidden: /Phiêng Bảy|Hội xuân .*Phiêng/i, one: 'Thủy điện nhỏ xả lũ' };
    const plain = await textOf('khoa-cua-ban-bien-tap');
    expect(plain).toContain(titles.one);
    expect(plain).toContain(`${hidden} (nobody sees`);
    expect(plain).toContain('khong-co-bai-nay (nobody sees');
    expect(plain).not.toMatch(titles.hidden);
    expect(await textOf('khoa-muc-kinh-te')).not.toContain(titles.one);
    expect(await textOf('khoa-xem-truoc')).not.toContain(`${hidden} (nobody`);
    const finds = async (key: string, q: string): Promise<string> => {
      const response = await post(
        guarded,
        '/desk/pins',
        [
          ['find', q],
          ['action', 'find'],
        ],
        { Authorization: `Bearer ${key}` },
      );
      expect(response.status).toBe(200);
      return load(await response.text())('.desk-form [role=status]').text();
    };
    expect(await finds('khoa-cua-ban-bien-tap', 'thuy dien')).toContain(titles.one);
    expect(await finds('khoa-muc-kinh-te', 'thuy dien')).not.toContain(titles.one);
    expect(await finds('khoa-cua-ban-bien-tap', 'hội xuân')).not.toMatch(titles.hidden);
  });
});

describe('/desk/synonyms', () => {
  it('adds, edits and removes entries, checked as the file is', async () => {
    const wrong = await post(open, '/desk/synonyms', [
      ['line', 'UBND'],
      ['action', 'save'],
    ]);
    const $ = load(await wrong.text());
    expect($('#synonyms-error').text()).toContain('has no "=" between two spellings');
    expect($('#synonyms-line').attr('value')).toBe('UBND');
    const saved = await post(open, '/desk/synonyms', [
      ['line', 'XYZQ = thủy điện => đập'],
      ['action', 'save'],
    ]);
    expect(saved.headers.get('location')).toBe('/desk/synonyms?done=saved');
    const shown = await pageOf(open, '/desk/synonyms?done=saved');
    expect(shown.$('.entries h3').text()).toBe('XYZQ = thủy điện => đập');
    expect(shown.$('.notice').text()).toContain('Saved');
    expect(shown.$('.lines li').length).toBeGreaterThan(10);
    const href = shown.$('.entry .actions a').first().attr('href') ?? '';
    expect((await pageOf(open, href)).$('#synonyms-line').attr('value')).toBe('XYZQ = thủy điện => đập');
    const id = new URL(href, 'http://localhost').searchParams.get('entry') ?? '';
    const removed = await post(open, '/desk/synonyms', [
      ['id', id],
      ['action', 'remove'],
    ]);
    expect(removed.headers.get('location')).toBe('/desk/synonyms?done=removed');
    expect((await pageOf(open, '/desk/synonyms')).$('.entries')).toHaveLength(0);
  });
});

it('is in both languages, keeps the language, and has no script or style in it', async () => {
  for (const path of ['/desk/pins', '/desk/synonyms']) {
    const { $, response } = await pageOf(open, `${path}?lang=vi`);
    expect($('html').attr('lang')).toBe('vi');
    expect($('.desk-form').attr('action')).toBe(`${path}?lang=vi`);
    expect($('[style], script:not([src])')).toHaveLength(0);
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self'");
  }
});

describe('/desk/alerts', () => {
  const FEED = [
    ['name', 'Thủy điện'],
    ['q', 'thủy điện'],
    ['kind', 'feed'],
    ['throttle', 'daily'],
    ['time', '06:30'],
    ['enabled', 'on'],
    ['action', 'save'],
  ] as const;
  const alertsOf = async (): Promise<Alert[]> =>
    ((await (await open.send('/v1/alerts')).json()) as { alerts: Alert[] }).alerts;

  it('makes, tries, edits and removes an alert, without a script', async () => {
    expect((await pageOf(open, '/desk/alerts')).$('main').text()).toContain('No alert yet.');
    const saved = await post(open, '/desk/alerts', FEED);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/desk/alerts?done=saved']);
    const [alert] = await alertsOf();
    expect(alert).toMatchObject({ name: 'Thủy điện', throttle: 'daily 06:30', channel: { kind: 'feed' } });
    const id = alert?.id ?? '';
    expect((await pageOf(open, `/desk/alerts?preview=${id}`)).$('.entries').text()).toContain(
      'In the last 30 days it would have told of',
    );
    expect((await pageOf(open, `/desk/alerts?deliveries=${id}`)).$('.entries').text()).toContain(
      'Nothing was sent yet.',
    );

    // What the form does not have stays as it was made.
    const body = {
      name: 'Thủy điện',
      search: { q: 'thủy điện', section: ['Kinh tế'] },
      channel: { kind: 'feed' },
    };
    await open.sendJson(`/v1/alerts/${id}`, { ...body, maxAgeDays: 3 }, { method: 'PUT' });
    const edited = await pageOf(open, `/desk/alerts?alert=${id}`);
    expect(edited.$('#alert-name').attr('value')).toBe('Thủy điện');
    await post(open, '/desk/alerts', [['id', id], ...FEED.filter(([name]) => name !== 'enabled')]);
    expect(await alertsOf()).toMatchObject([
      { id, search: { q: 'thủy điện', section: ['Kinh tế'] }, maxAgeDays: 3, enabled: false },
    ]);

    expect((await pageOf(open, `/desk/alerts?remove=${id}`)).$('#removing').text()).toContain(
      'Remove this alert?',
    );
    await post(open, '/desk/alerts', [
      ['id', id],
      ['action', 'remove'],
    ]);
    expect(await alertsOf()).toEqual([]);
  });

  it('tells the secret of a webhook once, and what is wrong with a form', async () => {
    const webhook = FEED.map(([name, value]) => [name, name === 'kind' ? 'webhook' : value] as const);
    const made = await post(open, '/desk/alerts', [...webhook, ['to', 'https://cms.paper.example/hooks']]);
    const $ = load(await made.text());
    expect($('.notice code').text()).toMatch(/^whsec_/);
    const [alert] = await alertsOf();
    expect((await pageOf(open, '/desk/alerts')).$('main').text()).not.toContain('whsec_');
    const wrong = await post(open, '/desk/alerts', [...webhook, ['to', 'ftp://cms.paper.example']]);
    const again = load(await wrong.text());
    expect(again('[role=alert]').text()).toContain('Not saved');
    expect(again('.field-error').text()).toContain('url');
    expect(again('#alert-to').attr('value')).toBe('ftp://cms.paper.example');
    await open.send(`/v1/alerts/${alert?.id ?? ''}`, { method: 'DELETE' });
  });
});

const DESK = { Authorization: 'Bearer khoa-cua-ban-bien-tap' };

describe('/desk/searches', () => {
  it('shows what many search for, and to keys for a part of the archive nothing', async () => {
    for (let n = 0; n < 6; n++) await counting.search({ q: 'thủy điện' });
    await counting.search({ q: 'của một người' });
    await counting.writeCounted();
    const { $ } = await pageOf(counting, '/desk/searches', DESK);
    expect($('tbody th').text()).toContain('thủy điện');
    expect($('main').text()).not.toContain('của một người');
    expect($('tbody a').attr('href')).toContain('q=th');
    const empty = await pageOf(counting, '/desk/searches?kind=empty&days=30', DESK);
    expect(empty.$('nav [aria-current=true]').text()).toContain('30 days');
    expect((await pageOf(open, '/desk/searches')).$('main').text()).toContain('does not count searches');
    const part = await pageOf(counting, '/desk/searches', { Authorization: 'Bearer khoa-muc-kinh-te' });
    expect(part.$('main').text()).toContain('a part of the archive');
  });
});
