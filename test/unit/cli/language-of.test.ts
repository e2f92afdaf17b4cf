import { expect, test } from 'vitest';
import { learningText } from '../../../src/cli/language-of.ts';

test('how far an archive is read, whose articles may have become more meanwhile', () => {
  expect(learningText({ articles: 0, of: 0 }, true)).toBe('Learning words …');
  // A terminal has 80 columns, and what is redrawn must fit into one line.
  expect(learningText({ articles: 400_000, of: 400_000 }, true).length).toBeLessThan(80);
  expect(learningText({ articles: 10_250, of: 40_000 }, true)).toBe(
    'Learning words: ██████░░░░░░░░░░░░░░░░░░   25 % of 40,000 articles',
  );
  expect(learningText({ articles: 31_000, of: 30_000 }, false)).toBe(
    'Learning words: 100 % of 30,000 articles',
  );
});
