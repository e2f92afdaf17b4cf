import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEscaped } from '../../../../src/ingest/encodings/escaped-utf8.ts';
import { LEGACY_ENCODINGS, type LegacyEncoding } from '../../../../src/ingest/encodings/legacy-encodings.ts';
import { mendTexts } from '../../../../src/ingest/encodings/mend-text.ts';
import { WINDOWS_1252 } from '../../../../src/ingest/encodings/windows-1252.ts';
import { encodeLegacy } from '../../../support/legacy-text.ts';
import { syllable } from '../../text/syllable-arbitraries.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/articles/', import.meta.url));
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(`${folder}${name}`, 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as { title?: string; lead?: string; body?: string })
  // One of them is a removal.
  .filter(({ title }) => title !== undefined)
  .map(({ title = '', lead = '', body = '' }) => [title, lead, body].map((text) => text.normalize('NFC')));

/** As the encoding can hold it: TCVN3 has hardly any capitals. */
const writable = (text: string, encoding: LegacyEncoding): string =>
  encoding === 'tcvn3' ? text.toLowerCase() : text;
const bytesOf = (text: string, encoding: LegacyEncoding): Buffer => {
  const bytes = encodeLegacy(text, encoding);
  if (bytes === null) throw new Error(`${encoding} cannot hold “${text}”.`);
  return bytes;
};
const read = (...texts: readonly Uint8Array[]) => mendTexts(texts.map(decodeEscaped));
const asLatin = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : WINDOWS_1252[byte - 128])).join('');

describe.each(LEGACY_ENCODINGS)('%s', (encoding) => {
  test('every sample article comes back as it was, with a note', () => {
    let told = 0;
    for (const fields of samples) {
      // VISCII has no typographic quotes and dashes.
      const plain = fields.map((text) => writable(text, encoding).replace(/[^\p{ASCII}\p{L}]/gu, '"'));
      const bytes = plain.map((text) => encodeLegacy(text, encoding));
      if (bytes.includes(null)) continue;
      expect(read(...plain.map((text) => bytesOf(text, encoding)))).toMatchObject({
        texts: plain,
        note: expect.stringMatching(/^converted from /u),
      });
      told++;
    }
    expect(told).toBeGreaterThanOrEqual(70);
  });

  test('any syllables: read as they were, or refused, never as something else', () => {
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 1, maxLength: 30 }), (syllables) => {
        const text = writable(syllables.join(' ').normalize('NFC'), encoding);
        const mended = read(bytesOf(text, encoding));
        if ('texts' in mended) expect(mended.texts).toEqual([text]);
      }),
      { numRuns: 1_000 },
    );
  });

  test('a dozen syllables suffice', () => {
    let refused = 0;
    const runs = 500;
    fc.assert(
      fc.property(fc.array(syllable, { minLength: 12, maxLength: 20 }), (syllables) => {
        const text = writable(syllables.join(' ').normalize('NFC'), encoding);
        if ('problem' in read(bytesOf(text, encoding))) refused++;
      }),
      { numRuns: runs, seed: 20220121 },
    );
    expect(refused).toBeLessThan(runs * 0.02);
  });

  test('forced, even one syllable is read', () => {
    const mended = mendTexts([decodeEscaped(bytesOf('bé', encoding))], { forced: encoding });
    expect(mended).toMatchObject({ texts: ['bé'] });
  });

  test('read as Windows-1252 by somebody before, it is repaired', () => {
    const text = writable('Đảng bộ huyện vùng cao lãnh đạo phát triển kinh tế trong năm qua', encoding);
    expect(mendTexts([asLatin(bytesOf(text, encoding))])).toMatchObject({
      texts: [text],
      note: expect.stringMatching(/^converted from .* that had been read as Windows-1252$/u),
    });
  });
});

describe('known texts, written by hand', () => {
  test.each<[LegacyEncoding, string, string]>([
    ['tcvn3', '®¶ng bé huyÖn §iÖn Biªn', 'đảng bộ huyện Điện Biên'],
    ['tcvn3', 'Céng hßa x· héi chñ nghÜa ViÖt Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['vni', 'Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['vni', 'Ñaûng boä Thaønh phoá Hoà Chí Minh, ÔÛ NÔI ÑAÂY', 'Đảng bộ Thành phố Hồ Chí Minh, Ở NƠI ĐÂY'],
    ['vni', 'ngöôøi daân taäp trung veà ñöôøng Nguyeãn Hueä', 'người dân tập trung về đường Nguyễn Huệ'],
    ['windows-1258', 'Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
    ['viscii', 'Cµng hòa xã hµi chü nghîa Vi®t Nam', 'Cộng hòa xã hội chủ nghĩa Việt Nam'],
  ])('%s: %s', (encoding, written, meant) => {
    // As windows-1252 shows the bytes.
    const bytes = Buffer.from(Array.from(written, (each) => each.codePointAt(0) ?? 0));
    expect(mendTexts([decodeEscaped(bytes)], { forced: encoding })).toMatchObject({
      texts: [meant],
    });
  });
});

describe('hard cases', () => {
  test('Unicode stays as it is', () => {
    const texts = [
      'Đảng bộ xã Chiềng Bằng: “học Bác” – từ việc nhỏ…',
      'Bà và bé',
      'Müller, São Paulo và café ở Đà Lạt',
      'José Saramago, Zoë, El Niño',
      'Москва, 東京, ภาษาไทย',
      'в Москве',
      'Nhiệt độ 30 °C, 5 km², giá 20.000₫ ± 5 %',
      '« Điện Biên » · © 2022',
      '',
    ];
    for (const text of texts) expect(mendTexts([text])).toEqual({ texts: [text], note: null });
    expect(mendTexts(texts)).toEqual({ texts, note: null });
  });

  test('UTF-8 that was read as Windows-1252, once and twice', () => {
    const text = 'Đảng bộ xã Ẳng Nưa: “học Bác” từ việc à, ơ, ư, ă, ĩ, ũ';
    const once = asLatin(Buffer.from(text));
    expect(once).toContain('áº£ng bá»™');
    const note = 'repaired UTF-8 that had been read as Windows-1252';
    expect(mendTexts([once])).toMatchObject({ texts: [text], note });
    expect(mendTexts([asLatin(Buffer.from(once))])).toMatchObject({ texts: [text], note });
    // A field of an article whose others are right.
    expect(mendTexts(['Ä‘áº£ng bá»™', 'Đảng bộ xã'])).toEqual({
      texts: ['đảng bộ', 'Đảng bộ xã'],
      note,
      sample: { before: 'Ä‘áº£ng bá»™', after: 'đảng bộ' },
    });
  });

  test('what cannot be repaired is refused', () => {
    // A no-break space became a space, and a control character was lost.
    for (const text of ['Äáº£ng bá»™ huyá»‡n vÃ xÃ£', 'Đảng bộ há»c BÃ¡c vÃ viá»‡c Ä‘iá»‡n']) {
      expect(mendTexts([text])).toEqual({ problem: expect.stringContaining('garbled') });
    }
  });

  test('one marked word may be anything', () => {
    expect(read(Buffer.from([0x62, 0xe9]))).toEqual({ problem: expect.stringContaining('not clear') });
  });

  test('English with typographic quotes is Windows-1252; with accents, too, where the page says so', () => {
    const bytes = Buffer.from('It was \x93the best\x94 year \x96 so far', 'latin1');
    expect(read(bytes)).toMatchObject({ texts: ['It was “the best” year – so far'] });
    const cafe = decodeEscaped(Buffer.from('A caf\xe9 in Paris, said Fran\xe7ois', 'latin1'));
    expect(mendTexts([cafe])).toHaveProperty('problem');
    expect(mendTexts([cafe], { declared: 'windows-1252' })).toMatchObject({
      texts: ['A café in Paris, said François'],
    });
  });

  test('a page that says it is Western and is not is read by what it holds', () => {
    const bytes = bytesOf('công tác xây dựng đảng năm nay', 'tcvn3');
    expect(mendTexts([decodeEscaped(bytes)], { declared: 'windows-1252' })).toMatchObject({
      texts: ['công tác xây dựng đảng năm nay'],
    });
  });

  test('two encodings in one text are refused', () => {
    const first = bytesOf('Đảng bộ huyện lãnh đạo phát triển kinh tế vùng cao\n', 'viscii');
    const second = bytesOf('Bản đã có điện, có đường, trường học và trạm y tế\n', 'vni');
    expect(read(Buffer.concat([first, first, first, first, first, second]))).toHaveProperty('problem');
  });

  test('fields of both kinds: those that are Unicode stay', () => {
    const body = 'Bản đã có điện, có đường, trường học và trạm y tế';
    expect(read(Buffer.from('Điện về bản'), bytesOf(body, 'vni'))).toMatchObject({
      texts: ['Điện về bản', body],
    });
  });

  test('bytes that the forced encoding lacks are refused, and UTF-8 is not forced upon what is not', () => {
    const bytes = decodeEscaped(Buffer.from([0x61, 0xe0, 0x20, 0xff]));
    expect(mendTexts([bytes], { forced: 'tcvn3' })).toHaveProperty('problem');
    expect(mendTexts([bytes], { forced: 'utf-8' })).toEqual({
      problem: 'The text is not UTF-8, or not all of it.',
    });
  });
});

describe('the whole record is judged', () => {
  /** What stands in newspapers beside letters, and in front of a space or a number. */
  const SIGNS = [
    '£100',
    '¥5.000',
    '5€',
    '±5',
    '5 µm',
    '10 μm',
    '2 kΩ',
    '30 °C',
    'km²',
    '½',
    '©',
    'n° 5',
    '«XÃ»',
  ];
  const sign = fc.constantFrom(...SIGNS, 'XÃ\u00A0HÒA', 'MÃ\u00A0', '«giá»\u00A0', '§ 5', '№ 7', 'Nº 1');
  const words = (minLength: number) =>
    fc
      .array(fc.oneof({ weight: 3, arbitrary: syllable }, sign), { minLength, maxLength: 30 })
      .map((each) => each.join(' ').normalize('NFC'));

  test('Vietnamese in UTF-8 is left alone, however its strings are divided and whatever signs are in them', () => {
    fc.assert(
      fc.property(fc.array(words(1), { minLength: 1, maxLength: 8 }), (texts) => {
        const record = ['Đảng bộ xã họp', ...texts];
        expect(mendTexts(record)).toEqual({ texts: record, note: null });
      }),
      { numRuns: 1_000 },
    );
  });

  test('strings of signs alone are left alone, too', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 8 }), (texts) => {
        expect(mendTexts(texts)).toEqual({ texts, note: null });
      }),
    );
  });

  test('so are other languages, a page of them and a line', () => {
    const texts = [
      'El pingüino come «paella» en Málaga — ¿cuánto cuesta? 20 €, n.º 5, El col·legi intel·ligent, paral·lel',
      'Þetta er íslenska: það er gott að lesa fréttir á hverjum degi, hvað sem á gengur í veðri og pólitík',
      'L’été dernier, à Évian, le préfet a évoqué 35 °C et £20 ; «à suivre»',
      'ÁREA DE AÇÃO: A NAÇÃO E A MANHÃ DE AMANHÃ\u00A0SERÃO ASSIM. SÃO PAULO',
      'Grüße aus München: 5 µm, 10 µm und 2 kΩ kosten 3 €',
      'Wi-Fi-сеть и iPhone',
    ];
    for (const text of texts) expect(mendTexts([text])).toEqual({ texts: [text], note: null });
    expect(mendTexts(texts)).toEqual({ texts, note: null });
  });

  test('a body in another encoding below a title that is right is converted', () => {
    const body = writable(
      'Sáng nay bà con các bản vùng cao đã về trung tâm xã dự lễ khánh thành cầu',
      'tcvn3',
    );
    expect(mendTexts(['Bản có cầu mới', asLatin(bytesOf(body, 'tcvn3'))])).toMatchObject({
      texts: ['Bản có cầu mới', body],
    });
    expect(mendTexts(['Bản có cầu mới ở xã', asLatin(Buffer.from(body))])).toMatchObject({
      texts: ['Bản có cầu mới ở xã', body],
    });
  });

  test('--encoding utf-8 always wins', () => {
    for (const text of ['§¶ng bé huyÖn', 'Ä‘áº£ng bá»™', 'ß½']) {
      expect(mendTexts([text], { forced: 'utf-8' })).toEqual({ texts: [text], note: null });
    }
  });
});

test('a stray byte in a record that is UTF-8 everywhere else is told', () => {
  const stray = decodeEscaped(Buffer.from([0x20, 0xff]));
  expect(mendTexts(['Xã Pa Khoang đưa nước sạch về các bản vùng lòng hồ', stray], {})).toEqual({
    problem: expect.stringContaining('The text is UTF-8 and has a byte that is not'),
  });
});
