import { HOSTILE_BODIES } from './hostile-texts.ts';
import { changedSomewhere, soundValue, type BodySchema, type Schemas } from './sound-bodies.ts';

/** A request as it goes over the wire, but for its framing. */
export interface RandomRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** What of an OpenAPI document requests are made from. */
export interface Paths {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly parameters?: readonly { name: string; in: string }[];
            readonly requestBody?: {
              readonly content: Readonly<Record<string, { readonly schema?: BodySchema }>>;
            };
          }
        >
      >
    >
  >;
  readonly components?: { readonly schemas?: Schemas };
}

type Random = () => number;

/** Routes that are for browsers, of which the document does not tell. */
const PAGES = [
  '/',
  '/articles/{id}',
  '/demo',
  '/advanced',
  '/trends',
  '/docs',
  '/assets/x',
  '/timbao-search.js',
  '/robots.txt',
  '/favicon.ico',
  '/no/such',
];
/** The editors' page, which takes forms of whoever has signed in. */
const DESK = ['/desk', '/desk/pins', '/desk/synonyms', '/desk/alerts', '/desk/searches'];
const FORM_FIELDS = [
  'action',
  'delivery',
  'enabled',
  'find',
  'first',
  'from',
  'id',
  'kind',
  'line',
  'name',
  'never',
  'q',
  'queries',
  'throttle',
  'time',
  'to',
  'until',
];
const ACTIONS = ['save', 'remove', 'find', 'resend', 'edit', 'up', 'add', 'preview', 'x'];
const TOOLS = ['search_articles', 'get_article', 'compare_coverage', 'archive_facts', 'x'];
const RPC = ['tools/call', 'tools/call', 'tools/call', 'tools/list', 'initialize', 'ping', 'x'];
const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];
const HOSTS = [
  'localhost',
  '127.0.0.1:3000',
  'evil.example',
  'localhost:99999',
  'a b',
  '[::1',
  '%zz',
  '',
  'a:b:c',
  'xn--a',
  '[::1]:80',
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  accept: ['text/html', '*/*', 'application/json;q=0.1', 'text/html;q=x', ',,,', 'application/xml'],
  'accept-language': ['en', 'vi-VN,vi;q=0.9', 'q=;;', '*', 'en;q=2'],
  'accept-encoding': ['gzip', 'br', 'identity;q=0', 'deflate, x', ''],
  'if-none-match': ['*', '"x"', 'W/"', '"\\"'],
  authorization: ['Bearer', 'Bearer x', 'Basic Og==', 'bearer \t a', 'Bearer another-key-of-nobody'],
  origin: ['null', 'http://evil.example', 'x'],
  'x-request-id': ['a', 'a b', '../../etc', 'x'.repeat(300)],
  'x-forwarded-for': ['1.2.3.4', 'x, y', '::1', ','],
  'x-forwarded-proto': ['https', 'javascript'],
  'x-forwarded-host': ['a/b', 'evil.example'],
  range: ['bytes=0-1', 'bytes=9-1'],
  'content-encoding': ['gzip', 'identity', 'x'],
  forwarded: ['for=1.2.3.4;host=x'],
};
const TYPES = [
  'application/json',
  'application/x-ndjson',
  'text/plain',
  'application/json; charset=x',
  'a',
  'multipart/form-data; boundary=x',
  'application/vnd.a+json',
];
/** What stands in parameters and fields, right and wrong. */
const VALUES = [
  'ban',
  'chuyển đổi số',
  '"lãnh đạo"',
  '-',
  'title:',
  '2022',
  '2022-13',
  '31/02/2022',
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  'true',
  'null',
  'NaN',
  '',
  ' ',
  '\0',
  '\u202e',
  '\ud800',
  '💥',
  '../..',
  '..',
  '.',
  '%',
  '%00',
  '%ff',
  '<script>',
  '\'"`',
  '*',
  '?',
  '(((',
  ')))',
  'a*',
  'OR',
  'a OR',
  '-a',
  '"',
  'wait',
  'ndjson',
  'csv',
  'relevance',
  'newest',
  'phrase',
  'strict',
  'section,year',
  '{}',
  '[]',
  '${a}',
  '{{a}}',
  'a\r\nb',
  '\u0301'.repeat(40),
  'à'.repeat(300),
  'a '.repeat(300),
] as const;

const FIELDS = [
  'id',
  'title',
  'lead',
  'body',
  'captions',
  'url',
  'image',
  'section',
  'source',
  'authors',
  'tags',
  'publishedAt',
  'updatedAt',
  'visibleFrom',
  'visibleUntil',
  'version',
  'delete',
  '__proto__',
  'constructor',
  'x',
];

/**
 * Gives requests of every kind to every route, as many as are asked for: methods, addresses, parameters, headers and
 * bodies, right and wrong. The same numbers give the same requests.
 *
 * @param key one that may do everything; most requests have it
 * @param cookie that of whoever has signed in at the desk
 */
export const randomRequests = (
  document: Paths,
  random: Random,
  key: string,
  cookie: string,
): (() => RandomRequest) => {
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const number = (most: number): number => Math.floor(random() * most);
  const noise = (most: number): string =>
    String.fromCharCode(...Array.from({ length: number(most) }, () => number(chance(0.5) ? 0x7f : 0xffff)));
  const value = (): string =>
    chance(0.15) ? noise(40) : chance(0.2) ? `${one(VALUES)}${one(VALUES)}` : one(VALUES);
  const encoded = (text: string): string =>
    chance(0.1)
      ? text.replace(/[^\x21-\x7e]|[#?&]/g, '')
      : encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

  const routes = [
    ...Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
        path,
        method: method.toUpperCase(),
        parameters,
        schema: requestBody?.content['application/json']?.schema ?? null,
      })),
    ),
    ...[...PAGES, ...DESK].map((path) => ({ path, method: 'GET', parameters: [], schema: null })),
    ...[...DESK, '/mcp'].map((path) => ({ path, method: 'POST', parameters: [], schema: null })),
  ];
  const schemas = document.components?.schemas ?? {};
  const names = [
    ...new Set(
      routes.flatMap(({ parameters }) =>
        parameters.flatMap(({ name, in: where }) => (where === 'query' ? [name] : [])),
      ),
    ),
    'lang',
    'x',
  ];
  const query = (own: readonly string[]): string => {
    const parts = Array.from(
      { length: number(5) },
      () => `${one(own.length > 0 && chance(0.8) ? own : names)}=${encoded(value())}`,
    );
    if (chance(0.05)) parts.push(encoded(value()));
    return parts.length === 0 ? '' : `?${parts.join('&')}`;
  };
  const field = (): unknown => {
    switch (number(8)) {
      case 0:
        return number(1e6) - 10;
      case 1:
        return null;
      case 2:
        return [value(), number(5), null];
      case 3:
        return { a: value() };
      case 4:
        return one(Object.values(HOSTILE_BODIES))(number(400));
      default:
        return value();
    }
  };
  const articleJson = (): string => {
    const sound = {
      // Mostly without one, as a PUT may be: another than that of the address is refused.
      ...(chance(0.3) && { id: `fuzz-${number(50)}` }),
      title: 'Bản mới',
      body: 'Đường vào bản.',
      publishedAt: '2022-01-21',
    };
    const changed = Object.fromEntries(Array.from({ length: number(4) }, () => [one(FIELDS), field()]));
    const text = JSON.stringify(chance(0.1) ? changed : { ...sound, ...changed });
    if (chance(0.8)) return text;
    const at = number(text.length);
    return chance(0.5) ? text.slice(0, at) : text.slice(0, at) + noise(5) + text.slice(at + 1);
  };
  /** A body as the document has it, or nearly so. */
  const soundJson = (schema: BodySchema): string => {
    let sound = soundValue(schema, schemas, one);
    for (let i = number(4); i > 0; i--)
      sound = changedSomewhere(sound, { choose: one, chance, field, names: FIELDS });
    return JSON.stringify(sound) ?? '';
  };
  const toolCall = (): string => {
    const given = Object.fromEntries(
      Array.from({ length: number(4) }, () => [
        one(['query', 'queries', 'id', 'offset', 'interval', 'from', 'section', 'sort', 'limit', 'x']),
        chance(0.5) ? value() : chance(0.5) ? [value(), value()] : field(),
      ]),
    );
    const params = { name: one(TOOLS), arguments: given };
    return JSON.stringify({ jsonrpc: '2.0', id: number(9), method: one(RPC), params });
  };
  const form = (): string =>
    Array.from({ length: number(8) + 1 }, () => {
      const name = one(FORM_FIELDS);
      const given =
        name === 'action' && chance(0.8) ? one(ACTIONS) : chance(0.3) ? `fuzz-${number(50)}` : value();
      return `${name}=${encoded(given)}`;
    }).join('&');
  const body = (): Buffer => {
    switch (number(6)) {
      case 0:
        return Buffer.from(Array.from({ length: number(200) }, () => number(256)));
      case 1:
        return Buffer.from('[{"a":'.repeat(number(2_000)));
      case 2:
        return Buffer.from(
          Array.from({ length: number(8) }, articleJson).join(one(['\n', '\r\n', '', '\n\n'])),
        );
      default:
        return Buffer.from(articleJson());
    }
  };
  return () => {
    const route = one(routes);
    const method = chance(0.85) ? route.method : one(METHODS);
    const path = route.path.replaceAll(/\{\w+\}/g, () =>
      chance(0.5) ? `fuzz-${number(50)}` : encoded(value()),
    );
    const own = route.parameters.flatMap(({ name, in: where }) => (where === 'query' ? [name] : []));
    const headers: Record<string, string> = { host: chance(0.9) ? 'localhost' : one(HOSTS) };
    if (chance(0.8)) headers['authorization'] = `Bearer ${key}`;
    for (let i = number(3); i > 0; i--) {
      const name = one(Object.keys(HEADERS));
      headers[name] = chance(0.9) ? one(HEADERS[name] ?? []) : value().replace(/[^\t\x20-\x7e]/g, '');
    }
    const isDesk = path.startsWith('/desk');
    if (isDesk && chance(0.9)) {
      headers['cookie'] = cookie;
      headers['origin'] ??= `http://${headers['host'] ?? ''}`;
    }
    if (path === '/mcp' && chance(0.9)) headers['accept'] = 'application/json, text/event-stream';
    const hasBody = ['PUT', 'POST', 'PATCH', 'DELETE'].includes(method) && chance(0.95);
    if (hasBody) {
      const meant = path.includes('bulk')
        ? 'application/x-ndjson'
        : isDesk
          ? 'application/x-www-form-urlencoded'
          : 'application/json';
      headers['content-type'] = chance(0.85) ? meant : one(TYPES);
    }
    const { schema } = route;
    const meantBody = (): Buffer | null =>
      isDesk
        ? Buffer.from(form())
        : path === '/mcp'
          ? Buffer.from(toolCall())
          : schema === null
            ? null
            : Buffer.from(soundJson(schema));
    const sent = hasBody ? ((chance(0.7) ? meantBody() : null) ?? body()) : null;
    return { method, path: `${path}${query(own)}`, headers, body: sent };
  };
};
