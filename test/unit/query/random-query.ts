/** A pseudo-random number in [0, 1), mulberry32: the same seed gives the same run everywhere. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const WORDS = list(`
  đảng bộ Sốp Cộp huyện thủy thuỷ lũ covid hòa ĐẢNG NHÀ UBND HĐND a c I 7 ß İ ð ﬁ
  05-CT/TW 30/4 TP.HCM COVID-19 1.115 123,3% 8:30 https://a.vn/b?c=d foo:bar U23
  và or Not AND OR NOT VÀ HOẶC KHÔNG HỌĂC NEAR/5 GẦN/3 NEAR/99 NEAR HOAC chu*n *viên *a*bc* a*b*c*d
`);
const KEYS = list(`
  title: author: SECTION: tag: source： atleast3( ít-nhất2( -ATLEAST99( tiêu-đề: tieu-de: TÁC-GIẢ: chuyên–mục: thẻ: nguồn:
  after: before: từ: đến: tu: den: thể: x:
`);
const DATES = list('2022 2022-01 2022-02-30 21/01/2022 1/2/2022 01/2022 2022-01-21T00:00:00Z 99/99');
const SIGNS = list(`
  " " “ ” « » „ ＂ ' ’ ( ) （ ） [ { - - – — − -- * * ＊ ** ~ ~3 ~20 ~21 ～2 ~999999999999999999999
  . , : ! ? / && || + | # @ % _ \\ < …
`);
const SPACES = [' ', ' ', ' ', ' ', '  ', '\t', '\n', '\u00a0', '\u200b', '\u3000', '\u0000', '\ufeff'];
const ODD = [
  ...list('🎉 👩‍👩‍👧 中文 日本語 ไทย עברית 한국 𝐀 ½ Ⅻ ①'),
  ...Array.from('\u0301\u0323\u031b\u0338\u200d\u00ad\u202e\uffff\u037e\u212a'),
  '\u1100\u1161',
  '\ud800',
  '\udc00',
];
const POOLS = [WORDS, WORDS, WORDS, KEYS, DATES, SIGNS, SIGNS, SPACES, SPACES, SPACES, ODD];

/** A text of the pieces a query is made of, and of those that it never should be, in any order. */
export function randomQuery(random: () => number): string {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const kind = random();
  const length = Math.floor(random() ** 2 * 24);
  const pieces = Array.from({ length }, () => {
    if (kind < 0.08) return String.fromCharCode(random() * 0x10000);
    if (kind < 0.12) return String.fromCodePoint(Math.floor(random() * 0x110000));
    // Well-formed queries, so that deep trees come up as well.
    if (kind < 0.4)
      return pick([
        pick(WORDS),
        ' ',
        ' ',
        ' OR ',
        ' NEAR/4 ',
        'atleast2(',
        ' ',
        '(',
        ')',
        '"',
        '-',
        ' NOT ',
        pick(KEYS),
      ]);
    return pick(pick(POOLS));
  });
  const text = pieces.join(kind > 0.85 ? ' ' : '');
  const form = random();
  return form < 0.2 ? text.normalize('NFD') : form < 0.3 ? text.toUpperCase() : text;
}
