import { describe, expect, it } from 'vitest';
import { loosenWords, whatToLoosen } from '../../../src/matching/loosen-words.ts';
import type { Match, Syllable } from '../../../src/matching/match.ts';
import { textOf } from '../../../src/matching/match-text.ts';
import { setApart } from '../../../src/matching/set-apart.ts';
import { tokenForms } from '../../../src/text/syllable.ts';

const syllable = (text: string): Syllable => {
  const { exact, folded } = tokenForms(text);
  return { type: 'syllable', text, exact, folded, level: 'exact' };
};

/** A query whose words are separated by bars: `sinh học | của | 2022`. */
const queryOf = (words: string): Match => ({
  type: 'all',
  children: words.split(' | ').map((word): Match => {
    const syllables = word.split(' ').map(syllable);
    const [first, second] = syllables;
    return first !== undefined && second === undefined
      ? first
      : { type: 'sequence', as: 'word', slop: 0, syllables };
  }),
});

const loosened = (words: string) => {
  const match = queryOf(words);
  const loose = loosenWords(whatToLoosen(match, setApart(match)), true);
  return loose === null ? null : { words: loose.words.map(textOf), least: loose.least };
};

describe('what is loosened', () => {
  it('is the words of a query of several, of which half suffice', () => {
    expect(loosened('tích cực | máy bay | vũ khí')).toEqual({
      words: ['tích cực', 'máy bay', 'vũ khí'],
      least: 2,
    });
    expect(loosened('tích cực | máy bay | vũ khí | hạt nhân')?.least).toBe(2);
    expect(loosened('a b | c d | e g | h i | k l | m n | o p | q r | s t | u v')?.least).toBe(4);
  });

  it('is the syllables of two words, and of a sentence', () => {
    expect(loosened('xuất khẩu | lao động')).toEqual({ words: ['xuất', 'khẩu', 'lao', 'động'], least: 3 });
    expect(loosened('ai | là | tổng thống | của | hoa kỳ | năm ngoái')).toEqual({
      words: ['tổng', 'thống', 'hoa', 'kỳ', 'năm', 'ngoái'],
      least: 2,
    });
  });

  it('leaves numbers among words required', () => {
    expect(loosened('sốt xuất huyết | thành phố | số ca | 2022')).toEqual({
      words: ['sốt xuất huyết', 'thành phố', 'số ca'],
      least: 1,
    });
  });
});
