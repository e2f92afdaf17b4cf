import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  carriesMarks,
  exactForm,
  foldedForm,
  isSyllable,
  isSyllableSkeleton,
  supersetForms,
  tokenForms,
  TONE_MARKS,
  tonelessForm,
  toneOf,
} from '../../../src/text/syllable.ts';
import { syllableLetters } from '../../../src/text/syllable-table.ts';
import { tokenize } from '../../../src/text/tokenize.ts';
import { everySyllable, misplacedTones, syllable, text } from './syllable-arbitraries.ts';

const pairs = readFileSync(new URL('../../../fixtures/analysis/syllables-equal.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string, string, string]);

const golden = readFileSync(new URL('../../../fixtures/analysis/syllables.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { text: string; tokens: [number, number, string, string, string][] });

/** Base letters and their marks, of an exact term without its tone. */
const lettersOf = (toneless: string): string[] => toneless.match(/\P{M}\p{M}*/gu) ?? [];

describe('the terms of a token', () => {
  it.each(pairs)('%s %s %s (%s)', (relation, one, other) => {
    const terms = (written: string) => tokenize(written).map((token) => exactForm(token.text));
    if (relation === '=') expect(terms(one)).toEqual(terms(other));
    else expect(terms(one)).not.toEqual(terms(other));
  });

  it.each(golden)('$text', ({ text: source, tokens }) => {
    const seen = tokenize(source).map(({ text: token, start, end }) => {
      const { exact, toneless, folded } = tokenForms(token);
      return [start, end, exact, toneless, folded];
    });
    expect(seen).toEqual(tokens);
  });

  it('exact is NFD with the tone last', () => {
    expect(exactForm('Đảng')).toBe('đang\u0309');
    expect(exactForm('VIỆT')).toBe('vie\u0302t\u0323');
    expect(tonelessForm('Việt')).toBe('vie\u0302t');
    expect(foldedForm('Việt')).toBe('viet');
  });

  it('is one for every spelling of a syllable: both styles, every misplaced tone, NFC and NFD, any case', () => {
    for (const each of everySyllable()) {
      const exact = exactForm(each);
      for (const spelling of misplacedTones(each)) {
        expect(exactForm(spelling), spelling).toBe(exact);
        expect(exactForm(spelling.normalize('NFD')), spelling).toBe(exact);
      }
      expect(exactForm(each.toUpperCase()), each).toBe(exact);
    }
  });

  it('is different for syllables that differ in more than i and y', () => {
    const seen = new Map<string, string>();
    for (const letters of new Set(syllableLetters())) {
      const key = letters.replace(/^(h|k|l|m|s|t|v|qu)y$/, '$1i');
      const exact = exactForm(letters);
      expect(seen.get(exact) ?? key, letters).toBe(key);
      seen.set(exact, key);
      for (const mark of Object.values(TONE_MARKS)) expect(exactForm(letters + mark)).toBe(exact + mark);
    }
  });

  it('of a term are the term itself', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const token of tokenize(source)) {
          const { exact, toneless, folded } = tokenForms(token.text);
          // Of several tones each moves to the next one's place; only glued words have two.
          if (toneless.length < exact.length - 1) continue;
          expect(exactForm(exact)).toBe(exact);
          expect(tonelessForm(exact)).toBe(toneless);
          expect(foldedForm(folded)).toBe(folded);
        }
      }),
    );
  });

  it('toneless is exact without its tone, folded has neither tone nor letter marks', () => {
    fc.assert(
      fc.property(syllable, (each) => {
        const { exact, toneless, folded } = tokenForms(each);
        expect(exact).toBe(toneless + TONE_MARKS[toneOf(each)]);
        expect(folded).toMatch(/^[a-z]+$/);
        expect(foldedForm(toneless)).toBe(folded);
      }),
    );
  });

  it('stays right when more distinct tokens come than are remembered', () => {
    for (let i = 0; i < 60_000; i++) exactForm(`Ừ${i}`);
    expect(exactForm('Ừ1')).toBe('u\u031B1\u0300');
    expect(exactForm('Đảng')).toBe('đang\u0309');
  });
});

describe('carriesMarks, toneOf', () => {
  it.each(['đảng', 'Đ', 'ăn', 'â', 'ê', 'Ô', 'ơ', 'ư', 'á', 'à', 'ả', 'ã', 'ạ', 'Ðảng', 'café'])(
    '%s carries marks',
    (token) => {
      expect(carriesMarks(token)).toBe(true);
      expect(carriesMarks(token.normalize('NFD'))).toBe(true);
    },
  );

  it.each(['dang', 'DANG', '05', 'ü', 'ç', 'U23', ''])('%s carries none', (token) => {
    expect(carriesMarks(token)).toBe(false);
  });

  it('names the tone wherever it stands', () => {
    expect(['hoa', 'hòa', 'hoá', 'hỏa', 'hoã', 'HỌA'].map(toneOf)).toEqual([
      'ngang',
      'huyền',
      'sắc',
      'hỏi',
      'ngã',
      'nặng',
    ]);
    expect(['dương', 'được', ''].map(toneOf)).toEqual(['ngang', 'nặng', 'ngang']);
  });
});

describe('isSyllable', () => {
  const real =
    `a à ạ ai anh áo ăn ấy ác ách ếch ì ỉa ít in im uống ướt ươm oái oăm oạch uỷ uỳnh uyên ý yêu yến yểm yếm
    ba bẩy boong buýt bưởi Bắc Cạn Kạn cả cày coóc cuộc quốc quyển quỳnh quạnh quẽ quở quét quắt quân quây quýt quít quẩn
    chuyện choắt chuếnh chuột đoàn đẹp đừng được đường giếng giêng giết gì gìn gia giữa giường gioăng giặc ghế ghềnh ghi
    hoa hoè hoẵng hoặc huơ huênh huých huỵch huyện khuya khuỷu khoét khuâng khuếch khúc kỹ kĩ ký kính kiêng kẻng Kông
    lý lí loè loẹt luyến luật mưu moóc mỹ Mĩ ngoẹo ngoằn ngoèo nguyễn ngoạm nghiêng nghỉ ngửi nhuệ nhoẻn noãn nuôi
    phở phuy Pắc Pó Sa Pa rượu ruộng sạch sườn tuyệt tuýp tuần tuế tuếch thuở thoắt thuyền trượt trụi tỷ tỉ Thy vỹ voan
    xoong xoạc xuýt xuất xuể xoè Đắk Lắk Đăk vịêt qúy tòan gìa hòa hoà KHỎE`.split(/\s+/);
  it.each(real)('%s is one', (token) => {
    expect(isSyllable(token)).toBe(true);
    expect(isSyllable(token.normalize('NFD'))).toBe(true);
  });

  it.each(
    `book football Facebook street school world water news cat hot tet viet viêt nuoc nước2 05 U23 covid ww dj
     strong price zalo fan wifi gê ghà ngi nghà ce ci quu giì cọn2 đc ủyban hoàà màà bfa oong1 trươc đâp`.split(
      /\s+/,
    ),
  )('%s is none', (token) => {
    expect(isSyllable(token)).toBe(false);
  });

  it('has the rimes in p, t, c, ch with sắc and nặng alone', () => {
    for (const rime of ['áp', 'ạp', 'ết', 'ệt', 'óc', 'ọc', 'ích', 'ịch'])
      expect(isSyllable(rime), rime).toBe(true);
    for (const rime of ['ap', 'àp', 'ảt', 'ẽt', 'òc', 'ich', 'ìch', 'ỉch'])
      expect(isSyllable(rime), rime).toBe(false);
  });

  it('knows more syllables than the language uses, and not without bound', () => {
    const distinct = new Set(everySyllable().map(exactForm));
    expect(distinct.size).toBeGreaterThan(7000);
    expect(distinct.size).toBeLessThan(25_000);
  });

  it('reads syllables whose marks are missing', () => {
    for (const token of ['viet', 'duong', 'đuong', 'tinh', 'nuoc', 'Tet'])
      expect(isSyllableSkeleton(token), token).toBe(true);
    for (const token of ['facebook', 'street', '05', '', 'covid'])
      expect(isSyllableSkeleton(token), token).toBe(false);
  });
});

describe('supersetForms', () => {
  const has = (typed: string, ...wanted: string[]): void => {
    expect(supersetForms(typed)).toEqual(expect.arrayContaining(wanted.map(exactForm)));
  };
  const hasNot = (typed: string, ...unwanted: string[]): void => {
    for (const each of unwanted)
      expect(supersetForms(typed), `${typed} ${each}`).not.toContain(exactForm(each));
  };

  it('adds marks, never takes one away', () => {
    has('duong', 'đường', 'dương', 'đương', 'dưỡng', 'đượng', 'duong');
    has('đang', 'đảng', 'đáng', 'đang', 'đăng', 'đẳng', 'đặng', 'đấng');
    hasNot('đang', 'dang', 'dảng', 'đàn');
    has('dảng', 'đảng', 'dảng', 'dẳng', 'đẳng', 'dẩng');
    hasNot('dảng', 'dang', 'đáng', 'đang');
    has('cong', 'công', 'cong', 'cổng', 'cóng');
    hasNot('công', 'cong', 'cóng');
    has('uong', 'ương', 'uống');
    has('viet', 'việt', 'viết', 'viet');
    has('li', 'lý', 'lì');
    has('quoc', 'quốc');
    has('hoà', 'hòa');
  });

  it('begins with what was typed, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(syllable, text), (token) => {
        expect(supersetForms(token)[0]).toBe(exactForm(token));
      }),
    );
  });

  it('gives nothing but the term itself for what is no syllable', () => {
    for (const token of ['covid', '05', 'U23', 'facebook', '東京', ''])
      expect(supersetForms(token)).toEqual([exactForm(token)]);
  });

  it('are supersets: same letters, each mark kept, possible syllables, no doubles', () => {
    fc.assert(
      fc.property(syllable, (each) => {
        const typed = tokenForms(each);
        const tone = TONE_MARKS[toneOf(each)];
        const forms = supersetForms(each);
        expect(new Set(forms).size).toBe(forms.length);
        for (const form of forms) {
          expect(foldedForm(form)).toBe(typed.folded);
          expect(isSyllable(form)).toBe(true);
          if (tone !== '') expect(form.endsWith(tone)).toBe(true);
          const wide = lettersOf(tonelessForm(form));
          lettersOf(typed.toneless).forEach((letter, at) => {
            if (letter === 'đ' || letter.length > 1) expect(wide[at]).toBe(letter);
            else expect([letter, 'đ'].some((start) => wide[at]?.startsWith(start))).toBe(true);
          });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are complete: a syllable is found by any part of its marks', () => {
    fc.assert(
      fc.property(syllable, fc.infiniteStream(fc.boolean()), (each, keep) => {
        const stream = keep[Symbol.iterator]();
        const kept = (): boolean => stream.next().value === true;
        const fewer = Array.from(each.normalize('NFD'))
          .filter((character) => !/\p{M}/u.test(character) || kept())
          .map((character) => (character === 'đ' && !kept() ? 'd' : character))
          .join('');
        expect(supersetForms(fewer)).toContain(exactForm(each));
      }),
      { numRuns: 5000 },
    );
  });

  it('are 36 at most', () => {
    let most = 0;
    for (const folded of new Set(everySyllable().map(foldedForm)))
      most = Math.max(most, supersetForms(folded).length);
    expect(most).toBe(36);
  });
});
