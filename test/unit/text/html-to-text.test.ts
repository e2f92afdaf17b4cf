import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { escapeHtml } from '../../../src/text/escape-html.ts';
import { htmlToText, looksLikeHtml } from '../../../src/text/html-to-text.ts';
import { text } from './syllable-arbitraries.ts';
import { cpuMsSince } from '../../support/cpu-ms-since.ts';

const textOf = (html: string): string => htmlToText(html).text;

describe('htmlToText', () => {
  it.each([
    ['paragraphs', '<p>Một</p><p>Hai</p>', 'Một\n\nHai'],
    [
      'blocks of all kinds',
      '<h2>A</h2><div>B<section>C</section>D</div><blockquote>E</blockquote>',
      'A\n\nB\n\nC\n\nD\n\nE',
    ],
    ['line breaks', 'a<br>b<br/>c', 'a\nb\nc'],
    ['two line breaks are a paragraph', 'a<br><br>b<br>&nbsp;<br>c', 'a\n\nb\n\nc'],
    ['lists', '<ul><li>x<li>y</ul><ol><li><p>z</p></li></ol>', 'x\n\ny\n\nz'],
    ['tables', '<table><caption>T</caption><tr><th>A<th>B<tr><td>1<td>2</table>', 'T\n\nA | B\n\n1 | 2'],
    ['tables made for layout', '<table><tr><td><p>a</p><p>b</p></td></tr></table>', 'a\n\nb'],
    ['empty cells', '<table><tr><td></td><td>2</td><td></td></tr></table>', '2'],
    ['inline elements don’t part words', 'Sốp <b>C</b>ộp, <a href="#">Sơn <i>La</i></a>', 'Sốp Cộp, Sơn La'],
    ['entities', 'a &amp; b &lt;b&gt; &quot;c&quot; &#7843;&agrave;&nbsp;&hellip;', 'a & b <b> "c" ảà …'],
    ['entities are decoded once', '&amp;lt;p&amp;gt;', '&lt;p&gt;'],
    ['spaces', '<p> a \n\t b&nbsp; \u200Bc </p>\n\n<p>&nbsp;</p><p></p>', 'a b c'],
    [
      'code and controls',
      'a<script>x<y</script><style>p{}</style><!-- c --><button>Gửi</button><noscript>n</noscript>b',
      'ab',
    ],
    ['hidden elements', 'a<p hidden>x</p><span style="color:red; display: none">y</span>b', 'a\n\nb'],
    ['broken HTML', '<p>a<b>b<i>c</b>d</p></div><p>e<', 'abcd\n\ne<'],
    ['unquoted less-than', '<p>5 < 6 và a<b</p>', '5 < 6 và a'],
    ['nested', '<div><div><div>a<div>b</div></div></div></div>c', 'a\n\nb\n\nc'],
    [
      'a whole document',
      '<!doctype html><html><head><title>T</title></head><body><p>a</p></body></html>',
      'a',
    ],
    ['plain text', 'a\nb', 'a b'],
    ['nothing', '', ''],
  ])('%s', (_, html, expected) => {
    expect(textOf(html)).toBe(expected);
  });

  it.each([
    [
      'figcaption',
      '<p>a</p><figure><img src="x.jpg"><figcaption>Ảnh: <i>TTXVN</i></figcaption></figure><p>b</p>',
    ],
    ['a figure’s text', '<p>a</p><figure><img src="x.jpg"><p>Ảnh: TTXVN</p></figure><p>b</p>'],
    ['a class', '<p>a</p><img src="x.jpg"><p class="PhotoCMS_Caption">Ảnh: TTXVN</p><p>b</p>'],
    [
      'a table around the picture',
      '<p>a</p><table class="tplCaption"><tr><td><img></td></tr><tr><td>Ảnh: TTXVN</td></tr></table><p>b',
    ],
    ['a class in Vietnamese', '<p>a</p><div class="x chu-thich-anh">Ảnh:<br>TTXVN</div><p>b</p>'],
  ])('gives captions apart: %s', (_, html) => {
    expect(htmlToText(html)).toEqual({ text: 'a\n\nb', captions: ['Ảnh: TTXVN'] });
  });

  it('leaves in the text what only looks like a caption', () => {
    expect(
      htmlToText('<div class="has-caption"><p>a</p></div><figure><blockquote>b</blockquote></figure>'),
    ).toEqual({
      text: 'a\n\nb',
      captions: [],
    });
  });

  it('gives back any text that was escaped, and so never leaves a tag', () => {
    const words = text.map((source) =>
      source
        .replace(/\s+|[\p{C}\p{Z}]/gu, ' ')
        .trim()
        .replace(/ +/g, ' '),
    );
    const tree = fc.letrec<{ node: { html: string; text: string } }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        words.map((plain) => ({ html: escapeHtml(plain), text: plain })),
        fc
          .tuple(
            fc.constantFrom('div', 'section', 'blockquote', 'ul', 'figure'),
            fc.array(tie('node'), { maxLength: 4 }),
          )
          .map(([name, children]) => ({
            html: children.map((child) => `<${name} class="x">${child.html}</${name}>`).join(''),
            text: children
              .map((child) => child.text)
              .filter((plain) => plain !== '')
              .join('\n\n'),
          })),
      ),
    }));
    fc.assert(
      fc.property(tree.node, ({ html, text: expected }) => {
        expect(textOf(html)).toBe(expected);
      }),
    );
  });

  it('never throws, whatever it is given', () => {
    const markup = fc
      .array(
        fc.oneof(
          fc.constantFrom(
            '<',
            '>',
            '</',
            '<p',
            '<table>',
            '<td>',
            '</div>',
            '<!--',
            '-->',
            '<![CDATA[',
            '&',
            '&#x',
            '<figure>',
            '<script>',
            '"',
            "'",
            '=',
          ),
          text,
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(markup, (html) => {
        const { text: plain, captions } = htmlToText(html);
        expect(plain).not.toMatch(/\n{3}|^\n|\n$| \n|\n /);
        for (const caption of captions) expect(caption).not.toContain('\n');
      }),
    );
  });

  it('is quick with hostile input', () => {
    const started = process.cpuUsage();
    expect(textOf(`${'<div>'.repeat(100_000)}a${'</div>'.repeat(100_000)}<p>b`)).toBe('a\n\nb');
    expect(textOf(`${'<p>'.repeat(100_000)}a<p>b`)).toBe('a\n\nb');
    expect(textOf(`${'<b><i>'.repeat(50_000)}a`)).toBe('a');
    expect(textOf(`<table><tr><td>x${'<td>'.repeat(100_000)}a</table>`)).toBe('x | a');
    expect(textOf(`<table><tr>${'<td>x'.repeat(50_000)}</table>`)).toHaveLength(50_000 * 4 - 3);
    expect(textOf(`a${'<br>'.repeat(100_000)}b`)).toBe('a\n\nb');
    expect(textOf(`a<br>${' &nbsp;'.repeat(100_000)}b`)).toBe('a\nb');
    expect(looksLikeHtml(`<b ${'a '.repeat(50_000)}= "`)).toBe(false);
    expect(looksLikeHtml(`<b a${' '.repeat(50_000)}"> <b ${'a'.repeat(50_000)}">`)).toBe(false);
    expect(looksLikeHtml('<'.repeat(100_000))).toBe(false);
    expect(looksLikeHtml('<b a'.repeat(20_000))).toBe(false);
    expect(textOf(`a${'<figure><br>'.repeat(100_000)}b`)).toBe('a\n\nb');
    expect(textOf(`a${'<figure><img></figure>'.repeat(50_000)}b`)).toBe('a\n\nb');
    expect(textOf(`a${'<table></b><td></i>'.repeat(50_000)}b`)).toBe('a\n\nb');
    expect(textOf(`a${'<table><tr><td>'.repeat(50_000)}b`)).toBe('a\n\nb');
    expect(looksLikeHtml('<!--'.repeat(100_000))).toBe(false);
    expect(cpuMsSince(started)).toBeLessThan(10_000);
  });
});

describe('looksLikeHtml', () => {
  it.each([
    '<p>Giá vàng',
    'Giá vàng & "đô la" <b>tăng</b>',
    'một<br>hai',
    'một<br/>hai',
    '<img src="x.jpg">',
    '<DIV CLASS=x>a</DIV>',
    '<!-- x -->a',
    '<!DOCTYPE html><html>',
    '<a href="https://example.com/?a=1&b=2">x</a>',
    'a</p>',
  ])('%s is HTML', (source) => {
    expect(looksLikeHtml(source)).toBe(true);
  });

  it.each([
    'Giá vàng & "đô la"',
    'a < b',
    'a<b và c>d',
    'I <3 you',
    'thẻ <b> để in đậm',
    '<http://example.com>',
    '<toasoan@example.com>',
    '5 &lt; 6',
    '<Nguyễn Văn A>',
    '',
  ])('%s is plain text', (source) => {
    expect(looksLikeHtml(source)).toBe(false);
  });
});

describe('escapeHtml', () => {
  it('leaves nothing that HTML reads as markup', () => {
    expect(escapeHtml(`<a href="x" title='y'>&</a>`)).toBe(
      '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
    );
    fc.assert(
      fc.property(text, (source) => {
        expect(escapeHtml(source)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
