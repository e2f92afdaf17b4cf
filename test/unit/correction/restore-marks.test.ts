import { expect, test } from 'vitest';
import { createCorrector } from '../../../src/correction/create-corrector.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { sampleLanguage } from './sample-language.ts';

const { restoreMarks } = createCorrector(sampleLanguage());

const restored = (text: string, fixed: readonly string[] = []): string | null =>
  restoreMarks(text.split(' ').map((word) => ({ text: word, fixed: fixed.includes(word) })))?.texts.join(
    ' ',
  ) ?? null;

test.each([
  ['thuy dien', 'thủy điện'],
  ['ca phe', 'cà phê'],
  ['Ha Noi', 'Hà Nội'],
  ['bac si kham benh', 'bác sĩ khám bệnh'],
  ['đa nang', 'đà nẵng'],
  ['ronaldo ghi ban', 'ronaldo ghi bàn'],
])('%s → %s', (typed, meant) => {
  expect(restored(typed)).toBe(meant);
});

test('marks typed, fixed words and numbers stay', () => {
  expect(restored('hổ tro')).toBe('hổ trợ');
  expect(restored('ho tro', ['ho'])).toBe('ho trợ');
  expect(restored('thuy dien 2020')).toBe('thủy điện 2020');
});

test('nothing is restored where nothing is missing', () => {
  expect(restored('thủy điện')).toBeNull();
  expect(restored('ronaldo')).toBeNull();
});

test('is surer of words that stand together', () => {
  const sure = restoreMarks([
    { text: 'ca', fixed: false },
    { text: 'phe', fixed: false },
  ]);
  const unsure = restoreMarks([{ text: 'ho', fixed: false }]);
  expect(sure?.confidence).toBeGreaterThan(unsure?.confidence ?? Infinity);
});

test('words are told by their own syllables, not by what stands beside them', () => {
  const counter = createLanguageCounter();
  for (let time = 0; time < 300; time++) {
    counter.add('chất tạo nạc bị cấm, tự tạo việc làm');
    counter.add('lạc đường trong rừng');
    if (time % 2 === 0) counter.add('tạo lắc');
  }
  const run = ['tu', 'tao', 'lac', 'duong'].map((text) => ({ text, fixed: false }));
  const restored = createCorrector(counter.searches).restoreMarks(run);
  expect(restored?.texts.join(' ')).toBe('tự tạo lạc đường');
});
