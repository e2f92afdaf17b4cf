import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import { realApp, type RealApp } from './real-app.ts';

/** Words of articles that nobody sees any more are not offered, and nothing is corrected to them. */
let real: RealApp;

const T = Date.parse('2025-03-01T08:00:00+07:00');
let now = T - 1_000;

/** Names that are made up, each in two articles and nowhere else; a slip of the first word, and a beginning. */
const NAMES = {
  withdrawn: { name: 'Vekolsari Muntavik', slip: 'vekolsary muntavik', typed: 'vekolsari m' },
  removed: { name: 'Dontugami Pestrovan', slip: 'dontugamy pestrovan', typed: 'dontugami p' },
  hidden: { name: 'Harbolente Zukimora', slip: 'harbolemte zukimora', typed: 'harbolente z' },
  rewritten: { name: 'Gostivane Lumpareko', slip: 'gostivame lumpareko', typed: 'gostivane l' },
  staying: { name: 'Tormelinda Kavusero', slip: 'tormelimda kavusero', typed: 'tormelinda k' },
} as const;
type Way = keyof typeof NAMES;
const WAYS = Object.keys(NAMES) as Way[];

const idsOf = (way: Way): readonly string[] => [`${way}-1`, `${way}-2`];

const article = (id: string, name: string, more: object = {}) => ({
  id,
  title: `Nghệ sĩ ${name} tới bản ${id.endsWith('1') ? 'Mường Phăng' : 'Pá Khoang'}`,
  body: `Đoàn của ${name} ở lại ba ngày. Bà con tiễn ${name} xuống núi.`,
  tags: [name],
  publishedAt: '2024-05-06T07:00:00+07:00',
  ...more,
});

const put = async (one: { readonly id: string }): Promise<void> => {
  const response = await real.put(one.id, one);
  expect(response.status).toBeLessThan(300);
};

const suggested = async (q: string): Promise<Suggestions> =>
  (await (await real.send(`/v1/suggest?q=${encodeURIComponent(q)}&size=20`)).json()) as Suggestions;

/** What searches and the search box offer that has the name in it: `corrected`, `suggestion` and kinds of completions. */
const offers = async (way: Way): Promise<readonly string[]> => {
  const { name, slip, typed } = NAMES[way];
  const first = name.toLowerCase().split(' ')[0] ?? '';
  const found: [string, string][] = [];
  for (const q of [slip, slip.split(' ')[0] ?? '', `nghệ sĩ ${slip}`]) {
    const { query } = await real.search({ q, size: '1' });
    found.push(['corrected', query.corrected?.to ?? ''], ['suggestion', query.suggestion ?? '']);
  }
  for (const q of [typed, slip]) {
    const { suggestions } = await suggested(q);
    found.push(...suggestions.map(({ kind, text }): [string, string] => [kind, text]));
  }
  const kinds = found.flatMap(([kind, text]) => (text.toLowerCase().includes(first) ? [kind] : []));
  return [...new Set(kinds)].toSorted();
};

const ALL = ['corrected', 'phrase', 'tag', 'title'];

const until = async (way: Way, expected: readonly string[]): Promise<void> => {
  const giveUp = Date.now() + 60_000;
  for (;;) {
    const offered = await offers(way);
    if (offered.join() === expected.join()) return;
    if (Date.now() > giveUp) throw new Error(`Of ${way} there is still ${offered.join(', ')}.`);
    await sleep(250);
  }
};

beforeAll(async () => {
  real = await realApp({ samples: true, clock: () => now });
  for (const way of WAYS) {
    const more = way === 'withdrawn' ? { visibleUntil: new Date(T).toISOString() } : {};
    for (const id of idsOf(way)) await put(article(id, NAMES[way].name, more));
  }
  await real.engine.refresh(real.alias);
  for (const way of WAYS) await until(way, ALL);
}, 120_000);

afterAll(() => real.close());

describe('words of articles that go', () => {
  it('go at the second at which they are withdrawn; a name that is counted within seconds', async () => {
    now = T;
    expect((await offers('withdrawn')).filter((kind) => kind !== 'tag')).toEqual([]);
    await until('withdrawn', []);
  }, 90_000);

  it('go within seconds when the articles are removed, hidden or written anew', async () => {
    for (const id of idsOf('removed')) await real.send(`/v1/articles/${id}`, { method: 'DELETE' });
    for (const id of idsOf('hidden'))
      await put(article(id, NAMES.hidden.name, { visibleFrom: '2031-01-01' }));
    for (const id of idsOf('rewritten')) await put(article(id, 'Lò Thị Hoa'));
    await real.engine.refresh(real.alias);
    for (const way of ['removed', 'hidden', 'rewritten'] as const) await until(way, []);
    expect(await offers('staying')).toEqual(ALL);
  }, 120_000);
});
