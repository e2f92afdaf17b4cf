import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanguageCounter } from '../../../src/language/count-language.ts';
import { divideWords } from '../../../src/language/divide-words.ts';
import { NO_LANGUAGE } from '../../../src/language/language-model.ts';
import type { LanguageModel } from '../../../src/language/language-model.ts';
import { tokenForms } from '../../../src/text/syllable.ts';

/** What the archive of this test is written with: common words and rare ones, of one to four syllables. */
const WORDS = `
  học sinh, sinh học, nhà trường, giáo viên, kết luận, hành động, lữ hành, động kinh, mâu thuẫn, bất động sản,
  thị trường, thủy điện, tiếp cận, cảnh báo, công an, công ty, công nhân, nhân dân, ủy ban nhân dân, Hà Nội, Đà Nẵng,
  Nguyễn Văn An, bệnh viện, bác sĩ, du lịch, lịch sử, lễ hội, mùa xuân, cà phê, xuất khẩu, lao động, nông dân,
  hợp tác xã, giữa, giá, tăng, xe, mưa, chè, đồi, bản, suối, cầu, trẻ, đọc, viết, hát, trồng, bán, mua,
  lớn, mới, đẹp, xa, gần, cao, nhanh, chậm, vui, đường, làng, núi, ruộng, lúa, ngô, trâu, vườn, nước, sách, áo, cơm`
  .split(',')
  .map((word) => word.trim());

/** Syllables that are words by themselves, so that chance has as much to choose from as in a newspaper. */
const OTHERS = 'b c d k l m n ph r s t th tr v x'
  .split(' ')
  .flatMap((onset) =>
    'an ac im ong uôi ăt ơm êu ia ương ảo ẹp ích ổi ũng'.split(' ').map((rime) => onset + rime),
  );

const GRAMMAR = 'của các và những ở cho là được đã với trong này'.split(' ');

/** Sentences of these words in any order, a function word now and then. */
const archive = (sentences: number): LanguageModel => {
  let state = 42;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const any = (of: readonly string[]): string => of[Math.floor(random() * of.length)] ?? '';
  const word = (): string => any(random() < 0.3 ? WORDS : OTHERS);
  const counter = createLanguageCounter();
  for (let i = 0; i < sentences; i++) {
    const words = Array.from({ length: 7 }, () => (random() < 0.4 ? [any(GRAMMAR), word()] : [word()]));
    counter.add(`${words.flat().join(' ')}.`);
  }
  return counter.model;
};

const ARCHIVE = archive(9_000);

const divide = (text: string, model: LanguageModel = ARCHIVE, open = false): string => {
  const syllables = text.split(' ');
  const lengths = divideWords(
    syllables.map((syllable) => ({ ...tokenForms(syllable), isOpen: open })),
    model,
  );
  let at = 0;
  return lengths.map((length) => syllables.slice(at, (at += length)).join(' ')).join(' | ');
};

const unmarked = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

describe('a tokenizer of words', () => {
  /** Says so many bits for two syllables that stand side by side so often. */
  const withWord = (
    first: string,
    second: string,
    { bits, met }: { bits: number; met?: number },
  ): LanguageModel => {
    const isIt = (a: string, b: string): boolean =>
      a === tokenForms(first).exact && b === tokenForms(second).exact;
    return {
      ...ARCHIVE,
      pairCount: (a, b) => (met !== undefined && isIt(a, b) ? met : ARCHIVE.pairCount(a, b)),
      wordBits: (a, b) => (isIt(a, b) ? bits : 0),
    };
  };

  it.each([1, 3])('knows a word that the archive has %d times', (met) => {
    const text = 'mua ôxăt triơm đẹp giữa núi xa';
    expect(divide(text, withWord('ôxăt', 'triơm', { bits: 0, met }))).not.toContain('ôxăt triơm');
    const model = withWord('ôxăt', 'triơm', { bits: 2, met });
    const counted = { ...model, count: (term: string) => Math.max(met, ARCHIVE.count(term)) };
    expect(divide(text, counted)).toContain('| ôxăt triơm |');
  });

  it('does not part what the archive knows well', () => {
    expect(divide('công nhân trường học sinh hát', withWord('công', 'nhân', { bits: -2 }))).toContain(
      'công nhân',
    );
  });

  it('joins nothing that the archive never has side by side', () => {
    const never = withWord('ngô', 'tiếp', { bits: 6, met: 0 });
    expect(divide('bán lúa ngô tiếp mua sách xa', never)).not.toContain('ngô tiếp');
  });
});

describe('divideWords', () => {
  it.each(['học sinh', 'sinh học', 'bất động sản', 'Hà Nội', 'Nguyễn Văn An'])(
    'finds the word %s, with marks and without',
    (word) => {
      expect(divide(word)).toBe(word);
      expect(divide(unmarked(word), ARCHIVE, true)).toBe(unmarked(word));
    },
  );

  it.each([
    'mâu thuẫn | giữa | công nhân',
    'tiếp cận | cảnh báo | mưa',
    'giáo viên | Đà Nẵng | đọc | lịch sử',
    'du lịch | lễ hội | mùa xuân',
    'giá | cà phê | xuất khẩu | tăng | nhanh',
    'công an | Hà Nội | tiếp cận | bệnh viện',
  ])('divides %s', (divided) => {
    const typed = divided.replaceAll(' | ', ' ');
    expect(divide(typed)).toBe(divided);
    expect(divide(unmarked(typed), ARCHIVE, true)).toBe(unmarked(divided));
  });

  it('takes the best division of all: a syllable belongs to one word', () => {
    expect(divide('hành động lớn lao động')).toBe('hành động | lớn | lao động');
    expect(divide('kết luận lữ hành động kinh')).toBe('kết luận | lữ hành | động kinh');
  });

  it('keeps apart what meets by chance, be it all that was typed', () => {
    expect(divide('đồi sách')).toBe('đồi | sách');
    expect(divide('của các')).toBe('của | các');
    expect(divide('xe của nhà trường')).toBe('xe | của | nhà trường');
  });

  it('knows nothing of what it never read, or read too little of', () => {
    expect(divide('blốc chẻng')).toBe('blốc | chẻng');
    expect(divide('blốc học sinh 24')).toBe('blốc | học sinh | 24');
    expect(divide('học sinh', NO_LANGUAGE)).toBe('học | sinh');
    expect(divide('học sinh', archive(200))).toBe('học | sinh');
    expect(divideWords([], ARCHIVE)).toEqual([]);
  });

  it('reads a syllable without marks beside one with them', () => {
    const lengths = divideWords(
      [
        { ...tokenForms('Đà'), isOpen: false },
        { ...tokenForms('nang'), isOpen: true },
      ],
      ARCHIVE,
    );
    expect(lengths).toEqual([2]);
  });

  it('divides anything into words of one to four syllables', () => {
    const syllable = fc.constantFrom(...WORDS.join(' ').split(' '), ...GRAMMAR, 'xyz', '24', 'CO2');
    fc.assert(
      fc.property(fc.array(fc.tuple(syllable, fc.boolean()), { maxLength: 14 }), (typed) => {
        const lengths = divideWords(
          typed.map(([text, open]) => ({ ...tokenForms(text), isOpen: open })),
          ARCHIVE,
        );
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(typed.length);
        expect(lengths.every((length) => length >= 1 && length <= 4)).toBe(true);
      }),
    );
  });
});
