/**
 * Letters that Unicode doesn't decompose, by what they fold to: đ and its like, the letters of other Latin
 * orthographies, among them those of the peoples of Vietnam's highlands (ɓ, ɗ, ŏ), of phonetic script and of others.
 */
const UNDECOMPOSED: Readonly<Record<string, string>> = {
  '2': 'ƻ',
  '5': 'ƽ',
  a: 'ɐɑɒəɚⱥᴀᶏᶐᶕ',
  ae: 'æᴁᴂ',
  b: 'ƀƃƅɓʙᴃᵬᶀ',
  c: 'ƈȼɕʗᴄↄ',
  d: 'đðƌƍȡɖɗᴅᴆᵭᶁᶑẟ',
  db: 'ȸ',
  dz: 'ʣʥ',
  e: 'ǝɇɘɛɜɝɞʚᴇᴈᶒᶓᶔⱸⱻ',
  f: 'ƒᵮᶂⅎ',
  fn: 'ʩ',
  g: 'ǥɠɡɢʛᵷᵹᶃ',
  h: 'ħɥɦʜʮʯⱨⱶ',
  hv: 'ƕ',
  i: 'ıɨɩɪᴉᵻᵼᶖ',
  j: 'ȷɉɟʄʝᴊ',
  k: 'ƙʞᴋᶄⱪ',
  l: 'łƚȴɫɬɭʟᴌᶅⱡ',
  ll: 'ỻ',
  ls: 'ʪ',
  lz: 'ʫ',
  m: 'ɯɰɱᴍᴟᵯᶆ',
  n: 'ŋƞȵɲɳɴᴎᵰᶇ',
  o: 'øɔɵʘᴏᴐᴑᴓᴖᴗᶗⱺ',
  oe: 'œɶᴔ',
  ou: 'ȣᴕ',
  p: 'ƥᴘᵱᵽᶈ',
  q: 'ĸɋʠ',
  qp: 'ȹ',
  r: 'ɍɼɽɾɿʀʁᴙᴚᵲᵳᶉ',
  s: 'ȿʂᵴᶊẜẝ',
  t: 'ŧƫƭȶʇʈⱦᴛᵵ',
  tc: 'ʨ',
  th: 'þᵺ',
  ts: 'ʦ',
  u: 'ʉᴜᴝᴞᵾᶙ',
  ue: 'ᵫ',
  v: 'ʋʌᴠᶌỽⱱⱴ',
  w: 'ƿʍᴡⱳ',
  ww: 'ʬ',
  x: 'ᶍ',
  y: 'ƴɏʎʏỿ',
  z: 'ƶȝȥɀʐʑᴢᵶᶎⱬ',
  // Cyrillic letters with a descender, a stroke or a hook, and the rounded ones of old church print.
  в: 'ᲀ',
  г: 'ґғҕ',
  д: 'ᲁ',
  ж: 'җ',
  з: 'ҙ',
  и: 'ҋ',
  к: 'қҝҟӄ',
  л: 'ӆ',
  м: 'ӎ',
  н: 'ңӈӊ',
  о: 'ᲂ',
  п: 'ҧ',
  р: 'ҏ',
  с: 'ҫᲃ',
  т: 'ҭᲄᲅ',
  х: 'ҳ',
  ч: 'ҹ',
  ъ: 'ᲆ',
  ѡ: 'ѽ',
  ѣ: 'ᲇ',
  ү: 'ұ',
  ҽ: 'ҷҿӌ',
  // Arabic letters that are written in two ways.
  ك: 'ک',
  ه: 'ة',
  ي: 'ىی',
};

const PLAIN = new Map(
  Object.entries(UNDECOMPOSED).flatMap(([plain, letters]) =>
    Array.from(letters).map((letter) => [letter, plain] as const),
  ),
);
const SPECIAL = new RegExp(`[${[...PLAIN.keys()].join('')}]`, 'g');
const NON_ASCII = /\P{ASCII}/u;
/** What is written above and below letters. The vowel signs of Thai, Khmer or Hindi are letters that go along. */
const DIACRITIC = '(?![\\u0488\\u0489\\u0859-\\u085B])(?:(?=\\p{Diacritic})|(?!\\p{Alphabetic}))\\p{M}';
/** The vowel signs of scripts that mostly go without, and letters written above others in old church print. */
const SMALL_SIGNS =
  '\\u0610-\\u061A\\u0653-\\u0656\\u0659-\\u065F\\u0670\\u06D6-\\u06DC\\u06E1-\\u06E4\\u06E7\\u06E8\\u06ED\\u0711' +
  '\\u0816\\u0817\\u081B-\\u0823\\u0825-\\u0827\\u0829-\\u082C\\u1DD3-\\u1DE6\\u2DE0-\\u2DFF\\uA802';
/** Marks that are characters of their own: ʻ, ː, the middle dot of ŀ, ー, the Arabic tatweel. */
const WRITTEN_APART =
  '\\u02B9-\\u02FF\\u00B7\\u30FC\\u0559\\u0640\\u06E5\\u06E6\\u07F4\\u07F5\\u07FA\\u08C9\\u0971\\u1C78-\\u1C7D' +
  '\\u1D2F\\u1D3B\\u1D4E\\u2E2F\\uA67F\\uAAC0\\uAAC2';
const MARK = new RegExp(`${DIACRITIC}|[${SMALL_SIGNS}${WRITTEN_APART}]`, 'gu');
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
const NUMERAL = /\p{Nd}/u;

/** The value of a digit of any script: Unicode encodes each script's ten in a row. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (point - zero < 9 && NUMERAL.test(String.fromCodePoint(zero - 1))) zero--;
  return String(point - zero);
}

/**
 * Takes every diacritic off a text, đ included, as the index's folding filter (`icu_folding`) does.
 *
 * @param exact case-folded, NFD or NFC
 * @returns NFC
 */
export function foldDiacritics(exact: string): string {
  if (!NON_ASCII.test(exact)) return exact;
  return exact
    .normalize('NFD')
    .replace(MARK, '')
    .replace(SPECIAL, (letter) => PLAIN.get(letter) ?? letter)
    .replace(OTHER_DIGIT, digitValue)
    .normalize('NFC');
}
