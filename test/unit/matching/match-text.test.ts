import { describe, expect, it } from 'vitest';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { parseAbbreviations } from '../../../src/matching/abbreviations.ts';
import { wordsOf } from '../../../src/matching/match-text.ts';
import { planMatch } from '../../../src/matching/plan-match.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { wordCorpus } from '../../support/word-corpus.ts';

const counter = createLanguageCounter();
for (const { title, body } of wordCorpus()) for (const text of [title, body]) counter.add(text);
const context = { language: counter.model, abbreviations: parseAbbreviations('UBND = Ủy ban nhân dân') };

const words = (q: string): readonly string[] => {
  const { node } = parseQuery(q);
  const match = node === null ? null : planMatch(node, { marks: 'written', ...context });
  return match === null ? [] : wordsOf(match);
};

describe('what a query asks for', () => {
  it.each<[string, string[]]>([
    ['học sinh giỏi', ['học sinh', 'giỏi']],
    ['học AND sinh', ['học', 'sinh']],
    ['giỏi "học sinh" "chợ phiên"~2', ['giỏi', '"học sinh"', '"chợ phiên"~2']],
    ['học sinh -lũ -"chợ phiên"', ['học sinh', '-lũ', '-"chợ phiên"']],
    ['học sinh OR lũ', ['(học sinh OR lũ)']],
    ['(học AND sinh) OR lũ', ['(học sinh OR lũ)']],
    ['giỏi -(lũ OR lụt)', ['giỏi', '-(lũ OR lụt)']],
    ['title:(lũ OR lụt) giỏi*', ['title:(lũ OR lụt)', 'giỏi*']],
    // Of several spellings the typed one; dates are no words.
    ['UBND tỉnh từ:2022', ['UBND', 'tỉnh']],
    ['uỷ ban nhân dân', ['uỷ ban nhân dân']],
  ])('%s: %j', (q, expected) => {
    expect(words(q)).toEqual(expected);
  });
});
