import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suggestions } from '../../src/domain/suggestion.ts';
import { realApp, type RealApp } from './real-app.ts';

let real: RealApp;

const suggest = async (q: string, more = ''): Promise<Suggestions> => {
  const response = await real.send(`/v1/suggest?q=${encodeURIComponent(q)}${more}`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as Suggestions;
};

beforeAll(async () => {
  real = await realApp({ samples: true });
  // Titles are read in the background from the first request on.
  const giveUp = Date.now() + 60_000;
  while ((await suggest('a')).partial) {
    if (Date.now() > giveUp) throw new Error('The titles are not read within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

afterAll(() => real.close());

describe('GET /v1/suggest', () => {
  it('goes on with what was typed, shown with its marks', async () => {
    const { query, suggestions } = await suggest('chuyen doi s');
    expect(query).toBe('chuyen doi s');
    expect(suggestions[0]).toMatchObject({
      text: 'chuyển đổi số',
      highlight: '<mark>chuyển đổi s</mark>ố',
    });
  });

  it('suggests nothing that finds nothing', async () => {
    let tried = 0;
    for (const typed of ['b', 'c', 'đ', 'h', 'k', 'l', 'ng', 'nh', 't', 'th', 'x', '2', 'covid', 'gi']) {
      for (const { text, q, count } of (await suggest(typed, '&size=20')).suggestions) {
        const { total } = await real.search({ q, relax: 'false', size: '1', snippets: '0' });
        expect(total.value, `${text}: ${q}`).toBeGreaterThanOrEqual(count);
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(100);
  });

  it('shows no text twice, whatever its case and tone style', async () => {
    for (const typed of ['t', 'thu', 'h', 'k']) {
      const { suggestions } = await suggest(typed, '&size=20');
      const texts = suggestions.map(({ text }) => text.toLowerCase());
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('has nothing for nothing, and nothing for what no text has', async () => {
    expect((await suggest('')).suggestions).toEqual([]);
    expect((await suggest('…!')).suggestions).toEqual([]);
    expect((await suggest('zzzz')).suggestions).toEqual([]);
    expect((await suggest('một '.repeat(100))).suggestions).toEqual([]);
  });

  it('gives as many as asked for, and refuses what it does not know', async () => {
    expect((await suggest('t', '&size=3')).suggestions).toHaveLength(3);
    for (const parameters of ['q=a&size=0', 'q=a&size=21', `q=${'a'.repeat(513)}`, 'q=a&q=b', 'query=a']) {
      expect((await real.send(`/v1/suggest?${parameters}`)).status, parameters).toBe(400);
    }
  });
});
