/** Something repeated to a length. */
const filled = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

const nested = (open: string, close: string, length: number): string => {
  const depth = Math.floor(length / (open.length + close.length));
  return open.repeat(depth) + close.repeat(depth);
};

/**
 * Bodies of articles that cost much more than they are long, where any step takes more than linear time or makes much of
 * little; each of about the length that is asked for.
 */
export const HOSTILE_BODIES: Readonly<Record<string, (length: number) => string>> = {
  'nested figures with line breaks': (length) => nested('<figure><br>', '</figure>', length),
  'figures side by side': (length) => filled('<figure><img><br></figure>', length),
  'figures left open': (length) => filled('<figure><img><br>', length),
  'line breaks': (length) => filled('<br>', length),
  'combining marks': (length) => `a${filled('\u0301\u0323', length)}`,
  'combining marks of many kinds': (length) =>
    `a${filled(Array.from({ length: 0x70 }, (_, i) => String.fromCharCode(0x300 + i)).join(''), length)}`,
  'beginnings of comments': (length) => filled('<!--', length),
  'beginnings of comments in HTML': (length) => `<p>a${filled('<!--', length)}`,
  'beginnings of a doctype': (length) => filled('<!doctype ', length),
  'lines of a reference': (length) => filled('&nbsp;\n', length),
  'references without an end': (length) => filled('&nbsp', length),
  'nested blocks': (length) => nested('<div>', '</div>', length),
  'blocks left open': (length) => filled('<div>', length),
  'ends without beginnings': (length) => `<p>a</p>${filled('</div>', length)}`,
  'bold, left open': (length) => filled('<b><p>', length),
  'nested links': (length) => filled('<a href=x>', length),
  'nested tables': (length) => filled('<table><tr><td>', length),
  'cells and ends of others': (length) => filled('<table></b><td></i>', length),
  'small tags': (length) => filled('<i>a</i>', length),
  'less-than signs': (length) => `<p>${filled('<', length)}`,
  'beginnings of tags': (length) => filled('<a', length),
  'an attribute without an end': (length) => `<p a="${filled('x="', length)}`,
  'many attributes': (length) => `<p ${filled('a=b ', length)}>a</p>`,
  'different attributes': (length) =>
    `<p ${Array.from({ length: Math.floor(length / 8) }, (_, i) => `a${i}=b`).join(' ')}>a</p>`,
  'a class of captions': (length) => `<p class="${filled('caption-', length)}">a</p>`,
  'a class of words': (length) => `<p class="${filled('a ', length)}">a</p>`,
  'spaces before the end': (length) => `<p>a${filled(' ', length)}b</p>`,
  'spaces in plain text': (length) => `a${filled(' ', length)}b`,
  'line breaks in plain text': (length) => `a${filled('\n', length)}b`,
  'blank lines': (length) => `a${filled(' \n', length)}b`,
  'short lines': (length) => filled('a\n\n', length),
  'one long word': (length) => filled('nghieng', length),
  'one long number': (length) => filled('1234567890', length),
  'a number in groups': (length) => filled('0912 345 ', length),
  'numbers with dots': (length) => filled('1.', length),
  thousands: (length) => filled('1.000.', length),
  'one word, again and again': (length) => filled('bản ', length),
  'words in capitals': (length) => filled('BẢN ', length),
  dots: (length) => filled('.', length),
  'dots and quotes': (length) => filled('.”', length),
  'a dot and quotes': (length) => `a.${filled('”', length)}a`,
  signs: (length) => filled('-/', length),
  'icelandic eth': (length) => filled('ð', length),
  'words with eth': (length) => filled('Ðinh ', length),
  'plus signs': (length) => filled('+', length),
  'calling codes': (length) => filled('(+84', length),
  'Thai without spaces': (length) => filled('กขคงจฉชซ', length),
  'Chinese without spaces': (length) => filled('国家主席', length),
  'emoji joined': (length) => filled('👨\u200d', length),
  'lone surrogates': (length) => filled('\ud800', length),
  'invisible characters': (length) => filled('\u00ad\u200b', length),
  scripts: (length) => `<p>a</p>${filled('<script>a</script>', length)}`,
  'a script without an end': (length) => `<p>a</p><script>${filled('</scrip', length)}`,
  'hidden styles': (length) => `<p style="${filled('display ', length)}">a</p>`,
  declarations: (length) => `<p>a${filled('<?a', length)}`,
  cdata: (length) => `<p>a${filled('<![CDATA[', length)}`,
};
