import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../../src/correction/lexicon.ts';
import { SLIP_COSTS } from '../../../src/correction/slip-costs.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { exactForm } from '../../../src/text/syllable.ts';

describe('createLexicon', () => {
  const counter = createLanguageCounter();
  counter.add('Học sinh đến trường, nhà máy mở cửa. '.repeat(2_000));

  it('says of words that were not there when they were asked for that they never stand together', () => {
    const { wordOf, logAfter } = createLexicon(counter.model, SLIP_COSTS);
    const text = 'Sao Ngưu Lãng mọc.';
    counter.remove(counter.add(text));
    const [first, second] = ['ngưu', 'lãng'].map((word) => wordOf(exactForm(word)));
    const [school, pupil] = ['học', 'sinh'].map((word) => wordOf(exactForm(word)));
    if (!first || !second || !school || !pupil) throw new Error('four words');
    expect([first.count, second.count]).toEqual([0, 0]);
    const apart = logAfter(first, second);
    expect(logAfter(school, pupil)).toBeGreaterThan(apart);
    // A hundredth of the archive is not new yet, and words are remembered until then.
    counter.add(text);
    expect(wordOf(exactForm('lãng'))).toBe(second);
    expect(logAfter(first, second)).toBe(apart);
    expect(logAfter(school, second)).toBe(apart);
  });

  it('knows again how often words stand together once the archive has grown', () => {
    const { wordOf, logAfter } = createLexicon(counter.model, SLIP_COSTS);
    const pair = () => [wordOf(exactForm('lông')), wordOf(exactForm('vịt'))] as const;
    const apart = logAfter(...pair());
    counter.add('Áo lông vịt ấm. '.repeat(500));
    expect(logAfter(...pair())).toBeGreaterThan(apart);
  });
});
