import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArticleCounter, type ArticleTexts } from '../../../src/language/count-articles.ts';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { NO_LANGUAGE, NO_TERM, type LanguageModel } from '../../../src/language/language-model.ts';
import { exactForm, foldedForm } from '../../../src/text/syllable.ts';

const modelOf = (...texts: readonly string[]): LanguageModel => {
  const counter = createLanguageCounter();
  for (const text of texts) counter.add(text);
  return counter.model;
};

const pair = (model: LanguageModel, first: string, second: string): number =>
  model.pairCount(exactForm(first), exactForm(second));

/** The forms of a folded term, with their own counts beside them. */
const forms = (model: LanguageModel, folded: string): readonly string[] =>
  model.formsOf(folded).map(({ exact, count }) => {
    expect(count, exact).toBe(model.count(exact));
    return exact;
  });

/** Where words of several syllables stand in a text. */
const wordsIn = (text: string, ...words: readonly string[]) => {
  let from = 0;
  return words.map((word) => {
    const start = text.indexOf(word, from);
    from = start + word.length;
    return { start, end: from };
  });
};

describe('addWords', () => {
  const bits = (model: LanguageModel, first: string, second: string): number =>
    model.wordBits(exactForm(first), exactForm(second));

  it('says for neighbours whether they were one word, in whichever letter case', () => {
    const counter = createLanguageCounter();
    const text = 'Tàu điện ngầm chở học sinh học nghề';
    counter.addWords(text, wordsIn(text, 'Tàu điện ngầm', 'học sinh', 'học nghề'));
    for (const [first, second] of [
      ['tàu', 'điện'],
      ['điện', 'ngầm'],
      ['học', 'sinh'],
      ['HỌC', 'nghề'],
    ] as const)
      expect(bits(counter.model, first, second)).toBeGreaterThan(1);
    expect(bits(counter.model, 'ngầm', 'chở')).toBeLessThan(-1);
    expect(bits(counter.model, 'sinh', 'học')).toBeLessThan(-1);
    expect(bits(counter.model, 'tàu', 'ngầm')).toBe(0);
  });

  it('weighs how often they were, within bounds', () => {
    const counter = createLanguageCounter();
    const add = (text: string, ...words: string[]) => counter.addWords(text, wordsIn(text, ...words));
    for (let i = 0; i < 500; i++) add('lữ hành, đi chợ', 'lữ hành');
    add('học sinh', 'học sinh');
    expect(bits(counter.model, 'lữ', 'hành')).toBe(6);
    expect(bits(counter.model, 'đi', 'chợ')).toBe(-2);
    const once = bits(counter.model, 'học', 'sinh');
    add('học sinh', 'học sinh');
    expect(bits(counter.model, 'học', 'sinh')).toBeGreaterThan(once);
    for (let i = 0; i < 4; i++) add('học sinh');
    expect(bits(counter.model, 'học', 'sinh')).toBeLessThan(0);
  });

  it('counts no term: how often something is written is told by the texts', () => {
    const counter = createLanguageCounter();
    counter.addWords('học sinh', [{ start: 0, end: 8 }]);
    expect([counter.model.tokens, counter.model.count(exactForm('học'))]).toEqual([0, 0]);
  });
});

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

  it('knows terms by an id, and counts by these as well', () => {
    const model = modelOf('Học sinh học môn sinh học. Học sinh giỏi; sinh hoạt.');
    const [firsts, seconds] = [['học', 'không', 'sinh'].map(exactForm), ['sinh', 'học'].map(exactForm)];
    const counts = firsts.flatMap((first) => seconds.map((second) => model.pairCount(first, second)));
    expect(counts).toEqual([2, 0, 0, 0, 0, 2]);
    const ids = (terms: readonly string[]) => terms.map((term) => model.term(term).id);
    const byId = ids(firsts).flatMap((first) =>
      ids(seconds).map((second) => model.pairCountById(first, second)),
    );
    expect(byId).toEqual(counts);
    expect(model.term('sinh')).toMatchObject({ exact: 'sinh', count: model.count('sinh') });
    for (const none of [model.term('khong'), NO_LANGUAGE.term('khong')])
      expect(none).toEqual({ id: NO_TERM, exact: 'khong', count: 0 });
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
    expect(forms(searches, 'cau')).toEqual(['cầu', 'cau'].map(exactForm));
    expect(forms(model, 'cau')).toEqual(['cau', 'cầu'].map(exactForm));
  });

  it('gives the forms of a folded term, commonest first', () => {
    const model = modelOf('bản bản bản bạn bạn ban', 'mường');
    expect(forms(model, 'ban')).toEqual(['bản', 'bạn', 'ban'].map(exactForm));
    expect(model.formsOf('xa')).toEqual([]);
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

describe('what is taken back', () => {
  const SYLLABLES = ['đồi', 'chè', 'chê', 'che', 'của', 'bản', 'ban', 'h', 'mông', '12', 'Huổi', 'và'];
  const text = fc
    .array(fc.tuple(fc.constantFrom(...SYLLABLES), fc.constantFrom(' ', ' ', ', ', '-')), { maxLength: 12 })
    .map((parts) => parts.flat().join(''));
  const texts = fc.record({ title: text, others: fc.array(text, { maxLength: 3 }) });
  const steps = fc.array(fc.record({ id: fc.integer({ min: 0, max: 5 }), texts: fc.option(texts) }), {
    maxLength: 15,
  });

  /** All that a model tells of these syllables. */
  const toldBy = (model: LanguageModel): object => {
    const exact = [...new Set(SYLLABLES.map(exactForm))];
    const folded = [...new Set(SYLLABLES.map(foldedForm))];
    const pairs = (terms: readonly string[], count: (a: string, b: string) => number): number[] =>
      terms.flatMap((a) => terms.map((b) => count(a, b)));
    return {
      tokens: model.tokens,
      functionTokens: model.functionTokens,
      counts: exact.map((term) => [
        model.count(term),
        model.countBeforeFunction(term),
        model.countAfterFunction(term),
        model.titles.holding(term).length,
      ]),
      folded: folded.map((term) => [
        model.countFolded(term),
        forms(model, term).toSorted(),
        model.titlesFolded.holding(term).length,
      ]),
      pairs: pairs(exact, model.pairCount),
      foldedPairs: pairs(folded, model.pairCountFolded),
      titles: [model.titles.size, model.titlesFolded.size],
    };
  };

  it('leaves what was never counted: articles written, written over and removed, in any order', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const counter = createLanguageCounter();
        const articles = createArticleCounter(counter);
        const left = new Map<string, ArticleTexts>();
        for (const { id, texts: now } of all) {
          if (now === null) {
            articles.remove(`a${id}`);
            left.delete(`a${id}`);
          } else {
            for (const _ of articles.put(`a${id}`, now));
            left.set(`a${id}`, now);
          }
        }
        const fresh = createLanguageCounter();
        for (const { title, others } of left.values()) {
          fresh.add(title, true);
          for (const other of others) fresh.add(other);
        }
        expect(articles.articles).toBe(left.size);
        expect(toldBy(counter.model)).toEqual(toldBy(fresh.model));
        expect(toldBy(counter.searches)).toEqual(toldBy(fresh.searches));
      }),
    );
  });

  it('counts as lost what is in no text any more, and nothing that is merely written anew', () => {
    const counter = createLanguageCounter();
    const articles = createArticleCounter(counter);
    const put = (id: string, title: string): void => {
      for (const _ of articles.put(id, { title, others: [] }));
    };
    put('a', 'Đồi chè bản');
    put('b', 'Đồi chè');
    put('a', 'Đồi chè bản');
    expect(counter.lost).toBe(0);
    articles.remove('b');
    expect(counter.lost).toBe(0);
    put('a', 'Đồi chè');
    expect(counter.lost).toBe(1);
    articles.remove('a');
    articles.remove('a');
    expect([counter.lost, counter.model.tokens, articles.articles]).toEqual([3, 0, 0]);
  });

  it('is so of long texts, which are counted in pieces, and of terms with large numbers', () => {
    const counter = createLanguageCounter();
    const articles = createArticleCounter(counter);
    const letters = 'abcdefghkl';
    const names = Array.from(
      { length: 20_000 },
      (_, i) => `w${Array.from(String(i), (digit) => letters.charAt(Number(digit))).join('')}`,
    );
    for (const _ of articles.put('long', { title: 'Đồi chè', others: [names.join(' ')] }));
    expect(counter.model.tokens).toBe(20_002);
    articles.remove('long');
    expect([counter.model.tokens, counter.lost, counter.model.titles.size]).toEqual([0, 20_002, 0]);
    expect(names.every((name) => counter.model.formsOf(name).length === 0)).toBe(true);
  });
});
