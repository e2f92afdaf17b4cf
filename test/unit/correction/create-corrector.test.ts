import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Correction, TypedToken } from '../../../src/correction/correction.ts';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import { sampleLanguage } from './sample-language.ts';

const corrector = createCorrector(sampleLanguage());

const runOf = (text: string, fixed: readonly string[] = []): readonly TypedToken[] =>
  text.split(' ').map((word) => ({ text: word, fixed: fixed.includes(word) }));

const mended = (run: readonly TypedToken[], correction: Correction | null): string | null => {
  if (correction === null) return null;
  const words = run.map(({ text }) => text);
  for (const { from, to, text } of correction.replacements.toReversed()) words.splice(from, to - from, text);
  return words.join(' ');
};

const correct = (text: string, fixed: readonly string[] = []): string | null => {
  const run = runOf(text, fixed);
  return mended(run, corrector.correct(run));
};

describe('slips are mended', () => {
  test.each([
    ['hổ trợ', 'hỗ trợ', 'marks'],
    ['Đà Nẳng', 'Đà Nẵng', 'marks'],
    ['Viêt Nam', 'Việt Nam', 'marks'],
    ['nguời nghèo', 'người nghèo', 'marks'],
    ['se đạp', 'xe đạp', 'sound'],
    ['chung tá công an', 'trung tá công an', 'sound'],
    ['trong lút khó khăn', 'trong lúc khó khăn', 'sound'],
    ['cà pgê', 'cà phê', 'letters'],
    ['xe đạ', 'xe đạp', 'letters'],
    ['thủy đệin', 'thủy điện', 'letters'],
    ['thủyy điện', 'thủy điện', 'letters'],
    ['bóng đá Vệt Nam', 'bóng đá Việt Nam', 'letters'],
    ['nhà máy thuyr điện', 'nhà máy thủy điện', 'telex'],
    ['thuyr ddieenj', 'thủy điện', 'telex'],
    ['thuy3 d9ie6n5', 'thủy điện', 'vni'],
    ['thủyđiện', 'thủy điện', 'joined'],
    ['xeđạp tới trường', 'xe đạp tới trường', 'joined'],
    ['bón g đá', 'bóng đá', 'torn'],
    ['ronaldoo', 'ronaldo', 'letters'],
    ['fomosa', 'formosa', 'letters'],
  ])('%s → %s', (typed, meant, kind) => {
    const run = runOf(typed);
    const correction = corrector.correct(run);
    expect(mended(run, correction)).toBe(meant);
    expect(correction?.kinds).toEqual([kind]);
    expect(correction?.gain).toBeGreaterThan(0);
  });

  test.each([
    ['thuy dein', 'thuy dien'],
    ['bong daa', 'bong da'],
    ['thuydien', 'thuy dien'],
    ['hanoi', 'ha noi'],
    ['ca pge', 'ca phe'],
    ['bon g da', 'bong da'],
    // Of all marks only these were typed, so they stay.
    ['nha may thuyr dien', 'nha may thủy dien'],
    ['nha may thuy3 dien', 'nha may thủy dien'],
    ['nhamaythuydien', 'nha may thuy dien'],
  ])('without marks: %s → %s', (typed, meant) => {
    expect(correct(typed)).toBe(meant);
  });
});

test('a search is a row of words, and need not read on from one to the next', () => {
  const counter = createLanguageCounter();
  for (let time = 0; time < 300; time++) {
    counter.add('chất tạo nạc bị cấm');
    counter.add('lạc đường trong rừng');
    counter.add('tự tạo việc làm');
  }
  const run = runOf('tự tạo nạc đường');
  const [likeliest = null] = createCorrector(counter.searches).alternatives(run, 1);
  expect(mended(run, likeliest)).toBe('tự tạo lạc đường');
  expect(likeliest?.gain).toBeGreaterThan(0);
});

test('what a title has beside all the other words is likelier', () => {
  const likeliest = (...titles: readonly string[]): string | null => {
    const counter = createLanguageCounter();
    for (let time = 0; time < 300; time++) {
      counter.add('bán lúa, bán lúc, nông dân');
    }
    for (let at = 0; at < 50; at++) counter.add('tin trong ngày', true);
    for (const title of titles) counter.add(title, true);
    const run = runOf('nông dân bán lú');
    return mended(run, createCorrector(counter.searches).alternatives(run, 1)[0] ?? null);
  };
  expect(likeliest('nông dân không bán lúa')).toBe('nông dân bán lúa');
  expect(likeliest('nông dân không bán lúc')).toBe('nông dân bán lúc');
});

test('what is written together may hold an acronym that everybody knows', () => {
  const counter = createLanguageCounter();
  for (let time = 0; time < 800; time++)
    counter.add('đội bóng đá nữ trên ti vi, phim trên TV, đường lên đỉnh, truyền hình');
  const { alternatives } = createCorrector(counter.searches);
  const [likeliest = null] = alternatives(runOf('phimtrêntv'), 1);
  expect(mended(runOf('phimtrêntv'), likeliest)).toBe('phim trên tv');
});

describe('what is right is left alone', () => {
  test.each([
    'thủy điện',
    'thuy dien',
    'hỗ trợ người nghèo',
    'con hổ đã già',
    'ho tro nguoi ngheo',
    'Đà Nẵng',
    'xe đạp',
    'bác sĩ',
    'bác sỹ',
    'tỉ lệ hộ nghèo',
    'thuỷ điện',
    'Ronaldo',
    'Kuechly',
    'WTO',
    'U23 Việt Nam',
    '05-CT/TW',
    'công an',
  ])('%s', (typed) => {
    expect(correct(typed)).toBeNull();
  });

  test('fixed words, whatever they are', () => {
    expect(correct('hổ trợ', ['hổ', 'trợ'])).toBeNull();
    expect(correct('thủy đệin 2020', ['đệin'])).toBeNull();
  });

  test('words beside a fixed one are read with it', () => {
    expect(correct('hổ trợ', ['trợ'])).toBe('hỗ trợ');
  });
});

test('capitals stay', () => {
  expect(correct('Thủyđiện')).toBe('Thủy điện');
  expect(correct('HỔ TRỢ')).toBe('HỖ TRỢ');
  expect(correct('HàNội')).toBe('Hà Nội');
});

test('says which words are replaced', () => {
  expect(corrector.correct(runOf('giá cà pgê tăng'))?.replacements).toEqual([
    { from: 2, to: 3, text: 'phê' },
  ]);
  expect(corrector.correct(runOf('bón g đá'))?.replacements).toEqual([{ from: 0, to: 2, text: 'bóng' }]);
});

test('a word of a long query must be the surer', () => {
  const run = runOf('hổ trợ');
  expect(corrector.correct(run)).not.toBeNull();
  expect(corrector.correct(run, 60)).toBeNull();
});

test('a capital that nobody knows is a name, and must be the surer', () => {
  expect(correct('fomosa')).toBe('formosa');
  expect(correct('Fomosa')).toBeNull();
});

test('alternatives are the likeliest readings, each once', () => {
  const run = runOf('xe đạ');
  const found = corrector.alternatives(run, 5);
  expect(mended(run, found[0] ?? null)).toBe('xe đạp');
  const texts = found.map((one) => mended(run, one));
  expect(new Set(texts).size).toBe(texts.length);
  expect(found.map(({ gain }) => gain)).toEqual(found.map(({ gain }) => gain).toSorted((a, b) => b - a));
});

test('who knows no language corrects nothing', () => {
  const knowing = createCorrector(NO_LANGUAGE);
  for (const text of ['hổ trợ', 'thuydien', 'ddangr booj', 'd9ang3'])
    expect(knowing.correct(runOf(text))).toBeNull();
  expect(knowing.restoreMarks(runOf('thuy dien'))).toBeNull();
});

test('takes any text', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from('aăđêơuựghnt19-/ỗ\u0301ﷺ中😀')),
    maxLength: 40,
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(letters, fc.string({ unit: 'binary' })), { maxLength: 15 }), (texts) => {
      const run = texts.map((text) => ({ text, fixed: false }));
      let last = 0;
      for (const { from, to } of corrector.correct(run)?.replacements ?? []) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(run.length);
        last = to;
      }
      expect(corrector.restoreMarks(run)?.texts.length ?? run.length).toBe(run.length);
    }),
  );
});
