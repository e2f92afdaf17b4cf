import type { ComparedText } from '../../../src/likeness/compared-text.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areNearlySame, fingerprintOf, likenessTerms } from '../../../src/likeness/fingerprint.ts';
import { toNewStyle } from '../../../src/text/tone-position.ts';

const root = new URL('../../../fixtures/', import.meta.url);

interface Sample extends ComparedText {
  readonly id: string;
}

const samples = readdirSync(new URL('articles/', root))
  // Those that are not shown are a line or two, or a removal.
  .filter((name) => name.endsWith('.jsonl') && name !== 'khong-hien.jsonl')
  .flatMap((name) =>
    readFileSync(new URL(`articles/${name}`, root), 'utf8')
      .trim()
      .split('\n'),
  )
  .map((line) => JSON.parse(line) as Sample)
  // HTML is reduced to text before an article is stored.
  .filter(({ body }) => !body.includes('<p>'));

/** Every so manieth word becomes another. */
const reworded = (text: string, every: number): string => {
  let at = 0;
  return text.replaceAll(/(?<=\p{Ll} )\p{Ll}+(?= \p{Ll})/gu, (word) => (++at % every === 0 ? 'việc' : word));
};

/** What a second paper does with a story. */
const EDITS: Readonly<Record<string, (article: Sample) => ComparedText>> = {
  'another title': (article) => ({ ...article, title: 'Tin trong nước' }),
  'no lead': ({ title, body, lead = '' }) => ({ title, body: `${lead}\n\n${body}` }),
  'a source before it': (article) => ({
    ...article,
    body: `(Theo thông tấn) - ${article.lead ?? ''} ${article.body}`,
  }),
  'a line after it': (article) => ({
    ...article,
    body: `${article.body}\n\nTheo Báo Vùng Cao. Mời bạn đọc theo dõi tin tiếp theo trên trang của chúng tôi.`,
  }),
  'tones in the other style': (article) => ({ ...article, body: toNewStyle(article.body) }),
  'no marks': (article) => ({
    ...article,
    body: article.body
      .normalize('NFD')
      .replaceAll(/\p{Mn}/gu, '')
      .replaceAll('đ', 'd')
      .replaceAll('Đ', 'D'),
  }),
  'one word in thirty another': (article) => ({ ...article, body: reworded(article.body, 30) }),
  'no last paragraph': (article) => {
    const paragraphs = article.body.split('\n\n');
    return { ...article, body: paragraphs.length < 4 ? article.body : paragraphs.slice(0, -1).join('\n\n') };
  },
};

const shareBand = (a: ComparedText, b: ComparedText): boolean => {
  const bands = new Set(likenessTerms(fingerprintOf(a)).bands);
  return likenessTerms(fingerprintOf(b)).bands.some((band) => bands.has(band));
};

const same = (a: ComparedText, b: ComparedText): boolean => areNearlySame(fingerprintOf(a), fingerprintOf(b));

describe('texts that are nearly the same', () => {
  it.each(Object.keys(EDITS))('with %s', (name) => {
    const edit = EDITS[name] as (article: Sample) => ComparedText;
    const missed = samples.filter((article) => {
      const edited = edit(article);
      return !same(article, edited) || !shareBand(article, edited);
    });
    // Of 70 samples two at most: a last paragraph may be a third of a short report.
    expect(missed.map(({ id }) => id).length).toBeLessThanOrEqual(name === 'no last paragraph' ? 12 : 0);
  });

  it('are found among the samples, and no others', () => {
    const found = samples.flatMap((a, i) =>
      samples.slice(i + 1).flatMap((b) => (same(a, b) ? [`${a.id} ${b.id}`] : [])),
    );
    expect(found.toSorted()).toEqual([
      'bvc-20220221-gia-xang msn-20220221-gia-xang-tang',
      'bvc-20230129-gau-tao dhm-20230130-le-hoi-gau-tao',
    ]);
  });

  it('are not those of one template', () => {
    const templates = JSON.parse(readFileSync(new URL('likeness/templates.json', root), 'utf8')) as Record<
      string,
      [string, ...string[][]]
    >;
    for (const [name, [template, ...fillings]] of Object.entries(templates)) {
      const texts = fillings.map((filling) => ({
        title: name,
        body: template.replaceAll(/\{(\d)\}/g, (_, at: string) => filling[Number(at) - 1] ?? ''),
      }));
      texts.forEach((a, i) => {
        for (const b of texts.slice(i + 1)) expect(same(a, b), `${name}: ${a.body.slice(0, 90)}`).toBe(false);
        expect(same(a, { ...a, title: `${a.title} mới nhất`, body: `${a.body}\n\nNguồn: tổng hợp.` })).toBe(
          true,
        );
      });
    }
  });

  it('are not short lines under different titles', () => {
    const body = 'Mời quý vị và các bạn theo dõi chi tiết trong video.';
    expect(same({ title: 'Khai hội đền Hùng', body }, { title: 'Nông dân được mùa vải thiều', body })).toBe(
      false,
    );
    expect(same({ title: 'Khai hội đền Hùng', body }, { title: 'Khai hội Đền Hùng', body })).toBe(true);
  });

  it('have terms that depend on nothing but the text', () => {
    const [article] = samples;
    if (article === undefined) throw new Error('no samples');
    const terms = likenessTerms(fingerprintOf(article));
    expect(likenessTerms(fingerprintOf({ ...article, body: article.body.normalize('NFD') }))).toEqual(terms);
    expect(new Set(terms.bands).size).toBe(15);
    for (const term of [...terms.bands, terms.key]) expect(term).toMatch(/^[0-9a-z]{8,14}$/);
    expect(likenessTerms(fingerprintOf({ title: '', body: '' })).bands).toHaveLength(15);
  });
});
