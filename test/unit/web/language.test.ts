import { expect, test } from 'vitest';
import { preferredLanguage } from '../../../src/web/texts/language.ts';

test.each([
  ['', 'vi'],
  ['*', 'vi'],
  ['fr-FR,fr;q=0.9', 'vi'],
  ['en-US,en;q=0.9', 'en'],
  ['vi-VN,vi;q=0.9,en-US;q=0.8', 'vi'],
  ['en;q=0.4, vi;q=0.5', 'vi'],
  ['fr, en;q=0.5, vi;q=0.2', 'en'],
  ['en;q=0, fr', 'vi'],
  ['EN-gb', 'en'],
  ['en;q=x', 'vi'],
])('who accepts %j reads %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
