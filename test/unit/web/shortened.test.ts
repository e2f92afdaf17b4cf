import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortened } from '../../../src/web/shortened.ts';

it('cuts between words', () => {
  expect(shortened('mưa lớn ở Sơn La', 12)).toBe('mưa lớn ở…');
  expect(shortened('mưa lớn', 12)).toBe('mưa lớn');
});

it('never shows nothing of a text, nor half a character', () => {
  expect(shortened('https://bao.example/dai-lam', 10)).toBe('https://ba…');
  expect(shortened('🌧'.repeat(9), 5)).toBe('🌧🌧…');
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.integer({ min: 2, max: 20 }),
      (text, length) => {
        const short = shortened(text, length);
        expect(Buffer.from(short).toString()).toBe(short);
        if (text.length <= length) expect(short).toBe(text);
        else expect(short.length).toBeLessThanOrEqual(length + 1);
      },
    ),
  );
});
