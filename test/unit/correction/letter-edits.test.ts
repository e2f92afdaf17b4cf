import { expect, test } from 'vitest';
import { letterEdits } from '../../../src/correction/letter-edits.ts';
import { SLIP_COSTS } from '../../../src/correction/slip-costs.ts';

const editsTo = (typed: string, meant: string) =>
  letterEdits(typed, (folded) => folded === meant, SLIP_COSTS)[0];

test.each([
  ['se', 'xe', 'sound'],
  ['chung', 'trung', 'sound'],
  ['giay', 'day', 'sound'],
  ['giin', 'rin', 'sound'],
  ['rang', 'giang', 'sound'],
  ['din', 'gin', 'sound'],
  ['nuc', 'luc', 'sound'],
  ['lut', 'luc', 'sound'],
  ['thieng', 'thien', 'sound'],
  ['tai', 'tay', 'sound'],
  ['di', 'vy', 'sound'],
  ['dein', 'dien', 'letters'],
  ['daa', 'da', 'letters'],
  ['vog', 'vong', 'letters'],
  ['pge', 'phe', 'letters'],
  ['xi', 'sy', 'sound'],
  ['fomosa', 'formosa', 'letters'],
  ['cristiono', 'cristiano', 'letters'],
])('%s may be a slip of %s', (typed, meant, kind) => {
  expect(editsTo(typed, meant)?.kind).toBe(kind);
});

test.each([
  ['xe', 'nhe'],
  ['li', 'ly'],
  ['dan', 'dam ngang'],
])('%s is none of %s', (typed, meant) => {
  expect(editsTo(typed, meant)).toBeUndefined();
});

test('the likeliest slip counts', () => {
  // n for m is a neighbouring key; n for l one sound.
  expect(editsTo('nan', 'lan')?.cost).toBe(SLIP_COSTS.sound);
  expect(editsTo('dann', 'dan')?.cost).toBe(SLIP_COSTS.doubled + SLIP_COSTS.place * Math.log(3));
});
