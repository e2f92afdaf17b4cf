import { describe, expect, test } from 'vitest';
import { PageAddress } from '../../../src/web/page-address.ts';

const address = (query: string) => new PageAddress(new URLSearchParams(query));

describe('the address of a search', () => {
  test('is in one order, without what is empty or unknown', () => {
    expect(address('to=&fbclid=x&section=A&section=B&q=l%C5%A9+l%E1%BB%A5t').href()).toBe(
      '/?q=l%C5%A9+l%E1%BB%A5t&section=A&section=B',
    );
  });

  test('leads to the first page when anything but the language changes', () => {
    const there = address('q=a&page=3');
    expect(there.href()).toBe('/?q=a&page=3');
    expect(there.href({ lang: 'en' })).toBe('/?q=a&page=3&lang=en');
    expect(there.href({ sort: 'newest' })).toBe('/?q=a&sort=newest');
    expect(there.href({ page: '4' })).toBe('/?q=a&page=4');
  });

  test('changes, drops and repeats parameters', () => {
    const there = address('q=a&section=A&from=2022');
    expect(there.href({ from: null })).toBe('/?q=a&section=A');
    expect(there.href({ section: ['A', 'B & C'] })).toBe('/?q=a&from=2022&section=A&section=B+%26+C');
    expect(there.href({}, '/articles/x')).toBe('/articles/x?q=a&from=2022&section=A');
    expect(address('').href()).toBe('/');
  });

  test('keeps the language on the way home, and nothing else', () => {
    expect(address('q=a&lang=en').home()).toBe('/?lang=en');
    expect(address('q=a').home()).toBe('/');
  });

  test('is bare without words and filters', () => {
    expect(address('lang=en&sort=newest&q=+').isBare).toBe(true);
    expect(address('from=2022').isBare).toBe(false);
  });

  test('gives the search its parameters', () => {
    expect(address('q=a&lang=en&tag=x&tag=y&utm_source=mail').searchParameters).toEqual({
      q: 'a',
      tag: ['x', 'y'],
    });
  });
});
