import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../src/results/find-marks.ts';
import { highlight } from '../../../src/results/highlight.ts';
import { snippets } from '../../../src/results/snippets.ts';
import { unescapeHtml } from '../../../src/text/escape-html.ts';

/** Marks every occurrence of the words, in their order in the text. */
const marksIn = (text: string, ...words: readonly string[]): Mark[] =>
  words
    .flatMap((word) => {
      const marks: Mark[] = [];
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
        marks.push({ start: at, end: at + word.length, key: word });
      return marks;
    })
    .toSorted((a, b) => a.start - b.start);

const plain = (html: string): string => unescapeHtml(html.replace(/<\/?mark>/g, ''));

describe('highlight', () => {
  it('marks and escapes', () => {
    const text = 'Giá <b>thép</b> & "gỗ"';
    expect(highlight(text, marksIn(text, 'thép', 'gỗ'))).toBe(
      'Giá &lt;b&gt;<mark>thép</mark>&lt;/b&gt; &amp; &quot;<mark>gỗ</mark>&quot;',
    );
  });

  it('cuts marks at the edges of a stretch', () => {
    const text = 'một hai ba bốn';
    const marks = [{ start: 4, end: 10, key: 'hai ba' }];
    expect(highlight(text, marks, 0, 7)).toBe('một <mark>hai</mark>');
    expect(highlight(text, marks, 8, 14)).toBe('<mark>ba</mark> bốn');
    expect(highlight(text, marks, 10, 14)).toBe(' bốn');
    expect(highlight(text, [], 4, 7)).toBe('hai');
  });

  it('gives back the text once unescaped and unmarked', () => {
    const ends = fc.tuple(fc.nat(40), fc.nat(40));
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'á', '<', '>', '&', '"', "'", ' ', '\n', '😀'),
          maxLength: 40,
        }),
        ends,
        (text, [a, b]) => {
          const start = Math.min(a, b, text.length);
          const end = Math.min(Math.max(a, b), text.length);
          const marks = start === end ? [] : [{ start, end, key: 'x' }];
          expect(plain(highlight(text, marks))).toBe(text);
        },
      ),
    );
  });
});

describe('snippets', () => {
  const STORY =
    'Mưa lớn từ đêm. Nước suối dâng nhanh, cuốn trôi hai cầu tạm! Dân bản Nà Ca dời lên đồi.\n\n' +
    'Sáng ra, đoàn thanh niên dựng lều. “Còn người là còn bản”, già làng nói. Chiều, mưa tạnh.';

  const show = (words: readonly string[], count: number, size: number, text = STORY): string[] =>
    snippets(text, marksIn(text, ...words), count, size);

  it('are whole sentences where these fit, with as many after them as there is room for', () => {
    expect(show(['suối'], 1, 60)).toEqual(['Nước <mark>suối</mark> dâng nhanh, cuốn trôi hai cầu tạm!']);
    expect(show(['suối'], 1, 90)).toEqual([
      'Nước <mark>suối</mark> dâng nhanh, cuốn trôi hai cầu tạm! Dân bản Nà Ca dời lên đồi.',
    ]);
  });

  it('stay within a paragraph', () => {
    expect(show(['đồi'], 1, 160)).toEqual(['Dân bản Nà Ca dời lên <mark>đồi</mark>.']);
  });

  it('are parts of a sentence that is too long, in dots', () => {
    expect(show(['cuốn'], 1, 40)).toEqual(['…dâng nhanh, <mark>cuốn</mark> trôi hai cầu tạm!']);
    expect(show(['suối'], 1, 40)).toEqual(['Nước <mark>suối</mark> dâng nhanh, cuốn trôi hai…']);
  });

  it('prefer more parts of the query to more of the same', () => {
    const text = 'Lúa lúa lúa lúa lúa ở đây. Ngô ở kia. Lúa và ngô ở cuối bài.';
    const marks = marksIn(text, 'Lúa', 'lúa', 'Ngô', 'ngô').map((mark) => ({
      ...mark,
      key: text.slice(mark.start, mark.end).toLowerCase(),
    }));
    expect(snippets(text, marks, 1, 40).map(plain)).toEqual(['Lúa lúa lúa lúa lúa ở đây. Ngô ở kia.']);
    expect(snippets(text, marks, 1, 30).map(plain)).toEqual(['Lúa và ngô ở cuối bài.']);
  });

  it('come in the order of the text, do not overlap, and are no more than asked for', () => {
    const found = show(['bản', 'mưa', 'Mưa'], 5, 40).map(plain);
    expect(found).toEqual([
      'Mưa lớn từ đêm.',
      'Dân bản Nà Ca dời lên đồi.',
      '“Còn người là còn bản”, già làng nói.',
      'Chiều, mưa tạnh.',
    ]);
    expect(show(['bản', 'mưa', 'Mưa'], 2, 40)).toHaveLength(2);
    expect(show(['bản'], 0, 40)).toEqual([]);
  });

  it('are the opening where nothing is marked', () => {
    expect(show([], 3, 160)).toEqual([
      'Mưa lớn từ đêm. Nước suối dâng nhanh, cuốn trôi hai cầu tạm! Dân bản Nà Ca dời lên đồi.',
    ]);
    expect(show([], 3, 40)).toEqual(['Mưa lớn từ đêm. Nước suối dâng nhanh,…']);
    expect(snippets('', [], 2, 160)).toEqual([]);
    expect(snippets(' \n ', [], 2, 160)).toEqual([]);
    expect(snippets('\n Một < hai\nba', [], 2, 160)).toEqual(['Một &lt; hai']);
  });

  it('say with dots that a sentence has begun or goes on, and only then', () => {
    const text = 'Ông kể: “Năm ấy lũ về (rất to).” [Ảnh 1.] Rồi thôi. Hết';
    expect(show(['thôi'], 1, 40, text)).toEqual(['Rồi <mark>thôi</mark>. Hết']);
    expect(show(['Ảnh'], 1, 20, text)).toEqual(['[<mark>Ảnh</mark> 1.] Rồi thôi.']);
  });

  it('take time that grows with the text, not with its square', () => {
    const sentence = 'Người đi chợ về bản kể chuyện người đi chợ. ';
    const long = sentence.repeat(20_000);
    expect(snippets(long, marksIn(long, 'chợ', 'Người'), 3, 160)).toHaveLength(3);
    const endless = 'người đi chợ về bản '.repeat(20_000);
    expect(snippets(endless, marksIn(endless, 'chợ'), 3, 160)).toHaveLength(3);
    const dotted = `Mục lục ${'.'.repeat(200_000)}5`;
    expect(snippets(dotted, marksIn(dotted, 'lục'), 1, 160)).toHaveLength(1);
  });

  const word = fc.constantFrom(
    'bản', 'suối', 'đảng', 'H’Mông', '05-CT/TW', '1.115', 'a<b', '“lời”', '&', "'", '😀😀', '東京都', 'x'.repeat(50), '...', '!', '…',
  ); // prettier-ignore
  const gap = fc.constantFrom(
    ' ',
    ' ',
    ' ',
    '. ',
    ', ',
    '! ',
    '.” ',
    '\n',
    '\n\n',
    '',
    ' (',
    ') ',
    '? ',
    '.] ',
    ".' ",
  );
  const story = fc.array(fc.tuple(word, gap), { maxLength: 60 }).map((parts) => parts.flat().join('').trim());
  const sizes = fc.integer({ min: 40, max: 400 });

  it.each([
    ['marked words', ['bản', 'suối', 'CT/TW', 'đảng']],
    ['marked long words', ['x'.repeat(50), '😀😀']],
    ['no marks', []],
  ])('are parts of the text, of the size asked for, whatever the text: %s', (_what, words) => {
    fc.assert(
      fc.property(story, sizes, fc.integer({ min: 1, max: 5 }), (text, size, count) => {
        const found = snippets(text, marksIn(text, ...words), count, size);
        expect(found.length).toBeLessThanOrEqual(count);
        let from = 0;
        for (const html of found) {
          const shown = plain(html);
          expect(shown.length, html).toBeLessThanOrEqual(size);
          expect(shown).not.toMatch(/\p{Surrogate}/u);
          // The text may itself begin or end with dots.
          const candidates = [shown, shown.replace(/^…/, ''), shown.replace(/…$/, ''), shown.slice(1, -1)];
          const places = candidates.map((part) => text.indexOf(part, from)).filter((place) => place >= 0);
          expect(places, html).not.toEqual([]);
          from = Math.min(...places);
          expect(html).not.toMatch(/<mark><\/mark>/);
        }
        const marked = marksIn(text, ...words);
        expect(found.some((html) => html.includes('<mark>'))).toBe(marked.length > 0);
        if (text !== '') expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });

  it('cut no word that fits', () => {
    const plainWord = fc.constantFrom('bản', 'suối', 'đảng', 'nương', 'ruộng', 'về', 'lên');
    fc.assert(
      fc.property(fc.array(plainWord, { minLength: 1, maxLength: 80 }), sizes, (words, size) => {
        const text = words.join(' ');
        for (const html of snippets(text, marksIn(text, 'suối'), 5, size)) {
          for (const shown of plain(html).replace(/^…|…$/g, '').split(' '))
            expect(['bản', 'suối', 'đảng', 'nương', 'ruộng', 'về', 'lên']).toContain(shown);
        }
      }),
    );
  });
});
