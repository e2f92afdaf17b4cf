import { describe, expect, it } from 'vitest';
import { isCapitalWord } from '../../../src/text/capital-words.ts';
import { tokenize } from '../../../src/text/tokenize.ts';

const standingOut = (text: string): string =>
  tokenize(text)
    .filter(({ start, end }) => isCapitalWord(text, start, end))
    .map((token) => token.text)
    .join('|');

describe('isCapitalWord', () => {
  it.each([
    ['Bệnh viện Nhi TƯ khám', 'TƯ'],
    ['Nghị quyết 29/NQ-TƯ, 05-CT/TW', 'NQ|TƯ|CT|TW'],
    ['Ban Chấp hành (BCH TƯ) khóa XII', 'TƯ|XII'],
    ['UBKT TƯ xem xét', 'TƯ'],
    ['CA TP.HCM điều tra', 'CA|HCM'],
    ['QUỸ ĐẦU TƯ CÔNG', ''],
    ['VỐN ĐẦU TƯ', ''],
    ['TƯ VẤN LUẬT', ''],
    ['Tư tưởng, U23, đầu tư, UNESCO', ''],
  ])('of %s: %s', (text, expected) => {
    expect(standingOut(text)).toBe(expected);
  });
});
