import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../../src/query/ast.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { printQuery } from '../../../src/query/print-query.ts';
import { withoutPlaces } from './check-query.ts';

/** Query, how it is read (printed back, groups in brackets; `null` for nothing), warnings as `code@place`. */
type Row = readonly [query: string, read: string | null, ...warnings: string[]];

function table(rows: readonly Row[]): void {
  it.each(rows.map(([query, read, ...expected]) => ({ query, read, expected })))(
    '$query → $read',
    ({ query, read, expected }) => {
      const { node, warnings } = parseQuery(query);
      expect(node === null ? null : printQuery(node)).toBe(read);
      expect(warnings.map(({ code, at }) => `${code}@${at}`)).toEqual(expected);
    },
  );
}

describe('words', () => {
  table([
    ['đảng bộ huyện', 'đảng bộ huyện'],
    ['  đảng \t bộ\u00a0huyện\n', 'đảng bộ huyện'],
    ['đảng\u200bbộ', 'đảng bộ'],
    ['05-CT/TW', '05-CT/TW'],
    ['30/4', '30/4'],
    ['TP.HCM', 'TP.HCM'],
    ['COVID-19', 'COVID-19'],
    ['1.115', '1.115'],
    ['123,3%', '123,3%'],
    ['8:30', '8:30'],
    ['https://baosonla.org.vn/tin?a=1', 'https://baosonla.org.vn/tin?a=1'],
    ['foo:bar', 'foo:bar'],
    ['bão, lũ; sạt lở', 'bão, lũ; sạt lở'],
    ['Sơn La – Điện Biên', 'Sơn La Điện Biên'],
    ['Sơn La - Điện Biên', 'Sơn La Điện Biên', 'lone_dash@7'],
    ['lũ & bão !', 'lũ bão'],
    ['và hoặc không and or not', 'và hoặc không and or not'],
  ]);

  it('keeps a word as written, with its place in the text', () => {
    expect(parseQuery(' 05-CT/TW bộ').node).toEqual({
      type: 'and',
      children: [
        { type: 'word', text: '05-CT/TW', at: { start: 1, end: 9 } },
        { type: 'word', text: 'bộ', at: { start: 10, end: 12 } },
      ],
    } satisfies QueryNode);
  });

  it('gives NFC for NFD, with the places of the text as it was typed', () => {
    const query = 'huyện "Sốp Cộp" title:đổi'.normalize('NFD');
    const { node } = parseQuery(query);
    expect(withoutPlaces(node)).toEqual(withoutPlaces(parseQuery(query.normalize('NFC')).node));
    const [first] = node?.type === 'and' ? node.children : [];
    expect(first).toEqual({
      type: 'word',
      text: 'huyện',
      at: { start: 0, end: 'huyện'.normalize('NFD').length },
    });
  });
});

describe('nothing to search for', () => {
  it.each(['', ' ', '\n\t'])('%j is no query and no mistake', (query) => {
    expect(parseQuery(query)).toEqual({ node: null, warnings: [] });
  });
  table([
    ['?!', null, 'nothing_searchable@0'],
    ['🎉', null, 'nothing_searchable@0'],
    ['-', null, 'lone_dash@0', 'nothing_searchable@0'],
    ['*', null, 'prefix_too_short@0', 'nothing_searchable@0'],
    ['""', null, 'empty_phrase@0', 'nothing_searchable@0'],
    ['()', null, 'empty_group@0', 'nothing_searchable@0'],
    ['("…")', null, 'empty_group@0', 'nothing_searchable@0', 'empty_phrase@1'],
  ]);
});

describe('phrases', () => {
  table([
    ['"đảng bộ huyện"', '"đảng bộ huyện"'],
    ['“đảng bộ huyện”', '"đảng bộ huyện"'],
    ['«đảng bộ huyện»', '"đảng bộ huyện"'],
    ['„đảng bộ huyện“', '"đảng bộ huyện"'],
    ['＂đảng bộ huyện＂', '"đảng bộ huyện"'],
    ['"đảng bộ huyện”', '"đảng bộ huyện"'],
    ['"  đảng\n bộ "', '"đảng bộ"'],
    ['"Đảng"', '"Đảng"'],
    ['biểu hiện “tự diễn biến”, “tự chuyển hóa”', 'biểu hiện "tự diễn biến" "tự chuyển hóa"'],
    ['"bão""lũ"', '"bão" "lũ"'],
    ['"chi bộ bản"~3', '"chi bộ bản"~3'],
    ['"chi bộ bản"~0', '"chi bộ bản"'],
    ['"chi bộ bản"~20', '"chi bộ bản"~20'],
    ['"chi bộ bản"~21', '"chi bộ bản"~20', 'slop_too_large@12'],
    ['"chi bộ bản"~99999999999999999999', '"chi bộ bản"~20', 'slop_too_large@12'],
    ['"chi bộ bản"~', '"chi bộ bản"'],
    ['"chi bộ bản" ~3', '"chi bộ bản" ~3'],
    ['"chi bộ bản"~3km', '"chi bộ bản" ~3km'],
    ['"a OR (b) -c* title:d"', '"a OR (b) -c* title:d"'],
    ['"" bão', 'bão', 'empty_phrase@0'],
    ['"-" bão', 'bão', 'empty_phrase@0'],
    ['"đảng bộ huyện', 'đảng bộ huyện', 'unbalanced_quote@0'],
    ['đảng bộ" huyện', 'đảng bộ huyện', 'unbalanced_quote@7'],
    ['"đảng bộ" "huyện', '"đảng bộ" huyện', 'unbalanced_quote@10'],
    ['tivi 55" và 65" giá', 'tivi 55 và 65 giá', 'unbalanced_quote@7', 'unbalanced_quote@14'],
    ['-"đảng bộ', '-đảng bộ', 'unbalanced_quote@1'],
    ["d'Ivoire ‘Đắk Lắk’", "d'Ivoire ‘Đắk Lắk’"],
  ]);
});

describe('exclusions', () => {
  table([
    ['bão -covid', 'bão -covid'],
    ['bão –covid', 'bão -covid'],
    ['bão —covid', 'bão -covid'],
    ['bão −covid', 'bão -covid'],
    ['bão --covid', 'bão -covid'],
    ['-covid bão', '-covid bão'],
    ['bão -"học tập"', 'bão -"học tập"'],
    ['bão -(lũ OR lụt)', 'bão -(lũ OR lụt)'],
    ['bão -title:covid', 'bão -title:covid'],
    ['bão title:-covid', 'bão -title:covid'],
    ['bão -covid*', 'bão -covid*'],
    ['bão NOT covid', 'bão -covid'],
    ['bão KHÔNG covid', 'bão -covid'],
    ['bão NOT NOT covid', 'bão -covid'],
    ['bão NOT -covid', 'bão -covid'],
    ['bão -(-covid)', 'bão covid'],
    ['bão -(-covid -sars)', 'bão (covid OR sars)'],
    ['bão (-covid -sars)', 'bão -covid -sars'],
    ['"Sơn La"-"Điện Biên"', '"Sơn La" "Điện Biên"'],
    ['(Sơn La)-Mộc', 'Sơn La Mộc'],
    ['-covid', '-covid', 'only_exclusions@0'],
    [' -covid KHÔNG lũ', '-covid -lũ', 'only_exclusions@1'],
    ['KHÔNG covid', '-covid', 'only_exclusions@0'],
    ['-(covid OR sars)', '-(covid OR sars)', 'only_exclusions@0'],
    ['-covid after:2021', '-covid after:2021-01-01'],
  ]);
});

describe('either, both', () => {
  table([
    ['thủy OR lũ', 'thủy OR lũ'],
    ['thủy HOẶC lũ', 'thủy OR lũ'],
    ['(a OR b) c', '(a OR b) c'],
    ['lũ quét OR sạt lở đất', '(lũ quét) OR (sạt lở đất)'],
    ['bão AND lũ', 'bão AND lũ'],
    ['bão VÀ lũ', 'bão AND lũ'],
    ['a OR b OR c', 'a OR b OR c'],
    ['a OR (b OR c)', 'a OR b OR c'],
    ['a (b (c d))', 'a b c d'],
    ['((((a))))', 'a'],
    ['a OR b AND c', 'a OR (b AND c)'],
    ['"a b"OR"c d"', '"a b" OR "c d"'],
    ['(a)OR(b)', 'a OR b'],
    ['（a OR b） c', '(a OR b) c'],
  ]);

  describe('exclusions and dates hold for every alternative of their group', () => {
    table([
      ['bão OR lũ -covid', '(bão OR lũ) -covid'],
      ['-covid bão OR lũ', '(bão OR lũ) -covid'],
      ['bão OR lũ after:2021', '(bão OR lũ) after:2021-01-01'],
      ['bão OR (lũ -covid)', 'bão OR (lũ -covid)'],
      ['x (bão OR lũ -covid)', 'x (bão OR lũ) -covid'],
      ['(bão after:2021) OR lũ', '(bão after:2021-01-01) OR lũ'],
      ['bão OR (after:2021)', 'bão OR (after:2021-01-01)'],
      ['bão OR -covid', 'bão -covid', 'filter_in_or@7'],
      ['bão OR (-covid)', 'bão -covid', 'filter_in_or@7'],
      ['bão OR after:2021', 'bão after:2021-01-01', 'filter_in_or@7'],
      ['-bão OR -lũ', '-bão -lũ', 'filter_in_or@0', 'only_exclusions@0', 'filter_in_or@8'],
    ]);
  });

  describe('an operator with nothing to join is a word', () => {
    table([
      ['thủy OR', 'thủy AND OR', 'dangling_operator@5'],
      ['OR thủy', 'OR AND thủy', 'dangling_operator@0'],
      ['bão OR OR lũ', 'bão OR (OR AND lũ)', 'dangling_operator@7'],
      ['bão NOT', 'bão AND NOT', 'dangling_operator@4'],
      ['(bão OR) lũ', 'bão AND OR AND lũ', 'dangling_operator@5'],
      ['bão AND OR lũ', 'bão AND OR AND lũ', 'dangling_operator@8'],
      ['đi hay KHÔNG', 'đi hay AND KHÔNG', 'dangling_operator@7'],
      ['NOT OR bão', 'NOT OR bão', 'dangling_operator@0'],
      ['-OR bão', '-OR bão'],
      ['title:OR', 'title:OR'],
      ['OR, bão', 'OR, bão'],
    ]);
  });

  describe('a query all in capitals keeps its Vietnamese operators as words', () => {
    table([
      ['ĐẢNG VÀ NHÀ NƯỚC', 'ĐẢNG AND VÀ AND NHÀ NƯỚC', 'capital_operator@5'],
      ['KHÔNG CÓ GÌ QUÝ HƠN ĐỘC LẬP', 'KHÔNG AND CÓ GÌ QUÝ HƠN ĐỘC LẬP', 'capital_operator@0'],
      ['"ĐẢNG BỘ" VÀ -NHÀ', '"ĐẢNG BỘ" AND VÀ AND -NHÀ', 'capital_operator@10'],
      ['UBND OR HĐND', 'UBND OR HĐND'],
      ['UBND HOẶC HĐND', 'UBND OR HĐND'],
      ['BÃO OR LŨ', 'BÃO OR LŨ'],
      ['UBND NOT HĐND', 'UBND -HĐND'],
      ['Đảng VÀ Nhà nước', 'Đảng AND Nhà nước'],
      ['30/4 HOẶC 1/5', '30/4 OR 1/5'],
    ]);
  });

  it.each([
    ['VÀ', 'NFD'],
    ['HOẶC', 'NFD'],
    ['KHÔNG', 'NFD'],
    ['HỌĂC', 'NFC'],
  ] as const)('%s is an operator in %s', (operator, form) => {
    const { warnings, node } = parseQuery(`bão ${operator} lũ`.normalize(form));
    expect(warnings).toEqual([]);
    expect(node && printQuery(node)).not.toContain(operator.normalize('NFC'));
  });
});

describe('brackets', () => {
  table([
    ['(a OR b c', 'a OR (b c)', 'unbalanced_bracket@0'],
    ['x (a OR b', 'x (a OR b)', 'unbalanced_bracket@2'],
    ['a OR b) c', 'a OR (b c)', 'unbalanced_bracket@6'],
    ['buồn :(', 'buồn', 'unbalanced_bracket@6'],
    ['Cộp :)', 'Cộp', 'unbalanced_bracket@5'],
    ['a () b', 'a b', 'empty_group@2'],
    ['a OR () OR b', 'a OR (OR AND b)', 'empty_group@5', 'dangling_operator@8'],
    ['TP(HCM)', 'TP HCM'],
    ['[bão] {lũ}', '[bão] {lũ}'],
  ]);

  it('takes any number of brackets', () => {
    const { node } = parseQuery(`${'(a OR (b '.repeat(20_000)}c`);
    expect(node?.type).toBe('or');
    expect(parseQuery(`${'('.repeat(100_000)}a${')'.repeat(100_000)}`).node).toMatchObject({ text: 'a' });
    expect(parseQuery('('.repeat(100_000)).node).toBeNull();
    expect(parseQuery('"'.repeat(100_001)).node).toBeNull();
    expect(parseQuery('*'.repeat(100_000)).node).toBeNull();
    expect(parseQuery(`after:${'.'.repeat(100_000)}1`).node).toMatchObject({ type: 'word' });
  });
});

describe('prefixes', () => {
  table([
    ['chuyên*', 'chuyên*'],
    ['ch*', 'ch*'],
    ['20*', '20*'],
    ['chuyên**', 'chuyên*'],
    ['chuyên＊', 'chuyên*'],
    ['chuyên*, đề', 'chuyên* đề'],
    ['05-CT*', '05-CT*'],
    ['c*', 'c*', 'prefix_too_short@1'],
    ['ế*', 'ế*', 'prefix_too_short@1'],
    ['05-C*', '05-C*', 'prefix_too_short@4'],
    ['chuyên≮*', 'chuyên≮*', 'misplaced_star@7'],
    ['chuyên<\u0338*', 'chuyên≮*', 'misplaced_star@8'],
    ['bão * lũ', 'bão lũ', 'prefix_too_short@4'],
    ['"học tập"*', '"học tập"', 'prefix_too_short@9'],
    ['*chuyên', '*chuyên'],
    ['chu*ên, *viên*', 'chu*ên *viên*'],
    ['＊viên', '*viên'],
    ['c**n', 'c*n'],
    ['title:*viên', 'title:*viên'],
    ['-*viên bão', '-*viên bão'],
    ['*n', '*n', 'misplaced_star@0'],
    ['*a*b', '*a*b', 'misplaced_star@0'],
    ['a*b*c*d*e', 'a*b*c*d*e', 'misplaced_star@1'],
    ['*CT/TW', '*CT/TW', 'misplaced_star@0'],
    ['05-*CT', '05-*CT', 'misplaced_star@3'],
  ]);

  it('drops the star of a prefix, keeps it in a word', () => {
    expect(parseQuery('chuyên* c*').node).toMatchObject({
      children: [
        { type: 'prefix', text: 'chuyên', at: { start: 0, end: 7 } },
        { type: 'word', text: 'c*' },
      ],
    });
  });
});

describe('fields', () => {
  table([
    ['title:bão', 'title:bão'],
    ['TITLE:bão Title:lũ', 'title:bão title:lũ'],
    ['title：bão', 'title:bão'],
    ['tiêu-đề:"sốp cộp"', 'title:"sốp cộp"'],
    ['Tiêu–Đề:bão', 'title:bão'],
    ['tieu-de:bão', 'title:bão'],
    ['tác-giả:"Nguyễn Văn A"', 'author:"Nguyễn Văn A"'],
    ['tac-gia:An', 'author:An'],
    ['chuyên-mục:"Thời sự"', 'section:"Thời sự"'],
    ['chuyen-muc:kinh', 'section:kinh'],
    ['thẻ:lũ the:bão', 'tag:lũ tag:bão'],
    ['nguồn:TTXVN nguon:SGGP', 'source:TTXVN source:SGGP'],
    ['title:(bão OR "sạt lở" -covid)', 'title:((bão OR "sạt lở") -covid)'],
    ['title:(-covid) bão', '-title:covid bão'],
    ['title:(-covid -sars) bão', '-title:covid -title:sars bão'],
    ['title:chuyên*', 'title:chuyên*'],
    ['title:"chi bộ"~2', 'title:"chi bộ"~2'],
    ['title:05-CT/TW', 'title:05-CT/TW'],
    ['author:An OR author:Bình', 'author:An OR author:Bình'],
    ['title: bão', 'title: bão', 'empty_field@0'],
    ['mở thẻ: ưu đãi', 'mở thẻ: ưu đãi', 'empty_field@3'],
    ['title:', 'title:', 'empty_field@0'],
    ['title:""', 'title:', 'empty_phrase@6'],
    ['title:() bão', 'title: bão', 'empty_group@0'],
    ['title:"bão', 'title:bão', 'unbalanced_quote@6'],
    ['title:author:An', 'title:author:An', 'nested_field@6'],
    ['title:(tag:lũ bão)', 'title:(tag:lũ bão)', 'nested_field@7'],
    ['title:(after:2021 bão)', 'title:(after:2021 bão)', 'nested_field@7'],
    ['thể:thao tư:nhân đền:thờ', 'thể:thao tư:nhân đền:thờ'],
    ['tiêu-de:bão', 'tiêu-de:bão'],
    ['subtitle:bão', 'subtitle:bão'],
  ]);

  it.each(['tác-giả:'.normalize('NFD'), 'tác-gỉa:', 'TÁC-GIẢ:', 'ｔｉｔｌｅ:', 'ngùôn:', 'ĐẾN:2021-'])(
    '%s is a key however it is spelled',
    (name) => expect(parseQuery(`${name}01`).node?.type).toMatch(/^(field|date)$/),
  );

  it.each(['tac-gỉa:', 'nguôn:', 'nguộn:', 'đên:', 'tác giả:', 'tacgia:'])('%s is not', (name) => {
    expect(JSON.stringify(parseQuery(`${name}01`).node)).not.toMatch(/"type":"(field|date)"/);
  });
});

describe('dates', () => {
  table([
    ['bão after:2021-12 before:31/01/2022', 'bão after:2021-12-01 before:2022-01-31'],
    ['bão từ:2021 đến:2022', 'bão after:2021-01-01 before:2022-12-31'],
    ['bão tu:01/2022 den:1/2/2022', 'bão after:2022-01-01 before:2022-02-01'],
    ['TỪ:2021 bão', 'after:2021-01-01 bão'],
    ['after:2021, bão', 'after:2021-01-01 bão'],
    ['bão -after:2021', 'bão -after:2021-01-01'],
    ['bão after:2022-01-21T10:00:00Z', 'bão after:2022-01-21T17:00:00+07:00'],
    ['bão before:2022-01-21T23:59:59.999+07:00', 'bão before:2022-01-21'],
    ['bão after:31/02/2022', 'bão after:31/02/2022', 'unreadable_date@4'],
    ['bão từ:Hà', 'bão từ:Hà', 'unreadable_date@4'],
    ['từ: 2021 bão', 'từ: 2021 bão', 'empty_field@0'],
    ['after:"2021"', 'after: "2021"', 'empty_field@0'],
  ]);

  it('gives first and last instants of Vietnam time', () => {
    expect(parseQuery('after:2021-12 before:2021-12').node).toEqual({
      type: 'and',
      children: [
        { type: 'date', from: '2021-12-01T00:00:00+07:00', at: { start: 0, end: 13 } },
        { type: 'date', to: '2021-12-31T23:59:59.999+07:00', at: { start: 14, end: 28 } },
      ],
    } satisfies QueryNode);
  });
});

it('says in a sentence what was not understood', () => {
  for (const { message } of parseQuery('"a (b c* - title: after:x OR').warnings) {
    expect(message).toMatch(/^[A-Z].*\.$/);
  }
});

describe('NEAR', () => {
  table([
    ['lũ NEAR/5 bão', 'lũ NEAR/5 bão'],
    ['lũ quét NEAR/5 sạt lở đất', '(lũ quét) NEAR/5 (sạt lở đất)'],
    ['lũ GẦN/3 bão', 'lũ NEAR/3 bão'],
    ['lũ GÂ\u0300N/3 bão', 'lũ NEAR/3 bão'],
    ['lũ NEAR／3 bão', 'lũ NEAR/3 bão'],
    ['Quốc hội "Sơn La" NEAR/5 "lũ quét"', 'Quốc hội ("Sơn La" NEAR/5 "lũ quét")'],
    ['"Sơn La" NEAR/5 (bão OR lũ) hôm qua', '("Sơn La" NEAR/5 (bão OR lũ)) hôm qua'],
    ['a NEAR/1 b NEAR/2 c', '(a NEAR/1 b) NEAR/2 c'],
    ['a NEAR/1 (b NEAR/2 c)', 'a NEAR/1 (b NEAR/2 c)'],
    ['a AND b NEAR/2 c OR d', '(a (b NEAR/2 c)) OR d'],
    ['title:(bão NEAR/4 lũ)', 'title:(bão NEAR/4 lũ)'],
    ['-(bão NEAR/4 lũ) mưa', '-(bão NEAR/4 lũ) mưa'],
    ['lũ NEAR/50 bão', 'lũ NEAR/20 bão', 'slop_too_large@3'],
    ['lũ NEAR/5', 'lũ AND NEAR/5', 'dangling_operator@3'],
    ['NEAR/5 lũ', 'NEAR/5 AND lũ', 'dangling_operator@0'],
    ['lũ near/5 bão', 'lũ near/5 bão'],
    ['lũ NEAR/5 title:bão', 'lũ title:bão', 'unfit_operand@3'],
    ['lũ NEAR/5 -bão', 'lũ -bão', 'unfit_operand@3'],
    ['-lũ NEAR/5 bão', '-lũ AND bão', 'unfit_operand@4'],
    ['lũ NEAR/5 chuy*', 'lũ chuy*', 'unfit_operand@3'],
    ['lũ NEAR/5 (bão "Sơn La")', 'lũ AND bão "Sơn La"', 'unfit_operand@3'],
    ['lũ NEAR/5 từ:2021 bão', 'lũ after:2021-01-01 bão', 'unfit_operand@3'],
    ['hạn NEAR/5 -lũ OR bão', '(hạn OR bão) -lũ', 'unfit_operand@4'],
  ]);
});

describe('atleast', () => {
  table([
    ['atleast3(lũ)', 'atleast3(lũ)'],
    ['ATLEAST3(sạt lở)', 'atleast3(sạt lở)'],
    ['ít-nhất2(bão HOẶC "sạt lở")', 'atleast2(bão OR "sạt lở")'],
    ['it–nhat2（lũ） bão', 'atleast2(lũ) bão'],
    ['-atleast2(covid) bão', '-atleast2(covid) bão'],
    ['title:atleast2(bão)', 'title:atleast2(bão)'],
    ['atleast2(bão NEAR/3 lũ)', 'atleast2(bão NEAR/3 lũ)'],
    ['atleast1(lũ)', 'lũ'],
    ['atleast99(lũ)', 'atleast20(lũ)', 'times_too_large@0'],
    ['atleast3 (lũ)', 'atleast3 lũ'],
    ['atleast(lũ)', 'atleast lũ'],
    ['atleast3()', 'atleast3', 'empty_group@0'],
    ['atleast3(lũ', 'atleast3(lũ)', 'unbalanced_bracket@0'],
    ['atleast3(title:lũ)', 'title:lũ', 'unfit_operand@0'],
    ['atleast3(atleast2(lũ))', 'atleast2(lũ)', 'unfit_operand@0'],
    ['atleast3(lũ -bão)', 'lũ -bão', 'unfit_operand@0'],
    ['atleast3(chuy*)', 'chuy*', 'unfit_operand@0'],
  ]);
});

describe('what seems an operator', () => {
  table([
    ['bão HOAC lũ', 'bão HOAC lũ', 'unknown_operator@4'],
    ['bão KHONG lũ', 'bão KHONG lũ', 'unknown_operator@4'],
    ['bão XOR lũ', 'bão XOR lũ', 'unknown_operator@4'],
    ['bão ADJ5 lũ', 'bão ADJ5 lũ', 'unknown_operator@4'],
    ['bão W/5 lũ', 'bão W/5 lũ', 'unknown_operator@4'],
    ['bão NEAR lũ', 'bão NEAR lũ', 'unknown_operator@4'],
    ['"bão" GAN/5 (lũ OR hạn)', '"bão" GAN/5 (lũ OR hạn)', 'unknown_operator@6'],
    // Abbreviations, initials, and texts in capitals are none.
    ['huyện UBND tỉnh', 'huyện UBND tỉnh'],
    ['ông W đến', 'ông W đến'],
    ['BÃO HOAC LŨ', 'BÃO HOAC LŨ'],
    ['HOAC lũ', 'HOAC lũ'],
    ['bão -XOR lũ', 'bão -XOR lũ'],
  ]);
});

describe('a group after a field', () => {
  table([
    ['tiêu-đề:("a b" HOẶC c)', 'title:("a b" OR c)'],
    ['tác-giả:("Lò Thị Mai" OR "Cà Văn Hặc") bão', 'author:("Lò Thị Mai" OR "Cà Văn Hặc") bão'],
  ]);
});
