import { expect, test } from 'vitest';
import { writeTerm } from '../../../src/correction/write-term.ts';
import { exactForm } from '../../../src/text/syllable.ts';

test.each([
  ['thủy', 'thuye', 'thủy'],
  ['thuỷ', 'Thuy', 'Thủy'],
  ['sĩ', 'xĩ', 'sĩ'],
  ['sỹ', 'sy', 'sỹ'],
  ['vị', 'bị', 'vị'],
  ['lý', 'ní', 'lí'],
  ['lý', 'lúy', 'lý'],
  ['kỹ', 'kx', 'kỹ'],
  ['mì', 'mff', 'mì'],
  ['nẵng', 'NẲNG', 'NẴNG'],
])('%s for %s is written %s', (term, typed, written) => {
  expect(writeTerm(exactForm(term), typed)).toBe(written);
});
