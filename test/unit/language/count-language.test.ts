import { describe, expect, it } from 'vitest';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';
import { exactForm } from '../../../src/text/syllable.ts';

const modelOf = (...texts: readonly string[]): LanguageModel => {
  const counter = createLanguageCounter();
  for (const text of texts) counter.add(text);
  return counter.model;
};

const pair = (model: LanguageModel, first: string, second: string): number =>
  model.pairCount(exactForm(first), exactForm(second));

describe('createLanguageCounter', () => {
  it('counts tokens, with marks and without', () => {
    const model = modelOf('Cầu treo bắc qua suối. Cầu mới, cau tươi.', 'Qua cầu.');
    expect(model.tokens).toBe(11);
    expect([model.count(exactForm('cầu')), model.count('cau'), model.countFolded('cau')]).toEqual([3, 1, 4]);
    expect(model.count(exactForm('đò'))).toBe(0);
  });

  it('counts neighbours in their order, within a sentence', () => {
    const model = modelOf('Học sinh học môn sinh học. Học sinh giỏi; sinh hoạt.');
    expect(pair(model, 'học', 'sinh')).toBe(2);
    expect(pair(model, 'sinh', 'học')).toBe(2);
    // A full stop, a semicolon, a comma part.
    expect(pair(model, 'học', 'học')).toBe(0);
    expect(pair(model, 'giỏi', 'sinh')).toBe(0);
    expect(model.pairCountFolded('hoc', 'sinh')).toBe(2);
    expect(model.pairCountFolded('hoc', 'nghe')).toBe(0);
  });

  it.each([
    ['Lê-nin', 'lê', 'nin'],
    ["H'Mông", 'h', 'mông'],
    ['xi  măng', 'xi', 'măng'],
    ['bản\nlàng', 'bản', 'làng'],
  ])('takes what stands in %j for neighbours', (text, first, second) => {
    expect(pair(modelOf(text), first, second)).toBe(1);
  });

  it('leaves numbers out, which part what they stand between', () => {
    const model = modelOf('tháng 7 năm 2024 trồng 1.200 cây U23');
    // tháng, năm, trồng, cây, u
    expect(model.tokens).toBe(5);
    expect(['7', '23', 'u23', 'u'].map((term) => model.count(term))).toEqual([0, 0, 0, 1]);
    expect([pair(model, 'tháng', 'năm'), pair(model, 'trồng', 'cây')]).toEqual([0, 0]);
  });

  it('takes spellings of one syllable for the same: case, tone position, Unicode form, i and y', () => {
    const model = modelOf('Hòa hoà HÒA', 'hòa'.normalize('NFD'), 'kỹ kĩ');
    expect([model.count(exactForm('hòa')), model.count(exactForm('kỹ'))]).toEqual([4, 2]);
  });

  it('lets titles weigh more in the language of searches, and only there', () => {
    const counter = createLanguageCounter();
    counter.add('Cầu treo', true);
    counter.add('cau cau cau, cầu mới');
    const { model, searches } = counter;
    expect([model.tokens, model.count(exactForm('cầu')), pair(model, 'cầu', 'treo')]).toEqual([7, 2, 1]);
    expect([model.countFolded('cau'), model.pairCountFolded('cau', 'treo')]).toEqual([5, 1]);
    expect(searches.tokens - model.tokens).toBe(2 * (pair(searches, 'cầu', 'treo') - 1));
    expect(pair(searches, 'cầu', 'treo')).toBeGreaterThan(pair(searches, 'cầu', 'mới'));
    expect(searches.pairCountFolded('cau', 'treo')).toBe(pair(searches, 'cầu', 'treo'));
    expect(searches.countFolded('cau') - searches.count('cau')).toBe(searches.count(exactForm('cầu')));
    expect(searches.formsOf('cau')).toEqual(['cầu', 'cau'].map(exactForm));
    expect(model.formsOf('cau')).toEqual(['cau', 'cầu'].map(exactForm));
  });

  it('gives the forms of a folded term, commonest first', () => {
    const model = modelOf('bản bản bản bạn bạn ban', 'mường');
    expect(model.formsOf('ban')).toEqual(['bản', 'bạn', 'ban'].map(exactForm));
    expect(model.formsOf('xa')).toEqual([]);
    expect([...model.foldedTerms()].toSorted()).toEqual(['ban', 'muong']);
  });

  it('counts on with the same model', () => {
    const counter = createLanguageCounter();
    const { model } = counter;
    counter.add('đồi chè');
    expect(model.tokens).toBe(2);
    counter.add('đồi chè');
    expect([model.tokens, pair(model, 'đồi', 'chè')]).toEqual([4, 2]);
  });

  it('forgets chance pairs rather than grow without bounds', () => {
    const counter = createLanguageCounter();
    const letter = (i: number): string => 'abcdefghkl'.charAt(i % 10);
    const name = (i: number): string => `w${letter(i)}${letter(i / 10)}${letter(i / 100)}${letter(i / 1000)}`;
    const names = Array.from({ length: 1_200 }, (_, i) => name(i));
    counter.add('đồi chè, đồi chè');
    // Every name beside every other: 1.4 million pairs.
    for (const first of names) counter.add(names.map((second) => `${first} ${second}`).join(', '));
    expect(pair(counter.model, 'đồi', 'chè')).toBe(2);
    expect(pair(counter.model, names[0] ?? '', names[1] ?? '')).toBe(0);
  });
});
