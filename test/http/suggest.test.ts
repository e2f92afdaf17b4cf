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

  it('shows no text twice, whatever its case and tone style, but as a phrase and as a name', async () => {
    for (const typed of ['t', 'thu', 'h', 'k']) {
      const { suggestions } = await suggest(typed, '&size=20');
      const isWords = (kind: string): boolean => kind === 'phrase' || kind === 'title';
      const texts = suggestions.map(({ text, kind }) => `${isWords(kind)} ${text.toLowerCase()}`);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('has nothing for nothing, and nothing for what no text has', async () => {
    expect((await suggest('')).suggestions).toEqual([]);
    expect((await suggest('…!')).suggestions).toEqual([]);
    expect((await suggest('zzzz')).suggestions).toEqual([]);
    expect((await suggest('một '.repeat(100))).suggestions).toEqual([]);
  });

  it('forgives slips: the same comes as for what was meant', async () => {
    const [meant] = (await suggest('chuyen doi so')).suggestions;
    for (const typed of ['chuyendoiso', 'chuyen dio so', 'chuyển dổi số', 'chuyeern ddooir soos']) {
      expect(
        (await suggest(typed)).suggestions.map(({ text }) => text),
        typed,
      ).toContain(meant?.text);
    }
  });

  it('names fields in the language that is asked for', async () => {
    const named = async (lang: string): Promise<string[]> =>
      (await suggest('t', `&size=20${lang}`)).suggestions
        .filter(({ kind }) => kind !== 'phrase' && kind !== 'title')
        .map(({ q }) => q);
    const [english, vietnamese] = [await named(''), await named('&lang=vi')];
    expect(english.length).toBeGreaterThan(0);
    for (const q of english) expect(q).toMatch(/^(?:section|author|tag):"/u);
    for (const q of vietnamese) expect(q).toMatch(/^(?:chuyên-mục|tác-giả|thẻ):"/u);
    expect(await named('&lang=en')).toEqual(english);
    for (const q of vietnamese)
      expect((await real.search({ q, relax: 'false' })).total.value, q).toBeGreaterThan(0);
  });

  it('gives a title its article', async () => {
    const { suggestions } = await suggest('khai', '&size=20');
    const titles = suggestions.filter(({ kind }) => kind === 'title');
    expect(titles.length).toBeGreaterThan(0);
    for (const { id, text } of titles) {
      const article = (await (await real.send(`/v1/articles/${id}`)).json()) as { title: string };
      expect(article.title).toBe(text);
    }
    for (const { kind, id, url } of suggestions)
      if (kind !== 'title') expect([id, url]).toEqual([null, null]);
  });

  it('gives as many as asked for, and refuses what it does not know', async () => {
    expect((await suggest('t', '&size=3')).suggestions).toHaveLength(3);
    for (const parameters of [
      'q=a&size=0',
      'q=a&size=21',
      'q=a&lang=fr',
      `q=${'a'.repeat(513)}`,
      'q=a&q=b',
      'query=a',
    ]) {
      expect((await real.send(`/v1/suggest?${parameters}`)).status, parameters).toBe(400);
    }
  });
});
