import { describe, expect, it } from 'vitest';
import { createKeptPages } from '../../../src/http/kept-pages.ts';

const counting = () => {
  let made = 0;
  return { make: () => `<p>${++made}</p>`, count: () => made };
};

describe('pages kept beside their answers', () => {
  it('gives a page again as long as the answer is the very same', async () => {
    const pages = createKeptPages(1_000);
    const { make, count } = counting();
    const answer = ['một'];
    expect(await pages.page('a', answer, make)).toBe('<p>1</p>');
    expect(await pages.page('a', answer, make)).toBe('<p>1</p>');
    // What looks the same may say something else.
    expect(await pages.page('a', ['một'], make)).toBe('<p>2</p>');
    expect(count()).toBe(2);
  });

  it('makes one for each key', async () => {
    const pages = createKeptPages(1_000);
    const { make } = counting();
    const answer = ['một'];
    expect(await pages.page('vi', answer, make)).toBe('<p>1</p>');
    expect(await pages.page('en', answer, make)).toBe('<p>2</p>');
    expect(await pages.page('vi', answer, make)).toBe('<p>1</p>');
  });

  it('keeps no more than there is room for', async () => {
    const pages = createKeptPages(10 * 2 * '<p>1</p>a'.length);
    const { make, count } = counting();
    const answer = ['một'];
    for (const key of 'abcdefghijk') await pages.page(key, answer, make);
    await pages.page('k', answer, make);
    expect(count()).toBe(11);
    await pages.page('a', answer, make);
    expect(count()).toBe(12);
    const tooLong = 'x'.repeat(1_000);
    expect(await pages.page('long', answer, () => tooLong)).toBe(tooLong);
    await pages.page('k', answer, make);
    expect(count()).toBe(12);
  });

  it('keeps none where there is no room, nor what failed', async () => {
    const { make, count } = counting();
    const none = createKeptPages(0);
    const answer = ['một'];
    await none.page('a', answer, make);
    await none.page('a', answer, make);
    expect(count()).toBe(2);
    const pages = createKeptPages(1_000);
    await expect(pages.page('a', answer, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await pages.page('a', answer, make)).toBe('<p>3</p>');
  });
});
